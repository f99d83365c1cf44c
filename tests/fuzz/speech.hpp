// SPDX-License-Identifier: LGPL-2.1-or-later
// What a hostile peer says: as good as a real one says it, then spoiled.
#pragma once

#include "fuzz/mutation.hpp"

#include <string>

namespace sipreg::fuzz {

/// To a REGISTER that came.
std::string sip_answer(const std::string &request, Chance &chance);

/// Out of nothing: a request, a STUN message, a keepalive, junk.
std::string sip_intrusion(Chance &chance);

/// To a request for a WebSocket.
std::string web_answer(const std::string &request, Chance &chance);

/// @p message over a WebSocket.
std::string web_speech(const std::string &message, Chance &chance);

/// To a question to the DNS. @p port is where a service may be.
std::string dns_answer(const std::string &query, std::uint16_t port, Chance &chance);

} // namespace sipreg::fuzz
