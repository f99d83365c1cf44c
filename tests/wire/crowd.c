/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Many users at one endpoint, who share a connection: tells as JSON when all of them are registered, and when all have lost it.
 * Ends with its input. */
#define _POSIX_C_SOURCE 200809L
#include <sipreg/sipreg.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LIFETIME_S = 600, SHORTEST_RETRY_S = 1, LONGEST_RETRY_S = 2 };

static sipreg_endpoint_t *endpoint;
static sipreg_registration_t **users;
static int user_count;

/* Of one kind of event, since all had it the last time. */
struct tally {
    int count;
    long long first_ms;
};

static void demand(sipreg_error_t error, const char *what)
{
    if (error == SIPREG_OK)
        return;
    fprintf(stderr, "%s: %s\n", what, sipreg_error_name(error));
    exit(1);
}

static long long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void note(struct tally *tally, const char *kind)
{
    if (tally->count++ == 0)
        tally->first_ms = now_ms();
    if (tally->count < user_count)
        return;
    printf("{\"event\":\"all_%s\",\"span_ms\":%lld}\n", kind, now_ms() - tally->first_ms);
    tally->count = 0;
}

static void follow_events(void)
{
    static struct tally registered, degraded;
    sipreg_event_t *event = NULL;

    while (sipreg_endpoint_next_event(endpoint, 0, &event) == SIPREG_OK) {
        if (sipreg_event_type(event) == SIPREG_EVENT_REGISTERED)
            note(&registered, "registered");
        else if (sipreg_event_type(event) == SIPREG_EVENT_DEGRADED)
            note(&degraded, "degraded");
        else if (sipreg_event_type(event) == SIPREG_EVENT_EXPIRED)
            puts("{\"event\":\"expired\"}");
        sipreg_event_unref(event);
    }
}

static sipreg_registration_t *new_user(const char *registrar, int number)
{
    sipreg_registration_t *user = NULL;
    sipreg_account_t *account = NULL;
    char aor[64];

    snprintf(aor, sizeof aor, "sip:user%d@example.com", number);
    demand(sipreg_account_new(&account), "account");
    demand(sipreg_account_set_aor(account, aor), "aor");
    demand(sipreg_account_set_registrar(account, registrar), "registrar");
    demand(sipreg_account_set_expires_s(account, LIFETIME_S), "expires");
    demand(sipreg_account_set_retry_s(account, SHORTEST_RETRY_S, LONGEST_RETRY_S), "retry");
    demand(sipreg_registration_new(&user, endpoint, account), "registration");
    sipreg_account_unref(account);
    demand(sipreg_registration_start(user), "start");
    return user;
}

static void trust(const char *file)
{
    sipreg_tls_t *tls = NULL;

    demand(sipreg_tls_new(&tls), "TLS");
    demand(sipreg_tls_add_ca_file(tls, file), "CA");
    demand(sipreg_endpoint_set_tls(endpoint, tls), "TLS");
    sipreg_tls_unref(tls);
}

static void run(void)
{
    struct pollfd ready[2] = {{.events = POLLIN}, {.events = POLLIN}};

    ready[1].fd = sipreg_endpoint_event_fd(endpoint);
    while (poll(ready, 2, -1) >= 0 && ready[0].revents == 0)
        follow_events();
}

int main(int argc, char **argv)
{
    int i;

    if (argc != 4) {
        fprintf(stderr, "usage: %s REGISTRAR CA_FILE COUNT\n", argv[0]);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    user_count = atoi(argv[3]);
    users = calloc((size_t)user_count, sizeof *users);
    demand(sipreg_endpoint_new(&endpoint), "endpoint");
    trust(argv[2]);
    demand(sipreg_endpoint_start(endpoint), "start");
    for (i = 0; i < user_count; ++i)
        users[i] = new_user(argv[1], i);
    run();
    for (i = 0; i < user_count; ++i)
        sipreg_registration_unref(users[i]);
    free(users);
    sipreg_endpoint_shutdown(endpoint);
    (void)sipreg_endpoint_wait_closed(endpoint, 5000);
    sipreg_endpoint_unref(endpoint);
    return 0;
}
