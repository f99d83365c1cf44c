// SPDX-License-Identifier: LGPL-2.1-or-later
// What of the host's network matters, from tables as Linux prints them.
#include "core/network_view.hpp"
#include "support/cmocka.hpp"

using namespace sipreg::core;

namespace {

const std::set<std::string> kInterfaces{"eth0", "wlan0"};

const char *const kAddresses = "20010db8000000000000000000000002 02 40 00 80     eth0\n"
                               "fe800000000000000000000000000002 02 40 20 80     eth0\n"
                               "00000000000000000000000000000001 01 80 10 80       lo\n";
const char *const kV4Routes =
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
    "eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
    "eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";
const char *const kV6Routes =
    "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 "
    "00000001 00000000 00450003     eth0\n"
    "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff "
    "00000001 00000000 00200200       lo\n";

NetworkView view_of(const std::string &addresses, const std::string &v4_routes, const std::string &v6_routes)
{
    NetworkView view;
    add_v6_addresses(view, addresses, kInterfaces);
    add_v4_routes(view, v4_routes, kInterfaces);
    add_v6_routes(view, v6_routes, kInterfaces);
    return view;
}

const NetworkView kBefore = view_of(kAddresses, kV4Routes, kV6Routes);

std::string replaced(std::string text, const std::string &what, const std::string &by)
{
    return text.replace(text.find(what), what.size(), by);
}

struct Row {
    const char *name;
    NetworkView after;
    bool same;
};
const Row kRows[] = {
    {"nothing", kBefore, true},
    {"counters of routes", view_of(kAddresses, replaced(kV4Routes, "\t0\t0\t100", "\t7\t9\t100"),
                                   replaced(kV6Routes, "00000001 00000000 0045", "00000009 00000005 0045")), true},
    {"an address is deprecated", view_of(replaced(kAddresses, "00 80     eth0", "00 a0     eth0"), kV4Routes, kV6Routes), true},
    {"an address on the loopback", view_of(kAddresses + std::string("20010db8000000000000000000000007 01 40 00 80 lo\n"),
                                           kV4Routes, kV6Routes), true},
    {"a link-local address", view_of(kAddresses + std::string("fe800000000000000000000000000009 03 40 20 80 wlan0\n"),
                                     kV4Routes, kV6Routes), true},
    {"an address under test", view_of(kAddresses + std::string("20010db8000000000000000000000007 03 40 00 c0 wlan0\n"),
                                      kV4Routes, kV6Routes), true},
    {"a duplicate address", view_of(kAddresses + std::string("20010db8000000000000000000000007 03 40 00 88 wlan0\n"),
                                    kV4Routes, kV6Routes), true},
    {"another net's route", view_of(kAddresses, kV4Routes + std::string("wlan0\t000300C0\t0\t1\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"),
                                    kV6Routes), true},
    {"a cut line", view_of(kAddresses + std::string("20010db8"), kV4Routes, kV6Routes), true},
    {"an address more", view_of(kAddresses + std::string("20010db8000000000000000000000007 03 40 00 80 wlan0\n"),
                                kV4Routes, kV6Routes), false},
    {"no address", view_of("", kV4Routes, kV6Routes), false},
    {"another gateway", view_of(kAddresses, replaced(kV4Routes, "010200C0", "FE0200C0"), kV6Routes), false},
    {"no default route", view_of(kAddresses, "", kV6Routes), false},
    {"another IPv6 gateway", view_of(kAddresses, kV4Routes, replaced(kV6Routes, "fe800000000000000000000000000001",
                                                                     "fe80000000000000000000000000000f")), false},
    {"another interface", view_of(kAddresses, replaced(kV4Routes, "eth0", "wlan0"), kV6Routes), false},
};

void only_what_matters_is_a_change(void **)
{
    for (const Row &row : kRows)
        if ((row.after == kBefore) != row.same)
            fail_msg("%s", row.name);
}

void view_has_what_is_used(void **)
{
    const NetworkView wanted{"address eth0 20010db8000000000000000000000002", "route v4 eth0 010200C0 100",
                             "route v6 eth0 fe800000000000000000000000000001 00000400"};
    assert_true(kBefore == wanted);
}

} // namespace

int main()
{
    const CMUnitTest view[] = {
        cmocka_unit_test(view_has_what_is_used),
        cmocka_unit_test(only_what_matters_is_a_change),
    };
    return cmocka_run_group_tests(view, nullptr, nullptr);
}
