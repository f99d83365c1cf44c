/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Credentials that the application is asked for: who answers when, with what, and what comes of it. */
#include "capi/face.h"
#include "capi/gate.h"

#include <stdio.h>
#include <string.h>

static const char *const ha1_md5 = "fe6dda1aed4c01c6de7018d14391d041"; /* H(alice:example.com:s3cret-of-a11) */
static const char *const digits = "aabbccddeeff00112233445566778899";

struct stage {
    registrar_t *registrar;
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
};
static struct stage stage;

static sipreg_account_t *asking_account(void)
{
    sipreg_account_t *account = NULL;
    char uri[64];

    snprintf(uri, sizeof uri, "sip:127.0.0.1:%d;transport=udp", registrar_port(stage.registrar, 0));
    assert_int_equal(sipreg_account_new(&account), SIPREG_OK);
    assert_int_equal(sipreg_account_set_aor(account, "sip:alice@" REGISTRAR_REALM), SIPREG_OK);
    assert_int_equal(sipreg_account_set_registrar(account, uri), SIPREG_OK);
    assert_int_equal(sipreg_account_set_ask_credentials(account, 1), SIPREG_OK);
    return account;
}

static int set_stage(void **state)
{
    (void)state;
    stage.registrar = registrar_new(LISTEN_UDP);
    stage.endpoint = new_endpoint();
    assert_int_equal(sipreg_endpoint_set_attempt_deadline_ms(stage.endpoint, WAIT_MS), SIPREG_OK);
    stage.registration = registration_of(stage.endpoint, asking_account());
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

/* Starts, and waits until credentials are asked for. The number of the request. */
static int64_t asked(void)
{
    sipreg_event_t *event;
    int64_t request;

    (void)sipreg_endpoint_start(stage.endpoint);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_CREDENTIALS);
    request = sipreg_event_credential_request(event);
    assert_true(request > 0);
    sipreg_event_unref(event);
    return request;
}

static void give(int64_t request, const char *password)
{
    assert_int_equal(sipreg_registration_give_password(stage.registration, request, password), SIPREG_OK);
}

static void fails_for_want_of_credentials(const char *cause)
{
    sipreg_event_t *event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);

    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_CREDENTIALS);
    assert_int_equal(sipreg_event_will_retry(event), 0);
    assert_string_equal(sipreg_event_cause(event), cause);
    sipreg_event_unref(event);
}

static void event_says_what_is_asked_for(void **state)
{
    sipreg_event_t *event;

    (void)state;
    registrar_set_algorithms(stage.registrar, "MD5 SHA-256");
    assert_int_equal(sipreg_endpoint_start(stage.endpoint), SIPREG_OK);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_CREDENTIALS);
    assert_ptr_equal(sipreg_event_registration(event), stage.registration);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERING);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_REGISTER);
    assert_string_equal(sipreg_event_credential_scheme(event), "digest");
    assert_string_equal(sipreg_event_credential_algorithm(event), "SHA-256");
    assert_string_equal(sipreg_event_credential_realm(event), REGISTRAR_REALM);
    assert_int_equal(sipreg_event_credential_proxy(event), 0);
    assert_int_equal(sipreg_event_credential_rejected(event), 0);
    assert_string_equal(sipreg_event_credential_aka_rand(event), "");
    assert_string_equal(sipreg_event_credential_authz_server(event), "");
    give(sipreg_event_credential_request(event), REGISTRAR_PASSWORD);
    sipreg_event_unref(event);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_event_credential_request(event), 0);
    assert_string_equal(sipreg_event_credential_scheme(event), "");
    sipreg_event_unref(event);
}

static void what_was_given_is_kept(void **state)
{
    (void)state;
    give(asked(), REGISTRAR_PASSWORD);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_registration_register_once(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_registration_stop(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_UNREGISTERED);
    assert_int_equal(registrar_challenges(stage.registrar), 1);
}

/* What the callback hands to others. */
struct scene {
    struct gate asked, registered;
    sipreg_registration_t *registration;
    int64_t request;
};

static void note(const sipreg_event_t *event, void *user_data)
{
    struct scene *scene = user_data;

    if (sipreg_event_type(event) == SIPREG_EVENT_REGISTERED)
        gate_add(&scene->registered);
    if (sipreg_event_type(event) != SIPREG_EVENT_CREDENTIALS)
        return;
    scene->request = sipreg_event_credential_request(event);
    gate_add(&scene->asked);
}

static void answer_at_once(const sipreg_event_t *event, void *user_data)
{
    if (sipreg_event_type(event) == SIPREG_EVENT_CREDENTIALS)
        (void)sipreg_registration_give_password(sipreg_event_registration(event),
                                                sipreg_event_credential_request(event), REGISTRAR_PASSWORD);
    note(event, user_data);
}

static void *answer_from_elsewhere(void *argument)
{
    struct scene *scene = argument;

    if (gate_wait(&scene->asked, 1))
        (void)sipreg_registration_give_password(scene->registration, scene->request, REGISTRAR_PASSWORD);
    return NULL;
}

static void callback_answers(void **state)
{
    struct scene scene = {GATE_INIT, GATE_INIT, stage.registration, 0};

    (void)state;
    assert_int_equal(sipreg_endpoint_set_callback(stage.endpoint, answer_at_once, &scene), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(stage.endpoint), SIPREG_OK);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    assert_true(gate_wait(&scene.registered, 1));
    assert_int_equal(gate_count(&scene.asked), 1);
    sipreg_endpoint_shutdown(stage.endpoint); /* before the scene goes */
    assert_int_equal(sipreg_endpoint_wait_closed(stage.endpoint, WAIT_MS), SIPREG_OK);
}

static void another_thread_answers(void **state)
{
    struct scene scene = {GATE_INIT, GATE_INIT, stage.registration, 0};
    pthread_t thread;

    (void)state;
    assert_int_equal(sipreg_endpoint_set_callback(stage.endpoint, note, &scene), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(stage.endpoint), SIPREG_OK);
    assert_int_equal(pthread_create(&thread, NULL, answer_from_elsewhere, &scene), 0);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    assert_true(gate_wait(&scene.registered, 1));
    pthread_join(thread, NULL);
    sipreg_endpoint_shutdown(stage.endpoint);
    assert_int_equal(sipreg_endpoint_wait_closed(stage.endpoint, WAIT_MS), SIPREG_OK);
}

static void nobody_answers(void **state)
{
    int64_t request;

    (void)state;
    assert_int_equal(sipreg_endpoint_set_attempt_deadline_ms(stage.endpoint, 2000), SIPREG_OK);
    request = asked();
    fails_for_want_of_credentials("the application gave no credentials in time");
    assert_int_equal(registrar_registers(stage.registrar), 1);
    give(request, REGISTRAR_PASSWORD); /* too late: accepted, and without effect */
    give(asked(), REGISTRAR_PASSWORD); /* another attempt, another number */
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
}

static void wrong_password_is_tried_once_and_no_more(void **state)
{
    sipreg_event_t *event;

    (void)state;
    give(asked(), "wrong");
    fails_for_want_of_credentials("the credentials were rejected");
    assert_int_equal(registrar_registers(stage.registrar), 2);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_CREDENTIALS);
    assert_int_equal(sipreg_event_credential_rejected(event), 1);
    assert_int_equal(registrar_registers(stage.registrar), 3); /* without the wrong one */
    give(sipreg_event_credential_request(event), REGISTRAR_PASSWORD);
    sipreg_event_unref(event);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
}

static void application_refuses(void **state)
{
    const int64_t request = asked();

    (void)state;
    assert_int_equal(sipreg_registration_refuse_credentials(stage.registration, request), SIPREG_OK);
    fails_for_want_of_credentials("the application has no credentials");
    assert_int_equal(registrar_registers(stage.registrar), 1);
}

static void answer_to_something_else_is_passed_over(void **state)
{
    const int64_t request = asked();

    (void)state;
    give(request + 1, "wrong");
    give(request, REGISTRAR_PASSWORD);
    give(request, "wrong");
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(registrar_registers(stage.registrar), 2);
}

static void ha1_answers_its_algorithm(void **state)
{
    (void)state;
    registrar_set_algorithms(stage.registrar, "SHA-256 MD5");
    assert_int_equal(sipreg_registration_give_ha1(stage.registration, asked(), SIPREG_ALGORITHM_MD5, ha1_md5),
                     SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
}

static void ha1_of_another_algorithm_answers_nothing(void **state)
{
    (void)state;
    registrar_set_algorithms(stage.registrar, "SHA-256");
    assert_int_equal(sipreg_registration_give_ha1(stage.registration, asked(), SIPREG_ALGORITHM_MD5, ha1_md5),
                     SIPREG_OK);
    fails_for_want_of_credentials("what the application gave does not answer what was asked for");
}

static void stop_ends_the_wait(void **state)
{
    const int64_t request = asked();

    (void)state;
    assert_int_equal(sipreg_registration_stop(stage.registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_UNREGISTERED);
    give(request, REGISTRAR_PASSWORD);
    assert_int_equal(registrar_registers(stage.registrar), 1);
}

static void shutdown_ends_the_wait(void **state)
{
    const int64_t request = asked();

    (void)state;
    sipreg_endpoint_shutdown(stage.endpoint);
    assert_int_equal(sipreg_endpoint_wait_closed(stage.endpoint, WAIT_MS), SIPREG_OK);
    assert_int_equal(sipreg_registration_give_password(stage.registration, request, REGISTRAR_PASSWORD),
                     SIPREG_ERR_CLOSED);
}

static void nothing_is_given_before_the_start(void **state)
{
    (void)state;
    assert_int_equal(sipreg_registration_give_password(stage.registration, 1, REGISTRAR_PASSWORD), SIPREG_ERR_STATE);
}

/* The answers of an application that makes mistakes. */
static void malformed_values_are_refused_and_the_wait_goes_on(void **state)
{
    const int64_t request = asked();
    sipreg_registration_t *const registration = stage.registration;
    char password[1025];

    (void)state;
    memset(password, 'x', sizeof password);
    password[1024] = '\0';
    assert_int_equal(sipreg_registration_give_password(registration, 0, "x"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_password(registration, -1, "x"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_password(registration, request, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_password(registration, request, password), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_ha1(registration, request, SIPREG_ALGORITHM_SHA_256, digits),
                     SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_ha1(registration, request, (sipreg_algorithm_t)9, digits),
                     SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_ha1(registration, request, SIPREG_ALGORITHM_MD5, NULL),
                     SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_token(registration, request, "a b"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_token(registration, request, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_aka(registration, request, "", "", ""), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_aka(registration, request, digits, digits, ""), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_aka(registration, request, digits, NULL, digits), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_aka_auts(registration, request, digits), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_aka_auts(registration, request, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_refuse_credentials(registration, 0), SIPREG_ERR_INVALID);
    give(request, REGISTRAR_PASSWORD);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
}

static sipreg_event_t *downgrade_of(sipreg_account_t *account)
{
    sipreg_registration_t *registration = registration_of(stage.endpoint, account);
    sipreg_event_t *event;

    (void)sipreg_endpoint_start(stage.endpoint);
    registrar_set_algorithms(stage.registrar, "SHA-256");
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    registrar_set_algorithms(stage.registrar, "MD5");
    registrar_set_fault(stage.registrar, "stale_forever"); /* so that it asks again */
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_DOWNGRADE);
    assert_string_equal(sipreg_event_downgrade_from(event), "SHA-256");
    assert_string_equal(sipreg_event_downgrade_to(event), "MD5");
    sipreg_event_unref(event);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    sipreg_registration_unref(registration);
    return event;
}

static void downgrade_is_told(void **state)
{
    sipreg_account_t *account = account_at("alice", registrar_port(stage.registrar, 0), "udp");
    sipreg_event_t *event = downgrade_of(account);

    (void)state;
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_CREDENTIALS); /* it was answered, stale for ever */
    assert_string_equal(sipreg_event_downgrade_to(event), "");
    sipreg_event_unref(event);
}

static void downgrade_is_refused(void **state)
{
    sipreg_account_t *account = account_at("alice", registrar_port(stage.registrar, 0), "udp");
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_account_set_refuse_downgrade(account, 1), SIPREG_OK);
    event = downgrade_of(account);
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_FATAL);
    assert_string_equal(sipreg_event_cause(event), "the registrar asks for MD5 where it has asked for SHA-256");
    sipreg_event_unref(event);
}

#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_STAGE(event_says_what_is_asked_for),
        ON_STAGE(what_was_given_is_kept),
        ON_STAGE(callback_answers),
        ON_STAGE(another_thread_answers),
        ON_STAGE(nobody_answers),
        ON_STAGE(wrong_password_is_tried_once_and_no_more),
        ON_STAGE(application_refuses),
        ON_STAGE(answer_to_something_else_is_passed_over),
        ON_STAGE(ha1_answers_its_algorithm),
        ON_STAGE(ha1_of_another_algorithm_answers_nothing),
        ON_STAGE(stop_ends_the_wait),
        ON_STAGE(shutdown_ends_the_wait),
        ON_STAGE(nothing_is_given_before_the_start),
        ON_STAGE(malformed_values_are_refused_and_the_wait_goes_on),
        ON_STAGE(downgrade_is_told),
        ON_STAGE(downgrade_is_refused),
    };
    return cmocka_run_group_tests_name("capi: credentials", tests, NULL, NULL);
}
