// SPDX-License-Identifier: LGPL-2.1-or-later
// What an event tells of a log line or a SIP message.
#include "capi/event.hpp"

namespace {

const sipreg::capi::Note &note(const sipreg_event_t *event, sipreg_event_type_t type)
{
    static const sipreg::capi::Note kNone;
    return event != nullptr && event->note.type == type ? event->note : kNone;
}

} // namespace

sipreg_log_level_t sipreg_event_log_level(const sipreg_event_t *event) { return note(event, SIPREG_EVENT_LOG).level; }

const char *sipreg_event_log_line(const sipreg_event_t *event) { return note(event, SIPREG_EVENT_LOG).text.c_str(); }

int32_t sipreg_event_trace_sent(const sipreg_event_t *event) { return note(event, SIPREG_EVENT_TRACE).sent ? 1 : 0; }

const char *sipreg_event_trace_peer(const sipreg_event_t *event) { return note(event, SIPREG_EVENT_TRACE).peer.c_str(); }

const char *sipreg_event_trace_message(const sipreg_event_t *event)
{
    return note(event, SIPREG_EVENT_TRACE).text.c_str();
}
