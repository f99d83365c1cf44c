// SPDX-License-Identifier: LGPL-2.1-or-later
// A REGISTER as it stands on the wire, read without the library's help.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sipreg::sim {

inline constexpr const char *kRealm = "sim.example", *kProxyRealm = "proxy.example";

struct Contact {
    std::string_view uri;
    std::optional<std::uint32_t> expires_s;
};

/// Views into the text.
struct Message {
    static constexpr std::size_t kMaxContacts = 12;

    std::string_view uri, sent_by, branch, from, from_tag, to, call_id;
    std::string_view authorization, proxy_authorization; // for our realms; there may be others
    std::uint32_t cseq = 0;
    Contact contacts[kMaxContacts];
    std::size_t contact_count = 0;
    std::optional<std::uint32_t> expires_s;

    bool is_query() const { return contact_count == 0; }
    std::uint32_t wanted_s(const Contact &contact) const
    {
        return contact.expires_s.value_or(expires_s.value_or(3600));
    }
    bool clears() const { return !is_query() && contacts[0].uri == "*"; }
    bool is_removal() const { return !is_query() && wanted_s(contacts[0]) == 0; }
};

/// The Contact of another device of user @p number.
std::string other_device(std::uint32_t number);

/// What is wrong with @p text, as a sentence; "" if @p message was read.
std::string read(std::string_view text, Message &message);

/// The value of a parameter of a Digest header, without its quotes; "".
std::string_view digest_param(std::string_view header, std::string_view name);

/// A number in decimal or in base 16; nothing if there is anything else in @p text.
std::optional<std::uint32_t> number(std::string_view text, int base = 10);

/// The n of an AOR "sip:un@..." in a From or To.
std::optional<std::uint32_t> user_number(std::string_view name_addr);

} // namespace sipreg::sim
