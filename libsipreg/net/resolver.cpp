// SPDX-License-Identifier: LGPL-2.1-or-later
// The Resolver port over c-ares.
#include "net/resolver.hpp"

#include "base/error.hpp"
#include "core/host_files.hpp"
#include "net/answer.hpp"
#include "net/hosts.hpp"
#include "net/query.hpp"
#include "net/text_file.hpp"

#include <mutex>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <utility>

namespace sipreg::net {

namespace {

constexpr int kQueryTimeoutMs = 2000; // of the first try; c-ares lengthens it
constexpr int kTries = 2;

void initialise_once()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS)
            throw Error(Code::system, "c-ares cannot be initialised");
    });
}

// What both callbacks are given, and free.
std::shared_ptr<Query> query_of(void *argument)
{
    const std::unique_ptr<std::shared_ptr<Query>> owner(static_cast<std::shared_ptr<Query> *>(argument));
    return *owner;
}

void on_addresses(void *argument, int status, int, ares_addrinfo *result)
{
    const std::shared_ptr<Query> query = query_of(argument);
    if (status != ARES_EDESTRUCTION) // it is asked again, or nobody waits for it
        query->take(addresses_of(query->question(), status, result));
}

void on_records(void *argument, int status, int, unsigned char *message, int size)
{
    const std::shared_ptr<Query> query = query_of(argument);
    if (status != ARES_EDESTRUCTION)
        query->take(records_of(query->question(), status, message, size));
}

// RFC 1035 §3.2.4, RFC 2782, RFC 3403 §4.
constexpr int kClassIn = 1;
constexpr int type_of(core::dns::Type type) noexcept { return type == core::dns::Type::srv ? 33 : 35; }

FileMark mark_of(const std::string &path) noexcept
{
    struct stat file;
    if (stat(path.c_str(), &file) != 0)
        return {};
    return {static_cast<std::int64_t>(file.st_ino), file.st_size, file.st_mtim.tv_sec, file.st_mtim.tv_nsec};
}

// The dot at the end keeps the system's search domains away: the domain of an AOR is whole, "pbx" at home is not.
std::string whole(const std::string &name) { return name.find('.') == std::string::npos ? name : name + '.'; }

} // namespace

Resolver::Resolver(Reactor &reactor, const std::vector<core::HostPort> &nameservers, SystemServers system)
    : reactor_(reactor), system_(std::move(system))
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
    std::string file = system_.file; // c-ares does not write to it
    options.resolvconf_path = file.data();
    options.udp_port = options.tcp_port = system_.port;
    follows_system_ = nameservers.empty();
    read_ = mark_of(system_.file);
    ares_channel channel = nullptr;
    if (ares_init_options(&channel, &options,
                          ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB | ARES_OPT_RESOLVCONF |
                              ARES_OPT_UDP_PORT | ARES_OPT_TCP_PORT) != ARES_SUCCESS)
        throw Error(Code::system, "no resolver to be had");
    channel_.reset(channel);
    take_servers(follows_system_ ? core::zoned_nameservers(text_of_file(system_.file)) : nameservers);
}

void Resolver::take_servers(const std::vector<core::HostPort> &servers)
{
    const std::string list = links_.list_of(servers, system_.port);
    if (!list.empty() && ares_set_servers_ports_csv(channel_.get(), list.c_str()) != ARES_SUCCESS)
        throw Error(Code::system, "the nameservers were not taken");
    links_.serve(channel_.get());
}

Resolver::~Resolver() = default;

void Resolver::renew(const std::vector<core::HostPort> &nameservers)
{
    queries_.clear();
    cache_.clear();
    alarm_.reset();
    channel_.reset();
    open(nameservers);
}

// Those who wait for an answer get that of the new servers.
void Resolver::follow_system()
{
    if (!follows_system_ || mark_of(system_.file) == read_)
        return;
    cache_.clear(); // the same name may lead elsewhere
    open({}); // the old channel goes when there is a new one
    alarm_.reset();
    for (const auto &[question, query] : queries_)
        start(query);
    if (!queries_.empty())
        alarm_ = reactor_.after(Millis(0), [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
}

std::unique_ptr<registration::Pending> Resolver::ask(const core::dns::Question &question, registration::Lookup &lookup)
{
    if (const core::dns::AnswerPtr known = cache_.fresh(question, reactor_.now())) {
        lookup.on_answer(question, known);
        return nullptr;
    }
    follow_system();
    if (const auto open = queries_.find(question); open != queries_.end())
        return open->second->join(lookup);
    const auto query = std::make_shared<Query>(question);
    start(query);
    if (query->answer()) { // from the hosts file, say
        lookup.on_answer(question, cache_.keep(question, query->answer(), reactor_.now()));
        return nullptr;
    }
    queries_.emplace(question, query);
    set_alarm();
    return query->join(lookup);
}

void Resolver::start(const std::shared_ptr<Query> &query)
{
    const core::dns::Question &question = query->question();
    if (question.type == core::dns::Type::address)
        if (std::optional<core::dns::Answer> known = in_hosts_file(channel_.get(), question.name))
            return query->take(std::move(*known));
    auto *argument = new std::shared_ptr<Query>(query);
    if (question.type != core::dns::Type::address)
        return ares_query(channel_.get(), question.name.c_str(), kClassIn, type_of(question.type), &on_records, argument);
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_DGRAM;
    ares_getaddrinfo(channel_.get(), whole(question.name).c_str(), nullptr, &hints, &on_addresses, argument);
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
        const std::shared_ptr<Query> query = at->second;
        if (!query->answer()) {
            ++at;
            continue;
        }
        queries_.erase(at);
        query->tell(cache_.keep(query->question(), query->answer(), reactor_.now()));
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
