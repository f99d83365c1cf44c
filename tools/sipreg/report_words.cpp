// SPDX-License-Identifier: LGPL-2.1-or-later
// Events in words.
#include "sipreg/report_words.hpp"

#include <cstdio>

namespace tool {

namespace {

std::string seconds(std::int64_t ms)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(ms) / 1000.0);
    return text;
}

/// ", name value" if there is a value.
std::string part(const char *name, const std::string &value)
{
    return value.empty() ? "" : std::string(", ") + name + ' ' + value;
}

/// The same for a list.
std::string part(const char *name, const sipreg_event_t *event, const char *(*at)(const sipreg_event_t *, std::int32_t))
{
    std::string values;
    for (std::int32_t i = 0; const char *value = at(event, i); ++i)
        values += (i == 0 ? "" : " ") + std::string(value);
    return part(name, values);
}

std::string in_seconds(std::int64_t ms)
{
    return ms < 0 ? "" : "in " + seconds(ms);
}

/// "403 Forbidden", or why there is no answer.
std::string what_went_wrong(const sipreg_event_t *event)
{
    if (sipreg_event_status(event) > 0)
        return std::to_string(sipreg_event_status(event)) + ' ' + sipreg_event_reason(event);
    return *sipreg_event_cause(event) ? sipreg_event_cause(event) : "no answer";
}

/// What a failure has failed to do, if not to register.
const char *aim_of(const sipreg_event_t *event)
{
    switch (sipreg_event_operation(event)) {
    case SIPREG_OPERATION_UNREGISTER:
        return " to unregister";
    case SIPREG_OPERATION_QUERY:
        return " to ask for the bindings";
    case SIPREG_OPERATION_REMOVE_BINDING:
        return " to remove the bindings";
    case SIPREG_OPERATION_REMOVE_ALL:
        return " to remove all bindings";
    default:
        return "";
    }
}

std::string services(const sipreg_event_t *event)
{
    return part("service route", event, sipreg_event_service_route) + part("path", event, sipreg_event_path) +
           part("also known as", event, sipreg_event_associated_uri) +
           part("public GRUU", sipreg_event_public_gruu(event)) +
           part("temporary GRUU", sipreg_event_temporary_gruu(event)) +
           part("push by", sipreg_event_push_provider(event));
}

std::string binding(const sipreg_event_t *event, std::int32_t number)
{
    return std::string("  <") + sipreg_event_binding_uri(event, number) + '>' +
           sipreg_event_binding_params(event, number);
}

} // namespace

std::string say_nothing(const sipreg_event_t *)
{
    return "";
}

std::string say_registered(const sipreg_event_t *event)
{
    return " for " + std::to_string(sipreg_event_granted_expires_s(event)) + " s" +
           part("contact", sipreg_event_contact(event)) + part("public address", sipreg_event_public_address(event)) +
           part("next refresh", in_seconds(sipreg_event_next_attempt_ms(event))) + services(event);
}

std::string say_failed(const sipreg_event_t *event)
{
    return std::string(aim_of(event)) + ": " + what_went_wrong(event) + " (" +
           sipreg_failure_name(sipreg_event_failure(event)) + ')' +
           (sipreg_event_will_retry(event) ? part("next attempt", in_seconds(sipreg_event_next_attempt_ms(event)))
                                           : ", not retried");
}

std::string say_degraded(const sipreg_event_t *event)
{
    return ": " + what_went_wrong(event) + "; the binding lives for another " + seconds(sipreg_event_remaining_ms(event)) + say_next_attempt(event);
}

std::string say_next_attempt(const sipreg_event_t *event)
{
    return part("next attempt", in_seconds(sipreg_event_next_attempt_ms(event)));
}

std::string say_public_address(const sipreg_event_t *event)
{
    return std::string(": ") + sipreg_event_public_address(event);
}

std::string say_bindings(const sipreg_event_t *event)
{
    const std::int32_t count = sipreg_event_binding_count(event);
    std::string text = ": " + std::to_string(count);
    for (std::int32_t i = 0; i < count; ++i)
        text += '\n' + binding(event, i);
    return text;
}

std::string say_rewritten(const sipreg_event_t *event)
{
    return std::string(": the registrar shows another URI than ") + sipreg_event_contact(event);
}

std::string say_downgrade(const sipreg_event_t *event)
{
    return std::string(": the registrar asks for ") + sipreg_event_downgrade_to(event) + ", it has taken " +
           sipreg_event_downgrade_from(event) + " before";
}

std::string say_request(const sipreg_event_t *event)
{
    return std::string(sipreg_event_request_method(event)) + " from " + sipreg_event_request_source(event);
}

} // namespace tool
