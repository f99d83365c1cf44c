// SPDX-License-Identifier: LGPL-2.1-or-later
// An end that can be waited for; it outlives what has ended.
#pragma once

#include "base/units.hpp"

#include <condition_variable>
#include <mutex>

namespace sipreg::capi {

class Latch {
public:
    void open() noexcept
    {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        opened_.notify_all();
    }

    /// False if @p timeout_ms (-1: for ever) passed first.
    bool wait(int timeout_ms)
    {
        std::unique_lock lock(mutex_);
        const auto is_open = [this] { return is_open_; };
        if (timeout_ms >= 0)
            return opened_.wait_for(lock, Millis(timeout_ms), is_open);
        opened_.wait(lock, is_open);
        return true;
    }

private:
    std::mutex mutex_;
    std::condition_variable opened_;
    bool is_open_ = false;
};

} // namespace sipreg::capi
