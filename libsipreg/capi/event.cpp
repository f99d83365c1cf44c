// SPDX-License-Identifier: LGPL-2.1-or-later
// The getters of an event.
#include "capi/event.hpp"

#include "capi/names.hpp"
#include "capi/registration.hpp"
#include "core/head.hpp"
#include "core/text.hpp"

#include <algorithm>

using sipreg::capi::to_c;
namespace core = sipreg::core;

namespace {

// As an event that has nothing but headers.
sipreg::registration::Event head_of(const core::InboundRequest &request)
{
    sipreg::registration::Event event;
    event.head = core::head_of(request.text);
    return event;
}

sipreg_event::Request request_of(std::shared_ptr<const sipreg::capi::Offered> offered)
{
    const core::InboundRequest &came = offered->request();
    const std::string_view body = core::body_of(came.text);
    sipreg_event::Request request{nullptr, core::valid_utf8(came.method), core::valid_utf8(came.text),
                                  core::valid_utf8(body), core::to_string(came.source)};
    request.offered = std::move(offered);
    return request;
}

} // namespace

sipreg_event::sipreg_event(sipreg_registration_t *owner, sipreg::registration::Event what)
    : registration(owner), type(to_c(what.type)), told(std::move(what))
{
}

sipreg_event::sipreg_event(std::int64_t how_many_dropped)
    : registration(nullptr), type(SIPREG_EVENT_OVERFLOW), dropped(how_many_dropped)
{
}

sipreg_event::sipreg_event(std::shared_ptr<const sipreg::capi::Offered> offered)
    : registration(nullptr), type(SIPREG_EVENT_REQUEST), told(head_of(offered->request())),
      request(request_of(std::move(offered)))
{
}

sipreg_event::sipreg_event(sipreg::capi::Note what)
    : registration(nullptr), type(what.type), note(std::move(what))
{
}

sipreg_event::~sipreg_event()
{
    if (request.offered)
        request.offered->decline();
    sipreg_registration_unref(registration);
}

const std::vector<sipreg::core::Header> &sipreg_event::headers() const
{
    std::call_once(read_, [this] { headers_ = sipreg::core::headers_of(told.head); });
    return headers_;
}

namespace {

const sipreg::core::Binding *binding_at(const sipreg_event_t *event, int32_t number)
{
    if (event == nullptr || number < 0 || static_cast<std::size_t>(number) >= event->told.bindings.size())
        return nullptr;
    return &event->told.bindings[static_cast<std::size_t>(number)];
}

const sipreg::core::Header *header_at(const sipreg_event_t *event, int32_t number)
{
    if (event == nullptr || number < 0 || static_cast<std::size_t>(number) >= event->headers().size())
        return nullptr;
    return &event->headers()[static_cast<std::size_t>(number)];
}

const sipreg::registration::Event &told(const sipreg_event_t *event)
{
    static const sipreg::registration::Event kNothing;
    return event != nullptr ? event->told : kNothing;
}

} // namespace

const sipreg_event_t *sipreg_event_ref(const sipreg_event_t *event)
{
    if (event != nullptr)
        event->references.fetch_add(1, std::memory_order_relaxed);
    return event;
}

void sipreg_event_unref(const sipreg_event_t *event)
{
    if (event != nullptr && event->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        delete event;
}

sipreg_event_type_t sipreg_event_type(const sipreg_event_t *event)
{
    return event != nullptr ? event->type : SIPREG_EVENT_UNKNOWN;
}

sipreg_registration_t *sipreg_event_registration(const sipreg_event_t *event)
{
    return event != nullptr ? event->registration : nullptr;
}

int64_t sipreg_event_registration_id(const sipreg_event_t *event)
{
    return sipreg_registration_id(sipreg_event_registration(event));
}

const char *sipreg_event_aor(const sipreg_event_t *event) { return told(event).aor.c_str(); }

sipreg_state_t sipreg_event_state(const sipreg_event_t *event)
{
    return event != nullptr && event->registration != nullptr ? to_c(event->told.state) : SIPREG_STATE_UNKNOWN;
}

int32_t sipreg_event_degraded(const sipreg_event_t *event) { return told(event).degraded ? 1 : 0; }

sipreg_operation_t sipreg_event_operation(const sipreg_event_t *event) { return to_c(told(event).operation); }

int64_t sipreg_event_granted_expires_s(const sipreg_event_t *event) { return told(event).granted_s; }

int64_t sipreg_event_remaining_ms(const sipreg_event_t *event) { return told(event).remaining.count(); }

int64_t sipreg_event_next_attempt_ms(const sipreg_event_t *event) { return told(event).next_attempt.count(); }

const char *sipreg_event_public_address(const sipreg_event_t *event) { return told(event).public_address.c_str(); }

const char *sipreg_event_contact(const sipreg_event_t *event) { return told(event).contact.c_str(); }

int32_t sipreg_event_status(const sipreg_event_t *event) { return told(event).status; }

const char *sipreg_event_reason(const sipreg_event_t *event) { return told(event).reason.c_str(); }

const char *sipreg_event_header_name(const sipreg_event_t *event, int32_t number)
{
    const auto *header = header_at(event, number);
    return header != nullptr ? header->name.c_str() : nullptr;
}

const char *sipreg_event_header_value(const sipreg_event_t *event, int32_t number)
{
    const auto *header = header_at(event, number);
    return header != nullptr ? header->value.c_str() : nullptr;
}

sipreg_failure_t sipreg_event_failure(const sipreg_event_t *event) { return to_c(told(event).failure); }

const char *sipreg_event_cause(const sipreg_event_t *event) { return told(event).cause.c_str(); }

sipreg_tls_fault_t sipreg_event_tls_fault(const sipreg_event_t *event) { return to_c(told(event).tls_fault); }

int32_t sipreg_event_tls_alert(const sipreg_event_t *event) { return told(event).tls_alert; }

int32_t sipreg_event_flow(const sipreg_event_t *event)
{
    return told(event).flow;
}

int32_t sipreg_event_outbound(const sipreg_event_t *event)
{
    return told(event).outbound ? 1 : 0;
}

int32_t sipreg_event_attempt(const sipreg_event_t *event)
{
    return static_cast<int32_t>(std::min<std::uint32_t>(told(event).attempt, INT32_MAX));
}

int32_t sipreg_event_will_retry(const sipreg_event_t *event) { return told(event).will_retry ? 1 : 0; }

const char *sipreg_event_call_id(const sipreg_event_t *event) { return told(event).call_id.c_str(); }

int64_t sipreg_event_cseq(const sipreg_event_t *event) { return told(event).cseq; }

int64_t sipreg_event_dropped(const sipreg_event_t *event) { return event != nullptr ? event->dropped : 0; }

int32_t sipreg_event_binding_count(const sipreg_event_t *event)
{
    return static_cast<int32_t>(told(event).bindings.size());
}

const char *sipreg_event_binding_uri(const sipreg_event_t *event, int32_t number)
{
    const auto *binding = binding_at(event, number);
    return binding != nullptr ? binding->uri.c_str() : "";
}

const char *sipreg_event_binding_params(const sipreg_event_t *event, int32_t number)
{
    const auto *binding = binding_at(event, number);
    return binding != nullptr ? binding->params.c_str() : "";
}

int64_t sipreg_event_binding_expires_s(const sipreg_event_t *event, int32_t number)
{
    const auto *binding = binding_at(event, number);
    return binding != nullptr && binding->expires_s ? static_cast<int64_t>(*binding->expires_s) : -1;
}

int32_t sipreg_event_binding_q_milli(const sipreg_event_t *event, int32_t number)
{
    const auto *binding = binding_at(event, number);
    return binding != nullptr ? binding->q_milli : 0;
}

int32_t sipreg_event_binding_is_own(const sipreg_event_t *event, int32_t number)
{
    const auto *binding = binding_at(event, number);
    return binding != nullptr && binding->own ? 1 : 0;
}
