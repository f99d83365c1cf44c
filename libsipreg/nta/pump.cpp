// SPDX-License-Identifier: LGPL-2.1-or-later
// Carries bytes between NTA and a stream to the peer.
#include "nta/pump.hpp"

#include <cerrno>
#include <sys/socket.h>

namespace sipreg::nta {

namespace {

constexpr std::size_t kMaxWaiting = 64 << 10; // of one way
constexpr std::size_t kChunk = 16 << 10;      // a TLS record
constexpr int kMovesPerTurn = 16;             // others want their turn too

bool would_block(int error) noexcept { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

} // namespace

bool Pump::Way::has_room() const noexcept { return bytes.size() < kMaxWaiting; }

Pump::Pump(Reactor &reactor, std::unique_ptr<net::Stream> outer, Descriptor inner, std::string peer, Ended ended)
    : reactor_(reactor), outer_(std::move(outer)), inner_(std::move(inner)), peer_(std::move(peer)), ended_(std::move(ended))
{
    again_ = reactor_.after(Millis(0), [this] { turn(); }); // with the handshake, bytes may have come already
}

Pump::~Pump() { outer_->close(); }

void Pump::turn()
{
    again_.reset();
    int moves = 0;
    while (!trouble_ && moves < kMovesPerTurn && move())
        ++moves;
    if (trouble_)
        return end(std::move(*trouble_));
    if (moves == kMovesPerTurn)
        again_ = reactor_.after(Millis(0), [this] { turn(); });
    listen();
}

// Whether anything was moved. What came before the end still goes in.
bool Pump::move()
{
    const bool came = read_outer();
    const bool went_in = write_inner();
    if (trouble_)
        return went_in;
    const bool left = read_inner();
    return write_outer() || came || went_in || left;
}

bool Pump::read_outer()
{
    if (!inward_.has_room())
        return false;
    char chunk[kChunk];
    const net::Stream::Result result = outer_->read(chunk, sizeof chunk);
    if (result.outcome != net::Stream::Outcome::done)
        return note(result.outcome);
    inward_.bytes.append(chunk, result.size);
    return true;
}

bool Pump::write_outer()
{
    if (outward_.bytes.empty())
        return false;
    const net::Stream::Result result = outer_->write(outward_.bytes.data(), outward_.bytes.size());
    if (result.outcome != net::Stream::Outcome::done)
        return note(result.outcome);
    outward_.bytes.erase(0, result.size);
    return true;
}

bool Pump::note(net::Stream::Outcome outcome)
{
    outer_wants_write_ = outcome == net::Stream::Outcome::wants_write;
    if (outcome == net::Stream::Outcome::failed)
        trouble_ = outer_->trouble();
    return false;
}

bool Pump::read_inner()
{
    if (!outward_.has_room())
        return false;
    char chunk[kChunk];
    const ssize_t got = recv(inner_.get(), chunk, sizeof chunk, 0);
    if (got > 0)
        outward_.bytes.append(chunk, static_cast<std::size_t>(got));
    else if (got == 0 || !would_block(errno))
        trouble_ = core::Trouble{core::Silence::broken, "the connection to " + peer_ + " was closed here"};
    return got > 0;
}

bool Pump::write_inner()
{
    if (inward_.bytes.empty())
        return false;
    const ssize_t sent = send(inner_.get(), inward_.bytes.data(), inward_.bytes.size(), MSG_NOSIGNAL);
    if (sent > 0)
        inward_.bytes.erase(0, static_cast<std::size_t>(sent));
    else if (!would_block(errno))
        trouble_ = core::Trouble{core::Silence::broken, "the connection to " + peer_ + " was closed here"};
    return sent > 0;
}

void Pump::listen()
{
    listen(outer_side_, outer_->fd(), {inward_.has_room(), outer_wants_write_ || !outward_.bytes.empty()});
    listen(inner_side_, inner_.get(), {outward_.has_room(), !inward_.bytes.empty()});
}

void Pump::listen(Side &side, int fd, Reactor::Readiness wanted)
{
    const bool is_same = side.wanted.readable == wanted.readable && side.wanted.writable == wanted.writable;
    if (side.watch && is_same)
        return;
    side.wanted = wanted;
    side.watch.reset(); // an end that nobody wants to hear of would be told again and again
    if (wanted.readable || wanted.writable)
        side.watch = reactor_.watch(fd, wanted, [this](Reactor::Readiness) { turn(); });
}

void Pump::end(core::Trouble trouble)
{
    outer_side_.watch.reset();
    inner_side_.watch.reset();
    again_.reset();
    shutdown(inner_.get(), SHUT_WR); // NTA still reads what came before the end
    const Ended ended = std::move(ended_); // which may destroy this
    if (ended)
        ended(std::move(trouble));
}

} // namespace sipreg::nta
