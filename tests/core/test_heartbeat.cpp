// SPDX-License-Identifier: LGPL-2.1-or-later
// When a flow is pinged, and when it is taken for dead.
#include "core/heartbeat.hpp"
#include "support/cmocka.hpp"

using namespace sipreg;
using namespace sipreg::core;

namespace {

using Act = Heartbeat::Act;

constexpr Instant kStart{Millis(1'000'000)};
constexpr Care kStream{Millis(100'000), Millis(10'000)};
constexpr Care kStun{Millis(20'000), Millis(10'000), Millis(500)};

Instant at(int ms) { return kStart + Millis(ms); }

Millis until(Instant when) { return when - kStart; }

void pings_come_at_random_within_the_last_fifth_of_the_interval(void **)
{
    for (const auto &[unit, ms] : {std::pair(0.0, 80'000), {0.5, 90'000}, {1.0, 100'000}}) {
        Heartbeat heart;
        heart.take(kStream, kStart, unit);
        assert_int_equal(until(heart.next()).count(), ms);
        assert_true(heart.on_time(at(ms - 1), unit) == Act::none);
        assert_true(heart.on_time(at(ms), unit) == Act::ping);
        heart.on_heard();
        assert_int_equal(until(heart.next()).count(), 2 * ms);
    }
}

void nothing_is_due_without_an_interval(void **)
{
    Heartbeat heart;
    heart.take({}, kStart, 0.5);
    heart.hurry(at(1));
    assert_true(heart.next() == kNever);
}

void a_peer_that_never_answers_is_not_dead(void **)
{
    Heartbeat heart;
    heart.take(kStream, kStart, 1.0);
    assert_true(heart.on_time(at(100'000), 1.0) == Act::ping);
    assert_true(heart.next() == at(110'000));
    assert_true(heart.on_time(at(110'000), 1.0) == Act::none);
    assert_true(heart.next() == at(200'000));
}

void a_peer_that_has_answered_is_dead_when_it_does_not(void **)
{
    Heartbeat heart;
    heart.take(kStream, kStart, 1.0);
    assert_true(heart.on_time(at(100'000), 1.0) == Act::ping);
    heart.on_pong();
    assert_true(heart.on_time(at(200'000), 1.0) == Act::ping);
    assert_true(heart.on_time(at(209'999), 1.0) == Act::none);
    assert_true(heart.on_time(at(210'000), 1.0) == Act::lost);
}

void a_peer_that_agreed_to_answer_is_dead_when_it_does_not(void **)
{
    Heartbeat heart;
    Care care = kStream;
    care.answers = true;
    heart.take(care, kStart, 1.0);
    heart.take(kStream, kStart, 1.0); // another registration, to which it did not say so
    assert_true(heart.on_time(at(100'000), 1.0) == Act::ping);
    assert_true(heart.on_time(at(110'000), 1.0) == Act::lost);
}

void whatever_comes_is_a_sign_of_life(void **)
{
    Heartbeat heart;
    Care care = kStream;
    care.answers = true;
    heart.take(care, kStart, 1.0);
    heart.on_time(at(100'000), 1.0);
    heart.on_heard();
    assert_true(heart.on_time(at(110'000), 1.0) == Act::none);
}

void what_may_get_lost_is_sent_again_at_doubling_intervals(void **)
{
    Heartbeat heart;
    Care care = kStun;
    care.answers = true;
    heart.take(care, kStart, 1.0);
    for (const int ms : {20'000, 20'500, 21'500, 23'500, 27'500}) {
        assert_int_equal(until(heart.next()).count(), ms);
        assert_true(heart.on_time(at(ms), 1.0) == Act::ping);
    }
    assert_int_equal(until(heart.next()).count(), 30'000);
    assert_true(heart.on_time(at(30'000), 1.0) == Act::lost);
}

void an_answer_ends_the_sending(void **)
{
    Heartbeat heart;
    heart.take(kStun, kStart, 1.0);
    heart.on_time(at(20'000), 1.0);
    heart.on_time(at(20'500), 1.0);
    heart.on_pong();
    assert_int_equal(until(heart.next()).count(), 40'000);
}

// With pings more frequent than the limit the oldest one counts.
void silence_begins_with_the_first_ping_that_is_not_answered(void **)
{
    Heartbeat heart;
    heart.take({Millis(4'000), Millis(10'000), Millis(0), true}, kStart, 1.0);
    for (const int ms : {4'000, 8'000, 12'000})
        assert_true(heart.on_time(at(ms), 1.0) == Act::ping);
    assert_true(heart.next() == at(14'000));
    assert_true(heart.on_time(at(14'000), 1.0) == Act::lost);
}

void the_shortest_interval_that_is_asked_for_holds(void **)
{
    Heartbeat heart;
    heart.take(kStream, kStart, 1.0);
    heart.take({Millis(40'000), Millis(10'000)}, at(10'000), 1.0);
    assert_int_equal(until(heart.next()).count(), 50'000);
    heart.take(kStream, at(20'000), 1.0);
    assert_int_equal(until(heart.next()).count(), 50'000);
    heart.on_time(at(50'000), 1.0);
    heart.on_heard();
    assert_int_equal(until(heart.next()).count(), 90'000);
}

void doubt_is_a_reason_to_ask_at_once(void **)
{
    Heartbeat heart;
    heart.take(kStream, kStart, 1.0);
    heart.hurry(at(5));
    assert_true(heart.on_time(at(5), 1.0) == Act::ping);
    assert_int_equal(until(heart.next()).count(), 10'005);
}

void the_registrar_may_ask_for_more_and_not_for_less(void **)
{
    const Keepalives wanted;
    const auto interval = [&](Transport transport, int timer) {
        return care_for(wanted, transport, {Seconds(timer), false}).interval.count();
    };
    assert_int_equal(interval(Transport::udp, 0), 29'000);
    assert_int_equal(interval(Transport::tls, 0), 120'000);
    assert_int_equal(interval(Transport::tls, 60), 60'000);
    assert_int_equal(interval(Transport::udp, 60), 29'000);
    const Keepalives off{Millis(0), Millis(0)};
    assert_int_equal(care_for(off, Transport::tcp, {Seconds(0), false}).interval.count(), 0);
    assert_int_equal(care_for(off, Transport::tcp, {Seconds(90), false}).interval.count(), 90'000);
}

void only_stun_over_udp_is_sent_again(void **)
{
    Keepalives stun;
    stun.stun = true;
    assert_int_equal(care_for({}, Transport::udp, {}).resend.count(), 0);
    assert_int_equal(care_for(stun, Transport::udp, {}).resend.count(), 500);
    assert_int_equal(care_for({}, Transport::udp, {Seconds(0), true}).resend.count(), 500);
    assert_int_equal(care_for(stun, Transport::tcp, {}).resend.count(), 0);
    assert_true(care_for({}, Transport::tcp, {Seconds(0), true}).answers);
}

FlowTerms terms(const std::string &headers)
{
    return read_flow_terms("SIP/2.0 200 OK\r\n" + headers);
}

void terms_are_read_from_the_answer(void **)
{
    assert_int_equal(terms("Flow-Timer: 120\r\n").timer.count(), 120);
    assert_int_equal(terms("flow-timer : 5").timer.count(), 5);
    for (const char *absurd : {"Flow-Timer: -1\r\n", "Flow-Timer: 0\r\n", "Flow-Timer: 86401\r\n", "Flow-Timer: 5 s\r\n",
                               "Flow-Timer: 99999999999999999999\r\n", "Flow-Timer:\r\n"})
        assert_int_equal(terms(absurd).timer.count(), 0);
    assert_true(terms("Require: path, Outbound\r\n").outbound);
    assert_true(terms("Require: outbound\r\nRequire: path\r\n").outbound);
    assert_false(terms("Supported: outbound\r\n").outbound);
    assert_false(terms("Require: outbounds\r\n").outbound);
}

} // namespace

int main()
{
    const CMUnitTest heartbeat[] = {
        cmocka_unit_test(pings_come_at_random_within_the_last_fifth_of_the_interval),
        cmocka_unit_test(nothing_is_due_without_an_interval),
        cmocka_unit_test(a_peer_that_never_answers_is_not_dead),
        cmocka_unit_test(a_peer_that_has_answered_is_dead_when_it_does_not),
        cmocka_unit_test(a_peer_that_agreed_to_answer_is_dead_when_it_does_not),
        cmocka_unit_test(whatever_comes_is_a_sign_of_life),
        cmocka_unit_test(what_may_get_lost_is_sent_again_at_doubling_intervals),
        cmocka_unit_test(an_answer_ends_the_sending),
        cmocka_unit_test(silence_begins_with_the_first_ping_that_is_not_answered),
        cmocka_unit_test(the_shortest_interval_that_is_asked_for_holds),
        cmocka_unit_test(doubt_is_a_reason_to_ask_at_once),
        cmocka_unit_test(the_registrar_may_ask_for_more_and_not_for_less),
        cmocka_unit_test(only_stun_over_udp_is_sent_again),
        cmocka_unit_test(terms_are_read_from_the_answer),
    };
    return cmocka_run_group_tests(heartbeat, nullptr, nullptr);
}
