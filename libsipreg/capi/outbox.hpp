// SPDX-License-Identifier: LGPL-2.1-or-later
// Trace and log lines on their way to the application: collected while locks are held, told afterwards.
#pragma once

#include "base/log.hpp"
#include "base/trace.hpp"
#include "capi/note.hpp"

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
/// What becomes events.
struct Announced {
    bool messages = false;
    sipreg_log_level_t lines = SIPREG_LOG_UNKNOWN; // up to this level; unknown: none
};

/// Written to from any thread; delivered by one.
class Outbox final : public Trace, public Log {
public:
    Outbox(const TraceHook &trace, const LogHook &log, const Announced &announced)
        : trace_(trace), log_(log), announced_(announced)
    {
    }

    bool wants() const noexcept override { return trace_.callback != nullptr || announced_.messages; }
    void show(bool sent, std::string peer, std::string_view message) override;
    bool wants(LogLevel level) const noexcept override
    {
        const auto number = static_cast<sipreg_log_level_t>(level);
        return calls(number) || number <= announced_.lines;
    }
    void write(LogLevel level, std::string line) override;

    /// Calls the application with no lock held, and @p announce with what is to be an event, as long as @p wanted.
    void deliver(const std::function<bool()> &wanted, const std::function<void(Note)> &announce);

private:
    bool calls(sipreg_log_level_t level) const noexcept
    {
        return log_.callback != nullptr && level <= static_cast<sipreg_log_level_t>(log_.level);
    }
    void call(const Note &note) const;
    bool becomes_event(const Note &note) const noexcept;

    const TraceHook trace_;
    const LogHook log_;
    const Announced announced_;
    std::mutex mutex_; // guards the rest
    std::vector<Note> notes_;
};

} // namespace sipreg::capi
