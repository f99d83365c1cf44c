// SPDX-License-Identifier: LGPL-2.1-or-later
// A registration over a restart of its process: to a snapshot and back.
#pragma once

#include "core/snapshot.hpp"
#include "registration/registration.hpp"

namespace sipreg::registration {

/// One moment on both clocks: ours does not survive a restart, the wall's does.
struct Now {
    Instant instant;
    std::int64_t wall_ms; // since 1970
};

core::Snapshot snapshot_of(const Registration &registration, const Now &now);

/// Into a registration of which nothing was asked yet. False if the snapshot is of another account.
bool resume(Registration &registration, core::Snapshot snapshot, const Now &now);

} // namespace sipreg::registration
