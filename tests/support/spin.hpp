// SPDX-License-Identifier: LGPL-2.1-or-later
// Steps a loop until something has come true, or a deadline has passed.
#pragma once

#include "loop/loop.hpp"

#include <functional>

namespace sipreg::test {

/// False if @p limit passed first.
inline bool spin(loop::Loop &loop, const std::function<bool()> &come_true, Millis limit = Millis(5000))
{
    const Instant deadline = loop.now() + limit;
    for (;;) {
        {
            const loop::Loop::Hold hold(loop);
            loop.step();
        }
        if (come_true())
            return true;
        if (loop.now() >= deadline)
            return false;
        loop.wait(20);
    }
}

} // namespace sipreg::test
