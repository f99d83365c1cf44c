// SPDX-License-Identifier: LGPL-2.1-or-later
// What an event tells of somebody else's request, and the answer to it.
#include "capi/event.hpp"

#include "capi/guard.hpp"
#include "capi/names.hpp"

#include <string>

namespace capi = sipreg::capi;
namespace core = sipreg::core;

namespace {

const sipreg_event::Request &request(const sipreg_event_t *event)
{
    static const sipreg_event::Request kNone;
    return event != nullptr ? event->request : kNone;
}

const char *text_or_none(const char *text) { return text != nullptr ? text : ""; }

} // namespace

const char *sipreg_event_request_method(const sipreg_event_t *event) { return request(event).method.c_str(); }

const char *sipreg_event_request_text(const sipreg_event_t *event) { return request(event).text.c_str(); }

const char *sipreg_event_request_body(const sipreg_event_t *event) { return request(event).body.c_str(); }

const char *sipreg_event_request_source(const sipreg_event_t *event) { return request(event).source.c_str(); }

sipreg_transport_t sipreg_event_request_transport(const sipreg_event_t *event)
{
    return request(event).offered ? capi::to_c(request(event).offered->request().transport) : SIPREG_TRANSPORT_UNKNOWN;
}

sipreg_error_t sipreg_event_respond(const sipreg_event_t *event, int32_t status, const char *reason, const char *headers,
                                    const char *body)
{
    if (!request(event).offered)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        event->request.offered->answer(core::checked_answer(status, text_or_none(reason), text_or_none(headers),
                                                            text_or_none(body)));
    });
}
