// SPDX-License-Identifier: LGPL-2.1-or-later
// How the way to a peer is kept open.
#include "core/heartbeat.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

// RFC 5626 §4.4.1: between 80 and 100 percent, so that flows that began together do not stay together.
Millis some_of(Millis interval, double unit) noexcept
{
    return Millis(static_cast<Millis::rep>(static_cast<double>(interval.count()) * (0.8 + 0.2 * unit)));
}

bool is_shorter(Millis interval, Millis than) noexcept
{
    return interval > Millis(0) && (than == Millis(0) || interval < than);
}

constexpr Millis kStunResend{500}; // RFC 5389 §7.2.1

} // namespace

bool is_stun(const Keepalives &wanted, const FlowTerms &terms) noexcept
{
    return wanted.stun || terms.outbound;
}

Care care_for(const Keepalives &wanted, Transport transport, const FlowTerms &terms) noexcept
{
    const bool datagram = transport == Transport::udp;
    Care care{datagram ? wanted.datagram : wanted.stream, wanted.pong_limit, Millis(0), terms.outbound};
    if (is_shorter(terms.timer, care.interval))
        care.interval = terms.timer;
    if (datagram && is_stun(wanted, terms))
        care.resend = kStunResend;
    return care;
}

void Heartbeat::take(const Care &care, Instant now, double unit) noexcept
{
    const bool answers = care_.answers || care.answers;
    const Millis before = care_.interval;
    care_ = care;
    care_.answers = answers;
    if (!is_shorter(care.interval, before))
        care_.interval = before;
    else
        ping_at_ = std::min(ping_at_, now + some_of(care.interval, unit));
}

void Heartbeat::hurry(Instant now) noexcept
{
    if (care_.interval > Millis(0))
        ping_at_ = now;
}

Instant Heartbeat::silence_ends() const noexcept
{
    return silent_since_ == kNever ? kNever : silent_since_ + care_.pong_limit;
}

Instant Heartbeat::next() const noexcept
{
    return std::min({ping_at_, resend_at_, silence_ends()});
}

void Heartbeat::on_pong() noexcept
{
    care_.answers = true;
    on_heard();
}

void Heartbeat::ping(Instant now) noexcept
{
    if (silent_since_ == kNever) {
        silent_since_ = now;
        resend_after_ = care_.resend;
    }
    resend_at_ = care_.resend > Millis(0) ? now + resend_after_ : kNever;
    resend_after_ *= 2;
}

Heartbeat::Act Heartbeat::on_time(Instant now, double unit) noexcept
{
    if (silence_ends() <= now) {
        on_heard(); // or else we would never stop to wait
        if (care_.answers)
            return Act::lost;
    }
    if (std::min(ping_at_, resend_at_) > now)
        return Act::none;
    if (ping_at_ <= now)
        ping_at_ = now + some_of(care_.interval, unit);
    ping(now);
    return Act::ping;
}

} // namespace sipreg::core
