/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the examples with a loop of the caller's share: an endpoint that is driven, and its events on the standard output. */
#ifndef EXAMPLES_COMMON_H
#define EXAMPLES_COMMON_H

#include <sipreg/sipreg.h>

/* The endpoint and the one registration at work on it. */
struct phone {
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
    int stopping;
};

/* From the arguments AOR and REGISTRAR, the password on the standard input. 0, or the exit status. */
int phone_open(struct phone *phone, int argc, char **argv);

/* Does what is due and tells what happened. 1 as long as there is more to come. */
int phone_turn(struct phone *phone);

/* Unregisters; the second time, ends at once. 1 as long as there is more to come. */
int phone_stop(struct phone *phone);

void phone_close(struct phone *phone);

#endif
