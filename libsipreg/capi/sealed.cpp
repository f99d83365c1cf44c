// SPDX-License-Identifier: LGPL-2.1-or-later
// Sealed texts over the C face.
#include "capi/sealed.hpp"

#include "base/error.hpp"
#include "base/seal.hpp"
#include "base/secret.hpp"
#include "core/snapshot.hpp"

#include <sipreg/sipreg.h>

#include <algorithm>
#include <cstring>

namespace sipreg::capi {

static_assert(SIPREG_SNAPSHOT_KEY_SIZE == kSealKeySize);

namespace {

SealKey key_from(const std::uint8_t *bytes)
{
    SealKey key;
    std::copy_n(bytes, key.size(), key.begin());
    return key;
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

} // namespace

void give_sealed(std::string plain, const std::uint8_t *key, std::uint8_t *buffer, std::size_t size, std::size_t *length)
{
    const std::string sealed = seal(plain, core::kSnapshotVersion, key_from(key));
    wipe(plain.data(), plain.size());
    *length = sealed.size();
    if (buffer == nullptr)
        return;
    if (size < sealed.size())
        sipreg::refuse("buffer", "is too small");
    std::memcpy(buffer, sealed.data(), sealed.size());
}

std::string opened(const std::uint8_t *sealed, std::size_t size, const std::uint8_t *key)
{
    Unsealed unsealed = unseal({reinterpret_cast<const char *>(sealed), size}, core::kSnapshotVersion, key_from(key));
    if (unsealed.result != Unsealed::Result::opened)
        refuse(unsealed.result);
    return std::move(unsealed.plain);
}

} // namespace sipreg::capi
