// SPDX-License-Identifier: LGPL-2.1-or-later
// One question to the DNS and those who wait for its answer.
#pragma once

#include "core/address.hpp"
#include "registration/ports.hpp"

#include <ares.h>

#include <memory>
#include <string>
#include <vector>

namespace sipreg::net {

class Query : public std::enable_shared_from_this<Query> {
public:
    explicit Query(std::string host) : host_(std::move(host)) {}

    /// Waits for the answer until the Pending is destroyed.
    std::unique_ptr<registration::Pending> join(registration::Lookup &lookup);

    /// Takes the answer of c-ares, which it frees.
    void take(int status, ares_addrinfo *result);
    bool answered() const noexcept { return answered_; }
    const std::string &host() const noexcept { return host_; }

    /// Tells all who still wait.
    void tell();

private:
    class Waiter;

    const std::string host_;
    bool answered_ = false;
    std::vector<core::IpAddress> addresses_;
    std::string problem_;
    std::vector<Waiter *> waiters_;
};

} // namespace sipreg::net
