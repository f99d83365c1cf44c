// SPDX-License-Identifier: LGPL-2.1-or-later
// A text file of the system as rows of words.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace sipreg::core {

using Row = std::vector<std::string_view>;

inline Row words_of(std::string_view line)
{
    constexpr std::string_view kBlanks = " \t\r";
    Row words;
    while (!line.empty()) {
        const std::size_t begin = std::min(line.find_first_not_of(kBlanks), line.size());
        const std::size_t end = std::min(line.find_first_of(kBlanks, begin), line.size());
        if (end > begin)
            words.push_back(line.substr(begin, end - begin));
        line.remove_prefix(end);
    }
    return words;
}

/// Calls @p use for each line with at least @p columns words.
template <typename Use> void for_each_row(std::string_view table, std::size_t columns, Use use)
{
    while (!table.empty()) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        const Row words = words_of(table.substr(0, end));
        if (words.size() >= columns)
            use(words);
        table.remove_prefix(std::min(end + 1, table.size()));
    }
}

} // namespace sipreg::core
