/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* AKA and Bearer through the face, at a registrar by hand that asks for them. */
#include "capi/capture.h"
#include "capi/peer.h"

#include <stdio.h>
#include <string.h>

/* RAND is 00 to 0f, AUTN 10 to 1f; the other nonce begins with 20. */
#define NONCE "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define OTHER_NONCE "IAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define AKA(version, nonce) \
    "WWW-Authenticate: Digest realm=\"ims.example.com\",nonce=\"" nonce "\",qop=\"auth\",algorithm=" version "\r\n"
#define BEARER \
    "WWW-Authenticate: Bearer realm=\"r\", scope=\"sip openid\", authz_server=\"https://as.example.com/t\"\r\n"
#define INVALID_TOKEN "WWW-Authenticate: Bearer realm=\"r\", error=\"invalid_token\"\r\n"
#define TOKEN "mF_9.B5f-4.1JqM"

struct stage {
    struct peer peer;
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
    struct capture capture;
};
static struct stage stage;

static int set_stage(void **state)
{
    sipreg_account_t *account = NULL;
    char uri[64];

    (void)state;
    peer_open(&stage.peer);
    snprintf(uri, sizeof uri, "sip:127.0.0.1:%d", stage.peer.port);
    assert_int_equal(sipreg_account_new(&account), SIPREG_OK);
    assert_int_equal(sipreg_account_set_aor(account, "sip:alice@example.com"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_registrar(account, uri), SIPREG_OK);
    assert_int_equal(sipreg_account_set_ask_credentials(account, 1), SIPREG_OK);
    assert_int_equal(sipreg_account_set_bearer_in_clear(account, 1), SIPREG_OK);
    stage.endpoint = new_endpoint();
    capture_messages(stage.endpoint, &stage.capture);
    assert_int_equal(sipreg_endpoint_start(stage.endpoint), SIPREG_OK);
    stage.registration = registration_of(stage.endpoint, account);
    return 0;
}

static int clear_stage(void **state)
{
    (void)state;
    sipreg_registration_unref(stage.registration);
    end_endpoint(stage.endpoint);
    peer_close(&stage.peer);
    return 0;
}

/* The registrar hears of us and answers with a challenge; the event that asks for an answer. */
static sipreg_event_t *challenged_with(const char *challenge)
{
    (void)peer_request(&stage.peer);
    peer_answer(&stage.peer, "401 Unauthorized", challenge);
    return await_event(stage.endpoint, SIPREG_EVENT_CREDENTIALS);
}

static sipreg_event_t *first_challenged_with(const char *challenge)
{
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    return challenged_with(challenge);
}

static int64_t request_of(sipreg_event_t *event)
{
    const int64_t request = sipreg_event_credential_request(event);

    sipreg_event_unref(event);
    return request;
}

static void register_is_accepted(void)
{
    peer_answer(&stage.peer, "200 OK", "");
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
}

static void next_request_says(const char *text)
{
    const char *authorization = header_in(peer_request(&stage.peer), "Authorization");

    if (strstr(authorization, text) == NULL)
        fail_msg("no %s in %s", text, authorization);
}

static void sim_is_asked_and_answers(void **state)
{
    sipreg_event_t *event = first_challenged_with(AKA("AKAv1-MD5", NONCE));

    (void)state;
    assert_string_equal(sipreg_event_credential_scheme(event), "digest");
    assert_string_equal(sipreg_event_credential_algorithm(event), "AKAv1-MD5");
    assert_string_equal(sipreg_event_credential_realm(event), "ims.example.com");
    assert_string_equal(sipreg_event_credential_aka_rand(event), "000102030405060708090a0b0c0d0e0f");
    assert_string_equal(sipreg_event_credential_aka_autn(event), "101112131415161718191a1b1c1d1e1f");
    assert_int_equal(sipreg_registration_give_aka(stage.registration, request_of(event), "aabbccdd", "", ""),
                     SIPREG_OK);
    next_request_says("algorithm=AKAv1-MD5");
    register_is_accepted();
}

/* RES is the text "password", so that the public helper can check it. */
static void response_of_the_sim_is_that_of_its_password(void **state)
{
    char response[65], nc[16], cnonce[64], uri[64], wanted[128];
    const char *authorization;

    (void)state;
    assert_int_equal(sipreg_registration_give_aka(stage.registration,
                                                  request_of(first_challenged_with(AKA("AKAv1-MD5", NONCE))),
                                                  "70617373776f7264", "", ""),
                     SIPREG_OK);
    authorization = header_in(peer_request(&stage.peer), "Authorization");
    assert_int_equal(sscanf(strstr(authorization, "cnonce=\""), "cnonce=\"%63[^\"]\"", cnonce), 1);
    assert_int_equal(sscanf(strstr(authorization, "nc="), "nc=%15[0-9]", nc), 1);
    snprintf(uri, sizeof uri, "sip:127.0.0.1:%d", stage.peer.port);
    assert_int_equal(sipreg_digest_compute(response, sizeof response, "MD5", "alice", "ims.example.com", "password",
                                           "REGISTER", uri, NONCE, 1, cnonce, "auth"),
                     SIPREG_OK);
    snprintf(wanted, sizeof wanted, "response=\"%s\"", response);
    assert_non_null(strstr(authorization, wanted));
    register_is_accepted();
}

static void sim_puts_its_numbers_right(void **state)
{
    const int64_t first = request_of(first_challenged_with(AKA("AKAv2-MD5", NONCE)));
    int64_t second;

    (void)state;
    assert_int_equal(sipreg_registration_give_aka_auts(stage.registration, first, "e4f63132e5f634e4f635e4f63200"),
                     SIPREG_OK);
    next_request_says("auts=\"5PYxMuX2NOT2NeT2MgA=\"");
    peer_answer(&stage.peer, "401 Unauthorized", AKA("AKAv2-MD5", OTHER_NONCE));
    second = request_of(await_event(stage.endpoint, SIPREG_EVENT_CREDENTIALS));
    assert_true(second != first);
    assert_int_equal(sipreg_registration_give_aka(stage.registration, second, "aabbccddeeff0011",
                                                  "000102030405060708090a0b0c0d0e0f",
                                                  "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"),
                     SIPREG_OK);
    next_request_says("nonce=\"" OTHER_NONCE "\"");
    register_is_accepted();
    assert_null(strstr(header_in(captured_message(&stage.capture, 1, 1), "Authorization"), "5PYx"));
}

static void token_registers_and_is_renewed(void **state)
{
    sipreg_event_t *event = first_challenged_with(BEARER);

    (void)state;
    assert_string_equal(sipreg_event_credential_scheme(event), "bearer");
    assert_string_equal(sipreg_event_credential_algorithm(event), "");
    assert_string_equal(sipreg_event_credential_realm(event), "r");
    assert_string_equal(sipreg_event_credential_authz_server(event), "https://as.example.com/t");
    assert_string_equal(sipreg_event_credential_scope(event), "sip openid");
    assert_int_equal(sipreg_registration_give_token(stage.registration, request_of(event), TOKEN), SIPREG_OK);
    next_request_says("Bearer " TOKEN);
    register_is_accepted();
    assert_int_equal(sipreg_registration_register_once(stage.registration), SIPREG_OK);
    next_request_says("Bearer " TOKEN); /* without being asked */
    peer_answer(&stage.peer, "401 Unauthorized", INVALID_TOKEN);
    event = await_event(stage.endpoint, SIPREG_EVENT_CREDENTIALS);
    assert_int_equal(sipreg_event_credential_rejected(event), 1);
    assert_string_equal(sipreg_event_credential_error(event), "invalid_token");
    assert_int_equal(sipreg_registration_give_token(stage.registration, request_of(event), "another"), SIPREG_OK);
    next_request_says("Bearer another");
    register_is_accepted();
}

static void token_is_seen_by_the_registrar_alone(void **state)
{
    const int64_t request = request_of(first_challenged_with(BEARER));
    int i;

    (void)state;
    assert_int_equal(sipreg_registration_give_token(stage.registration, request, TOKEN), SIPREG_OK);
    next_request_says("Bearer " TOKEN);
    register_is_accepted();
    assert_string_equal(header_in(captured_message(&stage.capture, 1, 1), "Authorization"), "Bearer redacted");
    for (i = 0; i < captured(&stage.capture, 1); ++i)
        assert_null(strstr(captured_message(&stage.capture, 1, i), TOKEN));
}

#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_STAGE(sim_is_asked_and_answers),
        ON_STAGE(response_of_the_sim_is_that_of_its_password),
        ON_STAGE(sim_puts_its_numbers_right),
        ON_STAGE(token_registers_and_is_renewed),
        ON_STAGE(token_is_seen_by_the_registrar_alone),
    };
    return cmocka_run_group_tests_name("capi: schemes", tests, NULL, NULL);
}
