// SPDX-License-Identifier: LGPL-2.1-or-later
// A response of sofia's as the core sees it.
#include "nta/reply.hpp"

#include "core/head.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sipreg::nta {

namespace {

constexpr std::size_t kMaxBindings = 100; // a hostile registrar may list thousands
constexpr int kMaxUri = 2048;

// RFC 3261 §25.1: delta-seconds, before comments and parameters; what is beyond 2^32-1 is that (§20.19). From the
// text, since sofia reads such a number modulo 2^32.
std::optional<std::uint32_t> delta_seconds(std::string_view text)
{
    text = core::trim(text);
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    if (digits.empty())
        return {};
    std::uint32_t value = UINT32_MAX; // from_chars leaves it when the digits are too many
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// qvalue = "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3"0" ]; anything else counts as absent.
int q_milli(const char *text)
{
    constexpr int kAbsent = 1000;
    if (text == nullptr || (text[0] != '0' && text[0] != '1') || (text[1] != '.' && text[1] != '\0'))
        return kAbsent;
    int milli = (text[0] - '0') * 1000;
    if (text[1] == '.')
        for (int i = 2, weight = 100; text[i] != '\0'; ++i, weight /= 10) {
            if (text[i] < '0' || text[i] > '9' || weight == 0)
                return kAbsent;
            milli += (text[i] - '0') * weight;
        }
    return milli <= 1000 ? milli : kAbsent;
}

std::string uri_text(const url_t &url)
{
    char text[kMaxUri];
    const issize_t size = url_e(text, sizeof text, &url);
    return size > 0 && size < kMaxUri ? core::valid_utf8({text, static_cast<std::size_t>(size)}) : std::string();
}

core::Binding to_binding(const sip_contact_t &contact)
{
    core::Binding binding;
    binding.uri = uri_text(*contact.m_url);
    for (const msg_param_t *param = contact.m_params; param != nullptr && *param != nullptr; ++param)
        binding.params.append(";").append(core::valid_utf8(*param));
    if (contact.m_expires != nullptr)
        binding.expires_s = delta_seconds(contact.m_expires);
    binding.q_milli = q_milli(contact.m_q);
    return binding;
}

std::vector<core::Binding> bindings_of(const sip_t &sip)
{
    std::vector<core::Binding> bindings;
    for (const sip_contact_t *contact = sip.sip_contact; contact != nullptr; contact = contact->m_next)
        if (bindings.size() < kMaxBindings && contact->m_url->url_type != url_any)
            bindings.push_back(to_binding(*contact));
    return bindings;
}

// Sofia takes a header line for one challenge where RFC 9110 allows several.
void read_challenges(core::Reply &reply, std::string_view value, bool proxy)
{
    core::Challenges found = core::parse_challenges(core::unfolded(value), proxy);
    std::move(found.usable.begin(), found.usable.end(), std::back_inserter(reply.challenges));
}

constexpr struct {
    const char *name;
    void (*read)(core::Reply &reply, std::string_view value);
} kFromText[] = {
    {"WWW-Authenticate", [](core::Reply &reply, std::string_view value) { read_challenges(reply, value, false); }},
    {"Proxy-Authenticate", [](core::Reply &reply, std::string_view value) { read_challenges(reply, value, true); }},
    {"Expires", [](core::Reply &reply, std::string_view value) { reply.expires_s = delta_seconds(value); }},
    {"Min-Expires", [](core::Reply &reply, std::string_view value) { reply.min_expires_s = delta_seconds(value); }},
    {"Retry-After", [](core::Reply &reply, std::string_view value) { reply.retry_after_s = delta_seconds(value); }},
};

// What is read from the text and not from sofia's structures.
void read_headers(core::Reply &reply)
{
    std::string_view rest = core::after_start_line(reply.head);
    while (const std::optional<core::HeaderView> header = core::next_header(rest))
        for (const auto &row : kFromText)
            if (core::iequals(row.name, header->name))
                row.read(reply, header->value);
}

std::string nextnonce_of(const sip_t &sip)
{
    const auto *info = sip.sip_authentication_info;
    const char *found = info != nullptr ? msg_params_find(info->ai_params, "nextnonce=") : nullptr;
    if (found == nullptr)
        return {};
    const std::string nonce = core::unquote(found).value_or(found);
    return core::is_clean_text(nonce) ? nonce : std::string();
}

} // namespace

std::string text_of(msg_t *msg)
{
    size_t size = 0;
    const char *text = msg_as_string(msg_home(msg), msg, nullptr, 0, &size);
    return text != nullptr ? std::string(text, size) : std::string();
}

core::Reply to_reply(const sip_t &sip, std::string head)
{
    core::Reply reply;
    reply.status = sip.sip_status->st_status;
    reply.reason = core::valid_utf8(sip.sip_status->st_phrase != nullptr ? sip.sip_status->st_phrase : "");
    reply.head = std::move(head);
    reply.bindings = bindings_of(sip);
    read_headers(reply);
    if (sip.sip_via != nullptr) {
        reply.via_received = sip.sip_via->v_received != nullptr ? sip.sip_via->v_received : "";
        reply.via_rport = sip.sip_via->v_rport != nullptr ? sip.sip_via->v_rport : "";
    }
    reply.nextnonce = nextnonce_of(sip);
    return reply;
}

} // namespace sipreg::nta
