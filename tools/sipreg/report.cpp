// SPDX-License-Identifier: LGPL-2.1-or-later
// Events as lines.
#include "sipreg/report.hpp"

#include "sipreg/report_json.hpp"
#include "sipreg/report_words.hpp"

#include <algorithm>

namespace tool {

namespace {

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
    {SIPREG_EVENT_EXPIRED, "expired", say_next_attempt, fill_next_attempt},
    {SIPREG_EVENT_UNREGISTERED, "unregistered", say_nothing, fill_nothing},
    {SIPREG_EVENT_PUBLIC_ADDRESS, "public address of", say_public_address, fill_public_address},
    {SIPREG_EVENT_BINDINGS, "bindings of", say_bindings, fill_bindings},
    {SIPREG_EVENT_LOST, "the registrar has lost the binding of", say_next_attempt, fill_next_attempt},
    {SIPREG_EVENT_REPLACED, "another client has replaced the binding of", say_next_attempt, fill_next_attempt},
    {SIPREG_EVENT_FOREIGN, "new bindings of others for", say_bindings, fill_foreign},
    {SIPREG_EVENT_REWRITTEN, "rewritten contact of", say_rewritten, fill_rewritten},
    {SIPREG_EVENT_DOWNGRADE, "downgrade for", say_downgrade, fill_downgrade},
    {SIPREG_EVENT_REQUEST, "request", say_request, fill_request},
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
    const std::int32_t flow = sipreg_event_flow(event);
    const std::string by = flow > 0 ? " by flow " + std::to_string(flow) : "";
    return row ? std::string(row->words) + ' ' + sipreg_event_aor(event) + by + row->say(event) : "";
}

std::string json_line(const sipreg_event_t *event)
{
    const Row *row = row_of(event);
    if (!row)
        return "";
    Json json{{"event", sipreg_event_type_name(row->type)}, {"aor", sipreg_event_aor(event)}};
    if (const std::int32_t flow = sipreg_event_flow(event); flow > 0)
        json["flow"] = flow;
    row->fill(json, event);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tool
