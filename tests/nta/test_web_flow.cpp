// SPDX-License-Identifier: LGPL-2.1-or-later
// WebSocket connections in use, in clear and over TLS.
#include "net/tls_context.hpp"
#include "support/spin.hpp"
#include "support/stage.hpp"
#include "support/tls_lab.hpp"
#include "support/web_server.hpp"

#include "support/cmocka.hpp"

using namespace sipreg;
using core::Silence;
using core::Transport;

namespace {

core::SharedWebResource asking(core::WebResource web) { return core::SharedWebResource(std::move(web)); }

struct Scene {
    test::WebServer server;
    test::Stage stage{{.connect_limit = Millis(1000)}};

    core::Peer peer(core::WebResource web = {}, const char *domain = "example.test") const
    {
        return {{Transport::ws, *core::parse_ip("127.0.0.1"), server.port()}, domain, nullptr, asking(std::move(web))};
    }
    bool spin(const std::function<bool()> &come_true)
    {
        return test::spin(stage.loop, [&] {
            server.step();
            return come_true();
        });
    }
    test::Exchange ask(const core::Peer &whom)
    {
        test::Exchange exchange(Transport::ws);
        stage.send(whom, exchange);
        assert_true(spin([&] { return exchange.is_over(); }));
        stage.drop_all();
        return exchange;
    }
    bool is_answered(const core::Peer &whom) { return ask(whom).reply.has_value(); }
};

void a_request_goes_over_websocket(void **)
{
    Scene scene;
    const test::Exchange exchange = scene.ask(scene.peer());
    assert_true(exchange.reply.has_value());
    const test::WebTalk &talk = scene.server.client().talk;
    const std::string host = "\r\nHost: example.test:" + std::to_string(scene.server.port()) + "\r\n";
    assert_true(talk.request().starts_with("GET / HTTP/1.1\r\n"));
    assert_true(talk.request().find(host) != std::string::npos);
    assert_true(talk.request().find("\r\nSec-WebSocket-Protocol: sip\r\n") != std::string::npos);
    const std::string via = "\r\nVia: SIP/2.0/WS 127.0.0.1:" + std::to_string(exchange.sent_from->port) + ";";
    assert_true(talk.heard().find(via) != std::string::npos);
    for (const std::string &line : scene.stage.trace.lines)
        assert_true(line.starts_with("> ws:127.0.0.1:") || line.starts_with("< ws:127.0.0.1:"));
}

void who_asks_alike_shares_a_connection(void **)
{
    Scene scene;
    core::WebResource first, cookie{"/", "", "", Secret("Cookie: a=b\r\n")};
    assert_true(scene.is_answered(scene.peer(first)));
    assert_true(scene.is_answered(scene.peer(core::WebResource())));
    assert_int_equal(scene.server.clients().size(), 1);
    assert_true(scene.is_answered(scene.peer(cookie)));
    assert_true(scene.server.client().talk.request().ends_with("\r\nCookie: a=b\r\n\r\n"));
    assert_true(scene.is_answered(scene.peer({"/", "", "", Secret("Cookie: a=b\r\n")})));
    assert_int_equal(scene.server.clients().size(), 2);
    assert_true(scene.is_answered(scene.peer({"/", "", "", Secret("Cookie: a=c\r\n")})));
    assert_true(scene.is_answered(scene.peer({"/ws", "", "", {}})));
    assert_true(scene.is_answered(scene.peer({"/", "front.test", "", {}})));
    assert_true(scene.is_answered(scene.peer({"/", "", "https://app.test", {}})));
    assert_true(scene.is_answered(scene.peer({}, "other.test")));
    assert_int_equal(scene.server.clients().size(), 7);
}

void a_request_of_the_server_is_answered_in_a_frame(void **)
{
    Scene scene;
    assert_true(scene.is_answered(scene.peer()));
    scene.server.client().say(test::web_text("OPTIONS sip:alice@h SIP/2.0\r\nVia: SIP/2.0/WS 192.0.2.9;branch=z9hG4bKx\r\n"
                                             "From: <sip:r@h>;tag=1\r\nTo: <sip:alice@h>\r\nCall-ID: o\r\nCSeq: 1 OPTIONS\r\n"
                                             "Max-Forwards: 70\r\n\r\n"));
    assert_true(scene.spin([&] { return scene.server.client().talk.heard().find("SIP/2.0 200 OK") != std::string::npos; }));
    assert_true(scene.server.client().talk.heard().find("Via: SIP/2.0/WS 192.0.2.9;branch=z9hG4bKx") != std::string::npos);
    assert_int_equal(scene.server.clients().size(), 1);
}

void a_server_that_refuses_is_told_with_what_it_says(void **)
{
    Scene scene;
    scene.server.refuse("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    const test::Exchange exchange = scene.ask(scene.peer());
    assert_true(exchange.silence == Silence::not_upgraded);
    assert_non_null(strstr(exchange.trouble.cause.c_str(), ": the server opens no WebSocket: 404 Not Found"));
    assert_false(exchange.sent_from.has_value()); // nothing was composed
    scene.server.refuse("");
    assert_true(scene.is_answered(scene.peer())); // by another connection
}

void a_server_that_hangs_is_waited_for_as_long_as_is_said(void **)
{
    Scene scene;
    scene.server.mute = true;
    const test::Exchange exchange = scene.ask(scene.peer());
    assert_true(exchange.silence == Silence::unreachable);
    assert_non_null(strstr(exchange.trouble.cause.c_str(), ": the WebSocket was not opened within 1000 ms"));
}

void a_server_that_hangs_up_within_the_upgrade_is_not_reached(void **)
{
    Scene scene;
    scene.server.mute = true;
    test::Exchange exchange(Transport::ws);
    scene.stage.send(scene.peer(), exchange);
    assert_true(scene.spin([&] { return !scene.server.clients().empty() && !scene.server.client().heard.empty(); }));
    scene.server.client().hang_up();
    assert_true(scene.spin([&] { return exchange.is_over(); }));
    assert_true(exchange.silence == Silence::unreachable);
}

void a_close_ends_what_waits(void **)
{
    Scene scene;
    assert_true(scene.is_answered(scene.peer()));
    scene.server.mute = true;
    test::Exchange exchange(Transport::ws);
    scene.stage.send(scene.peer(), exchange);
    const std::size_t before = scene.server.client().heard.size();
    assert_true(scene.spin([&] { return scene.server.client().heard.size() > before; }));
    scene.server.client().say(test::web_frame_of(test::kFinal | test::kClose, "\x03\xe9"));
    assert_true(scene.spin([&] { return exchange.is_over(); }));
    assert_true(exchange.silence == Silence::broken);
    assert_non_null(strstr(exchange.trouble.cause.c_str(), "(WebSocket code 1001)"));
    scene.server.mute = false;
    assert_true(scene.is_answered(scene.peer()));
    assert_int_equal(scene.server.clients().size(), 2);
}

struct SecureScene {
    test::Paper ca = test::make_paper({"Test CA", nullptr, nullptr, true});
    test::TlsServer server;
    test::Stage stage{{.connect_limit = Millis(1000)}};

    explicit SecureScene(test::Manner manner = test::Manner::speaks_web)
        : server({.paper = test::make_paper({.alt_names = "DNS:example.test"}, &ca), .manner = manner})
    {
    }
    test::Exchange ask(const char *domain)
    {
        net::TlsSettings settings;
        settings.roots = {ca.certificate};
        test::Exchange exchange(Transport::wss);
        const core::Target target{Transport::wss, *core::parse_ip("127.0.0.1"), server.port()};
        stage.send({target, domain, std::make_shared<net::TlsContext>(settings)}, exchange);
        assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
        stage.drop_all();
        return exchange;
    }
};

void over_tls_the_same(void **)
{
    SecureScene scene;
    assert_true(scene.ask("example.test").reply.has_value());
    assert_string_equal(scene.server.name_asked_for().c_str(), "example.test");
    assert_true(scene.server.heard().starts_with("GET / HTTP/1.1\r\nHost: example.test:"));
}

void who_is_not_who_he_should_be_is_not_asked(void **)
{
    SecureScene scene;
    assert_true(scene.ask("other.test").trouble.tls == core::TlsFault::wrong_name);
    assert_string_equal(scene.server.heard().c_str(), "");
}

void it_is_said_which_handshake_was_not_done(void **)
{
    SecureScene tls(test::Manner::hangs);
    assert_true(tls.ask("example.test").trouble.tls == core::TlsFault::timeout);
    SecureScene web(test::Manner::serves); // no HTTP
    const core::Trouble trouble = web.ask("example.test").trouble;
    assert_true(trouble.tls == core::TlsFault::none);
    assert_non_null(strstr(trouble.cause.c_str(), ": the WebSocket was not opened within 1000 ms"));
}

} // namespace

int main()
{
    const CMUnitTest flow[] = {
        cmocka_unit_test(a_request_goes_over_websocket),
        cmocka_unit_test(who_asks_alike_shares_a_connection),
        cmocka_unit_test(a_request_of_the_server_is_answered_in_a_frame),
        cmocka_unit_test(a_server_that_refuses_is_told_with_what_it_says),
        cmocka_unit_test(a_server_that_hangs_is_waited_for_as_long_as_is_said),
        cmocka_unit_test(a_server_that_hangs_up_within_the_upgrade_is_not_reached),
        cmocka_unit_test(a_close_ends_what_waits),
        cmocka_unit_test(over_tls_the_same),
        cmocka_unit_test(who_is_not_who_he_should_be_is_not_asked),
        cmocka_unit_test(it_is_said_which_handshake_was_not_done),
    };
    return cmocka_run_group_tests(flow, nullptr, nullptr);
}
