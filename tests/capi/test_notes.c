/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Log lines and SIP messages as events: what they tell, and that nothing else gives way or waits for them. */
#include "capi/capture.h"
#include "capi/gate.h"

#include <stdio.h>
#include <string.h>

/* As many as the queue keeps. */
#define KEPT 256

static sipreg_endpoint_t *tracing_endpoint(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    /* Nothing is lost on loopback, and what is shown is to be counted. */
    assert_int_equal(sipreg_endpoint_set_timers_ms(endpoint, WAIT_MS, WAIT_MS, 10), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_trace_events(endpoint, 1), SIPREG_OK);
    return endpoint;
}

/* The next event but those of a new public address. */
static sipreg_event_t *next_event(sipreg_endpoint_t *endpoint)
{
    sipreg_event_t *event = NULL;

    assert_int_equal(sipreg_endpoint_next_event(endpoint, WAIT_MS, &event), SIPREG_OK);
    if (sipreg_event_type(event) != SIPREG_EVENT_PUBLIC_ADDRESS)
        return event;
    sipreg_event_unref(event);
    return next_event(endpoint);
}

static void tells_nothing_else(const sipreg_event_t *event)
{
    assert_null(sipreg_event_registration(event));
    assert_int_equal(sipreg_event_registration_id(event), 0);
    assert_string_equal(sipreg_event_aor(event), "");
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_UNKNOWN);
    assert_string_equal(sipreg_event_request_method(event), "");
    assert_null(sipreg_event_header_name(event, 0));
}

static struct capture capture;

/* What comes is what the callback is shown, redacted alike, and then what came of it. */
static void messages_come_before_what_they_led_to(void **state)
{
    static const char *const begins[] = {"REGISTER ", "SIP/2.0 401 ", "REGISTER ", "SIP/2.0 200 "};
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = tracing_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_t *event;
    char peer[64];
    int i;

    (void)state;
    capture_messages(endpoint, &capture);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    snprintf(peer, sizeof peer, "udp:127.0.0.1:%d", registrar_port(registrar, 0));
    for (i = 0; i < 4; ++i) {
        const int32_t sent = 1 - i % 2;

        event = next_event(endpoint);
        assert_int_equal(sipreg_event_type(event), SIPREG_EVENT_TRACE);
        assert_int_equal(sipreg_event_trace_sent(event), sent);
        assert_string_equal(sipreg_event_trace_peer(event), peer);
        assert_int_equal(strncmp(sipreg_event_trace_message(event), begins[i], strlen(begins[i])), 0);
        assert_string_equal(sipreg_event_trace_message(event), captured_message(&capture, sent, i / 2));
        assert_string_equal(sipreg_event_log_line(event), "");
        assert_int_equal(sipreg_event_log_level(event), SIPREG_LOG_UNKNOWN);
        tells_nothing_else(event);
        if (i == 2)
            assert_non_null(strstr(sipreg_event_trace_message(event), " response=\"redacted\""));
        sipreg_event_unref(event);
    }
    event = next_event(endpoint);
    assert_int_equal(sipreg_event_type(event), SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_trace_message(event), "");
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void pass_over(sipreg_log_level_t level, const char *line, void *user_data)
{
    (void)level;
    (void)line;
    (void)user_data;
}

/* Sofia complains of a datagram that is no SIP. How many lines come up to the level, whatever a callback wants. */
static int lines_up_to(sipreg_log_level_t level)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_type_t type = SIPREG_EVENT_UNKNOWN;
    sipreg_event_t *event;
    int count = 0;

    registrar_set_fault(registrar, "garbage");
    assert_int_equal(sipreg_endpoint_set_log_events(endpoint, SIPREG_LOG_INFO), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_log_events(endpoint, level), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_log_callback(endpoint, SIPREG_LOG_INFO, pass_over, NULL), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_attempt_deadline_ms(endpoint, 400), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    while (type != SIPREG_EVENT_FAILED) {
        event = next_event(endpoint);
        type = sipreg_event_type(event);
        if (type == SIPREG_EVENT_LOG) {
            assert_in_range(sipreg_event_log_level(event), SIPREG_LOG_ERROR, level);
            assert_true(*sipreg_event_log_line(event) != '\0');
            assert_null(strchr(sipreg_event_log_line(event), '\n'));
            assert_string_equal(sipreg_event_trace_peer(event), "");
            tells_nothing_else(event);
            ++count;
        }
        sipreg_event_unref(event);
    }
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
    return count;
}

static void lines_come_up_to_the_level(void **state)
{
    (void)state;
    assert_true(lines_up_to(SIPREG_LOG_WARNING) > 0);
    assert_int_equal(lines_up_to(SIPREG_LOG_ERROR), 0); /* there are warnings alone */
    assert_int_equal(lines_up_to(SIPREG_LOG_UNKNOWN), 0);
}

static void await_registered(sipreg_registration_t *registration)
{
    const int64_t deadline = now_ms() + WAIT_MS;
    sipreg_event_t *status;
    int32_t state = SIPREG_STATE_UNKNOWN;

    while (state != SIPREG_STATE_REGISTERED && now_ms() < deadline) {
        assert_int_equal(sipreg_registration_status(registration, &status), SIPREG_OK);
        state = sipreg_event_state(status);
        sipreg_event_unref(status);
        is_readable(-1, 1);
    }
    assert_int_equal(state, SIPREG_STATE_REGISTERED);
}

struct seen {
    int registered, unregistered, messages;
    int64_t dropped;
};

static void count(const sipreg_event_t *event, struct seen *seen)
{
    seen->registered += sipreg_event_type(event) == SIPREG_EVENT_REGISTERED;
    seen->unregistered += sipreg_event_type(event) == SIPREG_EVENT_UNREGISTERED;
    seen->messages += sipreg_event_type(event) == SIPREG_EVENT_TRACE;
    seen->dropped += sipreg_event_dropped(event);
}

enum { MANY = 100, FULL = 3800 };

/*
 * Nobody reads while 100 register by 400 messages and another one then tells 3800 times that it is not registered: with
 * all these the queue is near its limit of 4096, so that messages counted among them would push some out.
 */
static void messages_give_way_to_messages_alone(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = tracing_endpoint();
    sipreg_registration_t *registrations[MANY], *other, *last;
    struct seen seen = {0, 0, 0, 0};
    sipreg_event_t *event;
    int i;

    (void)state;
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    for (i = 0; i < MANY; ++i) {
        registrations[i] = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
        assert_int_equal(sipreg_registration_register_once(registrations[i]), SIPREG_OK);
    }
    for (i = 0; i < MANY; ++i)
        await_registered(registrations[i]);
    other = registration_at(endpoint, "bob", registrar_port(registrar, 0), "udp");
    for (i = 0; i < FULL; ++i)
        assert_int_equal(sipreg_registration_stop(other), SIPREG_OK);
    /* When a later one is registered, all that was told of the others is in the queue. */
    last = registration_at(endpoint, "bob", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_register_once(other), SIPREG_OK);
    await_registered(other);
    assert_int_equal(sipreg_registration_register_once(last), SIPREG_OK);
    await_registered(last);
    while (seen.registered < MANY + 2) {
        assert_int_equal(sipreg_endpoint_next_event(endpoint, WAIT_MS, &event), SIPREG_OK);
        count(event, &seen);
        sipreg_event_unref(event);
    }
    assert_int_equal(seen.unregistered, FULL);
    assert_int_equal(seen.messages + seen.dropped, 4 * (MANY + 2));
    assert_in_range(seen.messages, KEPT, KEPT + 4); /* those of the last one may come while we read */
    sipreg_registration_unref(last);
    sipreg_registration_unref(other);
    for (i = 0; i < MANY; ++i)
        sipreg_registration_unref(registrations[i]);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void count_event(const sipreg_event_t *event, void *user_data) { count(event, user_data); }

/* More in one turn than the queue would keep. */
static void callback_is_told_of_all(void **state)
{
    enum { BURST = 300 };
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = tracing_endpoint();
    sipreg_registration_t *registrations[BURST];
    struct seen seen = {0, 0, 0, 0};
    int i;

    (void)state;
    assert_int_equal(sipreg_endpoint_set_callback(endpoint, count_event, &seen), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_caller_driven(endpoint, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_max_outstanding(endpoint, BURST), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    registrar_run(registrar, 0);
    for (i = 0; i < BURST; ++i) {
        registrations[i] = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
        assert_int_equal(sipreg_registration_register_once(registrations[i]), SIPREG_OK);
    }
    for (i = 0; i < 10 && seen.messages == 0; ++i)
        assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_OK);
    assert_int_equal(seen.messages, BURST);
    assert_int_equal(seen.dropped, 0);
    for (i = 0; i < BURST; ++i)
        sipreg_registration_unref(registrations[i]);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

struct echo {
    struct gate lines, registered;
    sipreg_registration_t *garbled;
    int depth, deepest;
};

/* Each line has a request sent whose answer makes the next line. */
static void answer_each_line(const sipreg_event_t *event, void *user_data)
{
    struct echo *echo = user_data;

    if (++echo->depth > echo->deepest)
        echo->deepest = echo->depth;
    if (sipreg_event_type(event) == SIPREG_EVENT_LOG) {
        assert_int_equal(sipreg_registration_refresh(echo->garbled, 300), SIPREG_OK);
        gate_add(&echo->lines);
    }
    if (sipreg_event_type(event) == SIPREG_EVENT_REGISTERED)
        gate_add(&echo->registered);
    --echo->depth;
}

static void line_for_each_line_holds_nothing_up(void **state)
{
    struct echo echo = {GATE_INIT, GATE_INIT, NULL, 0, 0};
    registrar_t *registrar = registrar_new(LISTEN_UDP), *bad = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *good;
    int i;

    (void)state;
    registrar_set_fault(bad, "garbage");
    assert_int_equal(sipreg_endpoint_set_callback(endpoint, answer_each_line, &echo), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_log_events(endpoint, SIPREG_LOG_INFO), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    echo.garbled = registration_at(endpoint, "alice", registrar_port(bad, 0), "udp");
    good = registration_at(endpoint, "bob", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(echo.garbled), SIPREG_OK);
    assert_true(gate_wait(&echo.lines, 5));
    for (i = 1; i <= 3; ++i) {
        assert_int_equal(sipreg_registration_refresh(good, WAIT_MS), SIPREG_OK);
        assert_true(gate_wait(&echo.registered, i));
    }
    end_endpoint(endpoint);
    assert_int_equal(echo.deepest, 1);
    sipreg_registration_unref(good);
    sipreg_registration_unref(echo.garbled);
    registrar_free(registrar);
    registrar_free(bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_come_before_what_they_led_to),
        cmocka_unit_test(lines_come_up_to_the_level),
        cmocka_unit_test(messages_give_way_to_messages_alone),
        cmocka_unit_test(callback_is_told_of_all),
        cmocka_unit_test(line_for_each_line_holds_nothing_up),
    };
    return cmocka_run_group_tests_name("capi: notes", tests, NULL, NULL);
}
