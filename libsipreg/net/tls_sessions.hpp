// SPDX-License-Identifier: LGPL-2.1-or-later
// The TLS sessions that may be resumed, each with the peer that it was made with.
#pragma once

#include "core/peer.hpp"
#include "net/openssl.hpp"

#include <map>
#include <utility>

namespace sipreg::net {

class TlsSessions {
public:
    void keep(const core::Peer &peer, SessionPtr session)
    {
        constexpr std::size_t kMost = 256; // some kilobytes each
        if (sessions_.size() >= kMost && !sessions_.contains(peer))
            sessions_.erase(sessions_.begin());
        sessions_[peer] = std::move(session);
    }

    /// Null if there is none. RFC 8446 §C.4: each is used once, so that nobody can tell that we come again.
    SessionPtr take(const core::Peer &peer)
    {
        auto found = sessions_.extract(peer);
        return found ? std::move(found.mapped()) : nullptr;
    }

private:
    std::map<core::Peer, SessionPtr> sessions_;
};

} // namespace sipreg::net
