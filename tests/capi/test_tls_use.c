/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* TLS settings at work: the client certificate that a server wants, and what is told where it refuses. */
#include "capi/face.h"

#include "support/tls_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the application is asked for, and what it says. */
struct keeper {
    const char *passphrase; /* NULL: it has none */
    int asked;
};

static int32_t give_passphrase(char *buffer, int32_t size, void *user_data)
{
    struct keeper *keeper = user_data;

    ++keeper->asked;
    if (keeper->passphrase == NULL || strlen(keeper->passphrase) > (size_t)size)
        return -1;
    memcpy(buffer, keeper->passphrase, strlen(keeper->passphrase));
    return (int32_t)strlen(keeper->passphrase);
}

static int32_t give_too_much(char *buffer, int32_t size, void *user_data)
{
    (void)user_data;
    memset(buffer, 'x', (size_t)size);
    return size + 1;
}

static sipreg_tls_t *trusting(const tls_peer_t *peer)
{
    sipreg_tls_t *tls = NULL;

    assert_int_equal(sipreg_tls_new(&tls), SIPREG_OK);
    assert_int_equal(sipreg_tls_add_ca_pem(tls, tls_peer_ca(peer)), SIPREG_OK);
    return tls;
}

/* Begun with these settings, which it lets go of. */
static sipreg_registration_t *begun(sipreg_endpoint_t *endpoint, const tls_peer_t *peer, sipreg_tls_t *tls)
{
    sipreg_account_t *account = account_at("alice", tls_peer_port(peer), "tls");
    sipreg_registration_t *registration;

    assert_int_equal(sipreg_account_set_tls(account, tls), SIPREG_OK);
    sipreg_tls_unref(tls);
    registration = registration_of(endpoint, account);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    return registration;
}

static void an_encrypted_key_is_opened_by_the_application(void **state)
{
    struct keeper keeper = {TLS_PEER_PASSPHRASE, 0};
    tls_peer_t *peer = tls_peer_new(1);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_tls_t *tls = trusting(peer);
    sipreg_registration_t *registration;

    (void)state;
    assert_int_equal(sipreg_tls_set_passphrase_callback(tls, give_passphrase, &keeper), SIPREG_OK);
    assert_int_equal(sipreg_tls_set_certificate_pem(tls, tls_peer_certificate(peer), tls_peer_key(peer), NULL), SIPREG_OK);
    assert_int_equal(keeper.asked, 1);
    registration = begun(endpoint, peer, tls);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(keeper.asked, 1);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    tls_peer_free(peer);
}

static void a_passphrase_that_is_given_is_not_asked_for(void **state)
{
    struct keeper keeper = {"another", 0};
    tls_peer_t *peer = tls_peer_new(1);
    sipreg_tls_t *tls = trusting(peer);

    (void)state;
    assert_int_equal(sipreg_tls_set_passphrase_callback(tls, give_passphrase, &keeper), SIPREG_OK);
    assert_int_equal(sipreg_tls_set_certificate_pem(tls, tls_peer_certificate(peer), tls_peer_key(peer), TLS_PEER_PASSPHRASE),
                     SIPREG_OK);
    assert_int_equal(keeper.asked, 0);
    sipreg_tls_unref(tls);
    tls_peer_free(peer);
}

/* A terminal would be asked by OpenSSL where there is nobody else. */
static void a_key_that_is_not_opened_is_refused_in_words(void **state)
{
    static const char kClosed[] = "client key: is encrypted, and the passphrase does not open it";
    static const char kNothing[] = "client key: is encrypted, and the application gives no passphrase";
    struct keeper wrong = {"another", 0}, silent = {NULL, 0}, empty = {"", 0};
    const struct {
        sipreg_passphrase_cb callback;
        struct keeper *keeper;
        const char *given, *problem;
    } rows[] = {
        {NULL, NULL, NULL, kClosed},
        {NULL, NULL, "another", kClosed},
        {NULL, NULL, "", kClosed},
        {give_passphrase, &wrong, NULL, kClosed},
        {give_passphrase, &silent, NULL, kNothing},
        {give_passphrase, &empty, NULL, kNothing},
        {give_too_much, NULL, NULL, kNothing},
    };
    tls_peer_t *peer = tls_peer_new(1);
    sipreg_tls_t *tls = trusting(peer);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); ++i) {
        assert_int_equal(sipreg_tls_set_passphrase_callback(tls, rows[i].callback, rows[i].keeper), SIPREG_OK);
        assert_int_equal(sipreg_tls_set_certificate_pem(tls, tls_peer_certificate(peer), tls_peer_key(peer), rows[i].given),
                         SIPREG_ERR_INVALID);
        assert_string_equal(sipreg_tls_problem(tls), rows[i].problem);
    }
    sipreg_tls_unref(tls);
    tls_peer_free(peer);
}

/* Certificate and key may be in one file. */
static void a_certificate_comes_from_a_file_too(void **state)
{
    char path[] = "/tmp/sipreg-tls-XXXXXX";
    tls_peer_t *peer = tls_peer_new(1);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_tls_t *tls = trusting(peer);
    sipreg_registration_t *registration;
    FILE *file = fdopen(mkstemp(path), "w");

    (void)state;
    assert_true(fprintf(file, "%s%s", tls_peer_certificate(peer), tls_peer_key(peer)) > 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(sipreg_tls_set_certificate_file(tls, path, NULL, TLS_PEER_PASSPHRASE), SIPREG_OK);
    unlink(path);
    registration = begun(endpoint, peer, tls);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    tls_peer_free(peer);
}

static void a_refusal_is_told_and_explained(sipreg_endpoint_t *endpoint, sipreg_registration_t *registration,
                                            sipreg_tls_fault_t fault, int alert, const char *json)
{
    const sipreg_event_t *event = await_event(endpoint, SIPREG_EVENT_FAILED);
    sipreg_explanation_t *told = NULL;

    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_TLS);
    assert_int_equal(sipreg_event_tls_fault(event), fault);
    assert_int_equal(sipreg_event_tls_alert(event), alert);
    assert_true(sipreg_event_will_retry(event));
    assert_true(sipreg_event_next_attempt_ms(event) > 890000); /* half of the longest wait at least */
    assert_int_equal(sipreg_registration_explain(registration, &told), SIPREG_OK);
    assert_int_equal(sipreg_explanation_request_count(told, 0), 1);
    assert_int_equal(sipreg_explanation_request_tls_fault(told, 0, 0), fault);
    assert_int_equal(sipreg_explanation_request_tls_alert(told, 0, 0), alert);
    assert_string_equal(sipreg_explanation_request_problem(told, 0, 0), sipreg_event_cause(event));
    if (strstr(sipreg_explanation_json(told), json) == NULL)
        fail_msg("%s", sipreg_explanation_json(told));
    sipreg_explanation_unref(told);
    sipreg_event_unref(event);
}

static void a_server_that_wants_a_certificate_is_told_of(void **state)
{
    tls_peer_t *peer = tls_peer_new(1);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = begun(endpoint, peer, trusting(peer));

    (void)state;
    a_refusal_is_told_and_explained(endpoint, registration, SIPREG_TLS_FAULT_CERTIFICATE_REQUIRED, 116,
                                    "none is set (TLS alert 116)\",\"tls_fault\":\"certificate_required\",\"tls_alert\":116}");
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    tls_peer_free(peer);
}

static void a_server_of_another_ca_is_told_of(void **state)
{
    tls_peer_t *peer = tls_peer_new(0), *other = tls_peer_new(0);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = begun(endpoint, peer, trusting(other));

    (void)state;
    a_refusal_is_told_and_explained(endpoint, registration, SIPREG_TLS_FAULT_UNKNOWN_CA, 0, "\"tls_fault\":\"unknown_ca\"}");
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    tls_peer_free(other);
    tls_peer_free(peer);
}

int main(void)
{
    const struct CMUnitTest use[] = {
        cmocka_unit_test(an_encrypted_key_is_opened_by_the_application),
        cmocka_unit_test(a_passphrase_that_is_given_is_not_asked_for),
        cmocka_unit_test(a_key_that_is_not_opened_is_refused_in_words),
        cmocka_unit_test(a_certificate_comes_from_a_file_too),
        cmocka_unit_test(a_server_that_wants_a_certificate_is_told_of),
        cmocka_unit_test(a_server_of_another_ca_is_told_of),
    };

    return cmocka_run_group_tests(use, NULL, NULL);
}
