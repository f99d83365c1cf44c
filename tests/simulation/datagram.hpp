// SPDX-License-Identifier: LGPL-2.1-or-later
// One request on the wire: all its repeats and copies are this one.
#pragma once

#include "core/reply.hpp"
#include "simulation/message.hpp"
#include "simulation/phone.hpp"

#include <memory>

namespace sipreg::sim {

struct Datagram {
    std::string text;
    Message message; // views into the text
    Phone *phone = nullptr;
    Host *host = nullptr;
    std::uint64_t flight = 0; // the host's number of the transaction
    core::HostPort source;    // as seen from outside, when it was first sent
    unsigned node = 0;        // of the registrar
    Instant handed_over{};    // by the driver; it may leave later

    // The registrar's transaction: repeats get the same answer.
    std::shared_ptr<const core::Reply> answer;
    Instant judged_at{};
    unsigned judged_in = 0; // life of the registrar
    std::uint64_t change = 0; // what it did to the books
    bool misleading = false;  // the answer is not the truth
};

} // namespace sipreg::sim
