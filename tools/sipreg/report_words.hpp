// SPDX-License-Identifier: LGPL-2.1-or-later
// What follows the kind and the AOR in a sentence about an event.
#pragma once

#include <sipreg/sipreg.h>

#include <string>

namespace tool {

std::string say_nothing(const sipreg_event_t *event);
std::string say_registered(const sipreg_event_t *event);
std::string say_failed(const sipreg_event_t *event);
std::string say_degraded(const sipreg_event_t *event);
std::string say_next_attempt(const sipreg_event_t *event);
std::string say_public_address(const sipreg_event_t *event);
std::string say_bindings(const sipreg_event_t *event); // a line for each
std::string say_rewritten(const sipreg_event_t *event);
std::string say_downgrade(const sipreg_event_t *event);
std::string say_request(const sipreg_event_t *event);

} // namespace tool
