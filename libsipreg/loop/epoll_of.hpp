// SPDX-License-Identifier: LGPL-2.1-or-later
// Finds the epoll descriptor of this process that watches a given one: sofia has one and does not show it.
#pragma once

namespace sipreg::loop {

/// -1 if there is none or /proc cannot be read.
int epoll_of(int watched);

} // namespace sipreg::loop
