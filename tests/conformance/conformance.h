/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the scenarios in C share. Each runs in a process of its own, so none cleans up after a failure. */
#ifndef TESTS_CONFORMANCE_H
#define TESTS_CONFORMANCE_H

#include <sipreg/sipreg.h>

#include <stddef.h>
#include <stdint.h>

/* Longer than anything here takes. */
#define WAIT_MS 15000

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* Ends the scenario as failed, with a line of why, unless it holds. */
#define EXPECT(holds) expect((holds), #holds, __FILE__, __LINE__)
#define EXPECT_TOLD(call, wanted) expect_told((call), (wanted), #call, __FILE__, __LINE__)
#define EXPECT_OK(call) EXPECT_TOLD(call, SIPREG_OK)
#define EXPECT_TEXT(got, wanted) expect_text((got), (wanted), #got, __FILE__, __LINE__)
void expect(int holds, const char *what, const char *file, int line);
void expect_told(sipreg_error_t told, sipreg_error_t wanted, const char *what, const char *file, int line);
void expect_text(const char *got, const char *wanted, const char *what, const char *file, int line);

/* Of the environment, "SIPREG_OPEN"; the scenario fails without it. */
const char *place(const char *name);
/* The "127.0.0.1:PORT" of such a URI. */
const char *address_of(const char *uri);

int64_t now_ms(void);

sipreg_endpoint_t *new_endpoint(void);
sipreg_endpoint_t *running_endpoint(void);
/* Shuts it down, waits until it has ended, lets go of it. */
void end(sipreg_endpoint_t *endpoint);

/* Of sip:USER@example.com; no password if it is NULL. */
sipreg_account_t *account_of(const char *user, const char *password, const char *registrar);
/* With a Contact of its own. */
sipreg_account_t *account_reached_at(const char *user, const char *registrar, const char *contact);
/* It lets go of the account. */
sipreg_registration_t *registration_of(sipreg_endpoint_t *endpoint, sipreg_account_t *account);
/* alice, with her password, at SIPREG_AUTH, and started. */
sipreg_registration_t *started_alice(sipreg_endpoint_t *endpoint);

/* The next event of the type, all others passed over; the scenario fails if it does not come. */
sipreg_event_t *await(sipreg_endpoint_t *endpoint, sipreg_event_type_t type);
/* The same of one registration alone. */
sipreg_event_t *await_of(sipreg_endpoint_t *endpoint, const sipreg_registration_t *registration, sipreg_event_type_t type);
/* The same, let go of. */
void pass(sipreg_endpoint_t *endpoint, sipreg_event_type_t type);
/* The next message sent that has the text. */
sipreg_event_t *await_sent(sipreg_endpoint_t *endpoint, const char *text);
void await_state(sipreg_registration_t *registration, sipreg_state_t state);

/* Whether the text is one JSON value. */
int is_json(const char *text);

/* One scenario each, by the names of scenarios.txt. */
void run_register(void);
void run_refresh(void);
void run_unregister(void);
void run_wrong_password(void);
void run_unreachable(void);
void run_tls_wrong_name(void);
void run_async_credentials(void);
void run_snapshot_resume(void);
void run_query_bindings(void);
void run_remove_binding(void);
void run_remove_all(void);
void run_update_account(void);
void run_close_pending(void);
void run_close_in_listener(void);
void run_listener_throws(void);
void run_close_under_lock(void);
void run_three_closers(void);
void run_forgotten(void);
void run_exit_under_load(void);
void run_text_beyond_bmp(void);
void run_unknown_number(void);
void run_null_arguments(void);
void run_use_after_close(void);
void run_refused_setter(void);
void run_thousand(void);
void run_slow_reader(void);
void run_event_order(void);
void run_inbound_options(void);
void run_inbound_message(void);
void run_log_and_trace(void);
void run_explain(void);
void run_network_changed(void);
void run_dns_servers(void);
void run_push(void);

#endif
