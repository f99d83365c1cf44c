// SPDX-License-Identifier: LGPL-2.1-or-later
// Credentials at work: which challenges were taken up, and when they are answered (RFC 7616, RFC 3261 §22, RFC 8898).
#pragma once

#include "core/means.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sipreg::core {

/// One realm's challenge, kept after success so that the next request is answered before it is asked.
struct Login {
    Challenge challenge;
    std::string cnonce;     // one per nonce: the -sess algorithms bind their key to it
    std::uint32_t nc = 0;   // requests sent with this nonce
    bool fresh = false;     // the challenge came during this attempt, and nothing shows yet that its answer is good
    bool presented = false; // the last request carried an answer to it
};

enum class Taken {
    answerable,   // the logins now answer what was asked
    rejected,     // what was asked had been answered: the credentials are wrong
    wanted,       // the application is to be asked; the logins are not complete
    no_credentials, // nothing is set that fits these realms
    unsupported   // no algorithm or qop that we know and may use
};

/// Takes up the strongest challenge of each realm that can be answered. @p cnonce is fresh random text. Whatever the
/// registrar refused is not offered again: it goes from the purse, and the application is asked for another if that is
/// wanted, but not twice in one attempt. With Taken::wanted, @p open is what it is to be asked for.
Taken take_challenges(std::vector<Login> &logins, const Means &means, std::span<const Challenge> challenges,
                      const std::string &cnonce, Challenge &open);

/// The request was answered by anything but a challenge, so what it carried was good. A challenge that follows in
/// the same attempt asks for another nonce and is no refusal.
void take_acceptance(std::vector<Login> &logins);

/// A new attempt begins: what is kept is no longer fresh.
void begin_attempt(std::vector<Login> &logins);

/// The registrar announced the nonce of the next request (RFC 7616 §3.5). AKA waits to be asked: its nonce is a
/// question to the SIM.
void take_nextnonce(std::vector<Login> &logins, const std::string &nonce, const std::string &cnonce);

/// Authorization and Proxy-Authorization headers of the next request; counts them. What the policy forbids on this
/// hop, or can no longer be answered, is left out.
std::vector<Header> authorize(std::vector<Login> &logins, const Means &means, const Hashes &hashes,
                              std::string_view method, std::string_view uri);

} // namespace sipreg::core
