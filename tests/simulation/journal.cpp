// SPDX-License-Identifier: LGPL-2.1-or-later
// Happenings as text.
#include "simulation/journal.hpp"

#include <cstdio>

namespace sipreg::sim {

std::string shown(Instant when)
{
    const long long ms = when.time_since_epoch().count(), seconds = ms / 1000;
    char text[64];
    std::snprintf(text, sizeof text, "%lldd %02lld:%02lld:%02lld.%03lld", seconds / 86400, seconds / 3600 % 24,
                  seconds / 60 % 60, seconds % 60, ms % 1000);
    return text;
}

std::string shown(const Happening &happening)
{
    std::string text = shown(happening.when) + "  " + happening.what;
    if (*happening.detail != '\0')
        text.append(" ").append(happening.detail);
    for (const std::int64_t value : {happening.a, happening.b})
        if (value >= 0)
            text += " " + std::to_string(value);
    return text;
}

} // namespace sipreg::sim
