// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests that reach us.
#include "core/inbound.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::core {

InboundAnswer default_answer(std::string_view method, bool offered)
{
    const std::string allow = "Allow: OPTIONS\r\n";
    // RFC 3261 §11.2: registrars probe with it. §20.5: without Allow nothing is said of what is supported.
    if (method == "OPTIONS")
        return {200, "", offered ? "" : allow, ""};
    // §9.2, §15.1.2, RFC 3262 §3: of a call or a request that is not there.
    if (method == "BYE" || method == "CANCEL" || method == "PRACK")
        return {481, "", "", ""};
    return {405, "", allow, ""}; // §8.2.1
}

Inbox::Sight Inbox::see(const std::string &key, Instant now)
{
    forget(now);
    if (const auto known = entries_.find(key); known != entries_.end()) {
        const Entry &entry = known->second;
        return entry.answer ? Sight{Fate::answered, 0, &*entry.answer} : Sight{Fate::waiting, entry.number, nullptr};
    }
    if (waiting_.size() >= limits_.waiting)
        return {};
    const std::uint64_t number = ++last_;
    entries_.emplace(key, Entry{number, {}});
    waiting_.emplace(number, key);
    return {Fate::fresh, number, nullptr};
}

std::uint64_t Inbox::find(const std::string &key) const
{
    const auto known = entries_.find(key);
    return known != entries_.end() && !known->second.answer ? known->second.number : 0;
}

bool Inbox::settle(std::uint64_t number, InboundAnswer answer, Instant now)
{
    const auto waiting = waiting_.extract(number);
    if (!waiting)
        return false;
    entries_[waiting.mapped()].answer = std::move(answer);
    order_.push_back({now + limits_.memory, std::move(waiting.mapped())});
    forget(now);
    return true;
}

void Inbox::forget(Instant now)
{
    while (!order_.empty() && (order_.size() > limits_.remembered || order_.front().until <= now)) {
        entries_.erase(order_.front().key);
        order_.pop_front();
    }
}

void Inbox::clear()
{
    entries_.clear();
    waiting_.clear();
    order_.clear();
}

void Acquaintances::meet(const IpAddress &ip, Instant now)
{
    met_[to_string(ip)] = now;
    if (met_.size() > most_)
        met_.erase(std::min_element(met_.begin(), met_.end(),
                                    [](const auto &a, const auto &b) { return a.second < b.second; }));
}

} // namespace sipreg::core
