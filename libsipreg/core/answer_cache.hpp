// SPDX-License-Identifier: LGPL-2.1-or-later
// Answers of the DNS, kept for as long as they hold, and longer where nobody can be asked.
#pragma once

#include "core/dns.hpp"

#include <map>

namespace sipreg::core {

class AnswerCache {
public:
    /// What still holds at @p now; null if nothing does.
    dns::AnswerPtr fresh(const dns::Question &question, Instant now) const;

    /// Takes @p answer and gives what is to be used: of a failure, what was found last, up to a day past its time
    /// (RFC 8767), if there is such.
    dns::AnswerPtr keep(const dns::Question &question, dns::AnswerPtr answer, Instant now);

    void clear() noexcept { entries_.clear(); }
    std::size_t size() const noexcept { return entries_.size(); }

private:
    struct Entry {
        dns::AnswerPtr answer;   // what is used
        Instant fresh_until;
        Instant known_until; // of what was found
    };

    void make_room();

    std::map<dns::Question, Entry> entries_;
};

} // namespace sipreg::core
