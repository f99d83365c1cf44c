// SPDX-License-Identifier: LGPL-2.1-or-later
// Which bindings of an answer are ours, and which others are new in it.
#pragma once

#include "core/account.hpp"
#include "core/address.hpp"
#include "core/reply.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sipreg::core {

/// What our binding may be known by.
struct Traits {
    const Extras &extras;        // instance, further Contacts
    std::string_view contact;    // as last sent
    std::string_view shown = {}; // as the registrar showed it last time; "" if it never did
    /// Where the registrar sees us.
    std::optional<HostPort> public_address = {};
    /// The answer is one to our REGISTER, which has to list our binding: one that only looks like it will do.
    bool must_be_there = false;
};

/// How our binding was recognised.
struct Own {
    enum class How : std::uint8_t {
        absent,
        same,     // its URI is the one that was sent (RFC 3261 §19.1.4)
        learned,  // its URI is the one that was shown last time
        instance, // another URI, but our +sip.instance
        guessed   // another URI, which something on the way may have made of ours
    };
    Binding *binding = nullptr;
    How how = How::absent;
};

/// Finds the binding of our first Contact, and marks it and those of our further ones.
Own find_own(std::vector<Binding> &bindings, const Traits &traits);

/// The URIs of foreign bindings, as hashes: a clash of two hides that one is new, and nothing worse.
using Foreign = std::vector<std::uint32_t>;

/// Those that are not ours and were not among @p known, which then are those of this answer.
std::vector<const Binding *> new_foreign(const std::vector<Binding> &bindings, Foreign &known);

} // namespace sipreg::core
