// SPDX-License-Identifier: LGPL-2.1-or-later
// Watches the host's addresses and default routes.
#include "net/watch.hpp"

#include "base/error.hpp"
#include "core/address.hpp"
#include "net/text_file.hpp"

#include <cerrno>
#include <cstring>
#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <utility>

namespace sipreg::net {

namespace {

// The kernel tells of one change in several messages.
constexpr Millis kSoon{50};

int open_netlink() noexcept
{
    const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups =
        RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    if (fd >= 0)
        bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address);
    return fd;
}

#ifdef HAVE_GETIFADDRS

struct InterfacesEnd {
    void operator()(ifaddrs *list) const noexcept { freeifaddrs(list); }
};

// Not IFF_RUNNING: a carrier that goes and comes, late after a start too, leaves addresses and sockets as they are.
bool is_of_use(const ifaddrs &entry) { return (entry.ifa_flags & (IFF_UP | IFF_LOOPBACK)) == IFF_UP; }

std::string v4_address(const sockaddr &address)
{
    sockaddr_in in;
    std::memcpy(&in, &address, sizeof in);
    core::IpAddress ip;
    std::memcpy(ip.bytes.data(), &in.sin_addr, 4);
    return core::to_string(ip);
}

std::set<std::string> add_v4_addresses(core::NetworkView &view)
{
    std::set<std::string> interfaces;
    ifaddrs *list = nullptr;
    if (getifaddrs(&list) != 0)
        list = nullptr;
    const std::unique_ptr<ifaddrs, InterfacesEnd> owner(list);
    for (const ifaddrs *entry = list; entry != nullptr; entry = entry->ifa_next)
        if (is_of_use(*entry)) {
            interfaces.insert(entry->ifa_name);
            if (entry->ifa_addr != nullptr && entry->ifa_addr->sa_family == AF_INET)
                view.insert(std::string("address ") + entry->ifa_name + ' ' + v4_address(*entry->ifa_addr));
        }
    return interfaces;
}

#else

// Android before 7 lists no interfaces; an application hears of networks there by Java.
std::set<std::string> add_v4_addresses(core::NetworkView &)
{
    throw Error(Code::system, "the network cannot be watched");
}

#endif

// Of this thread: it may be in another namespace than the process.
std::string table(const char *name) { return text_of_file(std::string("/proc/thread-self/net/") + name); }

} // namespace

core::NetworkView network_view()
{
    core::NetworkView view;
    const std::set<std::string> interfaces = add_v4_addresses(view);
    core::add_v6_addresses(view, table("if_inet6"), interfaces);
    core::add_v4_routes(view, table("route"), interfaces);
    core::add_v6_routes(view, table("ipv6_route"), interfaces);
    return view;
}

Watch::Watch(Reactor &reactor, std::function<void()> changed)
    : reactor_(reactor), changed_(std::move(changed)), socket_(open_netlink()), view_(network_view())
{
    if (!socket_)
        throw Error(Code::system, "the network cannot be watched");
    hearing_ = reactor_.watch(socket_.get(), {true, false}, [this](Reactor::Readiness) { hear(); });
}

// What was said is not read: what has become of it is looked at, so that messages which the kernel lost do no harm.
void Watch::hear()
{
    char ignored[8192];
    while (recv(socket_.get(), ignored, sizeof ignored, 0) > 0 || errno == ENOBUFS || errno == EINTR)
        ;
    if (!looking_)
        looking_ = reactor_.after(kSoon, [this] { look(); });
}

void Watch::look()
{
    looking_.reset();
    if (core::NetworkView now = network_view(); now != view_) {
        view_ = std::move(now);
        changed_();
    }
}

} // namespace sipreg::net
