// SPDX-License-Identifier: LGPL-2.1-or-later
// A flow that registrations want to be kept open.
#include "nta/upkeep.hpp"

#include "base/random.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::nta {

class Upkeep::Holder final : public registration::Pending {
public:
    explicit Holder(registration::FlowWatch &watch) : watch_(watch) {}

    ~Holder() override
    {
        if (const auto upkeep = upkeep_.lock())
            upkeep->leave(*this);
    }

    void join(std::weak_ptr<Upkeep> upkeep, std::size_t place) noexcept
    {
        upkeep_ = std::move(upkeep);
        place_ = place;
    }

    /// It may be gone afterwards.
    void tell(const core::Trouble &trouble)
    {
        upkeep_.reset();
        watch_.on_flow_lost(trouble);
    }

    std::size_t place() const noexcept { return place_; }
    void move_to(std::size_t place) noexcept { place_ = place; }

private:
    registration::FlowWatch &watch_;
    std::weak_ptr<Upkeep> upkeep_; // none: it is of none any more
    std::size_t place_ = 0; // among the holders
};

Upkeep::Upkeep(Reactor &reactor, std::string peer, Calls calls)
    : reactor_(reactor), peer_(std::move(peer)), calls_(std::move(calls))
{
}

std::unique_ptr<registration::Pending> Upkeep::hold(const core::Care &care, registration::FlowWatch &watch)
{
    auto holder = std::make_unique<Holder>(watch);
    holders_.push_back(holder.get());
    holder->join(weak_from_this(), holders_.size() - 1);
    heartbeat_.take(care, reactor_.now(), random_unit());
    arm();
    return holder;
}

void Upkeep::leave(Holder &holder)
{
    holders_.back()->move_to(holder.place());
    std::swap(holders_[holder.place()], holders_.back());
    holders_.pop_back();
    if (holders_.empty() && calls_.left)
        calls_.left();
}

void Upkeep::hurry()
{
    heartbeat_.hurry(reactor_.now());
    arm();
}

// Not for each byte that is heard: a timer that comes too early is set again.
void Upkeep::arm()
{
    const Instant next = heartbeat_.next();
    if (!is_held() || next >= armed_)
        return;
    armed_ = next;
    timer_ = reactor_.after(std::max(next - reactor_.now(), Millis(0)), [this] { on_time(); });
}

void Upkeep::on_time()
{
    const auto alive = shared_from_this();
    armed_ = kNever;
    timer_.reset();
    if (!is_held())
        return;
    const core::Heartbeat::Act act = heartbeat_.on_time(reactor_.now(), random_unit());
    if (act == core::Heartbeat::Act::lost)
        return calls_.dead({core::Silence::broken, peer_ + " does not answer any more"});
    if (act == core::Heartbeat::Act::ping)
        calls_.ping();
    arm();
}

void Upkeep::end(const core::Trouble &trouble)
{
    const auto alive = shared_from_this();
    timer_.reset();
    armed_ = kNever;
    heartbeat_ = {}; // who holds it again may meet another peer
    while (!holders_.empty()) {
        Holder *holder = holders_.back();
        holders_.pop_back();
        holder->tell(trouble);
    }
}

void Upkeep::stop() noexcept
{
    timer_.reset();
    armed_ = Instant::min();
}

} // namespace sipreg::nta
