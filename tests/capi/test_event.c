/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What events and the status tell, in each state of a registration. */
#include "capi/face.h"

#include <string.h>

struct stage {
    registrar_t *registrar;
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
};
static struct stage stage;

static int set_stage(void **state)
{
    (void)state;
    stage.registrar = registrar_new(LISTEN_UDP);
    stage.endpoint = new_endpoint();
    assert_int_equal(sipreg_endpoint_set_attempt_deadline_ms(stage.endpoint, 5000), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(stage.endpoint), SIPREG_OK);
    stage.registration = registration_at(stage.endpoint, "alice", registrar_port(stage.registrar, 0), "udp");
    return 0;
}

static int clear_stage(void **state)
{
    (void)state;
    sipreg_registration_unref(stage.registration);
    end_endpoint(stage.endpoint);
    registrar_free(stage.registrar);
    return 0;
}

static sipreg_event_t *status(void)
{
    sipreg_event_t *event = NULL;

    assert_int_equal(sipreg_registration_status(stage.registration, &event), SIPREG_OK);
    assert_int_equal(sipreg_event_type(event), SIPREG_EVENT_STATUS);
    assert_ptr_equal(sipreg_event_registration(event), stage.registration);
    return event;
}

static sipreg_state_t state_now(void)
{
    sipreg_event_t *event = status();
    const sipreg_state_t now = sipreg_event_state(event);

    sipreg_event_unref(event);
    return now;
}

static void await_state(sipreg_state_t wanted)
{
    const int64_t deadline = now_ms() + WAIT_MS;

    while (state_now() != wanted && now_ms() < deadline)
        is_readable(-1, 1);
    assert_int_equal(state_now(), wanted);
}

static void success_tells_lifetime_and_times(void **state)
{
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_event_granted_expires_s(event), 3600);
    assert_in_range(sipreg_event_remaining_ms(event), 3599000, 3600000);
    assert_in_range(sipreg_event_next_attempt_ms(event), 2500000, 3300000);
    assert_int_equal(sipreg_event_degraded(event), 0);
    assert_int_equal(sipreg_event_status(event), 200);
    assert_string_equal(sipreg_event_reason(event), "OK");
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_UNKNOWN);
    assert_string_equal(sipreg_event_cause(event), "");
    assert_int_equal(sipreg_event_will_retry(event), 0);
    assert_int_equal(sipreg_event_attempt(event), 0);
    assert_int_equal(sipreg_event_cseq(event), 2);
    assert_true(strlen(sipreg_event_call_id(event)) > 8);
    assert_int_equal(sipreg_event_dropped(event), 0);
    sipreg_event_unref(event);
}

static void success_tells_headers_and_bindings(void **state)
{
    sipreg_event_t *event;

    (void)state;
    registrar_add_header(stage.registrar, "Service-Route", "<sip:192.0.2.1;lr>");
    registrar_add_header(stage.registrar, "X-Text", "W\xc3\xa4rme \xff");
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(header_of(event, "Service-Route"), "<sip:192.0.2.1;lr>");
    assert_string_equal(header_of(event, "CSeq"), "2 REGISTER");
    assert_string_equal(header_of(event, "X-Text"), "W\xc3\xa4rme \xef\xbf\xbd"); /* valid UTF-8, whatever came */
    assert_int_equal(sipreg_event_binding_count(event), 1);
    assert_string_equal(sipreg_event_binding_uri(event, 0), sipreg_event_contact(event));
    assert_int_equal(sipreg_event_binding_is_own(event, 0), 1);
    assert_int_equal(sipreg_event_binding_expires_s(event, 0), 3600);
    sipreg_event_unref(event);
}

static void query_lists_all_bindings(void **state)
{
    sipreg_account_t *account = account_at("alice", registrar_port(stage.registrar, 0), "udp");
    sipreg_registration_t *other;
    sipreg_event_t *event;
    int foreign;

    (void)state;
    assert_int_equal(sipreg_account_set_contact(account, "sip:desk@192.0.2.9"), SIPREG_OK);
    assert_int_equal(sipreg_account_add_contact_param(account, "q", "0.25"), SIPREG_OK);
    assert_int_equal(sipreg_account_add_contact_param(account, "+sip.audio", ""), SIPREG_OK);
    assert_int_equal(sipreg_account_set_expires_s(account, 500), SIPREG_OK);
    other = registration_of(stage.endpoint, account);
    assert_int_equal(sipreg_registration_register_once(other), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);

    assert_int_equal(sipreg_registration_query(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_BINDINGS);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_QUERY);
    assert_int_equal(sipreg_event_binding_count(event), 2);
    foreign = sipreg_event_binding_is_own(event, 0);
    assert_int_equal(sipreg_event_binding_is_own(event, !foreign), 1);
    assert_string_equal(sipreg_event_binding_uri(event, foreign), "sip:desk@192.0.2.9");
    assert_int_equal(sipreg_event_binding_q_milli(event, foreign), 250);
    assert_int_equal(sipreg_event_binding_q_milli(event, !foreign), 1000);
    assert_in_range(sipreg_event_binding_expires_s(event, foreign), 490, 500);
    assert_non_null(strstr(sipreg_event_binding_params(event, foreign), ";+sip.audio"));
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED); /* nothing has changed */
    sipreg_event_unref(event);
    sipreg_registration_unref(other);
}

static void query_of_one_that_is_not_registered_tells_of_the_others(void **state)
{
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_registration_query(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_BINDINGS);
    assert_int_equal(sipreg_event_binding_count(event), 0);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE);
    sipreg_event_unref(event);

    registrar_set_status(stage.registrar, 403, 0);
    assert_int_equal(sipreg_registration_query(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_QUERY);
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_FORBIDDEN);
    sipreg_event_unref(event);
}

static void public_address_is_told_and_taken_into_the_contact(void **state)
{
    sipreg_event_t *event;

    (void)state;
    registrar_set_public_address(stage.registrar, "203.0.113.7:40123");
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_PUBLIC_ADDRESS);
    assert_string_equal(sipreg_event_public_address(event), "203.0.113.7:40123");
    sipreg_event_unref(event);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_public_address(event), "203.0.113.7:40123");
    assert_string_equal(sipreg_event_contact(event), "sip:alice@203.0.113.7:40123");
    assert_int_equal(sipreg_event_binding_count(event), 1);
    sipreg_event_unref(event);
}

static void contact_of_ones_own_stays_as_it_is(void **state)
{
    sipreg_account_t *account = account_at("bob", registrar_port(stage.registrar, 0), "udp");
    sipreg_registration_t *own;
    sipreg_event_t *event;

    (void)state;
    registrar_set_public_address(stage.registrar, "203.0.113.7:40123");
    assert_int_equal(sipreg_account_set_contact(account, "sip:bob@192.0.2.9:5062"), SIPREG_OK);
    own = registration_of(stage.endpoint, account);
    assert_int_equal(sipreg_registration_start(own), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_contact(event), "sip:bob@192.0.2.9:5062");
    assert_int_equal(sipreg_event_binding_is_own(event, 0), 1);
    sipreg_event_unref(event);
    sipreg_registration_unref(own);
}

static void one_that_registered_once_expires(void **state)
{
    sipreg_event_t *event;
    const int64_t began = now_ms();

    (void)state;
    registrar_set_expiry(stage.registrar, 1, 1);
    assert_int_equal(sipreg_registration_register_once(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_event_next_attempt_ms(event), -1);
    sipreg_event_unref(event);
    event = await_event(stage.endpoint, SIPREG_EVENT_EXPIRED);
    assert_true(now_ms() - began >= 990);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE);
    assert_int_equal(sipreg_event_granted_expires_s(event), 0);
    assert_int_equal(sipreg_event_remaining_ms(event), 0);
    sipreg_event_unref(event);
    assert_int_equal(registrar_registers(stage.registrar), 2); /* no refresh */
}

static void one_attempt_only_is_made_by_one_that_registers_once(void **state)
{
    sipreg_event_t *event;

    (void)state;
    registrar_set_status(stage.registrar, 503, 0);
    assert_int_equal(sipreg_registration_register_once(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(sipreg_event_will_retry(event), 0);
    assert_int_equal(sipreg_event_next_attempt_ms(event), -1);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE);
    sipreg_event_unref(event);
}

static void binding_lives_on_while_its_refresh_fails_and_then_expires(void **state)
{
    sipreg_event_t *event;

    (void)state;
    registrar_set_expiry(stage.registrar, 1, 2);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    registrar_set_status(stage.registrar, 503, 0);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED);
    assert_int_equal(sipreg_event_will_retry(event), 1);
    sipreg_event_unref(event);
    event = await_event(stage.endpoint, SIPREG_EVENT_DEGRADED);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED);
    assert_int_equal(sipreg_event_degraded(event), 1);
    assert_true(sipreg_event_remaining_ms(event) > 0);
    sipreg_event_unref(event);
    event = await_event(stage.endpoint, SIPREG_EVENT_EXPIRED);
    assert_int_equal(sipreg_event_degraded(event), 0);
    assert_true(sipreg_event_state(event) == SIPREG_STATE_WAITING ||
                sipreg_event_state(event) == SIPREG_STATE_REGISTERING);
    sipreg_event_unref(event);
}

static void status_follows_the_state(void **state)
{
    sipreg_event_t *event;

    (void)state;
    event = status();
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE);
    assert_int_equal(sipreg_event_cseq(event), 0);
    assert_int_equal(sipreg_event_status(event), 0);
    assert_int_equal(sipreg_event_next_attempt_ms(event), -1);
    assert_string_equal(sipreg_event_contact(event), "");
    assert_string_equal(sipreg_event_public_address(event), "");
    sipreg_event_unref(event);

    registrar_set_delay_ms(stage.registrar, 50);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    await_state(SIPREG_STATE_REGISTERING);
    await_state(SIPREG_STATE_REGISTERED);
    event = status();
    assert_int_equal(sipreg_event_status(event), 200);
    assert_string_equal(sipreg_event_reason(event), "OK");
    assert_int_equal(sipreg_event_granted_expires_s(event), 3600);
    assert_true(sipreg_event_next_attempt_ms(event) > 0);
    sipreg_event_unref(event);
    assert_int_equal(sipreg_registration_stop(stage.registration), SIPREG_OK);
    await_state(SIPREG_STATE_UNREGISTERING);
    await_state(SIPREG_STATE_IDLE);

    registrar_set_status(stage.registrar, 503, 0);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    await_state(SIPREG_STATE_WAITING);
    event = status();
    assert_int_equal(sipreg_event_status(event), 503);
    assert_int_equal(sipreg_event_attempt(event), 1);
    assert_true(sipreg_event_next_attempt_ms(event) > 1000);
    sipreg_event_unref(event);
}

static void one_that_has_nothing_to_remove_is_unregistered_at_once(void **state)
{
    (void)state;
    assert_int_equal(sipreg_registration_stop(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_UNREGISTERED);
    assert_int_equal(registrar_received(stage.registrar), 0);
}

static void removal_that_fails_is_told_as_such(void **state)
{
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    registrar_set_status(stage.registrar, 500, 0);
    assert_int_equal(sipreg_registration_stop(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_UNREGISTER);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE);
    assert_int_equal(sipreg_event_will_retry(event), 0);
    sipreg_event_unref(event);
}

#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(success_tells_lifetime_and_times),
        STAGED(success_tells_headers_and_bindings),
        STAGED(query_lists_all_bindings),
        STAGED(query_of_one_that_is_not_registered_tells_of_the_others),
        STAGED(public_address_is_told_and_taken_into_the_contact),
        STAGED(contact_of_ones_own_stays_as_it_is),
        STAGED(one_that_registered_once_expires),
        STAGED(one_attempt_only_is_made_by_one_that_registers_once),
        STAGED(binding_lives_on_while_its_refresh_fails_and_then_expires),
        STAGED(status_follows_the_state),
        STAGED(one_that_has_nothing_to_remove_is_unregistered_at_once),
        STAGED(removal_that_fails_is_told_as_such),
    };
    return cmocka_run_group_tests_name("capi: event", tests, NULL, NULL);
}
