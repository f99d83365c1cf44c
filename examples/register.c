/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeps one account registered until Enter is pressed. Usage: register AOR REGISTRAR, the password on standard input. */
#include <sipreg/sipreg.h>

#include <poll.h>
#include <stdio.h>
#include <string.h>

static void report(const sipreg_event_t *event)
{
    printf("%s", sipreg_event_type_name(sipreg_event_type(event)));
    if (sipreg_event_type(event) == SIPREG_EVENT_REGISTERED)
        printf(" for %lld s as %s", (long long)sipreg_event_granted_expires_s(event), sipreg_event_contact(event));
    if (sipreg_event_type(event) == SIPREG_EVENT_FAILED)
        printf(": %s, %s", sipreg_failure_name(sipreg_event_failure(event)), sipreg_event_cause(event));
    puts("");
}

/* Tells of events until @p last comes, or Enter is pressed if @p watch_keys. */
static void follow(sipreg_endpoint_t *endpoint, sipreg_event_type_t last, int watch_keys)
{
    struct pollfd ready[2] = {{0}};
    sipreg_event_t *event = NULL;
    int done = 0;
    ready[0].fd = sipreg_endpoint_event_fd(endpoint);
    ready[1].fd = watch_keys ? 0 : -1;
    ready[0].events = ready[1].events = POLLIN;
    while (!done && poll(ready, 2, 10000) >= 0) {
        while (sipreg_endpoint_next_event(endpoint, 0, &event) == SIPREG_OK) {
            report(event);
            done = done || sipreg_event_type(event) == last || sipreg_event_type(event) == SIPREG_EVENT_FAILED;
            sipreg_event_unref(event);
        }
        done = done || (ready[1].revents != 0);
    }
}

int main(int argc, char **argv)
{
    char password[256] = "";
    sipreg_endpoint_t *endpoint = NULL;
    sipreg_account_t *account = NULL;
    sipreg_registration_t *registration = NULL;
    if (argc != 3 || fgets(password, sizeof password, stdin) == NULL) {
        fprintf(stderr, "usage: %s AOR REGISTRAR, the password on standard input\n", argv[0]);
        return 2;
    }
    password[strcspn(password, "\n")] = '\0';
    if (sipreg_endpoint_new(&endpoint) != SIPREG_OK || sipreg_endpoint_start(endpoint) != SIPREG_OK ||
        sipreg_account_new(&account) != SIPREG_OK)
        return 1;
    if (sipreg_account_set_aor(account, argv[1]) != SIPREG_OK ||
        sipreg_account_set_registrar(account, argv[2]) != SIPREG_OK ||
        sipreg_account_set_password(account, password) != SIPREG_OK) {
        fprintf(stderr, "%s\n", sipreg_account_problem(account));
        return 2;
    }
    memset(password, 0, sizeof password); /* the library has its own copy, in guarded memory */
    if (sipreg_registration_new(&registration, endpoint, account) == SIPREG_OK &&
        sipreg_registration_start(registration) == SIPREG_OK)
        follow(endpoint, SIPREG_EVENT_UNKNOWN, 1);
    if (registration != NULL && sipreg_registration_stop(registration) == SIPREG_OK)
        follow(endpoint, SIPREG_EVENT_UNREGISTERED, 0);
    sipreg_registration_unref(registration);
    sipreg_account_unref(account);
    sipreg_endpoint_shutdown(endpoint);
    (void)sipreg_endpoint_wait_closed(endpoint, 5000);
    sipreg_endpoint_unref(endpoint);
    return 0;
}
