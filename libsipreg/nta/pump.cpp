// SPDX-License-Identifier: LGPL-2.1-or-later
// Carries messages between NTA and a stream to the peer.
#include "nta/pump.hpp"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace sipreg::nta {

namespace {

constexpr std::size_t kMaxWaiting = 64 << 10; // of what came
constexpr std::size_t kMaxUnread = 4 << 20; // by the peer: more than all requests that may be under way
constexpr std::size_t kMaxMessage = 64 << 10; // larger than any answer to REGISTER should be
constexpr int kPairBuffer = 208 << 10;        // for what waits, twice, and one that is whole
constexpr std::size_t kChunk = 16 << 10;      // a TLS record
constexpr int kMovesPerTurn = 16;             // others want their turn too

bool would_block(int error) noexcept { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

bool has_room(const std::string &waiting) noexcept { return waiting.size() < kMaxWaiting; }

// With room for all that may be written at once.
bool is_writable(int fd) noexcept
{
    pollfd ready{fd, POLLOUT, 0};
    return poll(&ready, 1, 0) == 1;
}

} // namespace

Pump::Pump(Reactor &reactor, std::unique_ptr<net::Stream> outer, Descriptor inner, std::string peer, Calls calls)
    : reactor_(reactor), outer_(std::move(outer)), inner_(std::move(inner)), peer_(std::move(peer)), calls_(std::move(calls)),
      messages_(kMaxMessage)
{
    setsockopt(inner_.get(), SOL_SOCKET, SO_SNDBUF, &kPairBuffer, sizeof kPairBuffer);
    again_ = reactor_.after(Millis(0), [this] { turn(); }); // with the handshake, bytes may have come already
}

Pump::~Pump() { outer_->close(); }

void Pump::pull()
{
    if (read_inner() && !again_)
        again_ = reactor_.after(Millis(0), [this] { turn(); });
}

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

// Each of its requests asks for an answer, so who reads none is not heard any more.
bool Pump::may_read() const noexcept { return has_room(inward_) && outward_.size() < kMaxUnread; }

bool Pump::read_outer()
{
    if (!may_read())
        return false;
    char chunk[kChunk];
    const net::Stream::Result result = outer_->read(chunk, sizeof chunk);
    if (result.outcome != net::Stream::Outcome::done)
        return note(result.outcome);
    messages_.put({chunk, result.size});
    take_messages();
    calls_.heard(messages_.took_empty_lines());
    return true;
}

void Pump::take_messages()
{
    while (const std::optional<std::string> message = messages_.next())
        inward_ += *message;
    if (!messages_.fault().empty())
        trouble_ = core::Trouble{core::Silence::broken, peer_ + " sent " + std::string(messages_.fault())};
}

bool Pump::write_outer()
{
    if (outward_.empty())
        return false;
    const net::Stream::Result result = outer_->write(outward_.data(), outward_.size());
    if (result.outcome != net::Stream::Outcome::done)
        return note(result.outcome);
    outward_.erase(0, result.size);
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
    char chunk[kChunk];
    const ssize_t got = recv(inner_.get(), chunk, sizeof chunk, 0);
    if (got > 0)
        outward_.append(chunk, static_cast<std::size_t>(got));
    else if (got == 0 || !would_block(errno))
        trouble_ = core::Trouble{core::Silence::broken, "the connection to " + peer_ + " was closed here"};
    return got > 0;
}

// All at once, or NTA would see a part.
bool Pump::write_inner()
{
    if (inward_.empty() || !is_writable(inner_.get()))
        return false;
    const ssize_t sent = send(inner_.get(), inward_.data(), inward_.size(), MSG_NOSIGNAL);
    if (sent < 0 && would_block(errno))
        return false;
    if (sent != static_cast<ssize_t>(inward_.size()))
        trouble_ = core::Trouble{core::Silence::broken, "the connection to " + peer_ + " was closed here"};
    inward_.clear();
    return true;
}

void Pump::listen()
{
    listen(outer_side_, outer_->fd(), {may_read(), outer_wants_write_ || !outward_.empty()});
    listen(inner_side_, inner_.get(), {true, !inward_.empty()});
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
    const auto ended = std::move(calls_.ended); // which may destroy this
    if (ended)
        ended(std::move(trouble));
}

} // namespace sipreg::nta
