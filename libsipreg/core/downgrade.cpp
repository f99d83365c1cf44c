// SPDX-License-Identifier: LGPL-2.1-or-later
// A weaker digest than before.
#include "core/downgrade.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

std::optional<Downgrade> below(Algorithm proven, std::span<const Challenge> challenges, bool proxy) noexcept
{
    std::optional<Algorithm> strongest;
    for (const Challenge &challenge : challenges)
        if (challenge.proxy == proxy && challenge.scheme == Scheme::digest)
            strongest = std::max(strongest, std::optional(family(challenge.algorithm)));
    if (!strongest || *strongest >= proven)
        return {};
    return Downgrade{proven, *strongest};
}

} // namespace

void note_logins(Proven &proven, const std::vector<Login> &logins) noexcept
{
    for (const Login &login : logins) {
        Algorithm &strongest = login.challenge.proxy ? proven.proxy : proven.registrar;
        if (login.presented && login.challenge.scheme == Scheme::digest)
            strongest = std::max(strongest, family(login.challenge.algorithm));
    }
}

std::optional<Downgrade> downgrade_of(const Proven &proven, std::span<const Challenge> challenges) noexcept
{
    const std::optional<Downgrade> by_registrar = below(proven.registrar, challenges, false);
    return by_registrar ? by_registrar : below(proven.proxy, challenges, true);
}

} // namespace sipreg::core
