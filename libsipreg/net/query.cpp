// SPDX-License-Identifier: LGPL-2.1-or-later
// One question to the DNS.
#include "net/query.hpp"

namespace sipreg::net {

class Query::Waiter final : public registration::Pending {
public:
    Waiter(std::shared_ptr<Query> query, registration::Lookup &lookup) : query_(std::move(query)), lookup_(lookup) {}
    ~Waiter() override { std::erase(query_->waiters_, this); }

    void tell(const core::dns::AnswerPtr &answer)
    {
        lookup_.on_answer(query_->question_, answer); // may destroy this
    }

private:
    std::shared_ptr<Query> query_;
    registration::Lookup &lookup_;
};

std::unique_ptr<registration::Pending> Query::join(registration::Lookup &lookup)
{
    auto waiter = std::make_unique<Waiter>(shared_from_this(), lookup);
    waiters_.push_back(waiter.get());
    return waiter;
}

void Query::tell(const core::dns::AnswerPtr &answer)
{
    const auto alive = shared_from_this();
    while (!waiters_.empty()) {
        Waiter *const waiter = waiters_.front();
        waiters_.erase(waiters_.begin());
        waiter->tell(answer);
    }
}

} // namespace sipreg::net
