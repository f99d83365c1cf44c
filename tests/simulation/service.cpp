// SPDX-License-Identifier: LGPL-2.1-or-later
// The registrar as the network meets it.
#include "simulation/service.hpp"

#include <utility>

namespace sipreg::sim {

namespace {

constexpr Millis kTransactionLife{32'000}; // RFC 3261 §17.2.2, timer J

core::Reply redirected()
{
    core::Reply reply = reply_of(302, "Moved Temporarily");
    reply.bindings.emplace_back().uri = "sip:198.51.100.99";
    return reply;
}

core::Reply unusable_challenge(bool empty)
{
    core::Reply reply = reply_of(401, "Unauthorized");
    core::Challenge challenge;
    challenge.realm = "elsewhere.example";
    challenge.nonce = "unheard of";
    if (!empty)
        reply.challenges.push_back(challenge);
    return reply;
}

} // namespace

void Service::receive(Datagram &request)
{
    if (request.answer && request.judged_in == life_ && clock_.time - request.judged_at < kTransactionLife)
        return; // a repeat
    request.judged_in = life_;
    request.judged_at = clock_.time;
    request.change = 0;
    request.misleading = false;
    core::Reply reply = answer(request);
    if (reply.via_received.empty()) {
        reply.via_received = request.source.host;
        reply.via_rport = std::to_string(request.source.port);
    }
    reply.head = "SIP/2.0 " + std::to_string(reply.status) + " " + reply.reason + "\r\n";
    request.answer = std::make_shared<const core::Reply>(std::move(reply));
}

core::Reply Service::answer(Datagram &request)
{
    if (chance_.happens(trouble.busy))
        return busy();
    if (chance_.happens(trouble.garbage))
        return nonsense(request);
    return honest(request);
}

core::Reply Service::honest(Datagram &request)
{
    const std::uint32_t user = request.phone->number;
    const std::uint64_t before = registrar_.changes(user);
    core::Reply reply = registrar_.judge(request.message, user, clock_.time);
    if (registrar_.changes(user) != before)
        request.change = registrar_.changes(user);
    return reply;
}

core::Reply Service::busy()
{
    static constexpr int kStatus[] = {408, 480, 500, 502, 503, 504};
    core::Reply reply = reply_of(kStatus[chance_.below(std::size(kStatus))], "Busy");
    if (trouble.retry_after_s != 0)
        reply.retry_after_s = trouble.retry_after_s;
    return reply;
}

core::Reply Service::nonsense(Datagram &request)
{
    static constexpr int kStatus[] = {204, 300, 305, 400, 403, 404, 420, 422, 439, 481, 505, 600, 603, 699};
    static constexpr const char *kHosts[] = {"host.example", "999.1.1.1", "0.0.0.0", "224.0.0.1", "::", "\x01"};
    static constexpr const char *kPorts[] = {"0", "70000", "-1", "5060x", ""};
    request.misleading = true;
    switch (chance_.below(9)) {
    case 0: // a success that did nothing
        return reply_of(200, "OK");
    case 1: // a success that nobody asked for, with bindings that are none of ours
    {
        core::Reply reply = reply_of(200, "OK");
        for (int i = 0; i < 20; ++i)
            reply.bindings.emplace_back().uri = "sip:" + std::to_string(chance_.next());
        return reply;
    }
    case 2: // a success of no duration
    {
        core::Reply reply = honest(request);
        for (core::Binding &binding : reply.bindings)
            binding.expires_s = 0;
        return reply;
    }
    case 3:
        return unusable_challenge(chance_.happens(0.5));
    case 4: // asks for more, but for how much?
    {
        core::Reply reply = reply_of(423, "Interval Too Brief");
        // Without a number twice as long is asked: not more than what the bound of recovery counts on.
        if (2LL * request.message.expires_s.value_or(0) > kLongestExpiry.count() || chance_.happens(0.5))
            reply.min_expires_s = chance_.happens(0.5) ? UINT32_MAX : 0;
        return reply;
    }
    case 5:
        return redirected();
    case 6: // a success, but what an address
    {
        core::Reply reply = honest(request);
        reply.via_received = kHosts[chance_.below(std::size(kHosts))];
        reply.via_rport = kPorts[chance_.below(std::size(kPorts))];
        return reply;
    }
    case 7: // a success that forgot to say for how long
    {
        core::Reply reply = honest(request);
        for (core::Binding &binding : reply.bindings)
            binding.expires_s.reset();
        return reply;
    }
    default:
        return reply_of(kStatus[chance_.below(std::size(kStatus))], "Whatever");
    }
}

} // namespace sipreg::sim
