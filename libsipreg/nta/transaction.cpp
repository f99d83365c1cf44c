// SPDX-License-Identifier: LGPL-2.1-or-later
// One request to one target.
#include "nta/transaction.hpp"

#include "core/head.hpp"
#include "nta/failure.hpp"
#include "nta/flow.hpp"
#include "nta/reply.hpp"

#include <utility>

namespace sipreg::nta {

namespace {

// Sofia knows no zones: the socket that it sends by is bound to the interface.
std::string route_to(const core::Target &target)
{
    return "sip:" + core::bracketed(core::without_zone(target.ip)) + ":" + std::to_string(target.port) +
           ";transport=" + core::name(target.transport);
}

// Answers that are worth no more attention after so many of them; then the time limit of the target ends the wait.
constexpr unsigned kMaxUnreadable = 3;

bool is_readable(const sip_t &sip)
{
    const int status = sip.sip_status->st_status;
    return status >= 200 && status <= 699 && sip.sip_separator != nullptr;
}

} // namespace

Transaction::~Transaction()
{
    if (flow_)
        flow_->leave(*this, orq_ != nullptr);
    if (orq_ != nullptr)
        nta_outgoing_destroy(orq_);
}

void Transaction::show(bool sent, std::string_view text) const
{
    agent_->trace().show(sent, core::to_string(target_), text);
}

void Transaction::launch(const Agent &agent, Reactor &reactor, tport_t *tport, const core::HostPort &local)
{
    agent_ = &agent;
    tport_ = tport;
    text_ = exchange_.compose(local);
    if (!transmit())
        return give_up_soon(reactor, {core::Silence::system, "the request could not be sent"});
    if (agent_->trace().wants())
        show(true, text_);
}

bool Transaction::transmit()
{
    MsgPtr msg(msg_make(sip_default_mclass(), 0, text_.data(), static_cast<ssize_t>(text_.size())));
    const std::string route = route_to(target_);
    if (msg)
        orq_ = nta_outgoing_mcreate(agent_->get(), &Transaction::on_response, this, URL_STRING_MAKE(route.c_str()),
                                    msg.get(), NTATAG_TPORT(tport_), TAG_END());
    if (orq_ != nullptr)
        msg.release(); // NTA owns what it has accepted
    return orq_ != nullptr;
}

void Transaction::give_up(core::Trouble trouble)
{
    if (orq_ != nullptr)
        nta_outgoing_destroy(std::exchange(orq_, nullptr));
    exchange_.on_silence(std::move(trouble));
}

void Transaction::give_up_soon(Reactor &reactor, core::Trouble trouble)
{
    later_ = reactor.after(Millis(0), [this, trouble = std::move(trouble)] { give_up(trouble); });
}

int Transaction::on_response(Transaction *self, nta_outgoing_t *orq, const sip_t *sip)
{
    const int status = nta_outgoing_status(orq);
    // RFC 3261 §17.1.2: a provisional answer changes nothing but the retransmission, which is NTA's.
    if (status < 200) {
        if (sip != nullptr && self->agent_->trace().wants())
            self->show(false, text_of(MsgPtr(nta_outgoing_getresponse(orq)).get()));
        return 0;
    }
    // Whatever is heard of it may end the transaction: nothing of it is used after these lines.
    if (sip == nullptr || nta_sip_is_internal(sip))
        self->on_internal(status);
    else
        self->on_final(sip);
    return 0;
}

void Transaction::on_internal(int status)
{
    if (flow_ && flow_->trouble())
        return give_up(*flow_->trouble());
    const MsgPtr request(nta_outgoing_getrequest(orq_));
    give_up(local_failure(status, request ? msg_errno(request.get()) : 0, core::to_string(target_)));
}

void Transaction::on_final(const sip_t *sip)
{
    const MsgPtr response(nta_outgoing_getresponse(orq_));
    const std::string source = peer_of(core::name(target_.transport), *msg_addr(response.get()));
    std::string text = text_of(response.get());
    if (agent_->trace().wants())
        agent_->trace().show(false, source, text);
    if (!is_readable(*sip))
        return on_unreadable();
    if (source != core::to_string(target_))
        return give_up({core::Silence::foreign_source,
                        "the answer came from " + source + " instead of " + core::to_string(target_)});
    core::Reply reply = to_reply(*sip, std::string(core::head_of(text)));
    nta_outgoing_destroy(std::exchange(orq_, nullptr));
    exchange_.on_reply(std::move(reply));
}

// RFC 3261 §8.1.3, §18.3: what cannot be read is as if it had not come. NTA has taken it for the answer, so the
// same request is sent again, with the same branch, and the true answer to either finds it.
void Transaction::on_unreadable()
{
    nta_outgoing_destroy(std::exchange(orq_, nullptr));
    if (unreadable_++ < kMaxUnreadable)
        transmit();
}

} // namespace sipreg::nta
