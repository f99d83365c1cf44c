/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A TLS server on loopback for tests in C, with certificates made on the spot: it answers each REGISTER with 200. */
#ifndef TESTS_SUPPORT_TLS_PEER_H
#define TESTS_SUPPORT_TLS_PEER_H

#ifdef __cplusplus
extern "C" {
#endif

#define TLS_PEER_PASSPHRASE "open sesame"

typedef struct tls_peer_handle tls_peer_t;

/* Of 127.0.0.1; with 1 it wants a certificate of its own CA. It runs until tls_peer_free(). */
tls_peer_t *tls_peer_new(int wants_certificate);
void tls_peer_free(tls_peer_t *peer);

int tls_peer_port(const tls_peer_t *peer);

/* PEM: its CA, a client certificate of that CA, and the key to it, which the passphrase opens. */
const char *tls_peer_ca(const tls_peer_t *peer);
const char *tls_peer_certificate(const tls_peer_t *peer);
const char *tls_peer_key(const tls_peer_t *peer);

#ifdef __cplusplus
}
#endif

#endif
