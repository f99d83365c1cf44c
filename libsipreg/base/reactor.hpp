// SPDX-License-Identifier: LGPL-2.1-or-later
// The port behind which a loop stands: descriptors and deadlines, on one thread.
#pragma once

#include "base/units.hpp"

#include <functional>
#include <memory>

namespace sipreg {

/// Something that goes on until it is destroyed; no call follows then. Destroying it inside its own call is legal.
class Ongoing {
public:
    virtual ~Ongoing() = default;
};

class Reactor {
public:
    virtual ~Reactor() = default;

    virtual Instant now() const noexcept = 0;

    struct Readiness {
        bool readable = false;
        bool writable = false;
    };
    /// Calls as long as @p fd is ready in one of the ways wanted; errors and hang-ups make it ready in all.
    virtual std::unique_ptr<Ongoing> watch(int fd, Readiness wanted, std::function<void(Readiness)> call) = 0;

    /// Calls once. Never within after() itself, also if @p delay is zero.
    virtual std::unique_ptr<Ongoing> after(Millis delay, std::function<void()> call) = 0;
};

} // namespace sipreg
