// SPDX-License-Identifier: LGPL-2.1-or-later
// Secrets: readable only while they are read, wiped when dropped, many in few mappings.
#include "base/error.hpp"
#include "base/secret.hpp"
#include "support/cmocka.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace sipreg;

namespace {

std::string text_of(const Secret &secret) { return std::string(Secret::Reading(secret).text()); }

const char *place_of(const Secret &secret) { return Secret::Reading(secret).text().data(); }

// The kernel is asked to read: where we may not, it says so instead of ending us.
bool is_readable(const char *place)
{
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0)
        return true;
    const bool readable = write(pipe_ends[1], place, 1) == 1 || errno != EFAULT;
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    return readable;
}

void a_secret_is_readable_while_it_is_read_and_never_else(void **)
{
    const Secret secret("open sesame");
    const char *place = place_of(secret);
    assert_false(is_readable(place));
    {
        const Secret::Reading reading(secret);
        assert_true(is_readable(place));
        assert_true(reading.text() == "open sesame");
    }
    assert_false(is_readable(place));
}

void it_stays_readable_until_the_last_reader_has_gone(void **)
{
    const Secret a("a"), b("b");
    {
        const Secret::Reading outer(a);
        text_of(b);
        assert_true(is_readable(outer.text().data()));
        const Secret made_meanwhile("c");
        assert_true(is_readable(outer.text().data()) && text_of(made_meanwhile) == "c");
    }
    assert_false(is_readable(place_of(a)));
}

bool is_wiped_after_drop(const std::string &text)
{
    const Secret guard("guard");
    const Secret::Reading keeps_open(guard);
    const char *place;
    {
        const Secret secret(text);
        place = place_of(secret);
        if (std::string_view(place, text.size()) != text)
            return false;
    }
    return std::all_of(place, place + text.size(), [](char c) { return c == 0; });
}

void a_dropped_secret_is_wiped(void **)
{
    assert_true(is_wiped_after_drop("open sesame"));
    assert_true(is_wiped_after_drop(std::string(Secret::kMaxLength, 'x')));
}

void any_bytes_up_to_the_limit_are_kept(void **)
{
    for (const std::size_t size : {0, 1, 62, 63, 64, 65, 127, 128, 8190, 8191}) {
        const std::string text(size, '\0');
        if (const Secret secret(text); !secret.is_set() || text_of(secret) != text)
            fail_msg("%zu bytes", size);
    }
    bool refused = false;
    try {
        const Secret too_long(std::string(8192, 'x'));
    } catch (const Error &error) {
        refused = error.code() == Code::invalid;
    }
    assert_true(refused);
}

void a_copy_is_a_secret_of_its_own(void **)
{
    Secret original("one");
    Secret copy(original);
    assert_true(place_of(copy) != place_of(original));
    original = Secret("two");
    assert_true(text_of(copy) == "one" && text_of(original) == "two");
    copy = copy; // NOLINT: on purpose
    assert_true(text_of(copy) == "one");
    copy = Secret();
    assert_false(copy.is_set() || Secret(copy).is_set());
    assert_true(Secret::Reading(copy).text().empty() && text_of(Secret(std::string_view())).empty());
}

void a_move_leaves_nothing_behind(void **)
{
    Secret from("one");
    const char *place = place_of(from);
    const Secret to(std::move(from));
    assert_false(from.is_set()); // NOLINT: that is the question
    assert_true(place_of(to) == place);
}

std::size_t mappings()
{
    std::ifstream maps("/proc/self/maps");
    std::size_t count = 0;
    for (std::string line; std::getline(maps, line);)
        ++count;
    return count;
}

bool keep_apart(std::vector<Secret> &secrets)
{
    for (std::size_t i = 0; i < secrets.size(); ++i)
        if (text_of(secrets[i]) != "secret " + std::to_string(i))
            return false;
    return true;
}

void many_secrets_share_few_mappings(void **)
{
    const std::size_t before = mappings();
    std::vector<Secret> secrets;
    for (int i = 0; i < 20'000; ++i)
        secrets.emplace_back("secret " + std::to_string(i));
    const std::size_t grown = mappings() - std::min(before, mappings());
    assert_true(keep_apart(secrets));
    assert_in_range(grown, 0, 200);
}

void given_back_memory_is_used_again(void **)
{
    const std::size_t before = mappings();
    for (int round = 0; round < 20; ++round) {
        std::vector<Secret> secrets;
        for (int i = 0; i < 5000; ++i)
            secrets.emplace_back(std::string(static_cast<std::size_t>(i % 200), 'x'));
    }
    assert_in_range(mappings() - std::min(before, mappings()), 0, 200);
}

void work(int number, std::atomic<int> &wrong)
{
    for (int i = 0; i < 300; ++i) {
        const std::string text = std::to_string(number) + "/" + std::to_string(i);
        const Secret secret(text);
        const Secret copy(secret);
        if (text_of(secret) != text || text_of(copy) != text)
            ++wrong;
    }
}

int wrong_readings_of(int workers)
{
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < workers; ++number)
        threads.emplace_back(work, number, std::ref(wrong));
    for (std::thread &thread : threads)
        thread.join();
    return wrong;
}

void threads_do_not_close_each_other_s_secrets(void **)
{
    assert_int_equal(wrong_readings_of(8), 0);
    const Secret secret("x");
    assert_false(is_readable(place_of(secret)));
}

void texts_are_compared_in_full(void **)
{
    assert_true(equal_in_constant_time("abc", "abc") && equal_in_constant_time("", ""));
    assert_false(equal_in_constant_time("abc", "abd") || equal_in_constant_time("ab", "abc"));
}

} // namespace

int main()
{
    const CMUnitTest secret[] = {
        cmocka_unit_test(a_secret_is_readable_while_it_is_read_and_never_else),
        cmocka_unit_test(it_stays_readable_until_the_last_reader_has_gone),
        cmocka_unit_test(a_dropped_secret_is_wiped),
        cmocka_unit_test(any_bytes_up_to_the_limit_are_kept),
        cmocka_unit_test(a_copy_is_a_secret_of_its_own),
        cmocka_unit_test(a_move_leaves_nothing_behind),
        cmocka_unit_test(many_secrets_share_few_mappings),
        cmocka_unit_test(given_back_memory_is_used_again),
        cmocka_unit_test(threads_do_not_close_each_other_s_secrets),
        cmocka_unit_test(texts_are_compared_in_full),
    };
    return cmocka_run_group_tests(secret, nullptr, nullptr);
}
