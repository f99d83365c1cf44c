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
    case Code::snapshot_foreign:
        return SIPREG_ERR_SNAPSHOT_FOREIGN;
    case Code::snapshot_truncated:
        return SIPREG_ERR_SNAPSHOT_TRUNCATED;
    case Code::snapshot_future:
        return SIPREG_ERR_SNAPSHOT_FUTURE;
    case Code::snapshot_tampered:
        return SIPREG_ERR_SNAPSHOT_TAMPERED;
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
