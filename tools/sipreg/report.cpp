// SPDX-License-Identifier: LGPL-2.1-or-later
// Events as lines.
#include "sipreg/report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace tool {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const char *text)
{
    return *text ? Json(text) : Json(nullptr);
}

Json seconds_or_null(std::int64_t ms)
{
    return ms < 0 ? Json(nullptr) : Json(static_cast<double>(ms) / 1000.0);
}

std::string seconds(std::int64_t ms)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(ms) / 1000.0);
    return text;
}

/// "; name value" if there is a value.
std::string part(const char *name, const std::string &value)
{
    return value.empty() ? "" : std::string(", ") + name + ' ' + value;
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

const char *operation_name(sipreg_operation_t operation)
{
    constexpr const char *kNames[] = {"unknown", "register", "unregister", "query"};
    return kNames[std::clamp<int>(operation, 0, std::size(kNames) - 1)];
}

// ---- for humans ----

std::string say_registered(const sipreg_event_t *event)
{
    return " for " + std::to_string(sipreg_event_granted_expires_s(event)) + " s" +
           part("contact", sipreg_event_contact(event)) + part("public address", sipreg_event_public_address(event)) +
           part("next refresh", in_seconds(sipreg_event_next_attempt_ms(event)));
}

std::string say_failed(const sipreg_event_t *event)
{
    const bool removal = sipreg_event_operation(event) == SIPREG_OPERATION_UNREGISTER;
    return (removal ? " to unregister: " : ": ") + what_went_wrong(event) + " (" + sipreg_failure_name(sipreg_event_failure(event)) + ')' +
           (sipreg_event_will_retry(event) ? part("next attempt", in_seconds(sipreg_event_next_attempt_ms(event)))
                                           : ", not retried");
}

std::string say_degraded(const sipreg_event_t *event)
{
    return ": the binding lives for another " + seconds(sipreg_event_remaining_ms(event)) +
           part("next attempt", in_seconds(sipreg_event_next_attempt_ms(event)));
}

std::string say_expired(const sipreg_event_t *event)
{
    return part("next attempt", in_seconds(sipreg_event_next_attempt_ms(event)));
}

std::string say_unregistered(const sipreg_event_t *)
{
    return "";
}

std::string say_public_address(const sipreg_event_t *event)
{
    return std::string(": ") + sipreg_event_public_address(event);
}

// ---- for programs ----

void fill_registered(Json &json, const sipreg_event_t *event)
{
    json["expires"] = sipreg_event_granted_expires_s(event);
    json["next_refresh_s"] = seconds_or_null(sipreg_event_next_attempt_ms(event));
    json["public_address"] = text_or_null(sipreg_event_public_address(event));
    json["contact"] = text_or_null(sipreg_event_contact(event));
}

void fill_failed(Json &json, const sipreg_event_t *event)
{
    const bool will_retry = sipreg_event_will_retry(event) != 0;
    json["operation"] = operation_name(sipreg_event_operation(event));
    json["class"] = sipreg_failure_name(sipreg_event_failure(event));
    json["status"] = sipreg_event_status(event);
    json["reason"] = text_or_null(sipreg_event_reason(event));
    json["cause"] = text_or_null(sipreg_event_cause(event));
    json["attempt"] = sipreg_event_attempt(event);
    json["will_retry"] = will_retry;
    json["retry_in_s"] = will_retry ? seconds_or_null(sipreg_event_next_attempt_ms(event)) : Json(nullptr);
}

void fill_degraded(Json &json, const sipreg_event_t *event)
{
    json["status"] = sipreg_event_status(event);
    json["remaining_s"] = seconds_or_null(sipreg_event_remaining_ms(event));
    json["retry_in_s"] = seconds_or_null(sipreg_event_next_attempt_ms(event));
}

void fill_expired(Json &json, const sipreg_event_t *event)
{
    json["retry_in_s"] = seconds_or_null(sipreg_event_next_attempt_ms(event));
}

void fill_unregistered(Json &, const sipreg_event_t *) {}

void fill_public_address(Json &json, const sipreg_event_t *event)
{
    json["public_address"] = text_or_null(sipreg_event_public_address(event));
}

struct Row {
    sipreg_event_type_t type;
    const char *words;
    std::string (*say)(const sipreg_event_t *event);
    void (*fill)(Json &json, const sipreg_event_t *event);
};

constexpr Row kRows[] = {
    {SIPREG_EVENT_REGISTERED, "registered", say_registered, fill_registered},
    {SIPREG_EVENT_FAILED, "failed", say_failed, fill_failed},
    {SIPREG_EVENT_DEGRADED, "degraded", say_degraded, fill_degraded},
    {SIPREG_EVENT_EXPIRED, "expired", say_expired, fill_expired},
    {SIPREG_EVENT_UNREGISTERED, "unregistered", say_unregistered, fill_unregistered},
    {SIPREG_EVENT_PUBLIC_ADDRESS, "public address of", say_public_address, fill_public_address},
};

const Row *row_of(const sipreg_event_t *event)
{
    const auto found = std::find_if(std::begin(kRows), std::end(kRows),
                                    [&](const Row &row) { return row.type == sipreg_event_type(event); });
    return found == std::end(kRows) ? nullptr : found;
}

} // namespace

std::string human_line(const sipreg_event_t *event)
{
    const Row *row = row_of(event);
    return row ? std::string(row->words) + ' ' + sipreg_event_aor(event) + row->say(event) : "";
}

std::string json_line(const sipreg_event_t *event)
{
    const Row *row = row_of(event);
    if (!row)
        return "";
    Json json{{"event", sipreg_event_type_name(row->type)}, {"aor", sipreg_event_aor(event)}};
    row->fill(json, event);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tool
