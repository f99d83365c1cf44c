// SPDX-License-Identifier: LGPL-2.1-or-later
// The Resolver port over c-ares.
#include "net/resolver.hpp"

#include "base/error.hpp"
#include "net/query.hpp"

#include <mutex>
#include <sys/socket.h>
#include <sys/time.h>

namespace sipreg::net {

namespace {

constexpr int kQueryTimeoutMs = 2000; // of the first try; c-ares lengthens it
constexpr int kTries = 3;

void initialise_once()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS)
            throw Error(Code::system, "c-ares cannot be initialised");
    });
}

// c-ares wants "host:port,host:port".
std::string list_of(const std::vector<core::HostPort> &nameservers)
{
    std::string list;
    for (const core::HostPort &server : nameservers)
        list += (list.empty() ? "" : ",") + core::to_string(server);
    return list;
}

void on_answer(void *argument, int status, int, ares_addrinfo *result)
{
    const std::unique_ptr<std::shared_ptr<Query>> query(static_cast<std::shared_ptr<Query> *>(argument));
    (*query)->take(status, result);
}

} // namespace

Resolver::Resolver(Reactor &reactor, const std::vector<core::HostPort> &nameservers) : reactor_(reactor)
{
    initialise_once();
    open(nameservers);
}

void Resolver::open(const std::vector<core::HostPort> &nameservers)
{
    ares_options options{};
    options.timeout = kQueryTimeoutMs;
    options.tries = kTries;
    options.sock_state_cb = &Resolver::on_socket_state;
    options.sock_state_cb_data = this;
    ares_channel channel = nullptr;
    if (ares_init_options(&channel, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB) !=
        ARES_SUCCESS)
        throw Error(Code::system, "no resolver to be had");
    channel_.reset(channel);
    if (!nameservers.empty() && ares_set_servers_ports_csv(channel, list_of(nameservers).c_str()) != ARES_SUCCESS)
        throw Error(Code::system, "the nameservers were not taken");
}

Resolver::~Resolver() = default;

void Resolver::renew(const std::vector<core::HostPort> &nameservers)
{
    queries_.clear();
    alarm_.reset();
    channel_.reset();
    open(nameservers);
}

std::unique_ptr<registration::Pending> Resolver::resolve(const std::string &host, registration::Lookup &lookup)
{
    if (const auto known = queries_.find(host); known != queries_.end())
        return known->second->join(lookup);
    auto query = std::make_shared<Query>(host);
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_DGRAM;
    ares_getaddrinfo(channel_.get(), host.c_str(), nullptr, &hints, &on_answer,
                     new std::shared_ptr<Query>(query));
    auto pending = query->join(lookup);
    if (query->answered()) { // from the hosts file, say
        query->tell();
        return nullptr;
    }
    queries_.emplace(host, std::move(query));
    set_alarm();
    return pending;
}

void Resolver::on_socket_state(void *argument, ares_socket_t socket, int readable, int writable)
{
    auto *self = static_cast<Resolver *>(argument);
    self->sockets_.erase(socket);
    if (readable == 0 && writable == 0)
        return;
    const Reactor::Readiness wanted{readable != 0, writable != 0};
    self->sockets_.emplace(socket, self->reactor_.watch(socket, wanted, [self, socket](Reactor::Readiness ready) {
        self->process(ready.readable ? socket : ARES_SOCKET_BAD, ready.writable ? socket : ARES_SOCKET_BAD);
    }));
}

void Resolver::process(ares_socket_t readable, ares_socket_t writable)
{
    ares_process_fd(channel_.get(), readable, writable);
    // Not from within c-ares: who hears of an answer may ask the next question.
    for (auto at = queries_.begin(); at != queries_.end();) {
        if (!at->second->answered()) {
            ++at;
            continue;
        }
        const std::shared_ptr<Query> query = at->second;
        queries_.erase(at);
        query->tell();
        at = queries_.begin();
    }
    set_alarm();
}

void Resolver::set_alarm()
{
    timeval left{};
    if (ares_timeout(channel_.get(), nullptr, &left) == nullptr) {
        alarm_.reset();
        return;
    }
    const Millis delay(left.tv_sec * 1000 + left.tv_usec / 1000 + 1);
    alarm_ = reactor_.after(delay, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
}

} // namespace sipreg::net
