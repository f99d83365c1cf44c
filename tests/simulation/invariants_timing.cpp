// SPDX-License-Identifier: LGPL-2.1-or-later
// Rules of when something is sent.
#include "simulation/invariants.hpp"

namespace sipreg::sim {

namespace {

using registration::Event;
using registration::EventType;

bool tells_of_next(const Event &event)
{
    return event.type == EventType::registered ||
           (event.type == EventType::failed && event.operation == core::Operation::add);
}

/// What an event says of the next attempt is true, unless the application says something else.
class KeepsItsWord final : public Invariant {
public:
    explicit KeepsItsWord(World &all) : Invariant(all, "the next attempt comes when it was told") {}

    void on_wish(Phone &phone) override { told_[phone] = Instant{}; }
    void on_restart(Phone &phone) override { told_[phone] = Instant{}; }
    void on_network(Phone &phone) override { told_[phone] = Instant{}; }

    void on_event(Phone &phone, const Event &event) override
    {
        if (tells_of_next(event))
            told_[phone] = event.next_attempt < Millis(0) ? kNever : world.clock.time + event.next_attempt;
        if (event.operation == core::Operation::remove_all || event.type == EventType::lost)
            told_[phone] = Instant{}; // without a binding it begins at once
    }

    void on_request(const Datagram &request) override
    {
        if (is_add(request.message))
            must(world.clock.time >= told_[*request.phone], *request.phone, "a request before its time");
    }

    void look(Phone &phone) override
    {
        const Instant late = world.clock.time - Seconds(1);
        if (phone.session().resting() && phone.host->awake_at < late)
            must(phone.session().next_attempt >= late, phone, "an attempt is overdue");
    }

private:
    PerPhone<Instant> told_;
};

/// Four attempts fit between the refresh and the end, but half of the lifetime is used at least.
class RefreshesInTime final : public Invariant {
public:
    explicit RefreshesInTime(World &all) : Invariant(all, "refresh point") {}

    void on_event(Phone &phone, const Event &event) override
    {
        if (event.type != EventType::registered || phone.wish != Wish::keep)
            return;
        const Millis granted = Seconds(event.granted_s);
        const Millis room = std::min(granted / 2, std::max(granted / 10, Millis(Seconds(180))));
        must(event.next_attempt <= granted - room, phone, "the refresh comes too late");
        must(event.next_attempt >= (granted - room) * 9 / 10 - Millis(1), phone, "the refresh comes too soon");
    }
};

/// RFC 3261 §20.33, up to the longest wait that the account allows.
class ObeysRetryAfter final : public Invariant {
public:
    explicit ObeysRetryAfter(World &all) : Invariant(all, "Retry-After is obeyed") {}

    void on_request(const Datagram &request) override { wanted_[*request.phone] = Seconds(0); }
    void on_reply(const Datagram &request, const core::Reply &reply) override
    {
        const Seconds wanted(reply.retry_after_s.value_or(0));
        wanted_[*request.phone] = std::min(wanted, request.phone->account->backoff.cap);
    }

    void on_event(Phone &phone, const Event &event) override
    {
        if (event.type == EventType::failed && event.will_retry && event.status != 0)
            must(event.next_attempt >= wanted_[phone], phone, "sooner than the registrar wants");
    }

private:
    PerPhone<Seconds> wanted_;
};

} // namespace

void add_timing_rules(World &world, Invariants &rules)
{
    rules.push_back(std::make_unique<KeepsItsWord>(world));
    rules.push_back(std::make_unique<RefreshesInTime>(world));
    rules.push_back(std::make_unique<ObeysRetryAfter>(world));
}

} // namespace sipreg::sim
