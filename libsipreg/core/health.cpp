// SPDX-License-Identifier: LGPL-2.1-or-later
// Which targets live.
#include "core/health.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

constexpr std::size_t kMostTargets = 1024;
constexpr unsigned kMostDoublings = 20;

// From the upper half of what it doubled to.
Millis rest_after(unsigned failures, const Caution &caution, const Respite &respite, double unit) noexcept
{
    const Millis first = std::min(caution.rest, respite.longest_first);
    const Millis doubled = first * (Millis::rep(1) << std::min(failures - 1, kMostDoublings));
    const double longest = static_cast<double>(std::min(doubled, caution.longest_rest).count());
    return Millis(static_cast<Millis::rep>(longest * (0.5 + unit / 2)));
}

// The part of @p whole that is over, from 0 to 1.
double share(Millis over, Millis whole) noexcept
{
    if (over >= whole)
        return 1;
    return over <= Millis(0) ? 0 : static_cast<double>(over.count()) / static_cast<double>(whole.count());
}

std::vector<Target> targets_of(const std::vector<const Place *> &places)
{
    std::vector<Target> targets;
    for (const Place *place : places)
        targets.push_back(place->target);
    return targets;
}

bool holds(const std::vector<Target> &targets, const Target &target)
{
    return std::find(targets.begin(), targets.end(), target) != targets.end();
}

bool is_home(const Target &target, const Asker &asker) noexcept
{
    return asker.home != 0 && mark_of(target) == asker.home;
}

} // namespace

const char *name(Skipped::Why why) noexcept
{
    return why == Skipped::Why::probed ? "probed" : "resting";
}

Skipped::Why Health::why(State state) noexcept
{
    return state == State::probed ? Skipped::Why::probed : Skipped::Why::resting;
}

// FNV-1a.
std::uint32_t mark_of(const Target &target) noexcept
{
    std::uint32_t mark = 2'166'136'261u;
    const auto mix = [&](unsigned byte) { mark = (mark ^ (byte & 0xff)) * 16'777'619u; };
    mix(static_cast<unsigned>(target.transport));
    for (const std::uint8_t byte : target.ip.bytes)
        mix(byte);
    for (const char letter : target.ip.zone)
        if (letter != 0)
            mix(static_cast<unsigned char>(letter));
    mix(target.port);
    mix(target.port >> 8u);
    return mark != 0 ? mark : 1;
}

Health::State Health::state(const Target &target, Instant now) const
{
    const auto found = records_.find(target);
    if (found == records_.end())
        return State::well;
    const Record &record = found->second;
    if (record.down)
        return record.rests_until > now ? State::resting : record.probed ? State::probed : State::due;
    return record.back_since && now - *record.back_since < 2 * caution_.trial ? State::back : State::well;
}

Millis Health::back_for(const Target &target, Instant now) const
{
    return now - *records_.at(target).back_since;
}

// To those who could be elsewhere: after the trial to more and more, so that they do not come all at once.
bool Health::welcomes(const Place &place, Instant now, double unit) const
{
    return state(place.target, now) == State::well ||
           unit < share(back_for(place.target, now) - caution_.trial, caution_.trial);
}

// Who is at home stays there, but for a place of better rank. Null: none takes in whoever comes.
const Place *Health::leader(const Choice &alive, const Place *home, Instant now, double unit) const
{
    for (const Place *place : alive)
        if (place == home || ((home == nullptr || place->rank < home->rank) && welcomes(*place, now, unit)))
            return place;
    return nullptr;
}

// Until when to wait if the only target there is came back a short time ago; in the past: no need to.
Instant Health::slow_start(const Target &target, Instant now, double unit) const
{
    const Millis whole = caution_.trial / 2;
    const Millis over = back_for(target, now);
    const double grown = share(over, whole);
    if (unit < grown)
        return Instant::min();
    const double left = static_cast<double>((whole - over).count());
    return now + Millis(static_cast<Millis::rep>(left * (unit - grown) / (1 - grown)));
}

void Health::among_the_living(Plan &plan, const Choice &alive, const Choice &due, const Asker &asker, Instant now,
                              double unit) const
{
    const auto at = std::find_if(alive.begin(), alive.end(),
                                 [&](const Place *place) { return is_home(place->target, asker); });
    const Place *const home = at != alive.end() ? *at : nullptr;
    const Place *first = leader(alive, home, now, unit);
    if (first == nullptr) {
        first = alive.front();
        plan.held_until = slow_start(first->target, now, unit);
    }
    const bool probes = !asker.waits && !due.empty() && due.front() < first &&
                        (first != home || due.front()->rank < home->rank);
    if (probes)
        plan.targets.push_back(due.front()->target);
    plan.probes = plan.targets;
    plan.targets.push_back(first->target);
    for (const Place *place : alive)
        if (place != first)
            plan.targets.push_back(place->target);
}

// The least unlikely first, for those who cannot wait.
void Health::among_the_dead(Plan &plan, const std::vector<Place> &places, const Asker &asker, Instant now) const
{
    plan.all_down = true;
    plan.held_until = kNever;
    for (const Place &place : places) {
        const bool rests = state(place.target, now) == State::resting;
        const Instant again = rests ? records_.at(place.target).rests_until : now + caution_.rest;
        plan.held_until = std::min(plan.held_until, again);
        plan.targets.push_back(place.target);
    }
    std::stable_sort(plan.targets.begin(), plan.targets.end(), [&](const Target &a, const Target &b) {
        return records_.at(a).failures < records_.at(b).failures;
    });
    const auto home = std::find_if(plan.targets.begin(), plan.targets.end(),
                                   [&](const Target &target) { return is_home(target, asker); });
    if (home != plan.targets.end())
        std::rotate(plan.targets.begin(), home, home + 1);
}

Plan Health::plan(const std::vector<Place> &places, const Asker &asker, Instant now, double unit) const
{
    Plan plan;
    Choice alive, due;
    for (const Place &place : places) {
        const State is = state(place.target, now);
        if (is == State::well || is == State::back)
            alive.push_back(&place);
        if (is == State::due)
            due.push_back(&place);
    }
    if (!alive.empty())
        among_the_living(plan, alive, due, asker, now, unit);
    else if (!due.empty())
        plan.targets = plan.probes = targets_of(due);
    else if (!places.empty())
        among_the_dead(plan, places, asker, now);
    for (const Place &place : places)
        if (plan.all_down || !holds(plan.targets, place.target))
            plan.skipped.push_back({place.target, why(state(place.target, now))});
    return plan;
}

bool Health::may_be_tried(const Target &target, Instant now) const
{
    const State is = state(target, now);
    return is != State::resting && is != State::probed;
}

void Health::claim(const Target &target)
{
    const auto found = records_.find(target);
    if (found != records_.end())
        found->second.probed = true;
}

void Health::leave(const Target &target) noexcept
{
    const auto found = records_.find(target);
    if (found != records_.end())
        found->second.probed = false;
}

void Health::on_answer(const Target &target, Instant now)
{
    Record &known = record(target, now);
    known.known_at = now;
    if (known.down && known.wants_rest_until <= now) {
        known.down = false;
        known.back_since = now;
    }
}

void Health::on_failure(const Target &target, Instant sent, Instant now, double unit, const Respite &respite)
{
    Record &known = record(target, now);
    if (sent < known.known_at)
        return;
    known.known_at = now;
    const bool rests = known.down && known.rests_until > now; // then it is what was known
    if (!rests) {
        if (!known.down && known.back_since && now - *known.back_since >= caution_.trial)
            known.failures = 0;
        const Millis rest = rest_after(++known.failures, caution_, respite, unit);
        known.rests_until = now + (respite.wanted > Millis(0) ? respite.wanted : rest);
    }
    known.wants_rest_until = std::max(known.wants_rest_until, now + respite.wanted);
    known.rests_until = std::max(known.rests_until, known.wants_rest_until);
    known.down = true;
}

std::size_t Health::resting(Instant now) const
{
    return static_cast<std::size_t>(std::count_if(records_.begin(), records_.end(), [&](const auto &entry) {
        return entry.second.down && entry.second.rests_until > now;
    }));
}

Health::Record &Health::record(const Target &target, Instant now)
{
    const auto found = records_.find(target);
    if (found != records_.end())
        return found->second;
    make_room(now);
    return records_[target];
}

// What is well needs no record but to tell one lost request from a dead target; next goes what was heard of longest ago.
void Health::make_room(Instant now)
{
    if (records_.size() < kMostTargets)
        return;
    std::erase_if(records_, [&](const auto &entry) { return state(entry.first, now) == State::well; });
    while (records_.size() >= kMostTargets)
        records_.erase(std::min_element(records_.begin(), records_.end(), [](const auto &a, const auto &b) {
            return a.second.known_at < b.second.known_at;
        }));
}

} // namespace sipreg::core
