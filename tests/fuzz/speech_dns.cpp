// SPDX-License-Identifier: LGPL-2.1-or-later
// What a hostile nameserver says.
#include "fuzz/speech.hpp"

#include <algorithm>

namespace sipreg::fuzz {

namespace {

constexpr std::size_t kHead = 12; // RFC 1035 §4.1.1
constexpr unsigned kTypes[] = {1, 28, 5, 33, 35};
constexpr char kPointer[] = "\xc0\x0c"; // to the name of the question

std::string number(std::size_t value, unsigned bytes)
{
    std::string text;
    while (bytes-- > 0)
        text += static_cast<char>(value >> 8 * bytes);
    return text;
}

std::string data(unsigned type, std::uint16_t port, Chance &chance)
{
    const std::string target = chance.one_in(2) ? std::string(kPointer, 2) : std::string("\4host\4test\0", 11);
    switch (type) {
    case 1:
        return std::string("\x7f\0\0\1", 4);
    case 28:
        return std::string(15, '\0') + '\1';
    case 33:
        return number(chance.below(3), 2) + number(chance.below(3), 2) + number(port, 2) + target;
    case 35:
        return number(1, 2) + number(chance.below(3), 2) + "\1s" + "\7SIP+D2U" + std::string(1, '\0') + target;
    default:
        return target;
    }
}

} // namespace

std::string dns_answer(const std::string &query, std::uint16_t port, Chance &chance)
{
    if (query.size() < kHead + 5)
        return junk(chance);
    const auto asked = static_cast<unsigned>(static_cast<unsigned char>(query[query.size() - 3]));
    const std::size_t count = chance.one_in(50) ? 1000 : chance.below(4);
    std::string answer = query.substr(0, 2) + "\x81" + static_cast<char>(chance.one_in(4) ? chance.below(256) : 0x80) +
                         number(1, 2) + number(count, 2) + number(0, 4) + query.substr(kHead);
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned type = chance.one_in(4) ? chance.of(kTypes) : asked;
        const std::string record = data(type, port, chance);
        answer += std::string(kPointer, 2) + number(type, 2) + number(1, 2) + number(chance.below(3), 4) +
                  number(record.size(), 2) + record;
    }
    std::string tail = spoiled(answer.substr(2), chance); // with another number nobody would read it
    return answer.substr(0, 2) + tail.substr(0, std::min<std::size_t>(tail.size(), 65'000));
}

} // namespace sipreg::fuzz
