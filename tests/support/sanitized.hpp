// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether a sanitizer watches: it makes everything ten times as slow, and sees as much in a smaller crowd.
#pragma once

namespace sipreg::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

} // namespace sipreg::test
