// SPDX-License-Identifier: LGPL-2.1-or-later
// The simulation as a command: any number of seeds, as many days as wanted.
#include "simulation/world.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace sipreg::sim {

namespace {

struct Order {
    std::uint64_t seed = 1, seeds = 1, registrations = 300, days = 3;
};

struct Totals {
    Counts counts;
    std::vector<std::uint64_t> faults = std::vector<std::uint64_t>(all_faults().size());

    void add(const World &world)
    {
        counts.requests += world.counts.requests;
        counts.events += world.counts.events;
        counts.steps += world.counts.steps;
        counts.questions += world.counts.questions;
        counts.awaited += world.counts.awaited;
        counts.compared += world.counts.compared;
        counts.excused += world.counts.excused;
        for (std::size_t fault = 0; fault < faults.size(); ++fault)
            faults[fault] += world.weather.counts()[fault];
    }
};

unsigned long long shown(std::uint64_t count) { return count; }

void show(const Violation &violation, std::uint64_t seed, const Order &order)
{
    std::printf("\nVIOLATED: %s: %s\n", violation.invariant.c_str(), violation.sentence.c_str());
    std::printf("seed %llu, registration %u, at %s\n", shown(seed), static_cast<unsigned>(violation.phone),
                sim::shown(violation.when).c_str());
    for (const std::string &happening : violation.happenings)
        std::printf("    %s\n", happening.c_str());
    std::printf("again: simulate --seed %llu --registrations %llu --days %llu\n", shown(seed),
                shown(order.registrations), shown(order.days));
}

void show(const Totals &totals, const Order &order)
{
    const Counts &counts = totals.counts;
    std::printf("seeds %llu to %llu: %llu registration-days, %llu requests, %llu events, %llu steps\n",
                shown(order.seed), shown(order.seed + order.seeds - 1),
                shown(order.seeds * order.registrations * order.days), shown(counts.requests), shown(counts.events),
                shown(counts.steps));
    std::printf("bindings compared with the registrar's: %llu times; in %llu more a change was unheard of\n",
                shown(counts.compared - counts.excused), shown(counts.excused));
    std::printf("%llu questions to applications, %llu bindings awaited after another network or a removal of all\n",
                shown(counts.questions), shown(counts.awaited));
    for (std::size_t fault = 0; fault < totals.faults.size(); ++fault)
        std::printf("%8llu  %s\n", shown(totals.faults[fault]), all_faults()[fault].name);
}

int simulate(const Order &order)
{
    Totals totals;
    for (std::uint64_t seed = order.seed; seed < order.seed + order.seeds; ++seed) {
        World world(seed, order.registrations);
        world.run(Seconds(order.days * 86'400));
        world.finish();
        totals.add(world);
        if (world.violation) {
            show(*world.violation, seed, order);
            return 1;
        }
    }
    show(totals, order);
    return 0;
}

} // namespace

} // namespace sipreg::sim

int main(int argc, char **argv)
{
    sipreg::sim::Order order;
    CLI::App app("Registrations over days of virtual time, among faults");
    app.add_option("--seed", order.seed, "the first seed")->capture_default_str();
    app.add_option("--seeds", order.seeds, "how many, one after the other")->capture_default_str();
    app.add_option("--registrations", order.registrations, "of each seed")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    app.add_option("--days", order.days, "of each seed")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    return sipreg::sim::simulate(order);
}
