// SPDX-License-Identifier: LGPL-2.1-or-later
// The Resolver port over c-ares: addresses, SRV and NAPTR, the hosts file; one query under way per question.
#pragma once

#include "base/reactor.hpp"
#include "core/answer_cache.hpp"
#include "net/link_sockets.hpp"
#include "registration/ports.hpp"

#include <ares.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::net {

class Query;

/// Where the system says which servers to ask, and at which port they are.
struct SystemServers {
    std::string file = "/etc/resolv.conf";
    std::uint16_t port = 53;
};

/// Which content of a file it was.
struct FileMark {
    std::int64_t inode = 0, size = 0, seconds = 0, nanoseconds = 0;

    bool operator==(const FileMark &) const = default;
};

class Resolver final : public registration::Resolver {
public:
    /// @p nameservers are numeric; none means those of @p system, read anew when its file has changed. Throws
    /// Error{system}.
    Resolver(Reactor &reactor, const std::vector<core::HostPort> &nameservers, SystemServers system = {});
    ~Resolver() override;

    /// Forgets what was known, what was asked and what the servers were. Nobody may wait for an answer. Throws Error{system}.
    void renew(const std::vector<core::HostPort> &nameservers);

    std::unique_ptr<registration::Pending> ask(const core::dns::Question &question, registration::Lookup &lookup) override;

private:
    struct ChannelEnd {
        void operator()(ares_channel channel) const noexcept { ares_destroy(channel); }
    };

    static void on_socket_state(void *self, ares_socket_t socket, int readable, int writable);
    void open(const std::vector<core::HostPort> &nameservers);
    void take_servers(const std::vector<core::HostPort> &servers);
    void follow_system();
    void process(ares_socket_t readable, ares_socket_t writable);
    void start(const std::shared_ptr<Query> &query);
    void set_alarm();

    Reactor &reactor_;
    const SystemServers system_;
    FileMark read_;                // of the system's file, if it counts
    bool follows_system_ = false;
    core::AnswerCache cache_;
    std::map<core::dns::Question, std::shared_ptr<Query>> queries_; // under way
    std::map<ares_socket_t, std::unique_ptr<Ongoing>> sockets_;
    std::unique_ptr<Ongoing> alarm_;
    LinkSockets links_;
    // Last: its end calls back into what stands above.
    std::unique_ptr<std::remove_pointer_t<ares_channel>, ChannelEnd> channel_;
};

} // namespace sipreg::net
