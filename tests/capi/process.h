/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What this process holds: descriptors, threads, memory. */
#ifndef TESTS_CAPI_PROCESS_H
#define TESTS_CAPI_PROCESS_H

#include <stddef.h>

/* Open descriptors. */
int descriptors(void);

/* Waits, for a few seconds at most, until there are no more threads than so many. How many there are. */
int threads_down_to(int count);

/* Resident memory. */
size_t resident_bytes(void);

/* Memory handed out by malloc() and not given back, of all arenas. */
size_t allocated_bytes(void);

/* True under a checker that brings its own malloc(): the two above tell nothing then. */
int memory_is_checked(void);

#endif
