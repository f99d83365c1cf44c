// SPDX-License-Identifier: LGPL-2.1-or-later
// What an earlier run of the program left, until the registrations that it belongs to are made.
#pragma once

#include "core/account.hpp"
#include "core/snapshot.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sipreg::capi {

/// Any thread.
class Estate {
public:
    void replace(std::vector<core::Snapshot> left)
    {
        const std::lock_guard lock(mutex_);
        left_.clear();
        for (core::Snapshot &snapshot : left)
            left_.emplace(Key(snapshot.aor, snapshot.registrar), std::move(snapshot));
    }

    /// What belongs to the account, taken out; nothing if there is nothing of it.
    std::optional<core::Snapshot> take(const core::Account &account)
    {
        const std::lock_guard lock(mutex_);
        const auto found = left_.find(Key(account.aor, account.registrar));
        if (found == left_.end())
            return {};
        return std::move(left_.extract(found).mapped());
    }

private:
    using Key = std::pair<std::string, std::string>; // AOR and registrar

    std::mutex mutex_;
    std::multimap<Key, core::Snapshot> left_;
};

} // namespace sipreg::capi
