// SPDX-License-Identifier: LGPL-2.1-or-later
// A phone that writes REGISTERs and reads answers as text; it trusts nothing of the registrar but its hashing.
#pragma once

#include "registrar/digest.hpp"
#include "registrar/registrar.hpp"

namespace phone {

using registrar::Instant;
using registrar::Millis;

inline Instant at(double seconds)
{
    return Instant(std::chrono::duration_cast<Instant::duration>(std::chrono::duration<double>(seconds)));
}

/// A request; @p headers are lines with their ends. Each CSeq has a branch of its own.
inline std::string request(const std::string &headers, int cseq = 1, const std::string &call_id = "call-1",
                           const std::string &method = "REGISTER")
{
    return method + " sip:example.com SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5099;rport;branch=z9hG4bK" + call_id +
           std::to_string(cseq) + "\r\nFrom: <sip:alice@example.com>;tag=f\r\nTo: <sip:alice@example.com>\r\nCall-ID: " +
           call_id + "\r\nCSeq: " + std::to_string(cseq) + ' ' + method + "\r\n" + headers +
           "Content-Length: 0\r\n\r\n";
}

inline std::string contact(const std::string &value)
{
    return "Contact: " + value + "\r\n";
}

inline int status(const std::string &answer)
{
    return answer.starts_with("SIP/2.0 ") ? std::stoi(answer.substr(8, 3)) : 0;
}

inline int count(const std::string &text, const std::string &part)
{
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

inline bool has(const std::string &text, const std::string &part)
{
    return count(text, part) > 0;
}

/// What stands between the marks.
inline std::string between(const std::string &text, const std::string &before, const std::string &after)
{
    const std::size_t begin = text.find(before);
    if (begin == std::string::npos)
        return "";
    return text.substr(begin + before.size(), text.find(after, begin + before.size()) - begin - before.size());
}

struct Login {
    std::string password = "secret";
    std::string algorithm = "MD5";
    std::string qop = "auth";
    std::string nc = "00000001";
    std::string realm = "example.com";
    std::string header = "Authorization";
};

/// Header line that answers a challenge with this nonce.
inline std::string answer(const std::string &nonce, const Login &login = {})
{
    registrar::Credentials claim{"alice", login.realm, nonce, "sip:example.com", "", login.algorithm,
                                 "0123456789",  login.qop,   login.nc};
    claim.response = registrar::expected_response(*registrar::find_algorithm(login.algorithm), claim, login.password,
                                                  "REGISTER", "");
    return login.header + ": Digest username=\"alice\", realm=\"" + login.realm + "\", nonce=\"" + nonce +
           "\", uri=\"sip:example.com\", response=\"" + claim.response + "\", algorithm=" + login.algorithm +
           ", cnonce=\"0123456789\"" + (login.qop.empty() ? "" : ", qop=" + login.qop + ", nc=" + login.nc) + "\r\n";
}

inline std::string nonce_of(const std::string &challenge)
{
    return between(challenge, "nonce=\"", "\"");
}

/// One registrar and the way to it.
struct Line {
    registrar::Registrar registrar;

    explicit Line(const registrar::Settings &settings) : registrar(settings) {}
    std::string say(const std::string &text, double seconds = 0)
    {
        return registrar.handle(text, {"127.0.0.1", 5099}, at(seconds));
    }
};

inline registrar::Settings open_to_all()
{
    registrar::Settings settings;
    settings.open = true;
    return settings;
}

inline registrar::Settings with_alice(const std::string &algorithm = "MD5")
{
    registrar::Settings settings;
    settings.users["alice"] = "secret";
    settings.algorithms = {algorithm};
    return settings;
}

} // namespace phone
