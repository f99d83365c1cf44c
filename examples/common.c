/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the examples with a loop of the caller's share. */
#include "common.h"

#include <stdio.h>
#include <string.h>

static int set_up(sipreg_account_t *account, char **argv, const char *password)
{
    if (sipreg_account_set_aor(account, argv[1]) == SIPREG_OK &&
        sipreg_account_set_registrar(account, argv[2]) == SIPREG_OK &&
        sipreg_account_set_password(account, password) == SIPREG_OK)
        return 0;
    fprintf(stderr, "%s\n", sipreg_account_problem(account));
    return 2;
}

static int begin(struct phone *phone, const sipreg_account_t *account)
{
    if (sipreg_endpoint_new(&phone->endpoint) == SIPREG_OK &&
        sipreg_endpoint_set_caller_driven(phone->endpoint, 1) == SIPREG_OK &&
        sipreg_endpoint_start(phone->endpoint) == SIPREG_OK &&
        sipreg_registration_new(&phone->registration, phone->endpoint, account) == SIPREG_OK &&
        sipreg_registration_start(phone->registration) == SIPREG_OK)
        return 0;
    return 1;
}

int phone_open(struct phone *phone, int argc, char **argv)
{
    char password[256] = "";
    sipreg_account_t *account = NULL;
    int status;
    memset(phone, 0, sizeof *phone);
    if (argc != 3 || fgets(password, sizeof password, stdin) == NULL) {
        fprintf(stderr, "usage: %s AOR REGISTRAR, the password on standard input\n", argv[0]);
        return 2;
    }
    password[strcspn(password, "\n")] = '\0';
    if (sipreg_account_new(&account) != SIPREG_OK)
        return 1;
    status = set_up(account, argv, password);
    memset(password, 0, sizeof password); /* the library has its own copy, in guarded memory */
    if (status == 0)
        status = begin(phone, account);
    sipreg_account_unref(account);
    return status;
}

/* 1 if nothing comes after it. */
static int report(const struct phone *phone, const sipreg_event_t *event)
{
    const sipreg_event_type_t type = sipreg_event_type(event);
    printf("%s", sipreg_event_type_name(type));
    if (type == SIPREG_EVENT_REGISTERED)
        printf(" for %lld s as %s", (long long)sipreg_event_granted_expires_s(event), sipreg_event_contact(event));
    if (type == SIPREG_EVENT_FAILED)
        printf(": %s, %s", sipreg_failure_name(sipreg_event_failure(event)), sipreg_event_cause(event));
    puts("");
    fflush(stdout);
    return type == SIPREG_EVENT_UNREGISTERED ||
           (type == SIPREG_EVENT_FAILED && (phone->stopping || !sipreg_event_will_retry(event)));
}

int phone_turn(struct phone *phone)
{
    sipreg_event_t *event = NULL;
    int done = sipreg_endpoint_process(phone->endpoint) != SIPREG_OK;
    while (sipreg_endpoint_next_event(phone->endpoint, 0, &event) == SIPREG_OK) {
        done = report(phone, event) || done;
        sipreg_event_unref(event);
    }
    return !done;
}

int phone_stop(struct phone *phone)
{
    if (phone->stopping++)
        return 0;
    return sipreg_registration_stop(phone->registration) == SIPREG_OK;
}

void phone_close(struct phone *phone)
{
    sipreg_registration_unref(phone->registration);
    sipreg_endpoint_unref(phone->endpoint); /* caller-driven, it ends at once */
}
