// SPDX-License-Identifier: LGPL-2.1-or-later
// Our binding, recognised among those that a registrar answers with, and the others that are new.
#include "core/own.hpp"

#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;

namespace {

using How = Own::How;

const char *name(How how)
{
    static const char *const kNames[] = {"absent", "same", "learned", "instance", "guessed"};
    return kNames[static_cast<int>(how)];
}

#define UUID "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
#define INSTANCE(urn) ";+sip.instance=\"<" urn ">\""

struct Shown {
    const char *uri, *params = "";
};

std::vector<Binding> bindings_of(const std::vector<Shown> &shown)
{
    std::vector<Binding> bindings;
    for (const Shown &one : shown) {
        Binding &binding = bindings.emplace_back();
        binding.uri = one.uri;
        binding.params = one.params;
    }
    return bindings;
}

struct Row {
    const char *name, *contact, *shown;
    std::vector<Shown> bindings;
    How how;
    int which; // -1: none
    bool must_be_there = false;
};

void check(const std::vector<Row> &rows, const Extras &extras, const std::optional<HostPort> &seen = {})
{
    for (const Row &row : rows) {
        std::vector<Binding> bindings = bindings_of(row.bindings);
        const Own own = find_own(bindings, {extras, row.contact, row.shown, seen, row.must_be_there});
        const int which = own.binding != nullptr ? static_cast<int>(own.binding - bindings.data()) : -1;
        if (own.how != row.how || which != row.which)
            fail_msg("%s: %s, number %d", row.name, name(own.how), which);
        for (const Binding &binding : bindings)
            if (binding.own != (&binding == own.binding))
                fail_msg("%s: %s is marked wrongly", row.name, binding.uri.c_str());
    }
}

void the_uri_is_compared_as_one(void **)
{
    const std::vector<Row> rows = {
        {"nothing there", "sip:a@h", "", {}, How::absent, -1},
        {"among others", "sip:a@h", "", {{"sip:b@h"}, {"tel:+1"}, {"sip:a@h"}}, How::same, 2},
        {"case and an added parameter", "sip:a@h", "", {{"SIP:a@H;ob"}}, How::same, 0},
        {"the first of two", "sip:a@h", "", {{"sip:a@h;ob"}, {"sip:a@h"}}, How::same, 0},
        {"another port", "sip:a@h", "", {{"sip:a@h:5060"}}, How::absent, -1},
        {"another transport", "sip:a@h", "", {{"sip:a@h;transport=tcp"}}, How::absent, -1},
        {"another scheme", "sip:a@h", "", {{"sips:a@h"}}, How::absent, -1},
        {"IPv6 written otherwise", "sip:a@[2001:db8::1]:5060", "", {{"sip:a@[2001:DB8:0:0:0:0:0:1]:5060"}}, How::same, 0},
        {"another IPv6", "sip:a@[2001:db8::1]", "", {{"sip:a@[2001:db8::2]"}}, How::absent, -1},
        {"escapes", "sip:a%20b@h", "", {{"sip:a%20B@h"}, {"sip:%61%20b@h"}}, How::same, 1},
        {"push parameters", "sip:a@h;pn-provider=fcm;pn-prid=x", "", {{"sip:a@h;pn-prid=y;pn-provider=fcm"}, {"sip:a@h"}},
         How::same, 1},
        {"rewritten last time", "sip:a@h", "sip:a@lb:5070", {{"sip:b@h"}, {"sip:a@lb:5070"}}, How::learned, 1},
        {"what was sent rules", "sip:a@h", "sip:a@lb", {{"sip:a@lb"}, {"sip:a@h"}}, How::same, 1},
        {"an instance that we do not have", "sip:a@h", "", {{"sip:a@h", INSTANCE(UUID)}}, How::same, 0},
        {"no URI at all", "sip:a@h", "", {{""}, {"<sip:a@h>"}, {"sip:"}}, How::absent, -1},
    };
    check(rows, *Extras::none());
}

void the_instance_says_more_than_the_uri(void **)
{
    Extras extras;
    extras.instance = UUID;
    const std::vector<Row> rows = {
        {"instance and URI", "sip:a@h", "", {{"sip:a@h", INSTANCE(UUID)}}, How::same, 0},
        {"instance, another URI", "sip:a@h", "", {{"sip:x@y"}, {"sip:lb", INSTANCE(UUID)}}, How::instance, 1},
        {"instance, the URI shown before", "sip:a@h", "sip:lb", {{"sip:lb", INSTANCE(UUID)}}, How::learned, 0},
        {"instance in upper case", "sip:a@h", "", {{"sip:lb", ";+SIP.Instance=\"<URN:UUID:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6>\""}},
         How::instance, 0},
        {"instance after quotes that hold a semicolon", "sip:a@h", "", {{"sip:lb", ";x=\";\\\"\"" INSTANCE(UUID)}}, How::instance, 0},
        {"instance within the quotes of another", "sip:a@h", "", {{"sip:lb", ";x=\";+sip.instance=<" UUID ">\""}}, How::absent, -1},
        {"instance without quotes", "sip:a@h", "", {{"sip:lb", ";+sip.instance=<" UUID ">"}}, How::instance, 0},
        {"instance in open quotes", "sip:a@h", "", {{"sip:lb", ";+sip.instance=\"<" UUID ">"}}, How::absent, -1},
        {"not told: the URI", "sip:a@h", "", {{"sip:a@h"}}, How::same, 0},
        {"the same URI of another instance", "sip:a@h", "", {{"sip:a@h", INSTANCE("urn:uuid:2")}}, How::absent, -1},
        {"another instance is not guessed", "sip:a@h", "", {{"sip:a@lb", INSTANCE("urn:uuid:2")}}, How::absent, -1, true},
        {"instance before the URI without", "sip:a@h", "", {{"sip:a@h"}, {"sip:lb", INSTANCE(UUID)}}, How::instance, 1},
        {"the one of the same URI", "sip:a@h", "", {{"sip:lb", INSTANCE(UUID)}, {"sip:a@h", INSTANCE(UUID)}}, How::same, 1},
    };
    for (const Row &row : rows)
        if (row.name != std::string_view("the one of the same URI"))
            check({row}, extras);
    std::vector<Binding> bindings = bindings_of(rows.back().bindings);
    assert_ptr_equal(find_own(bindings, {extras, "sip:a@h"}).binding, &bindings[1]);
}

void a_flow_has_its_number(void **)
{
    Extras extras;
    extras.instance = UUID;
    extras.contact_params = {{"reg-id", "1"}};
    check({{"the other flow", "sip:a@h", "", {{"sip:lb", INSTANCE(UUID) ";reg-id=2"}}, How::absent, -1},
           {"our flow", "sip:a@h", "", {{"sip:lb", INSTANCE(UUID) ";reg-id=1"}}, How::instance, 0},
           {"no flow told", "sip:a@h", "", {{"sip:lb", INSTANCE(UUID)}}, How::instance, 0}},
          extras);
}

void a_rewritten_one_is_guessed_with_care(void **)
{
    const HostPort seen{"203.0.113.1", 40000};
    const std::vector<Row> rows = {
        {"at the address where we are seen", "sip:a@10.0.0.2:5060", "",
         {{"sip:a@192.0.2.5:5060"}, {"sip:a@203.0.113.1:40000;x=y"}}, How::guessed, 1, true},
        {"the only one of our user", "sip:a@10.0.0.2", "", {{"sip:b@lb"}, {"sip:a@lb:5070"}}, How::guessed, 1, true},
        {"its user written otherwise", "sip:a%20b@10.0.0.2", "", {{"sip:%61%20b@lb"}}, How::guessed, 0, true},
        {"two of our user", "sip:a@10.0.0.2", "", {{"sip:a@lb"}, {"sip:a@192.0.2.5"}}, How::absent, -1, true},
        {"another scheme", "sip:a@10.0.0.2", "", {{"sips:a@lb"}}, How::absent, -1, true},
        {"another port of the address", "sip:a@10.0.0.2", "", {{"sip:a@203.0.113.1"}, {"sip:a@203.0.113.1:5060"}},
         How::absent, -1, true},
        {"no guessing where it may be gone", "sip:a@10.0.0.2", "", {{"sip:a@203.0.113.1:40000"}}, How::absent, -1},
        {"no guessing where it is known", "sip:a@10.0.0.2", "sip:a@lb", {{"sip:a@203.0.113.1:40000"}, {"sip:a@lb"}},
         How::learned, 1, true},
    };
    check(rows, *Extras::none(), seen);
    check({{"IPv6", "sip:a@[fd00::1]", "", {{"sip:a@[2001:DB8::1]:5060"}, {"sip:a@[2001:db8::2]:5060"}}, How::guessed, 0, true}},
          *Extras::none(), HostPort{"2001:db8::1", 5060});
}

// "1" for each that is marked.
std::string marks(const std::vector<Binding> &bindings)
{
    std::string text;
    for (const Binding &binding : bindings)
        text += binding.own ? "1" : "0";
    return text;
}

void all_of_ours_are_marked(void **)
{
    Extras extras;
    extras.instance = UUID;
    extras.more_contacts = {{"sip:a@h2", {}}, {"sip:a@h3", {}}};
    std::vector<Binding> bindings = bindings_of({{"sip:a@H2", INSTANCE(UUID)},
                                                 {"sip:b@h"},
                                                 {"sip:a@lb", INSTANCE(UUID)},
                                                 {"sip:a@h3"},
                                                 {"sip:a@h2;ob", INSTANCE("urn:uuid:2")}});
    const Own own = find_own(bindings, {extras, "sip:a@h"});
    assert_ptr_equal(own.binding, &bindings[2]); // not the further one, although its instance is ours
    assert_true(own.how == How::instance);
    assert_string_equal(marks(bindings).c_str(), "10110");
}

void a_further_one_is_not_guessed_to_be_the_first(void **)
{
    Extras extras;
    extras.more_contacts = {{"sip:a@h2", {}}};
    std::vector<Binding> bindings = bindings_of({{"sip:a@h2"}});
    const Own own = find_own(bindings, {extras, "sip:a@h", "", {}, true});
    assert_null(own.binding);
    assert_string_equal(marks(bindings).c_str(), "1");
}

void old_marks_do_not_count(void **)
{
    std::vector<Binding> bindings = bindings_of({{"sip:a@h"}, {"sip:b@h"}});
    find_own(bindings, {*Extras::none(), "sip:a@h"});
    find_own(bindings, {*Extras::none(), "sip:b@h"});
    assert_string_equal(marks(bindings).c_str(), "01");
}

std::vector<Binding> hundred(const std::string &tail)
{
    std::vector<Binding> bindings(100);
    for (std::size_t i = 0; i < bindings.size(); ++i)
        bindings[i].uri = "sip:a" + std::to_string(i) + "@h" + tail;
    return bindings;
}

void a_hundred_are_no_trouble(void **)
{
    std::string params;
    for (int i = 0; i < 64; ++i)
        params += ";p" + std::to_string(i) + "=" + std::string(20, 'x');
    std::vector<Binding> bindings = hundred(params);
    const Own own = find_own(bindings, {*Extras::none(), "sip:a99@h", "", {}, true});
    assert_ptr_equal(own.binding, &bindings[99]);
}

std::string appeared(const std::vector<Binding> &bindings, Foreign &known)
{
    std::string text;
    for (const Binding *binding : new_foreign(bindings, known))
        text += binding->uri + " ";
    return text;
}

void others_are_new_once(void **)
{
    Foreign known;
    std::vector<Binding> bindings = bindings_of({{"sip:a@h"}, {"sip:b@h"}});
    bindings[0].own = true;
    assert_string_equal(appeared(bindings, known).c_str(), "sip:b@h ");
    assert_string_equal(appeared(bindings, known).c_str(), "");
    bindings.push_back(bindings_of({{"sip:c@h"}}).front());
    assert_string_equal(appeared(bindings, known).c_str(), "sip:c@h ");
    assert_int_equal(known.size(), 2);
    assert_string_equal(appeared({}, known).c_str(), "");
    assert_string_equal(appeared(bindings, known).c_str(), "sip:b@h sip:c@h "); // they were gone
}

void a_hundred_others_are_remembered_at_most(void **)
{
    std::vector<Binding> bindings = hundred("");
    bindings.push_back(bindings_of({{"sip:one-more@h"}}).front());
    Foreign known;
    assert_int_equal(new_foreign(bindings, known).size(), 100);
    assert_int_equal(known.size(), 100);
    assert_int_equal(known.capacity(), 100);
    assert_int_equal(new_foreign(bindings, known).size(), 0);
}

void what_a_flow_is_told_by_is_its_number_alone(void **)
{
    Extras extras;
    extras.instance = UUID;
    extras.contact_params = {{"q", "0.5"}};
    check({{"we have no number", "sip:a@h", "", {{"sip:lb", INSTANCE(UUID) ";reg-id=2"}}, How::instance, 0}}, extras);
}

void what_cannot_be_ours_is_not_guessed(void **)
{
    const HostPort seen{"203.0.113.1", 40000};
    check({{"no URI of ours", "", "", {{"sip:a@lb"}}, How::absent, -1, true},
           {"no URI of theirs", "sip:a@10.0.0.2", "", {{"tel:+1"}, {""}}, How::absent, -1, true},
           {"a name at the port where we are seen", "sip:a@10.0.0.2", "", {{"sip:a@lb:40000"}, {"sip:a@lc:40000"}},
            How::absent, -1, true},
           {"another address at the port", "sip:a@10.0.0.2", "", {{"sip:a@203.0.113.2:40000"}, {"sip:a@lb"}}, How::absent,
            -1, true}},
          *Extras::none(), seen);
    Extras extras;
    extras.instance = UUID;
    check({{"of another instance, at our address", "sip:a@10.0.0.2", "",
            {{"sip:a@203.0.113.1:40000", INSTANCE("urn:uuid:2")}, {"sip:a@lb"}}, How::guessed, 1, true}},
          extras, seen);
}

} // namespace

int main()
{
    const CMUnitTest own[] = {
        cmocka_unit_test(the_uri_is_compared_as_one),
        cmocka_unit_test(the_instance_says_more_than_the_uri),
        cmocka_unit_test(a_flow_has_its_number),
        cmocka_unit_test(a_rewritten_one_is_guessed_with_care),
        cmocka_unit_test(all_of_ours_are_marked),
        cmocka_unit_test(a_further_one_is_not_guessed_to_be_the_first),
        cmocka_unit_test(old_marks_do_not_count),
        cmocka_unit_test(a_hundred_are_no_trouble),
        cmocka_unit_test(others_are_new_once),
        cmocka_unit_test(a_hundred_others_are_remembered_at_most),
        cmocka_unit_test(what_a_flow_is_told_by_is_its_number_alone),
        cmocka_unit_test(what_cannot_be_ours_is_not_guessed),
    };
    return cmocka_run_group_tests(own, nullptr, nullptr);
}
