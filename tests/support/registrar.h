/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The development registrar for tests in C: started on loopback, told how to misbehave, asked what it saw. */
#ifndef TESTS_SUPPORT_REGISTRAR_H
#define TESTS_SUPPORT_REGISTRAR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the users are called and know. */
#define REGISTRAR_REALM "example.com"
#define REGISTRAR_PASSWORD "s3cret-of-a11" /* of alice and bob */

typedef struct registrar_handle registrar_t;

/* Listens, as "udp:127.0.0.1:0 tcp:[::1]:0"; NULL if it cannot. It runs until registrar_free(). */
registrar_t *registrar_new(const char *listeners);
void registrar_free(registrar_t *registrar);

/* Of the listener of the number, in the order given. */
int registrar_port(const registrar_t *registrar, int which);

/* With 0 nothing is read from the sockets, with 1 it goes on. */
void registrar_run(registrar_t *registrar, int on);

void registrar_set_open(registrar_t *registrar, int on); /* everybody, without credentials */
void registrar_set_algorithms(registrar_t *registrar, const char *names); /* "SHA-256 MD5" */
void registrar_set_qop(registrar_t *registrar, const char *name); /* "auth", "auth-int", "none" */
void registrar_set_expiry(registrar_t *registrar, uint32_t least_s, uint32_t most_s);
void registrar_set_fault(registrar_t *registrar, const char *name); /* as the command's --fault */
void registrar_set_status(registrar_t *registrar, int status, uint32_t retry_after_s);
void registrar_set_public_address(registrar_t *registrar, const char *address);
void registrar_set_delay_ms(registrar_t *registrar, int delay_ms);
void registrar_drop_next(registrar_t *registrar, uint32_t count);
void registrar_add_header(registrar_t *registrar, const char *name, const char *value); /* of every 200 */
/* Service-Route of one URI, the Path told back, GRUUs, and one push service with a refresh 120 s before the end. */
void registrar_offer(registrar_t *registrar, const char *service_route, const char *push_provider);
void registrar_close_connections(registrar_t *registrar);

int registrar_received(registrar_t *registrar);  /* messages, retransmissions included */
int registrar_registers(registrar_t *registrar); /* each counted once */
int registrar_challenges(registrar_t *registrar);
int registrar_answers(registrar_t *registrar, int status);

int registrar_binding_count(registrar_t *registrar);
/* "AOR <URI>;params" of all bindings, one a line. */
void registrar_bindings(registrar_t *registrar, char *buffer, size_t size);

#ifdef __cplusplus
}
#endif

#endif
