// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP URIs: read, written, compared.
#include "core/uri.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;
using namespace std::literals;

namespace {

struct Good {
    const char *name;
    std::string_view text;
    const char *user, *host;
    unsigned port;
    std::string_view canonical = {}; // as text, if it is another one
};

constexpr Good kGood[] = {
    {"host", "sip:example.com", "", "example.com", 0},
    {"user", "sip:alice@example.com", "alice", "example.com", 0},
    {"port", "sip:alice@example.com:5070", "alice", "example.com", 5070},
    {"highest port", "sip:example.com:65535", "", "example.com", 65535},
    {"scheme in capitals", "SIP:alice@example.com", "alice", "example.com", 0, "sip:alice@example.com"},
    {"case of the rest is kept", "sip:Alice@Example.COM", "Alice", "Example.COM", 0},
    {"sips", "sips:alice@example.com", "alice", "example.com", 0},
    {"sips in capitals", "SIPS:alice@example.com", "alice", "example.com", 0, "sips:alice@example.com"},
    {"telephone number", "sip:+1-212-555-1212@gateway.com;user=phone", "+1-212-555-1212", "gateway.com", 0},
    {"telephone subscriber with parameters", "sip:+358-555-1234567;postd=pp22@foo.com;user=phone",
     "+358-555-1234567;postd=pp22", "foo.com", 0},
    {"escapes", "sip:a%20b%40c@example.com", "a%20b%40c", "example.com", 0},
    {"all that a user may hold", "sip:-_.!~*'()&=+$,;?/@example.com", "-_.!~*'()&=+$,;?/", "example.com", 0},
    {"password", "sip:alice:secret%21@example.com", "alice", "example.com", 0},
    {"empty password", "sip:alice:@example.com", "alice", "example.com", 0, "sip:alice@example.com"},
    {"IPv4", "sip:192.0.2.1:5060", "", "192.0.2.1", 5060},
    {"IPv6", "sip:alice@[2001:db8::1]", "alice", "2001:db8::1", 0},
    {"IPv6 with port", "sip:[::1]:5070;transport=tcp", "", "::1", 5070},
    {"one label", "sip:localhost", "", "localhost", 0},
    {"dot at the end", "sip:example.com.", "", "example.com.", 0},
    {"label of digits in front", "sip:1.2.3.example", "", "1.2.3.example", 0},
    {"hyphen and underscore", "sip:sip-proxy.my_net.x-1", "", "sip-proxy.my_net.x-1", 0},
    {"parameters", "sip:h;lr;transport=UDP;x=%41[::]/:&+$", "", "h", 0},
    {"parameter with nothing behind =", "sip:h;lr=", "", "h", 0},
    {"headers", "sip:h?to=sip:bob%40biloxi.com&x=", "", "h", 0},
    {"parameters and headers", "sip:a@h:1;p=1?subject=a%20b", "a", "h", 1},
    {"question mark in the user", "sip:a?b@h?s=1", "a?b", "h", 0},
    {"leading zero in the port", "sip:h:05060", "", "h", 5060, "sip:h:5060"},
};

void good_uris_are_read_and_written(void **)
{
    for (const Good &row : kGood) {
        const std::optional<Uri> uri = parse_uri(row.text);
        if (!uri)
            fail_msg("%s: was refused", row.name);
        if (uri->user != row.user || uri->host != row.host || uri->port != row.port)
            fail_msg("%s: user \"%s\", host \"%s\", port %u", row.name, uri->user.c_str(), uri->host.c_str(),
                     uri->port);
        const std::string text = to_string(*uri);
        if (text != (row.canonical.empty() ? row.text : row.canonical) || to_string(*parse_uri(text)) != text)
            fail_msg("%s: written as %s", row.name, text.c_str());
    }
}

struct Bad {
    const char *name;
    std::string_view text;
};

constexpr Bad kBad[] = {
    {"nothing", ""},
    {"no scheme", "alice@example.com"},
    {"another scheme", "tel:+12125551212"},
    {"scheme alone", "sip:"},
    {"empty host", "sip:alice@"},
    {"empty user", "sip:@example.com"},
    {"empty user with a password", "sip::secret@example.com"},
    {"port without host", "sip::5060"},
    {"empty port", "sip:h:"},
    {"port 0", "sip:h:0"},
    {"port 65536", "sip:h:65536"},
    {"port that would wrap", "sip:h:4294972356"},
    {"signed port", "sip:h:+5060"},
    {"port of letters", "sip:h:sip"},
    {"space before", " sip:h"},
    {"space behind", "sip:h "},
    {"space in the user", "sip:a b@h"},
    {"name-addr", "<sip:alice@example.com>"},
    {"bracket in the host", "sip:h>"},
    {"quotes", "sip:\"a\"@h"},
    {"line break", "sip:h\r\nX: y"},
    {"line feed in a parameter", "sip:h;a=b\nc"},
    {"NUL", "sip:h\0"sv},
    {"NUL in the user", "sip:a\0b@h"sv},
    {"not ASCII", "sip:\xC3\xA4@h"},
    {"two @", "sip:a@b@h"},
    {"broken escape", "sip:a%2@h"},
    {"escape of no hex digits", "sip:a%zz@h"},
    {"escape of a sign before the letters", "sip:a%4@@h"},
    {"escape of a letter behind f", "sip:a%4g@h"},
    {"bracket in the name of a parameter", "sip:h;a{=1"},
    {"bracket in the value of a header", "sip:h?a={"},
    {"escape cut off by the @", "sip:a%4@h"},
    {"hash", "sip:a#b@h"},
    {"colon in the password", "sip:a:b:c@h"},
    {"IPv4 out of range", "sip:192.0.2.256"},
    {"IPv4 of three", "sip:192.0.2"},
    {"IPv4 of five", "sip:192.0.2.1.1"},
    {"IPv4 in brackets", "sip:[192.0.2.1]"},
    {"IPv6 without brackets", "sip:2001:db8::1"},
    {"IPv6 unclosed", "sip:[2001:db8::1"},
    {"IPv6 with a zone", "sip:[fe80::1%eth0]"},
    {"IPv6 of nothing", "sip:[]"},
    {"text behind the bracket", "sip:[::1]x"},
    {"name in brackets", "sip:[example.com]"},
    {"label begins with a hyphen", "sip:-a.example"},
    {"label ends with a hyphen", "sip:a-.example"},
    {"empty label", "sip:a..example"},
    {"dot in front", "sip:.example"},
    {"dot alone", "sip:."},
    {"label of 64", "sip:a234567890123456789012345678901234567890123456789012345678901234.x"},
    {"parameter without name", "sip:h;=1"},
    {"empty parameter", "sip:h;;lr"},
    {"semicolon at the end", "sip:h;"},
    {"parameter twice", "sip:h;a=1;A=2"},
    {"question mark at the end", "sip:h?"},
    {"header without =", "sip:h?subject"},
    {"header without name", "sip:h?=x"},
    {"& at the end", "sip:h?a=b&"},
    {"comma", "sip:a@h,sip:b@h"},
    {"star", "*"},
};

void bad_uris_are_refused(void **)
{
    for (const Bad &row : kBad)
        if (parse_uri(row.text))
            fail_msg("%s: was taken", row.name);
    assert_false(parse_uri("sip:" + std::string(300, 'a')).has_value());
}

void an_endless_uri_costs_no_endless_time(void **)
{
    std::string params = "sip:h", headers = "sip:h?a=b", labels = "sip:";
    for (int i = 0; i < 100'000; ++i) {
        params += ";p" + std::to_string(i);
        headers += "&a=b";
        labels += "a.";
    }
    assert_false(parse_uri(params).has_value());
    assert_false(parse_uri(labels).has_value());
    assert_true(equivalent(*parse_uri(headers), *parse_uri(headers)));
}

struct Pair {
    const char *name, *a, *b;
    bool same;
};

constexpr Pair kPairs[] = {
    // RFC 3261 §19.1.4, its own examples.
    {"escape, case of host and parameter", "sip:%61lice@atlanta.com;transport=TCP",
     "sip:alice@AtLanTa.CoM;Transport=tcp", true},
    {"unknown parameter in one", "sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true},
    {"unknown parameters, different ones", "sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on",
     true},
    {"order of parameters", "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
     "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true},
    {"order of headers", "sip:alice@atlanta.com?subject=project%20x&priority=urgent",
     "sip:alice@atlanta.com?priority=urgent&subject=project%20x", true},
    {"case of the user", "SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false},
    {"default port", "sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false},
    {"default transport", "sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false},
    {"another port and transport", "sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false},
    {"header in one", "sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false},
    {"other host", "sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false},
    {"unknown parameter that differs", "sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off",
     false},
    // Ours.
    {"itself", "sip:alice@192.0.2.1:5060", "sip:alice@192.0.2.1:5060", true},
    {"sips is another", "sip:alice@h", "sips:alice@h", false},
    {"user and none", "sip:alice@h", "sip:h", false},
    {"case of the password", "sip:a:Secret@h", "sip:a:secret@h", false},
    {"escaped password", "sip:a:%73ecret@h", "sip:a:secret@h", true},
    {"case of hex digits", "sip:a%2fb@h", "sip:a%2Fb@h", true},
    {"IPv6 written otherwise", "sip:a@[2001:DB8:0::1]:5060", "sip:a@[2001:db8::1]:5060", true},
    {"other IPv6", "sip:a@[2001:db8::1]", "sip:a@[2001:db8::2]", false},
    {"user parameter in one", "sip:1@h;user=phone", "sip:1@h", false},
    {"ttl in one", "sip:h", "sip:h;ttl=1", false},
    {"method in one", "sip:h;method=INVITE", "sip:h", false},
    {"maddr in one", "sip:h", "sip:h;maddr=192.0.2.1", false},
    {"maddr in both", "sip:h;maddr=H2", "sip:h;MADDR=h2", true},
    {"case of a value", "sip:h;x=Y", "sip:h;X=y", true},
    {"escaped value", "sip:h;x=%79", "sip:h;x=y", true},
    {"case of a header's name", "sip:h?To=x", "sip:h?to=x", true},
    {"header twice", "sip:h?a=1&a=1", "sip:h?a=1", false},
};

void uris_are_compared_by_rfc_3261(void **)
{
    for (const Pair &row : kPairs) {
        const std::optional<Uri> a = parse_uri(row.a), b = parse_uri(row.b);
        if (!a || !b)
            fail_msg("%s: is no URI", row.name);
        if (equivalent(*a, *b) != row.same || equivalent(*b, *a) != row.same)
            fail_msg("%s: %s", row.name, row.same ? "taken for different" : "taken for the same");
    }
}

void hosts_are_read_by_themselves(void **)
{
    assert_true(parse_host("example.com") == "example.com" && parse_host("192.0.2.1") == "192.0.2.1");
    assert_true(parse_host("[2001:DB8::1]") == "2001:DB8::1");
    for (const std::string_view bad : {"", "2001:db8::1", "[192.0.2.1]", "h:5060", "1.2.3", "a b", "[::1"})
        if (parse_host(bad))
            fail_msg("\"%s\" was taken", std::string(bad).c_str());
}

struct Known {
    const char *name, *uri;
    std::optional<Transport> wanted;
};

constexpr Known kParams[] = {
    {"none", "sip:h", {}},
    {"udp", "sip:h;transport=udp", Transport::udp},
    {"capitals", "sip:h;Transport=TCP", Transport::tcp},
    {"tls", "sip:h;transport=tls", Transport::tls},
    {"ws", "sip:h;transport=WS", Transport::ws},
    {"wss", "sip:h;transport=wss", Transport::wss},
    {"unknown", "sip:h;transport=sctp", {}},
    {"empty", "sip:h;transport=", {}},
};

void the_transport_parameter_is_known(void **)
{
    for (const Known &row : kParams)
        if (transport_param(*parse_uri(row.uri)) != row.wanted)
            fail_msg("%s", row.name);
}

void parameters_with_and_without_value_are_told_apart(void **)
{
    const std::optional<Uri> uri = parse_uri("sip:h;lr;x=;Y=%41");
    assert_true(find_param(*uri, "LR") != nullptr && !find_param(*uri, "LR")->has_value);
    assert_true(find_param(*uri, "x")->has_value && find_param(*uri, "x")->value.empty());
    assert_true(find_param(*uri, "y")->value == "%41");
    assert_null(find_param(*uri, "z"));
}

void escapes_are_decoded(void **)
{
    assert_true(unescape("a%20b%2Bc%2bd") == "a b+c+d");
    assert_true(unescape("%4") == "%4" && unescape("%") == "%" && unescape("%zz") == "%zz");
    assert_true(unescape("%0041") == "\0"s + "41");
}

void any_text_becomes_the_value_of_a_parameter(void **)
{
    assert_true(escape_param("a:b/c[d]&+$-_.!~*'()") == "a:b/c[d]&+$-_.!~*'()");
    assert_true(escape_param("a=b;c%20 \xC3\xA4?@,\r\n") == "a%3Db%3Bc%2520%20%C3%A4%3F%40%2C%0D%0A");
    for (int c = 0; c < 256; ++c) {
        const std::string any(1, static_cast<char>(c));
        const std::optional<Uri> uri = parse_uri("sip:h;x=" + escape_param(any));
        if (!uri || unescape(uri->params[0].value) != any)
            fail_msg("byte %d", c);
    }
}

struct Zoned {
    const char *name, *text, *zone, *left;
};

constexpr Zoned kZoned[] = {
    {"none", "sip:[fe80::1]:5060", "", "sip:[fe80::1]:5060"},
    {"as RFC 6874 has it", "sip:[fe80::1%25eth0]:5060;lr", "eth0", "sip:[fe80::1]:5060;lr"},
    {"escaped as a whole", "sip:[fe80::1%25a%40b]", "a@b", "sip:[fe80::1]"},
    {"as people type it", "sip:[fe80::1%eth0]", "eth0", "sip:[fe80::1]"},
    {"a number", "sip:[fe80::1%2]", "2", "sip:[fe80::1]"},
    {"number 25, as people type it", "sip:[fe80::1%25]", "25", "sip:[fe80::1]"},
    {"number 25, as RFC 6874 has it", "sip:[fe80::1%2525]", "25", "sip:[fe80::1]"},
    {"what begins as a number 25 is an escape", "sip:[fe80::1%251]", "1", "sip:[fe80::1]"},
    {"behind a user", "sip:a;b?c@[fe80::1%25eth0]", "eth0", "sip:a;b?c@[fe80::1]"},
    {"empty", "sip:[fe80::1%]", "", "sip:[fe80::1]"},
    {"in a parameter it is none", "sip:h;x=[%25a]", "", "sip:h;x=[%25a]"},
    {"in a header it is none", "sip:h?x=[%25a]", "", "sip:h?x=[%25a]"},
    {"behind the host it is none", "sip:[fe80::1];x=%25a", "", "sip:[fe80::1];x=%25a"},
    {"no end", "sip:[fe80::1%25eth0", "", "sip:[fe80::1%25eth0"},
    {"nothing", "", "", ""},
};

void the_zone_is_taken_out(void **)
{
    for (const Zoned &row : kZoned) {
        std::string uri = row.text;
        const std::string zone = cut_zone(uri);
        if (zone != row.zone || uri != row.left)
            fail_msg("%s: zone \"%s\", left \"%s\"", row.name, zone.c_str(), uri.c_str());
    }
}

} // namespace

int main()
{
    const CMUnitTest uri[] = {
        cmocka_unit_test(good_uris_are_read_and_written),
        cmocka_unit_test(bad_uris_are_refused),
        cmocka_unit_test(an_endless_uri_costs_no_endless_time),
        cmocka_unit_test(uris_are_compared_by_rfc_3261),
        cmocka_unit_test(hosts_are_read_by_themselves),
        cmocka_unit_test(the_transport_parameter_is_known),
        cmocka_unit_test(parameters_with_and_without_value_are_told_apart),
        cmocka_unit_test(escapes_are_decoded),
        cmocka_unit_test(any_text_becomes_the_value_of_a_parameter),
        cmocka_unit_test(the_zone_is_taken_out),
    };
    return cmocka_run_group_tests(uri, nullptr, nullptr);
}
