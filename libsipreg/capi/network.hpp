// SPDX-License-Identifier: LGPL-2.1-or-later
// A network that changes tells so several times: acted upon is what it has come to.
#pragma once

#include "base/units.hpp"
#include "core/address.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace sipreg::capi {

/// What is new; nothing leaves it as it was.
struct NetworkChange {
    std::optional<std::vector<core::HostPort>> addresses, nameservers;
};

/// Waits until nothing was told for a while, but not for ever.
class Settling {
public:
    void tell(NetworkChange change, Instant now, Millis quiet)
    {
        constexpr int kAtMost = 5; // times as long as one would have waited
        if (due_ == kNever)
            latest_ = now + quiet * kAtMost;
        due_ = std::min(now + quiet, latest_);
        if (change.addresses)
            change_.addresses = std::move(change.addresses);
        if (change.nameservers)
            change_.nameservers = std::move(change.nameservers);
    }

    Instant due() const noexcept { return due_; }

    NetworkChange take()
    {
        due_ = kNever;
        return std::exchange(change_, {});
    }

private:
    NetworkChange change_;
    Instant due_ = kNever;
    Instant latest_ = kNever;
};

} // namespace sipreg::capi
