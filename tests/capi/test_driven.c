/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An endpoint that its caller drives, with poll() on its descriptor and its next deadline. */
#include "capi/face.h"
#include "capi/gate.h"
#include "capi/process.h"

static sipreg_endpoint_t *driven_endpoint(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    assert_int_equal(sipreg_endpoint_set_caller_driven(endpoint, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    return endpoint;
}

/* Waits as an application would; counts how often it was woken. */
static int drive_until(sipreg_endpoint_t *endpoint, sipreg_event_type_t type, sipreg_event_t **out)
{
    const int64_t deadline = now_ms() + WAIT_MS;
    sipreg_event_t *event;
    int turns = 0;

    while (now_ms() < deadline) {
        is_readable(sipreg_endpoint_process_fd(endpoint), sipreg_endpoint_next_deadline_ms(endpoint));
        assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_OK);
        ++turns;
        while (sipreg_endpoint_next_event(endpoint, 0, &event) == SIPREG_OK) {
            if (sipreg_event_type(event) == type) {
                *out = event;
                return turns;
            }
            sipreg_event_unref(event);
        }
    }
    fail_msg("no event \"%s\" came", sipreg_event_type_name(type));
    return turns;
}

static void drive(sipreg_endpoint_t *endpoint, sipreg_event_type_t type)
{
    sipreg_event_t *event = NULL;

    drive_until(endpoint, type, &event);
    sipreg_event_unref(event);
}

static void whole_life(const char *listener, const char *transport)
{
    registrar_t *registrar = registrar_new(listener);
    sipreg_endpoint_t *endpoint = driven_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_t *event = NULL;
    int turns;

    registrar_set_expiry(registrar, 1, 3);
    registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), transport);
    assert_int_equal(threads_down_to(2), 2); /* this one and the registrar's */
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    drive(endpoint, SIPREG_EVENT_REGISTERED);
    turns = drive_until(endpoint, SIPREG_EVENT_REGISTERED, &event); /* the refresh */
    sipreg_event_unref(event);
    if (turns > 40)
        fail_msg("woken %d times for one refresh", turns);
    assert_int_equal(sipreg_registration_stop(registration), SIPREG_OK);
    drive(endpoint, SIPREG_EVENT_UNREGISTERED);
    assert_int_equal(registrar_binding_count(registrar), 0);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void caller_drives_register_refresh_and_unregister(void **state)
{
    (void)state;
    whole_life(LISTEN_UDP, "udp");
    whole_life(LISTEN_TCP, "tcp");
}

static void descriptor_tells_of_work(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = driven_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    const int fd = sipreg_endpoint_process_fd(endpoint);

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(sipreg_endpoint_next_deadline_ms(endpoint), 0); /* nothing was done yet */
    assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_OK);
    assert_false(is_readable(fd, 0));
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    assert_true(is_readable(fd, 0)); /* what was asked of it */
    assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_OK);
    assert_true(is_readable(fd, WAIT_MS)); /* the answer */
    assert_true(sipreg_endpoint_next_deadline_ms(endpoint) >= 0);
    drive(endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_endpoint_process_fd(endpoint), fd);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void process_is_refused_where_it_makes_no_sense(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    (void)state;
    assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_ERR_STATE); /* not started */
    assert_int_equal(sipreg_endpoint_process_fd(endpoint), -1);
    assert_int_equal(sipreg_endpoint_next_deadline_ms(endpoint), -1);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_ERR_STATE); /* a thread drives it */
    assert_int_equal(sipreg_endpoint_process_fd(endpoint), -1);
    end_endpoint(endpoint);

    endpoint = driven_endpoint();
    sipreg_endpoint_shutdown(endpoint);
    assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_ERR_CLOSED);
    assert_int_equal(sipreg_endpoint_process_fd(endpoint), -1);
    assert_int_equal(sipreg_endpoint_next_deadline_ms(endpoint), -1);
    end_endpoint(endpoint);
}

struct within {
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
    struct gate calls;
    sipreg_error_t process, wait;
};

static void drop_all(const sipreg_event_t *event, void *user_data)
{
    struct within *within = user_data;

    (void)event;
    gate_add(&within->calls);
    within->process = sipreg_endpoint_process(within->endpoint);
    sipreg_registration_unref(within->registration);
    sipreg_endpoint_shutdown(within->endpoint);
    within->wait = sipreg_endpoint_wait_closed(within->endpoint, 0);
    sipreg_endpoint_unref(within->endpoint);
}

static void endpoint_is_dropped_by_a_callback_inside_process(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    struct within within = {NULL, NULL, GATE_INIT, SIPREG_OK, SIPREG_OK};
    int fd, before, rounds;

    (void)state;
    before = descriptors();
    within.endpoint = new_endpoint();
    assert_int_equal(sipreg_endpoint_set_callback(within.endpoint, drop_all, &within), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_caller_driven(within.endpoint, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(within.endpoint), SIPREG_OK);
    within.registration = registration_at(within.endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(within.registration), SIPREG_OK);
    fd = sipreg_endpoint_process_fd(within.endpoint);
    for (rounds = 0; gate_count(&within.calls) == 0 && rounds < 1000; ++rounds) {
        is_readable(fd, 10);
        assert_int_equal(sipreg_endpoint_process(within.endpoint), SIPREG_OK);
    }
    assert_int_equal(gate_count(&within.calls), 1);
    assert_int_equal(within.process, SIPREG_ERR_STATE);
    assert_int_equal(within.wait, SIPREG_ERR_STATE);
    assert_int_equal(descriptors(), before);
    registrar_free(registrar);
}

static void *process_until_closed(void *argument)
{
    sipreg_endpoint_t *endpoint = argument;
    sipreg_error_t told;

    do {
        (void)sipreg_endpoint_process_fd(endpoint);
        (void)sipreg_endpoint_next_deadline_ms(endpoint);
        told = sipreg_endpoint_process(endpoint);
    } while (told == SIPREG_OK || told == SIPREG_ERR_STATE);
    return NULL;
}

static void endpoint_ends_while_another_thread_drives_it(void **state)
{
    sipreg_endpoint_t *endpoint;
    pthread_t drivers[2];
    int i;

    (void)state;
    for (i = 0; i < 300; ++i) {
        endpoint = driven_endpoint();
        assert_int_equal(pthread_create(&drivers[0], NULL, process_until_closed, endpoint), 0);
        assert_int_equal(pthread_create(&drivers[1], NULL, process_until_closed, endpoint), 0);
        if (i % 2 == 0)
            assert_int_equal(sipreg_endpoint_wait_closed(endpoint, 0), SIPREG_ERR_STATE);
        sipreg_endpoint_shutdown(endpoint);
        assert_int_equal(sipreg_endpoint_wait_closed(endpoint, WAIT_MS), SIPREG_OK);
        pthread_join(drivers[0], NULL);
        pthread_join(drivers[1], NULL);
        sipreg_endpoint_unref(endpoint);
    }
}

static int warm_up(void **state)
{
    (void)state;
    end_endpoint(driven_endpoint());
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(caller_drives_register_refresh_and_unregister),
        cmocka_unit_test(descriptor_tells_of_work),
        cmocka_unit_test(process_is_refused_where_it_makes_no_sense),
        cmocka_unit_test(endpoint_is_dropped_by_a_callback_inside_process),
        cmocka_unit_test(endpoint_ends_while_another_thread_drives_it),
    };
    return cmocka_run_group_tests_name("capi: driven", tests, warm_up, NULL);
}
