// SPDX-License-Identifier: LGPL-2.1-or-later
// Which targets live: known by what all registrations of an endpoint met there.
#pragma once

#include "base/units.hpp"
#include "core/place.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace sipreg::core {

struct Caution {
    Millis rest{10'000};         // a target that failed is left alone for so long, doubled with each failure in a row
    Millis longest_rest{60'000};
    Millis trial{60'000};        // a target that is back serves for so long before anybody leaves another for it
};

/// Small enough to be kept by everybody: two targets of one name will hardly ever have the same, and then one is taken for the
/// other. Never 0. It stands in snapshots: how it is made stays as it is.
std::uint32_t mark_of(const Target &target) noexcept;

/// Who wants to know where to send.
struct Asker {
    std::uint32_t home = 0; // mark of the target where its binding was made; 0: none
    bool waits = false;     // somebody waits for the outcome, or time is short: no experiments
};

/// What a failure says of the rest that follows.
struct Respite {
    Millis wanted{0}; // by the target: so long, neither more nor less; 0: it did not say
    Millis longest_first = Millis::max(); // whoever failed comes again himself so soon, and is not to be held by his own failure
};

struct Skipped {
    enum class Why : std::uint8_t {
        resting, // it failed a short time ago
        probed   // another registration is finding out
    };
    Target target;
    Why why = Why::resting;

    bool operator==(const Skipped &) const = default;
};

/// "resting", "probed".
const char *name(Skipped::Why why) noexcept;

struct Plan {
    std::vector<Target> targets; // to be tried, in this order
    std::vector<Target> probes;  // those of them that nobody knows of: to be claimed before they are tried
    std::vector<Skipped> skipped;
    Instant held_until = Instant::min(); // nobody should be tried before, unless it cannot wait
    bool all_down = false;               // and so it is for everybody with the same targets
};

/// A target that fails rests. Then one registration probes it, and the others hear of what it found. When it is back, they
/// return to it by and by.
class Health {
public:
    explicit Health(const Caution &caution) : caution_(caution) {}

    /// Of @p places, in order. @p unit is thrown by the caller, in [0, 1).
    Plan plan(const std::vector<Place> &places, const Asker &asker, Instant now, double unit) const;

    /// It lives, or nobody knows.
    bool may_be_tried(const Target &target, Instant now) const;

    /// Nobody else probes the target until whoever claimed it leaves it.
    void claim(const Target &target);
    void leave(const Target &target) noexcept;

    void on_answer(const Target &target, Instant now);
    /// A request that was sent at @p sent has failed there. If another was answered since, it tells nothing.
    void on_failure(const Target &target, Instant sent, Instant now, double unit, const Respite &respite = {});

    /// Nothing is known any more, as on another network.
    void clear() noexcept { records_.clear(); }

    std::size_t resting(Instant now) const;
    std::size_t size() const noexcept { return records_.size(); }

private:
    enum class State { well, back, due, resting, probed };
    struct Record {
        bool down = false;
        bool probed = false;
        unsigned failures = 0; // in a row, without a whole trial between them
        Instant rests_until = Instant::min();
        Instant wants_rest_until = Instant::min(); // it said so, whatever it answers to others
        std::optional<Instant> back_since; // after it was down
        Instant known_at = Instant::min(); // when something was heard of it last, or it failed
    };
    using Choice = std::vector<const Place *>;

    static Skipped::Why why(State state) noexcept;
    State state(const Target &target, Instant now) const;
    Millis back_for(const Target &target, Instant now) const;
    bool welcomes(const Place &place, Instant now, double unit) const;
    const Place *leader(const Choice &alive, const Place *home, Instant now, double unit) const;
    void among_the_living(Plan &plan, const Choice &alive, const Choice &due, const Asker &asker, Instant now,
                          double unit) const;
    void among_the_dead(Plan &plan, const std::vector<Place> &places, const Asker &asker, Instant now) const;
    Instant slow_start(const Target &target, Instant now, double unit) const;
    Record &record(const Target &target, Instant now);
    void make_room(Instant now);

    const Caution caution_;
    std::map<Target, Record> records_;
};

} // namespace sipreg::core
