/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios of one registration: what becomes of it. */
#include "conformance.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

void run_register(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = started_alice(endpoint);
    sipreg_event_t *event = await(endpoint, SIPREG_EVENT_REGISTERED);

    EXPECT(sipreg_event_registration(event) == registration);
    EXPECT(sipreg_event_state(event) == SIPREG_STATE_REGISTERED);
    EXPECT(sipreg_event_granted_expires_s(event) >= 1 && sipreg_event_granted_expires_s(event) <= 3600);
    EXPECT(strncmp(sipreg_event_contact(event), "sip:alice@127.0.0.1:", 20) == 0);
    EXPECT(sipreg_event_status(event) == 200);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
}

void run_refresh(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = started_alice(endpoint);
    sipreg_event_t *first = await(endpoint, SIPREG_EVENT_REGISTERED), *second;

    EXPECT_OK(sipreg_registration_refresh(registration, 5000));
    second = await(endpoint, SIPREG_EVENT_REGISTERED);
    EXPECT(sipreg_event_cseq(second) > sipreg_event_cseq(first));
    EXPECT_TEXT(sipreg_event_call_id(second), sipreg_event_call_id(first));
    sipreg_event_unref(first);
    sipreg_event_unref(second);
    sipreg_registration_unref(registration);
    end(endpoint);
}

void run_unregister(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = started_alice(endpoint);
    sipreg_event_t *event;

    pass(endpoint, SIPREG_EVENT_REGISTERED);
    EXPECT_OK(sipreg_registration_stop(registration));
    event = await(endpoint, SIPREG_EVENT_UNREGISTERED);
    EXPECT(sipreg_event_state(event) == SIPREG_STATE_IDLE);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
}

static int32_t requests_of(sipreg_registration_t *registration)
{
    sipreg_explanation_t *explanation = NULL;
    int32_t i, count = 0;

    EXPECT_OK(sipreg_registration_explain(registration, &explanation));
    for (i = 0; i < sipreg_explanation_attempt_count(explanation); ++i)
        count += sipreg_explanation_request_count(explanation, i);
    sipreg_explanation_unref(explanation);
    return count;
}

void run_wrong_password(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration =
        registration_of(endpoint, account_of("alice", "looking-glass", place("SIPREG_AUTH")));
    sipreg_event_t *event;

    EXPECT_OK(sipreg_registration_start(registration));
    event = await(endpoint, SIPREG_EVENT_FAILED);
    EXPECT(sipreg_event_failure(event) == SIPREG_FAILURE_CREDENTIALS);
    EXPECT(sipreg_event_will_retry(event) == 0);
    EXPECT(sipreg_event_status(event) == 401);
    EXPECT(requests_of(registration) >= 1 && requests_of(registration) <= 3);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
}

void run_unreachable(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_of(endpoint, account_of("alice", NULL, place("SIPREG_DEAD")));
    sipreg_event_t *event;

    EXPECT_OK(sipreg_registration_start(registration));
    event = await(endpoint, SIPREG_EVENT_FAILED);
    EXPECT(sipreg_event_failure(event) == SIPREG_FAILURE_TRANSPORT);
    EXPECT(sipreg_event_will_retry(event) == 1);
    EXPECT(strstr(sipreg_event_cause(event), address_of(place("SIPREG_DEAD"))) != NULL);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
}

void run_tls_wrong_name(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    sipreg_tls_t *tls = NULL;
    sipreg_event_t *event;

    EXPECT_OK(sipreg_tls_new(&tls));
    EXPECT_OK(sipreg_tls_add_ca_file(tls, place("SIPREG_CA")));
    EXPECT_OK(sipreg_endpoint_set_tls(endpoint, tls));
    sipreg_tls_unref(tls);
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    registration = registration_of(endpoint, account_of("alice", NULL, place("SIPREG_WRONG")));
    EXPECT_OK(sipreg_registration_start(registration));
    event = await(endpoint, SIPREG_EVENT_FAILED);
    EXPECT(sipreg_event_failure(event) == SIPREG_FAILURE_TLS);
    EXPECT(sipreg_event_tls_fault(event) == SIPREG_TLS_FAULT_WRONG_NAME);
    EXPECT(sipreg_event_status(event) == 0);
    EXPECT(sipreg_event_state(event) != SIPREG_STATE_REGISTERED);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
}

struct answer {
    sipreg_registration_t *registration;
    int64_t request;
};

static void *give_password(void *argument)
{
    const struct answer *answer = argument;

    EXPECT_OK(sipreg_registration_give_password(answer->registration, answer->request, "wonderland"));
    return NULL;
}

void run_async_credentials(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_of("alice", NULL, place("SIPREG_AUTH"));
    sipreg_event_t *event;
    struct answer answer;
    pthread_t other;

    EXPECT_OK(sipreg_account_set_ask_credentials(account, 1));
    answer.registration = registration_of(endpoint, account);
    EXPECT_OK(sipreg_registration_start(answer.registration));
    event = await(endpoint, SIPREG_EVENT_CREDENTIALS);
    EXPECT_TEXT(sipreg_event_credential_realm(event), "example.com");
    answer.request = sipreg_event_credential_request(event);
    sipreg_event_unref(event);
    EXPECT(sipreg_endpoint_next_event(endpoint, 50, &event) == SIPREG_ERR_TIMEOUT); /* it waits for us */
    EXPECT(pthread_create(&other, NULL, give_password, &answer) == 0);
    pass(endpoint, SIPREG_EVENT_REGISTERED);
    pthread_join(other, NULL);
    sipreg_registration_unref(answer.registration);
    end(endpoint);
}

static const uint8_t key[SIPREG_SNAPSHOT_KEY_SIZE] = {1, 2, 3}, wrong_key[SIPREG_SNAPSHOT_KEY_SIZE] = {1, 2, 4};

/* Registers, and ends; what the event told of is left. */
static sipreg_event_t *first_run(uint8_t **snapshot, size_t *size)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = started_alice(endpoint);
    sipreg_event_t *event = await(endpoint, SIPREG_EVENT_REGISTERED);

    EXPECT_OK(sipreg_registration_snapshot(registration, key, NULL, 0, size));
    *snapshot = malloc(*size);
    EXPECT(*snapshot != NULL);
    EXPECT_OK(sipreg_registration_snapshot(registration, key, *snapshot, *size, size));
    sipreg_registration_unref(registration);
    end(endpoint);
    return event;
}

void run_snapshot_resume(void)
{
    uint8_t *snapshot;
    size_t size;
    sipreg_event_t *before = first_run(&snapshot, &size), *after;
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration =
        registration_of(endpoint, account_of("alice", "wonderland", place("SIPREG_AUTH")));

    EXPECT_TOLD(sipreg_registration_restore(registration, wrong_key, snapshot, size), SIPREG_ERR_SNAPSHOT_TAMPERED);
    EXPECT_TOLD(sipreg_registration_restore(registration, key, snapshot, size - 1), SIPREG_ERR_SNAPSHOT_TRUNCATED);
    EXPECT_OK(sipreg_registration_restore(registration, key, snapshot, size));
    EXPECT_OK(sipreg_registration_start(registration));
    after = await(endpoint, SIPREG_EVENT_REGISTERED);
    EXPECT_TEXT(sipreg_event_call_id(after), sipreg_event_call_id(before));
    EXPECT(sipreg_event_cseq(after) > sipreg_event_cseq(before));
    sipreg_event_unref(before);
    sipreg_event_unref(after);
    sipreg_registration_unref(registration);
    end(endpoint);
    free(snapshot);
}
