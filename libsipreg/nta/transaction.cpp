// SPDX-License-Identifier: LGPL-2.1-or-later
// One request to one target.
#include "nta/transaction.hpp"

#include "core/head.hpp"
#include "nta/failure.hpp"
#include "nta/flow.hpp"
#include "nta/reply.hpp"
#include "nta/source.hpp"

#include <utility>

namespace sipreg::nta {

namespace {

std::string route_to(const core::Target &target)
{
    return "sip:" + core::bracketed(target.ip) + ":" + std::to_string(target.port) +
           ";transport=" + core::name(target.transport);
}

bool came_from(const su_sockaddr_t &source, const core::Target &target)
{
    const Endpoint peer = from_socket_address(&source.su_sa);
    return peer.ip == target.ip && peer.port == target.port;
}

} // namespace

Transaction::~Transaction()
{
    if (flow_)
        flow_->leave(*this, orq_ != nullptr);
    if (orq_ != nullptr)
        nta_outgoing_destroy(orq_);
}

void Transaction::show(bool sent, std::string_view text) const { trace_->show(sent, core::to_string(target_), text); }

void Transaction::launch(const Agent &agent, Reactor &reactor, tport_t *tport, const core::HostPort &local)
{
    trace_ = &agent.trace();
    const std::string text = exchange_.compose(local);
    MsgPtr msg(msg_make(sip_default_mclass(), 0, text.data(), static_cast<ssize_t>(text.size())));
    const std::string route = route_to(target_);
    if (msg)
        orq_ = nta_outgoing_mcreate(agent.get(), &Transaction::on_response, this, URL_STRING_MAKE(route.c_str()),
                                    msg.get(), NTATAG_TPORT(tport), TAG_END());
    if (orq_ == nullptr)
        return give_up_soon(reactor, core::Silence::system, "the request could not be sent");
    msg.release(); // NTA owns what it has accepted
    if (trace_->wants())
        show(true, text);
}

void Transaction::give_up(core::Silence silence, std::string cause)
{
    if (orq_ != nullptr)
        nta_outgoing_destroy(std::exchange(orq_, nullptr));
    exchange_.on_silence(silence, std::move(cause));
}

void Transaction::give_up_soon(Reactor &reactor, core::Silence silence, std::string cause)
{
    later_ = reactor.after(Millis(0), [this, silence, cause = std::move(cause)] { give_up(silence, cause); });
}

int Transaction::on_response(Transaction *self, nta_outgoing_t *orq, const sip_t *sip)
{
    const int status = nta_outgoing_status(orq);
    // RFC 3261 §17.1.2: a provisional answer changes nothing but the retransmission, which is NTA's.
    if (status < 200) {
        if (sip != nullptr && self->trace_->wants())
            self->show(false, text_of(MsgPtr(nta_outgoing_getresponse(orq)).get()));
        return 0;
    }
    // Whatever is heard of it may end the transaction: nothing of it is used after these lines.
    if (sip == nullptr || nta_sip_is_internal(sip))
        self->on_internal(status);
    else
        self->on_final(status, sip);
    return 0;
}

void Transaction::on_internal(int status)
{
    const MsgPtr request(nta_outgoing_getrequest(orq_));
    const LocalFailure failure = local_failure(status, request ? msg_errno(request.get()) : 0, core::to_string(target_));
    give_up(failure.silence, failure.cause);
}

void Transaction::on_final(int, const sip_t *sip)
{
    const MsgPtr response(nta_outgoing_getresponse(orq_));
    const su_sockaddr_t source = *msg_addr(response.get());
    std::string text = text_of(response.get());
    if (trace_->wants())
        trace_->show(false, peer_of(core::name(target_.transport), source), text);
    if (!came_from(source, target_))
        return give_up(core::Silence::foreign_source,
                       "the answer came from " + peer_of(core::name(target_.transport), source) + " instead of " + core::to_string(target_));
    core::Reply reply = to_reply(*sip, std::string(core::head_of(text)));
    nta_outgoing_destroy(std::exchange(orq_, nullptr));
    exchange_.on_reply(std::move(reply));
}

} // namespace sipreg::nta
