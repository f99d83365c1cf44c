// SPDX-License-Identifier: LGPL-2.1-or-later
// A connection in clear.
#pragma once

#include "base/descriptor.hpp"
#include "net/stream.hpp"

#include <string>

namespace sipreg::net {

class PlainStream final : public Stream {
public:
    /// @p socket is connected to @p peer, as it is named in what is said of it.
    PlainStream(Descriptor socket, std::string peer) : socket_(std::move(socket)), peer_(std::move(peer)) {}

    int fd() const noexcept override { return socket_.get(); }
    Outcome shake_hands() override { return Outcome::done; }
    core::Trouble unfinished() const override { return {core::Silence::unreachable, peer_ + ": not connected"}; }
    Result read(char *data, std::size_t size) override;
    Result write(const char *data, std::size_t size) override;
    void close() noexcept override;
    core::Trouble trouble() const override { return trouble_; }

private:
    Result result_of(ssize_t moved, Outcome wanted);

    const Descriptor socket_;
    const std::string peer_;
    core::Trouble trouble_;
};

} // namespace sipreg::net
