// SPDX-License-Identifier: LGPL-2.1-or-later
// Random walks through everything that can be put in: what must hold whatever happens.
#include "support/sanitized.hpp"
#include "support/world.hpp"

#include <array>

namespace sipreg::fake {

namespace {

constexpr std::size_t kClients = 5;
constexpr int kSteps = 4000;

/// A world in which anything may happen, and the first thing that must not have.
class Walk {
public:
    explicit Walk(unsigned seed) : limit_(seed % 2 == 0 ? 2 : kClients), world_(limit_), source_(seed)
    {
        world_.transport.keep_messages = world_.journal.keep = false;
        world_.dice.spread = true;
        world_.transport.script = [this](const Sent &sent) { return answer(sent); };
        world_.journal.watch = [this](registration::Registration &who, const registration::Event &event) {
            hear(event);
            if (event.question)
                asked_[&who] = event.question->number;
        };
        for (std::size_t i = 0; i < kClients; ++i)
            renew(i);
    }

    const std::string &trouble() const { return trouble_; }
    std::size_t heard(registration::EventType type) const { return heard_[static_cast<int>(type)]; }

    void step()
    {
        change_the_weather();
        act();
        look();
    }

    /// Everybody stops at a registrar that answers: all must come to rest, and every place must be free again.
    void settle()
    {
        world_.transport.script = world_.registrar.script();
        world_.transport.connect_time = Millis(0);
        world_.registrar.touch = nullptr;
        world_.registrar.asks = false; // nobody answers for the application
        easy_names();
        for (const auto &client : clients_)
            client->stop();
        world_.run(Seconds(200));
        must(world_.transport.outstanding() == 0, "a request is left");
        must(world_.resolver.outstanding() == 0, "a lookup is left");
        must(world_.driver.next_deadline() == kNever, "a timer is left");
        for (const auto &client : clients_)
            must(client->is(core::State::idle) && !client->registration.attempt, "somebody is not idle");
        world_.driver.forget_health(); // nobody waits for others
        for (const auto &client : clients_)
            client->start();
        must(world_.transport.outstanding() == limit_, "a place is lost");
        world_.run(Seconds(100));
        for (const auto &client : clients_)
            must(client->is(core::State::registered), "somebody cannot register any more");
    }

private:
    unsigned roll(unsigned sides) { return static_cast<unsigned>(source_() % sides); }

    void must(bool holds, const std::string &what)
    {
        if (!holds && trouble_.empty())
            trouble_ = what;
    }

    void easy_names()
    {
        world_.resolver.hosts["registrar.example"] = {"192.0.2.1", "192.0.2.2", "2001:db8::1"};
        world_.resolver.answers = true;
        world_.resolver.delay.reset();
    }

    void renew(std::size_t at)
    {
        const bool numeric = roll(2) == 0;
        auto who = account(numeric ? "sip:192.0.2.1" : "sip:registrar.example",
                           "sip:user" + std::to_string(++made_) + "@example.com");
        who->expires_s = 1 + roll(3) * 900;
        if (roll(2) == 0)
            let_it_ask(*who);
        clients_[at].reset();
        clients_[at] = std::make_unique<Client>(world_, who);
    }

    static void let_it_ask(core::Account &account)
    {
        auto extras = std::make_shared<core::Extras>(*account.extras);
        extras->asks_for_credentials = true;
        account.extras = extras;
        account.password = Secret();
    }

    // Also when nothing is asked, or something else by now.
    void give(registration::Registration &registration)
    {
        std::optional<core::Grant> grant;
        if (roll(4) != 0)
            grant = roll(4) == 0 ? core::token_grant("t") : core::password_grant("secret");
        world_.driver.give(registration, asked_[&registration], std::move(grant));
    }

    void change_the_weather()
    {
        easy_names();
        if (roll(4) == 0)
            world_.resolver.delay = Millis(roll(40'000));
        if (roll(10) == 0)
            world_.resolver.answers = false;
        if (roll(10) == 0)
            world_.resolver.hosts.clear();
        world_.transport.connect_time = Millis(roll(3) == 0 ? roll(10'000) : 0);
        world_.transport.local4.port = static_cast<std::uint16_t>(5070 + roll(2));
        world_.registrar.seen = core::HostPort{"203.0.113.7", static_cast<std::uint16_t>(40000 + roll(2))};
        world_.registrar.one_time_nonces = roll(2) == 0;
        world_.registrar.min_expires_s = roll(2) * 300;
        world_.registrar.max_expires_s = 1 + roll(4) * 600;
    }

    Answer answer(const Sent &sent)
    {
        static constexpr int kStatus[] = {200, 302, 401, 403, 404, 408, 423, 480, 500, 503, 504, 603};
        if (roll(2) == 0)
            return world_.registrar.answer(sent);
        world_.registrar.watch(sent);
        switch (roll(5)) {
        case 0:
            return {};
        case 1:
            return {{}, static_cast<core::Silence>(1 + roll(7)), Millis(roll(2000))};
        case 2:
            return {challenge("n" + std::to_string(roll(3)), roll(2) == 0, roll(2) == 0 ? 401 : 407), {}};
        default:
            return {status(kStatus[roll(std::size(kStatus))]), {}, Millis(roll(6000))};
        }
    }

    void act()
    {
        const std::size_t at = roll(kClients);
        Client &client = *clients_[at];
        switch (roll(16)) {
        case 0:
        case 1:
        case 2:
            return client.start();
        case 3:
            return client.once();
        case 4:
            return client.stop();
        case 5:
            return client.query();
        case 6:
            return roll(5) == 0 ? renew(at) : void();
        case 7:
            return world_.run(Seconds(roll(4000)));
        case 8:
        case 9:
        case 10:
        case 11:
            return give(client.registration);
        default:
            return world_.run(Millis(roll(5000)));
        }
    }

    void hear(const registration::Event &event)
    {
        using registration::EventType;
        ++heard_[static_cast<int>(event.type)];
        if (event.type == EventType::registered) {
            must(event.status / 100 == 2 && event.granted_s > 0, "registered without a 2xx");
            must(event.attempt == 0 && !event.degraded, "registered, yet failing");
        }
        if (event.type == EventType::unregistered)
            must(event.granted_s == 0, "unregistered, yet granted");
        if (event.type == EventType::failed) {
            must(event.failure != core::Failure::none && !event.cause.empty(), "failed without a cause");
            must(event.attempt > 0, "failed, but no attempt did");
            must(!event.will_retry || event.next_attempt > Millis(0), "a retry without a time");
        }
        must(event.degraded == false || event.remaining > Millis(0), "degraded without a binding");
    }

    void look()
    {
        must(world_.transport.most_outstanding <= limit_, "more requests out than the window allows");
        must(!world_.transport.doubled, "two requests of one registration");
        must(world_.registrar.complaint.empty(), world_.registrar.complaint);
        for (const auto &client : clients_)
            look_at(client->registration);
    }

    void look_at(const registration::Registration &registration)
    {
        const core::Session &session = registration.session;
        const Instant wake = core::next_wake(session);
        must(session.resting() == (registration.attempt == nullptr), "an attempt without a phase, or a phase without");
        must(session.resting() == (session.operation == core::Operation::none), "at rest, yet with an operation");
        must(session.alive() == (session.granted_s > 0), "a lifetime without an end, or an end without");
        must(!session.degraded || session.alive(), "degraded without a binding");
        must(registration.due() == wake, "the timer is not where the session wants it");
        must(session.phase == core::Phase::queued || session.resting() || wake != kNever, "an attempt without an end");
        must(!session.resting() || session.goal != core::Goal::remove, "at rest with a removal to do");
        must(!session.resting() || session.goal != core::Goal::keep || session.next_attempt != kNever,
             "kept by nobody");
        must(!session.resting() || !session.wishes, "a query forgotten");
        must(std::find(registration.old_contacts.begin(), registration.old_contacts.end(), registration.contact) ==
                 registration.old_contacts.end(),
             "asked for and removed at once");
    }

    const std::size_t limit_;
    World world_;
    std::mt19937_64 source_;
    std::size_t made_ = 0;
    std::size_t heard_[16] = {};
    std::map<const registration::Registration *, std::int64_t> asked_; // the last question
    std::string trouble_;
    std::array<std::unique_ptr<Client>, kClients> clients_;
};

struct Findings {
    std::string trouble;
    int step = 0;
    bool heard_all = true;
};

Findings walk(unsigned seed)
{
    Walk walk(seed);
    Findings findings;
    for (; findings.step < kSteps && walk.trouble().empty(); ++findings.step)
        walk.step();
    if (walk.trouble().empty())
        walk.settle();
    findings.trouble = walk.trouble();
    for (int type = 0; type <= static_cast<int>(registration::EventType::bindings); ++type)
        findings.heard_all = findings.heard_all && walk.heard(static_cast<registration::EventType>(type)) > 0;
    findings.heard_all = findings.heard_all && walk.heard(registration::EventType::credentials) > 0;
    return findings;
}

void whatever_happens_the_rules_hold(void **)
{
    const unsigned seeds = test::kSanitized ? 5 : 20;
    for (unsigned seed = 1; seed <= seeds; ++seed) {
        const Findings found = walk(seed);
        if (!found.trouble.empty())
            fail_msg("seed %u, step %d: %s", seed, found.step, found.trouble.c_str());
        if (!found.heard_all)
            fail_msg("seed %u: some kind of event never came, so the walk shows little", seed);
    }
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest random_walk[] = {
        cmocka_unit_test(whatever_happens_the_rules_hold),
    };
    return cmocka_run_group_tests(random_walk, nullptr, nullptr);
}
