// SPDX-License-Identifier: LGPL-2.1-or-later
// What the DNS is asked and answers, as far as SIP needs it.
#pragma once

#include "base/units.hpp"
#include "core/address.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::core::dns {

enum class Type : std::uint8_t {
    address, // A and AAAA, and what the hosts file says
    srv,
    naptr
};

struct Question {
    Type type = Type::address;
    std::string name; // lower case, without a dot at the end

    auto operator<=>(const Question &) const = default;
};

/// RFC 2782.
struct Srv {
    std::uint16_t priority = 0, weight = 0, port = 0;
    std::string target; // "": the service is decidedly not there

    bool operator==(const Srv &) const = default;
};

/// RFC 3403 §4.
struct Naptr {
    std::uint16_t order = 0, preference = 0;
    std::string flags, service, regexp, replacement;
};

struct Answer {
    enum class Kind : std::uint8_t {
        found,
        none,  // there is nothing of the kind
        failed // nobody could tell
    };
    Kind kind = Kind::failed;
    std::vector<IpAddress> addresses; // in order of preference
    std::vector<Srv> services;
    std::vector<Naptr> pointers;
    Seconds ttl{0};
    std::string problem; // a sentence, if nothing was found
};

using AnswerPtr = std::shared_ptr<const Answer>;
using Answers = std::map<Question, AnswerPtr>;

} // namespace sipreg::core::dns
