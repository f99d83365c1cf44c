// SPDX-License-Identifier: LGPL-2.1-or-later
// What hides behind sipreg_registration_t.
#pragma once

#include "capi/runtime.hpp"
#include "registration/registration.hpp"

#include <sipreg/sipreg.h>

#include <atomic>
#include <cstdint>
#include <memory>

/// Counted by the application's references; when none is left it is given to the loop, which ends its work and
/// then destroys it.
struct sipreg_registration {
    static constexpr std::uint32_t kNowhere = UINT32_MAX;

    sipreg_registration(sipreg_endpoint_t *on, std::shared_ptr<const sipreg::core::Account> account);
    ~sipreg_registration();
    sipreg_registration(const sipreg_registration &) = delete;
    sipreg_registration &operator=(const sipreg_registration &) = delete;

    /// A reference, unless the last one is gone already.
    bool try_ref() noexcept;

    /// The handle around its body.
    static sipreg_registration &of(sipreg::registration::Registration &body) noexcept;

    struct Body final : sipreg::registration::Registration {
        using Registration::Registration;
        sipreg_registration *owner = nullptr;
    };

    std::atomic<std::uint32_t> references{1};
    std::atomic<bool> touched{false}; // something was asked of it, or it was restored
    std::uint32_t place = kNowhere; // in the engine's roster; the loop's thread
    const std::int64_t id;
    sipreg_endpoint_t *const endpoint; // a reference of ours until the application's last one goes
    const std::shared_ptr<sipreg::capi::Runtime> runtime;
    Body body; // the loop's thread, or under the runtime's work lock
};

namespace sipreg::capi {

/// Has a registration that was just made go on where a snapshot of its endpoint was taken, if it is in one.
void inherit(sipreg_registration_t &heir);

} // namespace sipreg::capi
