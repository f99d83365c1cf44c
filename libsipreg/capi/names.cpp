// SPDX-License-Identifier: LGPL-2.1-or-later
// Between our enumerations and those of the header, and the names of the latter. The switches over ours have no
// default: a new enumerator does not compile unnoticed.
#include "capi/names.hpp"

#include "base/error.hpp"

#include <cstddef>

namespace sipreg::capi {

sipreg_state_t to_c(core::State state) noexcept
{
    switch (state) {
    case core::State::idle:
        return SIPREG_STATE_IDLE;
    case core::State::registering:
        return SIPREG_STATE_REGISTERING;
    case core::State::registered:
        return SIPREG_STATE_REGISTERED;
    case core::State::waiting:
        return SIPREG_STATE_WAITING;
    case core::State::unregistering:
        return SIPREG_STATE_UNREGISTERING;
    }
    return SIPREG_STATE_UNKNOWN;
}

sipreg_failure_t to_c(core::Failure failure) noexcept
{
    switch (failure) {
    case core::Failure::none:
        return SIPREG_FAILURE_UNKNOWN;
    case core::Failure::temporary:
        return SIPREG_FAILURE_TEMPORARY;
    case core::Failure::forbidden:
        return SIPREG_FAILURE_FORBIDDEN;
    case core::Failure::fatal:
        return SIPREG_FAILURE_FATAL;
    case core::Failure::credentials:
        return SIPREG_FAILURE_CREDENTIALS;
    case core::Failure::dns:
        return SIPREG_FAILURE_DNS;
    case core::Failure::transport:
        return SIPREG_FAILURE_TRANSPORT;
    case core::Failure::tls:
        return SIPREG_FAILURE_TLS;
    case core::Failure::timeout:
        return SIPREG_FAILURE_TIMEOUT;
    }
    return SIPREG_FAILURE_UNKNOWN;
}

sipreg_tls_fault_t to_c(core::TlsFault fault) noexcept
{
    static_assert(static_cast<int>(core::TlsFault::local) == SIPREG_TLS_FAULT_LOCAL);
    return static_cast<sipreg_tls_fault_t>(fault); // counted alike
}

sipreg_operation_t to_c(core::Operation operation) noexcept
{
    switch (operation) {
    case core::Operation::none:
        return SIPREG_OPERATION_UNKNOWN;
    case core::Operation::add:
        return SIPREG_OPERATION_REGISTER;
    case core::Operation::remove:
        return SIPREG_OPERATION_UNREGISTER;
    case core::Operation::query:
        return SIPREG_OPERATION_QUERY;
    case core::Operation::remove_others:
        return SIPREG_OPERATION_REMOVE_BINDING;
    case core::Operation::remove_all:
        return SIPREG_OPERATION_REMOVE_ALL;
    }
    return SIPREG_OPERATION_UNKNOWN;
}

sipreg_event_type_t to_c(registration::EventType type) noexcept
{
    switch (type) {
    case registration::EventType::registered:
        return SIPREG_EVENT_REGISTERED;
    case registration::EventType::failed:
        return SIPREG_EVENT_FAILED;
    case registration::EventType::degraded:
        return SIPREG_EVENT_DEGRADED;
    case registration::EventType::expired:
        return SIPREG_EVENT_EXPIRED;
    case registration::EventType::unregistered:
        return SIPREG_EVENT_UNREGISTERED;
    case registration::EventType::public_address:
        return SIPREG_EVENT_PUBLIC_ADDRESS;
    case registration::EventType::bindings:
        return SIPREG_EVENT_BINDINGS;
    case registration::EventType::lost:
        return SIPREG_EVENT_LOST;
    case registration::EventType::replaced:
        return SIPREG_EVENT_REPLACED;
    case registration::EventType::foreign:
        return SIPREG_EVENT_FOREIGN;
    case registration::EventType::rewritten:
        return SIPREG_EVENT_REWRITTEN;
    case registration::EventType::status:
        return SIPREG_EVENT_STATUS;
    case registration::EventType::credentials:
        return SIPREG_EVENT_CREDENTIALS;
    case registration::EventType::downgrade:
        return SIPREG_EVENT_DOWNGRADE;
    }
    return SIPREG_EVENT_UNKNOWN;
}

sipreg_transport_t to_c(core::Transport transport) noexcept
{
    switch (transport) {
    case core::Transport::udp:
        return SIPREG_TRANSPORT_UDP;
    case core::Transport::tcp:
        return SIPREG_TRANSPORT_TCP;
    case core::Transport::tls:
        return SIPREG_TRANSPORT_TLS;
    case core::Transport::ws:
        return SIPREG_TRANSPORT_WS;
    case core::Transport::wss:
        return SIPREG_TRANSPORT_WSS;
    }
    return SIPREG_TRANSPORT_UNKNOWN;
}

core::Algorithm to_algorithm(const char *field, std::int32_t number)
{
    switch (number) {
    case SIPREG_ALGORITHM_MD5:
        return core::Algorithm::md5;
    case SIPREG_ALGORITHM_SHA_256:
        return core::Algorithm::sha256;
    case SIPREG_ALGORITHM_SHA_512_256:
        return core::Algorithm::sha512_256;
    default:
        refuse(field, "the algorithm is unknown");
    }
}

core::Family to_family(const char *field, std::int32_t number)
{
    switch (number) {
    case SIPREG_FAMILY_ANY:
        return core::Family::any;
    case SIPREG_FAMILY_V4_FIRST:
        return core::Family::v4_first;
    case SIPREG_FAMILY_V6_FIRST:
        return core::Family::v6_first;
    case SIPREG_FAMILY_V4_ONLY:
        return core::Family::v4_only;
    case SIPREG_FAMILY_V6_ONLY:
        return core::Family::v6_only;
    default:
        refuse(field, "the family is unknown");
    }
}

core::Failure to_failure(const char *field, std::int32_t number)
{
    for (std::size_t known = 1; known < core::kFailures; ++known)
        if (number_of(to_c(static_cast<core::Failure>(known))) == number)
            return static_cast<core::Failure>(known);
    refuse(field, "the failure is unknown");
}

namespace {

// By number from 0, as the header counts.
template <std::size_t Size> const char *name_at(const char *const (&names)[Size], int number) noexcept
{
    return number >= 0 && static_cast<std::size_t>(number) < Size ? names[number] : "unknown";
}

} // namespace

} // namespace sipreg::capi

const char *sipreg_error_name(sipreg_error_t code)
{
    switch (code) {
    case SIPREG_OK:
        return "SIPREG_OK";
    case SIPREG_ERR_INVALID:
        return "SIPREG_ERR_INVALID";
    case SIPREG_ERR_STATE:
        return "SIPREG_ERR_STATE";
    case SIPREG_ERR_CLOSED:
        return "SIPREG_ERR_CLOSED";
    case SIPREG_ERR_TIMEOUT:
        return "SIPREG_ERR_TIMEOUT";
    case SIPREG_ERR_NO_MEMORY:
        return "SIPREG_ERR_NO_MEMORY";
    case SIPREG_ERR_SNAPSHOT_FOREIGN:
        return "SIPREG_ERR_SNAPSHOT_FOREIGN";
    case SIPREG_ERR_SNAPSHOT_TRUNCATED:
        return "SIPREG_ERR_SNAPSHOT_TRUNCATED";
    case SIPREG_ERR_SNAPSHOT_FUTURE:
        return "SIPREG_ERR_SNAPSHOT_FUTURE";
    case SIPREG_ERR_SNAPSHOT_TAMPERED:
        return "SIPREG_ERR_SNAPSHOT_TAMPERED";
    case SIPREG_ERR_SYSTEM:
        return "SIPREG_ERR_SYSTEM";
    case SIPREG_ERR_INTERNAL:
        return "SIPREG_ERR_INTERNAL";
    }
    return "SIPREG_ERR_?";
}

const char *sipreg_event_type_name(sipreg_event_type_t code)
{
    static const char *const kNames[] = {"unknown",        "registered", "failed",   "degraded",  "expired",
                                         "unregistered",   "public_address", "bindings", "status", "overflow",
                                         "credentials",    "lost",       "replaced", "foreign",   "rewritten",
                                         "downgrade",      "request",    "log",      "trace"};
    return sipreg::capi::name_at(kNames, code);
}

const char *sipreg_failure_name(sipreg_failure_t code)
{
    static const char *const kNames[] = {"unknown", "temporary", "forbidden", "fatal",  "credentials",
                                         "dns",     "transport", "tls",       "timeout"};
    return sipreg::capi::name_at(kNames, code);
}

const char *sipreg_tls_fault_name(sipreg_tls_fault_t code)
{
    const std::int32_t number = sipreg::capi::number_of(code);
    const bool known = number >= 0 && number <= SIPREG_TLS_FAULT_LOCAL;
    return known ? sipreg::core::name(static_cast<sipreg::core::TlsFault>(number)) : "unknown";
}

const char *sipreg_operation_name(sipreg_operation_t code)
{
    static const char *const kNames[] = {"unknown", "register", "unregister", "query", "remove_binding", "remove_all"};
    return sipreg::capi::name_at(kNames, code);
}

const char *sipreg_state_name(sipreg_state_t code)
{
    static const char *const kNames[] = {"unknown",    "idle",    "registering",
                                         "registered", "waiting", "unregistering"};
    return sipreg::capi::name_at(kNames, code);
}

const char *sipreg_version(void) { return SIPREG_VERSION_STRING; }
