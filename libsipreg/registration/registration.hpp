// SPDX-License-Identifier: LGPL-2.1-or-later
// One registration at rest: the compact object that is all there is per account.
#pragma once

#include "core/account.hpp"
#include "core/downgrade.hpp"
#include "core/history.hpp"
#include "core/lanes.hpp"
#include "core/login.hpp"
#include "core/session.hpp"
#include "core/timer_heap.hpp"
#include "registration/learned.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sipreg::registration {

class Attempt;
class Hold;
class Registration;

/// Flows of one registration, where there are several (RFC 5626 §4.2).
struct Kin {
    Registration *lead = nullptr; // the first flow, if this is another
    int number = 1;
    std::vector<std::unique_ptr<Registration>> further; // of the first: the others
};

/// Owned by whoever made it; the driver works on it until Driver::forget().
class Registration : public core::Timed, public core::Waiting<Registration> {
public:
    explicit Registration(std::shared_ptr<const core::Account> what);
    ~Registration();
    Registration(const Registration &) = delete;
    Registration &operator=(const Registration &) = delete;

    /// What the registrar has taught us, to be written to.
    Learned &lessons()
    {
        if (!learned)
            learned = std::make_unique<Learned>();
        return *learned;
    }
    const core::Redirect *redirect() const { return learned && learned->redirect ? &*learned->redirect : nullptr; }

    /// Bindings of others, to be removed when that is wanted.
    std::vector<std::string> &unwanted()
    {
        if (!unwanted_or_null)
            unwanted_or_null = std::make_unique<std::vector<std::string>>();
        return *unwanted_or_null;
    }

    bool is_first_flow() const noexcept { return !kin || kin->lead == nullptr; }
    int flow_number() const noexcept { return kin ? kin->number : 1; }

    std::shared_ptr<const core::Account> account;
    core::Session session;
    std::vector<core::Login> logins;
    core::Purse purse; // what the application was asked for and gave
    core::Proven proven;
    std::string call_id, from_tag;
    std::uint32_t cseq;
    std::uint32_t home = 0;  // mark of the target where the binding was made; 0: none
    std::string contact;     // as last sent
    std::vector<std::string> old_contacts; // perhaps still at the registrar, to be removed with the next REGISTER
    core::HostPort local;    // where the last request left from
    std::optional<core::HostPort> public_address;
    bool outbound = false; // the registrar calls us over the flow by which we registered
    bool listed = false;  // the last answer to our REGISTER listed our binding
    bool counted = false; // an answer told which bindings others have
    int last_status = 0;
    std::string last_reason;
    std::unique_ptr<std::vector<std::string>> unwanted_or_null;
    std::unique_ptr<Learned> learned;   // null: nothing
    core::History history;
    std::unique_ptr<Hold> hold;         // while the binding lives
    std::unique_ptr<Kin> kin;           // null: this is the only flow
    std::unique_ptr<Attempt> attempt;   // while one is under way
};

/// The first flow of the registration that this is a flow of; with but one, itself.
Registration &lead_of(Registration &registration) noexcept;

/// The flows beside the first; none of another one.
std::span<const std::unique_ptr<Registration>> further_flows(const Registration &registration) noexcept;

/// The other flows of the same registration.
std::vector<const Registration *> kin_of(const Registration &registration);

/// Whether the registrar reaches us by one of them.
bool is_reached(const std::vector<const Registration *> &kin) noexcept;

} // namespace sipreg::registration
