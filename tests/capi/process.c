/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What this process holds, as proc(5) and the C library tell. */
#include "capi/process.h"

#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int entries(const char *path)
{
    DIR *directory = opendir(path);
    int count = 0;

    if (directory == NULL)
        return -1;
    while (readdir(directory) != NULL)
        ++count;
    closedir(directory);
    return count - 2; /* "." and ".." */
}

int descriptors(void)
{
    return entries("/proc/self/fd") - 1; /* the one it is read with */
}

/* Threads of an emulator: what there is before main() besides its own. */
static int foreign;

__attribute__((constructor)) static void count_foreign(void) { foreign = entries("/proc/self/task") - 1; }

static int threads(void)
{
#ifdef __SANITIZE_THREAD__
    return entries("/proc/self/task") - foreign - 1; /* the checker has one of its own, made with the first of ours */
#else
    return entries("/proc/self/task") - foreign;
#endif
}

int threads_down_to(int count)
{
    const struct timespec pause = {0, 1000000};
    int tries = 5000;

    /* A thread that has told its end still needs a moment to be gone. */
    while (threads() > count && --tries > 0)
        nanosleep(&pause, NULL);
    return threads();
}

size_t resident_bytes(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long size = 0, resident = 0;

    if (file == NULL || fscanf(file, "%lu %lu", &size, &resident) != 2)
        resident = 0;
    if (file != NULL)
        fclose(file);
    return resident * (size_t)sysconf(_SC_PAGESIZE);
}

size_t allocated_bytes(void) { return mallinfo2().uordblks + mallinfo2().hblkhd; }

int memory_is_checked(void)
{
    const size_t before = allocated_bytes();
    /* Volatile: of memory that nobody looks at, the compiler makes none. */
    void *volatile probe = malloc(50000);
    const int checked = allocated_bytes() < before + 50000;

    free(probe);
    return checked;
}
