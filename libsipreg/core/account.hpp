// SPDX-License-Identifier: LGPL-2.1-or-later
// Who registers what where: a value, checked field by field as it is set.
#pragma once

#include "base/secret.hpp"
#include "base/units.hpp"
#include "core/challenge.hpp"
#include "core/failure.hpp"
#include "core/peer.hpp"
#include "core/uri.hpp"
#include "core/web_resource.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

struct Header {
    std::string name, value;
};

/// Where packets go first: from the registrar's URI or the outbound proxy's.
struct Hop {
    std::string host;                   // perhaps with a zone
    std::uint16_t port = 0;             // 0: as the DNS says, or the transport's default
    std::optional<Transport> transport; // nothing: as the DNS says
    bool secure = false;                // sips:
    std::string domain{};               // whose server it is, if maddr or a zone makes another host of it; else ""

    const std::string &identity() const { return domain.empty() ? host : domain; }

    bool operator==(const Hop &) const = default;
};

/// The hop to @p uri, which is reached at @p host over @p transport.
Hop hop_to(const Uri &uri, std::string host, std::optional<Transport> transport);

struct Ha1 {
    Algorithm algorithm;
    Secret hex;
};

/// How long to wait after failures (RFC 5626 §4.5).
struct Backoff {
    Seconds base{30};
    Seconds cap{1800};
};

/// Whether and when a failure of one class is followed by another attempt.
struct Retry {
    enum class How : std::uint8_t {
        give_up,
        back_off,
        slow, // the longest wait of the backoff, each time
        fixed
    };
    How how = How::give_up;
    Seconds interval{0}; // fixed
};

std::array<Retry, kFailures> default_retry() noexcept;

/// One Contact beside the first.
struct ExtraContact {
    std::string uri;
    std::vector<Header> params;
};

/// Push notification of a sleeping phone (RFC 8599): parameters of the Contact URI.
struct Push {
    std::string provider, param, prid; // escaped; provider "": none
    bool wakes_itself = false;         // needs no push to refresh: +sip.pnsreg
};

/// Bounds on what one attempt lets a registrar ask for.
struct Limits {
    std::uint8_t challenges = 4; // the first one and three more: a proxy's, stale nonces
    std::uint8_t redirects = 3;  // 0: a 3xx is a failure
    std::uint32_t min_expires_s = 604'800; // longest lifetime that a 423 may talk us into
};

/// What most accounts leave as it is: they all share one.
struct Extras {
    std::string display_name;
    std::string contact; // "": ours, kept right by NAT discovery
    std::vector<Header> contact_params;
    std::vector<Header> headers;
    std::string allow, supported, user_agent;
    std::string route; // Route value for a loose-routing proxy; ""
    bool has_proxy = false;
    Hop proxy_hop;
    std::vector<Hop> backups; // where packets go when nothing lives at the first hop, in order
    std::string call_id; // "": a random one
    std::uint32_t cseq = 0;

    std::string instance; // "urn:uuid:...", of +sip.instance; ""
    std::uint8_t flows = 0; // that are wanted by outbound (RFC 5626); 0: no outbound
    std::vector<ExtraContact> more_contacts;
    Push push;

    std::array<Retry, kFailures> retry = default_retry(); // by Failure
    std::uint32_t max_attempts = 0; // in a row; 0: no end
    Seconds refresh_room{180}; // for four attempts of 32 s with waits between them
    std::uint8_t refresh_jitter_percent = 10; // up to that much earlier
    Limits limits;
    bool redirect_carries_credentials = false; // to another domain
    bool md5_needs_tls = false;
    bool refuses_downgrade = false;
    bool asks_for_credentials = false; // of the application, where none is set that fits
    std::shared_ptr<const net::TlsContext> tls; // null: the endpoint's
    SharedWebResource web;
    bool bearer_in_clear = false;      // tokens that are encrypted themselves (RFC 8898 §2)

    static const std::shared_ptr<const Extras> &none();
};

struct Account {
    std::string aor;      // canonical text, as in From and To
    std::string aor_user; // its user part, as written
    bool secure = false;  // sips:
    std::string registrar; // canonical text, as in the request line
    Hop registrar_hop;
    std::string auth_username; // "": the AOR's user
    std::string realm;         // "": any
    Secret password;
    std::vector<Ha1> ha1;
    bool allow_no_qop = true;
    Algorithm least_algorithm = Algorithm::md5; // weaker challenges are not answered
    std::uint32_t expires_s = 3600;
    Backoff backoff;
    std::shared_ptr<const Extras> extras = Extras::none();

    const Hop &first_hop() const { return extras->has_proxy ? extras->proxy_hop : registrar_hop; }
    /// Escapes belong to the URI, not to the name: "a%20b" logs in as "a b".
    std::string digest_user() const { return auth_username.empty() ? unescape(aor_user) : auth_username; }
};

// Each setter either takes the value or throws Error{invalid} naming the field, and then changed nothing.

void set_aor(Account &account, std::string_view uri);
void set_registrar(Account &account, std::string_view uri);
void set_display_name(Account &account, std::string_view name);
void set_auth_username(Account &account, std::string_view name);
void set_password(Account &account, std::string_view password);
void set_ha1(Account &account, Algorithm algorithm, std::string_view hex);
void set_realm(Account &account, std::string_view realm);
void set_expires_s(Account &account, std::int64_t expires_s);
void add_header(Account &account, std::string_view name, std::string_view value);
void set_allow(Account &account, std::string_view methods);
void set_supported(Account &account, std::string_view options);
void set_user_agent(Account &account, std::string_view text);
void set_proxy(Account &account, std::string_view uri, bool loose_route);
void add_backup(Account &account, std::string_view uri);
void set_call_id(Account &account, std::string_view call_id, std::int64_t cseq);

// Where we are reached. The first Contact is set or ours; params of further ones are ";name=value;name".
void set_contact(Account &account, std::string_view uri);
void add_contact_param(Account &account, std::string_view name, std::string_view value);
void add_contact(Account &account, std::string_view uri, std::string_view params);
void set_instance(Account &account, std::string_view urn);
void set_outbound(Account &account, std::int64_t flows);
void set_push(Account &account, std::string_view provider, std::string_view param, std::string_view prid);
void set_push_wakes_itself(Account &account, bool on);

// How a WebSocket is asked for.
void set_websocket_path(Account &account, std::string_view path);
void set_websocket_host(Account &account, std::string_view host);
void set_websocket_origin(Account &account, std::string_view origin);
void add_websocket_header(Account &account, std::string_view name, std::string_view value);

// How patient, how trusting and how careful we are.
inline constexpr std::int64_t kGiveUp = -1, kBackOff = 0; // in place of an interval
void set_retry_s(Account &account, std::int64_t base_s, std::int64_t cap_s);
void set_retry_class(Account &account, Failure failure, std::int64_t interval_s);
void set_tls(Account &account, std::shared_ptr<const net::TlsContext> tls);
void set_max_attempts(Account &account, std::int64_t count);
void set_refresh(Account &account, std::int64_t room_s, std::int64_t jitter_percent);
void set_max_challenges(Account &account, std::int64_t count);
void set_max_redirects(Account &account, std::int64_t count);
void set_max_min_expires_s(Account &account, std::int64_t longest_s);
void set_redirect_credentials(Account &account, bool on);
void set_md5_needs_tls(Account &account, bool on);
void set_refuse_downgrade(Account &account, bool on);
void set_ask_credentials(Account &account, bool on);
void set_bearer_in_clear(Account &account, bool on);

/// The parameter by which a registrar tells flows of one instance apart.
bool is_reg_id(const Header &param);

/// The account as flow @p number of the same registration has it (RFC 5626 §4.2).
Account for_flow(const Account &account, int number);

/// What is still missing, as a sentence; "" if the account can be used.
std::string missing(const Account &account);

} // namespace sipreg::core
