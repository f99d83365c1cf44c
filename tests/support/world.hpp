// SPDX-License-Identifier: LGPL-2.1-or-later
// A driver among fakes, its virtual time, and what it did as text that can be compared.
#pragma once

#include "base/hash.hpp"
#include "registration/driver.hpp"
#include "support/cmocka.hpp"
#include "support/fake_registrar.hpp"

#include <algorithm>

namespace sipreg::fake {

inline const char *name(core::Failure failure)
{
    static const char *const kNames[] = {"none",        "temporary", "forbidden", "fatal",  "credentials",
                                         "dns",         "transport", "tls",       "timeout"};
    return kNames[static_cast<int>(failure)];
}

inline const char *name(core::Operation operation)
{
    static const char *const kNames[] = {"none",  "register",      "unregister",
                                         "query", "remove others", "remove all"};
    return kNames[static_cast<int>(operation)];
}

/// "registered 3600", "failed register timeout, retry", ...
inline std::string shown(const registration::Event &event)
{
    using registration::EventType;
    switch (event.type) {
    case EventType::registered:
        return "registered " + std::to_string(event.granted_s);
    case EventType::failed:
        return std::string("failed ") + name(event.operation) + " " + name(event.failure) +
               (event.will_retry ? ", retry" : "");
    case EventType::degraded:
        return "degraded";
    case EventType::expired:
        return "expired";
    case EventType::unregistered:
        return "unregistered";
    case EventType::public_address:
        return "seen at " + event.public_address;
    case EventType::bindings:
        return "bindings " + std::to_string(event.bindings.size());
    case EventType::lost:
        return "lost";
    case EventType::replaced:
        return "replaced";
    case EventType::foreign:
        return "foreign " + std::to_string(event.bindings.size());
    case EventType::rewritten:
        return "rewritten";
    case EventType::status:
        return "status";
    case EventType::credentials:
        return "asked for " + event.question->realm + (event.question->rejected ? " again" : "");
    case EventType::downgrade:
        return std::string("downgrade to ") + core::name(event.downgrade->now);
    }
    return "?";
}

struct Journal : registration::Listener {
    std::vector<registration::Event> events;
    std::function<void(registration::Registration &, const registration::Event &)> watch;
    bool keep = true;

    void on_event(registration::Registration &registration, registration::Event event) override
    {
        if (watch)
            watch(registration, event);
        if (keep)
            events.push_back(std::move(event));
    }
};

inline std::string short_md5(std::string_view data) { return sha256_hex(data).substr(0, 32); }

struct World {
    explicit World(std::size_t max_outstanding = 200, core::Policy policy = {})
        : World(core::Pace{max_outstanding}, policy)
    {
    }
    explicit World(const core::Pace &pace, core::Policy policy = {})
        : driver({transport, resolver, clock, dice},
                 {policy, {short_md5, sha256_hex, sha512_256_hex}, pace, {}, "test"}, journal)
    {
        transport.script = registrar.script();
    }

    Clock clock;
    Agenda agenda;
    Dice dice;
    Transport transport{clock, agenda};
    Resolver resolver{clock, agenda};
    Registrar registrar{clock};
    Journal journal;
    registration::Driver driver;

    /// One thing after the other, until nothing is left to do before @p end; then it is @p end.
    void run_until(Instant end)
    {
        for (;;) {
            const Instant next = std::min(agenda.next(), driver.next_deadline());
            if (next > end)
                break;
            clock.time = std::max(clock.time, next);
            if (agenda.next() <= clock.time)
                agenda.run_first();
            else
                driver.on_time();
        }
        clock.time = end;
    }
    void run(Millis span) { run_until(clock.time + span); }

    /// The events so far, forgotten then.
    std::string story()
    {
        std::string text;
        for (const registration::Event &event : journal.events)
            text += (text.empty() ? "" : "; ") + shown(event);
        journal.events.clear();
        return text;
    }

    /// The requests so far, forgotten then.
    std::string requests()
    {
        std::string text;
        for (const Sent &sent : transport.messages)
            text += (text.empty() ? "" : " ") + sent.kind();
        transport.messages.clear();
        return text;
    }
};

inline std::shared_ptr<core::Account> account(const char *registrar = "sip:192.0.2.1",
                                              const std::string &aor = "sip:alice@example.com")
{
    auto account = std::make_shared<core::Account>();
    core::set_aor(*account, aor);
    core::set_registrar(*account, registrar);
    core::set_password(*account, "secret");
    return account;
}

/// A registration in its world, forgotten when it ends.
struct Client {
    explicit Client(World &where, std::shared_ptr<const core::Account> what = account())
        : world(where), registration(std::move(what))
    {
    }
    ~Client() { world.driver.forget(registration); }

    World &world;
    registration::Registration registration;

    void start() { world.driver.start(registration, core::Goal::keep); }
    void once() { world.driver.start(registration, core::Goal::once); }
    void stop() { world.driver.stop(registration); }
    void query() { world.driver.query(registration); }
    registration::Event status() const { return registration::status_of(registration, world.clock.now()); }
    bool is(core::State state) const { return core::state_of(registration.session) == state; }
};

} // namespace sipreg::fake

/// Compares texts and shows both.
#define ASSERT_TEXT(got, wanted) assert_string_equal((got).c_str(), wanted)
