// SPDX-License-Identifier: LGPL-2.1-or-later
// Our Contact: built, and found again in what the registrar answers.
#include "core/contact.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;

namespace {

struct Built {
    const char *name, *user;
    std::optional<HostPort> seen;
    HostPort local;
    Transport transport;
    bool secure;
    const char *wanted;
};

const Built kBuilt[] = {
    {"local address", "alice", {}, {"192.0.2.1", 5060}, Transport::udp, false, "sip:alice@192.0.2.1:5060"},
    {"public address",
     "alice",
     HostPort{"203.0.113.1", 40000},
     {"10.0.0.2", 5060},
     Transport::udp,
     false,
     "sip:alice@203.0.113.1:40000"},
    {"TCP", "alice", {}, {"192.0.2.1", 5060}, Transport::tcp, false, "sip:alice@192.0.2.1:5060;transport=tcp"},
    {"IPv6", "alice", {}, {"2001:db8::1", 5060}, Transport::udp, false, "sip:alice@[2001:db8::1]:5060"},
    {"sips", "alice", {}, {"192.0.2.1", 5061}, Transport::tcp, true, "sips:alice@192.0.2.1:5061;transport=tcp"},
    {"no user", "", {}, {"192.0.2.1", 5060}, Transport::udp, false, "sip:192.0.2.1:5060"},
    {"escaped user", "a%20b", {}, {"192.0.2.1", 5060}, Transport::udp, false, "sip:a%20b@192.0.2.1:5060"},
};

void the_contact_says_where_we_are_reached(void **)
{
    for (const Built &row : kBuilt) {
        const std::string got = build_contact(row.user, row.seen, row.local, row.transport, row.secure);
        if (got != row.wanted || !parse_uri(got))
            fail_msg("%s: %s", row.name, got.c_str());
    }
}

struct Pair {
    const char *name, *a, *b;
    bool same;
};

constexpr Pair kPairs[] = {
    {"the same text", "sip:alice@192.0.2.1:5060", "sip:alice@192.0.2.1:5060", true},
    {"the registrar adds a parameter", "sip:alice@192.0.2.1:5060", "sip:alice@192.0.2.1:5060;ob", true},
    {"the registrar changes case", "sip:alice@[2001:db8::A]:5060;transport=tcp",
     "SIP:alice@[2001:DB8::a]:5060;Transport=TCP", true},
    {"the registrar escapes", "sip:+1*2@192.0.2.1:5060", "sip:+1%2A2@192.0.2.1:5060", true},
    {"another port", "sip:alice@192.0.2.1:5060", "sip:alice@192.0.2.1:5062", false},
    {"another transport", "sip:alice@192.0.2.1:5060", "sip:alice@192.0.2.1:5060;transport=tcp", false},
    {"no SIP URI, the same text", "tel:+1", "tel:+1", true},
    {"no SIP URI", "tel:+1", "sip:alice@192.0.2.1:5060", false},
};

void contacts_are_compared_as_uris(void **)
{
    for (const Pair &row : kPairs)
        if (same_contact(row.a, row.b) != row.same || same_contact(row.b, row.a) != row.same)
            fail_msg("%s", row.name);
}

std::vector<Binding> bindings_of(std::initializer_list<const char *> uris)
{
    std::vector<Binding> bindings;
    for (const char *uri : uris)
        bindings.emplace_back().uri = uri;
    return bindings;
}

// Which one was found and marked; -1 if none, -2 if another one is marked.
int found_in(std::vector<Binding> bindings, const char *contact)
{
    const Binding *own = find_own(bindings, contact);
    for (const Binding &binding : bindings)
        if (binding.own != (&binding == own))
            return -2;
    return own != nullptr ? static_cast<int>(own - bindings.data()) : -1;
}

void our_binding_is_found_among_others(void **)
{
    assert_int_equal(
        found_in(bindings_of({"sip:bob@h", "tel:+1", "SIP:alice@H;ob", "sip:alice@h"}), "sip:alice@h"), 2);
    assert_int_equal(found_in(bindings_of({"sip:bob@h", "sip:alice@h:5060"}), "sip:alice@h"), -1);
    assert_int_equal(found_in({}, "sip:alice@h"), -1);
}

} // namespace

int main()
{
    const CMUnitTest contact[] = {
        cmocka_unit_test(the_contact_says_where_we_are_reached),
        cmocka_unit_test(contacts_are_compared_as_uris),
        cmocka_unit_test(our_binding_is_found_among_others),
    };
    return cmocka_run_group_tests(contact, nullptr, nullptr);
}
