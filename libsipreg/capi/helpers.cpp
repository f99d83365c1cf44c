// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest, challenge and Contact by themselves: the engine's own functions, for others to compare with.
#include "capi/guard.hpp"
#include "capi/names.hpp"

#include "base/hash.hpp"
#include "base/secret.hpp"
#include "core/contact.hpp"
#include "core/digest.hpp"
#include "core/text.hpp"
#include "nta/md5.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

namespace capi = sipreg::capi;
namespace core = sipreg::core;

namespace {

constexpr core::Hashes kHashes{&sipreg::nta::md5_hex, &sipreg::sha256_hex, &sipreg::sha512_256_hex};

template <typename... Text> bool any_null(const Text *...text) { return ((text == nullptr) || ...); }

void give_out(const std::string &text, char *buffer, std::size_t size)
{
    if (text.size() >= size)
        sipreg::refuse("buffer", "is too small");
    std::memcpy(buffer, text.c_str(), text.size() + 1);
}

core::DigestInput::Qop qop_named(std::string_view qop)
{
    if (qop.empty())
        return core::DigestInput::Qop::none;
    if (core::iequals(qop, "auth"))
        return core::DigestInput::Qop::auth;
    if (core::iequals(qop, "auth-int"))
        return core::DigestInput::Qop::auth_int;
    sipreg::refuse("qop", "is unknown");
}

// RFC 7616 §3.4: with qop there are both, and nc is eight hex digits.
void check_count(core::DigestInput::Qop qop, int64_t nc, const char *cnonce)
{
    if (qop != core::DigestInput::Qop::none && (nc < 0 || nc > UINT32_MAX || cnonce == nullptr))
        sipreg::refuse("nonce count", "is no number of eight hex digits, or the client nonce is NULL");
}

std::optional<core::HostPort> address_or_nothing(const char *field, std::string_view text)
{
    if (text.empty())
        return {};
    std::optional<core::HostPort> address = core::parse_address(text);
    if (!address)
        sipreg::refuse(field, "is no numeric address");
    address->host = core::to_string(core::without_zone(core::parse_zoned_ip(address->host).value()));
    return address;
}

core::Transport transport_named(std::int32_t transport)
{
    for (const core::Transport each : core::kTransports)
        if (transport == capi::to_c(each))
            return each;
    sipreg::refuse("transport", "is unknown");
}

} // namespace

sipreg_error_t sipreg_digest_compute(char *buffer, size_t size, const char *algorithm, const char *username,
                                     const char *realm, const char *password, const char *method, const char *uri,
                                     const char *nonce, int64_t nc, const char *cnonce, const char *qop)
{
    if (any_null(buffer, algorithm, username, realm, password, method, uri, nonce, qop))
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        const std::optional<core::Algorithm> known = core::algorithm_named(algorithm);
        if (!known)
            sipreg::refuse("algorithm", "is unknown");
        core::DigestInput input{};
        input.qop = qop_named(qop);
        check_count(input.qop, nc, cnonce);
        input.algorithm = *known;
        input.realm = realm;
        input.nonce = nonce;
        input.method = method;
        input.uri = uri;
        input.cnonce = cnonce != nullptr ? cnonce : "";
        input.nc = static_cast<std::uint32_t>(nc);
        std::string ha1 = core::ha1(kHashes, *known, username, realm, password);
        input.ha1 = ha1;
        give_out(core::digest_response(kHashes, input), buffer, size);
        sipreg::wipe(ha1.data(), ha1.size());
    });
}

sipreg_error_t sipreg_digest_verify(const char *authorization, const char *method, const char *password)
{
    if (any_null(authorization, method, password))
        return SIPREG_ERR_INVALID;
    core::Verified verified = core::Verified::unreadable;
    const sipreg_error_t result =
        capi::guard([&] { verified = core::verify_authorization(kHashes, authorization, method, password); });
    if (result != SIPREG_OK)
        return result;
    switch (verified) {
    case core::Verified::right:
        return SIPREG_OK;
    case core::Verified::wrong:
        return SIPREG_ERR_STATE;
    case core::Verified::unreadable:
        break;
    }
    return SIPREG_ERR_INVALID;
}

sipreg_error_t sipreg_challenge_read(const char *challenge, const char *name, char *buffer, size_t size)
{
    if (any_null(challenge, name, buffer))
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        constexpr std::string_view kKnown[] = {"realm", "nonce", "algorithm", "qop", "stale", "opaque"};
        const std::string wanted = core::to_lower(name);
        if (std::find(std::begin(kKnown), std::end(kKnown), wanted) == std::end(kKnown))
            sipreg::refuse("name", "is no parameter of a challenge");
        const auto params = core::digest_params(challenge);
        if (!params)
            sipreg::refuse("challenge", "is no Digest challenge");
        std::string value;
        for (const auto &[key, text] : *params)
            if (key == wanted)
                value = text;
        give_out(value, buffer, size);
    });
}

sipreg_error_t sipreg_contact_build(char *buffer, size_t size, const char *user, const char *public_address,
                                    const char *local_address, sipreg_transport_t transport, int32_t secure)
{
    if (any_null(buffer, user, public_address, local_address))
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        const std::optional<core::HostPort> local = address_or_nothing("local address", local_address);
        if (!local)
            sipreg::refuse("local address", "is empty");
        const std::string contact = core::build_contact(user, address_or_nothing("public address", public_address),
                                                        *local, transport_named(capi::number_of(transport)),
                                                        secure != 0);
        if (!core::parse_uri(contact))
            sipreg::refuse("user", "does not make a URI");
        give_out(contact, buffer, size);
    });
}
