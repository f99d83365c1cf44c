/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The event queue: its order, its descriptor, its end, and what it does when nobody reads. */
#include "capi/face.h"
#include "capi/gate.h"

#include <stdlib.h>

/* Removing what was never registered is told at once, without a request: an event that costs nothing. */
static void make_event(sipreg_registration_t *registration)
{
    assert_int_equal(sipreg_registration_stop(registration), SIPREG_OK);
}

static void await_state(sipreg_registration_t *registration, int32_t wanted)
{
    const int64_t deadline = now_ms() + WAIT_MS;
    sipreg_event_t *status;
    int32_t state = SIPREG_STATE_UNKNOWN;

    while (state != wanted && now_ms() < deadline) {
        is_readable(-1, 1);
        assert_int_equal(sipreg_registration_status(registration, &status), SIPREG_OK);
        state = sipreg_event_state(status);
        sipreg_event_unref(status);
    }
    assert_int_equal(state, wanted);
}

/* Registers, and waits without reading until everything asked for before has been done and told. */
static void settle(sipreg_endpoint_t *endpoint, sipreg_registration_t *last)
{
    sipreg_registration_t *marker = registration_at(endpoint, "alice", 9, "udp");

    assert_int_equal(sipreg_registration_start(last), SIPREG_OK);
    await_state(last, SIPREG_STATE_REGISTERED);
    /* The event may follow the state. When another is at work, it has: one thing is told before the next is done. */
    assert_int_equal(sipreg_registration_start(marker), SIPREG_OK);
    await_state(marker, SIPREG_STATE_WAITING);
    sipreg_registration_unref(marker); /* and its event with it */
}

static void events_come_in_the_order_in_which_they_happened(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registrations[5];
    sipreg_event_t *event;
    int i;

    (void)state;
    for (i = 0; i < 5; ++i)
        registrations[i] = registration_at(endpoint, "alice", 9, "udp");
    for (i = 0; i < 50; ++i)
        make_event(registrations[i * 3 % 5]);
    for (i = 0; i < 50; ++i) {
        event = await_event(endpoint, SIPREG_EVENT_UNREGISTERED);
        assert_ptr_equal(sipreg_event_registration(event), registrations[i * 3 % 5]);
        assert_int_equal(sipreg_event_registration_id(event), sipreg_registration_id(registrations[i * 3 % 5]));
        sipreg_event_unref(event);
    }
    for (i = 0; i < 5; ++i)
        sipreg_registration_unref(registrations[i]);
    end_endpoint(endpoint);
}

static void descriptor_is_readable_exactly_while_there_is_an_event(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", 9, "udp");
    const int fd = sipreg_endpoint_event_fd(endpoint);
    int i;

    (void)state;
    assert_true(fd >= 0);
    assert_false(is_readable(fd, 0));
    for (i = 0; i < 2; ++i)
        make_event(registration);
    for (i = 0; i < 2; ++i) {
        assert_true(is_readable(fd, WAIT_MS));
        assert_true(is_readable(fd, 0)); /* looking does not change it */
        await(endpoint, SIPREG_EVENT_UNREGISTERED);
    }
    assert_false(is_readable(fd, 0));
    assert_int_equal(sipreg_endpoint_event_fd(endpoint), fd);
    sipreg_endpoint_shutdown(endpoint);
    assert_true(is_readable(fd, 0));
    assert_true(is_readable(fd, 0)); /* for ever */
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

static void reader_waits_as_long_as_it_wants(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_event_t *event = (sipreg_event_t *)endpoint;
    int64_t began = now_ms();

    (void)state;
    assert_int_equal(sipreg_endpoint_next_event(endpoint, 0, &event), SIPREG_ERR_TIMEOUT);
    assert_null(event);
    assert_true(now_ms() - began < 1000);
    began = now_ms();
    assert_int_equal(sipreg_endpoint_next_event(endpoint, 30, &event), SIPREG_ERR_TIMEOUT);
    assert_null(event);
    assert_true(now_ms() - began >= 29);
    end_endpoint(endpoint);
}

struct reader {
    pthread_t thread;
    sipreg_endpoint_t *endpoint; /* a reference of its own */
    struct gate *reading;
    int32_t timeout_ms;
    sipreg_error_t told;
    sipreg_event_t *event;
};

static void *read_one(void *argument)
{
    struct reader *reader = argument;

    gate_add(reader->reading);
    reader->told = sipreg_endpoint_next_event(reader->endpoint, reader->timeout_ms, &reader->event);
    sipreg_endpoint_unref(reader->endpoint);
    return NULL;
}

static void begin_reading(struct reader *readers, int count, sipreg_endpoint_t *endpoint, struct gate *reading)
{
    int i;

    for (i = 0; i < count; ++i) {
        readers[i].endpoint = sipreg_endpoint_ref(endpoint);
        readers[i].reading = reading;
        readers[i].timeout_ms = i % 2 == 0 ? -1 : WAIT_MS;
        readers[i].event = (sipreg_event_t *)endpoint;
        assert_int_equal(pthread_create(&readers[i].thread, NULL, read_one, &readers[i]), 0);
    }
    assert_true(gate_wait(reading, count));
    is_readable(-1, 5); /* most of them are waiting by now */
}

static void shutdown_wakes_all_readers(void **state)
{
    struct gate reading = GATE_INIT;
    sipreg_endpoint_t *endpoint = running_endpoint();
    struct reader readers[4];
    int i;

    (void)state;
    begin_reading(readers, 4, endpoint, &reading);
    sipreg_endpoint_shutdown(endpoint);
    sipreg_endpoint_unref(endpoint);
    for (i = 0; i < 4; ++i) {
        pthread_join(readers[i].thread, NULL);
        assert_int_equal(readers[i].told, SIPREG_ERR_CLOSED);
        assert_null(readers[i].event);
    }
}

static void each_event_goes_to_one_reader(void **state)
{
    struct gate reading = GATE_INIT;
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", 9, "udp");
    struct reader readers[4];
    sipreg_event_t *event;
    int i;

    (void)state;
    begin_reading(readers, 4, endpoint, &reading);
    for (i = 0; i < 4; ++i)
        make_event(registration);
    for (i = 0; i < 4; ++i) {
        pthread_join(readers[i].thread, NULL);
        assert_int_equal(readers[i].told, SIPREG_OK);
        assert_int_equal(sipreg_event_type(readers[i].event), SIPREG_EVENT_UNREGISTERED);
        sipreg_event_unref(readers[i].event);
    }
    assert_int_equal(sipreg_endpoint_next_event(endpoint, 0, &event), SIPREG_ERR_TIMEOUT);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

static void shut_down_queue_tells_nothing_more(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", 9, "udp");
    sipreg_event_t *event = NULL;

    (void)state;
    make_event(registration);
    assert_true(is_readable(sipreg_endpoint_event_fd(endpoint), WAIT_MS));
    sipreg_endpoint_shutdown(endpoint);
    assert_int_equal(sipreg_endpoint_next_event(endpoint, -1, &event), SIPREG_ERR_CLOSED);
    assert_null(event);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

static void events_of_a_dropped_registration_are_gone(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *dropped = registration_at(endpoint, "alice", 9, "udp");
    sipreg_registration_t *kept = registration_at(endpoint, "bob", 9, "udp");
    const int fd = sipreg_endpoint_event_fd(endpoint);
    const int64_t deadline = now_ms() + WAIT_MS;
    sipreg_event_t *event;

    (void)state;
    make_event(dropped);
    make_event(kept);
    make_event(dropped);
    while (sipreg_endpoint_next_event(endpoint, WAIT_MS, &event) == SIPREG_OK &&
           sipreg_event_registration(event) != kept)
        sipreg_event_unref(event);
    sipreg_event_unref(event);
    assert_true(is_readable(fd, WAIT_MS)); /* the last one */
    sipreg_registration_unref(dropped);
    while (is_readable(fd, 0) && now_ms() < deadline) /* until its end has come to the queue */
        is_readable(-1, 1);
    assert_false(is_readable(fd, 0));
    assert_int_equal(sipreg_endpoint_next_event(endpoint, 0, &event), SIPREG_ERR_TIMEOUT);
    sipreg_registration_unref(kept);
    end_endpoint(endpoint);
}

/* More than the queue holds beyond the newest of each. */
#define MANY 5000

static void read_all(sipreg_endpoint_t *endpoint, sipreg_registration_t **registrations, int *seen,
                     int64_t *dropped)
{
    sipreg_event_t *event;
    int i, total = 0;

    while (sipreg_endpoint_next_event(endpoint, 0, &event) == SIPREG_OK) {
        if (sipreg_event_type(event) == SIPREG_EVENT_OVERFLOW)
            *dropped += sipreg_event_dropped(event);
        else
            ++total;
        for (i = 0; i <= MANY; ++i) /* they come nearly in order */
            if (sipreg_event_registration(event) == registrations[(total + i - 1) % (MANY + 1)]) {
                ++seen[(total + i - 1) % (MANY + 1)];
                break;
            }
        sipreg_event_unref(event);
    }
}

static void slow_reader_finds_the_newest_of_each_and_the_number_of_the_others(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t **registrations = calloc(MANY + 1, sizeof *registrations);
    int *seen = calloc(MANY + 1, sizeof *seen);
    sipreg_event_t *first = NULL;
    int64_t dropped;
    int i, total = 0;

    (void)state;
    for (i = 0; i <= MANY; ++i)
        registrations[i] = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    for (i = 0; i < 2 * MANY; ++i)
        make_event(registrations[i % MANY]);
    settle(endpoint, registrations[MANY]);

    assert_int_equal(sipreg_endpoint_next_event(endpoint, 0, &first), SIPREG_OK);
    assert_int_equal(sipreg_event_type(first), SIPREG_EVENT_OVERFLOW);
    assert_null(sipreg_event_registration(first));
    assert_int_equal(sipreg_event_registration_id(first), 0);
    assert_int_equal(sipreg_event_state(first), SIPREG_STATE_UNKNOWN);
    assert_string_equal(sipreg_event_aor(first), "");
    dropped = sipreg_event_dropped(first);
    sipreg_event_unref(first);
    assert_true(dropped > 0);

    read_all(endpoint, registrations, seen, &dropped);
    for (i = 0; i <= MANY; ++i) {
        if (seen[i] == 0)
            fail_msg("registration %d is not heard of", i);
        total += seen[i];
    }
    /* Of the last one there is an address and a success, and the address may have given way. */
    assert_int_equal(total + dropped, 2 * MANY + 2);
    assert_true(total <= MANY + 2);
    for (i = 0; i <= MANY; ++i)
        sipreg_registration_unref(registrations[i]);
    free(registrations);
    free(seen);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void one_registration_keeps_its_newest_event(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    sipreg_event_type_t last = SIPREG_EVENT_UNKNOWN;
    sipreg_event_t *event;
    int i, count = 0;

    (void)state;
    for (i = 0; i < 2 * MANY; ++i)
        make_event(registration);
    settle(endpoint, registration);
    while (sipreg_endpoint_next_event(endpoint, 0, &event) == SIPREG_OK) {
        last = sipreg_event_type(event);
        sipreg_event_unref(event);
        ++count;
    }
    assert_int_equal(last, SIPREG_EVENT_REGISTERED);
    assert_true(count < MANY);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void never(const sipreg_event_t *event, void *user_data)
{
    (void)event;
    (void)user_data;
}

static void *ask_again_and_again(void *argument)
{
    sipreg_event_t *event;
    sipreg_error_t told;

    do
        told = sipreg_endpoint_next_event(argument, 0, &event);
    while (told != SIPREG_ERR_CLOSED);
    return NULL;
}

static void reader_may_come_before_the_start(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    pthread_t reader;
    int i;

    (void)state;
    assert_int_equal(pthread_create(&reader, NULL, ask_again_and_again, endpoint), 0);
    for (i = 0; i < 100; ++i) {
        assert_int_equal(sipreg_endpoint_set_callback(endpoint, never, NULL), SIPREG_OK);
        assert_int_equal(sipreg_endpoint_set_callback(endpoint, NULL, NULL), SIPREG_OK);
    }
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    sipreg_endpoint_shutdown(endpoint);
    pthread_join(reader, NULL);
    end_endpoint(endpoint);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_in_the_order_in_which_they_happened),
        cmocka_unit_test(descriptor_is_readable_exactly_while_there_is_an_event),
        cmocka_unit_test(reader_waits_as_long_as_it_wants),
        cmocka_unit_test(shutdown_wakes_all_readers),
        cmocka_unit_test(each_event_goes_to_one_reader),
        cmocka_unit_test(shut_down_queue_tells_nothing_more),
        cmocka_unit_test(events_of_a_dropped_registration_are_gone),
        cmocka_unit_test(slow_reader_finds_the_newest_of_each_and_the_number_of_the_others),
        cmocka_unit_test(one_registration_keeps_its_newest_event),
        cmocka_unit_test(reader_may_come_before_the_start),
    };
    return cmocka_run_group_tests_name("capi: queue", tests, NULL, NULL);
}
