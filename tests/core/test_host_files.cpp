// SPDX-License-Identifier: LGPL-2.1-or-later
// What hosts and resolv.conf say of links.
#include "core/host_files.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;

namespace {

std::string servers_of(const char *file)
{
    std::string text;
    for (const HostPort &server : zoned_nameservers(file))
        text += to_string(server) + " ";
    return text;
}

std::string hosts_of(const char *file, const char *name)
{
    std::string text;
    for (const IpAddress &ip : zoned_hosts(file, name))
        text += to_string(ip) + " ";
    return text;
}

void nameservers_are_read_if_one_is_on_a_link(void **)
{
    assert_string_equal(servers_of("nameserver 192.0.2.53\nnameserver fe80::1%eth0\n").c_str(), "192.0.2.53 [fe80::1%eth0] ");
    assert_string_equal(servers_of("# ours\n\tnameserver\tfe80::1%2 ; router\nsearch lan").c_str(), "[fe80::1%2] ");
    assert_string_equal(servers_of("nameserver 192.0.2.53\nnameserver 2001:db8::53\n").c_str(), "");
    assert_string_equal(servers_of("#nameserver fe80::1%eth0\nnameserver # fe80::1%eth0\nsearch fe80::1%eth0\n").c_str(), "");
    assert_string_equal(servers_of("nameserver fe80::1%\nnameserver\n").c_str(), "");
    assert_string_equal(servers_of("").c_str(), "");
}

void hosts_on_a_link_are_found(void **)
{
    constexpr const char *kFile = "127.0.0.1 localhost\n"
                                  "fe80::1%eth0 pbx.lan  PBX # at home\n"
                                  "fe80::2 pbx\n"
                                  "2001:db8::1 pbx\n"
                                  "fe80::3%eth1\tother\tpbx\n"
                                  "fe80::4%eth1 # pbx\n"
                                  "#fe80::5%eth1 pbx\n";
    assert_string_equal(hosts_of(kFile, "pbx").c_str(), "fe80::1%eth0 fe80::3%eth1 ");
    assert_string_equal(hosts_of(kFile, "Pbx.LAN").c_str(), "fe80::1%eth0 ");
    assert_string_equal(hosts_of(kFile, "localhost").c_str(), "");
    assert_string_equal(hosts_of(kFile, "fe80::1%eth0").c_str(), "");
}

} // namespace

int main()
{
    const CMUnitTest host_files[] = {
        cmocka_unit_test(nameservers_are_read_if_one_is_on_a_link),
        cmocka_unit_test(hosts_on_a_link_are_found),
    };
    return cmocka_run_group_tests(host_files, nullptr, nullptr);
}
