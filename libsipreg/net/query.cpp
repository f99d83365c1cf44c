// SPDX-License-Identifier: LGPL-2.1-or-later
// One question to the DNS.
#include "net/query.hpp"

#include <algorithm>
#include <cstring>
#include <netinet/in.h>

namespace sipreg::net {

namespace {

constexpr std::size_t kMaxAddresses = 64; // a hostile zone may give thousands

core::IpAddress to_ip(const sockaddr *address)
{
    core::IpAddress ip;
    ip.v6 = address->sa_family == AF_INET6;
    if (ip.v6)
        std::memcpy(ip.bytes.data(), &reinterpret_cast<const sockaddr_in6 *>(address)->sin6_addr, 16);
    else
        std::memcpy(ip.bytes.data(), &reinterpret_cast<const sockaddr_in *>(address)->sin_addr, 4);
    return ip;
}

} // namespace

class Query::Waiter final : public registration::Pending {
public:
    Waiter(std::shared_ptr<Query> query, registration::Lookup &lookup) : query_(std::move(query)), lookup_(lookup) {}
    ~Waiter() override { std::erase(query_->waiters_, this); }

    void tell(std::vector<core::IpAddress> addresses, std::string problem)
    {
        lookup_.on_addresses(std::move(addresses), std::move(problem)); // may destroy this
    }

private:
    std::shared_ptr<Query> query_;
    registration::Lookup &lookup_;
};

std::unique_ptr<registration::Pending> Query::join(registration::Lookup &lookup)
{
    auto waiter = std::make_unique<Waiter>(shared_from_this(), lookup);
    waiters_.push_back(waiter.get());
    return waiter;
}

void Query::take(int status, ares_addrinfo *result)
{
    answered_ = true;
    if (result != nullptr) {
        for (const ares_addrinfo_node *node = result->nodes; node != nullptr; node = node->ai_next)
            if (addresses_.size() < kMaxAddresses && (node->ai_family == AF_INET || node->ai_family == AF_INET6))
                addresses_.push_back(to_ip(node->ai_addr));
        ares_freeaddrinfo(result);
    }
    if (status != ARES_SUCCESS)
        problem_ = "the name " + host_ + " was not resolved: " + ares_strerror(status);
    else if (addresses_.empty())
        problem_ = "the name " + host_ + " has no address";
}

void Query::tell()
{
    const auto alive = shared_from_this();
    while (!waiters_.empty()) {
        Waiter *const waiter = waiters_.front();
        waiters_.erase(waiters_.begin());
        waiter->tell(addresses_, problem_);
    }
}

} // namespace sipreg::net
