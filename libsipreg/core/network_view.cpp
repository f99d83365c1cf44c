// SPDX-License-Identifier: LGPL-2.1-or-later
// What of the host's network matters.
#include "core/network_view.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace sipreg::core {

namespace {

using Words = std::vector<std::string>;

Words words_of(std::string_view line)
{
    Words words;
    while (!line.empty()) {
        const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
        const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
        if (end > begin)
            words.emplace_back(line.substr(begin, end - begin));
        line.remove_prefix(end);
    }
    return words;
}

// Each line with at least @p columns words.
template <typename Use> void for_each_row(std::string_view table, std::size_t columns, Use use)
{
    while (!table.empty()) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        const Words words = words_of(table.substr(0, end));
        if (words.size() >= columns)
            use(words);
        table.remove_prefix(std::min(end + 1, table.size()));
    }
}

unsigned hex(const std::string &text)
{
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return value;
}

bool is_zero(const std::string &text) { return text.find_first_not_of('0') == std::string::npos; }

constexpr unsigned kGlobal = 0x00;                          // scope
constexpr unsigned kDuplicate = 0x08, kTentative = 0x40;    // flags of an address, linux/if_addr.h
constexpr unsigned kRejects = 0x0200;                       // flag of a route, linux/route.h

} // namespace

void add_v6_addresses(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces)
{
    // address, interface number, prefix length, scope, flags, interface
    for_each_row(table, 6, [&](const Words &row) {
        if (hex(row[3]) == kGlobal && (hex(row[4]) & (kDuplicate | kTentative)) == 0 && interfaces.contains(row[5]))
            view.insert("address " + row[5] + ' ' + row[0]);
    });
}

void add_v4_routes(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces)
{
    // interface, destination, gateway, flags, references, use, metric, mask
    for_each_row(table, 8, [&](const Words &row) {
        if (is_zero(row[1]) && is_zero(row[7]) && (hex(row[3]) & kRejects) == 0 && interfaces.contains(row[0]))
            view.insert("route v4 " + row[0] + ' ' + row[2] + ' ' + row[6]);
    });
}

void add_v6_routes(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces)
{
    // destination, its length, source, its length, next hop, metric, references, use, flags, interface
    for_each_row(table, 10, [&](const Words &row) {
        if (is_zero(row[0]) && is_zero(row[1]) && (hex(row[8]) & kRejects) == 0 && interfaces.contains(row[9]))
            view.insert("route v6 " + row[9] + ' ' + row[4] + ' ' + row[5]);
    });
}

} // namespace sipreg::core
