// SPDX-License-Identifier: LGPL-2.1-or-later
// One connection to one peer.
#include "nta/flow.hpp"

#include "net/failure.hpp"
#include "net/plain_stream.hpp"
#include "net/tls_stream.hpp"
#include "net/web_stream.hpp"
#include "nta/raw.hpp"
#include "nta/source.hpp"
#include "nta/tport_private.hpp"
#include "nta/transaction.hpp"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace sipreg::nta {

namespace {

int error_of(int fd) noexcept
{
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

su_wakeup_f wakeup_of_tport()
{
    return reinterpret_cast<su_wakeup_f>(&tport_wakeup);
}

} // namespace

Flow::Flow(const Ground &ground, const core::Peer &peer)
    : ground_(ground), peer_(peer),
      upkeep_(std::make_shared<Upkeep>(ground.reactor, name(),
                                       Upkeep::Calls{[this] { ping(); },
                                                     [this](core::Trouble trouble) { fail(std::move(trouble)); },
                                                     [this] { needed_at_ = ground_.reactor.now(); }}))
{
}

Flow::~Flow()
{
    upkeep_->stop();
    close();
}

void Flow::close()
{
    closed_ = true;
    look_.reset();
    if (tport_) {
        tport_release(tport_.get(), pending_, nullptr, nullptr, reinterpret_cast<tp_client_t *>(this), 0);
        tport_shutdown(tport_.get(), 2);
        tport_.reset();
    }
    pump_.reset();
}

void Flow::open(const std::optional<core::IpAddress> &source)
{
    source_ = source;
    limit_ = ground_.reactor.after(ground_.limit, [this] { out_of_time(); });
    dial();
}

void Flow::dial()
{
    const SocketAddress remote = to_socket_address(peer_.target.ip, peer_.target.port);
    socket_ = Descriptor(socket(remote.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int result = socket_ ? 0 : -1;
    if (result == 0 && source_) {
        const SocketAddress local = to_socket_address(*source_, 0);
        result = bind(socket_.get(), local.get(), local.size);
    }
    if (result == 0)
        result = connect(socket_.get(), remote.get(), remote.size);
    if (result != 0 && errno != EINPROGRESS)
        return fail_soon(net::system_failure(errno, name()));
    next_ = ground_.reactor.watch(socket_.get(), {false, true}, [this](Reactor::Readiness) { connected(); });
}

void Flow::connected()
{
    const auto alive = shared_from_this(); // those who ride may let go of it
    next_.reset();
    if (const int error = error_of(socket_.get()))
        return fail(net::system_failure(error, name()));
    const std::optional<Endpoint> local = local_of(socket_.get());
    if (!local)
        return fail(net::system_failure(errno, name()));
    local_ = on_the_wire(*local);
    notice_silence();
    stream_ = new_stream();
    shake_hands();
}

std::unique_ptr<net::Stream> Flow::new_stream()
{
    std::unique_ptr<net::Stream> connection = new_connection();
    if (!core::is_web(peer_.target.transport))
        return connection;
    return std::make_unique<net::WebStream>(std::move(connection), peer_);
}

std::unique_ptr<net::Stream> Flow::new_connection()
{
    if (!is_secure())
        return std::make_unique<net::PlainStream>(std::move(socket_), name());
    const auto keep = [this](net::SessionPtr session) { ground_.sessions.keep(peer_, std::move(session)); };
    return std::make_unique<net::TlsStream>(std::move(socket_), peer_, ground_.sessions.take(peer_), keep);
}

void Flow::shake_hands()
{
    const auto alive = shared_from_this();
    const net::Stream::Outcome outcome = stream_->shake_hands();
    next_.reset();
    if (outcome == net::Stream::Outcome::failed)
        return refused();
    if (outcome == net::Stream::Outcome::done)
        return hand_over();
    const bool reads = outcome == net::Stream::Outcome::wants_read;
    next_ = ground_.reactor.watch(stream_->fd(), {reads, !reads}, [this](Reactor::Readiness) { shake_hands(); });
}

void Flow::refused()
{
    const bool resumed = stream_->is_resumed();
    const core::Trouble trouble = stream_->trouble();
    stream_.reset();
    if (!resumed)
        return fail(trouble);
    ground_.sessions.take(peer_); // what the session was made with holds no longer: the server may have something new
    dial();
}

void Flow::hand_over()
{
    limit_.reset();
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(net::system_failure(errno, name()));
    pump_ = std::make_unique<Pump>(ground_.reactor, std::move(stream_), Descriptor(ends[1]), name(),
                                   Pump::Calls{[this](core::Trouble trouble) { ended(std::move(trouble)); },
                                               [this](bool pong) { heard(pong); }});
    if (!hang_below_primary(Descriptor(ends[0])))
        return fail(net::system_failure(EIO, name()));
    pending_ = tport_pend(tport_.get(), nullptr, &Flow::on_closed, reinterpret_cast<tp_client_t *>(this));
    look_if_idle();
    launch_riders();
}

bool Flow::hang_below_primary(Descriptor socket)
{
    SocketAddress remote = to_socket_address(peer_.target.ip, peer_.target.port);
    su_addrinfo_t info{};
    info.ai_family = remote.storage.ss_family;
    info.ai_socktype = SOCK_STREAM;
    info.ai_protocol = IPPROTO_TCP;
    info.ai_addr = reinterpret_cast<sockaddr *>(&remote.storage);
    info.ai_addrlen = remote.size;
    const char *reason = "";
    tport_t *tport = tport_alloc_secondary(ground_.primary, socket.release(), 0, &reason);
    if (tport == nullptr)
        return false;
    const std::string canon = is_secure() ? peer_.domain : core::to_string(core::without_zone(peer_.target.ip));
    if (tport_setname(tport, core::name(peer_.target.transport), &info, canon.c_str()) == -1 ||
        tport_register_secondary(tport, wakeup_of_tport(), SU_WAIT_IN | SU_WAIT_ERR | SU_WAIT_HUP) == -1) {
        tport_zap_secondary(tport);
        return false;
    }
    tport_set_secondary_timer(tport);
    tport_.reset(tport_ref(tport));
    return true;
}

void Flow::launch_riders()
{
    const std::vector<Transaction *> riders = riders_;
    for (Transaction *rider : riders)
        if (std::find(riders_.begin(), riders_.end(), rider) != riders_.end())
            launch(*rider);
}

void Flow::launch(Transaction &rider)
{
    rider.launch(ground_.agent, ground_.reactor, tport_.get(), local_);
    pump_->pull();
}

// What is sent and not even received tells that the peer is gone, also where nobody answers pings (RFC 5482).
void Flow::notice_silence()
{
    const auto limit = static_cast<unsigned>(ground_.keepalives.pong_limit.count());
    setsockopt(socket_.get(), IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit);
}

void Flow::ping()
{
    if (tport_ && send_raw(tport_.get(), "\r\n\r\n")) // RFC 5626 §3.5.1
        pump_->pull();
}

void Flow::heard(bool pong)
{
    doubted_ = false;
    upkeep_->on_heard(pong);
}

std::unique_ptr<registration::Pending> Flow::hold(const core::FlowTerms &terms, registration::FlowWatch &watch)
{
    return upkeep_->hold(core::care_for(ground_.keepalives, peer_.target.transport, terms), watch);
}

void Flow::look_if_idle()
{
    const Instant now = ground_.reactor.now();
    if (!riders_.empty() || is_held())
        needed_at_ = now;
    else if (needed_at_ + ground_.idle <= now)
        return close();
    look_ = ground_.reactor.after(needed_at_ + ground_.idle - now, [this] { look_if_idle(); });
}

void Flow::carry(Transaction &transaction)
{
    transaction.join(shared_from_this());
    riders_.push_back(&transaction);
    if (tport_)
        launch(transaction);
}

void Flow::leave(Transaction &transaction, bool unanswered) noexcept
{
    std::erase(riders_, &transaction);
    doubted_ = doubted_ || unanswered || !tport_; // who leaves before it is connected has waited in vain
    needed_at_ = ground_.reactor.now();
}

void Flow::on_closed(tp_stack_t *, tp_client_t *client, tport_t *, msg_t *, int error)
{
    Flow *self = reinterpret_cast<Flow *>(client);
    if (self->closed_)
        return; // told twice by some versions
    self->closed_ = true;
    // Not here: sofia is in the middle of closing, and those who ride may end the flow.
    self->fail_soon(self->trouble_ ? *self->trouble_ : net::system_failure(error, self->name()));
}

// Of the pump. NTA is still to read what came before, and then hears of the end itself.
void Flow::ended(core::Trouble trouble)
{
    constexpr Millis kAtMost{1000};
    trouble_ = std::move(trouble);
    if (!closed_)
        next_ = ground_.reactor.after(kAtMost, [this] { fail(*trouble_); });
}

void Flow::out_of_time()
{
    core::Trouble trouble =
        stream_ ? stream_->unfinished() : core::Trouble{core::Silence::unreachable, "no connection to " + name()};
    trouble.cause += " within " + std::to_string(ground_.limit.count()) + " ms";
    fail(std::move(trouble));
}

void Flow::fail_soon(core::Trouble trouble)
{
    next_ = ground_.reactor.after(Millis(0), [this, trouble = std::move(trouble)] { fail(trouble); });
}

void Flow::fail(core::Trouble trouble)
{
    const auto alive = shared_from_this();
    next_.reset();
    limit_.reset();
    closed_ = true;
    while (!riders_.empty()) {
        Transaction *rider = riders_.back();
        riders_.pop_back();
        rider->give_up(trouble);
    }
    upkeep_->end(trouble);
    close();
}

} // namespace sipreg::nta
