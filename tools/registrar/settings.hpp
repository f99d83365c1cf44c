// SPDX-License-Identifier: LGPL-2.1-or-later
// How the registrar is to behave; may be changed while it runs.
#pragma once

#include "registrar/message.hpp"
#include "registrar/nonces.hpp"

#include <unordered_map>

namespace registrar {

/// Ways to misbehave, each for every REGISTER.
enum class Fault {
    none,
    challenge_forever,  // 401 with a new nonce, whatever is answered
    stale_forever,      // the same with stale=true
    same_nonce_forever, // 401 with a nonce that never changes
    status,             // fault_status, without asking for credentials
    silent,             // no answer, but the work is done
    garbage,            // an answer that is no SIP
    truncated,          // the first half of the answer
    ok_without_contact  // 200 that does not tell the bindings
};

/// What comes with a binding for who wants it.
struct Offers {
    std::vector<std::string> service_route;   // URIs (RFC 3608)
    std::vector<std::string> associated_uris; // RFC 7315
    bool path = false;                        // the Path of a REGISTER is told back (RFC 3327)
    bool gruu = false;                        // to instances that support it (RFC 5627)
    std::string push_provider;                // RFC 8599; others are answered by 555. "": push is not known
    std::uint32_t push_refresh_s = 0;         // 0: not said
    std::string push_purr;                    // "": none
};

struct Settings {
    std::unordered_map<std::string, std::string> users; // and their passwords
    std::string realm = "example.com";
    std::vector<std::string> algorithms{"SHA-256", "MD5"}; // a challenge each, in this order
    std::vector<std::string> qops{"auth"};                 // "none": an answer without qop will do
    bool open = false;                                     // no authentication
    bool proxy_auth = false;                               // 407 in place of 401
    std::string proxy_realm;                               // if set: first a 407 for this realm, then the 401
    bool next_nonce = false;                               // 200 brings the next nonce
    Nonces::Rules nonce_rules;

    std::uint32_t min_expires_s = 1;
    std::uint32_t default_expires_s = 3600;
    std::uint32_t max_expires_s = 86400;
    std::vector<Header> extra_headers; // of every 200 to REGISTER: Service-Route say

    Offers offers;

    Fault fault = Fault::none;
    int fault_status = 500;
    std::uint32_t fault_retry_after_s = 0; // 0: no such header

    std::string public_address; // "203.0.113.7:40123" in place of the truth, for Via received and rport
    std::uint32_t drop_next = 0; // that many requests are not heard; counts down
    Millis delay{0};             // before an answer is sent
};

} // namespace registrar
