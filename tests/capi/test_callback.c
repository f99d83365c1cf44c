/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the application may do inside its callbacks: everything, also end what calls it. */
#include "capi/face.h"
#include "capi/gate.h"
#include "capi/process.h"

#include <string.h>

/* What a callback works on, and what it has seen. */
struct scene {
    registrar_t *registrar;
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
    struct gate calls, ended;
    sipreg_event_type_t wanted; /* the type it acts on */
    void (*act)(struct scene *scene, const sipreg_event_t *event);
    sipreg_error_t told;
    pthread_mutex_t mutex;
    const sipreg_event_t *kept;
};

static void on_event(const sipreg_event_t *event, void *user_data)
{
    struct scene *scene = user_data;

    gate_add(&scene->calls);
    if (sipreg_event_type(event) != scene->wanted)
        return;
    scene->act(scene, event);
    gate_add(&scene->ended);
}

static struct scene *set_scene(void (*act)(struct scene *scene, const sipreg_event_t *event))
{
    static const struct scene blank = {
        .calls = GATE_INIT,
        .ended = GATE_INIT,
        .wanted = SIPREG_EVENT_REGISTERED,
        .mutex = PTHREAD_MUTEX_INITIALIZER,
    };
    static struct scene scene;

    memcpy(&scene, &blank, sizeof scene);
    scene.act = act;
    scene.registrar = registrar_new(LISTEN_UDP);
    assert_non_null(scene.registrar);
    scene.endpoint = new_endpoint();
    assert_int_equal(sipreg_endpoint_set_callback(scene.endpoint, on_event, &scene), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(scene.endpoint), SIPREG_OK);
    scene.registration = registration_at(scene.endpoint, "alice", registrar_port(scene.registrar, 0), "udp");
    return &scene;
}

/* Lets it happen, and waits until it has. */
static void play(struct scene *scene)
{
    assert_int_equal(sipreg_registration_start(scene->registration), SIPREG_OK);
    assert_true(gate_wait(&scene->ended, 1));
}

static void clear_scene(struct scene *scene)
{
    registrar_free(scene->registrar);
    assert_int_equal(threads_down_to(1), 1); /* so the endpoint's thread has gone, too */
}

static void drop_everything(struct scene *scene, const sipreg_event_t *event)
{
    (void)event;
    sipreg_registration_unref(scene->registration);
    sipreg_endpoint_unref(scene->endpoint);
}

static void endpoint_is_dropped_inside_its_callback(void **state)
{
    struct scene *scene = set_scene(drop_everything);

    (void)state;
    play(scene);
    clear_scene(scene);
    assert_int_equal(gate_count(&scene->ended), 1);
}

static void shut_down_twice(struct scene *scene, const sipreg_event_t *event)
{
    (void)event;
    sipreg_endpoint_shutdown(scene->endpoint);
    sipreg_endpoint_shutdown(scene->endpoint);
    scene->told = sipreg_endpoint_wait_closed(scene->endpoint, WAIT_MS);
    assert_int_equal(sipreg_registration_start(scene->registration), SIPREG_ERR_CLOSED);
}

static void endpoint_is_shut_down_inside_its_callback_which_cannot_wait_for_it(void **state)
{
    struct scene *scene = set_scene(shut_down_twice);

    (void)state;
    play(scene);
    assert_int_equal(scene->told, SIPREG_ERR_STATE);
    sipreg_registration_unref(scene->registration);
    end_endpoint(scene->endpoint);
    clear_scene(scene);
}

static void drop_registration(struct scene *scene, const sipreg_event_t *event)
{
    sipreg_registration_unref(scene->registration);
    /* The event holds it. */
    if (sipreg_event_registration(event) != scene->registration || strlen(sipreg_event_aor(event)) == 0)
        scene->told = SIPREG_ERR_INTERNAL;
}

static void registration_is_dropped_inside_its_own_event(void **state)
{
    struct scene *scene = set_scene(drop_registration);
    sipreg_registration_t *other;

    (void)state;
    play(scene);
    assert_int_equal(scene->told, SIPREG_OK);
    other = registration_at(scene->endpoint, "bob", registrar_port(scene->registrar, 0), "udp");
    scene->registration = other; /* the endpoint goes on, and so it ends again */
    play(scene);
    assert_true(gate_wait(&scene->ended, 2));
    end_endpoint(scene->endpoint);
    clear_scene(scene);
}

static void keep_event(struct scene *scene, const sipreg_event_t *event) { scene->kept = sipreg_event_ref(event); }

static void event_outlives_what_it_tells_of(void **state)
{
    struct scene *scene = set_scene(keep_event);

    (void)state;
    play(scene);
    sipreg_registration_unref(scene->registration);
    end_endpoint(scene->endpoint);
    assert_int_equal(sipreg_event_type(scene->kept), SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_aor(scene->kept), "sip:alice@" REGISTRAR_REALM);
    assert_int_equal(sipreg_registration_start(sipreg_event_registration(scene->kept)), SIPREG_ERR_CLOSED);
    sipreg_event_unref(scene->kept); /* and with it the registration, and the endpoint */
    clear_scene(scene);
}

static void take_the_mutex(struct scene *scene, const sipreg_event_t *event)
{
    (void)event;
    gate_add(&scene->calls);
    pthread_mutex_lock(&scene->mutex);
    pthread_mutex_unlock(&scene->mutex);
}

static void endpoint_is_shut_down_under_a_mutex_that_the_callback_wants(void **state)
{
    struct scene *scene = set_scene(take_the_mutex);

    (void)state;
    scene->wanted = SIPREG_EVENT_PUBLIC_ADDRESS; /* the first event */
    pthread_mutex_lock(&scene->mutex);
    assert_int_equal(sipreg_registration_start(scene->registration), SIPREG_OK);
    assert_true(gate_wait(&scene->calls, 2));
    sipreg_endpoint_shutdown(scene->endpoint);
    assert_int_equal(sipreg_endpoint_wait_closed(scene->endpoint, 0), SIPREG_ERR_TIMEOUT);
    assert_int_equal(sipreg_endpoint_wait_closed(scene->endpoint, 20), SIPREG_ERR_TIMEOUT);
    pthread_mutex_unlock(&scene->mutex);
    assert_int_equal(sipreg_endpoint_wait_closed(scene->endpoint, WAIT_MS), SIPREG_OK);
    assert_int_equal(gate_count(&scene->calls), 2); /* no other callback came */
    sipreg_registration_unref(scene->registration);
    sipreg_endpoint_unref(scene->endpoint);
    clear_scene(scene);
}

static void wait_while_open(struct scene *scene, const sipreg_event_t *event)
{
    sipreg_event_t *next = NULL;

    (void)event;
    scene->told = sipreg_endpoint_wait_closed(scene->endpoint, 0);
    if (sipreg_endpoint_next_event(scene->endpoint, 0, &next) != SIPREG_ERR_STATE ||
        sipreg_endpoint_process(scene->endpoint) != SIPREG_ERR_STATE)
        scene->told = SIPREG_ERR_INTERNAL;
}

static void callback_cannot_do_the_work_of_the_thread(void **state)
{
    struct scene *scene = set_scene(wait_while_open);

    (void)state;
    play(scene);
    assert_int_equal(scene->told, SIPREG_ERR_STATE);
    sipreg_registration_unref(scene->registration);
    end_endpoint(scene->endpoint);
    clear_scene(scene);
}

static void ask_for_everything(struct scene *scene, const sipreg_event_t *event)
{
    sipreg_registration_t *own = sipreg_event_registration(event);
    sipreg_event_t *status = NULL;

    scene->told = sipreg_registration_status(own, &status);
    if (sipreg_event_state(status) != SIPREG_STATE_REGISTERED || sipreg_registration_stop(own) != SIPREG_OK)
        scene->told = SIPREG_ERR_INTERNAL;
    sipreg_event_unref(status);
    scene->wanted = SIPREG_EVENT_UNREGISTERED; /* and the whole again, idle then */
    scene->act = keep_event;
}

static void callback_may_use_every_function(void **state)
{
    struct scene *scene = set_scene(ask_for_everything);

    (void)state;
    play(scene);
    assert_true(gate_wait(&scene->ended, 2));
    assert_int_equal(scene->told, SIPREG_OK);
    sipreg_event_unref(scene->kept);
    sipreg_registration_unref(scene->registration);
    end_endpoint(scene->endpoint);
    clear_scene(scene);
}

static void shut_down_on_the_first(int32_t sent, const char *peer, const char *message, void *user_data)
{
    struct scene *scene = user_data;

    (void)sent;
    (void)peer;
    (void)message;
    gate_add(&scene->calls);
    sipreg_endpoint_shutdown(scene->endpoint);
}

static void no_callback_begins_after_a_shutdown_inside_one(void **state)
{
    struct scene *scene = set_scene(keep_event);
    sipreg_registration_t *other;

    (void)state;
    sipreg_registration_unref(scene->registration);
    end_endpoint(scene->endpoint);
    scene->endpoint = new_endpoint();
    assert_int_equal(sipreg_endpoint_set_trace_callback(scene->endpoint, shut_down_on_the_first, scene), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_caller_driven(scene->endpoint, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(scene->endpoint), SIPREG_OK);
    scene->registration = registration_at(scene->endpoint, "alice", registrar_port(scene->registrar, 0), "udp");
    other = registration_at(scene->endpoint, "bob", registrar_port(scene->registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(scene->registration), SIPREG_OK);
    assert_int_equal(sipreg_registration_start(other), SIPREG_OK);
    while (sipreg_endpoint_process(scene->endpoint) == SIPREG_OK)
        is_readable(sipreg_endpoint_process_fd(scene->endpoint), 10);
    assert_int_equal(gate_count(&scene->calls), 1);
    sipreg_registration_unref(other);
    sipreg_registration_unref(scene->registration);
    end_endpoint(scene->endpoint);
    clear_scene(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endpoint_is_dropped_inside_its_callback),
        cmocka_unit_test(endpoint_is_shut_down_inside_its_callback_which_cannot_wait_for_it),
        cmocka_unit_test(registration_is_dropped_inside_its_own_event),
        cmocka_unit_test(event_outlives_what_it_tells_of),
        cmocka_unit_test(endpoint_is_shut_down_under_a_mutex_that_the_callback_wants),
        cmocka_unit_test(callback_cannot_do_the_work_of_the_thread),
        cmocka_unit_test(callback_may_use_every_function),
        cmocka_unit_test(no_callback_begins_after_a_shutdown_inside_one),
    };
    return cmocka_run_group_tests_name("capi: callback", tests, NULL, NULL);
}
