// SPDX-License-Identifier: LGPL-2.1-or-later
// Trace and log lines on their way to the application.
#include "capi/outbox.hpp"

#include "core/redact.hpp"
#include "core/text.hpp"

#include <utility>

namespace sipreg::capi {

void Outbox::show(bool sent, std::string peer, std::string_view message)
{
    std::string redacted = core::valid_utf8(core::redact(message));
    const std::lock_guard lock(mutex_);
    notes_.push_back({SIPREG_EVENT_TRACE, std::move(redacted), SIPREG_LOG_UNKNOWN, sent, std::move(peer)});
}

void Outbox::write(LogLevel level, std::string line)
{
    std::string text = core::valid_utf8(line);
    const std::lock_guard lock(mutex_);
    notes_.push_back({SIPREG_EVENT_LOG, std::move(text), static_cast<sipreg_log_level_t>(level), false, {}});
}

bool Outbox::becomes_event(const Note &note) const noexcept
{
    return note.type == SIPREG_EVENT_TRACE ? announced_.messages : note.level <= announced_.lines;
}

void Outbox::call(const Note &note) const
{
    if (note.type == SIPREG_EVENT_TRACE && trace_.callback != nullptr)
        trace_.callback(note.sent ? 1 : 0, note.peer.c_str(), note.text.c_str(), trace_.user_data);
    if (note.type == SIPREG_EVENT_LOG && calls(note.level))
        log_.callback(note.level, note.text.c_str(), log_.user_data);
}

// What is written meanwhile is for the next time: a callback that makes lines does not keep us here.
void Outbox::deliver(const std::function<bool()> &wanted, const std::function<void(Note)> &announce)
{
    std::vector<Note> notes;
    {
        const std::lock_guard lock(mutex_);
        notes.swap(notes_);
    }
    for (Note &note : notes) {
        if (wanted())
            call(note);
        if (becomes_event(note) && wanted())
            announce(std::move(note));
    }
}

} // namespace sipreg::capi
