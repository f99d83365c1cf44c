// SPDX-License-Identifier: LGPL-2.1-or-later
// Text spoiled by chance.
#include "fuzz/mutation.hpp"

#include <algorithm>
#include <iterator>

namespace sipreg::fuzz {

namespace {

constexpr std::size_t kMostPlaces = 6;
constexpr std::size_t kLongest = 65'000; // of a datagram

// What parsers have stumbled over.
constexpr std::string_view kWords[] = {
    "\r\n", "\r\n\r\n", "\n", "\r", "\r\n ", ":", ";", ",", "\"", "<", ">", "=", "%", "%00", "%0d%0a", "\\", "@", "[", "]", "::",
    "*", "sip:", "sips:", "SIP/2.0", "SIP/2.0 200 OK\r\n", "4294967296", "18446744073709551616", "-1", "0", "99999999999",
    "Via: SIP/2.0/UDP x\r\n", "Contact: *\r\n", "Expires: 4294967295\r\n", "Content-Length: 4294967295\r\n",
    "WWW-Authenticate: Digest\r\n", "realm=\"", "nonce=\"\"", "qop=\"auth-int,auth\"", "algorithm=SHA-512-256", ";rport=0",
    ";received=::", ";expires=", ";q=1.0000", "\xff\xfe", "\xc0\x80", "\xf0\x9f\x98\x80"};

std::size_t place(const std::string &text, Chance &chance) { return chance.below(text.size() + 1); }

void spoil(std::string &text, Chance &chance)
{
    const std::size_t at = place(text, chance);
    const std::size_t some = chance.below(std::min<std::size_t>(text.size() - at, 40) + 1);
    switch (chance.below(7)) {
    case 0:
        if (at < text.size())
            text[at] = static_cast<char>(chance.below(256));
        return;
    case 1:
        if (at < text.size())
            text[at] = static_cast<char>(text[at] ^ 1 << chance.below(8));
        return;
    case 2:
        text.insert(at, chance.of(kWords));
        return;
    case 3:
        text.erase(at, some);
        return;
    case 4:
        text.insert(place(text, chance), text.substr(at, some));
        return;
    case 5:
        text.resize(at);
        return;
    case 6:
        text.insert(at, std::string(chance.one_in(20) ? chance.below(kLongest) : chance.below(200), 'a'));
        return;
    }
}

} // namespace

std::string spoiled(std::string text, Chance &chance)
{
    for (std::size_t places = chance.below(kMostPlaces); places > 0; --places)
        spoil(text, chance);
    text.resize(std::min(text.size(), kLongest));
    return text;
}

std::string junk(Chance &chance)
{
    std::string text(chance.one_in(10) ? chance.below(kLongest) : chance.below(64), '\0');
    std::generate(text.begin(), text.end(), [&] { return static_cast<char>(chance.below(256)); });
    return text;
}

} // namespace sipreg::fuzz
