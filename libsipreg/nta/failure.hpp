// SPDX-License-Identifier: LGPL-2.1-or-later
// Why NTA did not bring an answer: as a class and a sentence.
#pragma once

#include "core/reply.hpp"

#include <string>

namespace sipreg::nta {

/// Of a final status that NTA made itself, with the errno of the request.
core::Trouble local_failure(int status, int error, const std::string &peer);

} // namespace sipreg::nta
