// SPDX-License-Identifier: LGPL-2.1-or-later
// The rules by which the machine decides, in words.
#include "core/rule.hpp"

namespace sipreg::core {

namespace {

// In the order of the enumeration.
constexpr RuleText kTexts[] = {
    {"none", "nothing was decided", ""},
    {"wanted", "the application asked for it", "RFC 3261 §10.2"},
    {"refresh_due", "the binding is refreshed while several attempts still fit before it ends", "RFC 3261 §10.2.4"},
    {"retry_due", "the wait after the last failure is over: it doubles with each, up to a cap", "RFC 5626 §4.5"},
    {"registrar_holds", "the registrar wants no request before its Retry-After has passed", "RFC 3261 §21.5.4"},
    {"asleep", "the host sleeps: what was under way begins anew when it wakes", ""},
    {"network_changed", "the network changed: the binding is made anew from where we are now", ""},
    {"granted", "the registrar keeps our binding: for our Contact's expires, else Expires, else what was asked",
     "RFC 3261 §10.2.4"},
    {"not_kept", "a 2xx with a lifetime of 0 kept nothing", "RFC 3261 §10.3"},
    {"removed", "the binding is gone", "RFC 3261 §10.2.2"},
    {"listed", "the registrar told its bindings", "RFC 3261 §10.2.3"},
    {"binding_missing", "our binding is not among those that the registrar holds: it is made anew", "RFC 3261 §10.3"},
    {"challenge_answered", "the strongest challenge of each realm that can be answered is", "RFC 8760 §2.4"},
    {"challenge_refused", "the challenge cannot be answered, or its answer was refused: no second try by itself",
     "RFC 3261 §22.1"},
    {"challenges_exhausted", "the registrar never stops asking for credentials", "RFC 3261 §22.1"},
    {"interval_too_brief", "a longer lifetime is asked for, once", "RFC 3261 §10.2.8"},
    {"interval_refused", "the lifetime that the registrar wants is absurd, or it is never content", "RFC 3261 §21.4.17"},
    {"contact_corrected", "the registrar sees us elsewhere: right Contact in, wrong one out, in one request",
     "RFC 3581 §4"},
    {"redirect_followed", "the registrar named another", "RFC 3261 §8.1.3.4"},
    {"redirect_refused", "the registrar named none that may be followed, or one too many", "RFC 3261 §8.1.3.4"},
    {"extension_dropped", "sent again without the extensions that the registrar does not know", "RFC 3261 §8.1.3.5"},
    {"extension_added", "sent again with the extensions that the registrar demands", "RFC 3261 §21.4.16"},
    {"outbound_dropped", "the first hop does not support outbound: sent again without", "RFC 5626 §4.2.1"},
    {"security_agreed", "sent again with the security agreement that was asked for", "RFC 3329 §2.3"},
    {"push_dropped", "the push service is not supported: sent again without", "RFC 8599 §8.1"},
    {"demand_refused", "the registrar demands what this library cannot give, or what it was given already",
     "RFC 3261 §21.4"},
    {"next_target", "this target does not serve us: the next one may", "RFC 3263 §4.3"},
    {"forbidden", "the registrar refuses this user", "RFC 3261 §21.4.4"},
    {"client_error", "the registrar refuses this request", "RFC 3261 §21.4"},
    {"server_error", "the registrar is in trouble", "RFC 3261 §21.5"},
    {"global_error", "nobody takes this request", "RFC 3261 §21.6"},
    {"name_not_found", "the registrar's name was not resolved", "RFC 3263 §4"},
    {"no_answer", "no answer came in time", "RFC 3261 §17.1.2.2"},
    {"not_reached", "the target could not be reached, or the connection broke", "RFC 3261 §18.4"},
    {"out_of_time", "the attempt's time is over", ""},
    {"given_up_by_caller", "nobody wants it any more", ""},
    {"credentials_wanted", "the application is asked for credentials", "RFC 3261 §22.1"},
    {"not_trusted", "the TLS connection was refused, by us or by the target: nothing was sent", "RFC 5922 §7"},
    {"targets_down", "other registrations found every target dead, or one just back: this one waits until it is found living", ""},
    {"connection_renewed", "the connection broke under the request: sent again over a fresh one, once", "RFC 3261 §18.4"},
    {"flow_lost", "the registrar does not reach us any more where the binding was made: it is made anew, soon", "RFC 5626 §4.5"},
};

static_assert(sizeof kTexts / sizeof *kTexts == kRules);

} // namespace

const RuleText &about(Rule rule) noexcept
{
    const auto number = static_cast<std::size_t>(rule);
    return kTexts[number < kRules ? number : 0];
}

} // namespace sipreg::core
