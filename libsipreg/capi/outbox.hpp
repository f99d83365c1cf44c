// SPDX-License-Identifier: LGPL-2.1-or-later
// Trace and log lines on their way to the application's callbacks: collected while locks are held, told afterwards.
#pragma once

#include "base/log.hpp"
#include "base/trace.hpp"

#include <sipreg/sipreg.h>

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace sipreg::capi {

struct TraceHook {
    sipreg_trace_cb callback = nullptr;
    void *user_data = nullptr;
};
struct LogHook {
    sipreg_log_cb callback = nullptr;
    void *user_data = nullptr;
    LogLevel level = LogLevel::error;
};

/// Written to from any thread; delivered by one.
class Outbox final : public Trace, public Log {
public:
    Outbox(const TraceHook &trace, const LogHook &log) : trace_(trace), log_(log) {}

    bool wants() const noexcept override { return trace_.callback != nullptr; }
    void show(bool sent, std::string peer, std::string_view message) override;
    bool wants(LogLevel level) const noexcept override
    {
        return log_.callback != nullptr && level <= log_.level;
    }
    void write(LogLevel level, std::string line) override;

    /// Calls the application with no lock held, as long as @p wanted.
    void deliver(const std::function<bool()> &wanted);

private:
    struct Shown {
        bool sent;
        std::string peer, message;
    };
    struct Line {
        LogLevel level;
        std::string text;
    };

    const TraceHook trace_;
    const LogHook log_;
    std::mutex mutex_; // guards the rest
    std::vector<Shown> shown_;
    std::vector<Line> lines_;
};

} // namespace sipreg::capi
