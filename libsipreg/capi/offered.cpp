// SPDX-License-Identifier: LGPL-2.1-or-later
// Somebody else's request in the hands of the application.
#include "capi/offered.hpp"

#include "base/error.hpp"
#include "capi/engine.hpp"
#include "capi/guard.hpp"
#include "capi/runtime.hpp"

namespace sipreg::capi {

void Offered::answer(core::InboundAnswer answer) const
{
    const std::shared_ptr<Runtime> runtime = runtime_.lock();
    if (!runtime || runtime->is_closed())
        throw Error(Code::closed, "the endpoint was shut down");
    if (!close())
        throw Error(Code::wrong_state, "the request was answered");
    runtime->post([number = number_, answer = std::move(answer)](Engine &engine) { engine.inbound().answer(number, answer); });
}

void Offered::decline() const noexcept
{
    const std::shared_ptr<Runtime> runtime = runtime_.lock();
    if (!runtime || !close())
        return;
    // Without memory, or after the end: its time runs out instead.
    (void)guard([&] { runtime->post([number = number_](Engine &engine) { engine.inbound().decline(number); }); });
}

} // namespace sipreg::capi
