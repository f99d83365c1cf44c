// SPDX-License-Identifier: LGPL-2.1-or-later
// Hears the answers to STUN requests that come to a UDP socket of sofia's, among SIP messages.
#pragma once

#include "nta/sofia.hpp"

#include <functional>
#include <string_view>

namespace sipreg::nta {

class StunEar {
public:
    using Heard = std::function<void(std::string_view datagram, const su_sockaddr_t &from)>;

    /// Whatever begins as such an answer does and comes to @p socket is told, on the thread of its loop, until destroyed. With
    /// a sofia that is not as we know it, nothing is.
    StunEar(tport_t *socket, Heard heard);
    ~StunEar();
    StunEar(const StunEar &) = delete;
    StunEar &operator=(const StunEar &) = delete;

private:
    const tport_t *const socket_;
};

} // namespace sipreg::nta
