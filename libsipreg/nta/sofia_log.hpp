// SPDX-License-Identifier: LGPL-2.1-or-later
// Sofia's log, which is one for the process, brought to ours.
#pragma once

#include "base/log.hpp"

namespace sipreg::nta {

/// While one lives, what sofia logs goes to @p log as warnings; the last one restores what was set before. Sofia's
/// levels above 3 print whole messages with credentials and are lowered meanwhile.
class SofiaLog {
public:
    explicit SofiaLog(Log &log);
    ~SofiaLog();
    SofiaLog(const SofiaLog &) = delete;
    SofiaLog &operator=(const SofiaLog &) = delete;

private:
    Log &log_;
};

} // namespace sipreg::nta
