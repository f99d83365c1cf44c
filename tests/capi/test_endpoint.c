/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The setters of an endpoint, and what is possible when. */
#include "capi/face.h"
#include "capi/process.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum setter {
    BIND, NAMESERVER, TRANSPORTS, FAMILY, USER_AGENT, TIMERS, DEADLINE, TARGET, OUTSTANDING, LOG, DRIVEN, REQUESTS, WATCH,
    CALLBACK, TRACE, LOG_EVENTS, TRACE_EVENTS
};

struct row {
    enum setter setter;
    const char *text;
    int32_t a, b, c;
    int accepted;
};

static const struct row rows[] = {
    {BIND, "192.0.2.1", 0, 0, 0, 1},
    {BIND, "192.0.2.1:5060", 0, 0, 0, 1},
    {BIND, "[2001:db8::1]:5060", 0, 0, 0, 1},
    {BIND, "localhost", 0, 0, 0, 0},
    {BIND, "192.0.2.256", 0, 0, 0, 0},
    {BIND, "192.0.2.1:65536", 0, 0, 0, 0},
    {BIND, "", 0, 0, 0, 0},
    {BIND, "fe80::1%eth0", 0, 0, 0, 1},
    {BIND, "[fe80::1%2]:5060", 0, 0, 0, 1},
    {BIND, "fe80::1", 0, 0, 0, 0},
    {BIND, "[fe80::1]:5060", 0, 0, 0, 0},
    {BIND, "2001:db8::1%eth0", 0, 0, 0, 0},
    {BIND, NULL, 0, 0, 0, 0},
    {NAMESERVER, "192.0.2.53", 0, 0, 0, 1},
    {NAMESERVER, "[2001:db8::53]:5353", 0, 0, 0, 1},
    {NAMESERVER, "fe80::1%eth0", 0, 0, 0, 1},
    {NAMESERVER, "fe80::1", 0, 0, 0, 0},
    {NAMESERVER, "ns.example.com", 0, 0, 0, 0},
    {NAMESERVER, "", 0, 0, 0, 0},
    {NAMESERVER, NULL, 0, 0, 0, 0},
    {TRANSPORTS, NULL, SIPREG_TRANSPORT_UDP, 0, 0, 1},
    {TRANSPORTS, NULL, SIPREG_TRANSPORT_UDP | SIPREG_TRANSPORT_TCP, 0, 0, 1},
    {TRANSPORTS, NULL, 0, 0, 0, 0},
    {TRANSPORTS, NULL, SIPREG_TRANSPORT_TLS, 0, 0, 1},
    {TRANSPORTS, NULL, SIPREG_TRANSPORT_WS | SIPREG_TRANSPORT_WSS, 0, 0, 1},
    {TRANSPORTS, NULL, 31, 0, 0, 1},
    {TRANSPORTS, NULL, 32, 0, 0, 0},
    {TRANSPORTS, NULL, 33, 0, 0, 0},
    {TRANSPORTS, NULL, -1, 0, 0, 0},
    {FAMILY, NULL, SIPREG_FAMILY_ANY, 0, 0, 1},
    {FAMILY, NULL, SIPREG_FAMILY_V4_FIRST, 0, 0, 1},
    {FAMILY, NULL, SIPREG_FAMILY_V6_FIRST, 0, 0, 1},
    {FAMILY, NULL, SIPREG_FAMILY_V4_ONLY, 0, 0, 1},
    {FAMILY, NULL, SIPREG_FAMILY_V6_ONLY, 0, 0, 1},
    {FAMILY, NULL, SIPREG_FAMILY_UNKNOWN, 0, 0, 0},
    {FAMILY, NULL, 6, 0, 0, 0},
    {FAMILY, NULL, -1, 0, 0, 0},
    {USER_AGENT, "phone/1.0", 0, 0, 0, 1},
    {USER_AGENT, "", 0, 0, 0, 1},
    {USER_AGENT, "phone\r\nEvil: 1", 0, 0, 0, 0},
    {USER_AGENT, "\xc3\x28", 0, 0, 0, 0},
    {USER_AGENT, NULL, 0, 0, 0, 0},
    {TIMERS, NULL, 1, 1, 1, 1},
    {TIMERS, NULL, 60000, 60000, 60000, 1},
    {TIMERS, NULL, 0, 10, 10, 0},
    {TIMERS, NULL, 11, 10, 10, 0},
    {TIMERS, NULL, 10, 60001, 10, 0},
    {TIMERS, NULL, 10, 10, 0, 0},
    {TIMERS, NULL, 10, 10, 60001, 0},
    {TIMERS, NULL, -5, -1, 10, 0},
    {DEADLINE, NULL, 100, 0, 0, 1},
    {DEADLINE, NULL, 600000, 0, 0, 1},
    {DEADLINE, NULL, 99, 0, 0, 0},
    {DEADLINE, NULL, 600001, 0, 0, 0},
    {TARGET, NULL, 100, 0, 0, 1},
    {TARGET, NULL, 600000, 0, 0, 1},
    {TARGET, NULL, 99, 0, 0, 0},
    {TARGET, NULL, 600001, 0, 0, 0},
    {OUTSTANDING, NULL, 1, 0, 0, 1},
    {OUTSTANDING, NULL, 2000, 0, 0, 1},
    {OUTSTANDING, NULL, 0, 0, 0, 0},
    {OUTSTANDING, NULL, 2001, 0, 0, 0},
    {LOG, NULL, SIPREG_LOG_ERROR, 0, 0, 1},
    {LOG, NULL, SIPREG_LOG_INFO, 0, 0, 1},
    {LOG, NULL, SIPREG_LOG_UNKNOWN, 0, 0, 0},
    {LOG, NULL, 4, 0, 0, 0},
    {LOG, NULL, 1000, 0, 0, 0},
    {LOG, NULL, -1, 0, 0, 0},
    {DRIVEN, NULL, 1, 0, 0, 1},
    {REQUESTS, NULL, 1, 0, 0, 1},
    {WATCH, NULL, 1, 0, 0, 1},
    {CALLBACK, NULL, 0, 0, 0, 1},
    {TRACE, NULL, 0, 0, 0, 1},
    {LOG_EVENTS, NULL, SIPREG_LOG_UNKNOWN, 0, 0, 1},
    {LOG_EVENTS, NULL, SIPREG_LOG_INFO, 0, 0, 1},
    {LOG_EVENTS, NULL, SIPREG_LOG_INFO + 1, 0, 0, 0},
    {LOG_EVENTS, NULL, -1, 0, 0, 0},
    {TRACE_EVENTS, NULL, 1, 0, 0, 1},
    {TRACE_EVENTS, NULL, 0, 0, 0, 1},
};

static sipreg_error_t apply(sipreg_endpoint_t *endpoint, const struct row *row)
{
    switch (row->setter) {
    case BIND: return sipreg_endpoint_add_bind_address(endpoint, row->text);
    case NAMESERVER: return sipreg_endpoint_add_nameserver(endpoint, row->text);
    case TRANSPORTS: return sipreg_endpoint_set_transports(endpoint, row->a);
    case FAMILY: return sipreg_endpoint_set_family(endpoint, (sipreg_family_t)row->a);
    case USER_AGENT: return sipreg_endpoint_set_user_agent(endpoint, row->text);
    case TIMERS: return sipreg_endpoint_set_timers_ms(endpoint, row->a, row->b, row->c);
    case DEADLINE: return sipreg_endpoint_set_attempt_deadline_ms(endpoint, row->a);
    case TARGET: return sipreg_endpoint_set_target_timeout_ms(endpoint, row->a);
    case OUTSTANDING: return sipreg_endpoint_set_max_outstanding(endpoint, row->a);
    case LOG: return sipreg_endpoint_set_log_callback(endpoint, (sipreg_log_level_t)row->a, NULL, NULL);
    case DRIVEN: return sipreg_endpoint_set_caller_driven(endpoint, row->a);
    case REQUESTS: return sipreg_endpoint_set_offer_requests(endpoint, row->a);
    case WATCH: return sipreg_endpoint_set_watch_network(endpoint, row->a);
    case CALLBACK: return sipreg_endpoint_set_callback(endpoint, NULL, NULL);
    case TRACE: return sipreg_endpoint_set_trace_callback(endpoint, NULL, NULL);
    case LOG_EVENTS: return sipreg_endpoint_set_log_events(endpoint, (sipreg_log_level_t)row->a);
    case TRACE_EVENTS: return sipreg_endpoint_set_trace_events(endpoint, row->a);
    }
    return SIPREG_ERR_INTERNAL;
}

/* All rows, each told the same if it is @p sure, else by its own merit. */
static void all_are_told(sipreg_endpoint_t *endpoint, sipreg_error_t sure)
{
    size_t i;

    for (i = 0; i < COUNT(rows); ++i) {
        const sipreg_error_t merit = rows[i].accepted ? SIPREG_OK : SIPREG_ERR_INVALID;
        const sipreg_error_t told = apply(endpoint, &rows[i]);

        if (told != (sure != SIPREG_OK ? sure : merit))
            fail_msg("setter %d, row %zu: %s", (int)rows[i].setter, i, sipreg_error_name(told));
    }
}

static void setters_accept_or_refuse(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    (void)state;
    all_are_told(endpoint, SIPREG_OK);
    all_are_told(NULL, SIPREG_ERR_INVALID);
    end_endpoint(endpoint);
}

static void setters_are_refused_after_the_start_and_after_the_end(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();

    (void)state;
    all_are_told(endpoint, SIPREG_ERR_STATE);
    sipreg_endpoint_shutdown(endpoint);
    all_are_told(endpoint, SIPREG_ERR_CLOSED);
    end_endpoint(endpoint);
    endpoint = new_endpoint(); /* also of one that never started */
    sipreg_endpoint_shutdown(endpoint);
    all_are_told(endpoint, SIPREG_ERR_CLOSED);
    end_endpoint(endpoint);
}

static void refused_value_changes_nothing(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); ++i)
        if (!rows[i].accepted)
            assert_int_equal(apply(endpoint, &rows[i]), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void endpoint_starts_once(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();

    (void)state;
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_ERR_STATE);
    sipreg_endpoint_shutdown(endpoint);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_ERR_CLOSED);
    assert_int_equal(sipreg_endpoint_wait_closed(endpoint, -1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_wait_closed(endpoint, 0), SIPREG_OK);
    sipreg_endpoint_unref(endpoint);
}

static void registration_needs_a_running_endpoint(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", 9, "udp"), *none = registration;
    sipreg_account_t *account = account_at("alice", 9, "udp");
    sipreg_event_t *event = NULL;

    (void)state;
    assert_int_equal(sipreg_registration_start(registration), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_registration_stop(registration), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_registration_query(registration), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_registration_status(registration, &event), SIPREG_OK);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE);
    sipreg_event_unref(event);
    assert_int_equal(sipreg_endpoint_next_event(endpoint, 0, &event), SIPREG_ERR_TIMEOUT);

    sipreg_endpoint_shutdown(endpoint);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_ERR_CLOSED);
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_ERR_CLOSED);
    assert_int_equal(sipreg_registration_stop(registration), SIPREG_ERR_CLOSED);
    assert_int_equal(sipreg_registration_query(registration), SIPREG_ERR_CLOSED);
    assert_int_equal(sipreg_registration_new(&none, endpoint, account), SIPREG_ERR_CLOSED);
    assert_null(none);
    assert_int_equal(sipreg_endpoint_next_event(endpoint, 0, &event), SIPREG_ERR_CLOSED);
    sipreg_account_unref(account);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

static void registrations_are_numbered(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *first = registration_at(endpoint, "alice", 9, "udp"), *second;
    const int64_t id = sipreg_registration_id(first);

    (void)state;
    assert_true(id > 0);
    sipreg_registration_unref(first);
    second = registration_at(endpoint, "alice", 9, "udp");
    assert_int_not_equal(sipreg_registration_id(second), id);
    sipreg_registration_unref(second);
    end_endpoint(endpoint);
}

/* Starts with so many descriptors to be had. */
static sipreg_error_t start_with(sipreg_endpoint_t *endpoint, int spare)
{
    struct rlimit before, narrow;
    sipreg_error_t told;
    const int next = dup(0); /* the lowest that is free */

    close(next);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    narrow = before;
    narrow.rlim_cur = (rlim_t)(next + spare);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &narrow), 0);
    told = sipreg_endpoint_start(endpoint);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    return told;
}

static void start_that_the_system_refuses_may_be_tried_again(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
    const int before = descriptors();
    int spare = 0;

    (void)state;
    endpoint = new_endpoint();
    while (start_with(endpoint, spare) == SIPREG_ERR_SYSTEM) {
        assert_int_equal(descriptors(), before + 1); /* the queue's */
        assert_true(++spare < 30);
    }
    assert_true(spare > 0);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_ERR_STATE);
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static int warm_up(void **state)
{
    (void)state;
    end_endpoint(running_endpoint());
    return threads_down_to(1) == 1 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setters_accept_or_refuse),
        cmocka_unit_test(setters_are_refused_after_the_start_and_after_the_end),
        cmocka_unit_test(refused_value_changes_nothing),
        cmocka_unit_test(endpoint_starts_once),
        cmocka_unit_test(registration_needs_a_running_endpoint),
        cmocka_unit_test(registrations_are_numbered),
        cmocka_unit_test(start_that_the_system_refuses_may_be_tried_again),
    };
    return cmocka_run_group_tests_name("capi: endpoint", tests, warm_up, NULL);
}
