// SPDX-License-Identifier: LGPL-2.1-or-later
// The answers given of late.
#include "registrar/answers.hpp"

namespace registrar {

const std::string *Answers::find(const std::string &transaction) const
{
    const auto found = answers_.find(transaction);
    return found == answers_.end() ? nullptr : &found->second;
}

void Answers::keep(const std::string &transaction, const std::string &answer, Instant now)
{
    forget_old(now);
    answers_[transaction] = answer;
    by_age_.push_back({now, transaction});
}

void Answers::forget_old(Instant now)
{
    while (!by_age_.empty() && (by_age_.size() >= kKept || now - by_age_.front().born >= kLifetime)) {
        answers_.erase(by_age_.front().transaction);
        by_age_.pop_front();
    }
}

} // namespace registrar
