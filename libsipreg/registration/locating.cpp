// SPDX-License-Identifier: LGPL-2.1-or-later
// Asks the DNS until the core knows where a request can be sent.
#include "registration/locating.hpp"

#include <utility>

namespace sipreg::registration {

void Locating::go_on()
{
    while (open_ == 0) {
        core::Located located = core::locate(hop_, offer_, answers_, chance_);
        if (located.questions.empty()) {
            const Done done = std::move(done_); // which may destroy this
            return done(std::move(located));
        }
        ask(located.questions);
    }
}

void Locating::ask(const std::vector<core::dns::Question> &questions)
{
    pending_.clear();
    open_ = questions.size();
    asking_ = true;
    for (const core::dns::Question &question : questions)
        if (std::unique_ptr<Pending> pending = resolver_.ask(question, *this))
            pending_.push_back(std::move(pending));
    asking_ = false;
}

void Locating::on_answer(const core::dns::Question &question, core::dns::AnswerPtr answer)
{
    answers_[question] = std::move(answer);
    --open_;
    if (!asking_)
        go_on();
}

} // namespace sipreg::registration
