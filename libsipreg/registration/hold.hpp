// SPDX-License-Identifier: LGPL-2.1-or-later
// The flow by which the registrar reaches a registration: held as long as its binding lives.
#pragma once

#include "registration/ports.hpp"

#include <memory>
#include <string>

namespace sipreg::registration {

class Driver;
class Registration;

class Hold final : public FlowWatch {
public:
    Hold(Driver &driver, Registration &registration) : driver_(driver), registration_(registration) {}

    void on(std::unique_ptr<Pending> flow) { flow_ = std::move(flow); }

    /// Why the flow was lost; "" as long as it is not.
    const std::string &loss() const noexcept { return loss_; }

    void on_flow_lost(core::Trouble trouble) override;

private:
    Driver &driver_;
    Registration &registration_;
    std::unique_ptr<Pending> flow_;
    std::string loss_;
};

} // namespace sipreg::registration
