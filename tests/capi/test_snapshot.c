/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Snapshots: what one endpoint began, another one goes on with, as after a restart of the program. */
#include "capi/face.h"
#include "capi/gate.h"

#include <stdio.h>
#include <string.h>

static const uint8_t key[SIPREG_SNAPSHOT_KEY_SIZE] = {7};

struct life {
    uint8_t snapshot[4096];
    size_t size;
    char contact[128], call_id[128];
    int64_t cseq;
};

static void remember(struct life *life, sipreg_registration_t *registration, const sipreg_event_t *event)
{
    snprintf(life->contact, sizeof life->contact, "%s", sipreg_event_contact(event));
    snprintf(life->call_id, sizeof life->call_id, "%s", sipreg_event_call_id(event));
    life->cseq = sipreg_event_cseq(event);
    assert_int_equal(sipreg_registration_snapshot(registration, key, NULL, 0, &life->size), SIPREG_OK);
    assert_true(life->size <= sizeof life->snapshot);
    assert_int_equal(
        sipreg_registration_snapshot(registration, key, life->snapshot, sizeof life->snapshot, &life->size), SIPREG_OK);
}

/* Registers alice and ends without removing the binding, as a killed program does. */
static void first_life(struct life *life, registrar_t *registrar)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    sipreg_event_t *event;

    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    remember(life, registration, event);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

static sipreg_endpoint_t *endpoint_at(const char *address)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    assert_int_equal(sipreg_endpoint_add_bind_address(endpoint, address), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    return endpoint;
}

static void goes_on(sipreg_endpoint_t *endpoint, const struct life *life, registrar_t *registrar, int same_contact)
{
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    const int requests = registrar_registers(registrar), challenges = registrar_challenges(registrar);
    sipreg_event_t *event;

    assert_int_equal(sipreg_registration_restore(registration, key, life->snapshot, life->size), SIPREG_OK);
    assert_int_equal(sipreg_registration_status(registration, &event), SIPREG_OK);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED);
    assert_true(sipreg_event_remaining_ms(event) > 3500000);
    sipreg_event_unref(event);

    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_call_id(event), life->call_id);
    assert_true(sipreg_event_cseq(event) > life->cseq);
    assert_int_equal(strcmp(sipreg_event_contact(event), life->contact) == 0, same_contact);
    sipreg_event_unref(event);
    assert_int_equal(registrar_registers(registrar), requests + 1);
    assert_int_equal(registrar_challenges(registrar), challenges);
    assert_int_equal(registrar_binding_count(registrar), 1);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

static void same_binding_is_refreshed_with_one_message_after_a_restart(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    struct life life;

    (void)state;
    first_life(&life, registrar);
    goes_on(endpoint_at(strchr(life.contact, '@') + 1), &life, registrar, 1);
    registrar_free(registrar);
}

static void old_contact_goes_with_the_same_message_if_the_address_is_another(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    struct life life;

    (void)state;
    first_life(&life, registrar);
    goes_on(endpoint_at("127.0.0.2"), &life, registrar, 0);
    registrar_free(registrar);
}

static sipreg_error_t restored(sipreg_endpoint_t *endpoint, const char *user, int port, const uint8_t *with,
                               const uint8_t *snapshot, size_t size)
{
    sipreg_registration_t *registration = registration_at(endpoint, user, port, "udp");
    const sipreg_error_t result = sipreg_registration_restore(registration, with, snapshot, size);

    sipreg_registration_unref(registration);
    return result;
}

static void each_spoilt_snapshot_has_its_error(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    const int port = registrar_port(registrar, 0);
    const uint8_t other_key[SIPREG_SNAPSHOT_KEY_SIZE] = {8};
    sipreg_endpoint_t *endpoint = running_endpoint();
    struct life life;

    (void)state;
    first_life(&life, registrar);
    assert_int_equal(restored(endpoint, "alice", port, key, life.snapshot, life.size), SIPREG_OK);
    assert_int_equal(restored(endpoint, "bob", port, key, life.snapshot, life.size), SIPREG_ERR_SNAPSHOT_FOREIGN);
    assert_int_equal(restored(endpoint, "alice", port, key, (const uint8_t *)"no snapshot", 11),
                     SIPREG_ERR_SNAPSHOT_FOREIGN);
    assert_int_equal(restored(endpoint, "alice", port, key, life.snapshot, life.size - 1),
                     SIPREG_ERR_SNAPSHOT_TRUNCATED);
    assert_int_equal(restored(endpoint, "alice", port, other_key, life.snapshot, life.size),
                     SIPREG_ERR_SNAPSHOT_TAMPERED);
    life.snapshot[life.size - 1] ^= 1;
    assert_int_equal(restored(endpoint, "alice", port, key, life.snapshot, life.size), SIPREG_ERR_SNAPSHOT_TAMPERED);
    life.snapshot[4] = 200; /* the version */
    assert_int_equal(restored(endpoint, "alice", port, key, life.snapshot, life.size), SIPREG_ERR_SNAPSHOT_FUTURE);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void a_snapshot_is_taken_and_restored_in_its_time(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    struct life life;
    uint8_t small[16];

    (void)state;
    assert_int_equal(sipreg_registration_snapshot(registration, key, NULL, 0, &life.size), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_registration_snapshot(registration, key, small, sizeof small, &life.size),
                     SIPREG_ERR_INVALID);
    assert_true(life.size > sizeof small && life.size <= sizeof life.snapshot);
    assert_int_equal(
        sipreg_registration_snapshot(registration, key, life.snapshot, sizeof life.snapshot, &life.size), SIPREG_OK);
    assert_int_equal(sipreg_registration_restore(registration, key, life.snapshot, life.size), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_registration_snapshot(NULL, key, NULL, 0, &life.size), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_snapshot(registration, NULL, NULL, 0, &life.size), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_snapshot(registration, key, NULL, 0, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_restore(NULL, key, life.snapshot, life.size), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_restore(registration, NULL, life.snapshot, life.size), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_restore(registration, key, NULL, life.size), SIPREG_ERR_INVALID);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

/* Registers alice and bob, and gives the snapshot of both. */
static size_t lives_of_both(registrar_t *registrar, uint8_t *snapshot, size_t size)
{
    static const char *const users[] = {"alice", "bob"};
    sipreg_endpoint_t *endpoint = endpoint_at("127.0.0.1");
    sipreg_registration_t *registrations[COUNT(users)];
    size_t length = 0, i;

    assert_int_equal(sipreg_endpoint_snapshot(endpoint, key, NULL, 0, &length), SIPREG_OK);
    for (i = 0; i < COUNT(users); ++i) {
        registrations[i] = registration_at(endpoint, users[i], registrar_port(registrar, 0), "udp");
        assert_int_equal(sipreg_registration_start(registrations[i]), SIPREG_OK);
        await(endpoint, SIPREG_EVENT_REGISTERED);
    }
    assert_int_equal(sipreg_endpoint_snapshot(endpoint, key, snapshot, 16, &length), SIPREG_ERR_INVALID);
    assert_true(length <= size);
    assert_int_equal(sipreg_endpoint_snapshot(endpoint, key, snapshot, size, &length), SIPREG_OK);
    for (i = 0; i < COUNT(users); ++i)
        sipreg_registration_unref(registrations[i]);
    end_endpoint(endpoint);
    return length;
}

static void all_registrations_of_an_endpoint_go_on(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    uint8_t snapshot[16384];
    const size_t size = lives_of_both(registrar, snapshot, sizeof snapshot);
    const int requests = registrar_registers(registrar), challenges = registrar_challenges(registrar);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *bob, *again, *dave;
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_endpoint_restore(endpoint, key, snapshot, size), SIPREG_OK);
    bob = registration_at(endpoint, "bob", registrar_port(registrar, 0), "udp");
    again = registration_at(endpoint, "bob", registrar_port(registrar, 0), "udp");
    dave = registration_at(endpoint, "dave", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_status(bob, &event), SIPREG_OK);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED);
    sipreg_event_unref(event);
    assert_int_equal(sipreg_registration_status(again, &event), SIPREG_OK);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE); /* the first one took it */
    sipreg_event_unref(event);
    assert_int_equal(sipreg_registration_status(dave, &event), SIPREG_OK);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE);
    sipreg_event_unref(event);
    assert_int_equal(sipreg_registration_start(bob), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(registrar_registers(registrar), requests + 1);
    assert_int_equal(registrar_challenges(registrar), challenges);
    sipreg_registration_unref(bob);
    sipreg_registration_unref(again);
    sipreg_registration_unref(dave);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void a_spoilt_snapshot_of_an_endpoint_is_refused(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    uint8_t snapshot[16384];
    const size_t size = lives_of_both(registrar, snapshot, sizeof snapshot);
    sipreg_endpoint_t *endpoint = running_endpoint(), *fresh = new_endpoint();
    struct life life;
    size_t length;

    (void)state;
    first_life(&life, registrar);
    assert_int_equal(sipreg_endpoint_restore(endpoint, key, life.snapshot, life.size), SIPREG_ERR_SNAPSHOT_FOREIGN);
    assert_int_equal(restored(endpoint, "alice", registrar_port(registrar, 0), key, snapshot, size),
                     SIPREG_ERR_SNAPSHOT_FOREIGN);
    assert_int_equal(sipreg_endpoint_restore(endpoint, key, snapshot, size - 1), SIPREG_ERR_SNAPSHOT_TRUNCATED);
    snapshot[size / 2] ^= 1;
    assert_int_equal(sipreg_endpoint_restore(endpoint, key, snapshot, size), SIPREG_ERR_SNAPSHOT_TAMPERED);
    assert_int_equal(sipreg_endpoint_snapshot(fresh, key, NULL, 0, &length), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_endpoint_snapshot(NULL, key, NULL, 0, &length), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_restore(endpoint, key, NULL, size), SIPREG_ERR_INVALID);
    sipreg_endpoint_shutdown(endpoint);
    assert_int_equal(sipreg_endpoint_wait_closed(endpoint, WAIT_MS), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_snapshot(endpoint, key, NULL, 0, &length), SIPREG_ERR_CLOSED);
    sipreg_endpoint_unref(endpoint);
    sipreg_endpoint_unref(fresh);
    registrar_free(registrar);
}

struct ending {
    sipreg_endpoint_t *endpoint;
    sipreg_error_t told;
    struct gate over;
};

/* Within the callback all that the endpoint is made of still stands. */
static void end_and_ask(const sipreg_event_t *event, void *user_data)
{
    struct ending *ending = user_data;
    size_t length;

    (void)event;
    sipreg_endpoint_shutdown(ending->endpoint);
    ending->told = sipreg_endpoint_snapshot(ending->endpoint, key, NULL, 0, &length);
    gate_add(&ending->over);
}

static void an_endpoint_is_closed_from_its_shutdown_on(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    struct ending ending = {NULL, SIPREG_OK, GATE_INIT};
    sipreg_registration_t *registration;

    (void)state;
    ending.endpoint = new_endpoint();
    assert_int_equal(sipreg_endpoint_set_callback(ending.endpoint, end_and_ask, &ending), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(ending.endpoint), SIPREG_OK);
    registration = registration_at(ending.endpoint, "alice", registrar_port(registrar, 0), "udp");
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    assert_true(gate_wait(&ending.over, 1));
    sipreg_registration_unref(registration);
    end_endpoint(ending.endpoint);
    assert_int_equal(ending.told, SIPREG_ERR_CLOSED);
    registrar_free(registrar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_binding_is_refreshed_with_one_message_after_a_restart),
        cmocka_unit_test(old_contact_goes_with_the_same_message_if_the_address_is_another),
        cmocka_unit_test(each_spoilt_snapshot_has_its_error),
        cmocka_unit_test(a_snapshot_is_taken_and_restored_in_its_time),
        cmocka_unit_test(all_registrations_of_an_endpoint_go_on),
        cmocka_unit_test(a_spoilt_snapshot_of_an_endpoint_is_refused),
        cmocka_unit_test(an_endpoint_is_closed_from_its_shutdown_on),
    };
    return cmocka_run_group_tests_name("capi: snapshot", tests, NULL, NULL);
}
