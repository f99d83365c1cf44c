// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests that reach us: what they are answered with, and which have been before.
#pragma once

#include "base/units.hpp"
#include "core/address.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sipreg::core {

struct InboundRequest {
    std::string method;
    std::string text; // the whole message
    Transport transport = Transport::udp;
    HostPort source;
};

/// What a request is answered with; headers as lines that end with CRLF each.
struct InboundAnswer {
    int status = 0;
    std::string reason; // "": the usual one of the status
    std::string headers;
    std::string body;
};

/// What a request gets that nobody else answers. @p offered: an application answers what it likes to, so that OPTIONS
/// must not tell what is allowed.
InboundAnswer default_answer(std::string_view method, bool offered);

/// An answer of the application's. Throws Error{invalid}, naming the field, for one that would break the message, names
/// what the library writes, or is not final.
InboundAnswer checked_answer(std::int32_t status, std::string_view reason, std::string_view headers, std::string_view body);

/// The server transactions (RFC 3261 §17.2), as far as UAS without dialogs needs them: a request waits for its answer, and
/// one that comes again gets the same. Bounded, whoever sends what.
class Inbox {
public:
    struct Limits {
        std::size_t waiting = 64;
        std::size_t remembered = 256; // answers; the oldest gives way
        Millis memory{32'000};        // Timer J
    };
    explicit Inbox(const Limits &limits) : limits_(limits) {}

    enum class Fate {
        fresh,    // waits for its answer from now on
        waiting,  // came again, is still waiting
        answered, // came again, and has its answer
        too_many
    };
    struct Sight {
        Fate fate = Fate::too_many;
        std::uint64_t number = 0;              // of one that waits
        const InboundAnswer *answer = nullptr; // of one that is answered; until the next call
    };
    /// A request came; @p key is the same for it and its retransmissions alone (§17.2.3).
    Sight see(const std::string &key, Instant now);

    /// The number of the one that waits under @p key; 0 if none does.
    std::uint64_t find(const std::string &key) const;

    /// The one that waits has its answer. False if it does not wait.
    bool settle(std::uint64_t number, InboundAnswer answer, Instant now);

    void clear();

    std::size_t waiting() const noexcept { return waiting_.size(); }
    std::size_t remembered() const noexcept { return order_.size(); }

private:
    struct Entry {
        std::uint64_t number = 0;
        std::optional<InboundAnswer> answer;
    };
    struct Settled {
        Instant until;
        std::string key;
    };
    void forget(Instant now);

    const Limits limits_;
    std::uint64_t last_ = 0;
    std::unordered_map<std::string, Entry> entries_;
    std::map<std::uint64_t, std::string> waiting_; // keys, by number
    std::deque<Settled> order_;                    // of the answered ones, oldest first
};

/// The addresses that we have sent requests to; of too many, those of longest ago are forgotten.
class Acquaintances {
public:
    explicit Acquaintances(std::size_t most) : most_(most) {}

    void meet(const IpAddress &ip, Instant now);
    bool knows(const IpAddress &ip) const { return met_.contains(to_string(ip)); }
    std::size_t size() const noexcept { return met_.size(); }

private:
    const std::size_t most_;
    std::unordered_map<std::string, Instant> met_;
};

} // namespace sipreg::core
