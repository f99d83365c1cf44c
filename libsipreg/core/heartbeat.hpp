// SPDX-License-Identifier: LGPL-2.1-or-later
// How the way to a peer is kept open, and how it is found to be dead (RFC 5626 §4.4).
#pragma once

#include "base/units.hpp"
#include "core/address.hpp"
#include "core/flow_terms.hpp"

namespace sipreg::core {

/// What the application wants to be done for all flows.
struct Keepalives {
    Millis datagram{29'000}; // RFC 5626 §4.4.2: NATs forget a UDP flow after 30 s; 0: none
    Millis stream{120'000};  // §4.4.1; 0: none
    Millis pong_limit{10'000};
    bool stun = false; // over UDP a STUN request, which is answered, and not an empty line
};

/// How one flow is taken care of.
struct Care {
    Millis interval{0};   // longest between two pings; 0: none
    Millis pong_limit{0}; // for the answer to one
    Millis resend{0};     // a ping that may get lost is repeated after this, then after twice as long; 0: it cannot
    bool answers = false; // the peer is known to answer: from the first ping on silence tells that it is dead
};

/// The registrar may ask for more than the application does. A STUN request is what it then expects over UDP.
bool is_stun(const Keepalives &wanted, const FlowTerms &terms) noexcept;
Care care_for(const Keepalives &wanted, Transport transport, const FlowTerms &terms) noexcept;

/// A flow whose peer never answers is kept open, and nothing is concluded from the silence.
class Heartbeat {
public:
    enum class Act { none, ping, lost };

    /// Begins, or goes on with more care than before: the shorter interval holds. @p unit: thrown dice, [0, 1).
    void take(const Care &care, Instant now, double unit) noexcept;

    /// Asks now for a sign of life.
    void hurry(Instant now) noexcept;

    Act on_time(Instant now, double unit) noexcept;

    /// Something came from the peer.
    void on_heard() noexcept { silent_since_ = resend_at_ = kNever; }

    /// What came is the answer to a ping.
    void on_pong() noexcept;

    /// When on_time() has something to do.
    Instant next() const noexcept;

private:
    Instant silence_ends() const noexcept;
    void ping(Instant now) noexcept;

    Care care_;
    Instant ping_at_ = kNever;
    Instant silent_since_ = kNever; // the first ping that was not answered yet
    Instant resend_at_ = kNever;
    Millis resend_after_{0};
};

} // namespace sipreg::core
