// SPDX-License-Identifier: LGPL-2.1-or-later
// Addresses as text, and the public one that an answer shows.
#include "core/address.hpp"
#include "support/cmocka.hpp"


#include <string>

using namespace sipreg::core;
using namespace std::literals;

namespace {

struct Row {
    const char *name;
    std::string_view text;
    const char *wanted; // null: refused
};

template <typename Read, typename Rows> void read_all(Read read, const Rows &rows)
{
    for (const Row &row : rows) {
        const auto got = read(row.text);
        if (got.has_value() != (row.wanted != nullptr) || (got && to_string(*got) != row.wanted))
            fail_msg("%s: became %s", row.name, got ? to_string(*got).c_str() : "nothing");
    }
}

constexpr Row kIps[] = {
    {"IPv4", "192.0.2.1", "192.0.2.1"},
    {"IPv4 of extremes", "0.0.0.0", "0.0.0.0"},
    {"IPv4 broadcast", "255.255.255.255", "255.255.255.255"},
    {"IPv6", "2001:db8::1", "2001:db8::1"},
    {"IPv6 in brackets", "[2001:db8::1]", "2001:db8::1"},
    {"IPv6 in capitals", "2001:DB8::A", "2001:db8::a"},
    {"IPv6 in full", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"},
    {"all zero", "::", "::"},
    {"loopback", "::1", "::1"},
    {"zeros at the end", "1::", "1::"},
    {"the longer run is cut", "1:0:0:2:0:0:0:3", "1:0:0:2::3"},
    {"the first of equal runs is cut", "1:0:0:2:3:0:0:4", "1::2:3:0:0:4"},
    {"a single zero stays", "1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"},
    {"mapped", "::ffff:192.0.2.1", "::ffff:192.0.2.1"},
    {"IPv4 in its last part", "64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
    {"seven groups and a gap", "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
    {"nothing", "", nullptr},
    {"name", "example.com", nullptr},
    {"IPv4 of three", "192.0.2", nullptr},
    {"IPv4 of five", "1.2.3.4.5", nullptr},
    {"IPv4 out of range", "192.0.2.256", nullptr},
    {"leading zero", "192.0.02.1", nullptr},
    {"empty part", "192..2.1", nullptr},
    {"signed", "+1.2.3.4", nullptr},
    {"hexadecimal", "0x7f.0.0.1", nullptr},
    {"with a port", "192.0.2.1:5060", nullptr},
    {"space", " 192.0.2.1", nullptr},
    {"NUL", "192.0.2.1\0"sv, nullptr},
    {"IPv4 in brackets", "[192.0.2.1]", nullptr},
    {"empty brackets", "[]", nullptr},
    {"half a bracket", "[::1", nullptr},
    {"brackets in brackets", "[[::1]]", nullptr},
    {"zone", "fe80::1%eth0", nullptr},
    {"two gaps", "1::2::3", nullptr},
    {"three colons", ":::", nullptr},
    {"one colon in front", ":1:2:3:4:5:6:7", nullptr},
    {"one colon behind", "1:2:3:4:5:6:7:", nullptr},
    {"nine groups", "1:2:3:4:5:6:7:8:9", nullptr},
    {"gap for nothing", "1:2:3:4::5:6:7:8", nullptr},
    {"five digits", "12345::", nullptr},
    {"IPv4 in the middle", "1:192.0.2.1::", nullptr},
    {"no hex", "g::", nullptr},
};

void ip_addresses_are_read_and_written(void **) { read_all(parse_ip, kIps); }

constexpr Row kZonedIps[] = {
    {"IPv4", "192.0.2.1", "192.0.2.1"},
    {"IPv6", "[2001:db8::1]", "2001:db8::1"},
    {"link-local without", "fe80::1", "fe80::1"},
    {"by name", "fe80::1%eth0", "fe80::1%eth0"},
    {"by number", "FE80::1%2", "fe80::1%2"},
    {"in brackets", "[fe80::1%eth0]", "fe80::1%eth0"},
    {"the last that is link-local", "febf::1%br-lan.10", "febf::1%br-lan.10"},
    {"the longest", "fe80::1%enx0123456789ab", "fe80::1%enx0123456789ab"},
    {"odd, but a name", "fe80::1%a@b;c", "fe80::1%a@b;c"},
    {"too long", "fe80::1%enx0123456789abc", nullptr},
    {"empty", "fe80::1%", nullptr},
    {"empty in brackets", "[fe80::1%]", nullptr},
    {"behind the brackets", "[fe80::1]%eth0", nullptr},
    {"half a bracket", "[fe80::1%eth0", nullptr},
    {"the other half", "fe80::1%eth0]", nullptr},
    {"two", "fe80::1%eth0%eth1", nullptr},
    {"slash", "fe80::1%a/b", nullptr},
    {"colon", "fe80::1%eth0:53", nullptr},
    {"space", "fe80::1%eth 0", nullptr},
    {"NUL", "fe80::1%eth0\0"sv, nullptr},
    {"not ASCII", "fe80::1%\xC3\xA4", nullptr},
    {"of an address that holds everywhere", "2001:db8::1%eth0", nullptr},
    {"of what is link-local no more", "fec0::1%eth0", nullptr},
    {"of loopback", "::1%lo", nullptr},
    {"of IPv4", "169.254.0.1%eth0", nullptr},
    {"of nothing", "%eth0", nullptr},
    {"alone", "%", nullptr},
};

void link_local_addresses_have_zones(void **) { read_all(parse_zoned_ip, kZonedIps); }

void who_lacks_a_zone_is_known(void **)
{
    const auto lacks = [](const char *text) { return lacks_zone(parse_zoned_ip(text).value()); };
    assert_true(lacks("fe80::1") && lacks("febf::1"));
    assert_false(lacks("fe80::1%eth0") || lacks("fec0::1") || lacks("2001:db8::1") || lacks("254.128.0.1"));
}

void targets_on_two_links_are_two(void **)
{
    const auto at = [](const char *text) { return Target{Transport::udp, parse_zoned_ip(text).value(), 5060}; };
    assert_true(at("fe80::1%eth0") == at("[fe80::1%eth0]"));
    assert_false(at("fe80::1%eth0") == at("fe80::1%eth1"));
    assert_string_equal(to_string(at("fe80::1%eth0")).c_str(), "udp:[fe80::1%eth0]:5060");
    assert_true(without_zone(at("fe80::1%eth0").ip) == at("fe80::1").ip);
}

// The system's reader must agree on everything but brackets.
constexpr Row kAddresses[] = {
    {"IPv4", "192.0.2.1", "192.0.2.1"},
    {"IPv4 and port", "192.0.2.1:5060", "192.0.2.1:5060"},
    {"IPv6", "2001:db8::1", "[2001:db8::1]"},
    {"IPv6 in brackets", "[2001:db8::1]", "[2001:db8::1]"},
    {"IPv6 and port", "[2001:DB8::1]:5060", "[2001:db8::1]:5060"},
    {"IPv6 that looks like one with a port", "2001:db8::1:5060", "[2001:db8::1:5060]"},
    {"zone", "fe80::1%eth0", "[fe80::1%eth0]"},
    {"zone and port", "[fe80::1%eth0]:53", "[fe80::1%eth0]:53"},
    {"zone and port without brackets", "fe80::1%eth0:53", nullptr},
    {"nothing", "", nullptr},
    {"name", "example.com:53", nullptr},
    {"port 0", "192.0.2.1:0", nullptr},
    {"port 65536", "192.0.2.1:65536", nullptr},
    {"empty port", "192.0.2.1:", nullptr},
    {"port alone", ":53", nullptr},
    {"full IPv6 and port without brackets", "1:2:3:4:5:6:7:8:53", nullptr},
};

void addresses_with_ports_are_read_and_written(void **) { read_all(parse_address, kAddresses); }

void ports_are_read(void **)
{
    assert_true(parse_port("1") == 1 && parse_port("65535") == 65535);
    for (const std::string_view bad :
         {"", "0", "00000", "65536", "99999", "123456", "-1", "+1", " 1", "1 ", "0x1", "1a"})
        if (parse_port(bad))
            fail_msg("\"%s\" was taken", std::string(bad).c_str());
}

void a_host_and_port_is_written(void **)
{
    assert_true(to_string(HostPort{"example.com", 0}) == "example.com");
    assert_true(to_string(HostPort{"::1", 0}) == "[::1]");
    assert_true(bracketed(*parse_ip("::1")) == "[::1]" && bracketed(*parse_ip("192.0.2.1")) == "192.0.2.1");
    assert_string_equal(name(Transport::udp), "udp");
    assert_string_equal(name(Transport::tcp), "tcp");
}

struct Seen {
    const char *name;
    std::string_view received, rport, sent_host;
    std::uint16_t sent_port;
    const char *wanted; // null: nothing learned
};

constexpr Seen kSeen[] = {
    {"both", "203.0.113.1", "40000", "10.0.0.2", 5060, "203.0.113.1:40000"},
    {"received alone", "203.0.113.1", "", "10.0.0.2", 5060, "203.0.113.1:5060"},
    {"rport alone", "", "40000", "10.0.0.2", 5060, "10.0.0.2:40000"},
    {"neither", "", "", "10.0.0.2", 5060, nullptr},
    {"IPv6", "2001:db8::1", "40000", "fd00::2", 5060, "[2001:db8::1]:40000"},
    {"IPv6 in brackets", "[2001:DB8::1]", "40000", "fd00::2", 5060, "[2001:db8::1]:40000"},
    {"IPv4 mapped into IPv6", "::ffff:203.0.113.1", "40000", "10.0.0.2", 5060, "203.0.113.1:40000"},
    {"loopback", "127.0.0.1", "5071", "127.0.0.1", 5071, "127.0.0.1:5071"},
    {"another family than ours", "203.0.113.1", "40000", "fd00::2", 5060, "203.0.113.1:40000"},
    {"port 0", "203.0.113.1", "0", "10.0.0.2", 5060, nullptr},
    {"port 99999", "203.0.113.1", "99999", "10.0.0.2", 5060, nullptr},
    {"port of letters", "203.0.113.1", "x", "10.0.0.2", 5060, nullptr},
    {"port and more", "203.0.113.1", "5060 ", "10.0.0.2", 5060, nullptr},
    {"host name", "nat.example.com", "40000", "10.0.0.2", 5060, nullptr},
    {"with a port", "203.0.113.1:5060", "40000", "10.0.0.2", 5060, nullptr},
    {"zone of somebody else", "fe80::2%eth0", "40000", "fe80::2", 5060, nullptr},
    {"unspecified", "0.0.0.0", "40000", "10.0.0.2", 5060, nullptr},
    {"unspecified IPv6", "::", "40000", "fd00::2", 5060, nullptr},
    {"unspecified, mapped", "::ffff:0.0.0.0", "40000", "10.0.0.2", 5060, nullptr},
    {"multicast", "224.0.1.75", "40000", "10.0.0.2", 5060, nullptr},
    {"highest multicast", "239.255.255.255", "40000", "10.0.0.2", 5060, nullptr},
    {"multicast IPv6", "ff02::1", "40000", "fd00::2", 5060, nullptr},
    {"broadcast", "255.255.255.255", "40000", "10.0.0.2", 5060, nullptr},
    {"line break", "203.0.113.1\r\nX: y", "40000", "10.0.0.2", 5060, nullptr},
    {"rport alone, and we sent from a name", "", "40000", "pc33.example.com", 5060, nullptr},
    {"received alone, and no port is known", "203.0.113.1", "", "10.0.0.2", 0, nullptr},
};

void the_public_address_is_learned_from_the_via(void **)
{
    for (const Seen &row : kSeen) {
        const std::optional<HostPort> got = public_address(row.received, row.rport, row.sent_host, row.sent_port);
        if (got.has_value() != (row.wanted != nullptr) || (got && to_string(*got) != row.wanted))
            fail_msg("%s: learned %s", row.name, got ? to_string(*got).c_str() : "nothing");
    }
}

} // namespace

int main()
{
    const CMUnitTest address[] = {
        cmocka_unit_test(ip_addresses_are_read_and_written),
        cmocka_unit_test(link_local_addresses_have_zones),
        cmocka_unit_test(who_lacks_a_zone_is_known),
        cmocka_unit_test(targets_on_two_links_are_two),
        cmocka_unit_test(addresses_with_ports_are_read_and_written),
        cmocka_unit_test(ports_are_read),
        cmocka_unit_test(a_host_and_port_is_written),
        cmocka_unit_test(the_public_address_is_learned_from_the_via),
    };
    return cmocka_run_group_tests(address, nullptr, nullptr);
}
