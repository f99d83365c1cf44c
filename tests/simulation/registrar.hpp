// SPDX-License-Identifier: LGPL-2.1-or-later
// A registrar with books of its own: bindings, nonces, the CSeq rule of RFC 3261 §10.3, and what it may forget.
#pragma once

#include "core/reply.hpp"
#include "simulation/chance.hpp"
#include "simulation/nonces.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sipreg::sim {

/// How it treats its users.
struct Policy {
    bool asks = true;           // for credentials
    bool proxy_asks = false;    // a proxy before it does, too
    bool one_time = false;      // a nonce serves one request
    bool says_stale = true;     // when the nonce alone is refused
    bool tells_nextnonce = false;
    Millis nonce_life{Seconds(3600)};
    std::uint32_t min_expires_s = 0, max_expires_s = UINT32_MAX;
    core::Algorithm algorithm = core::Algorithm::sha256;
};

/// What accounts ask for at most, and the registrar grants.
inline constexpr Seconds kLongestExpiry{3600};

inline constexpr const char *kPassword = "right";

class Registrar {
public:
    explicit Registrar(std::size_t users) : users_(users) {}

    Policy policy;

    core::Reply judge(const Message &message, std::uint32_t user, Instant now);

    struct Held {
        std::string_view contact;
        Instant until;
    };
    /// What @p user made and still has to do with; nothing if none lives.
    std::vector<Held> held(std::uint32_t user, Instant now) const;
    /// Rises with everything that is done to the bindings of @p user.
    std::uint64_t changes(std::uint32_t user) const { return users_[user].changes; }

    /// All that @p user does not know of, so that it will stay until it ends, but for @p contact.
    void disown(std::uint32_t user, std::string_view contact);
    void forget_bindings(std::uint32_t user);
    void forget_bindings();
    void forget_nonces();
    /// Another device of the same user.
    void add_other_device(std::uint32_t user, Instant now, Instant until);
    /// It came @p before that, and is still there.
    bool holds_other_device(std::uint32_t user, Instant before, Instant now) const;

private:
    struct Binding {
        std::string uri, call_id;
        std::uint32_t cseq;
        Instant until;
        bool foreign;
    };
    struct User {
        std::vector<Binding> bindings;
        Nonces nonces, proxy_nonces;
        std::uint64_t changes = 0;
        Instant device_since{};
    };

    std::optional<core::Reply> guard(const Message &message, User &user, Instant now, bool proxy);
    core::Reply challenge(User &user, Instant now, bool proxy, bool stale);
    core::Reply update(const Message &message, User &user, Instant now);
    core::Reply list(const User &user, Instant now) const;

    std::vector<User> users_;
    std::uint64_t nonces_given_ = 0;
};

core::Reply reply_of(int status, const char *reason = "");

/// Cheap, and good enough to see a wrong answer by. As the hash functions of the drivers.
std::string cheap_hash(std::string_view data);

} // namespace sipreg::sim
