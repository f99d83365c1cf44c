// SPDX-License-Identifier: LGPL-2.1-or-later
// Trace and log lines on their way to the application.
#include "capi/outbox.hpp"

#include "core/redact.hpp"
#include "core/text.hpp"

namespace sipreg::capi {

void Outbox::show(bool sent, std::string peer, std::string_view message)
{
    std::string redacted = core::valid_utf8(core::redact(message));
    const std::lock_guard lock(mutex_);
    shown_.push_back({sent, std::move(peer), std::move(redacted)});
}

void Outbox::write(LogLevel level, std::string line)
{
    std::string text = core::valid_utf8(line);
    const std::lock_guard lock(mutex_);
    lines_.push_back({level, std::move(text)});
}

void Outbox::deliver(const std::function<bool()> &wanted)
{
    std::vector<Shown> shown;
    std::vector<Line> lines;
    {
        const std::lock_guard lock(mutex_);
        shown.swap(shown_);
        lines.swap(lines_);
    }
    for (const Line &line : lines)
        if (wanted())
            log_.callback(static_cast<sipreg_log_level_t>(line.level), line.text.c_str(), log_.user_data);
    for (const Shown &message : shown)
        if (wanted())
            trace_.callback(message.sent ? 1 : 0, message.peer.c_str(), message.message.c_str(), trace_.user_data);
}

} // namespace sipreg::capi
