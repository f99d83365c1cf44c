// SPDX-License-Identifier: LGPL-2.1-or-later
// The nonces given out.
#include "registrar/nonces.hpp"

#include "registrar/digest.hpp"

namespace registrar {

std::string Nonces::issue(const std::string &algorithm, Instant now)
{
    const std::string nonce = random_hex(16);
    known_[nonce] = {algorithm, now};
    by_age_.push_back(nonce);
    if (by_age_.size() > kKept) {
        known_.erase(by_age_.front());
        by_age_.pop_front();
    }
    return nonce;
}

bool Nonces::use(const std::string &nonce, const std::string &algorithm, std::uint32_t nc, Instant now, Rules rules)
{
    const auto found = known_.find(nonce);
    if (found == known_.end() || found->second.algorithm != algorithm)
        return false;
    Nonce &known = found->second;
    const bool too_old = rules.lifetime.count() > 0 && now - known.born >= rules.lifetime;
    const bool used_up = rules.one_time && known.used;
    const bool repeated = nc != 0 && nc <= known.last_count;
    if (too_old || used_up || repeated)
        return false;
    known.used = true;
    known.last_count = nc;
    return true;
}

} // namespace registrar
