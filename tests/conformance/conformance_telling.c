/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios of what is told of the inside, and of the surroundings. */
#include "conformance.h"

#include <string.h>

static int is_clean(const sipreg_event_t *event)
{
    return strstr(sipreg_event_trace_message(event), "wonderland") == NULL &&
           strstr(sipreg_event_log_line(event), "wonderland") == NULL;
}

void run_log_and_trace(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_type_t type = SIPREG_EVENT_UNKNOWN;
    int redacted = 0;

    EXPECT_OK(sipreg_endpoint_set_log_events(endpoint, SIPREG_LOG_INFO));
    EXPECT_OK(sipreg_endpoint_set_trace_events(endpoint, 1));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    registration = started_alice(endpoint);
    while (type != SIPREG_EVENT_REGISTERED) {
        sipreg_event_t *event = NULL;

        EXPECT_OK(sipreg_endpoint_next_event(endpoint, WAIT_MS, &event));
        EXPECT(is_clean(event));
        type = sipreg_event_type(event);
        redacted += sipreg_event_trace_sent(event) && strncmp(sipreg_event_trace_message(event), "REGISTER ", 9) == 0 &&
                    strstr(sipreg_event_trace_message(event), "Authorization: Digest ") != NULL &&
                    strstr(sipreg_event_trace_message(event), " response=\"redacted\"") != NULL;
        sipreg_event_unref(event);
    }
    EXPECT(redacted == 1);
    sipreg_registration_unref(registration);
    end(endpoint);
}

void run_explain(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration =
        registration_of(endpoint, account_of("alice", "looking-glass", place("SIPREG_AUTH")));
    sipreg_explanation_t *explanation = NULL;

    EXPECT_OK(sipreg_registration_start(registration));
    pass(endpoint, SIPREG_EVENT_FAILED);
    EXPECT_OK(sipreg_registration_explain(registration, &explanation));
    EXPECT(sipreg_explanation_attempt_count(explanation) == 1);
    EXPECT(sipreg_explanation_failure(explanation, 0) == SIPREG_FAILURE_CREDENTIALS);
    EXPECT(*sipreg_explanation_rule(explanation, 0) != '\0');
    EXPECT_TEXT(sipreg_explanation_realm(explanation, 0, 0, 0), "example.com");
    EXPECT(is_json(sipreg_explanation_json(explanation)));
    EXPECT(strstr(sipreg_explanation_json(explanation), sipreg_explanation_rule(explanation, 0)) != NULL);
    sipreg_explanation_unref(explanation);
    sipreg_registration_unref(registration);
    end(endpoint);
}

void run_network_changed(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_t *first, *second;

    EXPECT_OK(sipreg_endpoint_set_settle_ms(endpoint, 0));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    registration = registration_of(endpoint, account_of("moving", NULL, place("SIPREG_OPEN")));
    EXPECT_OK(sipreg_registration_start(registration));
    first = await(endpoint, SIPREG_EVENT_REGISTERED);
    EXPECT_OK(sipreg_endpoint_network_changed(endpoint, NULL, NULL));
    second = await(endpoint, SIPREG_EVENT_REGISTERED);
    EXPECT(sipreg_event_cseq(second) > sipreg_event_cseq(first));
    sipreg_event_unref(first);
    sipreg_event_unref(second);
    sipreg_registration_unref(registration);
    end(endpoint);
}

void run_dns_servers(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_t *event;

    EXPECT_OK(sipreg_endpoint_add_nameserver(endpoint, address_of(place("SIPREG_DEAD"))));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    registration = registration_of(endpoint, account_of("alice", NULL, "sip:registrar.example.net"));
    EXPECT_OK(sipreg_registration_start(registration));
    event = await(endpoint, SIPREG_EVENT_FAILED);
    EXPECT(sipreg_event_failure(event) == SIPREG_FAILURE_DNS);
    EXPECT(strstr(sipreg_event_cause(event), "registrar.example.net") != NULL);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
}

void run_push(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_account_t *account = account_of("alice", NULL, place("SIPREG_OPEN"));
    sipreg_registration_t *registration;
    sipreg_event_t *event;

    EXPECT_OK(sipreg_account_set_push(account, "apns", "org.example.phone", "0123abcd"));
    EXPECT_OK(sipreg_endpoint_set_trace_events(endpoint, 1));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    registration = registration_of(endpoint, account);
    EXPECT_OK(sipreg_registration_start(registration));
    event = await_sent(endpoint, "\r\nContact: <sip:alice@");
    EXPECT(strstr(sipreg_event_trace_message(event), ";pn-provider=apns") != NULL);
    EXPECT(strstr(sipreg_event_trace_message(event), ";pn-param=org.example.phone") != NULL);
    EXPECT(strstr(sipreg_event_trace_message(event), ";pn-prid=0123abcd") != NULL);
    sipreg_event_unref(event);
    pass(endpoint, SIPREG_EVENT_REGISTERED);
    sipreg_registration_unref(registration);
    end(endpoint);
}
