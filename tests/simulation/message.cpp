// SPDX-License-Identifier: LGPL-2.1-or-later
// A REGISTER as it stands on the wire.
#include "simulation/message.hpp"

#include <charconv>

namespace sipreg::sim {

namespace {

std::string_view between(std::string_view text, std::string_view before, std::string_view after)
{
    const std::size_t found = text.find(before);
    if (found == std::string_view::npos)
        return {};
    text.remove_prefix(found + before.size());
    return text.substr(0, text.find(after));
}

bool read_via(std::string_view value, Message &message)
{
    message.sent_by = between(value, " ", ";");
    message.branch = between(value, ";branch=", ";");
    return message.branch.starts_with("z9hG4bK") && value.find(";rport;") != std::string_view::npos;
}

bool read_contact(std::string_view value, Message &message)
{
    if (message.contact_count == Message::kMaxContacts)
        return false;
    Contact &contact = message.contacts[message.contact_count++];
    contact.uri = value == "*" ? value : between(value, "<", ">");
    contact.expires_s = number(between(value, ">;expires=", ";"));
    return !contact.uri.empty() && (contact.expires_s || value == "*");
}

bool read_cseq(std::string_view value, Message &message)
{
    message.cseq = number(value.substr(0, value.find(' '))).value_or(0);
    return message.cseq != 0 && value.ends_with(" REGISTER");
}

bool read_credentials(std::string_view value, Message &message)
{
    const std::string_view realm = digest_param(value, "realm");
    if (realm == kRealm)
        message.authorization = value;
    if (realm == kProxyRealm)
        message.proxy_authorization = value;
    return value.starts_with("Digest ");
}

bool read_header(std::string_view name, std::string_view value, Message &message)
{
    if (name == "Via")
        return read_via(value, message);
    if (name == "From") {
        message.from = value.substr(0, value.find(";tag="));
        message.from_tag = between(value, ";tag=", ";");
        return !message.from_tag.empty();
    }
    if (name == "To")
        return (message.to = value).ends_with('>');
    if (name == "Call-ID")
        return !(message.call_id = value).empty();
    if (name == "CSeq")
        return read_cseq(value, message);
    if (name == "Contact")
        return read_contact(value, message);
    if (name == "Expires")
        return (message.expires_s = number(value)).has_value();
    if (name == "Authorization" || name == "Proxy-Authorization")
        return read_credentials(value, message);
    if (name == "Max-Forwards")
        return value == "70";
    return name != "Content-Length" || value == "0";
}

bool is_whole(const Message &message)
{
    return !message.branch.empty() && !message.from.empty() && message.from == message.to && !message.call_id.empty() &&
           message.cseq != 0;
}

} // namespace

std::optional<std::uint32_t> number(std::string_view text, int base)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

std::optional<std::uint32_t> user_number(std::string_view name_addr)
{
    return number(between(name_addr, "<sip:u", "@"));
}

std::string other_device(std::uint32_t number)
{
    return "sip:u" + std::to_string(number) + "@198.51.100.7:5060";
}

std::string_view digest_param(std::string_view header, std::string_view name)
{
    for (std::size_t at = header.find(name); at != std::string_view::npos; at = header.find(name, at + 1)) {
        const std::string_view rest = header.substr(at + name.size());
        if (at == 0 || header[at - 1] != ' ' || !rest.starts_with('='))
            continue;
        if (rest.starts_with("=\""))
            return rest.substr(2, rest.find('"', 2) - 2);
        return rest.substr(1, rest.find(',') - 1);
    }
    return {};
}

std::string read(std::string_view text, Message &message)
{
    message.uri = between(text, "REGISTER ", " SIP/2.0\r\n");
    if (!text.starts_with("REGISTER ") || message.uri.empty() || !text.ends_with("\r\n\r\n"))
        return "this is no REGISTER";
    text.remove_suffix(2);
    for (std::size_t at = text.find("\r\n") + 2; at < text.size();) {
        const std::size_t end = text.find("\r\n", at);
        const std::string_view line = text.substr(at, end - at);
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos || !read_header(line.substr(0, colon), line.substr(colon + 2), message))
            return "bad header \"" + std::string(line) + "\"";
        at = end + 2;
    }
    return is_whole(message) ? "" : "a header is missing, or To is not From";
}

} // namespace sipreg::sim
