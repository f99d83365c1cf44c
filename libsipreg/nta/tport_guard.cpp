// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether what sofia does not declare is still what we know.
#include "nta/tport_guard.hpp"

#include <cstring>

namespace sipreg::nta {

namespace {

bool has_all_functions() noexcept
{
    return tport_alloc_secondary != nullptr && tport_setname != nullptr && tport_register_secondary != nullptr &&
           tport_wakeup != nullptr && tport_set_secondary_timer != nullptr && tport_zap_secondary != nullptr &&
           tport_register_type != nullptr && tport_tcp_init_client != nullptr && tport_tcp_init_secondary != nullptr &&
           tport_recv_stream != nullptr && tport_send_stream != nullptr && tport_tcp_next_timer != nullptr &&
           tport_tcp_timer != nullptr;
}

} // namespace

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

bool is_sofia_as_known() noexcept
{
    return has_all_functions() && &tport_tcp_client_vtable != nullptr && is_table_as_known(tport_tcp_client_vtable);
}

} // namespace sipreg::nta
