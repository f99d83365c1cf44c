// SPDX-License-Identifier: LGPL-2.1-or-later
// How long an answer of the DNS is used.
#include "core/answer_cache.hpp"
#include "support/cmocka.hpp"

using namespace sipreg;
using namespace sipreg::core;
using namespace sipreg::core::dns;

namespace {

const Question kQuestion{Type::address, "example.com"};
const Instant kStart{Seconds(1000)};

AnswerPtr found(int ttl)
{
    Answer answer;
    answer.kind = Answer::Kind::found;
    answer.addresses.push_back(parse_ip("192.0.2.1").value());
    answer.ttl = Seconds(ttl);
    return std::make_shared<Answer>(answer);
}

AnswerPtr of(Answer::Kind kind)
{
    Answer answer;
    answer.kind = kind;
    return std::make_shared<Answer>(answer);
}

// For how many seconds @p answer is used without asking again.
int seconds_of(const AnswerPtr &answer)
{
    AnswerCache cache;
    cache.keep(kQuestion, answer, kStart);
    int seconds = 0;
    while (seconds < 100'000 && cache.fresh(kQuestion, kStart + Seconds(seconds)) != nullptr)
        ++seconds;
    return seconds;
}

void an_answer_holds_for_its_ttl_within_bounds(void **)
{
    assert_int_equal(seconds_of(found(300)), 300);
    assert_int_equal(seconds_of(found(0)), 1);
    assert_int_equal(seconds_of(found(2'000'000)), 86'400);
    assert_int_equal(seconds_of(of(Answer::Kind::none)), 30);
    assert_int_equal(seconds_of(of(Answer::Kind::failed)), 5);
}

void another_question_has_no_answer(void **)
{
    AnswerCache cache;
    cache.keep(kQuestion, found(300), kStart);
    assert_null(cache.fresh({Type::srv, kQuestion.name}, kStart).get());
    assert_null(cache.fresh({Type::address, "example.org"}, kStart).get());
}

void what_was_found_is_used_while_nobody_can_be_asked(void **)
{
    AnswerCache cache;
    const AnswerPtr known = cache.keep(kQuestion, found(60), kStart);
    const Instant later = kStart + Seconds(3600);
    assert_ptr_equal(cache.keep(kQuestion, of(Answer::Kind::failed), later).get(), known.get());
    assert_ptr_equal(cache.fresh(kQuestion, later).get(), known.get());
    assert_null(cache.fresh(kQuestion, later + Seconds(5)).get()); // it is asked again soon
    // Each failure is not counted anew from itself: a day after its time it is forgotten.
    const Instant too_late = kStart + Seconds(60 + 86'400);
    assert_true(cache.keep(kQuestion, of(Answer::Kind::failed), too_late)->kind == Answer::Kind::failed);
}

void what_is_known_to_be_gone_is_gone(void **)
{
    AnswerCache cache;
    cache.keep(kQuestion, found(60), kStart);
    const Instant later = kStart + Seconds(60);
    assert_true(cache.keep(kQuestion, of(Answer::Kind::none), later)->kind == Answer::Kind::none);
    assert_true(cache.keep(kQuestion, of(Answer::Kind::failed), later + Seconds(1))->kind == Answer::Kind::failed);
}

void it_is_bounded_and_the_stalest_goes(void **)
{
    AnswerCache cache;
    for (int i = 0; i < 5000; ++i)
        cache.keep({Type::address, std::to_string(i)}, found(10 + i), kStart);
    assert_int_equal(cache.size(), 4096);
    assert_null(cache.fresh({Type::address, "0"}, kStart).get());
    assert_non_null(cache.fresh({Type::address, "4999"}, kStart).get());
    cache.clear();
    assert_int_equal(cache.size(), 0);
}

} // namespace

int main()
{
    const CMUnitTest answer_cache[] = {
        cmocka_unit_test(an_answer_holds_for_its_ttl_within_bounds),
        cmocka_unit_test(another_question_has_no_answer),
        cmocka_unit_test(what_was_found_is_used_while_nobody_can_be_asked),
        cmocka_unit_test(what_is_known_to_be_gone_is_gone),
        cmocka_unit_test(it_is_bounded_and_the_stalest_goes),
    };
    return cmocka_run_group_tests(answer_cache, nullptr, nullptr);
}
