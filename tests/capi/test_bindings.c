/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bindings of others, and what others do to ours: told, removed, made anew. */
#include "capi/face.h"

#include <string.h>

#define DESK "sip:alice@192.0.2.9:5062"
#define HALL "sip:alice@192.0.2.10"
#define URN "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"

struct stage {
    registrar_t *registrar;
    sipreg_endpoint_t *endpoint, *elsewhere;
    sipreg_registration_t *registration;
    char contact[128]; /* ours */
};
static struct stage stage;

static sipreg_account_t *account(void)
{
    return account_at("alice", registrar_port(stage.registrar, 0), "udp");
}

static void assert_registered(void)
{
    sipreg_event_t *event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);

    strncpy(stage.contact, sipreg_event_contact(event), sizeof stage.contact - 1);
    sipreg_event_unref(event);
}

static void keep(sipreg_account_t *ours)
{
    stage.registration = registration_of(stage.endpoint, ours);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    assert_registered();
}

static int set_stage(void **state)
{
    (void)state;
    memset(&stage, 0, sizeof stage);
    stage.registrar = registrar_new(LISTEN_UDP);
    stage.endpoint = running_endpoint();
    stage.elsewhere = running_endpoint();
    return 0;
}

static int clear_stage(void **state)
{
    (void)state;
    sipreg_registration_unref(stage.registration);
    end_endpoint(stage.endpoint);
    end_endpoint(stage.elsewhere);
    registrar_free(stage.registrar);
    return 0;
}

/* Another device registers. */
static void others(const char *contact, const char *instance)
{
    sipreg_account_t *theirs = account();
    sipreg_registration_t *other;

    assert_int_equal(sipreg_account_set_contact(theirs, contact), SIPREG_OK);
    assert_int_equal(sipreg_account_set_instance(theirs, instance), SIPREG_OK);
    other = registration_of(stage.elsewhere, theirs);
    assert_int_equal(sipreg_registration_register_once(other), SIPREG_OK);
    await(stage.elsewhere, SIPREG_EVENT_REGISTERED);
    sipreg_registration_unref(other);
}

/* Another device removes our binding. */
static void somebody_removes_ours(void)
{
    sipreg_registration_t *other = registration_of(stage.elsewhere, account());

    assert_int_equal(sipreg_registration_remove_binding(other, stage.contact), SIPREG_OK);
    await(stage.elsewhere, SIPREG_EVENT_BINDINGS);
    sipreg_registration_unref(other);
}

static void bindings_of_others_are_told_when_they_appear(void **state)
{
    sipreg_event_t *event;

    (void)state;
    others(DESK, "");
    keep(account()); /* the one that is there is no news */
    others(HALL, "");
    assert_int_equal(sipreg_registration_query(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_FOREIGN);
    assert_int_equal(sipreg_event_binding_count(event), 1);
    assert_string_equal(sipreg_event_binding_uri(event, 0), HALL);
    assert_int_equal(sipreg_event_binding_is_own(event, 0), 0);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED);
    sipreg_event_unref(event);
    event = await_event(stage.endpoint, SIPREG_EVENT_BINDINGS);
    assert_int_equal(sipreg_event_binding_count(event), 3);
    sipreg_event_unref(event);
}

static void a_lost_binding_is_told_and_made_anew(void **state)
{
    sipreg_event_t *event;

    (void)state;
    keep(account());
    somebody_removes_ours();
    assert_int_equal(registrar_binding_count(stage.registrar), 0);
    assert_int_equal(sipreg_registration_query(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_LOST);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_QUERY);
    assert_int_equal(sipreg_event_remaining_ms(event), 0);
    sipreg_event_unref(event);
    assert_registered();
    assert_int_equal(registrar_binding_count(stage.registrar), 1);
}

static void a_binding_replaced_by_another_of_our_instance_is_told_as_such(void **state)
{
    sipreg_account_t *ours = account();

    (void)state;
    assert_int_equal(sipreg_account_set_instance(ours, URN), SIPREG_OK);
    keep(ours);
    others(DESK, URN);
    somebody_removes_ours();
    assert_int_equal(sipreg_registration_query(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REPLACED);
    assert_registered();
}

static void a_contact_shown_as_another_uri_is_known_for_ours(void **state)
{
    sipreg_event_t *event;

    (void)state;
    registrar_set_fault(stage.registrar, "ok_without_contact");
    registrar_add_header(stage.registrar, "m", "<sip:alice@198.51.100.7:5060>;expires=600");
    stage.registration = registration_of(stage.endpoint, account());
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REWRITTEN);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_event_granted_expires_s(event), 600);
    assert_int_equal(sipreg_event_binding_is_own(event, 0), 1);
    sipreg_event_unref(event);
}

static void bindings_of_others_are_removed_by_their_uris_in_one_request(void **state)
{
    sipreg_event_t *event;
    int requests;

    (void)state;
    others(DESK, "");
    others(HALL, "");
    keep(account());
    requests = registrar_registers(stage.registrar);
    assert_int_equal(sipreg_endpoint_suspend(stage.endpoint), SIPREG_OK); /* gathers them */
    assert_int_equal(sipreg_registration_remove_binding(stage.registration, DESK), SIPREG_OK);
    assert_int_equal(sipreg_registration_remove_binding(stage.registration, HALL), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_resume(stage.endpoint), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_BINDINGS);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_REMOVE_BINDING);
    assert_int_equal(sipreg_event_binding_count(event), 1);
    assert_string_equal(sipreg_event_binding_uri(event, 0), stage.contact);
    assert_int_equal(sipreg_event_binding_is_own(event, 0), 1);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED);
    sipreg_event_unref(event);
    assert_int_equal(registrar_registers(stage.registrar), requests + 1);
    assert_int_equal(sipreg_registration_remove_binding(stage.registration, "alice at home"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_remove_binding(stage.registration, NULL), SIPREG_ERR_INVALID);
}

static void with_all_bindings_ours_goes_and_comes_back_if_it_is_kept(void **state)
{
    sipreg_event_t *event;

    (void)state;
    others(DESK, "");
    keep(account());
    assert_int_equal(sipreg_registration_remove_all(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_BINDINGS);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_REMOVE_ALL);
    assert_int_equal(sipreg_event_binding_count(event), 0);
    sipreg_event_unref(event);
    await(stage.endpoint, SIPREG_EVENT_UNREGISTERED);
    assert_registered();
    assert_int_equal(registrar_binding_count(stage.registrar), 1);
}

static void a_removal_that_is_refused_is_told_with_its_operation(void **state)
{
    sipreg_event_t *event;

    (void)state;
    keep(account());
    registrar_set_status(stage.registrar, 403, 0);
    assert_int_equal(sipreg_registration_remove_all(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_REMOVE_ALL);
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_FORBIDDEN);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED);
    sipreg_event_unref(event);
}

#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(bindings_of_others_are_told_when_they_appear),
        STAGED(a_lost_binding_is_told_and_made_anew),
        STAGED(a_binding_replaced_by_another_of_our_instance_is_told_as_such),
        STAGED(a_contact_shown_as_another_uri_is_known_for_ours),
        STAGED(bindings_of_others_are_removed_by_their_uris_in_one_request),
        STAGED(with_all_bindings_ours_goes_and_comes_back_if_it_is_kept),
        STAGED(a_removal_that_is_refused_is_told_with_its_operation),
    };
    return cmocka_run_group_tests_name("capi: bindings", tests, NULL, NULL);
}
