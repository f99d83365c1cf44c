/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Trace and log: what is shown, and what never is. */
#include "capi/capture.h"
#include "capi/gate.h"

#include <stdio.h>
#include <string.h>

static struct capture capture;

static void run_one(const char *listener, const char *transport)
{
    registrar_t *registrar = registrar_new(listener);
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    char peer[64];
    int i;

    capture_messages(endpoint, &capture);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), transport);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    snprintf(peer, sizeof peer, "%s:127.0.0.1:%d", transport, registrar_port(registrar, 0));
    for (i = 0; i < 2; ++i) {
        assert_string_equal(captured_peer(&capture, 1, i), peer);
        assert_string_equal(captured_peer(&capture, 0, i), peer);
    }
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void shows_the_exchange(void)
{
    assert_int_equal(captured(&capture, 1), 2);
    assert_int_equal(captured(&capture, 0), 2);
    assert_int_equal(strncmp(captured_message(&capture, 1, 0), "REGISTER ", 9), 0);
    assert_int_equal(strncmp(captured_message(&capture, 0, 0), "SIP/2.0 401 ", 12), 0);
    assert_int_equal(strncmp(captured_message(&capture, 1, 1), "REGISTER ", 9), 0);
    assert_int_equal(strncmp(captured_message(&capture, 0, 1), "SIP/2.0 200 ", 12), 0);
}

/* The value that follows the name, as it is written. */
static int parameter_is(const char *header, const char *name, const char *wanted)
{
    const char *found = strstr(header, name);

    return found != NULL && strncmp(found + strlen(name), wanted, strlen(wanted)) == 0;
}

static void hides_what_is_secret(void)
{
    const char *authorization = header_in(captured_message(&capture, 1, 1), "Authorization");
    int i;

    assert_true(parameter_is(authorization, "username=", "\"alice\"")); /* that much is shown */
    assert_true(parameter_is(authorization, " response=", "\"redacted\""));
    assert_true(parameter_is(authorization, "cnonce=", "\"redacted\""));
    for (i = 0; i < 2; ++i)
        assert_null(strstr(captured_message(&capture, 1, i), REGISTRAR_PASSWORD));
}

static void both_ways_are_shown_without_credentials(void **state)
{
    (void)state;
    run_one(LISTEN_UDP, "udp");
    shows_the_exchange();
    hides_what_is_secret();
    run_one(LISTEN_TCP, "tcp");
    shows_the_exchange();
    hides_what_is_secret();
}

static void trace_is_in_order_with_the_events(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;

    (void)state;
    capture_messages(endpoint, &capture);
    assert_int_equal(sipreg_endpoint_set_caller_driven(endpoint, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    while (!is_readable(sipreg_endpoint_event_fd(endpoint), 0)) {
        is_readable(sipreg_endpoint_process_fd(endpoint), WAIT_MS);
        assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_OK);
    }
    assert_int_equal(captured(&capture, 0), 1); /* the answer that the event tells of has been shown */
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

struct lines {
    struct gate count;
    sipreg_log_level_t worst, best;
    int bad;
};

static void on_line(sipreg_log_level_t level, const char *line, void *user_data)
{
    struct lines *lines = user_data;

    if (lines->worst == SIPREG_LOG_UNKNOWN || level < lines->worst)
        lines->worst = level;
    if (level > lines->best)
        lines->best = level;
    if (*line == '\0' || strchr(line, '\n') != NULL || strstr(line, REGISTRAR_PASSWORD) != NULL)
        ++lines->bad;
    gate_add(&lines->count);
}

/* Sofia complains of a datagram that is no SIP. */
static void log_lines_up_to(sipreg_log_level_t level, struct lines *lines)
{
    static const struct lines none = {GATE_INIT, SIPREG_LOG_UNKNOWN, SIPREG_LOG_UNKNOWN, 0};
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;

    memcpy(lines, &none, sizeof none);
    registrar_set_fault(registrar, "garbage");
    assert_int_equal(sipreg_endpoint_set_log_callback(endpoint, level, on_line, lines), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_attempt_deadline_ms(endpoint, 400), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_FAILED);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
    print_message("# %d lines, levels %d to %d\n", gate_count(&lines->count), (int)lines->worst, (int)lines->best);
}

static void log_lines_come_up_to_the_level(void **state)
{
    struct lines lines;

    (void)state;
    log_lines_up_to(SIPREG_LOG_INFO, &lines);
    assert_true(gate_count(&lines.count) > 0);
    assert_int_equal(lines.bad, 0);
    assert_true(lines.worst >= SIPREG_LOG_ERROR);
    assert_true(lines.best <= SIPREG_LOG_INFO);
    log_lines_up_to(SIPREG_LOG_ERROR, &lines);
    assert_true(lines.best <= SIPREG_LOG_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_are_shown_without_credentials),
        cmocka_unit_test(trace_is_in_order_with_the_events),
        cmocka_unit_test(log_lines_come_up_to_the_level),
    };
    return cmocka_run_group_tests_name("capi: trace", tests, NULL, NULL);
}
