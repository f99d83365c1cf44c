// SPDX-License-Identifier: LGPL-2.1-or-later
// From the text of a response to what the core sees of it.
#include "nta/reply.hpp"

#include "core/head.hpp"
#include "nta/handles.hpp"
#include "nta/md5.hpp"

#include <string>

#include "support/cmocka.hpp"

using namespace sipreg;

namespace {

core::Reply read(const std::string &status, const std::string &headers)
{
    const std::string text = "SIP/2.0 " + status +
                             "\r\nVia: SIP/2.0/UDP 192.168.0.2:5060;rport=40000;received=203.0.113.7;branch=z9hG4bKx\r\n"
                             "From: <sip:alice@example.com>;tag=a\r\nTo: <sip:alice@example.com>;tag=b\r\n"
                             "Call-ID: c\r\nCSeq: 1 REGISTER\r\n" +
                             headers + "Content-Length: 0\r\n\r\n";
    const nta::MsgPtr msg(msg_make(sip_default_mclass(), 0, text.data(), static_cast<ssize_t>(text.size())));
    return nta::to_reply(*sip_object(msg.get()), std::string(core::head_of(nta::text_of(msg.get()))));
}

void status_reason_and_via_are_read(void **)
{
    const core::Reply reply = read("200 OK", "");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.reason.c_str(), "OK");
    assert_string_equal(reply.via_received.c_str(), "203.0.113.7");
    assert_string_equal(reply.via_rport.c_str(), "40000");
    assert_true(reply.bindings.empty());
    assert_false(reply.expires_s.has_value());
}

void all_headers_are_kept_as_text(void **)
{
    const core::Reply reply = read("200 OK", "Service-Route: <sip:edge.example.com;lr>\r\nX-Own: yes\r\n");
    bool route = false, own = false;
    for (const core::Header &header : core::headers_of(reply.head)) {
        route = route || (header.name == "Service-Route" && header.value == "<sip:edge.example.com;lr>");
        own = own || (header.name == "X-Own" && header.value == "yes");
    }
    assert_true(route);
    assert_true(own);
}

void bindings_come_with_expiry_q_and_params(void **)
{
    const core::Reply reply =
        read("200 OK", "Contact: \"A\" <sip:alice@192.0.2.1:5062;transport=tcp>;expires=60;q=0.25;+sip.instance=\"<urn:x>\"\r\n"
                       "Contact: <sip:alice@192.0.2.9>\r\n");
    assert_int_equal(reply.bindings.size(), 2);
    const core::Binding &first = reply.bindings[0];
    assert_string_equal(first.uri.c_str(), "sip:alice@192.0.2.1:5062;transport=tcp");
    assert_int_equal(first.expires_s.value_or(0), 60);
    assert_int_equal(first.q_milli, 250);
    assert_true(first.params.find(";+sip.instance=\"<urn:x>\"") != std::string::npos);
    assert_false(reply.bindings[1].expires_s.has_value());
    assert_int_equal(reply.bindings[1].q_milli, 1000);
}

void a_malformed_contact_spoils_neither_the_others_nor_the_answer(void **)
{
    const core::Reply reply = read("200 OK", "Contact: <<<>>;;=\r\nContact: <sip:alice@192.0.2.9>;expires=30\r\n");
    assert_int_equal(reply.status, 200);
    bool found = false;
    for (const core::Binding &binding : reply.bindings)
        found = found || binding.uri == "sip:alice@192.0.2.9";
    assert_true(found);
}

struct Number {
    const char *name, *header;
    long long expires, min_expires, retry_after; // -1: absent
};

const Number kNumbers[] = {
    {"Expires", "Expires: 90\r\n", 90, -1, -1},
    {"Min-Expires", "Min-Expires: 1800\r\n", -1, 1800, -1},
    {"Retry-After with a comment", "Retry-After: 120 (maintenance);duration=60\r\n", -1, -1, 120},
    {"beyond 32 bits", "Expires: 99999999999\r\n", 4294967295LL, -1, -1},
    {"no number", "Expires: soon\r\nMin-Expires: x\r\n", -1, -1, -1},
};

long long number(const std::optional<std::uint32_t> &value) { return value ? static_cast<long long>(*value) : -1; }

void times_are_numbers_or_nothing(void **)
{
    for (const Number &row : kNumbers) {
        const core::Reply reply = read("423 Interval Too Brief", row.header);
        if (number(reply.expires_s) != row.expires || number(reply.min_expires_s) != row.min_expires ||
            number(reply.retry_after_s) != row.retry_after)
            fail_msg("%s: %lld %lld %lld", row.name, number(reply.expires_s), number(reply.min_expires_s),
                     number(reply.retry_after_s));
    }
}

void a_contact_expiry_beyond_32_bits_is_the_largest(void **)
{
    const core::Reply reply = read("200 OK", "Contact: <sip:a@192.0.2.9>;expires=99999999999\r\n");
    assert_int_equal(reply.bindings.size(), 1);
    assert_true(reply.bindings[0].expires_s == UINT32_MAX);
}

void challenges_are_all_found(void **)
{
    const core::Reply reply = read(
        "401 Unauthorized",
        "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\", Digest realm=\"r\", nonce=\"n2\"\r\n"
        "WWW-Authenticate: Bearer realm=\"r\"\r\n"
        "Proxy-Authenticate: Digest realm=\"p, q\", nonce=\"n3\"\r\n");
    assert_int_equal(reply.challenges.size(), 4);
    assert_string_equal(reply.challenges[0].nonce.c_str(), "n1");
    assert_string_equal(reply.challenges[1].nonce.c_str(), "n2");
    assert_true(reply.challenges[2].scheme == core::Scheme::bearer);
    assert_string_equal(reply.challenges[3].realm.c_str(), "p, q");
    assert_true(reply.challenges[3].proxy);
}

void nextnonce_is_read(void **)
{
    assert_string_equal(
        read("200 OK", "Authentication-Info: qop=auth, nextnonce=\"next one\"\r\n").nextnonce.c_str(), "next one");
    assert_string_equal(read("200 OK", "").nextnonce.c_str(), "");
}

void what_is_no_utf8_is_replaced(void **)
{
    const core::Reply reply = read("200 \xff\xfe" "fine", "");
    assert_string_equal(reply.reason.c_str(), "\xEF\xBF\xBD\xEF\xBF\xBD" "fine");
}

void md5_is_right(void **)
{
    // RFC 1321 §A.5.
    assert_string_equal(nta::md5_hex("abc").c_str(), "900150983cd24fb0d6963f7d28e17f72");
    assert_string_equal(nta::md5_hex("").c_str(), "d41d8cd98f00b204e9800998ecf8427e");
}

} // namespace

int main()
{
    const CMUnitTest reply[] = {
        cmocka_unit_test(status_reason_and_via_are_read),
        cmocka_unit_test(all_headers_are_kept_as_text),
        cmocka_unit_test(bindings_come_with_expiry_q_and_params),
        cmocka_unit_test(a_malformed_contact_spoils_neither_the_others_nor_the_answer),
        cmocka_unit_test(times_are_numbers_or_nothing),
        cmocka_unit_test(a_contact_expiry_beyond_32_bits_is_the_largest),
        cmocka_unit_test(challenges_are_all_found),
        cmocka_unit_test(nextnonce_is_read),
        cmocka_unit_test(what_is_no_utf8_is_replaced),
        cmocka_unit_test(md5_is_right),
    };
    return cmocka_run_group_tests(reply, nullptr, nullptr);
}
