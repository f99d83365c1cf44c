// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registration must remember over a restart so that one message refreshes the same binding.
#pragma once

#include "core/address.hpp"
#include "core/login.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

struct Snapshot {
    std::string aor, registrar; // whose it is
    std::string call_id, from_tag;
    std::uint32_t cseq = 0;
    std::string contact;
    std::string old_contact; // to be removed with the next REGISTER; ""
    HostPort local; // where the last request left from
    std::optional<HostPort> public_address;
    std::uint32_t granted_s = 0;
    std::int64_t bound_until_ms = 0; // of the wall clock since 1970; 0: no binding
    std::vector<Login> logins;
};

/// Requests that may have been sent after the snapshot was taken: what counts (CSeq, nc) goes on beyond them.
inline constexpr std::uint32_t kSnapshotMargin = 1000;

/// The format that write_snapshot() writes; read_snapshot() reads it and passes over what later ones added.
inline constexpr std::uint8_t kSnapshotVersion = 1;

std::string write_snapshot(const Snapshot &snapshot);

/// With the margins added. Nothing if @p text is not whole, or holds what could not be sent.
std::optional<Snapshot> read_snapshot(std::string_view text);

} // namespace sipreg::core
