// SPDX-License-Identifier: LGPL-2.1-or-later
// Snapshots of one registration and of all: sealed on the way out, opened and checked on the way in.
#include "base/secret.hpp"
#include "capi/endpoint.hpp"
#include "capi/engine.hpp"
#include "capi/guard.hpp"
#include "capi/registration.hpp"
#include "capi/sealed.hpp"
#include "core/bundle.hpp"
#include "registration/resume.hpp"

#include <chrono>

namespace capi = sipreg::capi;
namespace core = sipreg::core;
namespace registration = sipreg::registration;
using sipreg::Code;
using sipreg::Error;

namespace {

registration::Now now()
{
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    return {sipreg::loop::boot_time(), std::chrono::duration_cast<sipreg::Millis>(wall).count()};
}

bool says_something(const core::Snapshot &snapshot) { return !snapshot.call_id.empty() && !snapshot.contact.empty(); }

std::string snapshot_of(sipreg_registration_t &one)
{
    core::Snapshot taken;
    one.runtime->with_state([&] { taken = registration::snapshot_of(one.body, now()); });
    if (!says_something(taken))
        throw Error(Code::wrong_state, "nothing was sent yet");
    return core::write_snapshot(taken);
}

std::string snapshot_of_all(capi::Engine &engine)
{
    std::vector<std::string> parts;
    for (const sipreg_registration_t *one : engine.roster())
        if (const core::Snapshot taken = registration::snapshot_of(one->body, now()); says_something(taken))
            parts.push_back(core::write_snapshot(taken));
    std::string all = core::write_bundle(parts);
    for (std::string &part : parts)
        sipreg::wipe(part.data(), part.size());
    return all;
}

core::Snapshot read(std::string_view text)
{
    std::optional<core::Snapshot> snapshot = core::read_snapshot(text);
    if (!snapshot)
        throw Error(Code::snapshot_foreign, "no snapshot of a registration");
    return std::move(*snapshot);
}

std::vector<core::Snapshot> read_all(std::string_view text)
{
    const std::optional<std::vector<std::string_view>> parts = core::read_bundle(text);
    if (!parts)
        throw Error(Code::snapshot_foreign, "no snapshot of an endpoint");
    std::vector<core::Snapshot> snapshots;
    for (const std::string_view part : *parts)
        snapshots.push_back(read(part));
    return snapshots;
}

void take_over(sipreg_registration_t &heir, core::Snapshot snapshot)
{
    heir.runtime->with_state([&] {
        if (heir.touched.exchange(true))
            throw Error(Code::wrong_state, "something was asked of the registration already");
        if (!registration::resume(heir.body, std::move(snapshot), now())) {
            heir.touched = false;
            throw Error(Code::snapshot_foreign, "the snapshot is of another account");
        }
    });
}

} // namespace

void capi::inherit(sipreg_registration_t &heir)
{
    if (std::optional<core::Snapshot> left = heir.runtime->estate().take(*heir.body.account))
        take_over(heir, std::move(*left));
}

sipreg_error_t sipreg_registration_snapshot(sipreg_registration_t *registration, const uint8_t *key,
                                            uint8_t *buffer, size_t size, size_t *length)
{
    if (registration == nullptr || key == nullptr || length == nullptr)
        return SIPREG_ERR_INVALID;
    *length = 0;
    return capi::guard([&] { capi::give_sealed(snapshot_of(*registration), key, buffer, size, length); });
}

sipreg_error_t sipreg_registration_restore(sipreg_registration_t *registration, const uint8_t *key,
                                           const uint8_t *snapshot, size_t size)
{
    if (registration == nullptr || key == nullptr || snapshot == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        std::string plain = capi::opened(snapshot, size, key);
        const sipreg::Wiped wiped(plain);
        take_over(*registration, read(plain));
    });
}

sipreg_error_t sipreg_endpoint_snapshot(sipreg_endpoint_t *endpoint, const uint8_t *key, uint8_t *buffer, size_t size,
                                        size_t *length)
{
    if (endpoint == nullptr || key == nullptr || length == nullptr)
        return SIPREG_ERR_INVALID;
    *length = 0;
    return capi::guard([&] {
        std::string all;
        endpoint->runtime->with_engine([&](capi::Engine &engine) { all = snapshot_of_all(engine); });
        capi::give_sealed(std::move(all), key, buffer, size, length);
    });
}

sipreg_error_t sipreg_endpoint_restore(sipreg_endpoint_t *endpoint, const uint8_t *key, const uint8_t *snapshot,
                                       size_t size)
{
    if (endpoint == nullptr || key == nullptr || snapshot == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        std::string plain = capi::opened(snapshot, size, key);
        const sipreg::Wiped wiped(plain);
        endpoint->runtime->estate().replace(read_all(plain));
    });
}
