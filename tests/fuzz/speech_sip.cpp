// SPDX-License-Identifier: LGPL-2.1-or-later
// What a hostile peer says in SIP.
#include "fuzz/speech.hpp"

#include "support/peer.hpp"

#include <string_view>

namespace sipreg::fuzz {

namespace {

constexpr const char *kStatuses[] = {"100 Trying", "200 OK", "200 OK", "200 OK", "202 Accepted", "301 Moved", "302 Moved",
                                     "400 Bad Request", "401 Unauthorized", "401 Unauthorized", "401 Unauthorized",
                                     "403 Forbidden", "407 Proxy Authentication Required", "420 Bad Extension",
                                     "421 Extension Required", "423 Interval Too Brief", "439 First Hop Lacks Outbound Support",
                                     "494 Security Agreement Required", "500 Server Internal Error", "503 Service Unavailable",
                                     "555 Push Notification Service Not Supported", "600 Busy", "699 x", "700 x", "0 x"};

constexpr const char *kHeaders[] = {
    "WWW-Authenticate: Digest realm=\"example.com\", nonce=\"abc\", qop=\"auth\", algorithm=MD5\r\n",
    "WWW-Authenticate: Digest realm=\"example.com\", nonce=\"def\", qop=\"auth,auth-int\", algorithm=SHA-256, opaque=\"x\"\r\n",
    "WWW-Authenticate: Digest realm=\"other\", nonce=\"\", stale=true, algorithm=SHA-512-256-sess\r\n",
    "WWW-Authenticate: Digest realm=\"ims\", nonce=\"QUFBQUFBQUFBQUFBQUFBQUJCQkJCQkJCQkJCQkJCQkI=\", algorithm=AKAv1-MD5\r\n",
    "WWW-Authenticate: Bearer authz_server=\"https://a.example\", scope=\"sip\"\r\n",
    "Proxy-Authenticate: Digest realm=\"proxy\", nonce=\"ghi\", qop=\"auth\", algorithm=MD5-sess\r\n",
    "Authentication-Info: nextnonce=\"jkl\", qop=auth, nc=00000001\r\n",
    "Contact: <sip:alice@192.0.2.1>;expires=60;q=0.5;+sip.instance=\"<urn:uuid:1>\", \"b\" <sip:b@[2001:db8::1]>;expires=0\r\n",
    "Contact: *\r\n",
    "m: sip:redirected@127.0.0.1:9;transport=udp\r\n",
    "Expires: 3600\r\n",
    "Expires: 4294967296\r\n",
    "Min-Expires: 7200\r\n",
    "Retry-After: 5 (busy);duration=10\r\n",
    "Service-Route: <sip:a.example;lr>, <sip:b.example;lr>\r\n",
    "Path: <sip:p.example;lr;ob>\r\n",
    "P-Associated-URI: <sip:alice@example.com>, <tel:+1>\r\n",
    "Require: outbound\r\nFlow-Timer: 30\r\n",
    "Unsupported: gruu, path\r\n",
    "Security-Server: tls;q=0.1\r\n",
    "Warning: 399 example.com \"text\"\r\n",
    "Date: Sat, 13 Nov 2010 23:29:00 GMT\r\n"};

constexpr const char *kMethods[] = {"OPTIONS", "MESSAGE", "INVITE", "ACK", "BYE", "CANCEL", "NOTIFY", "REGISTER", "PRACK", "x"};

std::string request(Chance &chance)
{
    const std::string method = chance.of(kMethods), number = std::to_string(chance.below(1'000'000));
    return method + " sip:alice@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK" + number +
           "\r\nMax-Forwards: 70\r\nFrom: <sip:bob@example.com>;tag=" + number + "\r\nTo: <sip:alice@example.com>\r\nCall-ID: " +
           number + "\r\nCSeq: 1 " + method + "\r\nContact: <sip:bob@127.0.0.1:9>\r\nContent-Type: text/plain\r\n" +
           "Content-Length: 5\r\n\r\nhello";
}

std::string stun(Chance &chance)
{
    std::string message = std::string("\x01\x01\x00\x0c\x21\x12\xa4\x42", 8) + "twelve bytes" +
                          std::string("\x00\x20\x00\x08\x00\x01\x35\x60\x5e\x12\xa4\x43", 12);
    message[0] = static_cast<char>(chance.below(2));
    return message;
}

} // namespace

std::string sip_answer(const std::string &request, Chance &chance)
{
    std::string headers;
    for (std::size_t count = chance.below(6); count > 0; --count)
        headers += chance.of(kHeaders);
    if (chance.one_in(2))
        headers += test::line_of(request, "Contact:");
    return spoiled(test::answer_to(request, chance.of(kStatuses), headers), chance);
}

std::string sip_intrusion(Chance &chance)
{
    switch (chance.below(5)) {
    case 0:
        return junk(chance);
    case 1:
        return spoiled(stun(chance), chance);
    case 2:
        return chance.one_in(2) ? "\r\n\r\n" : "\r\n";
    default:
        return spoiled(request(chance), chance);
    }
}

} // namespace sipreg::fuzz
