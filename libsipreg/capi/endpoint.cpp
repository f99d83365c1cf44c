// SPDX-License-Identifier: LGPL-2.1-or-later
// The functions of an endpoint.
#include "capi/endpoint.hpp"

#include "capi/guard.hpp"

namespace capi = sipreg::capi;

sipreg_error_t sipreg_endpoint_new(sipreg_endpoint_t **out)
{
    if (out == nullptr)
        return SIPREG_ERR_INVALID;
    *out = nullptr;
    return capi::guard([&] { *out = new sipreg_endpoint; });
}

sipreg_endpoint_t *sipreg_endpoint_ref(sipreg_endpoint_t *endpoint)
{
    if (endpoint != nullptr)
        endpoint->references.fetch_add(1, std::memory_order_relaxed);
    return endpoint;
}

void sipreg_endpoint_unref(sipreg_endpoint_t *endpoint)
{
    if (endpoint == nullptr || endpoint->references.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
    endpoint->runtime->shut_down();
    delete endpoint;
}

sipreg_error_t sipreg_endpoint_start(sipreg_endpoint_t *endpoint)
{
    if (endpoint == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] { endpoint->runtime->start(); });
}

void sipreg_endpoint_shutdown(sipreg_endpoint_t *endpoint)
{
    if (endpoint != nullptr)
        endpoint->runtime->shut_down();
}

sipreg_error_t sipreg_endpoint_wait_closed(sipreg_endpoint_t *endpoint, int32_t timeout_ms)
{
    if (endpoint == nullptr)
        return SIPREG_ERR_INVALID;
    const auto runtime = endpoint->runtime; // the handle may go while we wait
    return runtime->wait_closed(timeout_ms);
}

sipreg_error_t sipreg_endpoint_next_event(sipreg_endpoint_t *endpoint, int32_t timeout_ms, sipreg_event_t **out)
{
    if (out == nullptr)
        return SIPREG_ERR_INVALID;
    *out = nullptr;
    if (endpoint == nullptr)
        return SIPREG_ERR_INVALID;
    const auto runtime = endpoint->runtime; // the handle may go while we wait
    if (runtime->has_callback())
        return SIPREG_ERR_STATE;
    sipreg_error_t result = SIPREG_OK;
    const sipreg_error_t thrown = capi::guard([&] { result = runtime->queue().pop(timeout_ms, out); });
    return thrown != SIPREG_OK ? thrown : result;
}

int32_t sipreg_endpoint_event_fd(const sipreg_endpoint_t *endpoint)
{
    return endpoint != nullptr ? endpoint->runtime->queue().descriptor() : -1;
}

sipreg_error_t sipreg_endpoint_process(sipreg_endpoint_t *endpoint)
{
    if (endpoint == nullptr)
        return SIPREG_ERR_INVALID;
    const auto runtime = endpoint->runtime; // the handle may go in a callback
    return capi::guard([&] { runtime->process(); });
}

int32_t sipreg_endpoint_process_fd(const sipreg_endpoint_t *endpoint)
{
    return endpoint != nullptr ? endpoint->runtime->process_descriptor() : -1;
}

int32_t sipreg_endpoint_next_deadline_ms(const sipreg_endpoint_t *endpoint)
{
    return endpoint != nullptr ? endpoint->runtime->next_deadline_ms() : -1;
}
