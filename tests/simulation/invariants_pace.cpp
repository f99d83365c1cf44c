// SPDX-License-Identifier: LGPL-2.1-or-later
// Rules of how much is sent, and of when nothing is.
#include "simulation/invariants.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <utility>

namespace sipreg::sim {

namespace {

/// Remembers something of each registrar, as one host sees it.
template <typename State> class PerRegistrar {
public:
    State &operator[](const Datagram &request)
    {
        std::map<std::string, State, std::less<>> &known = states_[request.host];
        const auto found = known.find(request.message.uri);
        return found != known.end() ? found->second : known[std::string(request.message.uri)];
    }

private:
    std::map<const Host *, std::map<std::string, State, std::less<>>> states_;
};

/// No second sees more first transmissions to a registrar than its rate allows.
class KeepsTheRate final : public Invariant {
public:
    explicit KeepsTheRate(World &all) : Invariant(all, "rate per registrar") {}

    void on_request(const Datagram &request) override
    {
        const std::uint32_t rate = request.host->pace.registrar_per_s;
        const Instant now = world.clock.time;
        if (rate == 0 || request.handed_over != now)
            return; // one that waited for its socket was sent before
        std::deque<Instant> &sent = sent_[request];
        sent.push_back(now);
        while (sent.front() <= now - Seconds(1))
            sent.pop_front();
        must(sent.size() <= rate, *request.phone, "more requests in a second than the rate allows");
    }

private:
    PerRegistrar<std::deque<Instant>> sent_;
};

/// Who waits for a place is given the first that is free.
class NobodyWaitsInVain final : public Invariant {
public:
    explicit NobodyWaitsInVain(World &all) : Invariant(all, "no free place while somebody waits") {}

    void look(Phone &phone) override
    {
        const Host &host = *phone.host;
        if (phone.session().phase == core::Phase::queued && host.pace.registrar_per_s == 0)
            must(host.outstanding() >= host.pace.outstanding, phone, "it waits, though there is a place");
    }
};

class SilentInSleep final : public Invariant {
public:
    explicit SilentInSleep(World &all) : Invariant(all, "silent while asleep") {}

    void on_request(const Datagram &request) override
    {
        must(!request.host->is_told_asleep(), *request.phone, "a request while the host sleeps");
    }
};

/// RFC 3261 §21.5: a registrar that asks to be left alone hears of no new registration until then; by a 503 (§21.5.4) the node,
/// since another one may serve meanwhile.
class LeavesBusyAlone final : public Invariant {
public:
    explicit LeavesBusyAlone(World &all) : Invariant(all, "a busy registrar is left alone") {}

    void on_reply(const Datagram &request, const core::Reply &reply) override
    {
        if (reply.status / 100 != 5 || reply.retry_after_s.value_or(0) == 0)
            return;
        Held &held = reply.status == 503 ? node_held_[node_of(request)] : held_[request];
        const Seconds wanted = std::min(Seconds(*reply.retry_after_s), request.phone->account->backoff.cap);
        if (held.until <= world.clock.time)
            held.since = world.clock.time;
        held.until = std::max(held.until, world.clock.time + wanted);
    }

    void on_request(const Datagram &request) override
    {
        const bool begins = !std::exchange(under_way_[*request.phone], true);
        const bool wanted = !holds(held_[request], request) && !holds(node_held_[node_of(request)], request);
        if (begins && is_add(request.message))
            must(wanted || may_call(*request.phone) || ended_[*request.phone] >= request.handed_over, *request.phone,
                 "a new registration, though the registrar wants none");
    }

    void on_event(Phone &phone, const registration::Event &event) override
    {
        if (is_outcome(event))
            under_way_[phone] = false;
        if (event.type == registration::EventType::expired)
            ended_[phone] = world.clock.time;
    }
    void on_restart(Phone &phone) override { under_way_[phone] = false; }
    void on_cut(Phone &phone) override { under_way_[phone] = false; }
    void on_network(Phone &phone) override // another registrar may be there
    {
        std::erase_if(node_held_, [&](const auto &entry) { return entry.first.first == phone.host; });
    }

private:
    struct Held {
        Instant since{}, until{};
    };

    using Node = std::pair<const Host *, unsigned>;
    static Node node_of(const Datagram &request) { return {request.host, request.node}; }
    static bool holds(const Held &held, const Datagram &request)
    {
        return held.since < request.handed_over && request.handed_over < held.until;
    }

    // In a hurry, or for the last time before the binding ends: a twentieth of its life, or an attempt's time.
    bool may_call(const Phone &phone) const
    {
        const core::Session &session = phone.session();
        const Millis life = Seconds(session.granted_s);
        const Millis last = std::max(life / 20, std::min(Millis(Seconds(32)), life / 4));
        return session.hurried || (session.alive() && session.bound_until - world.clock.time <= last);
    }

    PerRegistrar<Held> held_;
    std::map<Node, Held> node_held_;
    PerPhone<char> under_way_;
    PerPhone<Instant> ended_; // the last binding that ran out, perhaps while the connection for its refresh was made
};

} // namespace

void add_pace_rules(World &world, Invariants &rules)
{
    rules.push_back(std::make_unique<KeepsTheRate>(world));
    rules.push_back(std::make_unique<NobodyWaitsInVain>(world));
    rules.push_back(std::make_unique<SilentInSleep>(world));
    rules.push_back(std::make_unique<LeavesBusyAlone>(world));
}

} // namespace sipreg::sim
