// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registration must remember over a restart so that one message refreshes the same binding.
#pragma once

#include "core/address.hpp"
#include "core/downgrade.hpp"

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
    std::vector<std::string> old_contacts; // to be removed with the next REGISTER
    std::string shown;    // the Contact as the registrar shows it, if not as it was sent
    std::string redirect; // the registrar that another one named, where the binding is; ""
    bool maybe_bound = false;  // a REGISTER went unanswered
    std::uint32_t asked_s = 0; // the lifetime to ask for, which a 423 may have raised
    HostPort local; // where the last request left from
    std::optional<HostPort> public_address;
    std::uint32_t granted_s = 0;
    std::int64_t bound_until_ms = 0; // of the wall clock since 1970; 0: no binding
    std::uint32_t home = 0;          // mark of the target where it was made; 0: none is known
    std::vector<Login> logins;
    Proven proven;
};

/// Requests that may have been sent after the snapshot was taken: what counts (CSeq, nc) goes on beyond them.
inline constexpr std::uint32_t kSnapshotMargin = 1000;

/// The format that write_snapshot() writes; read_snapshot() reads it and passes over what later ones added.
inline constexpr std::uint8_t kSnapshotVersion = 1;

std::string write_snapshot(const Snapshot &snapshot);

/// With the margins added. Nothing if @p text is not whole, or holds what could not be sent.
std::optional<Snapshot> read_snapshot(std::string_view text);

} // namespace sipreg::core
