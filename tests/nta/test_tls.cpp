// SPDX-License-Identifier: LGPL-2.1-or-later
// Whom we speak TLS to, and whom not: a table of servers on loopback, with certificates made on the spot.
#include "base/encoding.hpp"
#include "base/error.hpp"
#include "net/tls_verify.hpp"
#include "support/spin.hpp"
#include "support/stage.hpp"
#include "support/tls_lab.hpp"

#include <functional>

#include "support/cmocka.hpp"

using namespace sipreg;
using core::TlsFault;
using test::Manner;
using test::Paper;
using test::Recipe;
using test::ServerSettings;

namespace {

struct Lab {
    Paper ca = test::make_paper({"Test CA", nullptr, nullptr, true});
    Paper middle = test::make_paper({"Middle CA", nullptr, nullptr, true}, &ca);
    Paper foreign_ca = test::make_paper({"Foreign CA", nullptr, nullptr, true});
    Paper client = test::make_paper({"alice", nullptr, "clientAuth"}, &ca);
    Paper foreign_client = test::make_paper({"mallory", nullptr, "clientAuth"}, &foreign_ca);
    Paper good = test::make_paper({}, &ca);

    ServerSettings serving(const Recipe &recipe) const { return {.paper = test::make_paper(recipe, &ca)}; }
    ServerSettings serving() const { return {.paper = good}; }
    net::TlsSettings trusting() const
    {
        net::TlsSettings settings;
        settings.roots = {ca.certificate};
        return settings;
    }
};

const Lab &lab()
{
    static const Lab made;
    return made;
}

struct Case {
    ServerSettings server;
    net::TlsSettings client = lab().trusting();
    const char *domain = "example.test";
};

struct Row {
    const char *name;
    Case (*make)();
    TlsFault fault; // none: it is accepted
    int alert = 0;
};

Case with(const Recipe &recipe) { return {.server = lab().serving(recipe)}; }

Case with_names(const char *alt_names, const char *domain = "example.test")
{
    return {.server = lab().serving({.alt_names = alt_names}), .domain = domain};
}

Case with_wildcard(const char *alt_names, const char *domain, bool allowed)
{
    Case made = with_names(alt_names, domain);
    made.client.names.wildcard = allowed;
    return made;
}

Case with_common_name(const char *alt_names, bool allowed)
{
    Case made = with_names(alt_names);
    made.client.names.common_name = allowed;
    return made;
}

Case signed_by(const Paper &issuer, std::vector<net::Certificate> more)
{
    Case made;
    made.server.paper = test::make_paper({}, &issuer);
    made.server.more = std::move(more);
    return made;
}

Case of_versions(int least, int most, int wanted = TLS1_2_VERSION)
{
    Case made{.server = lab().serving()};
    made.server.min_version = least;
    made.server.max_version = most;
    made.client.min_version = wanted;
    return made;
}

Case with_client(const Paper *client, int most = TLS1_3_VERSION)
{
    Case made = of_versions(TLS1_2_VERSION, most);
    made.server.client_ca = lab().ca.certificate;
    if (client != nullptr) {
        made.client.chain = {client->certificate};
        made.client.key = client->key;
    }
    return made;
}

Case pinned(const Paper &server, const Paper &pin, bool only)
{
    Case made{.server = {.paper = server}};
    made.client.pins = {net::pin_of(pin.certificate.get())};
    made.client.pin_only = only;
    return made;
}

Case behaving(Manner manner)
{
    Case made{.server = lab().serving()};
    made.server.manner = manner;
    return made;
}

Case revoked(const Paper &who)
{
    Case made{.server = lab().serving()};
    made.client.revocations = {test::make_revocation_list(lab().ca, who)};
    return made;
}

Case revoked_elsewhere()
{
    Case made{.server = lab().serving()};
    made.client.revocations = {test::make_revocation_list(lab().foreign_ca, lab().foreign_client)};
    return made;
}

Case unchecked()
{
    Case made{.server = {.paper = test::make_paper({.alt_names = "DNS:other.test", .until_s = -1})}};
    made.client.verify = false;
    return made;
}

const Paper &self_signed()
{
    static const Paper made = test::make_paper({});
    return made;
}

const Row kRows[] = {
    {"good", [] { return Case{.server = lab().serving()}; }, TlsFault::none},
    {"TLS 1.2 only", [] { return of_versions(TLS1_2_VERSION, TLS1_2_VERSION); }, TlsFault::none},
    {"intermediate sent", [] { return signed_by(lab().middle, {lab().middle.certificate}); }, TlsFault::none},
    {"SIP URI", [] { return with_names("URI:sip:example.test"); }, TlsFault::none},
    {"common name, allowed", [] { return with_common_name(nullptr, true); }, TlsFault::none},
    {"address", [] { return with_names("IP:127.0.0.1", "127.0.0.1"); }, TlsFault::none},
    {"wildcard, allowed", [] { return with_wildcard("DNS:*.example.test", "sip.example.test", true); }, TlsFault::none},
    {"for SIP domains", [] { return with({.usage = "1.3.6.1.5.5.7.3.20"}); }, TlsFault::none},
    {"for servers", [] { return with({.usage = "serverAuth"}); }, TlsFault::none},
    {"client certificate", [] { return with_client(&lab().client); }, TlsFault::none},
    {"client certificate in 1.2", [] { return with_client(&lab().client, TLS1_2_VERSION); }, TlsFault::none},
    {"pin", [] { return pinned(lab().good, lab().good, false); }, TlsFault::none},
    {"pin of the CA", [] { return pinned(lab().good, lab().ca, false); }, TlsFault::none},
    {"pin alone, self-signed", [] { return pinned(self_signed(), self_signed(), true); }, TlsFault::none},
    {"not revoked", [] { return revoked(lab().client); }, TlsFault::none},
    {"revocation list of another CA", [] { return revoked_elsewhere(); }, TlsFault::none},
    {"verification off", [] { return unchecked(); }, TlsFault::none},

    {"other name", [] { return with_names("DNS:other.test"); }, TlsFault::wrong_name},
    {"URI of a user", [] { return with_names("URI:sip:alice@example.test"); }, TlsFault::wrong_name},
    {"URI hides DNS", [] { return with_names("URI:sip:other.test,DNS:example.test"); }, TlsFault::wrong_name},
    {"common name beside others", [] { return with_common_name("DNS:other.test", true); }, TlsFault::wrong_name},
    {"common name alone", [] { return with_common_name(nullptr, false); }, TlsFault::wrong_name},
    {"name of the SRV target", [] { return with_names("DNS:sip1.example.test"); }, TlsFault::wrong_name},
    {"address for a name", [] { return with_names("IP:127.0.0.1"); }, TlsFault::wrong_name},
    {"wildcard", [] { return with_wildcard("DNS:*.example.test", "sip.example.test", false); }, TlsFault::wrong_name},
    {"wildcard of a top level", [] { return with_wildcard("DNS:*.test", "example.test", true); }, TlsFault::wrong_name},
    {"expired", [] { return with({.from_s = -7200, .until_s = -60}); }, TlsFault::expired},
    {"not yet valid", [] { return with({.from_s = 600}); }, TlsFault::not_yet_valid},
    {"unknown CA", [] { return signed_by(lab().foreign_ca, {}); }, TlsFault::unknown_ca},
    {"unknown CA, sent along", [] { return signed_by(lab().foreign_ca, {lab().foreign_ca.certificate}); },
     TlsFault::unknown_ca},
    {"intermediate missing", [] { return signed_by(lab().middle, {}); }, TlsFault::unknown_ca},
    {"self-signed", [] { return Case{.server = {.paper = self_signed()}}; }, TlsFault::self_signed},
    {"for clients only", [] { return with({.usage = "clientAuth"}); }, TlsFault::wrong_purpose},
    {"weak key", [] { return with({.rsa_bits = 1024}); }, TlsFault::weak_key},
    {"revoked", [] { return revoked(lab().good); }, TlsFault::revoked},
    {"TLS 1.0 only", [] { return of_versions(TLS1_VERSION, TLS1_VERSION); }, TlsFault::protocol_version, 70},
    {"TLS 1.1 only", [] { return of_versions(TLS1_1_VERSION, TLS1_1_VERSION); }, TlsFault::protocol_version, 70},
    {"TLS 1.2 where 1.3 is wanted", [] { return of_versions(TLS1_2_VERSION, TLS1_2_VERSION, TLS1_3_VERSION); },
     TlsFault::protocol_version, 70},
    {"no client certificate", [] { return with_client(nullptr); }, TlsFault::certificate_required, 116},
    {"no client certificate in 1.2", [] { return with_client(nullptr, TLS1_2_VERSION); },
     TlsFault::certificate_required, 40},
    {"foreign client certificate", [] { return with_client(&lab().foreign_client); }, TlsFault::certificate_rejected, 48},
    {"foreign client certificate in 1.2", [] { return with_client(&lab().foreign_client, TLS1_2_VERSION); },
     TlsFault::certificate_rejected, 48},
    {"other pin", [] { return pinned(lab().good, lab().client, false); }, TlsFault::pin_mismatch},
    {"other pin alone", [] { return pinned(self_signed(), lab().client, true); }, TlsFault::pin_mismatch},
    {"pin does not excuse the chain", [] { return pinned(self_signed(), self_signed(), false); }, TlsFault::self_signed},
    {"not TLS", [] { return behaving(Manner::talks_http); }, TlsFault::not_tls},
    {"closes", [] { return behaving(Manner::closes); }, TlsFault::closed},
    {"hangs", [] { return behaving(Manner::hangs); }, TlsFault::timeout},
};

core::Peer peer_of(const Case &made, const test::TlsServer &server)
{
    return {{core::Transport::tls, *core::parse_ip("127.0.0.1"), server.port()}, made.domain,
            std::make_shared<net::TlsContext>(made.client)};
}

void run(const Row &row)
{
    const Case made = row.make();
    test::TlsServer server(made.server);
    test::Stage stage({.connect_limit = Millis(500)});
    test::Exchange exchange(core::Transport::tls);
    stage.send(peer_of(made, server), exchange);
    if (!test::spin(stage.loop, [&] { return exchange.is_over(); }, Millis(2000)))
        fail_msg("%s: nothing came of it in time", row.name);
    const core::Trouble &got = exchange.trouble;
    if (exchange.reply.has_value() != (row.fault == TlsFault::none) || got.tls != row.fault || got.alert != row.alert)
        fail_msg("%s: %s, alert %d: %s", row.name, core::name(got.tls), got.alert, got.cause.c_str());
    if (!exchange.reply && (got.cause.empty() || !server.heard().empty()))
        fail_msg("%s: \"%s\", but heard \"%s\"", row.name, got.cause.c_str(), server.heard().c_str());
    const bool is_name = !core::parse_ip(made.domain).has_value();
    if (exchange.reply && server.name_asked_for() != (is_name ? made.domain : ""))
        fail_msg("%s: asked for \"%s\"", row.name, server.name_asked_for().c_str());
}

void each_server_is_accepted_or_refused_for_its_own_reason(void **)
{
    for (const Row &row : kRows)
        run(row);
}

std::string refused(net::TlsSettings settings)
{
    try {
        const net::TlsContext context(std::move(settings));
    } catch (const Error &error) {
        return error.what();
    }
    return "";
}

void settings_that_do_not_fit_together_are_refused(void **)
{
    net::TlsSettings settings = lab().trusting();
    settings.chain = {lab().client.certificate};
    assert_string_equal(refused(settings).c_str(), "client certificate: there is no key to it");
    settings.key = lab().good.key;
    assert_string_equal(refused(settings).c_str(), "client key: is not that of the client certificate");
    settings.chain.clear();
    assert_string_equal(refused(settings).c_str(), "client certificate: there is a key, but no certificate");
    settings = lab().trusting();
    settings.pin_only = true;
    assert_string_equal(refused(settings).c_str(), "pin only: there is no pin");
}

} // namespace

int main()
{
    const CMUnitTest tls[] = {
        cmocka_unit_test(each_server_is_accepted_or_refused_for_its_own_reason),
        cmocka_unit_test(settings_that_do_not_fit_together_are_refused),
    };
    return cmocka_run_group_tests(tls, nullptr, nullptr);
}
