// SPDX-License-Identifier: LGPL-2.1-or-later
// Answers of the DNS, kept.
#include "core/answer_cache.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::core {

namespace {

constexpr Seconds kShortest{1}; // thousands who ask in the same second are told the same
constexpr Seconds kLongest{86'400};
constexpr Seconds kNone{30};   // RFC 2308 §5: short, since the zone's own limit is not read
constexpr Seconds kFailed{5};  // RFC 2308 §7: a nameserver in trouble is not asked by each of thousands
constexpr Seconds kStale{86'400}; // RFC 8767 §4 has one to three days
constexpr std::size_t kMost = 4096;

Seconds holds(const dns::Answer &answer)
{
    switch (answer.kind) {
    case dns::Answer::Kind::found:
        return std::clamp(answer.ttl, kShortest, kLongest);
    case dns::Answer::Kind::none:
        return kNone;
    case dns::Answer::Kind::failed:
        break;
    }
    return kFailed;
}

} // namespace

dns::AnswerPtr AnswerCache::fresh(const dns::Question &question, Instant now) const
{
    const auto entry = entries_.find(question);
    return entry != entries_.end() && entry->second.fresh_until > now ? entry->second.answer : nullptr;
}

dns::AnswerPtr AnswerCache::keep(const dns::Question &question, dns::AnswerPtr answer, Instant now)
{
    if (!entries_.contains(question))
        make_room();
    Entry &entry = entries_[question];
    entry.fresh_until = now + holds(*answer);
    if (answer->kind == dns::Answer::Kind::failed && entry.answer && entry.known_until > now)
        return entry.answer;
    entry.known_until = answer->kind == dns::Answer::Kind::found ? entry.fresh_until + kStale : now;
    entry.answer = std::move(answer);
    return entry.answer;
}

void AnswerCache::make_room()
{
    if (entries_.size() < kMost)
        return;
    entries_.erase(std::min_element(entries_.begin(), entries_.end(), [](const auto &a, const auto &b) {
        return a.second.fresh_until < b.second.fresh_until;
    }));
}

} // namespace sipreg::core
