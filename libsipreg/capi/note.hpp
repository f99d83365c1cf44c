// SPDX-License-Identifier: LGPL-2.1-or-later
// A log line or a SIP message, as the application sees it.
#pragma once

#include <sipreg/sipreg.h>

#include <string>

namespace sipreg::capi {

/// Redacted, and its texts are valid UTF-8.
struct Note {
    sipreg_event_type_t type = SIPREG_EVENT_UNKNOWN; // SIPREG_EVENT_LOG or SIPREG_EVENT_TRACE
    std::string text;
    sipreg_log_level_t level = SIPREG_LOG_UNKNOWN; // of a line
    bool sent = false;                             // of a message
    std::string peer;                              // likewise
};

} // namespace sipreg::capi
