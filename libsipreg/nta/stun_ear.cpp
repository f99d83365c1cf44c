// SPDX-License-Identifier: LGPL-2.1-or-later
// Hears the answers to STUN requests that come to a UDP socket of sofia's.
#include "nta/stun_ear.hpp"

#include "nta/tport_private.hpp"

#include <cstring>
#include <map>
#include <memory>
#include <mutex>

namespace sipreg::nta {

namespace {

// Sofia tells the socket alone.
struct Ears {
    std::mutex mutex;
    std::map<const tport_t *, std::shared_ptr<const StunEar::Heard>> by_socket;
};

Ears &ears()
{
    static Ears &all = *new Ears; // never destroyed: at exit threads may be at work
    return all;
}

std::shared_ptr<const StunEar::Heard> ear_of(const tport_t *socket)
{
    const std::lock_guard lock(ears().mutex);
    const auto found = ears().by_socket.find(socket);
    return found != ears().by_socket.end() ? found->second : nullptr;
}

int on_stun_answer(const tport_t *socket, void *data, std::size_t size, void *from, socklen_t)
{
    if (const auto heard = ear_of(socket))
        (*heard)({static_cast<const char *>(data), size}, *static_cast<const su_sockaddr_t *>(from));
    return 0;
}

// Landmarks from its one end to its other.
bool is_table_as_known(const TransportTable &table) noexcept
{
    const bool empty = table.deinit_primary == nullptr && table.wakeup_primary == nullptr && table.connect == nullptr &&
                       table.init_secondary == nullptr && table.deinit_secondary == nullptr &&
                       table.shutdown == nullptr && table.set_events == nullptr && table.wakeup == nullptr &&
                       table.deliver == nullptr && table.prepare == nullptr && table.keepalive == nullptr &&
                       table.stun_response == nullptr && table.next_secondary_timer == nullptr &&
                       table.secondary_timer == nullptr;
    return table.name != nullptr && std::strcmp(table.name, "udp") == 0 && table.secondary_size % alignof(void *) == 0 &&
           table.primary_size >= table.secondary_size + sizeof(void *) && table.primary_size < 65'536 &&
           table.init_primary == &tport_udp_init_primary && table.recv == &tport_recv_dgram &&
           table.send == &tport_send_dgram && empty;
}

const TransportTable *table_with_ears()
{
    static const TransportTable *const table = []() -> const TransportTable * {
        if (&tport_udp_vtable == nullptr || tport_udp_init_primary == nullptr || tport_recv_dgram == nullptr ||
            tport_send_dgram == nullptr || !is_table_as_known(tport_udp_vtable))
            return nullptr;
        static TransportTable ours = tport_udp_vtable;
        ours.stun_response = on_stun_answer;
        return &ours;
    }();
    return table;
}

// A type of its own may not be bound to an address (tport_tbind: only sofia's kinds are servers), so this one socket gets
// another table: behind its tport_t stands the pointer to it.
void give_ears(tport_t *socket)
{
    const TransportTable *const table = table_with_ears();
    if (table == nullptr)
        return;
    const TransportTable *const plain = &tport_udp_vtable;
    char *const place = reinterpret_cast<char *>(socket) + plain->secondary_size;
    if (std::memcmp(place, &plain, sizeof plain) == 0)
        std::memcpy(place, &table, sizeof table);
}

} // namespace

StunEar::StunEar(tport_t *socket, Heard heard) : socket_(socket)
{
    give_ears(socket);
    const std::lock_guard lock(ears().mutex);
    ears().by_socket[socket] = std::make_shared<const Heard>(std::move(heard));
}

StunEar::~StunEar()
{
    const std::lock_guard lock(ears().mutex);
    ears().by_socket.erase(socket_);
}

} // namespace sipreg::nta
