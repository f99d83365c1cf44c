// SPDX-License-Identifier: LGPL-2.1-or-later
// Rules of which node is asked: one at a time finds out about a dead one, and all return to the preferred one.
#include "simulation/invariants.hpp"

#include <array>
#include <map>

namespace sipreg::sim {

namespace {

/// Remembers something of each node, as one host sees it.
template <typename State> class PerNode {
public:
    State &operator[](const Datagram &request) { return states_[request.host].at(request.node); }
    void forget(const Host *host) { states_.erase(host); }

private:
    std::map<const Host *, std::array<State, Service::kNodes>> states_;
};

bool is_node(const Datagram &request) { return request.node < Service::kNodes; }

/// Whoever knows that a node refuses leaves it alone while another finds out.
class ProbesAlone final : public Invariant {
public:
    explicit ProbesAlone(World &all) : Invariant(all, "one at a time asks a dead node") {}

    void on_request(const Datagram &request) override
    {
        Way &way = ways_[*request.phone];
        if (!way.under_way)
            way = {true, request.handed_over, way.expired};
        way.pressed = way.pressed || cannot_wait(request);
        way.node = request.node;
        if (!is_node(request))
            return;
        Known &known = known_[request];
        if (!known.dead || way.began <= known.since || way.pressed)
            return;
        const bool free = known.prober == nullptr || known.prober == request.phone || !probes(*known.prober, request.node);
        must(free, *request.phone, "a request to a dead node, though another is finding out");
        known.prober = request.phone;
        way.probes = true;
    }

    void on_refusal(const Datagram &request) override
    {
        if (!is_node(request))
            return;
        Known &known = known_[request];
        if (!known.dead)
            known.since = world.clock.time;
        known.dead = true;
        known.prober = nullptr;
    }
    void on_reply(const Datagram &request, const core::Reply &) override
    {
        if (is_node(request))
            known_[request] = {};
    }

    void on_event(Phone &phone, const registration::Event &event) override
    {
        if (is_outcome(event))
            ways_[phone].under_way = false;
        if (event.type == registration::EventType::expired)
            ways_[phone].expired = world.clock.time;
    }
    void on_restart(Phone &phone) override { ways_[phone].under_way = false; }
    void on_cut(Phone &phone) override { ways_[phone].under_way = false; }
    void on_network(Phone &phone) override { known_.forget(phone.host); }

private:
    struct Known {
        bool dead = false;
        Instant since{};
        const Phone *prober = nullptr;
    };
    struct Way {
        bool under_way = false;
        Instant began{};
        Instant expired{}; // perhaps while the connection for its refresh was made
        bool pressed = false; // cannot wait
        bool probes = false;
        unsigned node = 0; // of the last request
    };

    bool probes(const Phone &phone, unsigned node)
    {
        const Way &way = ways_[phone];
        return way.under_way && way.probes && way.node == node;
    }

    // Somebody waits for it, or the binding ends.
    bool cannot_wait(const Datagram &request)
    {
        const core::Session &session = request.phone->session();
        return session.hurried || !is_add(request.message) || session.alive() ||
               ways_[*request.phone].expired >= request.handed_over;
    }

    PerNode<Known> known_;
    PerPhone<Way> ways_;
};

/// When all is well and the preferred node has answered for two trials and an attempt, nobody is bound at the other.
class ReturnsToThePreferred final : public Invariant {
public:
    explicit ReturnsToThePreferred(World &all) : Invariant(all, "the preferred node is used when it lives") {}

    void on_request(const Datagram &request) override
    {
        if (unanswered_[*request.phone] && request.node != 0)
            lives_since_.erase(request.host); // it had to be left: that may happen
        unanswered_[*request.phone] = request.node == 0;
    }

    void on_refusal(const Datagram &request) override
    {
        unanswered_[*request.phone] = false;
        if (request.node == 0)
            lives_since_.erase(request.host);
    }

    void on_reply(const Datagram &request, const core::Reply &reply) override
    {
        unanswered_[*request.phone] = false;
        if (!world.weather.recovered())
            lives_since_.clear();
        else if (request.node == 0)
            lives_since_.try_emplace(request.host, world.clock.time);
        const auto lives = lives_since_.find(request.host);
        const bool for_long = lives != lives_since_.end() && world.clock.time - lives->second > kBound;
        const bool elsewhere = request.node != 0 && is_add(request.message) && reply.status / 100 == 2;
        must(!elsewhere || !for_long || request.phone->account->registrar != kByPriority, *request.phone,
             "bound at the other node, though the preferred one lives");
    }

    void on_event(Phone &phone, const registration::Event &event) override
    {
        if (is_outcome(event))
            unanswered_[phone] = false;
    }
    void on_restart(Phone &phone) override { unanswered_[phone] = false; }
    void on_cut(Phone &phone) override { unanswered_[phone] = false; }

private:
    static constexpr Seconds kBound{2 * 60 + 32};

    std::map<const Host *, Instant> lives_since_;
    PerPhone<char> unanswered_; // by the preferred node
};

} // namespace

void add_health_rules(World &world, Invariants &rules)
{
    rules.push_back(std::make_unique<ProbesAlone>(world));
    rules.push_back(std::make_unique<ReturnsToThePreferred>(world));
}

} // namespace sipreg::sim
