// SPDX-License-Identifier: LGPL-2.1-or-later
// Snapshots of a registration: sealed on the way out, opened and checked on the way in.
#include "base/seal.hpp"
#include "base/secret.hpp"
#include "capi/guard.hpp"
#include "capi/registration.hpp"
#include "registration/resume.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace capi = sipreg::capi;
namespace core = sipreg::core;
using sipreg::Code;
using sipreg::Error;
using sipreg::Unsealed;

static_assert(SIPREG_SNAPSHOT_KEY_SIZE == sipreg::kSealKeySize);

namespace {

sipreg::registration::Now now()
{
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    return {sipreg::loop::boot_time(), std::chrono::duration_cast<sipreg::Millis>(wall).count()};
}

sipreg::SealKey key_from(const uint8_t *bytes)
{
    sipreg::SealKey key;
    std::copy_n(bytes, key.size(), key.begin());
    return key;
}

std::string sealed_snapshot(sipreg_registration_t &registration, const uint8_t *key)
{
    core::Snapshot taken;
    registration.runtime->with_state([&] { taken = sipreg::registration::snapshot_of(registration.body, now()); });
    if (taken.call_id.empty() || taken.contact.empty())
        throw Error(Code::wrong_state, "nothing was sent yet");
    std::string plain = core::write_snapshot(taken);
    std::string sealed = sipreg::seal(plain, core::kSnapshotVersion, key_from(key));
    sipreg::wipe(plain.data(), plain.size());
    return sealed;
}

[[noreturn]] void refuse(Unsealed::Result result)
{
    switch (result) {
    case Unsealed::Result::foreign:
        throw Error(Code::snapshot_foreign, "no snapshot of this library");
    case Unsealed::Result::truncated:
        throw Error(Code::snapshot_truncated, "the snapshot is not whole");
    case Unsealed::Result::future:
        throw Error(Code::snapshot_future, "the snapshot is of a later version");
    case Unsealed::Result::tampered:
    case Unsealed::Result::opened:
        break;
    }
    throw Error(Code::snapshot_tampered, "the snapshot was changed, or sealed with another key");
}

core::Snapshot opened(std::string_view sealed, const uint8_t *key)
{
    Unsealed unsealed = sipreg::unseal(sealed, core::kSnapshotVersion, key_from(key));
    if (unsealed.result != Unsealed::Result::opened)
        refuse(unsealed.result);
    std::optional<core::Snapshot> snapshot = core::read_snapshot(unsealed.plain);
    sipreg::wipe(unsealed.plain.data(), unsealed.plain.size());
    if (!snapshot)
        refuse(Unsealed::Result::tampered);
    return std::move(*snapshot);
}

} // namespace

sipreg_error_t sipreg_registration_snapshot(sipreg_registration_t *registration, const uint8_t *key,
                                            uint8_t *buffer, size_t size, size_t *length)
{
    if (registration == nullptr || key == nullptr || length == nullptr)
        return SIPREG_ERR_INVALID;
    *length = 0;
    return capi::guard([&] {
        const std::string sealed = sealed_snapshot(*registration, key);
        *length = sealed.size();
        if (buffer == nullptr)
            return;
        if (size < sealed.size())
            sipreg::refuse("buffer", "is too small");
        std::memcpy(buffer, sealed.data(), sealed.size());
    });
}

sipreg_error_t sipreg_registration_restore(sipreg_registration_t *registration, const uint8_t *key,
                                           const uint8_t *snapshot, size_t size)
{
    if (registration == nullptr || key == nullptr || snapshot == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        core::Snapshot taken = opened({reinterpret_cast<const char *>(snapshot), size}, key);
        registration->runtime->with_state([&] {
            if (registration->touched.exchange(true))
                throw Error(Code::wrong_state, "something was asked of the registration already");
            if (!sipreg::registration::resume(registration->body, std::move(taken), now())) {
                registration->touched = false;
                throw Error(Code::snapshot_foreign, "the snapshot is of another account");
            }
        });
    });
}
