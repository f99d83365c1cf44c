// SPDX-License-Identifier: LGPL-2.1-or-later
// Events as lines: a sentence for humans, a JSON object for programs.
#pragma once

#include <sipreg/sipreg.h>

#include <string>

namespace tool {

/// Each gives "" for an event that is not told.
std::string human_line(const sipreg_event_t *event);
std::string json_line(const sipreg_event_t *event);

} // namespace tool
