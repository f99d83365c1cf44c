// SPDX-License-Identifier: LGPL-2.1-or-later
// A REGISTER as values, and as text.
#pragma once

#include "core/account.hpp"
#include "core/address.hpp"
#include "core/demand.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sipreg::core {

inline constexpr const char *kRegister = "REGISTER";

/// remove_others takes away the bindings in Request::removed alone, remove_all every one (RFC 3261 §10.2.2).
enum class Operation : std::uint8_t { none, add, remove, query, remove_others, remove_all };

struct Via {
    Transport transport;
    HostPort sent_by;
    std::string branch; // with its magic cookie
};

struct Request {
    Operation operation = Operation::none;
    std::string uri; // of the registrar
    std::string from_tag, call_id;
    std::uint32_t cseq = 0;
    std::string contact;              // our first one, to register or to remove
    std::vector<std::string> removed; // URIs whose bindings go in the same request
    std::uint32_t expires_s = 0;
    std::vector<Header> credentials;
    std::string user_agent;
    Concessions concessions;
};

/// The whole message, RFC 3261 §10.2. Every part is checked text, so none can break a line.
std::string write_register(const Account &account, const Request &request, const Via &via);

/// Whether a registrar would see no difference between two accounts; their secrets do not count.
bool looks_the_same(const Account &a, const Account &b);

} // namespace sipreg::core
