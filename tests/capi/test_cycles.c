/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thousand endpoints begun and ended in one process leave nothing behind. */
#include "capi/face.h"
#include "capi/process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What may grow from after the warm-up to the end. Malloc's smallest piece is 32 bytes, so one forgotten in every
 * cycle is 32,000 bytes after a thousand; less than half of that is allowed, for what caches of the C library hold
 * at the moment. Resident memory moves by pages and heaps of threads: 4 MB is what 4 KB a cycle would come to.
 */
#define CYCLES 1000
#define ALLOCATED_TOLERANCE 15000
#define RESIDENT_TOLERANCE (4u << 20)

/* The registrar remembers what it answered; it does that in a process of its own. */
struct neighbour {
    pid_t pid;
    int ports[2]; /* UDP, TCP */
};
static struct neighbour neighbour;

static void serve(int tell)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP " " LISTEN_TCP);
    int ports[2];

    ports[0] = registrar_port(registrar, 0);
    ports[1] = registrar_port(registrar, 1);
    if (write(tell, ports, sizeof ports) == sizeof ports)
        pause();
    _exit(1);
}

static int begin_neighbour(void **state)
{
    int ends[2];

    (void)state;
    if (pipe(ends) != 0)
        return -1;
    neighbour.pid = fork();
    if (neighbour.pid == 0)
        serve(ends[1]);
    close(ends[1]);
    if (read(ends[0], neighbour.ports, sizeof neighbour.ports) != sizeof neighbour.ports)
        return -1;
    close(ends[0]);
    return 0;
}

static int end_neighbour(void **state)
{
    (void)state;
    kill(neighbour.pid, SIGTERM);
    return waitpid(neighbour.pid, NULL, 0) == neighbour.pid ? 0 : -1;
}

struct holdings {
    int descriptors, threads;
    size_t allocated, resident;
};

static struct holdings holdings(int threads)
{
    struct holdings held;

    held.threads = threads_down_to(threads);
    held.descriptors = descriptors();
    held.allocated = allocated_bytes();
    held.resident = resident_bytes();
    return held;
}

static void bare_cycle(int number)
{
    (void)number;
    end_endpoint(running_endpoint());
}

static void driven_cycle(int number)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    (void)number;
    assert_int_equal(sipreg_endpoint_set_caller_driven(endpoint, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_process(endpoint), SIPREG_OK);
    end_endpoint(endpoint);
}

/* By turns over UDP and TCP; every other one leaves without a word to the registrar. */
static void registering_cycle(int number)
{
    const int tcp = number % 2;
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration =
        registration_at(endpoint, "alice", neighbour.ports[tcp], tcp ? "tcp" : "udp");

    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    if (number % 4 < 2) {
        assert_int_equal(sipreg_registration_stop(registration), SIPREG_OK);
        await(endpoint, SIPREG_EVENT_UNREGISTERED);
    }
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
}

static void leaves_nothing(void (*cycle)(int number))
{
    /* A checker of memory tells of the first piece forgotten, and takes thirty times as long. */
    const int cycles = memory_is_checked() ? CYCLES / 10 : CYCLES;
    struct holdings before, after;
    int i;

    for (i = 0; i < cycles / 4; ++i)
        cycle(i);
    before = holdings(1);
    for (i = 0; i < cycles; ++i)
        cycle(i);
    after = holdings(1);

    print_message("# descriptors %d, %d; threads %d, %d; ", before.descriptors, after.descriptors, before.threads,
                  after.threads);
    print_message("allocated %zu, %zu; resident %zu, %zu\n", before.allocated, after.allocated, before.resident,
                  after.resident);
    assert_int_equal(after.descriptors, before.descriptors);
    assert_int_equal(after.threads, 1);
    if (memory_is_checked())
        return;
    assert_true(after.allocated <= before.allocated + ALLOCATED_TOLERANCE);
    assert_true(after.resident <= before.resident + RESIDENT_TOLERANCE);
}

static void endpoints_that_did_nothing_leave_nothing(void **state)
{
    (void)state;
    leaves_nothing(bare_cycle);
}

static void endpoints_that_registered_leave_nothing(void **state)
{
    (void)state;
    leaves_nothing(registering_cycle);
}

static void endpoints_driven_by_the_caller_leave_nothing(void **state)
{
    (void)state;
    leaves_nothing(driven_cycle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endpoints_that_did_nothing_leave_nothing),
        cmocka_unit_test(endpoints_that_registered_leave_nothing),
        cmocka_unit_test(endpoints_driven_by_the_caller_leave_nothing),
    };
    return cmocka_run_group_tests_name("capi: cycles", tests, begin_neighbour, end_neighbour);
}
