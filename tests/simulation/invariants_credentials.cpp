// SPDX-License-Identifier: LGPL-2.1-or-later
// Rules of what the application is asked for.
#include "simulation/invariants.hpp"

#include "registration/attempt.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace sipreg::sim {

namespace {

using registration::Event;
using registration::EventType;

constexpr Seconds kAttempt{32}; // its deadline; the wait for a place does not count

bool is_asked(const Phone &phone)
{
    return phone.registration->attempt && phone.registration->attempt->asked;
}

/// Each is told once, and has a number above that of all before it. An attempt asks for a realm once: what was given
/// for it and refused is the end.
class QuestionsAreNumbered final : public Invariant {
public:
    explicit QuestionsAreNumbered(World &all) : Invariant(all, "questions are told once") {}

    void on_wish(Phone &phone) override { asked_[phone].clear(); } // it may end the attempt
    void on_cut(Phone &phone) override { asked_[phone].clear(); }
    void on_restart(Phone &phone) override { asked_[phone].clear(); }

    void on_event(Phone &phone, const Event &event) override
    {
        if (is_outcome(event))
            asked_[phone].clear();
        if (event.type == EventType::credentials)
            look_at(phone, event);
    }

private:
    void look_at(Phone &phone, const Event &event)
    {
        std::int64_t &last = last_[phone.host];
        must(phone.asks, phone, "somebody is asked who has a password");
        must(event.question && event.question->number > last, phone, "a question whose number did not rise");
        last = event.question->number;
        phone.question = last;
        ++world.counts.questions;
        std::vector<std::string> &asked = asked_[phone];
        const std::string &realm = event.question->realm;
        must(std::find(asked.begin(), asked.end(), realm) == asked.end(), phone, "a realm is asked for twice in an attempt");
        asked.push_back(realm);
    }

    std::map<const Host *, std::int64_t> last_;
    PerPhone<std::vector<std::string>> asked_;
};

/// An answer, or the end of the attempt for want of one.
class QuestionsEnd final : public Invariant {
public:
    explicit QuestionsEnd(World &all) : Invariant(all, "a question has an end") {}

    void on_answer(Phone &phone) override { open_[phone].since = kNever; }
    void on_cut(Phone &phone) override { open_[phone].since = kNever; }
    void on_restart(Phone &phone) override { open_[phone].since = kNever; }

    void on_event(Phone &phone, const Event &event) override
    {
        Instant &open = open_[phone].since;
        if (event.type == EventType::credentials)
            open = world.clock.time;
        if (event.type != EventType::failed || open == kNever)
            return;
        must(event.failure == core::Failure::credentials, phone, "an unanswered question ends as another failure");
        must(world.clock.time - open <= kAttempt || was_asleep(phone, open), phone, "an unanswered question ends late");
        open = kNever;
    }

    void look(Phone &phone) override
    {
        Instant &open = open_[phone].since;
        if (!is_asked(phone))
            return void(open = kNever);
        must(open == kNever || world.clock.time - open <= kAttempt || was_asleep(phone, open), phone,
             "a question stays open");
        must(phone.session().phase == core::Phase::asking, phone, "a question while something else is done");
        must(phone.in_flight == 0 && !phone.registration->attempt->holds_place, phone,
             "it holds a place while its application thinks");
    }

private:
    static bool was_asleep(const Phone &phone, Instant since) { return phone.host->awake_at >= since; }

    struct Open {
        Instant since = kNever;
    };
    PerPhone<Open> open_;
};

} // namespace

void add_credential_rules(World &world, Invariants &rules)
{
    rules.push_back(std::make_unique<QuestionsAreNumbered>(world));
    rules.push_back(std::make_unique<QuestionsEnd>(world));
}

} // namespace sipreg::sim
