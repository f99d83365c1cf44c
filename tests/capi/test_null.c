/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* NULL in the place of every handle and every out parameter. */
#include "capi/face.h"

static void functions_of_an_endpoint_refuse_null(void **state)
{
    sipreg_event_t *event = (sipreg_event_t *)state;
    sipreg_endpoint_t *endpoint = new_endpoint();

    assert_int_equal(sipreg_endpoint_new(NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_start(NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_wait_closed(NULL, 0), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_process(NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_next_event(endpoint, 0, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_next_event(NULL, 0, &event), SIPREG_ERR_INVALID);
    assert_null(event);
    assert_int_equal(sipreg_endpoint_event_fd(NULL), -1);
    assert_int_equal(sipreg_endpoint_process_fd(NULL), -1);
    assert_int_equal(sipreg_endpoint_next_deadline_ms(NULL), -1);
    assert_null(sipreg_endpoint_ref(NULL));
    sipreg_endpoint_unref(NULL);
    sipreg_endpoint_shutdown(NULL);
    end_endpoint(endpoint);
}

static void functions_of_an_account_refuse_null(void **state)
{
    (void)state; /* the setters are in test_account */
    assert_int_equal(sipreg_account_new(NULL), SIPREG_ERR_INVALID);
    assert_string_equal(sipreg_account_problem(NULL), "");
    assert_null(sipreg_account_ref(NULL));
    sipreg_account_unref(NULL);
}

static void functions_of_a_registration_refuse_null(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_account_t *account = account_at("alice", 9, "udp");
    sipreg_registration_t *registration = (sipreg_registration_t *)state;
    sipreg_event_t *event = (sipreg_event_t *)state;

    assert_int_equal(sipreg_registration_new(NULL, endpoint, account), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_new(&registration, NULL, account), SIPREG_ERR_INVALID);
    assert_null(registration);
    assert_int_equal(sipreg_registration_new(&registration, endpoint, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_start(NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_register_once(NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_stop(NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_query(NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_status(NULL, &event), SIPREG_ERR_INVALID);
    assert_null(event);
    assert_int_equal(sipreg_registration_give_password(NULL, 1, "x"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_ha1(NULL, 1, SIPREG_ALGORITHM_MD5, "x"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_token(NULL, 1, "x"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_aka(NULL, 1, "aabbccdd", "", ""), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_give_aka_auts(NULL, 1, "x"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_refuse_credentials(NULL, 1), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_id(NULL), 0);
    assert_null(sipreg_registration_ref(NULL));
    sipreg_registration_unref(NULL);

    registration = registration_of(endpoint, account);
    assert_int_equal(sipreg_registration_status(registration, NULL), SIPREG_ERR_INVALID);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

/* Numbers for which there is nothing are 0, or -1 where the header says so. */
static void tells_of_no_binding_and_no_header(const sipreg_event_t *event, int32_t number)
{
    assert_null(sipreg_event_header_name(event, number));
    assert_null(sipreg_event_header_value(event, number));
    assert_string_equal(sipreg_event_binding_uri(event, number), "");
    assert_string_equal(sipreg_event_binding_params(event, number), "");
    assert_int_equal(sipreg_event_binding_expires_s(event, number), -1);
    assert_int_equal(sipreg_event_binding_is_own(event, number), 0);
    assert_null(sipreg_event_service_route(event, number));
    assert_null(sipreg_event_path(event, number));
    assert_null(sipreg_event_associated_uri(event, number));
}

static void tells_of_no_services(const sipreg_event_t *event)
{
    assert_string_equal(sipreg_event_route_set(event), "");
    assert_string_equal(sipreg_event_public_gruu(event), "");
    assert_string_equal(sipreg_event_temporary_gruu(event), "");
    assert_string_equal(sipreg_event_push_provider(event), "");
    assert_string_equal(sipreg_event_push_purr(event), "");
    assert_int_equal(sipreg_event_push_refresh_s(event), 0);
}

static void getters_of_an_event_answer_null_with_nothing(void **state)
{
    (void)state;
    assert_int_equal(sipreg_event_type(NULL), SIPREG_EVENT_UNKNOWN);
    assert_null(sipreg_event_registration(NULL));
    assert_int_equal(sipreg_event_registration_id(NULL), 0);
    assert_string_equal(sipreg_event_aor(NULL), "");
    assert_int_equal(sipreg_event_state(NULL), SIPREG_STATE_UNKNOWN);
    assert_int_equal(sipreg_event_degraded(NULL), 0);
    assert_int_equal(sipreg_event_operation(NULL), SIPREG_OPERATION_UNKNOWN);
    assert_int_equal(sipreg_event_granted_expires_s(NULL), 0);
    assert_int_equal(sipreg_event_remaining_ms(NULL), 0);
    assert_int_equal(sipreg_event_next_attempt_ms(NULL), -1);
    assert_string_equal(sipreg_event_public_address(NULL), "");
    assert_string_equal(sipreg_event_contact(NULL), "");
    assert_int_equal(sipreg_event_status(NULL), 0);
    assert_string_equal(sipreg_event_reason(NULL), "");
    assert_int_equal(sipreg_event_failure(NULL), SIPREG_FAILURE_UNKNOWN);
    assert_string_equal(sipreg_event_cause(NULL), "");
    assert_int_equal(sipreg_event_attempt(NULL), 0);
    assert_int_equal(sipreg_event_flow(NULL), 0);
    assert_int_equal(sipreg_event_outbound(NULL), 0);
    assert_int_equal(sipreg_event_will_retry(NULL), 0);
    assert_string_equal(sipreg_event_call_id(NULL), "");
    assert_int_equal(sipreg_event_cseq(NULL), 0);
    assert_int_equal(sipreg_event_dropped(NULL), 0);
    assert_int_equal(sipreg_event_binding_count(NULL), 0);
    assert_int_equal(sipreg_event_binding_q_milli(NULL, 0), 0);
    tells_of_no_binding_and_no_header(NULL, 0);
    tells_of_no_services(NULL);
    assert_int_equal(sipreg_event_credential_request(NULL), 0);
    assert_string_equal(sipreg_event_credential_scheme(NULL), "");
    assert_string_equal(sipreg_event_credential_algorithm(NULL), "");
    assert_string_equal(sipreg_event_credential_realm(NULL), "");
    assert_int_equal(sipreg_event_credential_proxy(NULL), 0);
    assert_int_equal(sipreg_event_credential_rejected(NULL), 0);
    assert_string_equal(sipreg_event_credential_aka_rand(NULL), "");
    assert_string_equal(sipreg_event_credential_aka_autn(NULL), "");
    assert_string_equal(sipreg_event_credential_authz_server(NULL), "");
    assert_string_equal(sipreg_event_credential_scope(NULL), "");
    assert_string_equal(sipreg_event_credential_error(NULL), "");
    assert_string_equal(sipreg_event_downgrade_from(NULL), "");
    assert_string_equal(sipreg_event_downgrade_to(NULL), "");
    assert_int_equal(sipreg_event_log_level(NULL), SIPREG_LOG_UNKNOWN);
    assert_string_equal(sipreg_event_log_line(NULL), "");
    assert_int_equal(sipreg_event_trace_sent(NULL), 0);
    assert_string_equal(sipreg_event_trace_peer(NULL), "");
    assert_string_equal(sipreg_event_trace_message(NULL), "");
    assert_string_equal(sipreg_event_request_method(NULL), "");
    assert_string_equal(sipreg_event_request_text(NULL), "");
    assert_string_equal(sipreg_event_request_body(NULL), "");
    assert_string_equal(sipreg_event_request_source(NULL), "");
    assert_int_equal(sipreg_event_request_transport(NULL), SIPREG_TRANSPORT_UNKNOWN);
    assert_int_equal(sipreg_event_respond(NULL, 200, NULL, NULL, NULL), SIPREG_ERR_INVALID);
    assert_null(sipreg_event_ref(NULL));
    sipreg_event_unref(NULL);
}

static void numbers_past_the_end_answer_with_nothing(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", 9, "udp");
    sipreg_event_t *event = NULL;

    (void)state;
    assert_int_equal(sipreg_registration_status(registration, &event), SIPREG_OK);
    tells_of_no_binding_and_no_header(event, 0);
    tells_of_no_binding_and_no_header(event, -1);
    tells_of_no_binding_and_no_header(event, INT32_MAX);
    tells_of_no_binding_and_no_header(event, INT32_MIN);
    tells_of_no_services(event);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_of_an_endpoint_refuse_null),
        cmocka_unit_test(functions_of_an_account_refuse_null),
        cmocka_unit_test(functions_of_a_registration_refuse_null),
        cmocka_unit_test(getters_of_an_event_answer_null_with_nothing),
        cmocka_unit_test(numbers_past_the_end_answer_with_nothing),
    };
    return cmocka_run_group_tests_name("capi: null", tests, NULL, NULL);
}
