// SPDX-License-Identifier: LGPL-2.1-or-later
// What a final answer, or its absence, means for the attempt.
#include "core/verdict.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

Verdict failed(Failure failure, const Reply &reply)
{
    Verdict verdict;
    verdict.failure = failure;
    verdict.another_target_may_do = reply.status == 503;
    // A proxy gave up waiting; what the registrar made of the request, nobody knows.
    verdict.may_have_worked = reply.status == 408 || reply.status == 504;
    verdict.retry_after_s = reply.retry_after_s;
    return verdict;
}

Verdict accepted(const Reply &reply, Operation operation, std::uint32_t asked_s, const Binding *own)
{
    Verdict verdict;
    verdict.kind = Verdict::Kind::accepted;
    if (operation != Operation::add)
        return verdict;
    // RFC 3261 §10.2.4: the Contact's own expires, else the Expires header, else what was asked.
    const std::uint32_t general = reply.expires_s.value_or(asked_s);
    verdict.granted_s = own != nullptr ? own->expires_s.value_or(general) : general;
    // A binding of no duration is none: the registrar refused without saying so.
    return verdict.granted_s > 0 ? verdict : failed(Failure::temporary, reply);
}

// More than @p longest_s is a mistake or a trap.
Verdict too_brief(const Reply &reply, std::uint32_t asked_s, std::uint32_t longest_s)
{
    // RFC 3261 §21.4.17 demands Min-Expires. Without a usable one, twice as long is asked.
    const std::uint32_t doubled = asked_s > longest_s / 2 ? longest_s : asked_s * 2;
    const std::uint32_t wanted = reply.min_expires_s.value_or(doubled);
    if (wanted <= asked_s || wanted > longest_s)
        return failed(Failure::fatal, reply);
    Verdict verdict;
    verdict.kind = Verdict::Kind::too_brief;
    verdict.min_expires_s = wanted;
    return verdict;
}

Failure class_of(int status) noexcept
{
    switch (status) {
    case 403:
        return Failure::forbidden;
    case 408: // the answer of a proxy that waited in vain
    case 430: // RFC 5626 §11.5: the flow failed
    case 480:
    case 486:
    case 491:
        return Failure::temporary;
    case 501:
    case 505:
    case 513:
    case 555:
        return Failure::fatal; // asking again changes nothing
    default:
        return status >= 500 && status < 600 ? Failure::temporary : Failure::fatal;
    }
}

} // namespace

Verdict judge(const Reply &reply, Operation operation, std::uint32_t asked_s, const Binding *own,
              std::uint32_t longest_s) noexcept
{
    if (reply.status / 100 == 2)
        return accepted(reply, operation, asked_s, own);
    if (reply.status == 401 || reply.status == 407) {
        Verdict verdict;
        verdict.kind = Verdict::Kind::challenged;
        return verdict;
    }
    if (reply.status == 423 && operation == Operation::add)
        return too_brief(reply, asked_s, longest_s);
    return failed(class_of(reply.status), reply);
}

Verdict judge(Silence silence) noexcept
{
    Verdict verdict;
    verdict.another_target_may_do = true;
    switch (silence) {
    case Silence::dns:
        verdict.failure = Failure::dns;
        verdict.another_target_may_do = false;
        break;
    case Silence::timeout:
        verdict.failure = Failure::timeout;
        verdict.may_have_worked = true;
        break;
    case Silence::broken:
    case Silence::foreign_source:
        verdict.failure = Failure::transport;
        verdict.may_have_worked = true;
        break;
    case Silence::refused:
    case Silence::unreachable:
    case Silence::no_transport:
    case Silence::system:
        verdict.failure = Failure::transport;
        break;
    }
    return verdict;
}

} // namespace sipreg::core
