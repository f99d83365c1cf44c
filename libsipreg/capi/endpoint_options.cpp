// SPDX-License-Identifier: LGPL-2.1-or-later
// The setters of an endpoint: accepted until its start.
#include "capi/endpoint.hpp"

#include "capi/guard.hpp"
#include "capi/names.hpp"
#include "capi/numeric.hpp"
#include "capi/tls.hpp"
#include "core/text.hpp"

#include <cstdint>

namespace capi = sipreg::capi;
namespace core = sipreg::core;

namespace {

template <typename Change> sipreg_error_t set(sipreg_endpoint_t *endpoint, Change &&change) noexcept
{
    if (endpoint == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] { endpoint->runtime->configure(change); });
}

core::HostPort numeric(const char *field, const char *text)
{
    return capi::numeric(field, text != nullptr ? text : "");
}

void check_range(const char *field, std::int64_t value, std::int64_t least, std::int64_t most)
{
    if (value < least || value > most)
        sipreg::refuse(field, "is outside " + std::to_string(least) + ".." + std::to_string(most));
}

constexpr std::int64_t kLongestTimer = 60'000, kShortestLimit = 100, kLongestLimit = 600'000;
constexpr std::int64_t kLongestCaution = 3'600'000;

void check_interval(const char *field, std::int64_t value)
{
    if (value != 0)
        check_range(field, value, 1000, kLongestCaution);
}

} // namespace

sipreg_error_t sipreg_endpoint_set_callback(sipreg_endpoint_t *endpoint, sipreg_event_cb callback, void *user_data)
{
    return set(endpoint, [&](capi::Options &options) { options.events = {callback, user_data}; });
}

sipreg_error_t sipreg_endpoint_set_caller_driven(sipreg_endpoint_t *endpoint, int32_t on)
{
    return set(endpoint, [&](capi::Options &options) { options.caller_driven = on != 0; });
}

sipreg_error_t sipreg_endpoint_set_offer_requests(sipreg_endpoint_t *endpoint, int32_t on)
{
    return set(endpoint, [&](capi::Options &options) { options.offer_requests = on != 0; });
}

sipreg_error_t sipreg_endpoint_set_watch_network(sipreg_endpoint_t *endpoint, int32_t on)
{
    return set(endpoint, [&](capi::Options &options) { options.watch_network = on != 0; });
}

sipreg_error_t sipreg_endpoint_add_bind_address(sipreg_endpoint_t *endpoint, const char *address)
{
    return set(endpoint,
               [&](capi::Options &options) { options.bind_addresses.push_back(numeric("bind address", address)); });
}

sipreg_error_t sipreg_endpoint_set_transports(sipreg_endpoint_t *endpoint, int32_t transports)
{
    return set(endpoint, [&](capi::Options &options) {
        int32_t unknown = transports;
        std::vector<core::Transport> wanted;
        for (const core::Transport each : core::kTransports)
            if ((transports & capi::to_c(each)) != 0) {
                wanted.push_back(each);
                unknown &= ~capi::to_c(each);
            }
        if (wanted.empty() || unknown != 0)
            sipreg::refuse("transports", "none, or one that is unknown");
        options.transports = std::move(wanted);
    });
}

sipreg_error_t sipreg_endpoint_set_tls(sipreg_endpoint_t *endpoint, sipreg_tls_t *tls)
{
    return set(endpoint, [&](capi::Options &options) { options.tls_context = capi::context_of(tls); });
}

sipreg_error_t sipreg_endpoint_set_connect_timeout_ms(sipreg_endpoint_t *endpoint, int32_t timeout_ms)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("connect timeout", timeout_ms, kShortestLimit, kLongestLimit);
        options.connect_limit = sipreg::Millis(timeout_ms);
    });
}

sipreg_error_t sipreg_endpoint_set_keepalive_ms(sipreg_endpoint_t *endpoint, int32_t datagram_ms, int32_t stream_ms,
                                                int32_t pong_ms)
{
    return set(endpoint, [&](capi::Options &options) {
        check_interval("datagram keepalive", datagram_ms);
        check_interval("stream keepalive", stream_ms);
        check_range("pong limit", pong_ms, kShortestLimit, kLongestLimit);
        options.keepalives.datagram = sipreg::Millis(datagram_ms);
        options.keepalives.stream = sipreg::Millis(stream_ms);
        options.keepalives.pong_limit = sipreg::Millis(pong_ms);
    });
}

sipreg_error_t sipreg_endpoint_set_stun_keepalive(sipreg_endpoint_t *endpoint, int32_t on)
{
    return set(endpoint, [&](capi::Options &options) { options.keepalives.stun = on != 0; });
}

sipreg_error_t sipreg_endpoint_set_idle_ms(sipreg_endpoint_t *endpoint, int32_t idle_ms)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("idle time", idle_ms, kShortestLimit, kLongestCaution);
        options.idle_limit = sipreg::Millis(idle_ms);
    });
}

sipreg_error_t sipreg_endpoint_set_family(sipreg_endpoint_t *endpoint, sipreg_family_t family)
{
    return set(endpoint,
               [&](capi::Options &options) { options.family = capi::to_family("family", capi::number_of(family)); });
}

sipreg_error_t sipreg_endpoint_set_user_agent(sipreg_endpoint_t *endpoint, const char *text)
{
    return set(endpoint, [&](capi::Options &options) {
        if (text == nullptr || !core::is_clean_text(text))
            sipreg::refuse("user agent", "is NULL, holds control characters or is not UTF-8");
        options.user_agent = text;
    });
}

sipreg_error_t sipreg_endpoint_set_timers_ms(sipreg_endpoint_t *endpoint, int32_t t1_ms, int32_t t2_ms, int32_t t4_ms)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("t1", t1_ms, 1, t2_ms);
        check_range("t2", t2_ms, t1_ms, kLongestTimer);
        check_range("t4", t4_ms, 1, kLongestTimer);
        options.timers.t1 = sipreg::Millis(t1_ms);
        options.timers.t2 = sipreg::Millis(t2_ms);
        options.timers.t4 = sipreg::Millis(t4_ms);
    });
}

sipreg_error_t sipreg_endpoint_set_attempt_deadline_ms(sipreg_endpoint_t *endpoint, int32_t deadline_ms)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("attempt deadline", deadline_ms, kShortestLimit, kLongestLimit);
        options.policy.attempt_deadline = sipreg::Millis(deadline_ms);
    });
}

sipreg_error_t sipreg_endpoint_set_target_timeout_ms(sipreg_endpoint_t *endpoint, int32_t timeout_ms)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("target timeout", timeout_ms, kShortestLimit, kLongestLimit);
        options.policy.target_timeout = sipreg::Millis(timeout_ms);
    });
}

sipreg_error_t sipreg_endpoint_set_health_ms(sipreg_endpoint_t *endpoint, int32_t rest_ms, int32_t longest_rest_ms,
                                             int32_t failback_ms)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("rest", rest_ms, 1, longest_rest_ms);
        check_range("longest rest", longest_rest_ms, rest_ms, kLongestCaution);
        check_range("failback", failback_ms, 1, kLongestCaution);
        options.caution = {sipreg::Millis(rest_ms), sipreg::Millis(longest_rest_ms), sipreg::Millis(failback_ms)};
    });
}

sipreg_error_t sipreg_endpoint_set_udp_limit(sipreg_endpoint_t *endpoint, int32_t bytes)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("UDP limit", bytes, 0, 65'507);
        options.udp_limit = static_cast<std::size_t>(bytes);
    });
}

sipreg_error_t sipreg_endpoint_set_max_outstanding(sipreg_endpoint_t *endpoint, int32_t count)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("max outstanding", count, 1, 2000);
        options.pace.outstanding = static_cast<std::size_t>(count);
    });
}

sipreg_error_t sipreg_endpoint_set_rate(sipreg_endpoint_t *endpoint, int32_t registrar_per_s, int32_t total_per_s)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("registrar rate", registrar_per_s, 0, 100'000);
        check_range("total rate", total_per_s, 0, 100'000);
        options.pace.registrar_per_s = static_cast<std::uint32_t>(registrar_per_s);
        options.pace.total_per_s = static_cast<std::uint32_t>(total_per_s);
    });
}

sipreg_error_t sipreg_endpoint_set_explained_attempts(sipreg_endpoint_t *endpoint, int32_t count)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("explained attempts", count, 0, 100);
        options.explained_attempts = static_cast<std::size_t>(count);
    });
}

sipreg_error_t sipreg_endpoint_set_settle_ms(sipreg_endpoint_t *endpoint, int32_t quiet_ms)
{
    return set(endpoint, [&](capi::Options &options) {
        check_range("settle time", quiet_ms, 0, 60'000);
        options.settle_time = sipreg::Millis(quiet_ms);
    });
}

sipreg_error_t sipreg_endpoint_add_nameserver(sipreg_endpoint_t *endpoint, const char *address)
{
    return set(endpoint, [&](capi::Options &options) { options.nameservers.push_back(numeric("nameserver", address)); });
}

sipreg_error_t sipreg_endpoint_set_trace_callback(sipreg_endpoint_t *endpoint, sipreg_trace_cb callback,
                                                  void *user_data)
{
    return set(endpoint, [&](capi::Options &options) { options.trace = {callback, user_data}; });
}

sipreg_error_t sipreg_endpoint_set_log_callback(sipreg_endpoint_t *endpoint, sipreg_log_level_t level,
                                                sipreg_log_cb callback, void *user_data)
{
    return set(endpoint, [&](capi::Options &options) {
        const std::int32_t number = capi::number_of(level);
        check_range("log level", number, SIPREG_LOG_ERROR, SIPREG_LOG_INFO);
        options.log = {callback, user_data, static_cast<sipreg::LogLevel>(number)};
    });
}

sipreg_error_t sipreg_endpoint_set_log_events(sipreg_endpoint_t *endpoint, sipreg_log_level_t level)
{
    return set(endpoint, [&](capi::Options &options) {
        const std::int32_t number = capi::number_of(level);
        check_range("log level", number, SIPREG_LOG_UNKNOWN, SIPREG_LOG_INFO);
        options.announced.lines = static_cast<sipreg_log_level_t>(number);
    });
}

sipreg_error_t sipreg_endpoint_set_trace_events(sipreg_endpoint_t *endpoint, int32_t on)
{
    return set(endpoint, [&](capi::Options &options) { options.announced.messages = on != 0; });
}
