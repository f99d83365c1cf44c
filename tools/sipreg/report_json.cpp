// SPDX-License-Identifier: LGPL-2.1-or-later
// Events as JSON.
#include "sipreg/report_json.hpp"

namespace tool {

namespace {

Json text_or_null(const char *text)
{
    return *text ? Json(text) : Json(nullptr);
}

Json seconds_or_null(std::int64_t ms)
{
    return ms < 0 ? Json(nullptr) : Json(static_cast<double>(ms) / 1000.0);
}

void fill_services(Json &json, const sipreg_event_t *event)
{
    static constexpr struct {
        const char *name;
        const char *(*at)(const sipreg_event_t *event, std::int32_t number);
    } kLists[] = {
        {"service_route", sipreg_event_service_route},
        {"path", sipreg_event_path},
        {"associated_uris", sipreg_event_associated_uri},
    };
    static constexpr struct {
        const char *name;
        const char *(*get)(const sipreg_event_t *event);
    } kTexts[] = {
        {"public_gruu", sipreg_event_public_gruu},
        {"temporary_gruu", sipreg_event_temporary_gruu},
        {"push_provider", sipreg_event_push_provider},
        {"push_purr", sipreg_event_push_purr},
    };
    // Absent and not null: few registrars offer any of it.
    for (const auto &list : kLists)
        for (std::int32_t i = 0; const char *value = list.at(event, i); ++i)
            json[list.name].push_back(value);
    for (const auto &text : kTexts)
        if (const char *value = text.get(event); *value)
            json[text.name] = value;
    if (const std::int64_t refresh_s = sipreg_event_push_refresh_s(event); refresh_s > 0)
        json["push_refresh_s"] = refresh_s;
}

Json binding(const sipreg_event_t *event, std::int32_t number)
{
    const std::int64_t expires_s = sipreg_event_binding_expires_s(event, number);
    return {{"contact", sipreg_event_binding_uri(event, number)},
            {"expires", expires_s < 0 ? Json(nullptr) : Json(expires_s)},
            {"q", sipreg_event_binding_q_milli(event, number) / 1000.0},
            {"params", text_or_null(sipreg_event_binding_params(event, number))},
            {"own", sipreg_event_binding_is_own(event, number) != 0}};
}

} // namespace

void fill_nothing(Json &, const sipreg_event_t *) {}

void fill_registered(Json &json, const sipreg_event_t *event)
{
    json["expires"] = sipreg_event_granted_expires_s(event);
    json["next_refresh_s"] = seconds_or_null(sipreg_event_next_attempt_ms(event));
    json["public_address"] = text_or_null(sipreg_event_public_address(event));
    json["contact"] = text_or_null(sipreg_event_contact(event));
    if (sipreg_event_outbound(event) != 0)
        json["outbound"] = true;
    fill_services(json, event);
}

void fill_failed(Json &json, const sipreg_event_t *event)
{
    const bool will_retry = sipreg_event_will_retry(event) != 0;
    json["operation"] = sipreg_operation_name(sipreg_event_operation(event));
    json["class"] = sipreg_failure_name(sipreg_event_failure(event));
    json["status"] = sipreg_event_status(event);
    json["reason"] = text_or_null(sipreg_event_reason(event));
    json["cause"] = text_or_null(sipreg_event_cause(event));
    if (const sipreg_tls_fault_t fault = sipreg_event_tls_fault(event); fault != SIPREG_TLS_FAULT_NONE)
        json["tls_fault"] = sipreg_tls_fault_name(fault);
    if (const std::int32_t alert = sipreg_event_tls_alert(event); alert != 0)
        json["tls_alert"] = alert;
    json["attempt"] = sipreg_event_attempt(event);
    json["will_retry"] = will_retry;
    json["retry_in_s"] = will_retry ? seconds_or_null(sipreg_event_next_attempt_ms(event)) : Json(nullptr);
}

void fill_degraded(Json &json, const sipreg_event_t *event)
{
    json["status"] = sipreg_event_status(event);
    json["cause"] = text_or_null(sipreg_event_cause(event));
    json["remaining_s"] = seconds_or_null(sipreg_event_remaining_ms(event));
    fill_next_attempt(json, event);
}

void fill_next_attempt(Json &json, const sipreg_event_t *event)
{
    json["retry_in_s"] = seconds_or_null(sipreg_event_next_attempt_ms(event));
}

void fill_public_address(Json &json, const sipreg_event_t *event)
{
    json["public_address"] = text_or_null(sipreg_event_public_address(event));
}

void fill_bindings(Json &json, const sipreg_event_t *event)
{
    json["operation"] = sipreg_operation_name(sipreg_event_operation(event));
    fill_foreign(json, event);
}

void fill_foreign(Json &json, const sipreg_event_t *event)
{
    const std::int32_t count = sipreg_event_binding_count(event);
    json["count"] = count;
    json["bindings"] = Json::array();
    for (std::int32_t i = 0; i < count; ++i)
        json["bindings"].push_back(binding(event, i));
}

void fill_rewritten(Json &json, const sipreg_event_t *event)
{
    json["contact"] = text_or_null(sipreg_event_contact(event));
}

void fill_downgrade(Json &json, const sipreg_event_t *event)
{
    json["from"] = text_or_null(sipreg_event_downgrade_from(event));
    json["to"] = text_or_null(sipreg_event_downgrade_to(event));
}

void fill_request(Json &json, const sipreg_event_t *event)
{
    json["method"] = sipreg_event_request_method(event);
    json["source"] = sipreg_event_request_source(event);
    json["body"] = text_or_null(sipreg_event_request_body(event));
}

} // namespace tool
