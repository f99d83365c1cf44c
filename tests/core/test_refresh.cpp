// SPDX-License-Identifier: LGPL-2.1-or-later
// Refresh points and waits, over the whole range of lifetimes.
#include "core/refresh.hpp"

#include "support/cmocka.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

// With what an account has by default.
Millis refresh_after(std::uint32_t granted_s, double unit)
{
    const Extras &extras = *Extras::none();
    return refresh_delay(granted_s, extras.refresh_room, extras.refresh_jitter_percent, unit);
}

constexpr double kDice[] = {0.0, 0.25, 0.5, 0.999999};

void the_refresh_point_follows_the_table(void **)
{
    const struct {
        std::uint32_t granted_s;
        std::int64_t latest_ms;
    } rows[] = {
        {1, 500},          {2, 1'000},         {60, 30'000},         {300, 150'000},
        {360, 180'000},    {600, 420'000},     {1800, 1'620'000},    {3600, 3'240'000},
        {86'400, 77'760'000}, {UINT32_MAX, 3'865'470'565'500},
    };
    for (const auto &row : rows) {
        const Millis latest = refresh_after(row.granted_s, 0.0);
        if (latest.count() < row.latest_ms - 1 || latest.count() > row.latest_ms)
            fail_msg("%u s: %lld ms", row.granted_s, static_cast<long long>(latest.count()));
    }
}

void a_refresh_leaves_room_and_is_not_hasty(void **)
{
    // Four attempts of 32 s with waits between them need 180 s; of a shorter lifetime, half is left.
    for (std::uint64_t granted = 2; granted <= UINT32_MAX; granted += granted / 7 + 1)
        for (const double unit : kDice) {
            const Millis whole = Seconds(granted);
            const Millis delay = refresh_after(static_cast<std::uint32_t>(granted), unit);
            const Millis left = whole - delay;
            if (delay < whole * 44 / 100 || left < std::min(whole / 2, Millis(180'000)) || left < whole / 10)
                fail_msg("%llu s, dice %f: %lld ms", static_cast<unsigned long long>(granted), unit,
                         static_cast<long long>(delay.count()));
        }
}

void refreshes_of_the_same_moment_spread(void **)
{
    assert_int_equal(refresh_after(3600, 0.0).count(), 3'240'000);
    assert_int_equal(refresh_after(3600, 0.5).count(), 3'078'000);
    assert_int_equal(refresh_after(3600, 1.0).count(), 2'916'000);
}

void room_and_jitter_are_the_accounts(void **)
{
    const struct {
        const char *name;
        std::int64_t room_s;
        unsigned jitter_percent;
        double unit;
        std::int64_t wanted_s;
    } rows[] = {
        {"as much room as is wanted", 1000, 0, 0.9, 2600},
        {"a tenth at least", 0, 0, 0.9, 3240},
        {"a half at most", 86'400, 0, 0.9, 1800},
        {"all of the jitter", 600, 50, 1.0, 1500},
        {"half of the jitter", 600, 50, 0.5, 2250},
    };
    for (const auto &row : rows)
        if (refresh_delay(3600, Seconds(row.room_s), row.jitter_percent, row.unit) != Seconds(row.wanted_s))
            fail_msg("%s", row.name);
}

void the_wait_doubles_up_to_the_cap(void **)
{
    const struct {
        unsigned failures;
        std::int64_t longest_s;
    } rows[] = {{1, 30}, {2, 60}, {3, 120}, {4, 240}, {5, 480}, {6, 960}, {7, 1800}, {8, 1800}, {60, 1800}, {0, 30}};
    for (const auto &row : rows) {
        const Millis least = retry_delay(Backoff{}, row.failures, 0.0);
        const Millis most = retry_delay(Backoff{}, row.failures, 1.0);
        if (most != Seconds(row.longest_s) || least * 2 != most)
            fail_msg("%u failures: %lld to %lld ms", row.failures, static_cast<long long>(least.count()),
                     static_cast<long long>(most.count()));
    }
}

void the_largest_settings_do_not_wrap(void **)
{
    const Backoff day{Seconds(86'400), Seconds(86'400)};
    assert_true(retry_delay(day, UINT32_MAX, 1.0) == Seconds(86'400));
    const Backoff eager{Seconds(1), Seconds(1)};
    assert_true(retry_delay(eager, UINT32_MAX, 0.0) == Millis(500));
    assert_true(longest_retry_delay(day, 0.0) == Seconds(43'200) && longest_retry_delay(day, 1.0) == Seconds(86'400));
}

void a_rescue_fits_before_the_end(void **)
{
    assert_true(rescue_delay(Seconds(900), Seconds(360)) == Seconds(120));
    assert_true(rescue_delay(Seconds(20), Seconds(360)) == Seconds(20));
    assert_true(rescue_delay(Seconds(20), Millis(900)) == Seconds(1)); // never in a tight loop
}

void three_silent_attempts_fit_before_a_binding_ends(void **)
{
    // Each attempt takes the third of what is left that the machine gives it, 32 s at most; then comes the wait.
    // Of less than a minute fewer fit: no attempt is given less than 4 s.
    for (std::uint64_t granted = 60; granted <= UINT32_MAX; granted += granted / 7 + 1) {
        Millis left = Millis(Seconds(granted)) - refresh_after(static_cast<std::uint32_t>(granted), 0.0);
        unsigned attempts = 0;
        while (left > Millis(0) && attempts < 3) {
            left -= std::min(Millis(32'000), std::max(left / 3, Millis(4'000)));
            if (left >= Millis(0))
                ++attempts;
            left -= rescue_delay(retry_delay(Backoff{}, attempts, 1.0), left);
        }
        if (attempts < 3)
            fail_msg("%llu s: %u attempts", static_cast<unsigned long long>(granted), attempts);
    }
}

void retry_after_only_lengthens_and_only_up_to_the_cap(void **)
{
    const Backoff backoff;
    assert_true(no_sooner(Seconds(20), backoff, {}) == Seconds(20));
    assert_true(no_sooner(Seconds(20), backoff, 5) == Seconds(20));
    assert_true(no_sooner(Seconds(20), backoff, 300) == Seconds(300));
    assert_true(no_sooner(Seconds(20), backoff, UINT32_MAX) == Seconds(1800));
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest refresh[] = {
        cmocka_unit_test(the_refresh_point_follows_the_table),
        cmocka_unit_test(a_refresh_leaves_room_and_is_not_hasty),
        cmocka_unit_test(refreshes_of_the_same_moment_spread),
        cmocka_unit_test(room_and_jitter_are_the_accounts),
        cmocka_unit_test(the_wait_doubles_up_to_the_cap),
        cmocka_unit_test(the_largest_settings_do_not_wrap),
        cmocka_unit_test(a_rescue_fits_before_the_end),
        cmocka_unit_test(three_silent_attempts_fit_before_a_binding_ends),
        cmocka_unit_test(retry_after_only_lengthens_and_only_up_to_the_cap),
    };
    return cmocka_run_group_tests(refresh, nullptr, nullptr);
}
