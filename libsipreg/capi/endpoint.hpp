// SPDX-License-Identifier: LGPL-2.1-or-later
// What hides behind sipreg_endpoint_t.
#pragma once

#include "capi/runtime.hpp"

#include <sipreg/sipreg.h>

#include <atomic>
#include <memory>

struct sipreg_endpoint {
    std::atomic<int> references{1}; // the application's and the registrations'
    const std::shared_ptr<sipreg::capi::Runtime> runtime = std::make_shared<sipreg::capi::Runtime>();
};
