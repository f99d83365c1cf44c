// SPDX-License-Identifier: LGPL-2.1-or-later
// Moves messages between the sockets and whoever answers them.
#include "registrar/engine.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <system_error>

namespace registrar {

namespace {

constexpr std::size_t kLongestDatagram = 65'536;
constexpr int kDatagramsInARow = 64;          // then the others get their turn
constexpr std::size_t kUnsent = 4 * 1024 * 1024; // a peer that does not read is let go

void check(bool good, const char *what)
{
    if (!good)
        throw std::system_error(errno, std::system_category(), what);
}

// OpenSSL writes to a socket as to a pipe.
void block_sigpipe()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

} // namespace

Engine::Engine(std::vector<Listener> listeners, std::shared_ptr<const Identity> identity, Handler handler)
    : listeners_(std::move(listeners)), identity_(std::move(identity)), handler_(std::move(handler)),
      poll_(epoll_create1(EPOLL_CLOEXEC)), wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)), last_way_(listeners_.size())
{
    for (const Listener &listener : listeners_)
        if (listener.secure && !identity_)
            throw std::invalid_argument("there is no certificate for " + listener.name);
    check(poll_.get() >= 0 && wake_.get() >= 0, "epoll");
    for (std::uint64_t way = 0; way < listeners_.size(); ++way)
        watch(listeners_[way].fd.get(), way, EPOLLIN);
    watch(wake_.get(), last_way_, EPOLLIN);
}

void Engine::watch(int fd, std::uint64_t way, std::uint32_t events, bool known)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = way;
    check(epoll_ctl(poll_.get(), known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
}

void Engine::run()
{
    block_sigpipe();
    epoll_event ready[64];
    while (!stopping_) {
        const int count = epoll_wait(poll_.get(), ready, std::size(ready), wait_ms());
        for (int i = 0; i < count; ++i)
            on_ready(ready[i].data.u64);
        send_due();
    }
    stopping_ = false;
    connections_.clear();
    delayed_.clear();
}

void Engine::stop()
{
    stopping_ = true;
    wake();
}

void Engine::close_connections()
{
    closing_ = true;
    wake();
}

void Engine::wake()
{
    eventfd_write(wake_.get(), 1);
}

int Engine::wait_ms() const
{
    if (delayed_.empty())
        return -1;
    const auto left = std::chrono::ceil<Millis>(delayed_.begin()->first - std::chrono::steady_clock::now());
    return static_cast<int>(std::max<Millis::rep>(left.count(), 0));
}

void Engine::on_ready(std::uint64_t way)
{
    if (way == listeners_.size())
        on_wake();
    else if (way > listeners_.size())
        serve(way);
    else if (listeners_[way].stream)
        accept(listeners_[way]);
    else
        receive(way, listeners_[way]);
}

void Engine::on_wake()
{
    eventfd_t ignored;
    eventfd_read(wake_.get(), &ignored);
    if (closing_.exchange(false))
        connections_.clear();
}

void Engine::receive(std::uint64_t way, const Listener &listener)
{
    static thread_local char buffer[kLongestDatagram];
    for (int i = 0; i < kDatagramsInARow; ++i) {
        SocketAddress from;
        const ssize_t size = recvfrom(listener.fd.get(), buffer, sizeof buffer, 0, from.get(), &from.size);
        if (size < 0)
            return;
        answer({buffer, static_cast<std::size_t>(size)}, source_of(from), way, from);
    }
}

void Engine::accept(const Listener &listener)
{
    SocketAddress from;
    Fd fd(accept4(listener.fd.get(), from.get(), &from.size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (fd.get() < 0)
        return;
    watch(fd.get(), ++last_way_, EPOLLIN);
    std::unique_ptr<Line> line = listener.secure ? identity_->accept(std::move(fd)) : plain_line(std::move(fd));
    connections_.emplace(last_way_, Connection{std::move(line), source_of(from), {}, {}, false});
}

void Engine::serve(std::uint64_t way)
{
    const auto found = connections_.find(way);
    if (found == connections_.end())
        return;
    Connection &connection = found->second;
    const bool open = read_from(connection);
    while (const std::optional<std::string> message = connection.in.next())
        answer(*message, connection.source, way, {});
    if (!flush(way, connection) || !open || connection.in.hopeless())
        connections_.erase(way);
}

bool Engine::read_from(Connection &connection)
{
    char buffer[16'384];
    const ssize_t size = connection.line->read(buffer, sizeof buffer);
    if (size > 0)
        connection.in.feed({buffer, static_cast<std::size_t>(size)});
    return size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR));
}

void Engine::answer(std::string_view message, const Source &source, std::uint64_t way, const SocketAddress &to)
{
    Reply reply = handler_(message, source);
    if (reply.text.empty())
        return;
    Outgoing outgoing{way, to, std::move(reply.text)};
    if (reply.delay.count() > 0)
        delayed_.emplace(std::chrono::steady_clock::now() + reply.delay, std::move(outgoing));
    else
        send(std::move(outgoing));
}

void Engine::send(Outgoing outgoing)
{
    // To where it came from, with or without rport: this registrar may be asked from behind a NAT.
    if (outgoing.way < listeners_.size()) {
        sendto(listeners_[outgoing.way].fd.get(), outgoing.text.data(), outgoing.text.size(), MSG_NOSIGNAL,
               outgoing.to.get(), outgoing.to.size);
        return;
    }
    const auto found = connections_.find(outgoing.way);
    if (found != connections_.end())
        found->second.out += outgoing.text;
}

/// False if the connection is of no use any more.
bool Engine::flush(std::uint64_t way, Connection &connection)
{
    std::string &out = connection.out;
    const ssize_t sent = out.empty() ? 0 : connection.line->write(out);
    const bool working = sent >= 0 || errno == EAGAIN || errno == EINTR;
    out.erase(0, static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    if (connection.blocked == out.empty()) {
        connection.blocked = !out.empty();
        watch(connection.line->fd(), way, connection.blocked ? EPOLLIN | EPOLLOUT : EPOLLIN, true);
    }
    return working && out.size() < kUnsent;
}

void Engine::send_due()
{
    const Instant now = std::chrono::steady_clock::now();
    while (!delayed_.empty() && delayed_.begin()->first <= now) {
        Outgoing outgoing = std::move(delayed_.begin()->second);
        delayed_.erase(delayed_.begin());
        const auto found = connections_.find(outgoing.way);
        send(std::move(outgoing));
        if (found != connections_.end() && !flush(found->first, found->second))
            connections_.erase(found);
    }
}

} // namespace registrar
