// SPDX-License-Identifier: LGPL-2.1-or-later
// Between our enumerations and those of the header.
#pragma once

#include "core/address.hpp"
#include "core/challenge.hpp"
#include "core/locate.hpp"
#include "core/session.hpp"
#include "core/verdict.hpp"
#include "registration/event.hpp"

#include <sipreg/sipreg.h>

#include <cstdint>
#include <cstring>

namespace sipreg::capi {

/// C makes an enumerator of any number; here it may not even be looked at before it is known to be one.
template <typename Enumeration> std::int32_t number_of(const Enumeration &value) noexcept
{
    std::int32_t number;
    static_assert(sizeof number == sizeof value);
    std::memcpy(&number, &value, sizeof number);
    return number;
}

sipreg_state_t to_c(core::State state) noexcept;
sipreg_failure_t to_c(core::Failure failure) noexcept;
sipreg_tls_fault_t to_c(core::TlsFault fault) noexcept;
sipreg_operation_t to_c(core::Operation operation) noexcept;
sipreg_event_type_t to_c(registration::EventType type) noexcept;
sipreg_transport_t to_c(core::Transport transport) noexcept;

/// Throws Error{invalid}, naming @p field, for a number that is none of the header's.
core::Algorithm to_algorithm(const char *field, std::int32_t number);
core::Family to_family(const char *field, std::int32_t number);
core::Failure to_failure(const char *field, std::int32_t number);

} // namespace sipreg::capi
