// SPDX-License-Identifier: LGPL-2.1-or-later
// Why the kernel did not bring something to a peer: as a class and a sentence.
#pragma once

#include "core/reply.hpp"

#include <string>

namespace sipreg::net {

/// Of an errno; 0 is the end of a connection.
core::Trouble system_failure(int error, const std::string &peer);

} // namespace sipreg::net
