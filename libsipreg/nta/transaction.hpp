// SPDX-License-Identifier: LGPL-2.1-or-later
// One request to one target, from the order to send it to its final answer.
#pragma once

#include "base/reactor.hpp"
#include "nta/agent.hpp"
#include "registration/ports.hpp"

#include <memory>
#include <string>

namespace sipreg::nta {

class Flow;

class Transaction final : public registration::Pending {
public:
    Transaction(registration::Exchange &exchange, const core::Target &target)
        : exchange_(exchange), target_(target)
    {
    }
    ~Transaction() override;

    /// Sends it, now that there is something to send through.
    void launch(const Agent &agent, Reactor &reactor, tport_t *tport, const core::HostPort &local);

    /// Its flow, from being queued for the connection on; nothing over UDP.
    void join(std::shared_ptr<Flow> flow) { flow_ = std::move(flow); }

    /// Answers with silence, at once or (from within send()) in a later turn. The transaction may be gone then.
    void give_up(core::Trouble trouble);
    void give_up_soon(Reactor &reactor, core::Trouble trouble);

private:
    static int on_response(Transaction *self, nta_outgoing_t *orq, const sip_t *sip);
    void on_final(const sip_t *sip);
    void on_unreadable();
    bool transmit();
    void on_internal(int status);
    void show(bool sent, std::string_view text) const;

    registration::Exchange &exchange_;
    const core::Target target_;
    std::shared_ptr<Flow> flow_;
    const Agent *agent_ = nullptr; // from launch() on
    tport_t *tport_ = nullptr;
    std::string text_;
    nta_outgoing_t *orq_ = nullptr;
    unsigned unreadable_ = 0; // answers so far
    std::unique_ptr<Ongoing> later_;
};

} // namespace sipreg::nta
