// SPDX-License-Identifier: LGPL-2.1-or-later
// Everything together: hosts with their registrations, network, registrar, users, weather, and the rules.
#pragma once

#include "simulation/agenda.hpp"
#include "simulation/chance.hpp"
#include "simulation/host.hpp"
#include "simulation/invariant.hpp"
#include "simulation/network.hpp"
#include "simulation/phone.hpp"
#include "simulation/registrar.hpp"
#include "simulation/service.hpp"
#include "simulation/user.hpp"
#include "simulation/weather.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sipreg::sim {

inline constexpr Seconds kLongestBackoff{1800};
/// How long an application waits before it starts again what gave up.
inline constexpr Seconds kPatience{600};
/// This long after the last fault has ended, everything that is to be registered is: the longest that a
/// registration trusts what it was told, or waits, or has given up; and some minutes for the attempt itself.
inline constexpr Seconds kRecovery = kLongestExpiry + kPatience + Seconds(300);

/// A registrar whose first node the DNS prefers; elsewhere both are equal.
inline constexpr const char *kByPriority = "sip:sim.example";

/// What a seed makes usual.
struct Settings {
    Conditions conditions;
    Policy policy;
    std::uint32_t registrar_per_s = 0; // of some hosts
};

struct Violation {
    Instant when{};
    std::uint32_t phone = 0;
    std::string invariant, sentence;
    std::vector<std::string> happenings; // of the phone and of the world, in order
};

struct Counts {
    std::uint64_t requests = 0, events = 0, steps = 0;
    std::uint64_t questions = 0, awaited = 0; // asked of applications; bindings that had to be there soon, and were looked for
    std::uint64_t compared = 0, excused = 0; // looks at a registration at rest; those at one that had not heard of all
};

class World {
public:
    World(std::uint64_t seed, std::size_t phones);
    ~World();

    /// Until something is violated, or the end.
    void run(Seconds length);
    /// Everybody stops, and the world comes to rest; then everybody starts at once.
    void finish();

    Clock clock;
    Agenda agenda{clock};

private:
    Chance chance_;

public:
    const Settings settings;
    Registrar registrar;
    Service service;
    Network network;
    std::vector<std::unique_ptr<Host>> hosts;
    std::vector<std::unique_ptr<Phone>> phones;
    Weather weather;
    User user;
    Counts counts;
    std::optional<Violation> violation;

    void start(Phone &phone, Wish wish);
    void stop(Phone &phone);
    void query(Phone &phone);
    /// With an outcome within @p deadline.
    void refresh(Phone &phone, Millis deadline);
    void remove_others(Phone &phone);
    void remove_all(Phone &phone);
    /// To the last question.
    void answer(Phone &phone, bool right);
    /// Its process ends without a word, and another takes over: with a snapshot, or knowing nothing.
    void restart(Phone &phone, bool snapshot, Millis clock_jump);

    /// The last that was done to its bindings is the last that it has heard of.
    bool is_settled(const Phone &phone) const { return phone.heard_change == registrar.changes(phone.number); }

    // For the parts.
    void on_composed(Datagram &request);
    void on_request(Datagram &request);
    void on_reply(const Datagram &request, const core::Reply &reply);
    void on_timeout(const Datagram &request);
    void on_refusal(const Datagram &request);
    void on_event(registration::Registration &registration, const registration::Event &event);
    void on_cut(Phone &phone);
    void on_network(Phone &phone);
    void on_recovered();
    void note(const char *what, const char *detail = "");
    void note(Phone &phone, const char *what, std::int64_t a = -1, std::int64_t b = -1);
    void broken(const Phone *phone, const char *invariant, const std::string &sentence);

private:
    template <typename Tell> void everyone(Tell tell)
    {
        for (const auto &invariant : invariants_)
            tell(*invariant);
    }
    void add_phone(std::uint32_t number);
    void add_host(std::uint32_t number, std::size_t window);
    void wished(Phone &phone);
    void learn_change(Phone &phone, const Datagram &request);
    void run_until(Instant end);
    void step(Host &first);
    Host &earliest();
    void look_at_touched();
    void touch(Phone &phone);
    Phone &phone_of(const registration::Registration &registration);

    std::vector<std::unique_ptr<Invariant>> invariants_;
    std::vector<Phone *> touched_;
    std::uint64_t happenings_ = 0;
    Journal journal_;
};

} // namespace sipreg::sim
