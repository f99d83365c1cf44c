/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The scenarios of scenarios.txt in C, on the public header alone; TAP. Arguments: the names of those to run, else all. */
#include "conformance.h"

#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct scenario {
    const char *name;
    void (*run)(void);
    const char *skip; /* why there is nothing to run */
};

#define SCENARIO(name) {#name, run_##name, NULL}

static const struct scenario scenarios[] = {
    SCENARIO(register),
    SCENARIO(refresh),
    SCENARIO(unregister),
    SCENARIO(wrong_password),
    SCENARIO(unreachable),
    SCENARIO(tls_wrong_name),
    SCENARIO(async_credentials),
    SCENARIO(snapshot_resume),
    SCENARIO(query_bindings),
    SCENARIO(remove_binding),
    SCENARIO(remove_all),
    SCENARIO(update_account),
    SCENARIO(close_pending),
    SCENARIO(close_in_listener),
    SCENARIO(listener_throws),
    SCENARIO(close_under_lock),
    SCENARIO(three_closers),
    SCENARIO(forgotten),
    SCENARIO(exit_under_load),
    SCENARIO(text_beyond_bmp),
    {"text_with_nul", NULL, "a string of C ends at its first NUL"},
    SCENARIO(unknown_number),
    SCENARIO(null_arguments),
    SCENARIO(use_after_close),
    SCENARIO(refused_setter),
    SCENARIO(thousand),
    SCENARIO(slow_reader),
    SCENARIO(event_order),
    SCENARIO(inbound_options),
    SCENARIO(inbound_message),
    SCENARIO(log_and_trace),
    SCENARIO(explain),
    SCENARIO(network_changed),
    SCENARIO(dns_servers),
    SCENARIO(push),
};

static int is_wanted(const char *name, int count, char **wanted)
{
    int i;

    for (i = 0; i < count; ++i)
        if (strcmp(wanted[i], name) == 0)
            return 1;
    return count == 0;
}

static int judge(pid_t child)
{
    int status = 0;

    if (waitpid(child, &status, 0) != child)
        return 0;
    if (WIFSIGNALED(status))
        printf("# %s\n", WTERMSIG(status) == SIGALRM ? "it hung" : strsignal(WTERMSIG(status)));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Each in a process that knows no other, and that ends by returning from main. */
int main(int argc, char **argv)
{
    int count = 0, failed = 0, wanted = 0;
    size_t i;

    setvbuf(stdout, NULL, _IOLBF, 0);
    for (i = 0; i < COUNT(scenarios); ++i)
        wanted += is_wanted(scenarios[i].name, argc - 1, argv + 1);
    printf("1..%d\n", wanted);
    for (i = 0; i < COUNT(scenarios); ++i) {
        const struct scenario *scenario = &scenarios[i];
        pid_t child;
        int passed;

        if (!is_wanted(scenario->name, argc - 1, argv + 1))
            continue;
        ++count;
        if (scenario->run == NULL) {
            printf("ok %d - %s # SKIP %s\n", count, scenario->name, scenario->skip);
            continue;
        }
        child = fork();
        if (child == 0) {
            alarm(30);
            scenario->run();
            return 0;
        }
        passed = child > 0 && judge(child);
        printf("%s %d - %s\n", passed ? "ok" : "not ok", count, scenario->name);
        failed += !passed;
    }
    return failed > 0;
}
