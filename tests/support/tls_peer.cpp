// SPDX-License-Identifier: LGPL-2.1-or-later
// A TLS server for tests in C.
#include "support/tls_peer.h"

#include "support/tls_lab.hpp"

#include <string>

namespace test = sipreg::test;

namespace {

std::string next_name()
{
    static std::atomic<int> number = 0;
    return "CA " + std::to_string(++number);
}

} // namespace

struct tls_peer_handle {
    const std::string name = next_name();
    const test::Paper authority = test::make_paper({name.c_str(), nullptr, nullptr, true});
    const test::Paper own = test::make_paper({.alt_names = "IP:127.0.0.1"}, &authority);
    const test::Paper client = test::make_paper({"alice", nullptr, "clientAuth"}, &authority);
    const std::string ca = authority.pem(), certificate = client.pem(), key = client.key_pem(TLS_PEER_PASSPHRASE);
    test::TlsServer server;

    explicit tls_peer_handle(bool wants_certificate)
        : server({.paper = own, .client_ca = wants_certificate ? authority.certificate : nullptr})
    {
    }
};

tls_peer_t *tls_peer_new(int wants_certificate) { return new tls_peer_handle(wants_certificate != 0); }

void tls_peer_free(tls_peer_t *peer) { delete peer; }

int tls_peer_port(const tls_peer_t *peer) { return peer->server.port(); }

const char *tls_peer_ca(const tls_peer_t *peer) { return peer->ca.c_str(); }

const char *tls_peer_certificate(const tls_peer_t *peer) { return peer->certificate.c_str(); }

const char *tls_peer_key(const tls_peer_t *peer) { return peer->key.c_str(); }
