// SPDX-License-Identifier: LGPL-2.1-or-later
// A response of sofia's as the core sees it.
#pragma once

#include "core/reply.hpp"
#include "nta/sofia.hpp"

#include <string>

namespace sipreg::nta {

/// The whole message as text, as it was received.
std::string text_of(msg_t *msg);

/// Copies out what matters; nothing of @p sip is needed afterwards.
core::Reply to_reply(const sip_t &sip, std::string head);

} // namespace sipreg::nta
