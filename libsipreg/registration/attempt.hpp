// SPDX-License-Identifier: LGPL-2.1-or-later
// What one attempt holds: its targets, the question under way, and the last answer.
#pragma once

#include "registration/locating.hpp"
#include "registration/ports.hpp"
#include "registration/registration.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sipreg::registration {

class Driver;

/// What the application is asked for, and the challenge behind it.
struct Asked {
    core::Question question;
    core::Challenge challenge;
};

/// Lives from Command::resolve to Command::release; hands what the world answers to the driver.
class Attempt final : public Exchange {
public:
    Attempt(Driver &driver, Registration &registration) : driver_(driver), registration_(registration) {}

    /// The targets of the registrar that the registration is at now.
    void resolve(Resolver &resolver, const core::Offer &offer);
    void send(Transport &transport);
    /// Nothing more is expected of the last request.
    void let_go()
    {
        pending_.reset();
        locating_.reset();
    }

    std::string compose(const core::HostPort &local) override;
    void on_reply(core::Reply reply) override;
    void on_silence(core::Trouble trouble) override;

    const core::Target &target() const { return targets_[registration_.session.target]; }
    core::Peer peer() const;

    core::Means means() const
    {
        return {*registration_.account, registration_.purse, core::is_secure(target().transport)};
    }

    /// The Contact that would be sent now is not the one that was sent.
    bool contact_moved() const { return contact_for(registration_.local) != registration_.contact; }

    bool holds_place = false; // among the outstanding requests
    std::size_t removes = 0;  // how many unwanted bindings the last request named
    bool replaced = false;    // the last reply shows another of our instance in our place
    core::Reply reply;        // the last one
    std::string problem;      // why there was none
    std::optional<core::Trouble> distrusted; // the first target of this attempt whose TLS was not good
    std::vector<core::Asked> challenged; // by the last reply
    std::shared_ptr<const Asked> asked;       // while the application is asked
    std::optional<core::Downgrade> downgrade; // that was told

private:
    void on_located(core::Located located);
    std::vector<core::Header> credentials(std::string_view uri);
    std::string contact_for(const core::HostPort &local) const;
    void place_contact(const core::HostPort &local);
    void replace_contact(const std::string &wanted);

    Driver &driver_;
    Registration &registration_;
    std::vector<core::Target> targets_;
    std::uint16_t target_ = 0; // number of the one that the last request went to
    std::unique_ptr<Locating> locating_;
    std::unique_ptr<Pending> pending_;
};

/// Where its requests go first: a proxy, the registrar that another one named, or the account's.
const core::Hop &hop_of(const Registration &registration);

/// The line in which its requests wait: one per such place.
std::string lane_of(const Registration &registration);

} // namespace sipreg::registration
