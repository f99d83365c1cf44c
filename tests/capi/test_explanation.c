/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a registration can explain, by getters and as JSON. */
#include "capi/face.h"

#include <string.h>

static sipreg_explanation_t *explained(sipreg_registration_t *registration)
{
    sipreg_explanation_t *explanation = NULL;

    assert_int_equal(sipreg_registration_explain(registration, &explanation), SIPREG_OK);
    assert_non_null(explanation);
    return explanation;
}

static void a_first_registration_is_explained(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
    sipreg_explanation_t *told;

    (void)state;
    told = explained(registration);
    assert_int_equal(sipreg_explanation_attempt_count(told), 0);
    assert_string_equal(sipreg_explanation_json(told), "{\"attempts\":[]}");
    sipreg_explanation_unref(told);

    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    told = explained(registration);
    assert_int_equal(sipreg_explanation_attempt_count(told), 1);
    assert_int_equal(sipreg_explanation_operation(told, 0), SIPREG_OPERATION_REGISTER);
    assert_string_equal(sipreg_explanation_occasion(told, 0), "wanted");
    assert_string_equal(sipreg_explanation_rule(told, 0), "granted");
    assert_string_equal(sipreg_explanation_section(told, 0), "RFC 3261 §10.2.4");
    assert_true(strlen(sipreg_explanation_why(told, 0)) > 0);
    assert_int_equal(sipreg_explanation_failure(told, 0), SIPREG_FAILURE_UNKNOWN);
    assert_int_equal(sipreg_explanation_target_count(told, 0), 1);
    assert_true(sipreg_explanation_took_ms(told, 0) >= 0);
    assert_true(sipreg_explanation_began_ms_ago(told, 0) >= sipreg_explanation_took_ms(told, 0));
    assert_true(sipreg_explanation_next_ms(told, 0) > 1000000);
    assert_int_equal(sipreg_explanation_request_count(told, 0), 2);
    assert_int_equal(sipreg_explanation_request_status(told, 0, 0), 401);
    assert_string_equal(sipreg_explanation_request_rule(told, 0, 0), "challenge_answered");
    assert_int_equal(sipreg_explanation_realm_count(told, 0, 0), 1);
    assert_string_equal(sipreg_explanation_realm(told, 0, 0, 0), REGISTRAR_REALM);
    assert_non_null(strstr(sipreg_explanation_offered(told, 0, 0, 0), "MD5"));
    assert_string_equal(sipreg_explanation_chosen(told, 0, 0, 0), "SHA-256");
    assert_int_equal(sipreg_explanation_request_status(told, 0, 1), 200);
    assert_true(sipreg_explanation_request_at_ms(told, 0, 1) >= 0);
    assert_memory_equal(sipreg_explanation_request_target(told, 0, 1), "udp:127.0.0.1:", 14);
    assert_string_equal(sipreg_explanation_request_problem(told, 0, 1), "");
    assert_non_null(strstr(sipreg_explanation_json(told), "\"chosen\":\"SHA-256\""));
    assert_null(strstr(sipreg_explanation_json(told), REGISTRAR_PASSWORD));
    sipreg_explanation_unref(told);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void a_failure_is_explained_with_its_cause(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", 9, "tcp");
    sipreg_explanation_t *told;

    (void)state;
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_FAILED);
    told = explained(registration);
    assert_int_equal(sipreg_explanation_failure(told, 0), SIPREG_FAILURE_TRANSPORT);
    assert_string_equal(sipreg_explanation_rule(told, 0), "not_reached");
    assert_non_null(strstr(sipreg_explanation_request_problem(told, 0, 0), "refused"));
    assert_int_equal(sipreg_explanation_request_status(told, 0, 0), 0);
    assert_non_null(strstr(sipreg_explanation_json(told), "\"failure\":\"transport\""));
    sipreg_explanation_unref(told);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

/* The second registration does not try what refused the first; a refresh on demand does. */
static void a_target_left_out_is_explained(void **state)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *first = registration_at(endpoint, "alice", 9, "tcp");
    sipreg_registration_t *second = registration_at(endpoint, "bob", 9, "tcp");
    sipreg_explanation_t *told;

    (void)state;
    assert_int_equal(sipreg_registration_start(first), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(sipreg_registration_start(second), SIPREG_OK);
    assert_int_equal(sipreg_registration_refresh(second, 5000), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_FAILED);
    told = explained(second);
    assert_int_equal(sipreg_explanation_attempt_count(told), 2);
    assert_string_equal(sipreg_explanation_rule(told, 0), "targets_down");
    assert_int_equal(sipreg_explanation_request_count(told, 0), 0);
    assert_int_equal(sipreg_explanation_skipped_count(told, 0), 1);
    assert_string_equal(sipreg_explanation_skipped(told, 0, 0), "tcp:127.0.0.1:9");
    assert_string_equal(sipreg_explanation_skipped_why(told, 0, 0), "resting");
    assert_string_equal(sipreg_explanation_skipped(told, 0, 1), "");
    assert_string_equal(sipreg_explanation_skipped_why(told, 0, 1), "");
    assert_non_null(strstr(sipreg_explanation_json(told),
                           "\"skipped\":[{\"target\":\"tcp:127.0.0.1:9\",\"why\":\"resting\"}]"));
    assert_int_equal(sipreg_explanation_request_count(told, 1), 1);
    assert_string_equal(sipreg_explanation_rule(told, 1), "not_reached");
    sipreg_explanation_unref(told);
    sipreg_registration_unref(first);
    sipreg_registration_unref(second);
    end_endpoint(endpoint);
}

static void what_is_not_there_is_empty(void **state)
{
    sipreg_explanation_t *told = NULL;

    (void)state;
    assert_int_equal(sipreg_registration_explain(NULL, &told), SIPREG_ERR_INVALID);
    assert_null(told);
    assert_int_equal(sipreg_explanation_attempt_count(NULL), 0);
    assert_string_equal(sipreg_explanation_json(NULL), "");
    assert_int_equal(sipreg_explanation_operation(NULL, 0), SIPREG_OPERATION_UNKNOWN);
    assert_string_equal(sipreg_explanation_rule(NULL, -1), "none");
    assert_int_equal(sipreg_explanation_began_ms_ago(NULL, 0), 0);
    assert_int_equal(sipreg_explanation_took_ms(NULL, 0), -1);
    assert_int_equal(sipreg_explanation_next_ms(NULL, 0), -1);
    assert_string_equal(sipreg_explanation_request_target(NULL, 0, 0), "");
    assert_string_equal(sipreg_explanation_realm(NULL, 0, 0, 0), "");
    assert_int_equal(sipreg_explanation_skipped_count(NULL, 0), 0);
    assert_string_equal(sipreg_explanation_skipped(NULL, 0, 0), "");
    assert_string_equal(sipreg_explanation_skipped_why(NULL, 0, 0), "");
    assert_int_equal(sipreg_explanation_request_tls_fault(NULL, 0, 0), SIPREG_TLS_FAULT_NONE);
    assert_int_equal(sipreg_explanation_request_tls_alert(NULL, 0, 0), 0);
    assert_null(sipreg_explanation_ref(NULL));
    sipreg_explanation_unref(NULL);
}

int main(void)
{
    const struct CMUnitTest explanation[] = {
        cmocka_unit_test(a_first_registration_is_explained),
        cmocka_unit_test(a_failure_is_explained_with_its_cause),
        cmocka_unit_test(a_target_left_out_is_explained),
        cmocka_unit_test(what_is_not_there_is_empty),
    };

    return cmocka_run_group_tests(explanation, NULL, NULL);
}
