// SPDX-License-Identifier: LGPL-2.1-or-later
// The location service: which Contacts each address-of-record has (RFC 3261 §10.3).
#pragma once

#include "registrar/nonces.hpp"
#include "registrar/uri.hpp"

#include <unordered_map>

namespace registrar {

struct Binding {
    std::string aor, uri_text;
    Uri uri;
    std::string params; // ";q=0.5;+sip.instance=..." as they came, without expires
    std::string call_id;
    std::uint32_t cseq = 0;
    Instant ends;
};

/// Whole seconds left, counted up: a fresh binding of 60 s has 60.
std::uint32_t remaining_s(const Binding &binding, Instant now);

class Location {
public:
    /// Adds, refreshes and, where it ends at once, removes. All or nothing: false if a REGISTER of the same Call-ID
    /// and a CSeq not lower has been there before.
    bool update(const std::string &aor, const std::vector<Binding> &wanted, Instant now);
    bool remove_all(const std::string &aor, const std::string &call_id, std::uint32_t cseq, Instant now);

    std::vector<Binding> of(const std::string &aor, Instant now);
    std::vector<Binding> all(Instant now);

private:
    using Bindings = std::vector<Binding>;

    Bindings &alive(const std::string &aor, Instant now);

    std::unordered_map<std::string, Bindings> bindings_;
};

} // namespace registrar
