// SPDX-License-Identifier: LGPL-2.1-or-later
// Bytes that are no message, sent where messages are.
#pragma once

#include "core/address.hpp"
#include "nta/sofia.hpp"

#include <string_view>

namespace sipreg::nta {

/// In its order among the messages of the connection @p secondary. False if it could not be sent.
bool send_raw(tport_t *secondary, std::string_view bytes);

/// As a datagram from @p socket.
bool send_raw(tport_t *socket, const core::Target &to, std::string_view bytes);

} // namespace sipreg::nta
