// SPDX-License-Identifier: LGPL-2.1-or-later
// One TCP connection to one target.
#include "nta/flow.hpp"

#include "nta/failure.hpp"
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

Flow::Flow(const Agent &agent, Reactor &reactor, const core::Peer &peer)
    : agent_(agent), reactor_(reactor), peer_(peer)
{
}

Flow::~Flow()
{
    if (!tport_)
        return;
    tport_release(tport_.get(), pending_, nullptr, nullptr, reinterpret_cast<tp_client_t *>(this), 0);
    tport_shutdown(tport_.get(), 2);
}

void Flow::open(const std::optional<core::IpAddress> &source)
{
    const SocketAddress remote = to_socket_address(peer_.target.ip, peer_.target.port);
    socket_ = Descriptor(socket(remote.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int result = socket_ ? 0 : -1;
    if (result == 0 && source) {
        const SocketAddress local = to_socket_address(*source, 0);
        result = bind(socket_.get(), local.get(), local.size);
    }
    if (result == 0)
        result = connect(socket_.get(), remote.get(), remote.size);
    if (result != 0 && errno != EINPROGRESS) {
        next_ = reactor_.after(Millis(0), [this, error = errno] { fail(error); });
        return;
    }
    next_ = reactor_.watch(socket_.get(), {false, true}, [this](Reactor::Readiness) { connected(); });
}

void Flow::connected()
{
    const auto alive = shared_from_this(); // those who ride may let go of it
    next_.reset();
    if (const int error = error_of(socket_.get()))
        return fail(error);
    const std::optional<Endpoint> local = local_of(socket_.get());
    if (!local)
        return fail(errno);
    local_ = {core::to_string(local->ip), local->port};
    attach();
    if (!tport_)
        return fail(EIO);
    const std::vector<Transaction *> riders = riders_;
    for (Transaction *rider : riders)
        if (std::find(riders_.begin(), riders_.end(), rider) != riders_.end())
            rider->launch(agent_, reactor_, tport_.get(), local_);
}

void Flow::attach()
{
    tport_t *primary = tport_primaries(nta_agent_tports(agent_.get()));
    SocketAddress remote = to_socket_address(peer_.target.ip, peer_.target.port);
    su_addrinfo_t info{};
    info.ai_family = remote.storage.ss_family;
    info.ai_socktype = SOCK_STREAM;
    info.ai_protocol = IPPROTO_TCP;
    info.ai_addr = reinterpret_cast<sockaddr *>(&remote.storage);
    info.ai_addrlen = remote.size;
    const char *reason = "";
    tport_t *tport = tport_alloc_secondary(primary, socket_.release(), 0, &reason);
    if (tport == nullptr)
        return;
    if (tport_setname(tport, "tcp", &info, core::to_string(peer_.target.ip).c_str()) == -1 ||
        tport_register_secondary(tport, wakeup_of_tport(), SU_WAIT_IN | SU_WAIT_ERR | SU_WAIT_HUP) == -1) {
        tport_zap_secondary(tport);
        return;
    }
    tport_set_secondary_timer(tport);
    tport_.reset(tport_ref(tport));
    pending_ = tport_pend(tport, nullptr, &Flow::on_closed, reinterpret_cast<tp_client_t *>(this));
}

void Flow::carry(Transaction &transaction)
{
    transaction.join(shared_from_this());
    riders_.push_back(&transaction);
    if (tport_)
        transaction.launch(agent_, reactor_, tport_.get(), local_);
}

void Flow::leave(Transaction &transaction, bool unanswered) noexcept
{
    std::erase(riders_, &transaction);
    doubted_ = doubted_ || unanswered || !tport_; // who leaves before it is connected has waited in vain
}

void Flow::on_closed(tp_stack_t *, tp_client_t *client, tport_t *, msg_t *, int error)
{
    Flow *self = reinterpret_cast<Flow *>(client);
    if (self->closed_)
        return; // told twice by some versions
    self->closed_ = true;
    // Not here: sofia is in the middle of closing, and those who ride may end the flow.
    self->next_ = self->reactor_.after(Millis(0), [self, error] { self->fail(error); });
}

void Flow::fail(int error)
{
    const auto alive = shared_from_this();
    next_.reset();
    closed_ = true;
    const core::Trouble trouble = system_failure(error, core::to_string(peer_.target));
    while (!riders_.empty()) {
        Transaction *rider = riders_.back();
        riders_.pop_back();
        rider->give_up(trouble);
    }
}

} // namespace sipreg::nta
