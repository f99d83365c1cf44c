// SPDX-License-Identifier: LGPL-2.1-or-later
// One nta_agent_t.
#include "nta/agent.hpp"

#include "base/error.hpp"
#include "nta/inbound.hpp"
#include "nta/reply.hpp"
#include "nta/sofia_log.hpp"
#include "nta/source.hpp"

#include <mutex>

namespace sipreg::nta {

namespace {

// The resolver of sofia's, which is not used, complains of what it does not know in resolv.conf.
struct Nobody final : Log {
    bool wants(LogLevel) const noexcept override { return false; }
    void write(LogLevel, std::string) override {}
};

template <typename Number> tag_value_t ms(Number millis) { return static_cast<tag_value_t>(millis.count()); }

} // namespace

void warm_up()
{
    static std::once_flag once;
    std::call_once(once, [] {
        struct RootEnd {
            void operator()(su_root_t *root) const noexcept { su_root_destroy(root); }
        };
        const std::unique_ptr<su_root_t, RootEnd> root(su_root_create(nullptr));
        if (!root)
            throw Error(Code::system, "no event loop to be had");
        su_root_threading(root.get(), 0);
        Nobody nobody;
        const SofiaLog unheard(nobody);
        const auto *no_sockets = reinterpret_cast<url_string_t *>(-1);
        const AgentPtr agent(nta_agent_create(root.get(), no_sockets, nullptr, nullptr, TAG_END()));
    });
}

std::string peer_of(const char *transport, const su_sockaddr_t &address)
{
    return std::string(transport) + ":" + to_string(from_socket_address(&address.su_sa));
}

Agent::Agent(su_root_t *root, const Timers &timers, unsigned max_size, Trace &trace, Inbound &inbound)
    : trace_(trace), inbound_(inbound)
{
    // NTATAG_BAD_RESP_MASK: with the default one malformed Contact makes NTA drop a whole 200 in silence.
    // NTATAG_UDP_MTU: what is to go over UDP goes over UDP. NTATAG_PASS_100: so that the trace has them.
    agent_.reset(nta_agent_create(
        root, reinterpret_cast<url_string_t *>(-1), &Agent::on_message, this, NTATAG_UA(1), NTATAG_USER_VIA(1),
        NTATAG_CLIENT_RPORT(1), NTATAG_TCP_RPORT(1), NTATAG_BAD_RESP_MASK(sip_mask_response), NTATAG_PASS_100(1),
        NTATAG_UDP_MTU(65535), NTATAG_MAXSIZE(max_size), NTATAG_SIP_T1(ms(timers.t1)),
        NTATAG_SIP_T2(ms(timers.t2)), NTATAG_SIP_T4(ms(timers.t4)), NTATAG_SIP_T1X64(ms(timers.t1x64)), TAG_END()));
    if (!agent_)
        throw Error(Code::system, "no SIP stack to be had");
}

int Agent::on_message(Agent *self, nta_agent_t *agent, msg_t *msg, sip_t *sip)
{
    if (sip != nullptr && sip->sip_request != nullptr) {
        self->inbound_.take(agent, msg);
        return 0;
    }
    if (self->trace_.wants()) {
        const tport_t *tport = tport_delivered_by(nta_agent_tports(agent), msg);
        const char *transport = tport != nullptr ? tport_name(tport)->tpn_proto : "udp";
        self->trace_.show(false, peer_of(transport, *msg_addr(msg)), text_of(msg));
    }
    nta_msg_discard(agent, msg); // a response to nothing of ours: a late duplicate, mostly
    return 0;
}

} // namespace sipreg::nta
