// SPDX-License-Identifier: LGPL-2.1-or-later
// Functions that sofia exports and Debian's symbols file keeps, but no installed header declares (tls-brief 4.3).
#pragma once

#include "nta/sofia.hpp"

#include <cstddef>

extern "C" {
/// Makes a transport of a connected descriptor, which it owns from then on. (Sofia's type of the first argument,
/// tport_primary_t, begins with the tport_t of that primary.)
__attribute__((weak)) tport_t *tport_alloc_secondary(tport_t *primary, int socket, int accepted,
                                                     char const **reason);
__attribute__((weak)) int tport_setname(tport_t *tport, char const *protocol, su_addrinfo_t const *address,
                                        char const *canon);
__attribute__((weak)) int tport_register_secondary(tport_t *tport, su_wakeup_f wakeup, int events);
__attribute__((weak)) int tport_wakeup(su_root_magic_t *magic, su_wait_t *wait, tport_t *tport);
__attribute__((weak)) int tport_set_secondary_timer(tport_t *tport);
__attribute__((weak)) void tport_zap_secondary(tport_t *tport);

/// What a transport type is: the same words since 2008 (tport_vtable_t).
struct TransportTable {
    char const *name;
    int public_kind;
    std::size_t primary_size;
    int (*init_primary)(tport_t *, tp_name_t *, su_addrinfo_t *, tagi_t const *, char const **);
    void (*deinit_primary)(tport_t *);
    int (*wakeup_primary)(tport_t *);
    tport_t *(*connect)(tport_t *, su_addrinfo_t *, tp_name_t const *);
    std::size_t secondary_size;
    int (*init_secondary)(tport_t *, int, int, char const **);
    void (*deinit_secondary)(tport_t *);
    void (*shutdown)(tport_t *, int);
    int (*set_events)(tport_t const *);
    int (*wakeup)(tport_t *, int);
    int (*recv)(tport_t *);
    ssize_t (*send)(tport_t const *, msg_t *, msg_iovec_t *, std::size_t);
    int (*deliver)(tport_t *, msg_t *, su_time_t);
    int (*prepare)(tport_t *, msg_t *, tp_name_t const *, tport_t *, unsigned);
    int (*keepalive)(tport_t *, su_addrinfo_t const *, tagi_t const *);
    int (*stun_response)(tport_t const *, void *data, std::size_t size, void *from, socklen_t);
    int (*next_secondary_timer)(tport_t *, su_time_t *, char const **);
    void (*secondary_timer)(tport_t *, su_time_t);
};
extern __attribute__((weak)) TransportTable const tport_tcp_client_vtable;
extern __attribute__((weak)) TransportTable const tport_udp_vtable;
__attribute__((weak)) int tport_udp_init_primary(tport_t *, tp_name_t *, su_addrinfo_t *, tagi_t const *, char const **);
__attribute__((weak)) int tport_recv_dgram(tport_t *);
__attribute__((weak)) ssize_t tport_send_dgram(tport_t const *, msg_t *, msg_iovec_t *, std::size_t);
__attribute__((weak)) int tport_register_type(TransportTable const *type);
__attribute__((weak)) int tport_tcp_init_client(tport_t *, tp_name_t *, su_addrinfo_t *, tagi_t const *, char const **);
__attribute__((weak)) int tport_tcp_init_secondary(tport_t *, int, int, char const **);
__attribute__((weak)) int tport_recv_stream(tport_t *);
__attribute__((weak)) ssize_t tport_send_stream(tport_t const *, msg_t *, msg_iovec_t *, std::size_t);
__attribute__((weak)) int tport_tcp_next_timer(tport_t *, su_time_t *, char const **);
__attribute__((weak)) void tport_tcp_timer(tport_t *, su_time_t);
}
