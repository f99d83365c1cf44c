// SPDX-License-Identifier: LGPL-2.1-or-later
// Finds the epoll descriptor that watches a given one, from proc(5): fdinfo lists what each epoll watches.
#include "loop/epoll_of.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace sipreg::loop {

namespace {

// A line is "tfd:       12 events: ...".
bool names(std::string_view line, int watched)
{
    constexpr std::string_view kKey = "tfd:";
    if (line.substr(0, kKey.size()) != kKey)
        return false;
    line.remove_prefix(line.find_first_not_of(" \t", kKey.size()));
    int fd = -1;
    std::from_chars(line.data(), line.data() + line.size(), fd);
    return fd == watched;
}

} // namespace

int epoll_of(int watched)
{
    std::error_code error;
    for (std::filesystem::directory_iterator at("/proc/self/fdinfo", error), end; !error && at != end;
         at.increment(error)) {
        std::ifstream file(at->path());
        for (std::string line; std::getline(file, line);)
            if (names(line, watched))
                return std::stoi(at->path().filename());
    }
    return -1;
}

} // namespace sipreg::loop
