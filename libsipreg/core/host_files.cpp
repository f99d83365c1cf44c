// SPDX-License-Identifier: LGPL-2.1-or-later
// What the files of a host say of link-local addresses.
#include "core/host_files.hpp"

#include "core/table.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

// What stands behind a mark is a comment.
Row without_comment(Row words)
{
    const auto begins_comment = [](std::string_view word) { return word.front() == '#' || word.front() == ';'; };
    words.erase(std::find_if(words.begin(), words.end(), begins_comment), words.end());
    return words;
}

template <typename Use> void for_each_entry(std::string_view file, Use use)
{
    for_each_row(file, 2, [&](const Row &row) {
        if (const Row words = without_comment(row); words.size() >= 2)
            use(words);
    });
}

bool names(const Row &words, std::string_view name)
{
    return std::any_of(words.begin() + 1, words.end(), [&](std::string_view word) { return iequals(word, name); });
}

} // namespace

std::vector<HostPort> zoned_nameservers(std::string_view resolv_conf)
{
    std::vector<HostPort> servers;
    bool zoned = false;
    for_each_entry(resolv_conf, [&](const Row &words) {
        const auto ip = words[0] == "nameserver" ? parse_zoned_ip(words[1]) : std::nullopt;
        if (!ip)
            return;
        servers.push_back({to_string(*ip), 0});
        zoned = zoned || has_zone(*ip);
    });
    return zoned ? servers : std::vector<HostPort>();
}

std::vector<IpAddress> zoned_hosts(std::string_view hosts, std::string_view name)
{
    std::vector<IpAddress> addresses;
    for_each_entry(hosts, [&](const Row &words) {
        const auto ip = parse_zoned_ip(words[0]);
        if (ip && has_zone(*ip) && names(words, name))
            addresses.push_back(*ip);
    });
    return addresses;
}

} // namespace sipreg::core
