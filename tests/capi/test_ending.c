/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Endpoints that are ended from outside: in the middle of something, by several at once, in any order. */
#include "capi/face.h"
#include "capi/gate.h"
#include "capi/process.h"

#include <stdio.h>

static int began_with; /* descriptors */

/* Sofia, c-ares and libsodium open at their first use what they keep. */
static int warm_up(void **state)
{
    (void)state;
    end_endpoint(running_endpoint());
    return 0;
}

static int count_descriptors(void **state)
{
    (void)state;
    began_with = threads_down_to(1) == 1 ? descriptors() : -1;
    return 0;
}

static int nothing_is_left(void **state)
{
    (void)state;
    if (threads_down_to(1) == 1 && descriptors() == began_with)
        return 0;
    print_error("%d descriptors instead of %d, %d threads\n", descriptors(), began_with, threads_down_to(1));
    return -1;
}

/* One that does not answer but counts what it hears. */
static registrar_t *mute_registrar(const char *listener)
{
    registrar_t *registrar = registrar_new(listener);

    assert_non_null(registrar);
    registrar_set_fault(registrar, "silent");
    return registrar;
}

static void wait_until_heard(registrar_t *registrar, int count)
{
    const int64_t deadline = now_ms() + WAIT_MS;

    while (registrar_received(registrar) < count && now_ms() < deadline)
        is_readable(-1, 1);
    assert_true(registrar_received(registrar) >= count);
}

static void under_way(const char *listener, const char *transport)
{
    registrar_t *registrar = mute_registrar(listener);
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
    int i;

    for (i = 0; i < 40; ++i) {
        endpoint = running_endpoint();
        registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), transport);
        assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
        if (i % 2 == 0) /* else wherever it may have come to */
            wait_until_heard(registrar, i / 2 + 1);
        if (i % 3 == 0)
            sipreg_registration_unref(registration);
        end_endpoint(endpoint);
        if (i % 3 != 0)
            sipreg_registration_unref(registration);
    }
    registrar_free(registrar);
}

static void endpoint_ends_while_a_transaction_is_under_way(void **state)
{
    (void)state;
    under_way(LISTEN_UDP, "udp");
    under_way(LISTEN_TCP, "tcp");
}

static void registration_is_dropped_while_its_transaction_is_under_way(void **state)
{
    registrar_t *registrar = mute_registrar(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_t *event = NULL;
    int i;

    (void)state;
    for (i = 0; i < 40; ++i) {
        registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
        assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
        if (i % 2 == 0)
            wait_until_heard(registrar, i / 2 + 1);
        sipreg_registration_unref(registration);
    }
    registrar_set_fault(registrar, "none");
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED); /* the first one that anybody tells of */
    assert_ptr_equal(sipreg_event_registration(event), registration);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

struct crowd {
    sipreg_endpoint_t *endpoint; /* a reference each */
    struct gate *start;
};

static void *shut_down_with_the_others(void *argument)
{
    struct crowd *crowd = argument;

    gate_add(crowd->start);
    gate_wait(crowd->start, 3);
    sipreg_endpoint_shutdown(crowd->endpoint);
    sipreg_endpoint_shutdown(crowd->endpoint);
    sipreg_endpoint_unref(crowd->endpoint);
    return NULL;
}

static void three_at_once(registrar_t *registrar)
{
    struct gate start = GATE_INIT;
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    struct crowd crowd;
    pthread_t threads[3];
    int i;

    crowd.endpoint = endpoint;
    crowd.start = &start;
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    sipreg_endpoint_ref(endpoint);
    sipreg_endpoint_ref(endpoint);
    for (i = 0; i < 3; ++i)
        assert_int_equal(pthread_create(&threads[i], NULL, shut_down_with_the_others, &crowd), 0);
    sipreg_registration_unref(registration);
    for (i = 0; i < 3; ++i)
        pthread_join(threads[i], NULL);
}

static void endpoint_is_ended_by_three_threads_at_once(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    int i;

    (void)state;
    for (i = 0; i < 50; ++i)
        three_at_once(registrar);
    registrar_free(registrar);
}

static void endpoint_is_dropped_with_registrations_alive_and_events_held(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *kept = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    sipreg_registration_t *dropped = registration_at(endpoint, "bob", registrar_port(registrar, 0), "udp");
    sipreg_event_t *events[2], *status = NULL;

    (void)state;
    assert_int_equal(sipreg_registration_start(kept), SIPREG_OK);
    events[0] = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_registration_start(dropped), SIPREG_OK);
    events[1] = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    sipreg_registration_unref(dropped);
    sipreg_endpoint_shutdown(endpoint);
    sipreg_endpoint_unref(endpoint);

    assert_string_equal(sipreg_event_aor(events[1]), "sip:bob@" REGISTRAR_REALM);
    assert_int_equal(sipreg_registration_start(sipreg_event_registration(events[1])), SIPREG_ERR_CLOSED);
    assert_int_equal(sipreg_registration_status(kept, &status), SIPREG_OK);
    assert_int_equal(sipreg_event_status(status), 200);
    sipreg_event_unref(status);
    sipreg_event_unref(events[1]);
    sipreg_registration_unref(kept);
    assert_string_equal(sipreg_event_aor(events[0]), "sip:alice@" REGISTRAR_REALM);
    sipreg_event_unref(events[0]);
    registrar_free(registrar);
}

static void last_reference_shuts_down(void **state)
{
    registrar_t *registrar = mute_registrar(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");

    (void)state;
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    sipreg_endpoint_unref(endpoint);
    wait_until_heard(registrar, 1); /* the registration holds the endpoint */
    sipreg_registration_unref(registration);
    registrar_free(registrar);
}

static void endpoint_that_never_started_ends(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", 5060, "udp");

    (void)state;
    assert_int_equal(sipreg_endpoint_wait_closed(endpoint, 0), SIPREG_ERR_STATE);
    sipreg_endpoint_unref(endpoint);
    sipreg_registration_unref(registration);
    end_endpoint(new_endpoint());
}

/* Those in line behind one that waits for its answer. */
static void who_waits_in_line_is_not_sent_at_the_end(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registrations[20];
    int i, heard;

    (void)state;
    assert_int_equal(sipreg_endpoint_set_max_outstanding(endpoint, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_timers_ms(endpoint, 60000, 60000, 10), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    registrar_set_open(registrar, 1);
    for (i = 0; i < 20; ++i) {
        registrations[i] = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
        assert_int_equal(sipreg_registration_register_once(registrations[i]), SIPREG_OK);
        await(endpoint, SIPREG_EVENT_REGISTERED);
    }
    heard = registrar_received(registrar);
    registrar_set_fault(registrar, "silent");
    for (i = 20; i-- > 0;) /* in the other order */
        assert_int_equal(sipreg_registration_register_once(registrations[i]), SIPREG_OK);
    wait_until_heard(registrar, heard + 1);
    end_endpoint(endpoint);
    registrar_run(registrar, 0);
    registrar_run(registrar, 1); /* hears what is still in its socket */
    is_readable(-1, 50);
    assert_int_equal(registrar_received(registrar), heard + 1);
    for (i = 0; i < 20; ++i)
        sipreg_registration_unref(registrations[i]);
    registrar_free(registrar);
}

#define COUNTED(test) cmocka_unit_test_setup_teardown(test, count_descriptors, nothing_is_left)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COUNTED(endpoint_ends_while_a_transaction_is_under_way),
        COUNTED(registration_is_dropped_while_its_transaction_is_under_way),
        COUNTED(endpoint_is_ended_by_three_threads_at_once),
        COUNTED(endpoint_is_dropped_with_registrations_alive_and_events_held),
        COUNTED(last_reference_shuts_down),
        COUNTED(endpoint_that_never_started_ends),
        COUNTED(who_waits_in_line_is_not_sent_at_the_end),
    };
    return cmocka_run_group_tests_name("capi: ending", tests, warm_up, NULL);
}
