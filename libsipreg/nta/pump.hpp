// SPDX-License-Identifier: LGPL-2.1-or-later
// Carries messages between NTA, at one end of a socket pair, and a stream to the peer.
#pragma once

#include "base/descriptor.hpp"
#include "base/reactor.hpp"
#include "core/sip_stream.hpp"
#include "net/stream.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sipreg::nta {

/// What comes faster than it can go on waits where it comes from; what NTA sends waits here, which is as much as may be
/// outstanding. NTA gets whole messages alone: of a body that has not come
/// yet it writes past what it has (msg_extract_payload).
class Pump {
public:
    struct Calls {
        std::function<void(core::Trouble)> ended; // once, when nothing can be carried any more; it may destroy this
        std::function<void(bool pong)> heard;     // something came; with empty lines between messages
    };

    /// @p inner is our end of the pair, @p outer is ready for use. @p peer is named in what is said of it.
    Pump(Reactor &reactor, std::unique_ptr<net::Stream> outer, Descriptor inner, std::string peer, Calls calls);
    ~Pump();
    Pump(const Pump &) = delete;
    Pump &operator=(const Pump &) = delete;

    /// NTA has sent something, and may send more before the loop turns than the pair has room for.
    void pull();

private:
    struct Side {
        Reactor::Readiness wanted;
        std::unique_ptr<Ongoing> watch;
    };

    void turn();
    bool move();
    bool may_read() const noexcept;
    bool read_outer();
    void take_messages();
    bool read_inner();
    bool write_outer();
    bool write_inner();
    bool note(net::Stream::Outcome outcome);
    void listen();
    void listen(Side &side, int fd, Reactor::Readiness wanted);
    void end(core::Trouble trouble);

    Reactor &reactor_;
    const std::unique_ptr<net::Stream> outer_;
    const Descriptor inner_;
    const std::string peer_;
    Calls calls_;
    core::SipStream messages_; // of the peer, not whole yet
    std::string inward_, outward_; // what was read and not yet written
    Side outer_side_, inner_side_;
    bool outer_wants_write_ = false; // TLS may have to write so that it can read
    std::optional<core::Trouble> trouble_;
    std::unique_ptr<Ongoing> again_;
};

} // namespace sipreg::nta
