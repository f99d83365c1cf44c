/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Registers many accounts on one endpoint and tells what it took: time, memory, threads, descriptors. */
#include <sipreg/sipreg.h>

#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static long resident_bytes(void)
{
    long total = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%ld %ld", &total, &resident) != 2)
        resident = 0;
    if (file != NULL)
        fclose(file);
    return resident * sysconf(_SC_PAGESIZE);
}

static int entries(const char *folder)
{
    int count = 0;
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return -1;
    while (readdir(dir) != NULL)
        ++count;
    closedir(dir);
    return count - 2;
}

static void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static sipreg_registration_t *make(sipreg_endpoint_t *endpoint, const char *registrar, int number)
{
    char aor[64];
    sipreg_account_t *account = NULL;
    sipreg_registration_t *registration = NULL;
    snprintf(aor, sizeof aor, "sip:user%d@example.com", number);
    if (sipreg_account_new(&account) != SIPREG_OK || sipreg_account_set_aor(account, aor) != SIPREG_OK ||
        sipreg_account_set_registrar(account, registrar) != SIPREG_OK ||
        sipreg_account_set_password(account, "secret") != SIPREG_OK ||
        sipreg_registration_new(&registration, endpoint, account) != SIPREG_OK)
        die("cannot make a registration");
    sipreg_account_unref(account);
    return registration;
}

/* Waits for as many events of the kind; anything that failed ends the program. */
static void await(sipreg_endpoint_t *endpoint, sipreg_event_type_t kind, int count)
{
    while (count > 0) {
        sipreg_event_t *event = NULL;
        if (sipreg_endpoint_next_event(endpoint, 60000, &event) != SIPREG_OK)
            die("no event within a minute");
        if (sipreg_event_type(event) == SIPREG_EVENT_FAILED) {
            fprintf(stderr, "%s: %s\n", sipreg_event_aor(event), sipreg_event_cause(event));
            exit(1);
        }
        count -= sipreg_event_type(event) == kind;
        sipreg_event_unref(event);
    }
}

int main(int argc, char **argv)
{
    sipreg_endpoint_t *endpoint = NULL;
    sipreg_registration_t **all;
    int count, window, i;
    long before, after;
    size_t heap;
    int threads, descriptors;
    double began, cpu, took;
    if (argc != 4)
        die("usage: registrations REGISTRAR COUNT WINDOW");
    count = atoi(argv[2]);
    window = atoi(argv[3]);
    all = calloc((size_t)count + 1, sizeof *all);
    if (all == NULL || sipreg_endpoint_new(&endpoint) != SIPREG_OK ||
        sipreg_endpoint_set_max_outstanding(endpoint, window) != SIPREG_OK ||
        sipreg_endpoint_start(endpoint) != SIPREG_OK)
        die("cannot start an endpoint");

    /* The first one warms up: libraries, sockets, the arena. */
    all[count] = make(endpoint, argv[1], count);
    (void)sipreg_registration_start(all[count]);
    await(endpoint, SIPREG_EVENT_REGISTERED, 1);
    malloc_trim(0);
    before = resident_bytes();
    heap = mallinfo2().uordblks;
    threads = entries("/proc/self/task");
    descriptors = entries("/proc/self/fd");

    began = seconds_now();
    cpu = cpu_seconds();
    for (i = 0; i < count; ++i) {
        all[i] = make(endpoint, argv[1], i);
        (void)sipreg_registration_start(all[i]);
    }
    await(endpoint, SIPREG_EVENT_REGISTERED, count);
    took = seconds_now() - began;
    cpu = cpu_seconds() - cpu;
    after = resident_bytes();
    heap = mallinfo2().uordblks - heap;
    malloc_trim(0);
    printf("registrations            %d\n", count);
    printf("window                   %d\n", window);
    printf("registrations per second %.0f\n", count / took);
    printf("CPU us per registration  %.1f\n", cpu * 1e6 / count);
    printf("resident bytes each      %.0f (before the heap is trimmed: %.0f)\n",
           (double)(resident_bytes() - before) / count, (double)(after - before) / count);
    printf("live heap bytes each     %.0f\n", (double)heap / count);
    printf("threads                  %d, before %d\n", entries("/proc/self/task"), threads);
    printf("descriptors              %d, before %d\n", entries("/proc/self/fd"), descriptors);

    for (i = 0; i <= count; ++i)
        sipreg_registration_unref(all[i]);
    sipreg_endpoint_shutdown(endpoint);
    (void)sipreg_endpoint_wait_closed(endpoint, 10000);
    sipreg_endpoint_unref(endpoint);
    free(all);
    return 0;
}
