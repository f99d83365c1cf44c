// SPDX-License-Identifier: LGPL-2.1-or-later
// What a final answer, or its absence, means for the attempt.
#include "core/verdict.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

Verdict failed(Failure failure, Rule rule, const Reply &reply)
{
    Verdict verdict;
    verdict.failure = failure;
    verdict.rule = rule;
    verdict.another_target_may_do = verdict.blames_target = reply.status == 503;
    // A proxy gave up waiting; what the registrar made of the request, nobody knows.
    verdict.may_have_worked = reply.status == 408 || reply.status == 504;
    verdict.retry_after_s = reply.retry_after_s;
    // Trouble of the server's is everybody's; what is wrong with one request is not.
    verdict.holds_registrar = reply.status / 100 == 5 && reply.retry_after_s.value_or(0) > 0;
    return verdict;
}

Verdict of_kind(Verdict::Kind kind, Rule rule) noexcept
{
    Verdict verdict;
    verdict.kind = kind;
    verdict.rule = rule;
    return verdict;
}

Verdict accepted(const Reply &reply, Operation operation, std::uint32_t asked_s, const Binding *own)
{
    Verdict verdict = of_kind(Verdict::Kind::accepted, Rule::granted);
    if (operation != Operation::add)
        return verdict;
    // RFC 3261 §10.2.4: the Contact's own expires, else the Expires header, else what was asked.
    const std::uint32_t general = reply.expires_s.value_or(asked_s);
    verdict.granted_s = own != nullptr ? own->expires_s.value_or(general) : general;
    // A binding of no duration is none: the registrar refused without saying so.
    return verdict.granted_s > 0 ? verdict : failed(Failure::temporary, Rule::not_kept, reply);
}

// More than @p longest_s is a mistake or a trap.
Verdict too_brief(const Reply &reply, std::uint32_t asked_s, std::uint32_t longest_s)
{
    // RFC 3261 §21.4.17 demands Min-Expires. Without a usable one, twice as long is asked.
    const std::uint32_t doubled = asked_s > longest_s / 2 ? longest_s : asked_s * 2;
    const std::uint32_t wanted = reply.min_expires_s.value_or(doubled);
    if (wanted <= asked_s || wanted > longest_s)
        return failed(Failure::fatal, Rule::interval_refused, reply);
    Verdict verdict = of_kind(Verdict::Kind::too_brief, Rule::interval_too_brief);
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
        return Failure::fatal; // asking again changes nothing
    default:
        return status >= 500 && status < 600 ? Failure::temporary : Failure::fatal;
    }
}

Rule rule_of(int status) noexcept
{
    if (status == 403)
        return Rule::forbidden;
    return status < 500 ? Rule::client_error : status < 600 ? Rule::server_error : Rule::global_error;
}

// RFC 3261 §21.3.5 and .6: the others name a registrar; 305 wants a proxy, 380 offers something else.
bool is_redirection(int status) noexcept { return status / 100 == 3 && status < 305; }

// What these statuses want to be different is said by demand.hpp.
Rule demanded_by(int status) noexcept
{
    switch (status) {
    case 420:
        return Rule::extension_dropped;
    case 421:
        return Rule::extension_added;
    case 439:
        return Rule::outbound_dropped;
    case 494:
        return Rule::security_agreed;
    case 555:
        return Rule::push_dropped;
    default:
        return Rule::none;
    }
}

} // namespace

Verdict judge(const Reply &reply, Operation operation, std::uint32_t asked_s, const Binding *own,
              std::uint32_t longest_s) noexcept
{
    if (reply.status / 100 == 2)
        return accepted(reply, operation, asked_s, own);
    if (reply.status == 401 || reply.status == 407)
        return of_kind(Verdict::Kind::challenged, Rule::challenge_answered);
    if (reply.status == 423 && operation == Operation::add)
        return too_brief(reply, asked_s, longest_s);
    if (is_redirection(reply.status))
        return of_kind(Verdict::Kind::redirected, Rule::redirect_followed);
    if (const Rule demanded = demanded_by(reply.status); demanded != Rule::none)
        return of_kind(Verdict::Kind::demanding, demanded);
    return failed(class_of(reply.status), rule_of(reply.status), reply);
}

void distrust(Verdict &verdict) noexcept
{
    verdict.failure = Failure::tls;
    verdict.rule = Rule::not_trusted;
}

Verdict judge(Silence silence) noexcept
{
    Verdict verdict;
    verdict.another_target_may_do = silence != Silence::dns;
    verdict.failure = Failure::transport;
    verdict.rule = Rule::not_reached;
    switch (silence) {
    case Silence::dns:
        verdict.failure = Failure::dns;
        verdict.rule = Rule::name_not_found;
        break;
    case Silence::timeout:
        verdict.failure = Failure::timeout;
        verdict.rule = Rule::no_answer;
        verdict.may_have_worked = verdict.blames_target = true;
        break;
    case Silence::tls: // nothing is sent before the handshake is done
        distrust(verdict);
        break;
    case Silence::broken:
        // An idle connection is closed by whom it lasts too long; that shows when it is used again.
        verdict.same_target_may_do = verdict.may_have_worked = verdict.blames_target = true;
        break;
    case Silence::foreign_source:
        verdict.may_have_worked = true;
        break;
    case Silence::refused:
    case Silence::unreachable:
        verdict.blames_target = true;
        break;
    case Silence::not_upgraded: // for what this account asks; others may ask for something else
    case Silence::no_transport:
    case Silence::system:
        break;
    }
    return verdict;
}

} // namespace sipreg::core
