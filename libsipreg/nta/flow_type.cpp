// SPDX-License-Identifier: LGPL-2.1-or-later
// A transport type of ours for sofia.
#include "nta/flow_type.hpp"

#include "nta/tport_guard.hpp"

#include <cerrno>
#include <climits>
#include <iterator>

namespace sipreg::nta {

namespace {

// Any number that sofia does not use: other users of sofia in this process keep its own types.
constexpr int kOurs = 117;

struct Kind {
    const char *name;
    const char *place; // one transport each, since other versions add more of their own accord
};
constexpr Kind kKinds[] = {{"tcp", "sip:*:*;transport=tcp"}, {"tls", "sips:*:*;transport=tls"}};

const Kind &kind_of(core::Transport transport) { return kKinds[core::is_secure(transport) ? 1 : 0]; }

thread_local tport_t *made = nullptr; // by init_primary, of which nothing else tells

int init_primary(tport_t *primary, tp_name_t *name, su_addrinfo_t *info, tagi_t const *tags, char const **reason)
{
    const int result = tport_tcp_init_client(primary, name, info, tags, reason);
    if (result >= 0)
        made = primary;
    return result;
}

// Without this sofia would open connections by itself, in clear, also where it calls them "tls".
tport_t *refuse_to_connect(tport_t *, su_addrinfo_t *, tp_name_t const *)
{
    errno = ENOTCONN;
    return nullptr;
}

int init_secondary(tport_t *secondary, int socket, int accepted, char const **reason)
{
    // It fails at last for TCP_NODELAY, which a socket pair does not have.
    tport_tcp_init_secondary(secondary, socket, accepted, reason);
    return 0;
}

// Registered once; sofia keeps the pointers for ever, and so do we: the library is never unloaded.
bool register_types()
{
    static const bool registered = [] {
        if (!is_sofia_as_known())
            return false;
        static TransportTable ours[std::size(kKinds)] = {tport_tcp_client_vtable, tport_tcp_client_vtable};
        bool all = true;
        for (std::size_t i = 0; i < std::size(kKinds); ++i) {
            ours[i].name = kKinds[i].name;
            ours[i].public_kind = kOurs;
            ours[i].init_primary = init_primary;
            ours[i].connect = refuse_to_connect;
            ours[i].init_secondary = init_secondary;
            all = tport_register_type(&ours[i]) == 0 && all;
        }
        return all;
    }();
    return registered;
}

} // namespace

tport_t *add_flow_primary(nta_agent_t *agent, core::Transport transport)
{
    if (!register_types())
        return nullptr;
    const Kind &kind = kind_of(transport);
    made = nullptr;
    // Client only: it opens no socket. An idle connection stays as long as we hold it.
    const int result =
        nta_agent_add_tport(agent, URL_STRING_MAKE(kind.place), TPTAG_PUBLIC(kOurs), TPTAG_SERVER(0), TPTAG_IDENT(kind.name),
                            TPTAG_SDWN_ERROR(1), TPTAG_QUEUESIZE(1000), TPTAG_IDLE(UINT_MAX), TAG_END());
    return result == 0 ? made : nullptr;
}

} // namespace sipreg::nta
