// SPDX-License-Identifier: LGPL-2.1-or-later
// Bytes to and from a peer, without waiting.
#pragma once

#include "core/reply.hpp"

#include <cstddef>

namespace sipreg::net {

class Stream {
public:
    virtual ~Stream() = default;

    enum class Outcome { done, wants_read, wants_write, failed };
    struct Result {
        Outcome outcome = Outcome::done;
        std::size_t size = 0; // with done: what was moved
    };

    virtual int fd() const noexcept = 0;
    /// What makes it possible to read and write: again until it is done.
    virtual Outcome shake_hands() = 0;
    /// What shake_hands() was still at, if its time is over.
    virtual core::Trouble unfinished() const = 0;
    /// It relied on an earlier connection: if it failed, without one it may not.
    virtual bool is_resumed() const noexcept { return false; }
    virtual Result read(char *data, std::size_t size) = 0;
    virtual Result write(const char *data, std::size_t size) = 0;
    /// Tells the peer that nothing more comes.
    virtual void close() noexcept = 0;
    /// After something failed: why.
    virtual core::Trouble trouble() const = 0;
};

} // namespace sipreg::net
