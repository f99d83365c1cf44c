// SPDX-License-Identifier: LGPL-2.1-or-later
// TLS connections in use: shared, resumed, broken, slow, and those that sofia must not make.
#include "net/tls_context.hpp"
#include "nta/flow_type.hpp"
#include "nta/inbound.hpp"
#include "support/spin.hpp"
#include "support/stage.hpp"
#include "support/tls_lab.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <malloc.h>

#include "support/cmocka.hpp"

using namespace sipreg;
using test::Manner;
using test::ServerSettings;

namespace {

struct Scene {
    test::Paper ca = test::make_paper({"Test CA", nullptr, nullptr, true});
    test::Paper paper = test::make_paper({.alt_names = "DNS:example.test,DNS:other.test"}, &ca);
    std::shared_ptr<const net::TlsContext> tls = trust();
    test::TlsServer server{{.paper = paper}};
    test::Stage stage{{.connect_limit = Millis(2000)}};

    std::shared_ptr<const net::TlsContext> trust() const
    {
        net::TlsSettings settings;
        settings.roots = {ca.certificate};
        return std::make_shared<net::TlsContext>(settings);
    }
    void behave(Manner manner) { server.change({.paper = paper, .manner = manner}); }
    core::Peer peer(const char *domain = "example.test") const
    {
        return {{core::Transport::tls, *core::parse_ip("127.0.0.1"), server.port()}, domain, tls};
    }
    test::Exchange ask(const core::Peer &whom)
    {
        test::Exchange exchange(core::Transport::tls);
        stage.send(whom, exchange);
        assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
        stage.drop_all();
        return exchange;
    }
    bool is_answered(const core::Peer &whom) { return ask(whom).reply.has_value(); }
};

void one_connection_serves_a_peer_and_nobody_else(void **)
{
    Scene scene;
    assert_true(scene.is_answered(scene.peer()));
    assert_true(scene.is_answered(scene.peer()));
    assert_int_equal(scene.server.connections(), 1);
}

void another_domain_at_the_same_address_has_its_own(void **)
{
    Scene scene;
    test::Exchange first(core::Transport::tls);
    scene.stage.send(scene.peer(), first);
    assert_true(test::spin(scene.stage.loop, [&] { return first.is_over(); }));
    test::Exchange second(core::Transport::tls); // the server, one after the other, does not come to it
    scene.stage.send(scene.peer("other.test"), second);
    assert_false(test::spin(scene.stage.loop, [&] { return second.reply.has_value(); }, Millis(200)));
}

// The server ends each connection with the first request: the second is one that is resumed.
void a_connection_to_the_same_peer_is_resumed(void **)
{
    Scene scene;
    scene.behave(Manner::drops_request);
    assert_true(scene.ask(scene.peer()).silence == core::Silence::broken);
    scene.ask(scene.peer());
    assert_int_equal(scene.server.resumed(), 1);
    net::TlsSettings other;
    other.roots = {scene.ca.certificate};
    core::Peer elsewhere = scene.peer();
    elsewhere.tls = std::make_shared<net::TlsContext>(other);
    scene.ask(elsewhere);
    scene.ask(scene.peer("other.test"));
    assert_int_equal(scene.server.resumed(), 1); // none is shown to anybody else
}

// The server, whose word it is, would resume it still.
void a_session_does_not_outlive_its_certificate(void **)
{
    Scene scene;
    scene.paper = test::make_paper({.until_s = 3}, &scene.ca);
    scene.behave(Manner::drops_request);
    assert_true(scene.ask(scene.peer()).silence == core::Silence::broken);
    const auto expired = [&] { return scene.ask(scene.peer()).trouble.tls == core::TlsFault::expired; };
    assert_true(test::spin(scene.stage.loop, expired, Millis(20'000)));
    assert_true(scene.server.resumed() > 0);
}

void a_connection_that_breaks_ends_what_waits_on_it(void **)
{
    for (const Manner manner : {Manner::drops_request, Manner::resets_request}) {
        Scene scene;
        scene.behave(manner);
        const test::Exchange exchange = scene.ask(scene.peer());
        assert_true(exchange.silence == core::Silence::broken);
        assert_true(exchange.trouble.cause.find("closed by") != std::string::npos ||
                    exchange.trouble.cause.find("reset by") != std::string::npos);
        scene.behave(Manner::serves);
        assert_true(scene.is_answered(scene.peer()));
    }
}

void an_answer_in_single_bytes_is_an_answer(void **)
{
    Scene scene;
    scene.behave(Manner::byte_by_byte);
    assert_true(scene.is_answered(scene.peer()));
}

void a_request_of_the_server_is_answered_on_its_connection(void **)
{
    Scene scene;
    scene.server.also_say("OPTIONS sip:alice@h SIP/2.0\r\nVia: SIP/2.0/TLS 192.0.2.9;branch=z9hG4bKx\r\nFrom: <sip:r@h>;tag=1\r\n"
                          "To: <sip:alice@h>\r\nCall-ID: o\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    assert_true(scene.is_answered(scene.peer()));
    assert_true(test::spin(scene.stage.loop, [&] { return scene.server.heard().find("SIP/2.0 200 OK") != std::string::npos; }));
    assert_int_equal(scene.server.connections(), 1);
}

std::size_t allocated()
{
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

void what_is_not_read_for_a_while_is_answered_later(void **)
{
    constexpr std::size_t kMost = 1000, kSize = 5000; // more than the kernel takes on its own
    Scene scene;
    assert_true(scene.is_answered(scene.peer()));
    scene.server.pause(true);
    const std::size_t before = allocated();
    std::vector<std::unique_ptr<test::Exchange>> all;
    for (std::size_t i = 0; i < kMost; ++i) {
        all.push_back(std::make_unique<test::Exchange>(core::Transport::tls, kSize));
        scene.stage.send(scene.peer(), *all.back());
    }
    const auto answered = [&] {
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto &one) { return one->reply.has_value(); }));
    };
    assert_false(test::spin(scene.stage.loop, [&] { return answered() > 0; }, Millis(200)));
    assert_true(allocated() < before + 8 * kMost * kSize);
    scene.server.pause(false);
    assert_true(test::spin(scene.stage.loop, [&] { return answered() == kMost; }, Millis(20'000)));
    assert_int_equal(scene.server.connections(), 1);
}

void who_reads_no_answers_is_not_heard_any_more(void **)
{
    constexpr std::size_t kTooMuch = 64 << 20;
    Scene scene;
    scene.behave(Manner::floods);
    test::Exchange exchange(core::Transport::tls);
    scene.stage.send(scene.peer(), exchange);
    scene.stage.trace.quiet = true;
    const auto over = [&] { return scene.server.is_dammed() || scene.server.flooded() > kTooMuch; };
    assert_true(test::spin(scene.stage.loop, over, Millis(60'000)));
    assert_true(scene.server.is_dammed());
}

std::size_t open_descriptors()
{
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

void connections_that_fail_leave_nothing_open(void **)
{
    Scene scene;
    const core::Peer wrong = scene.peer("wrong.test");
    scene.ask(wrong);
    const std::size_t before = open_descriptors();
    for (int i = 0; i < 50; ++i)
        assert_true(scene.ask(wrong).trouble.tls == core::TlsFault::wrong_name);
    assert_true(open_descriptors() <= before + 1); // the server's own
    assert_string_equal(scene.server.heard().c_str(), "");
}

void the_hosts_signals_and_errors_stay_as_they_were(void **)
{
    struct sigaction before {
    }, after{};
    sigaction(SIGPIPE, nullptr, &before);
    {
        Scene scene;
        scene.is_answered(scene.peer());
        scene.ask(scene.peer("wrong.test"));
    }
    sigaction(SIGPIPE, nullptr, &after);
    assert_true(before.sa_handler == after.sa_handler);
    assert_int_equal(ERR_peek_error(), 0);
}

void without_a_flow_sofia_connects_to_nobody(void **)
{
    Scene scene;
    const loop::Loop::Hold hold(scene.stage.loop);
    nta::Inbound inbound(scene.stage.loop, scene.stage.trace, {});
    nta::Agent agent(scene.stage.loop.root(), {}, nta::kMaxStream, scene.stage.trace, inbound);
    tport_t *primary = nta::add_flow_primary(agent.get(), core::Transport::tls);
    assert_non_null(primary);
    const std::string port = std::to_string(scene.server.port());
    tp_name_t name[1] = {{"tls", "127.0.0.1", "127.0.0.1", port.c_str(), nullptr, nullptr}};
    nta::MsgPtr message(msg_make(sip_default_mclass(), 0, "OPTIONS sip:h SIP/2.0\r\nContent-Length: 0\r\n\r\n", -1));
    assert_null(tport_tsend(primary, message.get(), name, TAG_END()));
    assert_int_equal(scene.server.connections(), 0);
}

} // namespace

int main()
{
    setenv("NTA_DEBUG", "0", 1); // else it tells of each of thousands of transactions whose connection is closed
    const CMUnitTest flow[] = {
        cmocka_unit_test(one_connection_serves_a_peer_and_nobody_else),
        cmocka_unit_test(another_domain_at_the_same_address_has_its_own),
        cmocka_unit_test(a_connection_to_the_same_peer_is_resumed),
        cmocka_unit_test(a_session_does_not_outlive_its_certificate),
        cmocka_unit_test(a_connection_that_breaks_ends_what_waits_on_it),
        cmocka_unit_test(an_answer_in_single_bytes_is_an_answer),
        cmocka_unit_test(a_request_of_the_server_is_answered_on_its_connection),
        cmocka_unit_test(what_is_not_read_for_a_while_is_answered_later),
        cmocka_unit_test(who_reads_no_answers_is_not_heard_any_more),
        cmocka_unit_test(connections_that_fail_leave_nothing_open),
        cmocka_unit_test(the_hosts_signals_and_errors_stay_as_they_were),
        cmocka_unit_test(without_a_flow_sofia_connects_to_nobody),
    };
    return cmocka_run_group_tests(flow, nullptr, nullptr);
}
