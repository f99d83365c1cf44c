// SPDX-License-Identifier: LGPL-2.1-or-later
// Where an attempt goes, in order.
#include "core/targets.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;

namespace {

std::string shown(const Target &target)
{
    return std::string(name(target.transport)) + " " + bracketed(target.ip) + ":" + std::to_string(target.port);
}

struct Numeric {
    const char *name;
    Hop hop;
    const char *wanted; // "": must be looked up
};

const Numeric kNumeric[] = {
    {"IPv4", {"192.0.2.1", 5070, Transport::udp}, "udp 192.0.2.1:5070"},
    {"default port", {"192.0.2.1", 0, Transport::udp}, "udp 192.0.2.1:5060"},
    {"default port of TCP", {"192.0.2.1", 0, Transport::tcp}, "tcp 192.0.2.1:5060"},
    {"IPv6", {"2001:db8::1", 0, Transport::tcp}, "tcp [2001:db8::1]:5060"},
    {"name", {"example.com", 5070, Transport::udp}, ""},
};

void an_address_needs_no_lookup(void **)
{
    for (const Numeric &row : kNumeric) {
        const std::optional<Target> target = numeric_target(row.hop);
        if ((target ? shown(*target) : "") != row.wanted)
            fail_msg("%s: %s", row.name, target ? shown(*target).c_str() : "nothing");
    }
}

std::string targets_shown(const Hop &hop, std::initializer_list<const char *> addresses)
{
    std::vector<IpAddress> ips;
    for (const char *address : addresses)
        ips.push_back(parse_ip(address).value());
    std::string text;
    for (const Target &target : targets_of(hop, ips))
        text += (text.empty() ? "" : ", ") + shown(target);
    return text;
}

void the_order_of_the_lookup_is_kept_without_repeats(void **)
{
    const Hop hop{"example.com", 0, Transport::tcp};
    assert_string_equal(targets_shown(hop, {"2001:db8::1", "192.0.2.2", "192.0.2.1", "192.0.2.2"}).c_str(),
                        "tcp [2001:db8::1]:5060, tcp 192.0.2.2:5060, tcp 192.0.2.1:5060");
    assert_string_equal(targets_shown(hop, {}).c_str(), "");
}

void a_zone_of_thousands_gives_sixteen(void **)
{
    std::vector<IpAddress> ips;
    for (int i = 0; i < 4000; ++i)
        ips.push_back(parse_ip("10.0." + std::to_string(i / 200) + "." + std::to_string(i % 200)).value());
    assert_int_equal(targets_of({"example.com", 0, Transport::udp}, ips).size(), 16);
}

} // namespace

int main()
{
    const CMUnitTest targets[] = {
        cmocka_unit_test(an_address_needs_no_lookup),
        cmocka_unit_test(the_order_of_the_lookup_is_kept_without_repeats),
        cmocka_unit_test(a_zone_of_thousands_gives_sixteen),
    };
    return cmocka_run_group_tests(targets, nullptr, nullptr);
}
