// SPDX-License-Identifier: LGPL-2.1-or-later
// What a host tells its endpoint: that it sleeps, wakes, or is on another network.
#include "capi/endpoint.hpp"
#include "capi/engine.hpp"
#include "capi/guard.hpp"
#include "capi/numeric.hpp"
#include "core/text.hpp"

namespace capi = sipreg::capi;
namespace core = sipreg::core;

namespace {

// Numeric addresses between commas; nothing for NULL.
std::optional<std::vector<core::HostPort>> addresses_of(const char *field, const char *list)
{
    if (list == nullptr)
        return {};
    std::vector<core::HostPort> addresses;
    for (const std::string_view item : core::split_outside_quotes(list, ',')) {
        const std::string_view text = core::trim(item);
        if (text.empty() && *list == '\0')
            break;
        addresses.push_back(capi::numeric(field, text));
    }
    return addresses;
}

} // namespace

sipreg_error_t sipreg_endpoint_suspend(sipreg_endpoint_t *endpoint)
{
    if (endpoint == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] { endpoint->runtime->post([](capi::Engine &engine) { engine.suspend(); }); });
}

sipreg_error_t sipreg_endpoint_resume(sipreg_endpoint_t *endpoint)
{
    if (endpoint == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] { endpoint->runtime->post([](capi::Engine &engine) { engine.resume(); }); });
}

sipreg_error_t sipreg_endpoint_network_changed(sipreg_endpoint_t *endpoint, const char *addresses,
                                               const char *nameservers)
{
    if (endpoint == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        capi::NetworkChange change{addresses_of("addresses", addresses), addresses_of("nameservers", nameservers)};
        endpoint->runtime->post([change = std::move(change)](capi::Engine &engine) { engine.network_changed(change); });
    });
}
