/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios of calls: texts, numbers, what is refused. */
#include "conformance.h"

#include <string.h>

#define USER "\xf0\x9d\x92\x9clice"          /* a script A */
#define ESCAPED_USER "%F0%9D%92%9Clice"
#define PASSWORD "\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c\xe2\x82\xac\xf0\x9f\x98\x80"
#define DISPLAY_NAME USER " \xf0\x9f\x98\x80"

/* An AOR is ASCII and has its user escaped; the name for the password is as it is. */
void run_text_beyond_bmp(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_account_t *account = account_of(ESCAPED_USER, PASSWORD, place("SIPREG_AUTH"));
    sipreg_registration_t *registration;
    sipreg_event_t *event;

    EXPECT_OK(sipreg_account_set_auth_username(account, USER));
    EXPECT_OK(sipreg_account_set_display_name(account, DISPLAY_NAME));
    EXPECT_OK(sipreg_endpoint_set_trace_events(endpoint, 1));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    registration = registration_of(endpoint, account);
    EXPECT_OK(sipreg_registration_start(registration));
    event = await_sent(endpoint, "From: \"" DISPLAY_NAME "\" <sip:" ESCAPED_USER "@example.com>");
    sipreg_event_unref(event);
    event = await_sent(endpoint, "username=\"" USER "\"");
    sipreg_event_unref(event);
    event = await(endpoint, SIPREG_EVENT_REGISTERED);
    EXPECT_TEXT(sipreg_event_aor(event), "sip:" ESCAPED_USER "@example.com");
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
}

/* In C the number is all there is; its name says so. */
void run_unknown_number(void)
{
    EXPECT_TEXT(sipreg_event_type_name((sipreg_event_type_t)4711), "unknown");
    EXPECT_TEXT(sipreg_state_name((sipreg_state_t)4711), "unknown");
    EXPECT_TEXT(sipreg_failure_name((sipreg_failure_t)4711), "unknown");
    EXPECT_TEXT(sipreg_operation_name((sipreg_operation_t)-1), "unknown");
    EXPECT_TEXT(sipreg_tls_fault_name((sipreg_tls_fault_t)4711), "unknown");
    EXPECT_TEXT(sipreg_error_name((sipreg_error_t)-4711), "SIPREG_ERR_?");
}

void run_null_arguments(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_of("alice", NULL, place("SIPREG_OPEN"));
    sipreg_registration_t *registration = NULL;

    EXPECT_TOLD(sipreg_endpoint_new(NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_endpoint_start(NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_endpoint_next_event(endpoint, 0, NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_account_set_aor(account, NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_account_set_password(account, NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_account_add_header(account, "Subject", NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_registration_new(&registration, endpoint, NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_registration_new(&registration, NULL, account), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_registration_new(NULL, endpoint, account), SIPREG_ERR_INVALID);
    EXPECT(registration == NULL);
    registration = registration_of(endpoint, account);
    EXPECT_TOLD(sipreg_registration_start(NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_registration_update(registration, NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_registration_remove_binding(registration, NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_registration_restore(registration, NULL, NULL, 0), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_registration_give_password(registration, 1, NULL), SIPREG_ERR_INVALID);
    EXPECT_TOLD(sipreg_registration_explain(registration, NULL), SIPREG_ERR_INVALID);
    EXPECT_TEXT(sipreg_event_aor(NULL), "");
    sipreg_registration_unref(registration);
    end(endpoint);
}

static void endpoint_is_closed(sipreg_endpoint_t *endpoint, const sipreg_account_t *account)
{
    const uint8_t key[SIPREG_SNAPSHOT_KEY_SIZE] = {0};
    sipreg_registration_t *registration = NULL;
    sipreg_event_t *event = NULL;
    size_t length;

    EXPECT_TOLD(sipreg_endpoint_start(endpoint), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_endpoint_set_user_agent(endpoint, "x"), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_endpoint_set_log_events(endpoint, SIPREG_LOG_INFO), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_endpoint_next_event(endpoint, -1, &event), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_endpoint_suspend(endpoint), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_endpoint_resume(endpoint), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_endpoint_network_changed(endpoint, NULL, NULL), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_endpoint_snapshot(endpoint, key, NULL, 0, &length), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_new(&registration, endpoint, account), SIPREG_ERR_CLOSED);
}

static void registration_is_closed(sipreg_registration_t *registration, const sipreg_account_t *account)
{
    EXPECT_TOLD(sipreg_registration_start(registration), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_register_once(registration), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_stop(registration), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_query(registration), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_remove_binding(registration, "sip:a@127.0.0.1"), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_remove_all(registration), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_refresh(registration, 1000), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_update(registration, account), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_give_password(registration, 1, "x"), SIPREG_ERR_CLOSED);
    EXPECT_TOLD(sipreg_registration_refuse_credentials(registration, 1), SIPREG_ERR_CLOSED);
}

void run_use_after_close(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_of("alice", NULL, place("SIPREG_OPEN"));
    sipreg_registration_t *registration = NULL;

    EXPECT_OK(sipreg_registration_new(&registration, endpoint, account));
    sipreg_endpoint_shutdown(endpoint);
    endpoint_is_closed(endpoint, account);
    registration_is_closed(registration, account);
    sipreg_registration_unref(registration);
    sipreg_account_unref(account);
    end(endpoint);
}

/* An endpoint has no text for what it refuses: each of its setters is about one thing. */
void run_refused_setter(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_account_t *account = account_of("alice", NULL, place("SIPREG_OPEN"));

    EXPECT_TOLD(sipreg_account_set_aor(account, "alice at example"), SIPREG_ERR_INVALID);
    EXPECT(strncmp(sipreg_account_problem(account), "aor: ", 5) == 0);
    EXPECT_TOLD(sipreg_account_set_expires_s(account, 0), SIPREG_ERR_INVALID);
    EXPECT(strncmp(sipreg_account_problem(account), "expires: ", 9) == 0);
    EXPECT_TOLD(sipreg_endpoint_add_nameserver(endpoint, "ns.example.com"), SIPREG_ERR_INVALID);
    sipreg_account_unref(account);
    sipreg_endpoint_unref(endpoint);
}
