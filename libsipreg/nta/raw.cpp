// SPDX-License-Identifier: LGPL-2.1-or-later
// Bytes that are no message, sent where messages are.
#include "nta/raw.hpp"

#include "nta/handles.hpp"

#include <string>

namespace sipreg::nta {

namespace {

// For sofia it is a message of which nothing but the body is there.
bool send_body(tport_t *tport, const tp_name_t &to, std::string_view bytes)
{
    const MsgPtr msg(msg_create(sip_default_mclass(), 0));
    sip_payload_t *body =
        msg ? sip_payload_create(msg_home(msg.get()), bytes.data(), static_cast<isize_t>(bytes.size())) : nullptr;
    if (body == nullptr)
        return false;
    auto *header = reinterpret_cast<msg_header_t *>(body);
    sip_object(msg.get())->sip_payload = body;
    *msg_chain_head(msg.get()) = header; // asserted to be there
    header->sh_prev = msg_chain_head(msg.get());
    return tport_tsend(tport, msg.get(), &to, TAG_END()) != nullptr;
}

} // namespace

bool send_raw(tport_t *secondary, std::string_view bytes)
{
    return send_body(secondary, *tport_name(secondary), bytes);
}

bool send_raw(tport_t *socket, const core::Target &to, std::string_view bytes)
{
    const std::string host = core::to_string(core::without_zone(to.ip)), port = std::to_string(to.port);
    tp_name_t name = *tport_name(socket);
    name.tpn_host = name.tpn_canon = host.c_str();
    name.tpn_port = port.c_str();
    return send_body(socket, name, bytes);
}

} // namespace sipreg::nta
