// SPDX-License-Identifier: LGPL-2.1-or-later
// Ten thousand registration-days among faults, of seeds that stay the same. `simulate` runs others, and more.
#include "simulation/world.hpp"
#include "support/cmocka.hpp"
#include "support/sanitized.hpp"

namespace sipreg::sim {

namespace {

constexpr std::size_t kRegistrations = test::kSanitized ? 100 : 280;
constexpr Seconds kLength{(test::kSanitized ? 1 : 3) * 86'400};

constexpr std::uint64_t kSeeds = test::kSanitized ? 1 : 12;

std::string trouble(std::uint64_t seed)
{
    World world(seed, kRegistrations);
    world.run(kLength);
    world.finish();
    if (!world.violation)
        return {};
    std::string text = world.violation->invariant + ": " + world.violation->sentence;
    for (const std::string &happening : world.violation->happenings)
        text += "\n    " + happening;
    return text;
}

void nothing_is_violated(void **)
{
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const std::string found = trouble(seed);
        if (!found.empty())
            fail_msg("seed %llu: %s", static_cast<unsigned long long>(seed), found.c_str());
    }
}

/// Everything that a run did comes down to these.
std::array<std::uint64_t, 5> fingerprint(std::uint64_t seed)
{
    World world(seed, 40);
    world.run(Seconds(86'400));
    const Counts &counts = world.counts;
    return {counts.requests, counts.events, counts.steps, counts.compared, counts.excused};
}

void a_seed_replays_exactly(void **)
{
    const bool same = fingerprint(7) == fingerprint(7);
    const bool other = fingerprint(7) != fingerprint(8);
    assert_true(same);
    assert_true(other);
}

} // namespace

} // namespace sipreg::sim

int main()
{
    using namespace sipreg::sim;
    const CMUnitTest simulation[] = {
        cmocka_unit_test(a_seed_replays_exactly),
        cmocka_unit_test(nothing_is_violated),
    };
    return cmocka_run_group_tests(simulation, nullptr, nullptr);
}
