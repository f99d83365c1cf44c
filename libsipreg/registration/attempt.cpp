// SPDX-License-Identifier: LGPL-2.1-or-later
// What one attempt asks of the world.
#include "registration/attempt.hpp"

#include "core/contact.hpp"
#include "core/request.hpp"
#include "registration/driver.hpp"
#include "registration/way.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::registration {

namespace {

constexpr std::size_t kMaxOldContacts = 8; // only an address that changes all the time gets there
constexpr double kChances = 1ull << 53;    // as many as a double in [0, 1) tells apart
constexpr std::uint32_t kMaxCSeq = 0x7fffffff; // RFC 3261 §8.1.1.5: below 2^31
constexpr const char *kMagicCookie = "z9hG4bK";
constexpr std::size_t kCallIdSize = 16, kBranchSize = 12; // in bytes, of which each is two digits
constexpr std::size_t kTagSize = 7; // short enough to need no memory of its own
const core::HostPort kLongestAddress{"2001:db8:ffff:ffff:ffff:ffff:255.255.255", 65535};

core::Target stream_to(core::Target target)
{
    target.transport = core::Transport::tcp;
    return target;
}

bool concerns_own(core::Operation operation)
{
    return operation == core::Operation::add || operation == core::Operation::remove;
}

} // namespace

void Attempt::resolve(Resolver &resolver, const core::Offer &offer)
{
    let_go();
    leave_probes();
    places_.clear();
    trouble.reset();
    distrust.reset();
    problem = "the name " + hop_of(registration_).host + " was not resolved in time";
    const std::vector<const core::Hop *> hops = hops_of(registration_);
    located_.assign(hops.size(), {});
    domains_.clear();
    for (const core::Hop *hop : hops)
        domains_.push_back(hop->identity()); // the account may change meanwhile
    lookups_ = hops.size() + 1; // and this call
    for (const core::Hop *hop : hops)
        locate(resolver, *hop, offer);
    on_located();
}

void Attempt::locate(Resolver &resolver, const core::Hop &hop, const core::Offer &offer)
{
    const auto chance = static_cast<std::uint64_t>(driver_.dice().unit() * kChances);
    core::Located &located = located_[locating_.size()];
    locating_.push_back(std::make_unique<Locating>(resolver, hop, offer, chance, [this, &located](core::Located found) {
        located = std::move(found);
        on_located();
    }));
    locating_.back()->begin();
}

void Attempt::on_located()
{
    if (--lookups_ > 0)
        return;
    locating_.clear();
    for (std::size_t hop = 0; hop < located_.size(); ++hop)
        add_places(located_[hop], static_cast<std::uint8_t>(hop));
    problem = std::move(located_.front().problem);
    driver_.on_located(registration_);
}

// Those of a later hop are worth less than all before.
void Attempt::add_places(const core::Located &located, std::uint8_t hop)
{
    const int base = places_.empty() ? 0 : places_.back().rank + 1;
    for (core::Place place : located.places) {
        const auto is_same = [&](const core::Place &known) { return known.target == place.target; };
        place.rank = static_cast<std::uint16_t>(base + place.rank);
        place.hop = hop;
        if (std::none_of(places_.begin(), places_.end(), is_same))
            places_.push_back(place);
    }
}

void Attempt::take(core::Plan plan)
{
    plan_ = std::move(plan);
    detour_.reset();
    if (plan_.held_until != Instant::min())
        problem = "every target is dead, as far as is known";
}

bool Attempt::may_detour(Instant now) const
{
    const core::Target &datagram = target();
    const core::Target stream = stream_to(datagram);
    const auto place = std::find_if(places_.begin(), places_.end(),
                                    [&](const core::Place &each) { return each.target == datagram; });
    const bool tried = std::find(plan_.targets.begin(), plan_.targets.end(), stream) != plan_.targets.end();
    return datagram.transport == core::Transport::udp && place != places_.end() && place->any_transport && !tried &&
           driver_.health().may_be_tried(stream, now);
}

void Attempt::detour()
{
    detour_ = registration_.session.target;
    const core::Target stream = stream_to(target());
    plan_.targets.insert(plan_.targets.begin() + *detour_, stream);
    plan_.probes.push_back(stream);
    driver_.health().claim(stream);
}

void Attempt::set_out()
{
    set_out_ = true;
    for (const core::Target &target : plan_.probes)
        driver_.health().claim(target);
}

void Attempt::found_out() noexcept
{
    if (std::erase(plan_.probes, target()) > 0)
        driver_.health().leave(target());
    plan_.held_until = Instant::min(); // it did not wait, or does not any more
}

void Attempt::leave_probes() noexcept
{
    if (std::exchange(set_out_, false))
        for (const core::Target &target : plan_.probes)
            driver_.health().leave(target);
}

void Attempt::send(Transport &transport)
{
    pending_.reset();
    reply = {};
    trouble.reset();
    challenged.clear();
    if (target_ != registration_.session.target) {
        target_ = registration_.session.target;
        core::begin_attempt(registration_.logins); // another server: its challenge refuses nothing yet
    }
    problem = "no answer from " + core::to_string(target());
    sent_at_ = driver_.now();
    pending_ = transport.send(peer(), *this);
}

// Who is to be there is said by the hop for which the place was found.
core::Peer Attempt::peer() const
{
    const core::Extras &extras = *registration_.account->extras;
    core::Peer peer{target(), "", nullptr};
    peer.flow = static_cast<std::uint8_t>(registration_.flow_number() - 1);
    const bool secure = core::is_secure(peer.target.transport), web = core::is_web(peer.target.transport);
    if (secure || web) {
        const auto found = std::find_if(places_.begin(), places_.end(),
                                        [&](const core::Place &each) { return each.target == peer.target; });
        peer.domain = domains_.at(found->hop);
    }
    if (secure)
        peer.tls = extras.tls;
    if (web)
        peer.web = is_abroad() ? core::without_secrets(extras.web) : extras.web;
    return peer;
}

// RFC 3261 §26: what proves who we are to one domain is not shown to another.
bool Attempt::is_abroad() const
{
    const core::Redirect *redirect = registration_.redirect();
    return redirect != nullptr && redirect->foreign && !registration_.account->extras->redirect_carries_credentials;
}

std::string Attempt::contact_for(const core::HostPort &local) const
{
    const bool push = !registration_.learned || !registration_.learned->concessions.has(core::Concessions::kNoPush);
    return core::contact_uri(*registration_.account, registration_.public_address, local, target().transport, push);
}

void Attempt::place_contact(const core::HostPort &local)
{
    Registration &own = registration_;
    if (local != own.local)
        own.public_address.reset(); // another socket has another mapping at the NAT
    own.local = local;
    if (own.session.operation == core::Operation::remove && !own.contact.empty())
        return; // what was registered is what goes
    std::string wanted = contact_for(local);
    replace_contact(wanted);
    own.contact = std::move(wanted);
}

void Attempt::replace_contact(const std::string &wanted)
{
    Registration &own = registration_;
    std::vector<std::string> &old = own.old_contacts;
    if (!own.session.alive() && !own.session.maybe_bound)
        old.clear();
    else if (!own.contact.empty() && !core::same_contact(own.contact, wanted))
        old.push_back(own.contact);
    std::erase_if(old, [&](const std::string &uri) { return core::same_contact(uri, wanted); });
    if (old.size() > kMaxOldContacts)
        old.erase(old.begin() + 1); // the first is known to be there, those after it perhaps never arrived
}

std::vector<core::Header> Attempt::credentials(std::vector<core::Login> &logins, std::string_view uri) const
{
    if (is_abroad())
        return {};
    return core::authorize(logins, means(), driver_.hashes(), core::kRegister, uri);
}

core::Request Attempt::draft(std::vector<core::Login> &logins) const
{
    const Registration &own = registration_;
    core::Request request;
    request.operation = own.session.operation;
    request.from_tag = own.from_tag;
    request.call_id = own.call_id;
    request.cseq = own.cseq;
    request.contact = own.contact;
    request.removed = own.session.operation == core::Operation::remove_others ? registration_.unwanted() : own.old_contacts;
    request.expires_s = own.session.operation == core::Operation::add ? own.session.asked_s : 0;
    request.uri = own.redirect() != nullptr ? own.redirect()->uri : own.account->registrar;
    request.credentials = credentials(logins, request.uri);
    if (own.learned)
        request.concessions = own.learned->concessions;
    request.user_agent = own.account->extras->user_agent.empty() ? driver_.user_agent() : own.account->extras->user_agent;
    return request;
}

std::size_t Attempt::length() const
{
    std::vector<core::Login> logins = registration_.logins; // what counts its answers must not count this one
    core::Request request = draft(logins);
    request.call_id.resize(std::max<std::size_t>(request.call_id.size(), 2 * kCallIdSize), 'x');
    request.from_tag.resize(std::max<std::size_t>(request.from_tag.size(), 2 * kTagSize), 'x');
    request.cseq = kMaxCSeq;
    if (request.contact.empty() && concerns_own(request.operation))
        request.contact = contact_for(kLongestAddress);
    const std::string branch = kMagicCookie + std::string(2 * kBranchSize, 'x');
    return core::write_register(*registration_.account, request, {core::Transport::tcp, kLongestAddress, branch}).size();
}

std::string Attempt::compose(const core::HostPort &local)
{
    Registration &own = registration_;
    if (concerns_own(own.session.operation))
        place_contact(local);
    if (own.cseq >= kMaxCSeq)
        own.call_id.clear(); // the sequence is used up: begin another
    if (own.call_id.empty()) {
        own.call_id = driver_.dice().hex(kCallIdSize);
        own.cseq = 0;
    }
    if (own.from_tag.empty())
        own.from_tag = driver_.dice().hex(kTagSize);
    ++own.cseq;
    removes = own.session.operation == core::Operation::remove_others ? own.unwanted().size() : 0;
    return core::write_register(*own.account, draft(own.logins),
                                {target().transport, local, kMagicCookie + driver_.dice().hex(kBranchSize)});
}

void Attempt::on_reply(core::Reply answer)
{
    reply = std::move(answer);
    problem.clear();
    distrust.reset();
    driver_.on_reply(registration_, *this);
}

void Attempt::on_silence(core::Trouble why)
{
    trouble = std::move(why);
    if (!distrust && trouble->silence == core::Silence::tls)
        distrust = trouble;
    problem = main_trouble()->cause;
    driver_.on_silence(registration_, trouble->silence);
}

} // namespace sipreg::registration
