/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A program outside the tree: registers once and prints the lifetime that was granted. */
#include <sipreg/sipreg.h>

#include <stdio.h>

/* Waits for the outcome; what else is told on the way is passed over. */
static int report(sipreg_endpoint_t *endpoint)
{
    sipreg_event_t *event = NULL;
    sipreg_event_type_t type = SIPREG_EVENT_UNKNOWN;
    while (type != SIPREG_EVENT_REGISTERED && type != SIPREG_EVENT_FAILED) {
        if (sipreg_endpoint_next_event(endpoint, 10000, &event) != SIPREG_OK) {
            fputs("no event\n", stderr);
            return 1;
        }
        type = sipreg_event_type(event);
        if (type == SIPREG_EVENT_REGISTERED)
            printf("expires %lld\n", (long long)sipreg_event_granted_expires_s(event));
        if (type == SIPREG_EVENT_FAILED)
            fprintf(stderr, "failed: %s\n", sipreg_failure_name(sipreg_event_failure(event)));
        sipreg_event_unref(event);
    }
    return type == SIPREG_EVENT_REGISTERED ? 0 : 1;
}

int main(int argc, char **argv)
{
    sipreg_endpoint_t *endpoint = NULL;
    sipreg_account_t *account = NULL;
    sipreg_registration_t *registration = NULL;
    int status = 1;
    if (argc != 3) {
        fprintf(stderr, "usage: %s REGISTRAR PASSWORD\n", argv[0]);
        return 2;
    }
    if (sipreg_endpoint_new(&endpoint) == SIPREG_OK && sipreg_endpoint_start(endpoint) == SIPREG_OK &&
        sipreg_account_new(&account) == SIPREG_OK &&
        sipreg_account_set_aor(account, "sip:alice@example.com") == SIPREG_OK &&
        sipreg_account_set_registrar(account, argv[1]) == SIPREG_OK &&
        sipreg_account_set_password(account, argv[2]) == SIPREG_OK &&
        sipreg_account_set_expires_s(account, 120) == SIPREG_OK &&
        sipreg_registration_new(&registration, endpoint, account) == SIPREG_OK &&
        sipreg_registration_register_once(registration) == SIPREG_OK)
        status = report(endpoint);
    sipreg_registration_unref(registration);
    sipreg_account_unref(account);
    sipreg_endpoint_shutdown(endpoint);
    (void)sipreg_endpoint_wait_closed(endpoint, 5000);
    sipreg_endpoint_unref(endpoint);
    return status;
}
