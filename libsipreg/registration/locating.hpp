// SPDX-License-Identifier: LGPL-2.1-or-later
// Asks the DNS until the core knows where a request can be sent.
#pragma once

#include "core/locate.hpp"
#include "registration/ports.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace sipreg::registration {

class Locating final : public Lookup {
public:
    using Done = std::function<void(core::Located)>;

    /// @p chance draws by weights. @p done is called once, and may destroy this.
    Locating(Resolver &resolver, const core::Hop &hop, const core::Offer &offer, std::uint64_t chance, Done done)
        : resolver_(resolver), hop_(hop), offer_(offer), chance_(chance), done_(std::move(done))
    {
    }

    /// If all is answered at once, it is done within the call.
    void begin() { go_on(); }

    void on_answer(const core::dns::Question &question, core::dns::AnswerPtr answer) override;

private:
    void go_on();
    void ask(const std::vector<core::dns::Question> &questions);

    Resolver &resolver_;
    const core::Hop hop_;
    const core::Offer &offer_;
    const std::uint64_t chance_;
    Done done_;
    core::dns::Answers answers_;
    std::size_t open_ = 0; // questions
    bool asking_ = false;
    std::vector<std::unique_ptr<Pending>> pending_;
};

} // namespace sipreg::registration
