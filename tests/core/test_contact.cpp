// SPDX-License-Identifier: LGPL-2.1-or-later
// Our Contact: built and compared.
#include "core/contact.hpp"

#include "core/uri.hpp"
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
    {"TLS", "alice", {}, {"192.0.2.1", 5061}, Transport::tls, false, "sip:alice@192.0.2.1:5061;transport=tls"},
    {"sips over TLS", "alice", {}, {"192.0.2.1", 5061}, Transport::tls, true, "sips:alice@192.0.2.1:5061"},
    {"WebSocket", "alice", {}, {"192.0.2.1", 5061}, Transport::ws, false, "sip:alice@192.0.2.1:5061;transport=ws"},
    {"WebSocket over TLS", "alice", {}, {"192.0.2.1", 5061}, Transport::wss, false, "sip:alice@192.0.2.1:5061;transport=ws"},
    {"sips over WebSocket", "alice", {}, {"192.0.2.1", 5061}, Transport::wss, true, "sips:alice@192.0.2.1:5061;transport=ws"},
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

struct Uris {
    const char *name, *set, *wanted;
};

constexpr Uris kUris[] = {
    {"built", "", "sip:alice@192.0.2.1:5060;pn-provider=apns;pn-param=T.app.voip;pn-prid=00%3Cfc"},
    {"set", "sip:bob@h;ob", "sip:bob@h;ob;pn-provider=apns;pn-param=T.app.voip;pn-prid=00%3Cfc"},
    {"set with one of its own", "sip:bob@h;pn-prid=x", "sip:bob@h;pn-prid=x;pn-provider=apns;pn-param=T.app.voip"},
    {"set with headers", "sip:bob@h?a=b", "sip:bob@h;pn-provider=apns;pn-param=T.app.voip;pn-prid=00%3Cfc?a=b"},
};

// What is sent is what is compared, so push is in it.
void push_is_in_the_first_contact(void **)
{
    for (const Uris &row : kUris) {
        Account account;
        set_aor(account, "sip:alice@example.com");
        set_contact(account, row.set);
        const HostPort local{"192.0.2.1", 5060};
        const std::string plain = contact_uri(account, {}, local, Transport::udp);
        set_push(account, "apns", "T.app.voip", "00<fc");
        const std::string got = contact_uri(account, {}, local, Transport::udp);
        if (got != row.wanted || plain != (*row.set == '\0' ? "sip:alice@192.0.2.1:5060" : row.set))
            fail_msg("%s: %s, %s", row.name, plain.c_str(), got.c_str());
    }
}

void an_address_that_no_uri_holds_ends_nothing(void **)
{
    Account account;
    set_aor(account, "sip:alice@example.com");
    set_push(account, "apns", "", "x");
    const std::string got = contact_uri(account, {}, {"fe80::1%eth0", 5060}, Transport::udp, true);
    assert_int_equal(got.find("pn-prid"), std::string::npos);
}

void what_goes_has_no_prid_and_is_the_same(void **)
{
    const std::string gone = without_prid("sip:a@h;pn-provider=fcm;PN-prid=x;ob");
    assert_string_equal(gone.c_str(), "sip:a@h;pn-provider=fcm;ob");
    assert_true(same_contact(gone, "sip:a@h;pn-provider=fcm;PN-prid=x;ob"));
    assert_string_equal(without_prid("SIP:a@h;ob").c_str(), "SIP:a@h;ob");
    assert_string_equal(without_prid("").c_str(), ""); // nothing was ever registered
}

} // namespace

int main()
{
    const CMUnitTest contact[] = {
        cmocka_unit_test(the_contact_says_where_we_are_reached),
        cmocka_unit_test(contacts_are_compared_as_uris),
        cmocka_unit_test(push_is_in_the_first_contact),
        cmocka_unit_test(an_address_that_no_uri_holds_ends_nothing),
        cmocka_unit_test(what_goes_has_no_prid_and_is_the_same),
    };
    return cmocka_run_group_tests(contact, nullptr, nullptr);
}
