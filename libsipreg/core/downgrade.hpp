// SPDX-License-Identifier: LGPL-2.1-or-later
// A registrar that once asked for a strong digest and now asks for a weaker one, or somebody in its place.
#pragma once

#include "core/login.hpp"

#include <optional>
#include <span>
#include <vector>

namespace sipreg::core {

/// The strongest hash that a login ever succeeded with. Not by realm: whoever stands in between chooses its name.
struct Proven {
    Algorithm registrar = Algorithm::md5;
    Algorithm proxy = Algorithm::md5;
};

/// The registrar has accepted a request with these logins.
void note_logins(Proven &proven, const std::vector<Login> &logins) noexcept;

struct Downgrade {
    Algorithm before, now; // families
};

/// Of the registrar's challenges or the proxy's, if the strongest Digest among them is weaker than what was proven.
std::optional<Downgrade> downgrade_of(const Proven &proven, std::span<const Challenge> challenges) noexcept;

} // namespace sipreg::core
