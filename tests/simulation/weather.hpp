// SPDX-License-Identifier: LGPL-2.1-or-later
// When which fault comes: storms, and between them calms long enough for everything to be well again.
#pragma once

#include "simulation/agenda.hpp"
#include "simulation/chance.hpp"
#include "simulation/fault.hpp"

#include <vector>

namespace sipreg::sim {

class World;

class Weather final : Actor {
public:
    Weather(World &world, Chance chance);

    /// Some hard fault is or was at work at or after @p when.
    bool harmed_since(Instant when) const { return harmful_ > 0 || harm_ended_ >= when; }
    /// Everything had its time to become well again, and nothing has gone wrong since.
    bool recovered() const { return recovered_; }
    /// Something may go wrong at any moment.
    bool is_stormy() const;
    /// Times that each of all_faults() began.
    const std::vector<std::uint64_t> &counts() const { return counts_; }

private:
    enum class Kind : std::uint64_t { storm, calm, recovered, begin, end };
    void act(std::uint64_t what) override;
    void later(Millis delay, Kind kind, std::uint64_t fault = 0);
    void plan_storm();
    void begin(std::uint64_t fault);
    void end(std::uint64_t fault);

    World &world_;
    Chance chance_;
    std::vector<bool> active_;
    std::vector<std::uint64_t> counts_;
    unsigned harmful_ = 0;
    Instant harm_ended_{};
    Instant storm_ends_{};
    bool recovered_ = false;
};

} // namespace sipreg::sim
