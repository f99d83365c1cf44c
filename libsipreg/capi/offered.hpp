// SPDX-License-Identifier: LGPL-2.1-or-later
// Somebody else's request in the hands of the application, who answers it once.
#pragma once

#include "core/inbound.hpp"

#include <atomic>
#include <cstdint>
#include <memory>

namespace sipreg::capi {

class Runtime;

/// Any thread.
class Offered {
public:
    Offered(std::uint64_t number, core::InboundRequest request, std::weak_ptr<Runtime> runtime)
        : number_(number), request_(std::move(request)), runtime_(std::move(runtime))
    {
    }

    const core::InboundRequest &request() const noexcept { return request_; }

    /// Throws Error{wrong_state} if it is over, Error{closed} after the end of the endpoint.
    void answer(core::InboundAnswer answer) const;
    /// Nobody will answer it.
    void decline() const noexcept;

    /// It is over. False if it was before.
    bool close() const noexcept { return !over_.exchange(true); }
    bool is_over() const noexcept { return over_; }

private:
    const std::uint64_t number_;
    const core::InboundRequest request_;
    const std::weak_ptr<Runtime> runtime_;
    mutable std::atomic<bool> over_{false};
};

} // namespace sipreg::capi
