// SPDX-License-Identifier: LGPL-2.1-or-later
// The hosts file.
#include "net/hosts.hpp"

#include "core/host_files.hpp"
#include "net/text_file.hpp"

#include <cstring>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>

namespace sipreg::net {

namespace {

constexpr Seconds kTimeToLive{10}; // the file has none
constexpr const char *kFile = "/etc/hosts"; // c-ares looks there too

void add(core::dns::Answer &answer, ares_channel channel, const std::string &name, int family)
{
    hostent *found = nullptr;
    if (ares_gethostbyname_file(channel, name.c_str(), family, &found) != ARES_SUCCESS)
        return;
    const std::unique_ptr<hostent, void (*)(hostent *)> host(found, &ares_free_hostent);
    for (char **at = host->h_addr_list; *at != nullptr; ++at) {
        core::IpAddress ip;
        ip.v6 = family == AF_INET6;
        std::memcpy(ip.bytes.data(), *at, static_cast<std::size_t>(host->h_length));
        answer.addresses.push_back(ip);
    }
}

} // namespace

std::optional<core::dns::Answer> in_hosts_file(ares_channel channel, const std::string &name)
{
    core::dns::Answer answer;
    answer.kind = core::dns::Answer::Kind::found;
    answer.ttl = kTimeToLive;
    answer.addresses = core::zoned_hosts(text_of_file(kFile), name); // first: of the smaller scope, RFC 6724 §6
    for (const int family : {AF_INET6, AF_INET}) // as in RFC 6724
        add(answer, channel, name, family);
    return answer.addresses.empty() ? std::nullopt : std::optional(std::move(answer));
}

} // namespace sipreg::net
