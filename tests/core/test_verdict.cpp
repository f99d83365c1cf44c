// SPDX-License-Identifier: LGPL-2.1-or-later
// What final answers and their absence mean: one row each.
#include "core/verdict.hpp"

#include "core/account.hpp"
#include "support/cmocka.hpp"

namespace sipreg::core {

namespace {

using Kind = Verdict::Kind;
using Maybe = std::optional<std::uint32_t>;

constexpr std::uint32_t kWeek = 604'800;

Reply reply_with(int status)
{
    Reply reply;
    reply.status = status;
    return reply;
}

void every_status_has_its_class(void **)
{
    const struct {
        int status;
        Kind kind;
        Failure failure;
        bool another_target;
        bool may_have_worked;
    } rows[] = {
        {200, Kind::accepted, Failure::none, false, false},
        {202, Kind::accepted, Failure::none, false, false},
        {299, Kind::accepted, Failure::none, false, false},
        {300, Kind::redirected, Failure::none, false, false},
        {302, Kind::redirected, Failure::none, false, false},
        {305, Kind::failed, Failure::fatal, false, false},
        {380, Kind::failed, Failure::fatal, false, false},
        {400, Kind::failed, Failure::fatal, false, false},
        {401, Kind::challenged, Failure::none, false, false},
        {403, Kind::failed, Failure::forbidden, false, false},
        {404, Kind::failed, Failure::fatal, false, false},
        {407, Kind::challenged, Failure::none, false, false},
        {408, Kind::failed, Failure::temporary, false, true},
        {420, Kind::demanding, Failure::none, false, false},
        {421, Kind::demanding, Failure::none, false, false},
        {423, Kind::too_brief, Failure::none, false, false},
        {430, Kind::failed, Failure::temporary, false, false},
        {439, Kind::demanding, Failure::none, false, false},
        {480, Kind::failed, Failure::temporary, false, false},
        {486, Kind::failed, Failure::temporary, false, false},
        {491, Kind::failed, Failure::temporary, false, false},
        {494, Kind::demanding, Failure::none, false, false},
        {500, Kind::failed, Failure::temporary, false, false},
        {501, Kind::failed, Failure::fatal, false, false},
        {503, Kind::failed, Failure::temporary, true, false},
        {504, Kind::failed, Failure::temporary, false, true},
        {505, Kind::failed, Failure::fatal, false, false},
        {513, Kind::failed, Failure::fatal, false, false},
        {555, Kind::demanding, Failure::none, false, false},
        {599, Kind::failed, Failure::temporary, false, false},
        {600, Kind::failed, Failure::fatal, false, false},
        {603, Kind::failed, Failure::fatal, false, false},
        {699, Kind::failed, Failure::fatal, false, false},
    };
    for (const auto &row : rows) {
        const Verdict got = judge(reply_with(row.status), Operation::add, 3600, nullptr, kWeek);
        if (got.kind != row.kind || got.failure != row.failure || got.another_target_may_do != row.another_target ||
            got.may_have_worked != row.may_have_worked)
            fail_msg("%d: kind %d, failure %d, another target %d, may have worked %d", row.status, int(got.kind),
                     int(got.failure), got.another_target_may_do, got.may_have_worked);
    }
}

void the_grant_is_read_where_it_stands(void **)
{
    const struct {
        const char *name;
        bool has_own;
        Maybe own, general;
        std::uint32_t granted;
    } rows[] = {
        {"the Contact's own word rules", true, 60, 1800, 60},
        {"else the header", true, {}, 1800, 1800},
        {"a strange Contact says nothing", false, {}, 1800, 1800},
        {"else what was asked", true, {}, {}, 3600},
        {"no Contact, no header", false, {}, {}, 3600},
        {"the most there is", true, UINT32_MAX, {}, UINT32_MAX},
    };
    for (const auto &row : rows) {
        Reply reply = reply_with(200);
        reply.expires_s = row.general;
        Binding own;
        own.expires_s = row.own;
        const Verdict got = judge(reply, Operation::add, 3600, row.has_own ? &own : nullptr, kWeek);
        if (got.kind != Kind::accepted || got.granted_s != row.granted)
            fail_msg("%s: %u", row.name, got.granted_s);
    }
}

void a_grant_of_nothing_is_a_failure(void **)
{
    Binding own;
    own.expires_s = 0;
    const Verdict got = judge(reply_with(200), Operation::add, 3600, &own, kWeek);
    assert_int_equal(int(got.kind), int(Kind::failed));
    assert_int_equal(int(got.failure), int(Failure::temporary));
    assert_int_equal(int(judge(reply_with(200), Operation::remove, 3600, &own, kWeek).kind), int(Kind::accepted));
    assert_int_equal(int(judge(reply_with(200), Operation::query, 3600, nullptr, kWeek).kind), int(Kind::accepted));
}

void min_expires_is_obeyed_within_reason(void **)
{
    const struct {
        const char *name;
        std::uint32_t asked;
        Maybe min;
        Kind kind;
        std::uint32_t wanted;
    } rows[] = {
        {"as the registrar wants", 60, 300, Kind::too_brief, 300},
        {"a week at most", 60, 604'800, Kind::too_brief, 604'800},
        {"more than a week is a trap", 60, 604'801, Kind::failed, 0},
        {"the most there is", 60, UINT32_MAX, Kind::failed, 0},
        {"as much as we asked: it makes no sense", 300, 300, Kind::failed, 0},
        {"less than we asked", 300, 60, Kind::failed, 0},
        {"not said: twice as much", 60, {}, Kind::too_brief, 120},
        {"not said: never beyond a week", 500'000, {}, Kind::too_brief, 604'800},
        {"not said, and a week was asked", 604'800, {}, Kind::failed, 0},
        {"not said, and no doubling wraps", UINT32_MAX, {}, Kind::failed, 0},
    };
    for (const auto &row : rows) {
        Reply reply = reply_with(423);
        reply.min_expires_s = row.min;
        const Verdict got = judge(reply, Operation::add, row.asked, nullptr, kWeek);
        if (got.kind != row.kind || got.min_expires_s != row.wanted)
            fail_msg("%s: kind %d, %u", row.name, int(got.kind), got.min_expires_s);
    }
}

void the_account_bounds_min_expires(void **)
{
    Reply reply = reply_with(423);
    reply.min_expires_s = 700'000;
    assert_int_equal(judge(reply, Operation::add, 3600, nullptr, UINT32_MAX).min_expires_s, 700'000);
    reply.min_expires_s = 7200;
    assert_int_equal(int(judge(reply, Operation::add, 3600, nullptr, 7199).kind), int(Kind::failed));
    reply.min_expires_s.reset();
    assert_int_equal(judge(reply, Operation::add, 3600, nullptr, 5000).min_expires_s, 5000);
}

void too_brief_is_fatal_where_no_lifetime_was_asked(void **)
{
    for (const Operation operation : {Operation::remove, Operation::query}) {
        const Verdict got = judge(reply_with(423), operation, 3600, nullptr, kWeek);
        assert_int_equal(int(got.kind), int(Kind::failed));
        assert_int_equal(int(got.failure), int(Failure::fatal));
    }
}

void retry_after_is_handed_on(void **)
{
    Reply reply = reply_with(500);
    reply.retry_after_s = 17;
    assert_int_equal(judge(reply, Operation::add, 3600, nullptr, kWeek).retry_after_s.value_or(0), 17);
    assert_false(judge(reply_with(500), Operation::add, 3600, nullptr, kWeek).retry_after_s.has_value());
}

void every_silence_has_its_class(void **)
{
    const struct {
        Silence silence;
        Failure failure;
        bool another_target, may_have_worked;
    } rows[] = {
        {Silence::dns, Failure::dns, false, false},
        {Silence::refused, Failure::transport, true, false},
        {Silence::unreachable, Failure::transport, true, false},
        {Silence::broken, Failure::transport, true, true},
        {Silence::timeout, Failure::timeout, true, true},
        {Silence::foreign_source, Failure::transport, true, true},
        {Silence::no_transport, Failure::transport, true, false},
        {Silence::system, Failure::transport, true, false},
        {Silence::tls, Failure::tls, true, false},
        {Silence::not_upgraded, Failure::transport, true, false},
    };
    for (const auto &row : rows) {
        const Verdict got = judge(row.silence);
        if (got.kind != Kind::failed || got.failure != row.failure ||
            got.another_target_may_do != row.another_target || got.may_have_worked != row.may_have_worked)
            fail_msg("silence %d: failure %d", int(row.silence), int(got.failure));
    }
}

void only_what_may_pass_is_retried(void **)
{
    const std::array<Retry, kFailures> retry = default_retry();
    const auto how = [&](Failure failure) { return retry[static_cast<std::size_t>(failure)].how; };
    for (const Failure retried : {Failure::temporary, Failure::dns, Failure::transport, Failure::timeout})
        assert_true(how(retried) == Retry::How::back_off);
    assert_true(how(Failure::tls) == Retry::How::slow);
    for (const Failure final : {Failure::forbidden, Failure::fatal, Failure::credentials})
        assert_true(how(final) == Retry::How::give_up);
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest verdict[] = {
        cmocka_unit_test(every_status_has_its_class),
        cmocka_unit_test(the_grant_is_read_where_it_stands),
        cmocka_unit_test(a_grant_of_nothing_is_a_failure),
        cmocka_unit_test(min_expires_is_obeyed_within_reason),
        cmocka_unit_test(the_account_bounds_min_expires),
        cmocka_unit_test(too_brief_is_fatal_where_no_lifetime_was_asked),
        cmocka_unit_test(retry_after_is_handed_on),
        cmocka_unit_test(every_silence_has_its_class),
        cmocka_unit_test(only_what_may_pass_is_retried),
    };
    return cmocka_run_group_tests(verdict, nullptr, nullptr);
}
