// SPDX-License-Identifier: LGPL-2.1-or-later
// Functions that sofia exports and Debian's symbols file keeps, but no installed header declares (tls-brief 4.3).
#pragma once

#include "nta/sofia.hpp"

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
}

namespace sipreg::nta {

/// Whether this sofia has them all.
inline bool can_hand_over() noexcept
{
    return tport_alloc_secondary != nullptr && tport_setname != nullptr && tport_register_secondary != nullptr &&
           tport_wakeup != nullptr && tport_set_secondary_timer != nullptr && tport_zap_secondary != nullptr;
}

} // namespace sipreg::nta
