// SPDX-License-Identifier: LGPL-2.1-or-later
// What one attempt asks of the world.
#include "registration/attempt.hpp"

#include "core/contact.hpp"
#include "core/request.hpp"
#include "core/targets.hpp"
#include "registration/driver.hpp"

#include <utility>

namespace sipreg::registration {

namespace {

constexpr std::uint32_t kMaxCSeq = 0x7fffffff; // RFC 3261 §8.1.1.5: below 2^31

} // namespace

void Attempt::resolve(Resolver &resolver)
{
    pending_.reset();
    targets_.clear();
    const core::Hop &hop = registration_.account->first_hop();
    if (const std::optional<core::Target> target = core::numeric_target(hop)) {
        targets_.push_back(*target);
        driver_.on_targets(registration_, 1);
        return;
    }
    problem = "the name " + hop.host + " was not resolved in time";
    // The answer may come at once, and with it what follows; then there is nothing left to wait for.
    std::unique_ptr<Pending> pending = resolver.resolve(hop.host, *this);
    if (pending)
        pending_ = std::move(pending);
}

void Attempt::on_addresses(std::vector<core::IpAddress> addresses, std::string why)
{
    pending_.reset();
    targets_ = core::targets_of(registration_.account->first_hop(), addresses);
    problem = std::move(why);
    driver_.on_targets(registration_, static_cast<std::uint16_t>(targets_.size()));
}

void Attempt::send(Transport &transport)
{
    pending_.reset();
    reply = {};
    if (target_ != registration_.session.target) {
        target_ = registration_.session.target;
        core::begin_attempt(registration_.logins); // another server: its challenge refuses nothing yet
    }
    problem = "no answer from " + core::to_string(target());
    pending_ = transport.send(target(), *this);
}

std::string Attempt::contact_for(const core::HostPort &local) const
{
    const core::Account &account = *registration_.account;
    if (!account.extras->contact.empty())
        return account.extras->contact;
    return core::build_contact(account.aor_user, registration_.public_address, local, target().transport,
                               account.secure);
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
    if (!own.session.alive() && !own.session.maybe_bound)
        own.old_contact.clear();
    else if (core::same_contact(own.contact, wanted))
        return;
    // One that waits for its removal already is known to be there; the one after it perhaps never arrived.
    else if (own.old_contact.empty() || core::same_contact(own.old_contact, wanted))
        own.old_contact = own.contact;
}

std::string Attempt::compose(const core::HostPort &local)
{
    Registration &own = registration_;
    if (own.session.operation != core::Operation::query)
        place_contact(local);
    if (own.cseq >= kMaxCSeq)
        own.call_id.clear(); // the sequence is used up: begin another
    if (own.call_id.empty()) {
        own.call_id = driver_.dice().hex(16);
        own.cseq = 0;
    }
    if (own.from_tag.empty())
        own.from_tag = driver_.dice().hex(7); // short enough to need no memory of its own

    core::Request request;
    request.operation = own.session.operation;
    request.from_tag = own.from_tag;
    request.call_id = own.call_id;
    request.cseq = ++own.cseq;
    request.contact = own.contact;
    request.old_contact = own.old_contact;
    request.expires_s = own.session.operation == core::Operation::add ? own.session.asked_s : 0;
    request.credentials = core::authorize(own.logins, means(), driver_.hashes(), core::kRegister,
                                          own.account->registrar);
    request.user_agent = own.account->extras->user_agent.empty() ? driver_.user_agent() : own.account->extras->user_agent;
    return core::write_register(*own.account, request,
                                {target().transport, local, "z9hG4bK" + driver_.dice().hex(12)});
}

void Attempt::on_reply(core::Reply answer)
{
    reply = std::move(answer);
    problem.clear();
    driver_.on_reply(registration_, *this);
}

void Attempt::on_silence(core::Silence silence, std::string cause)
{
    problem = std::move(cause);
    driver_.on_silence(registration_, silence);
}

} // namespace sipreg::registration
