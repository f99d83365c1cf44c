// SPDX-License-Identifier: LGPL-2.1-or-later
// What one attempt holds: its targets, the question under way, and the last answer.
#pragma once

#include "core/health.hpp"
#include "registration/locating.hpp"
#include "registration/ports.hpp"
#include "registration/registration.hpp"

#include <cstdint>
#include <optional>
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
    ~Attempt() override { leave_probes(); }

    /// The targets of the registrar that the registration is at now.
    void resolve(Resolver &resolver, const core::Offer &offer);
    const std::vector<core::Place> &places() const noexcept { return places_; }
    /// Which of them to try. The driver plans when they are found, and again when the first request may leave.
    void take(core::Plan plan);
    /// From now on it goes by the plan.
    void set_out();
    bool has_set_out() const noexcept { return set_out_; }
    const core::Plan &plan() const noexcept { return plan_; }
    /// The target in use has answered or failed: it is known whether it lives.
    void found_out() noexcept;
    Instant sent_at() const noexcept { return sent_at_; }

    /// The target in use is one for datagrams, but nobody said that it has to be, and a stream to it was not tried yet.
    bool may_detour(Instant now) const;
    /// By a stream to the same place first.
    void detour();
    /// Of the next request, in bytes. What is not known yet counts as long as it can be.
    std::size_t length() const;

    void send(Transport &transport);
    /// Nothing more is expected of the last request.
    void let_go()
    {
        pending_.reset();
        locating_.clear();
    }

    std::string compose(const core::HostPort &local) override;
    void on_reply(core::Reply reply) override;
    void on_silence(core::Trouble why) override;

    const core::Target &target() const { return plan_.targets[registration_.session.target]; }

    /// The one that was located: not the stream that stands for it.
    const core::Target &place() const
    {
        return plan_.targets[registration_.session.target + (detour_ == registration_.session.target ? 1u : 0u)];
    }
    core::Peer peer() const;
    /// What is told: that one server is not who it should be says more than that another one is not there.
    const std::optional<core::Trouble> &main_trouble() const noexcept { return distrust ? distrust : trouble; }

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
    std::optional<core::Trouble> trouble;  // the same of the last request, if the world has told
    std::optional<core::Trouble> distrust; // the same of the first target that was not who it should be
    std::vector<core::Asked> challenged; // by the last reply
    std::shared_ptr<const Asked> asked;       // while the application is asked
    std::optional<core::Downgrade> downgrade; // that was told

private:
    void on_located();
    void locate(Resolver &resolver, const core::Hop &hop, const core::Offer &offer);
    void add_places(const core::Located &located, std::uint8_t hop);
    bool is_abroad() const;
    std::vector<core::Header> credentials(std::vector<core::Login> &logins, std::string_view uri) const;
    core::Request draft(std::vector<core::Login> &logins) const;
    std::string contact_for(const core::HostPort &local) const;
    void place_contact(const core::HostPort &local);
    void replace_contact(const std::string &wanted);

    void leave_probes() noexcept;

    Driver &driver_;
    Registration &registration_;
    std::vector<core::Place> places_;
    core::Plan plan_;
    bool set_out_ = false;
    std::optional<std::uint16_t> detour_; // number of the last stream that was put before its place
    Instant sent_at_{};        // the last request
    std::uint16_t target_ = 0; // number of the one that it went to
    std::vector<std::unique_ptr<Locating>> locating_; // one for each hop
    std::vector<core::Located> located_;
    std::vector<std::string> domains_; // who is to be there, by hop
    std::size_t lookups_ = 0; // that are not done
    std::unique_ptr<Pending> pending_;
};

} // namespace sipreg::registration
