// SPDX-License-Identifier: LGPL-2.1-or-later
// A REGISTER as it goes out, byte for byte.
#include "core/request.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;

namespace {

const Via kVia{Transport::udp, {"192.0.2.1", 5062}, "z9hG4bK77"};

Account least()
{
    Account account;
    set_aor(account, "sip:alice@example.com");
    set_registrar(account, "sip:example.com");
    return account;
}

Account everything()
{
    Account account;
    set_aor(account, "sip:alice@example.com");
    set_registrar(account, "sip:example.com:5070;transport=tcp");
    set_display_name(account, "Alice \"A\" \\");
    add_contact_param(account, "q", "0.5");
    add_contact_param(account, "+sip.instance", "\"<urn:uuid:1>\"");
    add_contact_param(account, "+sip.audio", "");
    set_allow(account, "INVITE, ACK");
    set_supported(account, "path");
    set_proxy(account, "sip:proxy.example.com", true);
    add_header(account, "X-One", "1");
    add_header(account, "X-Two", "");
    return account;
}

Request request_for(Operation operation)
{
    Request request;
    request.operation = operation;
    request.uri = "sip:example.com";
    request.from_tag = "tag1";
    request.call_id = "id1";
    request.cseq = 7;
    request.contact = "sip:alice@192.0.2.1:5062";
    request.expires_s = operation == Operation::add ? 3600 : 0;
    return request;
}

Request full_request()
{
    Request request = request_for(Operation::add);
    request.uri = "sip:example.com:5070;transport=tcp";
    request.removed = {"sip:alice@10.0.0.2:5062"};
    request.credentials = {{"Authorization", "Digest a"}, {"Proxy-Authorization", "Digest b"}};
    request.user_agent = "test/1";
    return request;
}

void the_least_register(void **)
{
    assert_string_equal(write_register(least(), request_for(Operation::add), kVia).c_str(),
                        "REGISTER sip:example.com SIP/2.0\r\n"
                        "Via: SIP/2.0/UDP 192.0.2.1:5062;rport;branch=z9hG4bK77\r\n"
                        "Max-Forwards: 70\r\n"
                        "From: <sip:alice@example.com>;tag=tag1\r\n"
                        "To: <sip:alice@example.com>\r\n"
                        "Call-ID: id1\r\n"
                        "CSeq: 7 REGISTER\r\n"
                        "Contact: <sip:alice@192.0.2.1:5062>;expires=3600\r\n"
                        "Expires: 3600\r\n"
                        "Content-Length: 0\r\n"
                        "\r\n");
}

void the_register_with_everything(void **)
{
    assert_string_equal(
        write_register(everything(), full_request(), {Transport::tcp, {"2001:db8::1", 5062}, "z9hG4bK78"}).c_str(),
        "REGISTER sip:example.com:5070;transport=tcp SIP/2.0\r\n"
        "Via: SIP/2.0/TCP [2001:db8::1]:5062;rport;branch=z9hG4bK78\r\n"
        "Max-Forwards: 70\r\n"
        "Route: <sip:proxy.example.com;lr>\r\n"
        "From: \"Alice \\\"A\\\" \\\\\" <sip:alice@example.com>;tag=tag1\r\n"
        "To: \"Alice \\\"A\\\" \\\\\" <sip:alice@example.com>\r\n"
        "Call-ID: id1\r\n"
        "CSeq: 7 REGISTER\r\n"
        "Contact: <sip:alice@192.0.2.1:5062>;q=0.5;+sip.instance=\"<urn:uuid:1>\";+sip.audio;expires=3600\r\n"
        "Contact: <sip:alice@10.0.0.2:5062>;expires=0\r\n"
        "Expires: 3600\r\n"
        "Authorization: Digest a\r\n"
        "Proxy-Authorization: Digest b\r\n"
        "Allow: INVITE, ACK\r\n"
        "Supported: path\r\n"
        "User-Agent: test/1\r\n"
        "X-One: 1\r\n"
        "X-Two: \r\n"
        "Content-Length: 0\r\n"
        "\r\n");
}

void a_removal_asks_for_no_time(void **)
{
    Account account = least();
    add_contact_param(account, "q", "0.5"); // says nothing of a binding that goes
    assert_string_equal(write_register(account, request_for(Operation::remove), kVia).c_str(),
                        "REGISTER sip:example.com SIP/2.0\r\n"
                        "Via: SIP/2.0/UDP 192.0.2.1:5062;rport;branch=z9hG4bK77\r\n"
                        "Max-Forwards: 70\r\n"
                        "From: <sip:alice@example.com>;tag=tag1\r\n"
                        "To: <sip:alice@example.com>\r\n"
                        "Call-ID: id1\r\n"
                        "CSeq: 7 REGISTER\r\n"
                        "Contact: <sip:alice@192.0.2.1:5062>;expires=0\r\n"
                        "Expires: 0\r\n"
                        "Content-Length: 0\r\n"
                        "\r\n");
}

// RFC 3261 §10.2.3.
void a_query_has_no_contact(void **)
{
    assert_string_equal(write_register(least(), request_for(Operation::query), kVia).c_str(),
                        "REGISTER sip:example.com SIP/2.0\r\n"
                        "Via: SIP/2.0/UDP 192.0.2.1:5062;rport;branch=z9hG4bK77\r\n"
                        "Max-Forwards: 70\r\n"
                        "From: <sip:alice@example.com>;tag=tag1\r\n"
                        "To: <sip:alice@example.com>\r\n"
                        "Call-ID: id1\r\n"
                        "CSeq: 7 REGISTER\r\n"
                        "Content-Length: 0\r\n"
                        "\r\n");
}

// What stands between CSeq and Content-Length.
std::string contacts_of(const Account &account, const Request &request)
{
    const std::string text = write_register(account, request, kVia);
    const std::size_t begin = text.find("\r\n", text.find("CSeq: ")) + 2;
    return text.substr(begin, text.find("Content-Length: ") - begin);
}

Account device()
{
    Account account = least();
    set_instance(account, "urn:uuid:1");
    set_push(account, "fcm", "project", "a:b=");
    set_push_wakes_itself(account, true);
    add_contact_param(account, "q", "0.5");
    add_contact(account, "sip:alice@192.0.2.9", ";q=0.1;+sip.audio");
    add_contact(account, "sip:alice@192.0.2.10", "");
    return account;
}

constexpr const char *kPushed = "sip:alice@192.0.2.1:5062;pn-provider=fcm;pn-param=project;pn-prid=a:b%3D";

void every_contact_has_its_params_and_the_instance(void **)
{
    Request request = request_for(Operation::add);
    request.contact = kPushed;
    request.removed = {"sip:alice@10.0.0.2:5062;pn-prid=a:b%3D", "sip:alice@10.0.0.3"};
    assert_string_equal(
        contacts_of(device(), request).c_str(),
        "Contact: <sip:alice@192.0.2.1:5062;pn-provider=fcm;pn-param=project;pn-prid=a:b%3D>"
        ";q=0.5;+sip.pnsreg;+sip.instance=\"<urn:uuid:1>\";expires=3600\r\n"
        "Contact: <sip:alice@192.0.2.9>;q=0.1;+sip.audio;+sip.pnsreg;+sip.instance=\"<urn:uuid:1>\";expires=3600\r\n"
        "Contact: <sip:alice@192.0.2.10>;+sip.pnsreg;+sip.instance=\"<urn:uuid:1>\";expires=3600\r\n"
        "Contact: <sip:alice@10.0.0.2:5062;pn-prid=a:b%3D>;expires=0\r\n"
        "Contact: <sip:alice@10.0.0.3>;expires=0\r\n"
        "Expires: 3600\r\n");
}

// RFC 8599 §4.1.2: without pn-prid.
void a_removal_takes_all_of_ours(void **)
{
    Request request = request_for(Operation::remove);
    request.contact = kPushed;
    request.removed = {"sip:alice@10.0.0.2:5062"};
    assert_string_equal(
        contacts_of(device(), request).c_str(),
        "Contact: <sip:alice@192.0.2.1:5062;pn-provider=fcm;pn-param=project>;+sip.instance=\"<urn:uuid:1>\";expires=0\r\n"
        "Contact: <sip:alice@192.0.2.9>;+sip.instance=\"<urn:uuid:1>\";expires=0\r\n"
        "Contact: <sip:alice@192.0.2.10>;+sip.instance=\"<urn:uuid:1>\";expires=0\r\n"
        "Contact: <sip:alice@10.0.0.2:5062>;expires=0\r\n"
        "Expires: 0\r\n");
}

void others_are_removed_by_their_uris_alone(void **)
{
    Request request = request_for(Operation::remove_others);
    request.removed = {"sip:alice@192.0.2.77", "sip:alice@[2001:db8::7]:5070;transport=tcp"};
    assert_string_equal(contacts_of(device(), request).c_str(),
                        "Contact: <sip:alice@192.0.2.77>;expires=0\r\n"
                        "Contact: <sip:alice@[2001:db8::7]:5070;transport=tcp>;expires=0\r\n");
}

// RFC 3261 §10.2.2: the star stands alone and with Expires: 0.
void all_are_removed_by_a_star(void **)
{
    Request request = request_for(Operation::remove_all);
    request.removed = {"sip:alice@192.0.2.77"};
    request.expires_s = 3600;
    assert_string_equal(contacts_of(device(), request).c_str(), "Contact: *\r\nExpires: 0\r\n");
}

void another_device_token_is_seen(void **)
{
    Account before = least(), after = least();
    assert_true(looks_the_same(before, after));
    set_push(before, "fcm", "", "one");
    set_push(after, "fcm", "", "two");
    assert_false(looks_the_same(before, after));
}

// RFC 5626 §4.2.1 and RFC 8599 §8.1: what the registrar does not support stays out, the rest stays in.
void what_was_conceded_is_left_out_of_every_contact(void **)
{
    Account account = device();
    add_contact_param(account, "reg-id", "1");
    Request request = request_for(Operation::add);
    request.concessions.made = Concessions::kNoOutbound | Concessions::kNoPush;
    assert_string_equal(
        contacts_of(account, request).c_str(),
        "Contact: <sip:alice@192.0.2.1:5062>;q=0.5;+sip.instance=\"<urn:uuid:1>\";expires=3600\r\n"
        "Contact: <sip:alice@192.0.2.9>;q=0.1;+sip.audio;+sip.instance=\"<urn:uuid:1>\";expires=3600\r\n"
        "Contact: <sip:alice@192.0.2.10>;+sip.instance=\"<urn:uuid:1>\";expires=3600\r\n"
        "Expires: 3600\r\n");
}

void another_way_to_the_registrar_is_seen(void **)
{
    const auto by = [](const char *proxy) {
        Account account = least();
        set_proxy(account, proxy, false);
        return account;
    };
    const Account direct = least(), one = by("sip:one.example.com");
    assert_false(looks_the_same(direct, one)); // no Route tells it
    assert_true(looks_the_same(one, by("sip:one.example.com")));
    for (const char *other : {"sip:two.example.com", "sip:one.example.com:5070", "sip:one.example.com;transport=tcp"})
        assert_false(looks_the_same(one, by(other)));
}

void another_link_to_the_registrar_is_seen(void **)
{
    Account before = least(), after = least();
    set_registrar(before, "sip:[fe80::1%25eth0]");
    set_registrar(after, "sip:[fe80::1%25eth1]"); // no Request-URI tells it
    assert_string_equal(before.registrar.c_str(), after.registrar.c_str());
    assert_false(looks_the_same(before, after));
}

} // namespace

int main()
{
    const CMUnitTest request[] = {
        cmocka_unit_test(the_least_register),
        cmocka_unit_test(the_register_with_everything),
        cmocka_unit_test(a_removal_asks_for_no_time),
        cmocka_unit_test(a_query_has_no_contact),
        cmocka_unit_test(every_contact_has_its_params_and_the_instance),
        cmocka_unit_test(a_removal_takes_all_of_ours),
        cmocka_unit_test(others_are_removed_by_their_uris_alone),
        cmocka_unit_test(all_are_removed_by_a_star),
        cmocka_unit_test(another_device_token_is_seen),
        cmocka_unit_test(what_was_conceded_is_left_out_of_every_contact),
        cmocka_unit_test(another_way_to_the_registrar_is_seen),
        cmocka_unit_test(another_link_to_the_registrar_is_seen),
    };
    return cmocka_run_group_tests(request, nullptr, nullptr);
}
