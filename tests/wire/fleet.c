/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Several users at one endpoint, for the tests of what they share: each line of the standard input is one, who is registered
 * from then on. Tells as JSON what happened, and which targets the attempt tried. Ends with its input. */
#define _POSIX_C_SOURCE 200809L
#include <sipreg/sipreg.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_USERS = 64, SHORTEST_RETRY_S = 1, LONGEST_RETRY_S = 2 };

static sipreg_endpoint_t *endpoint;
static sipreg_registration_t *users[MOST_USERS];
static int user_count;
static const char *registrar, *backup, *lifetime_s;

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

static void add_user(const char *name)
{
    char aor[128];
    sipreg_account_t *account = NULL;

    if (user_count == MOST_USERS)
        exit(1);
    snprintf(aor, sizeof aor, "sip:%s@example.com", name);
    demand(sipreg_account_new(&account), "account");
    demand(sipreg_account_set_aor(account, aor), "aor");
    demand(sipreg_account_set_registrar(account, registrar), "registrar");
    if (backup != NULL)
        demand(sipreg_account_add_backup_registrar(account, backup), "backup");
    demand(sipreg_account_set_expires_s(account, atoi(lifetime_s)), "expires");
    demand(sipreg_account_set_retry_s(account, SHORTEST_RETRY_S, LONGEST_RETRY_S), "retry");
    demand(sipreg_registration_new(&users[user_count], endpoint, account), "registration");
    printf("{\"event\":\"started\",\"user\":\"%s\",\"ms\":%lld}\n", name, now_ms());
    demand(sipreg_registration_start(users[user_count++]), "start");
    sipreg_account_unref(account);
}

/* Of the last attempt that has ended, as "udp:127.0.0.1:5060 udp:127.0.0.1:5061". */
static void print_targets(sipreg_registration_t *registration)
{
    sipreg_explanation_t *told = NULL;
    int32_t attempt, number;

    demand(sipreg_registration_explain(registration, &told), "explain");
    attempt = sipreg_explanation_attempt_count(told) - 1;
    while (attempt > 0 && sipreg_explanation_took_ms(told, attempt) < 0)
        --attempt;
    for (number = 0; number < sipreg_explanation_request_count(told, attempt); ++number)
        printf("%s%s", number > 0 ? " " : "", sipreg_explanation_request_target(told, attempt, number));
    printf("\",\"skipped\":%d", (int)sipreg_explanation_skipped_count(told, attempt));
    sipreg_explanation_unref(told);
}

static void report(const sipreg_event_t *event)
{
    const char *aor = sipreg_event_aor(event) + strlen("sip:");

    printf("{\"event\":\"%s\",\"user\":\"%.*s\",\"ms\":%lld,\"class\":\"%s\",\"targets\":\"",
           sipreg_event_type_name(sipreg_event_type(event)), (int)strcspn(aor, "@"), aor, now_ms(),
           sipreg_failure_name(sipreg_event_failure(event)));
    print_targets(sipreg_event_registration(event));
    puts("}");
}

static void follow_events(void)
{
    sipreg_event_t *event = NULL;

    while (sipreg_endpoint_next_event(endpoint, 0, &event) == SIPREG_OK) {
        if (sipreg_event_type(event) != SIPREG_EVENT_PUBLIC_ADDRESS)
            report(event);
        sipreg_event_unref(event);
    }
}

static void run(void)
{
    struct pollfd ready[2] = {{.events = POLLIN}, {.events = POLLIN}};
    char line[64];

    setvbuf(stdin, NULL, _IONBF, 0); /* what is read ahead is not seen by poll */
    ready[1].fd = sipreg_endpoint_event_fd(endpoint);
    while (poll(ready, 2, -1) >= 0) {
        if (ready[1].revents != 0)
            follow_events();
        if (ready[0].revents != 0) {
            if (fgets(line, sizeof line, stdin) == NULL)
                return;
            line[strcspn(line, "\n")] = '\0';
            add_user(line);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 8 && argc != 9) {
        fprintf(stderr, "usage: %s REGISTRAR NAMESERVER LIFETIME_S TARGET_MS REST_MS LONGEST_REST_MS FAILBACK_MS [BACKUP]\n",
                argv[0]);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    registrar = argv[1];
    lifetime_s = argv[3];
    backup = argv[8];
    demand(sipreg_endpoint_new(&endpoint), "endpoint");
    demand(sipreg_endpoint_add_nameserver(endpoint, argv[2]), "nameserver");
    demand(sipreg_endpoint_set_target_timeout_ms(endpoint, atoi(argv[4])), "target");
    demand(sipreg_endpoint_set_health_ms(endpoint, atoi(argv[5]), atoi(argv[6]), atoi(argv[7])), "health");
    demand(sipreg_endpoint_start(endpoint), "start");
    run();
    while (user_count > 0)
        sipreg_registration_unref(users[--user_count]);
    sipreg_endpoint_shutdown(endpoint);
    (void)sipreg_endpoint_wait_closed(endpoint, 5000);
    sipreg_endpoint_unref(endpoint);
    return 0;
}
