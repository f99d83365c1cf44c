// SPDX-License-Identifier: LGPL-2.1-or-later
// What of the host's network matters.
#include "core/network_view.hpp"

#include "core/table.hpp"

#include <charconv>
#include <initializer_list>

namespace sipreg::core {

namespace {

unsigned hex(std::string_view text)
{
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return value;
}

bool is_zero(std::string_view text) { return text.find_first_not_of('0') == std::string::npos; }

std::string line(std::initializer_list<std::string_view> words)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

constexpr unsigned kGlobal = 0x00;                          // scope
constexpr unsigned kDuplicate = 0x08, kTentative = 0x40;    // flags of an address, linux/if_addr.h
constexpr unsigned kRejects = 0x0200;                       // flag of a route, linux/route.h

} // namespace

void add_v6_addresses(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces)
{
    // address, interface number, prefix length, scope, flags, interface
    for_each_row(table, 6, [&](const Row &row) {
        if (hex(row[3]) == kGlobal && (hex(row[4]) & (kDuplicate | kTentative)) == 0 && interfaces.contains(std::string(row[5])))
            view.insert(line({"address", row[5], row[0]}));
    });
}

void add_v4_routes(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces)
{
    // interface, destination, gateway, flags, references, use, metric, mask
    for_each_row(table, 8, [&](const Row &row) {
        if (is_zero(row[1]) && is_zero(row[7]) && (hex(row[3]) & kRejects) == 0 && interfaces.contains(std::string(row[0])))
            view.insert(line({"route v4", row[0], row[2], row[6]}));
    });
}

void add_v6_routes(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces)
{
    // destination, its length, source, its length, next hop, metric, references, use, flags, interface
    for_each_row(table, 10, [&](const Row &row) {
        if (is_zero(row[0]) && is_zero(row[1]) && (hex(row[8]) & kRejects) == 0 && interfaces.contains(std::string(row[9])))
            view.insert(line({"route v6", row[9], row[4], row[5]}));
    });
}

} // namespace sipreg::core
