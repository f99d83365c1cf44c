// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests that reach us: answered at once, or offered to somebody and answered when he says so.
#pragma once

#include "base/reactor.hpp"
#include "base/trace.hpp"
#include "core/inbound.hpp"
#include "nta/handles.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace sipreg::nta {

/// Who is offered requests.
class InboundListener {
public:
    virtual ~InboundListener() = default;
    /// To be answered with Inbound::answer(), not within this call.
    virtual void on_request(std::uint64_t number, core::InboundRequest request) = 0;
    /// It waits for no answer any more: it has one, or its time or its sender is gone.
    virtual void on_request_over(std::uint64_t number) = 0;
};

class Inbound {
public:
    struct Options {
        core::Inbox::Limits limits;
        Millis patience{10'000}; // with whom a request is offered to; well below Timer F
    };

    Inbound(Reactor &reactor, Trace &trace, const Options &options);
    ~Inbound();
    Inbound(const Inbound &) = delete;
    Inbound &operator=(const Inbound &) = delete;

    /// From now on; null offers to nobody. He must outlive this.
    void offer_to(InboundListener *listener) noexcept { listener_ = listener; }

    /// We send to this address: its requests are welcome.
    void meet(const core::IpAddress &ip) { known_.meet(ip, reactor_.now()); }

    /// A request came to @p agent, which gives @p msg away. Within the call from NTA.
    void take(nta_agent_t *agent, msg_t *msg);

    /// Answers a request that was offered; without an answer, by default. One that is over stays as it is.
    void answer(std::uint64_t number, core::InboundAnswer answer);
    void decline(std::uint64_t number);

    /// @p agent goes: what waits for an answer there gets none; who asks again elsewhere, the default.
    void forget(const nta_agent_t *agent);

    /// All of them go.
    void clear();

    std::size_t waiting() const noexcept { return inbox_.waiting(); }

private:
    struct Request {
        nta_agent_t *agent = nullptr;
        MsgPtr msg;
        TportPtr tport;
        core::InboundRequest told;
        std::string key, cancelled; // the latter: that of the INVITE which a CANCEL is about
    };
    struct Waiting {
        Request request;
        std::unique_ptr<Ongoing> limit;
    };

    bool is_welcome(const Request &request) const;
    void sort(Request request);
    void offer(Request request);
    void wait(std::uint64_t number, Request request);
    void cancel(Request request);
    core::InboundAnswer default_answer(const Request &request) const;
    void reply(const Request &request, const core::InboundAnswer &answer) const;
    bool send(const Request &request, const core::InboundAnswer &answer) const;

    Reactor &reactor_;
    Trace &trace_;
    const Millis patience_;
    const std::string secret_; // of our To tags
    InboundListener *listener_ = nullptr;
    core::Acquaintances known_;
    core::Inbox inbox_;
    std::map<std::uint64_t, Waiting> waiting_;
};

} // namespace sipreg::nta
