// SPDX-License-Identifier: LGPL-2.1-or-later
// Sealed texts over the C face.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sipreg::capi {

/// Seals @p plain, wipes it, and copies the outcome to the caller's buffer if there is one. Throws Error{invalid} if it
/// is too small; @p length is set then too.
void give_sealed(std::string plain, const std::uint8_t *key, std::uint8_t *buffer, std::size_t size, std::size_t *length);

/// A text that was sealed, to be wiped. Throws Error{snapshot_...}.
std::string opened(const std::uint8_t *sealed, std::size_t size, const std::uint8_t *key);

} // namespace sipreg::capi
