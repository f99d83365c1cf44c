// SPDX-License-Identifier: LGPL-2.1-or-later
// The development registrar's bindings, answers and faults, without sockets and in time of our own.
#include "registrar/faults.hpp"
#include "registrar/phone.hpp"

#include "support/cmocka.hpp" // after the others: it has a macro named fail

namespace {

using namespace phone;
using registrar::Fault;
using registrar::Settings;

const char *const kHere = "<sip:alice@192.0.2.1:5060>";

void lifetime_keeps_to_the_bounds(void **)
{
    static const struct {
        const char *name, *headers;
        int status;
        const char *told;
    } kRows[] = {
        {"as asked in the Contact", "Contact: <sip:a@h>;expires=100\r\n", 200, ";expires=100\r\n"},
        {"as asked in Expires", "Contact: <sip:a@h>\r\nExpires: 100\r\n", 200, ";expires=100\r\n"},
        {"the Contact counts", "Contact: <sip:a@h>;expires=90\r\nExpires: 100\r\n", 200, ";expires=90\r\n"},
        {"nothing asked", "Contact: <sip:a@h>\r\n", 200, ";expires=3600\r\n"},
        {"malformed is an hour", "Contact: <sip:a@h>;expires=soon\r\n", 200, ";expires=3600\r\n"},
        {"too long", "Contact: <sip:a@h>;expires=4294967295\r\n", 200, ";expires=7200\r\n"},
        {"just long enough", "Contact: <sip:a@h>;expires=60\r\n", 200, ";expires=60\r\n"},
        {"too short", "Contact: <sip:a@h>;expires=59\r\n", 423, "Min-Expires: 60\r\n"},
        {"zero removes", "Contact: <sip:a@h>;expires=0\r\n", 200, "Content-Length: 0"},
        {"compact form", "m: <sip:a@h>;expires=100\r\n", 200, ";expires=100\r\n"},
    };
    Settings settings = open_to_all();
    settings.min_expires_s = 60;
    settings.max_expires_s = 7200;
    for (const auto &row : kRows) {
        Line line(settings);
        const std::string got = line.say(request(row.headers));
        if (status(got) != row.status || !has(got, row.told))
            fail_msg("%s: %s", row.name, got.c_str());
    }
}

void binding_is_told_with_what_is_left_and_ends(void **)
{
    Line line(open_to_all());
    line.say(request(contact(std::string(kHere) + ";q=0.5;+sip.instance=\"<urn:uuid:1>\";expires=60")), 0);
    const std::string query = line.say(request("", 2), 20.5);
    assert_true(has(query, "Contact: <sip:alice@192.0.2.1:5060>;q=0.5;+sip.instance=\"<urn:uuid:1>\";expires=40\r\n"));
    assert_false(has(line.say(request("", 3), 60), "Contact:"));
    assert_int_equal(line.registrar.bindings(at(60)).size(), 0);
}

void several_contacts_in_one_request(void **)
{
    Line line(open_to_all());
    const std::string got =
        line.say(request(contact("<sip:a@h1>, \"A, B\" <sip:a@h2;transport=tcp>;q=0.1") + contact("sip:a@h3;expires=9")));
    assert_int_equal(count(got, "Contact: "), 3);
    assert_true(has(got, "<sip:a@h2;transport=tcp>;q=0.1;expires=3600"));
    assert_true(has(got, "<sip:a@h3>;expires=9"));
}

void contact_is_recognised(void **)
{
    static const struct {
        const char *first, *second;
        int bindings; // RFC 3261 §19.1.4
    } kRows[] = {
        {"<sip:%61lice@atlanta.com;transport=TCP>", "<sip:alice@AtLanTa.CoM;Transport=tcp>", 1},
        {"<sip:carol@chicago.com>", "<sip:carol@chicago.com;newparam=5>", 1},
        {"<sip:carol@chicago.com;security=on>", "<sip:carol@chicago.com;newparam=5>", 1},
        {"<sip:biloxi.com;transport=tcp;method=REGISTER>", "<sip:biloxi.com;method=REGISTER;transport=tcp>", 1},
        {"<SIP:alice@h>", "<sip:alice@h>", 1},
        {"<sip:ALICE@h>", "<sip:alice@h>", 2},
        {"<sip:bob@biloxi.com>", "<sip:bob@biloxi.com:5060>", 2},
        {"<sip:bob@biloxi.com>", "<sip:bob@biloxi.com;transport=udp>", 2},
        {"<sip:carol@chicago.com;security=on>", "<sip:carol@chicago.com;security=off>", 2},
        {"<sip:carol@chicago.com>", "<sip:carol@chicago.com?Subject=next>", 2},
        {"<sip:a@[2001:DB8::1]:5060>", "<sip:a@[2001:db8::1]:5060>", 1},
        {"<sip:a@h>", "<sips:a@h>", 2},
    };
    for (const auto &row : kRows) {
        Line line(open_to_all());
        line.say(request(contact(row.first), 1));
        if (count(line.say(request(contact(row.second), 2)), "Contact: ") != row.bindings)
            fail_msg("%s and %s: not %d", row.first, row.second, row.bindings);
    }
}

void cseq_must_rise_within_a_call_id(void **)
{
    Line line(open_to_all());
    line.say(request(contact(std::string(kHere) + ";expires=100"), 5));
    std::string same = request(contact(std::string(kHere) + ";expires=0"), 5);
    same.replace(same.find("z9hG4bK"), 7, "z9hG4bKx"); // no retransmission
    assert_int_equal(status(line.say(request(contact(std::string(kHere) + ";expires=0"), 4))), 500);
    assert_int_equal(status(line.say(same)), 500);
    assert_true(has(line.say(request("", 6)), "expires=100"));
    assert_int_equal(status(line.say(request(contact(std::string(kHere) + ";expires=200"), 1, "call-2"))), 200);
    assert_true(has(line.say(request("", 7)), "expires=200"));
    assert_int_equal(status(line.say(request(contact(std::string(kHere) + ";expires=0"), 2, "call-2"))), 200);
    assert_false(has(line.say(request("", 8)), "Contact:"));
}

void star_removes_all_and_stands_alone(void **)
{
    Line line(open_to_all());
    line.say(request(contact("<sip:a@h1>, <sip:a@h2>"), 5));
    assert_int_equal(status(line.say(request(contact("*"), 6))), 400);
    assert_int_equal(status(line.say(request(contact("*") + "Expires: 60\r\n", 7))), 400);
    assert_int_equal(status(line.say(request(contact("*, <sip:a@h1>") + "Expires: 0\r\n", 8))), 400);
    assert_int_equal(status(line.say(request(contact("*") + "Expires: 0\r\n", 4))), 500);
    assert_int_equal(count(line.say(request("", 9)), "Contact: "), 2);
    const std::string got = line.say(request(contact("*") + "Expires: 0\r\n", 10));
    assert_int_equal(status(got), 200);
    assert_false(has(got, "Contact:"));
}

void all_or_nothing(void **)
{
    Settings settings = open_to_all();
    settings.min_expires_s = 60;
    Line line(settings);
    assert_int_equal(status(line.say(request(contact("<sip:a@h1>, <sip:a@h2>;expires=5"), 1))), 423);
    assert_int_equal(status(line.say(request(contact("<sip:a@h1>, no uri"), 2))), 400);
    assert_int_equal(line.registrar.bindings(at(0)).size(), 0);
}

void retransmission_gets_the_same_answer(void **)
{
    Line line(with_alice());
    const std::string first = line.say(request(""), 0);
    assert_true(line.say(request(""), 0.5) == first);
    assert_int_equal(line.registrar.counters().retransmissions, 1);
    assert_int_equal(line.registrar.counters().registers, 1);
    assert_int_equal(line.registrar.counters().answers.at(401), 1);
}

void via_tells_where_the_request_came_from(void **)
{
    Line line(open_to_all());
    assert_true(has(line.say(request("", 1)), ";rport=5099;branch=z9hG4bKcall-11;received=127.0.0.1\r\n"));
    line.registrar.settings().public_address = "203.0.113.7:40123";
    assert_true(has(line.say(request("", 2)), ";rport=40123;branch=z9hG4bKcall-12;received=203.0.113.7\r\n"));
    line.registrar.settings().public_address = "";
    const std::string two = line.say(request("Via: SIP/2.0/TCP h2, SIP/2.0/TCP h3;rport\r\n", 3));
    assert_true(has(two, "\r\nVia: SIP/2.0/TCP h2\r\nVia: SIP/2.0/TCP h3;rport\r\n"));
}

void other_requests_have_their_answers(void **)
{
    Line line(open_to_all());
    assert_int_equal(status(line.say(request("", 1, "o", "OPTIONS"))), 200);
    const std::string got = line.say(request("", 1, "i", "INVITE"));
    assert_int_equal(status(got), 405);
    assert_true(has(got, "Allow: REGISTER, OPTIONS\r\n"));
    assert_string_equal(line.say(request("", 1, "a", "ACK")).c_str(), "");
    assert_int_equal(status(line.say(request("Require: outbound\r\n", 2))), 420);
}

void malformed_ones_are_told_so_or_ignored(void **)
{
    Line line(open_to_all());
    std::string bad_cseq = request("", 1), bad_length = request("", 2), bad_to = request("", 3);
    bad_cseq.replace(bad_cseq.find("CSeq: 1"), 7, "CSeq: x");
    bad_length.replace(bad_length.find("Length: 0"), 9, "Length: 9");
    bad_to.replace(bad_to.find("To: <sip:"), 9, "To: <tel:");
    assert_int_equal(status(line.say(bad_cseq)), 400);
    assert_int_equal(status(line.say(bad_length)), 400);
    assert_int_equal(status(line.say(bad_to)), 416);
    for (const char *text : {"nonsense", "REGISTER sip:h SIP/2.0\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n"})
        assert_string_equal(line.say(text).c_str(), "");
    assert_int_equal(line.registrar.counters().unreadable, 3);
    assert_string_equal(line.say("\r\n\r\n").c_str(), "\r\n");
    assert_string_equal(line.say("\r\n").c_str(), "");
}

/// The answer to the second REGISTER, which proves the password.
std::string with_fault(Fault fault)
{
    Settings settings = with_alice();
    Line line(settings);
    const std::string nonce = nonce_of(line.say(request("", 1)));
    line.registrar.settings().fault = fault;
    line.registrar.settings().fault_status = 503;
    line.registrar.settings().fault_retry_after_s = 7;
    return line.say(request(contact(kHere) + answer(nonce), 2));
}

void faults_do_what_they_say(void **)
{
    assert_int_equal(status(with_fault(Fault::none)), 200);
    assert_int_equal(status(with_fault(Fault::challenge_forever)), 401);
    assert_false(has(with_fault(Fault::challenge_forever), "stale"));
    assert_true(has(with_fault(Fault::stale_forever), "stale=true"));
    assert_true(nonce_of(with_fault(Fault::same_nonce_forever)) == nonce_of(with_fault(Fault::same_nonce_forever)));
    assert_int_equal(status(with_fault(Fault::status)), 503);
    assert_true(has(with_fault(Fault::status), "Retry-After: 7\r\n"));
    assert_string_equal(with_fault(Fault::silent).c_str(), "");
    assert_int_equal(status(with_fault(Fault::garbage)), 0);
    assert_false(has(with_fault(Fault::truncated), "\r\n\r\n"));
    assert_int_equal(status(with_fault(Fault::ok_without_contact)), 200);
    assert_false(has(with_fault(Fault::ok_without_contact), "Contact:"));
}

void every_fault_has_a_name(void **)
{
    for (const std::string &name : registrar::fault_names())
        if (registrar::fault_row(*registrar::find_fault(name)).name != name)
            fail_msg("%s", name.c_str());
    assert_int_equal(registrar::fault_names().size(), static_cast<int>(Fault::ok_without_contact) + 1);
}

void first_requests_can_be_dropped(void **)
{
    Settings settings = open_to_all();
    settings.drop_next = 2;
    Line line(settings);
    assert_string_equal(line.say(request("")).c_str(), "");
    assert_string_equal(line.say(request("")).c_str(), "");
    assert_int_equal(status(line.say(request(""))), 200);
    assert_int_equal(line.registrar.counters().dropped, 2);
}

void extra_headers_are_in_the_200(void **)
{
    Settings settings = open_to_all();
    settings.extra_headers = {{"Service-Route", "<sip:h;lr>"}};
    Line line(settings);
    assert_true(has(line.say(request("")), "\r\nService-Route: <sip:h;lr>\r\n"));
}

} // namespace

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(lifetime_keeps_to_the_bounds),
        cmocka_unit_test(binding_is_told_with_what_is_left_and_ends),
        cmocka_unit_test(several_contacts_in_one_request),
        cmocka_unit_test(contact_is_recognised),
        cmocka_unit_test(cseq_must_rise_within_a_call_id),
        cmocka_unit_test(star_removes_all_and_stands_alone),
        cmocka_unit_test(all_or_nothing),
        cmocka_unit_test(retransmission_gets_the_same_answer),
        cmocka_unit_test(via_tells_where_the_request_came_from),
        cmocka_unit_test(other_requests_have_their_answers),
        cmocka_unit_test(malformed_ones_are_told_so_or_ignored),
        cmocka_unit_test(faults_do_what_they_say),
        cmocka_unit_test(every_fault_has_a_name),
        cmocka_unit_test(first_requests_can_be_dropped),
        cmocka_unit_test(extra_headers_are_in_the_200),
    };
    return cmocka_run_group_tests_name("registrar: bindings", tests, nullptr, nullptr);
}
