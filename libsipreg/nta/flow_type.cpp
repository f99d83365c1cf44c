// SPDX-License-Identifier: LGPL-2.1-or-later
// A transport type of ours for sofia.
#include "nta/flow_type.hpp"

#include "nta/tport_private.hpp"

#include <cerrno>
#include <climits>
#include <cstring>

namespace sipreg::nta {

namespace {

// Any number that sofia does not use: other users of sofia in this process keep its own "tls".
constexpr int kOurs = 117;

thread_local tport_t *made = nullptr; // by init_primary, of which nothing else tells

int init_primary(tport_t *primary, tp_name_t *name, su_addrinfo_t *info, tagi_t const *tags, char const **reason)
{
    const int result = tport_tcp_init_client(primary, name, info, tags, reason);
    if (result >= 0)
        made = primary;
    return result;
}

// Without this sofia would open a connection in clear and call it "tls".
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

bool has_all_functions() noexcept
{
    return can_hand_over() && tport_register_type != nullptr && tport_tcp_init_client != nullptr &&
           tport_tcp_init_secondary != nullptr && tport_recv_stream != nullptr && tport_send_stream != nullptr &&
           tport_tcp_next_timer != nullptr && tport_tcp_timer != nullptr;
}

// Landmarks from its one end to its other.
bool is_table_as_known(const TransportTable &table) noexcept
{
    const bool empty = table.deinit_primary == nullptr && table.wakeup_primary == nullptr &&
                       table.deinit_secondary == nullptr && table.shutdown == nullptr && table.set_events == nullptr &&
                       table.wakeup == nullptr && table.deliver == nullptr && table.prepare == nullptr &&
                       table.keepalive == nullptr && table.stun_response == nullptr;
    const auto plausible = [](std::size_t size) { return size >= sizeof(void *) && size < 65'536; };
    return table.name != nullptr && std::strcmp(table.name, "tcp") == 0 && plausible(table.primary_size) &&
           plausible(table.secondary_size) && table.init_primary == &tport_tcp_init_client && table.connect == nullptr &&
           table.init_secondary == &tport_tcp_init_secondary && table.recv == &tport_recv_stream &&
           table.send == &tport_send_stream && table.next_secondary_timer == &tport_tcp_next_timer &&
           table.secondary_timer == &tport_tcp_timer && empty;
}

// Registered once; sofia keeps the pointer for ever, and so do we: the library is never unloaded.
bool register_type()
{
    static const bool registered = [] {
        if (!has_all_functions() || &tport_tcp_client_vtable == nullptr || !is_table_as_known(tport_tcp_client_vtable))
            return false;
        static TransportTable ours = tport_tcp_client_vtable;
        ours.name = "tls";
        ours.public_kind = kOurs;
        ours.init_primary = init_primary;
        ours.connect = refuse_to_connect;
        ours.init_secondary = init_secondary;
        return tport_register_type(&ours) == 0;
    }();
    return registered;
}

} // namespace

tport_t *add_flow_primary(nta_agent_t *agent)
{
    if (!register_type())
        return nullptr;
    made = nullptr;
    // sips: and one transport, since other versions add more of their own accord.
    const int result =
        nta_agent_add_tport(agent, URL_STRING_MAKE("sips:*:*;transport=tls"), TPTAG_PUBLIC(kOurs), TPTAG_SERVER(0),
                            TPTAG_IDENT("tls"), TPTAG_SDWN_ERROR(1), TPTAG_QUEUESIZE(1000), TPTAG_IDLE(UINT_MAX), TAG_END());
    return result == 0 ? made : nullptr;
}

} // namespace sipreg::nta
