// SPDX-License-Identifier: LGPL-2.1-or-later
// Watches the host's addresses and default routes, by rtnetlink.
#pragma once

#include "base/descriptor.hpp"
#include "base/reactor.hpp"
#include "core/network_view.hpp"

#include <functional>
#include <memory>

namespace sipreg::net {

class Watch {
public:
    /// Calls @p changed when the network is another one than it was, not when something was only said again. Throws
    /// Error{system}.
    Watch(Reactor &reactor, std::function<void()> changed);

private:
    void hear();
    void look();

    Reactor &reactor_;
    const std::function<void()> changed_;
    const Descriptor socket_;
    core::NetworkView view_;
    std::unique_ptr<Ongoing> hearing_;
    std::unique_ptr<Ongoing> looking_; // soon; null if nothing was heard
};

/// How the network looks to the calling thread.
core::NetworkView network_view();

} // namespace sipreg::net
