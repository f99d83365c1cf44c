// SPDX-License-Identifier: LGPL-2.1-or-later
// One question to the DNS and those who wait for its answer.
#pragma once

#include "core/dns.hpp"
#include "registration/ports.hpp"

#include <memory>
#include <vector>

namespace sipreg::net {

class Query : public std::enable_shared_from_this<Query> {
public:
    explicit Query(core::dns::Question question) : question_(std::move(question)) {}

    /// Waits for the answer until the Pending is destroyed.
    std::unique_ptr<registration::Pending> join(registration::Lookup &lookup);

    void take(core::dns::Answer answer) { answer_ = std::make_shared<core::dns::Answer>(std::move(answer)); }
    /// Null until it has come.
    const core::dns::AnswerPtr &answer() const noexcept { return answer_; }
    const core::dns::Question &question() const noexcept { return question_; }

    /// Tells all who still wait.
    void tell(const core::dns::AnswerPtr &answer);

private:
    class Waiter;

    const core::dns::Question question_;
    core::dns::AnswerPtr answer_;
    std::vector<Waiter *> waiters_;
};

} // namespace sipreg::net
