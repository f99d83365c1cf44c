// SPDX-License-Identifier: LGPL-2.1-or-later
// A transport type of ours for sofia.
#include "nta/flow_type.hpp"

#include "nta/tport_guard.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <iterator>
#include <mutex>

namespace sipreg::nta {

namespace {

// Any numbers that sofia does not use: other users of sofia in this process keep its own types.
constexpr int kOurs = 117, kOursOfWeb = 118;

// One transport each, since other versions add more of their own accord.
constexpr const char *kPlainPlace = "sip:*:*;transport=tcp", *kSecurePlace = "sips:*:*;transport=tls";

// Debian's sofia looks for types by the names of those transports alone that it knows.
struct Kind {
    core::Transport transport;
    const char *sought; // the name by which it is found
    const char *name;   // that it then has: of its Via, in which sofia minds the case of what it does not know
    const char *place;
    int number;
};
constexpr Kind kKinds[] = {
    {core::Transport::tcp, "tcp", "tcp", kPlainPlace, kOurs},
    {core::Transport::tls, "tls", "tls", kSecurePlace, kOurs},
    {core::Transport::ws, "tcp", "WS", kPlainPlace, kOursOfWeb},
    {core::Transport::wss, "tls", "WSS", kSecurePlace, kOursOfWeb},
};

TransportTable tables[std::size(kKinds)];

std::size_t number_of(core::Transport transport)
{
    const auto is_it = [&](const Kind &each) { return each.transport == transport; };
    return static_cast<std::size_t>(std::find_if(std::begin(kKinds), std::end(kKinds), is_it) - kKinds);
}

// What is being made: one at a time in the process, since a type has another name meanwhile.
std::mutex making;
std::size_t number = 0;
tport_t *made = nullptr; // by init_primary, of which nothing else tells

// Sofia reads the name once more after this, and that is the one of the transport.
int init_primary(tport_t *primary, tp_name_t *name, su_addrinfo_t *info, tagi_t const *tags, char const **reason)
{
    const int result = tport_tcp_init_client(primary, name, info, tags, reason);
    if (result >= 0) {
        made = primary;
        tables[number].name = kKinds[number].name;
    }
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
        bool all = true;
        for (std::size_t i = 0; i < std::size(kKinds); ++i) {
            tables[i] = tport_tcp_client_vtable;
            tables[i].name = kKinds[i].sought;
            tables[i].public_kind = kKinds[i].number;
            tables[i].init_primary = init_primary;
            tables[i].connect = refuse_to_connect;
            tables[i].init_secondary = init_secondary;
            all = tport_register_type(&tables[i]) == 0 && all;
        }
        return all;
    }();
    return registered;
}

} // namespace

tport_t *add_flow_primary(nta_agent_t *agent, core::Transport transport)
{
    const std::lock_guard lock(making);
    if (!register_types())
        return nullptr;
    number = number_of(transport);
    made = nullptr;
    const Kind &kind = kKinds[number];
    // Client only: it opens no socket. An idle connection stays as long as we hold it.
    const int result =
        nta_agent_add_tport(agent, URL_STRING_MAKE(kind.place), TPTAG_PUBLIC(kind.number), TPTAG_SERVER(0),
                            TPTAG_IDENT(kind.name), TPTAG_SDWN_ERROR(1), TPTAG_QUEUESIZE(1000), TPTAG_IDLE(UINT_MAX), TAG_END());
    tables[number].name = kind.sought;
    return result == 0 ? made : nullptr;
}

} // namespace sipreg::nta
