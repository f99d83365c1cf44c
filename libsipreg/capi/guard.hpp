// SPDX-License-Identifier: LGPL-2.1-or-later
// The exception barrier: nothing thrown inside reaches C.
#pragma once

#include "base/error.hpp"

#include <sipreg/sipreg.h>

#include <new>
#include <utility>

namespace sipreg::capi {

inline sipreg_error_t to_c(Code code) noexcept
{
    switch (code) {
    case Code::invalid:
        return SIPREG_ERR_INVALID;
    case Code::wrong_state:
        return SIPREG_ERR_STATE;
    case Code::closed:
        return SIPREG_ERR_CLOSED;
    case Code::system:
        return SIPREG_ERR_SYSTEM;
    case Code::internal:
        return SIPREG_ERR_INTERNAL;
    }
    return SIPREG_ERR_INTERNAL; // a value from outside the enum
}

template <typename Body> sipreg_error_t guard(Body &&body) noexcept
{
    try {
        std::forward<Body>(body)();
        return SIPREG_OK;
    } catch (const Error &error) {
        return to_c(error.code());
    } catch (const std::bad_alloc &) {
        return SIPREG_ERR_NO_MEMORY;
    } catch (...) {
        return SIPREG_ERR_INTERNAL;
    }
}

} // namespace sipreg::capi
