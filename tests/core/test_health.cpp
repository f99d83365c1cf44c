// SPDX-License-Identifier: LGPL-2.1-or-later
// Which targets are tried, and in what order, after what others have met there.
#include "core/health.hpp"
#include "support/cmocka.hpp"

#include <algorithm>
#include <string>

using namespace sipreg;
using namespace sipreg::core;

namespace {

constexpr Instant kNow{Millis(1'000'000)};
constexpr double kUnit = 0.5;

Target target(unsigned number)
{
    Target target{Transport::udp, {}, 5060};
    target.ip.bytes = {192, 0, 2, static_cast<std::uint8_t>(number)};
    return target;
}

// "10:1 10:2 20:3": rank and number.
std::vector<Place> places(const std::string &text)
{
    std::vector<Place> all;
    for (std::size_t at = 0; at < text.size(); at += 5)
        all.push_back({target(static_cast<unsigned>(text[at + 3] - '0')),
                       static_cast<std::uint16_t>(std::stoi(text.substr(at, 2))), true});
    return all;
}

std::string number(const Target &target) { return std::to_string(target.ip.bytes[3]); }

// "probe 1, 3, 2; skips 4 resting; held 5000; all down".
std::string shown(const Plan &plan, Instant now)
{
    std::string text;
    for (const Target &target : plan.targets) {
        const bool probe = std::find(plan.probes.begin(), plan.probes.end(), target) != plan.probes.end();
        text += (text.empty() ? "" : ", ") + std::string(probe ? "probe " : "") + number(target);
    }
    for (const Skipped &skipped : plan.skipped)
        text += "; skips " + number(skipped.target) + (skipped.why == Skipped::Why::probed ? " probed" : " resting");
    if (plan.held_until > now)
        text += "; held " + std::to_string((plan.held_until - now).count());
    return text + (plan.all_down ? "; all down" : "");
}

// What happens: "f1" fails, "a1" answers, "c1" is claimed, "l1" is left, "+1000" ms pass.
Instant happen(Health &health, const std::string &events, Instant now = kNow)
{
    for (std::size_t at = 0; at < events.size();) {
        const std::size_t end = std::min(events.find(' ', at), events.size());
        const int value = std::stoi(events.substr(at + 1, end - at - 1));
        const Target whom = target(static_cast<unsigned>(value));
        switch (events[at]) {
        case 'f': health.on_failure(whom, now, now, kUnit); break;
        case 'a': health.on_answer(whom, now); break;
        case 'c': health.claim(whom); break;
        case 'l': health.leave(whom); break;
        default: now += Millis(value);
        }
        at = end + 1;
    }
    return now;
}

struct Row {
    const char *name;
    const char *places;
    const char *events;
    Asker asker;
    double unit;
    const char *plan;
};

const Asker kNew;
const Asker kWaits{0, true};
const Asker kAt2{mark_of(target(2)), false};
const Asker kWaitsAt2{mark_of(target(2)), true};

// A rest is 7.5 s at first, from the middle of 5 to 10 s; a trial is 60 s.
const Row kRows[] = {
    {"nothing is known", "10:1 20:2 30:3", "", kNew, 0.5, "1, 2, 3"},
    {"the best has failed", "10:1 20:2 30:3", "f1", kNew, 0.5, "2, 3; skips 1 resting"},
    {"two have failed", "10:1 20:2 30:3", "f1 f2", kNew, 0.5, "3; skips 1 resting; skips 2 resting"},
    {"its rest is nearly over", "10:1 20:2", "f1 +7499", kNew, 0.5, "2; skips 1 resting"},
    {"its rest is over", "10:1 20:2", "f1 +7500", kNew, 0.5, "probe 1, 2"},
    {"another one finds out", "10:1 20:2", "f1 +7500 c1", kNew, 0.5, "2; skips 1 probed"},
    {"who found out went away", "10:1 20:2", "f1 +7500 c1 l1", kNew, 0.5, "probe 1, 2"},
    {"another, who could not wait, failed: still one finds out", "10:1 20:2", "f1 +7500 c1 f1 +15000", kNew, 0.5,
     "2; skips 1 probed"},
    {"it failed again: twice as long", "10:1 20:2", "f1 +7500 c1 f1 l1 +14999", kNew, 0.5, "2; skips 1 resting"},
    {"and is over", "10:1 20:2", "f1 +7500 c1 f1 l1 +15000", kNew, 0.5, "probe 1, 2"},
    {"never longer than the longest", "10:1 20:2", "f1 +7500 f1 +15000 f1 +30000 f1 +45000 f1 +45000", kNew, 0.5,
     "probe 1, 2"},
    {"who failed meanwhile tells nothing new", "10:1 20:2", "f1 f1 f1 f1 +7500", kNew, 0.5, "probe 1, 2"},
    {"a worse one is not probed", "10:1 20:2", "f2 +7500", kNew, 0.5, "1; skips 2 resting"},
    {"somebody waits: no experiments", "10:1 20:2", "f1 +7500", kWaits, 0.5, "2; skips 1 resting"},

    {"at home", "10:1 10:2", "", kAt2, 0.5, "2, 1"},
    {"at home, and a better one lives", "10:1 20:2", "", kAt2, 0.5, "1, 2"},
    {"home has failed", "10:1 10:2", "f2", kAt2, 0.5, "1; skips 2 resting"},
    {"at home, no equal one is probed", "10:1 10:2", "f1 +7500", kAt2, 0.5, "2; skips 1 resting"},
    {"at home, a better one is", "10:1 20:2", "f1 +7500", kAt2, 0.5, "probe 1, 2"},
    {"at home, and somebody waits", "10:1 20:2", "f1 +7500", kWaitsAt2, 0.5, "2; skips 1 resting"},

    {"back: nobody leaves another for it", "10:1 20:2", "f1 +7500 a1 +60000", kAt2, 0.0, "2, 1"},
    {"nor comes to it first", "10:1 20:2", "f1 +7500 a1 +60000", kNew, 0.0, "2, 1"},
    {"then some do", "10:1 20:2", "f1 +7500 a1 +75000", kAt2, 0.24, "1, 2"},
    {"and others not yet", "10:1 20:2", "f1 +7500 a1 +75000", kAt2, 0.26, "2, 1"},
    {"then all", "10:1 20:2", "f1 +7500 a1 +120000", kAt2, 0.999, "1, 2"},
    {"who is at home there stays", "10:2 20:1", "f2 +7500 a2", kAt2, 0.999, "2, 1"},
    {"it failed on trial: the rest goes on growing", "10:1 20:2", "f1 +7500 a1 +59999 f1 +14999", kNew, 0.5,
     "2; skips 1 resting"},
    {"it failed after the trial: from the beginning", "10:1 20:2", "f1 +7500 a1 +60000 f1 +7500", kNew, 0.5,
     "probe 1, 2"},

    {"alone and back: a growing share", "10:1", "f1 +7500 a1 +15000", kNew, 0.49, "1"},
    {"and the others in turn", "10:1", "f1 +7500 a1 +15000", kNew, 0.75, "1; held 7500"},
    {"until all come", "10:1", "f1 +7500 a1 +30000", kNew, 0.999, "1"},
    {"back a moment ago", "10:1", "f1 +7500 a1", kNew, 0.5, "1; held 15000"},

    {"all have failed", "10:1 20:2", "f1 +1000 f2", kNew, 0.5,
     "1, 2; skips 1 resting; skips 2 resting; held 6500; all down"},
    {"all, and one is at home", "10:1 20:2", "f1 +1000 f2", kAt2, 0.5,
     "2, 1; skips 1 resting; skips 2 resting; held 6500; all down"},
    {"the likeliest to live comes first", "10:1 20:2", "f1 +7500 f1 f2", kWaits, 0.5,
     "2, 1; skips 1 resting; skips 2 resting; held 7500; all down"},
    {"all rests are over: whoever comes walks them all", "10:1 20:2", "f1 f2 +7500", kNew, 0.5, "probe 1, probe 2"},
    {"and nobody beside", "10:1 20:2", "f1 f2 +7500 c1 c2", kNew, 0.5,
     "1, 2; skips 1 probed; skips 2 probed; held 10000; all down"},
    {"one rests, one is free", "10:1 20:2", "f1 +7500 f2", kNew, 0.5, "probe 1; skips 2 resting"},
    {"nowhere to go", "", "", kNew, 0.5, ""},
};

void places_are_planned(void **)
{
    bool all = true;
    for (const Row &row : kRows) {
        Health health{Caution{}};
        const Instant now = happen(health, row.events);
        const std::string plan = shown(health.plan(places(row.places), row.asker, now, row.unit), now);
        if (plan != row.plan)
            print_error("%s: %s; wanted %s\n", row.name, plan.c_str(), row.plan);
        all = all && plan == row.plan;
    }
    assert_true(all);
}

void silence_tells_nothing_if_others_were_answered_since(void **)
{
    Health health{Caution{}};
    const Instant sent = kNow;
    health.on_answer(target(1), sent + Millis(1));
    health.on_failure(target(1), sent, sent + Seconds(4), kUnit);
    assert_int_equal(health.resting(sent + Seconds(4)), 0);
    health.on_failure(target(1), sent + Millis(1), sent + Seconds(5), kUnit);
    assert_int_equal(health.resting(sent + Seconds(5)), 1);
}

void a_target_rests_as_long_as_it_asked_for(void **)
{
    Health health{Caution{}};
    health.on_failure(target(1), kNow, kNow, kUnit, {Seconds(600)});
    health.on_answer(target(1), kNow + Seconds(300)); // to another
    assert_int_equal(health.resting(kNow + Seconds(600) - Millis(1)), 1);
    assert_int_equal(health.resting(kNow + Seconds(600)), 0);
}

void neither_longer_than_it_asked_for_nor_than_whoever_failed_waits(void **)
{
    const struct {
        Respite respite;
        int rest;
    } rows[] = {{{Seconds(3)}, 3000}, {{Millis(0), Seconds(1)}, 750}, {{Millis(0), Seconds(100)}, 7500}};
    for (const auto &row : rows) {
        Health health{Caution{}};
        health.on_failure(target(1), kNow, kNow, kUnit, row.respite);
        assert_int_equal(health.resting(kNow + Millis(row.rest - 1)), 1);
        assert_int_equal(health.resting(kNow + Millis(row.rest)), 0);
    }
}

void rests_are_spread_by_chance(void **)
{
    for (const auto &[unit, rest] : {std::pair{0.0, 5000}, {0.999, 9995}}) {
        Health health{Caution{}};
        health.on_failure(target(1), kNow, kNow, unit);
        assert_int_equal(health.resting(kNow + Millis(rest - 1)), 1);
        assert_int_equal(health.resting(kNow + Millis(rest)), 0);
    }
}

void nothing_is_known_on_another_network(void **)
{
    Health health{Caution{}};
    happen(health, "f1 f2");
    health.clear();
    assert_string_equal(shown(health.plan(places("10:1 20:2"), kNew, kNow, kUnit), kNow).c_str(), "1, 2");
}

void thousands_of_targets_are_bounded(void **)
{
    Health health{Caution{}};
    Target each = target(1);
    happen(health, "f9 +1");
    for (unsigned i = 0; i < 3000; ++i) {
        each.port = static_cast<std::uint16_t>(i + 1);
        i % 2 == 0 ? health.on_answer(each, kNow + Millis(i)) : health.on_failure(each, kNow + Millis(i), kNow + Millis(i), kUnit);
        assert_true(health.size() <= 1024);
    }
    // What failed last is still known; what failed first is forgotten.
    each.port = 3000;
    assert_int_equal(health.plan({{each, 0, true}}, kNew, kNow + Seconds(4), kUnit).skipped.size(), 1);
    assert_int_equal(health.plan({{target(9), 0, true}}, kNew, kNow + Seconds(4), kUnit).skipped.size(), 0);
}

void marks_tell_targets_apart(void **)
{
    Target other = target(1);
    other.port = 5061;
    assert_true(mark_of(target(1)) != mark_of(other));
    other = target(1);
    other.transport = Transport::tcp;
    assert_true(mark_of(target(1)) != mark_of(other));
    assert_true(mark_of(target(1)) != mark_of(target(2)));
    const auto on = [](const char *ip) { return mark_of({Transport::udp, parse_zoned_ip(ip).value(), 5060}); };
    assert_true(on("fe80::1%eth0") != on("fe80::1%eth1"));
    assert_true(mark_of(target(1)) == mark_of(target(1)));
}

} // namespace

int main()
{
    const CMUnitTest health[] = {
        cmocka_unit_test(places_are_planned),
        cmocka_unit_test(silence_tells_nothing_if_others_were_answered_since),
        cmocka_unit_test(a_target_rests_as_long_as_it_asked_for),
        cmocka_unit_test(neither_longer_than_it_asked_for_nor_than_whoever_failed_waits),
        cmocka_unit_test(rests_are_spread_by_chance),
        cmocka_unit_test(nothing_is_known_on_another_network),
        cmocka_unit_test(thousands_of_targets_are_bounded),
        cmocka_unit_test(marks_tell_targets_apart),
    };
    return cmocka_run_group_tests(health, nullptr, nullptr);
}
