// SPDX-License-Identifier: LGPL-2.1-or-later
// What hides behind sipreg_explanation_t.
#pragma once

#include "core/history.hpp"

#include <sipreg/sipreg.h>

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

/// Immutable once made.
struct sipreg_explanation {
    sipreg_explanation(std::vector<sipreg::core::Episode> told, sipreg::Instant when);

    mutable std::atomic<int> references{1};
    const std::vector<sipreg::core::Episode> episodes;
    const std::vector<std::vector<std::string>> targets; // by attempt and request
    const std::vector<std::vector<std::string>> skipped; // by attempt
    const sipreg::Instant now;

    /// Written when first asked for.
    const std::string &json() const;

private:
    mutable std::once_flag written_;
    mutable std::string json_;
};
