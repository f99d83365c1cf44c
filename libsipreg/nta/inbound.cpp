// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests that reach us.
#include "nta/inbound.hpp"

#include "base/hash.hpp"
#include "base/random.hpp"
#include "core/text.hpp"
#include "nta/reply.hpp"
#include "nta/source.hpp"

#include <utility>

namespace sipreg::nta {

namespace {

constexpr std::size_t kMostKnown = 4096;

const char *phrase_of(int status)
{
    const char *phrase = sip_status_phrase(status);
    return phrase != nullptr ? phrase : "Unknown";
}

std::string text_or_none(const char *text) { return text != nullptr ? text : ""; }

// RFC 3261 §17.2.3, and whatever else a retransmission has in common with its first: branches of old clients, and of
// faulty ones, tell nothing.
std::string key_of(const std::string &source, const sip_t &sip, const std::string &method)
{
    const sip_via_t &via = *sip.sip_via;
    std::string key;
    for (const char *part : {source.c_str(), method.c_str(), via.v_branch, via.v_host, via.v_port, sip.sip_call_id->i_id,
                             sip.sip_from->a_tag})
        key += text_or_none(part) + '\n';
    return key + std::to_string(sip.sip_cseq->cs_seq);
}

core::Transport transport_of(const tport_t *tport)
{
    for (const core::Transport transport : core::kTransports)
        if (core::iequals(tport_name(tport)->tpn_proto, core::name(transport)))
            return transport;
    return core::Transport::udp;
}

std::string source_of(const core::InboundRequest &request)
{
    return std::string(core::name(request.transport)) + ':' + core::to_string(request.source);
}

} // namespace

Inbound::Inbound(Reactor &reactor, Trace &trace, const Options &options)
    : reactor_(reactor), trace_(trace), patience_(options.patience), secret_(random_hex(16)), known_(kMostKnown),
      inbox_(options.limits)
{
}

Inbound::~Inbound() = default;

// Over a connection of ours nobody but its target comes. Over UDP an answer goes where the request says that it came
// from: who is not known to us may be somebody else's victim. The same of maddr (RFC 3261 §18.2.2).
bool Inbound::is_welcome(const Request &request) const
{
    const std::optional<core::IpAddress> ip = core::parse_zoned_ip(request.told.source.host);
    return sip_object(request.msg.get())->sip_via->v_maddr == nullptr &&
           (request.told.transport != core::Transport::udp || (ip && known_.knows(*ip)));
}

void Inbound::take(nta_agent_t *agent, msg_t *msg)
{
    Request request{agent, MsgPtr(msg), TportPtr(tport_ref(tport_delivered_by(nta_agent_tports(agent), msg))), {}, {}, {}};
    const sip_t &sip = *sip_object(msg);
    const Endpoint source = from_socket_address(&msg_addr(msg)->su_sa);
    request.told = {sip.sip_request->rq_method_name, text_of(msg),
                    transport_of(request.tport.get()),
                    {core::to_string(source.ip), source.port}};
    const std::string from = source_of(request.told);
    if (trace_.wants())
        trace_.show(false, from, request.told.text);
    if (!is_welcome(request))
        return;
    request.key = key_of(from, sip, request.told.method);
    request.cancelled = key_of(from, sip, "INVITE");
    sort(std::move(request));
}

void Inbound::sort(Request request)
{
    if (request.told.method == "ACK")
        return; // RFC 3261 §17.2.1: it is never answered
    if (listener_ == nullptr || request.told.method == "OPTIONS")
        return reply(request, default_answer(request));
    if (request.told.method == "CANCEL")
        return cancel(std::move(request));
    offer(std::move(request));
}

void Inbound::offer(Request request)
{
    const core::Inbox::Sight sight = inbox_.see(request.key, reactor_.now());
    switch (sight.fate) {
    case core::Inbox::Fate::fresh:
        return wait(sight.number, std::move(request));
    case core::Inbox::Fate::answered:
        return reply(request, *sight.answer);
    case core::Inbox::Fate::too_many:
        return reply(request, {503, "", "", ""});
    case core::Inbox::Fate::waiting:
        return;
    }
}

void Inbound::wait(std::uint64_t number, Request request)
{
    core::InboundRequest told = request.told;
    waiting_[number] = {std::move(request), reactor_.after(patience_, [this, number] { decline(number); })};
    listener_->on_request(number, std::move(told));
}

// RFC 3261 §9.2.
void Inbound::cancel(Request request)
{
    const std::uint64_t number = inbox_.find(request.cancelled);
    if (number == 0)
        return reply(request, default_answer(request));
    reply(request, {200, "", "", ""});
    answer(number, {487, "", "", ""});
}

void Inbound::answer(std::uint64_t number, core::InboundAnswer answer)
{
    const auto waiting = waiting_.extract(number);
    if (!waiting)
        return;
    listener_->on_request_over(number);
    reply(waiting.mapped().request, answer);
    inbox_.settle(number, std::move(answer), reactor_.now());
}

void Inbound::decline(std::uint64_t number)
{
    if (const auto waiting = waiting_.find(number); waiting != waiting_.end())
        answer(number, default_answer(waiting->second.request));
}

void Inbound::forget(const nta_agent_t *agent)
{
    std::map<std::uint64_t, Waiting> gone;
    for (auto at = waiting_.begin(); at != waiting_.end();)
        if (const auto here = at++; here->second.request.agent == agent)
            gone.insert(waiting_.extract(here));
    for (const auto &[number, waiting] : gone) {
        listener_->on_request_over(number);
        inbox_.settle(number, default_answer(waiting.request), reactor_.now());
    }
}

void Inbound::clear()
{
    inbox_.clear();
    for (const auto &[number, waiting] : std::exchange(waiting_, {}))
        listener_->on_request_over(number);
}

core::InboundAnswer Inbound::default_answer(const Request &request) const
{
    return core::default_answer(request.told.method, listener_ != nullptr);
}

void Inbound::reply(const Request &request, const core::InboundAnswer &answer) const
{
    if (tport_is_shutdown(request.tport.get()))
        return; // with its connection: nothing leaves by another way
    // What sofia cannot read of it is left out.
    if (!send(request, answer) && !(answer.headers.empty() && answer.body.empty()))
        send(request, {answer.status, answer.reason, "", ""});
}

bool Inbound::send(const Request &request, const core::InboundAnswer &answer) const
{
    msg_t *response = nta_msg_create(request.agent, 0);
    const MsgPtr shown(msg_ref_create(response));
    su_home_t *home = msg_home(request.msg.get());
    sip_to_t *to = sip_to_dup(home, sip_object(request.msg.get())->sip_to);
    // RFC 3261 §8.2.7: of the same request always the same, though nothing is remembered of most.
    if (to != nullptr && to->a_tag == nullptr)
        sip_to_tag(home, to, sha256_hex(secret_ + request.key).substr(0, 16).c_str());
    const char *headers = answer.headers.empty() ? nullptr : answer.headers.c_str();
    const char *reason = answer.reason.empty() ? phrase_of(answer.status) : answer.reason.c_str();
    if (nta_msg_mreply(request.agent, response, sip_object(response), answer.status, reason,
                       msg_ref_create(request.msg.get()), NTATAG_TPORT(request.tport.get()), SIPTAG_TO(to),
                       SIPTAG_HEADER_STR(headers),
                       TAG_IF(!answer.body.empty(), SIPTAG_PAYLOAD_STR(answer.body.c_str())), TAG_END()) != 0)
        return false;
    if (trace_.wants())
        trace_.show(true, source_of(request.told), text_of(shown.get()));
    return true;
}

} // namespace sipreg::nta
