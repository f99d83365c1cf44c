// SPDX-License-Identifier: LGPL-2.1-or-later
// One registration with what its application wants, and what it has heard of its binding.
#pragma once

#include "registration/registration.hpp"
#include "simulation/journal.hpp"

#include <cstdint>
#include <memory>

namespace sipreg::sim {

class Host;

enum class Wish { nothing, once, keep };

struct Phone {
    static constexpr std::uint64_t kMisled = UINT64_MAX;

    std::uint32_t number = 0;
    Host *host = nullptr;
    std::shared_ptr<const core::Account> account;
    std::unique_ptr<registration::Registration> registration;
    bool right_password = true;
    bool asks = false; // has no password: its application is asked for it

    Wish wish = Wish::nothing;
    Instant wished_at{}; // last start or stop, or removal of all
    bool clears = false; // everything is to be removed
    Instant refresh_asked{}, refresh_until = kNever; // at once, the application said
    std::int64_t question = 0;      // the last that the application was asked
    Instant let_down_at = Instant::min(); // when the application last began to answer badly
    bool answered_wrong = false;    // the last time

    std::uint64_t heard_change = 0; // of the registrar's books, the last one that was answered to us; or kMisled
    Instant heard_at{}, judged_at{}; // when we heard of it, and when it was made
    Instant heard_before{};          // when we heard of the change before that
    bool unheard = false;            // something was done before that it did not hear of
    unsigned in_flight = 0;          // requests that the driver waits for

    Journal journal;
    bool touched = false;

    const core::Session &session() const { return registration->session; }
};

} // namespace sipreg::sim
