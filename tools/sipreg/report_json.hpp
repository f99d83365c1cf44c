// SPDX-License-Identifier: LGPL-2.1-or-later
// The members of an event beside its kind and AOR.
#pragma once

#include <sipreg/sipreg.h>

#include <nlohmann/json.hpp>

namespace tool {

using Json = nlohmann::ordered_json;

void fill_nothing(Json &json, const sipreg_event_t *event);
void fill_registered(Json &json, const sipreg_event_t *event);
void fill_failed(Json &json, const sipreg_event_t *event);
void fill_degraded(Json &json, const sipreg_event_t *event);
void fill_next_attempt(Json &json, const sipreg_event_t *event);
void fill_public_address(Json &json, const sipreg_event_t *event);
void fill_bindings(Json &json, const sipreg_event_t *event);
void fill_foreign(Json &json, const sipreg_event_t *event);
void fill_rewritten(Json &json, const sipreg_event_t *event);
void fill_downgrade(Json &json, const sipreg_event_t *event);
void fill_request(Json &json, const sipreg_event_t *event);

} // namespace tool
