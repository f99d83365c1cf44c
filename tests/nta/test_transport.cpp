// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests over real sockets: to the development registrar, to nobody, and to peers that misbehave.
#include "nta/transport.hpp"

#include "registrar/server.hpp"
#include "support/exchange.hpp"
#include "support/peer.hpp"
#include "support/spin.hpp"
#include "support/stage.hpp"

#include <netinet/in.h>

#include "support/cmocka.hpp"

using namespace sipreg;
using core::Transport;

namespace {

using test::Stage;

core::Target target(Transport transport, const char *ip, std::uint16_t port)
{
    return {transport, *core::parse_ip(ip), port};
}

registrar::Settings open_registrar()
{
    registrar::Settings settings;
    settings.open = true;
    return settings;
}

// A port of 127.0.0.1 at which nobody listens.
std::uint16_t closed_port()
{
    test::UdpPeer peer;
    return peer.port();
}

struct Way {
    Transport transport;
    const char *ip, *listener;
};
const Way kWays[] = {
    {Transport::udp, "127.0.0.1", "udp:127.0.0.1:0"},
    {Transport::tcp, "127.0.0.1", "tcp:127.0.0.1:0"},
    {Transport::udp, "::1", "udp:[::1]:0"},
    {Transport::tcp, "::1", "tcp:[::1]:0"},
};

int status_over(const Way &way, bool *via_is_local)
{
    registrar::Server server(open_registrar(), {way.listener});
    server.start();
    Stage stage;
    test::Exchange exchange(way.transport);
    stage.send(target(way.transport, way.ip, server.port()), exchange);
    if (!test::spin(stage.loop, [&] { return exchange.is_over(); }) || !exchange.reply)
        return 0;
    *via_is_local = exchange.sent_from->host == way.ip && exchange.sent_from->port != 0 &&
                    exchange.reply->via_rport == std::to_string(exchange.sent_from->port);
    return exchange.reply->status;
}

void every_way_brings_an_answer_and_knows_its_local_address(void **)
{
    for (const Way &way : kWays) {
        bool via_is_local = false;
        const int status = status_over(way, &via_is_local);
        if (status != 200 || !via_is_local)
            fail_msg("%s: status %d, local address %s", way.listener, status, via_is_local ? "right" : "wrong");
    }
}

void a_closed_port_refuses_at_once(void **)
{
    for (const Transport transport : {Transport::udp, Transport::tcp}) {
        Stage stage;
        test::Exchange exchange(transport);
        stage.send(target(transport, "127.0.0.1", closed_port()), exchange);
        assert_false(exchange.is_over()); // never within send()
        assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
        assert_true(exchange.silence == core::Silence::refused);
        assert_true(exchange.trouble.cause.find("connection refused by") == 0);
    }
}

void a_transport_that_is_switched_off_says_so(void **)
{
    nta::Options options;
    options.transports = {Transport::udp};
    Stage stage(options);
    test::Exchange exchange(Transport::tcp);
    stage.send(target(Transport::tcp, "127.0.0.1", 9), exchange);
    assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
    assert_true(exchange.silence == core::Silence::no_transport);
}

void a_bind_address_is_the_one_that_is_used(void **)
{
    test::UdpPeer peer;
    nta::Options options;
    options.bind = {{"127.0.0.3", 0}};
    Stage stage(options);
    test::Exchange exchange(Transport::udp);
    stage.send(target(Transport::udp, "127.0.0.1", peer.port()), exchange);
    assert_true(test::spin(stage.loop, [&] { return peer.hear(); }));
    const core::IpAddress source = nta::from_socket_address(peer.from().get()).ip;
    assert_string_equal(core::to_string(source).c_str(), "127.0.0.3");
    assert_string_equal(exchange.sent_from->host.c_str(), "127.0.0.3");
}

void a_bind_address_that_is_not_ours_fails_the_request_alone(void **)
{
    for (const Transport transport : {Transport::udp, Transport::tcp}) {
        nta::Options options;
        options.bind = {{"192.0.2.55", 0}};
        Stage stage(options);
        test::Exchange exchange(transport);
        stage.send(target(transport, "127.0.0.1", 9), exchange);
        assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
        assert_true(exchange.silence.has_value());
    }
}

void one_connection_carries_all_requests_to_a_target(void **)
{
    registrar::Server server(open_registrar(), {"tcp:127.0.0.1:0"});
    server.start();
    Stage stage;
    std::vector<std::unique_ptr<test::Exchange>> all;
    for (int i = 0; i < 500; ++i) {
        all.push_back(std::make_unique<test::Exchange>(Transport::tcp));
        stage.send(target(Transport::tcp, "127.0.0.1", server.port()), *all.back());
    }
    const auto answered = [](const auto &exchange) { return exchange->reply.has_value(); };
    assert_true(test::spin(stage.loop, [&] { return std::all_of(all.begin(), all.end(), answered); }));
    for (const auto &exchange : all)
        assert_int_equal(exchange->sent_from->port, all[0]->sent_from->port);
}

void a_lost_connection_is_told_at_once_and_opened_anew(void **)
{
    registrar::Settings settings = open_registrar();
    settings.drop_next = 1;
    registrar::Server server(settings, {"tcp:127.0.0.1:0"});
    server.start();
    Stage stage;
    test::Exchange lost(Transport::tcp), next(Transport::tcp);
    const core::Target to = target(Transport::tcp, "127.0.0.1", server.port());
    stage.send(to, lost);
    assert_true(test::spin(stage.loop, [&] { return server.counters().dropped == 1; }));
    server.close_connections();
    assert_true(test::spin(stage.loop, [&] { return lost.is_over(); }));
    assert_true(lost.silence == core::Silence::broken);
    stage.send(to, next);
    assert_true(test::spin(stage.loop, [&] { return next.is_over(); }));
    assert_true(next.reply.has_value());
}

void who_gave_up_unanswered_leaves_a_connection_that_nobody_uses(void **)
{
    registrar::Settings settings = open_registrar();
    settings.drop_next = 1;
    registrar::Server server(settings, {"tcp:127.0.0.1:0"});
    server.start();
    Stage stage;
    test::Exchange silent(Transport::tcp), next(Transport::tcp);
    const core::Target to = target(Transport::tcp, "127.0.0.1", server.port());
    stage.send(to, silent);
    assert_true(test::spin(stage.loop, [&] { return server.counters().dropped == 1; }));
    stage.drop_all();
    assert_false(silent.is_over());
    stage.send(to, next);
    assert_true(test::spin(stage.loop, [&] { return next.is_over(); }));
    assert_int_not_equal(next.sent_from->port, silent.sent_from->port);
}

// To @p request, with a body of which @p size is announced.
std::string answer_with_body(const std::string &request, std::size_t size, const std::string &body)
{
    const std::string answer = test::answer_to(request, "200 OK");
    return answer.substr(0, answer.find("Content-Length:")) + "Content-Length: " + std::to_string(size) + "\r\n\r\n" + body;
}

// A body of which only a part is there makes sofia write past what it has.
void a_body_that_is_announced_and_does_not_come_ends_the_connection(void **)
{
    test::TcpPeer peer;
    Stage stage;
    test::Exchange exchange(Transport::tcp);
    stage.send(target(Transport::tcp, "127.0.0.1", peer.port()), exchange);
    assert_true(test::spin(stage.loop, [&] { return peer.hear(); }));
    peer.say(answer_with_body(peer.heard(), 7'900'000, "body"));
    assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
    assert_true(exchange.silence == core::Silence::broken);
    assert_string_equal(exchange.trouble.cause.c_str(),
                        ("tcp:127.0.0.1:" + std::to_string(peer.port()) + " sent a message that is too long").c_str());
}

void an_answer_in_pieces_is_one(void **)
{
    test::TcpPeer peer;
    Stage stage;
    test::Exchange exchange(Transport::tcp);
    stage.send(target(Transport::tcp, "127.0.0.1", peer.port()), exchange);
    assert_true(test::spin(stage.loop, [&] { return peer.hear(); }));
    const std::string body(20'000, 'b');
    const std::string answer = answer_with_body(peer.heard(), body.size(), body);
    for (std::size_t at = 0; at < answer.size(); at += 777) {
        assert_false(exchange.is_over());
        peer.say(answer.substr(at, 777));
        const loop::Loop::Hold hold(stage.loop);
        stage.loop.step();
    }
    assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
    assert_int_equal(exchange.reply ? exchange.reply->status : 0, 200);
}

void an_answer_from_elsewhere_is_none(void **)
{
    test::UdpPeer peer, stranger;
    Stage stage;
    test::Exchange exchange(Transport::udp);
    stage.send(target(Transport::udp, "127.0.0.1", peer.port()), exchange);
    assert_true(test::spin(stage.loop, [&] { return peer.hear(); }));
    stranger.say_to(peer.from(), test::answer_to(peer.heard(), "200 OK"));
    assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
    assert_true(exchange.silence == core::Silence::foreign_source);
}

void an_unreadable_answer_does_not_hide_the_true_one(void **)
{
    test::UdpPeer peer;
    Stage stage;
    test::Exchange exchange(Transport::udp);
    stage.send(target(Transport::udp, "127.0.0.1", peer.port()), exchange);
    assert_true(test::spin(stage.loop, [&] { return peer.hear(); }));
    peer.say(test::answer_to(peer.heard(), "2000 OK"));
    std::string cut = test::answer_to(peer.heard(), "200 OK");
    peer.say(cut.substr(0, cut.size() - 2));
    peer.say(test::answer_to(peer.heard(), "200 OK"));
    assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
    assert_true(exchange.reply.has_value());
    assert_int_equal(exchange.reply->status, 200);
}

void provisional_answers_end_nothing(void **)
{
    test::UdpPeer peer;
    Stage stage;
    test::Exchange exchange(Transport::udp);
    stage.send(target(Transport::udp, "127.0.0.1", peer.port()), exchange);
    assert_true(test::spin(stage.loop, [&] { return peer.hear(); }));
    peer.say(test::answer_to(peer.heard(), "100 Trying"));
    peer.say(test::answer_to(peer.heard(), "183 Session Progress"));
    peer.say(test::answer_to(peer.heard(), "299 Fine"));
    assert_true(test::spin(stage.loop, [&] { return exchange.is_over(); }));
    assert_int_equal(exchange.reply->status, 299);
    assert_int_equal(stage.trace.lines.size(), 4); // one sent, three received
}

void a_request_that_nobody_answers_is_sent_again(void **)
{
    test::UdpPeer peer;
    nta::Options options;
    options.timers.t1 = Millis(20);
    options.timers.t1x64 = Millis(400);
    Stage stage(options);
    test::Exchange exchange(Transport::udp);
    stage.send(target(Transport::udp, "127.0.0.1", peer.port()), exchange);
    int heard = 0;
    assert_true(test::spin(stage.loop, [&] {
        heard += peer.hear();
        return exchange.is_over();
    }));
    assert_true(heard >= 3);
    assert_true(exchange.silence == core::Silence::timeout);
    assert_int_equal(stage.trace.lines.size(), 1); // shown once
}

} // namespace

int main()
{
    const CMUnitTest transport[] = {
        cmocka_unit_test(every_way_brings_an_answer_and_knows_its_local_address),
        cmocka_unit_test(a_closed_port_refuses_at_once),
        cmocka_unit_test(a_transport_that_is_switched_off_says_so),
        cmocka_unit_test(a_bind_address_is_the_one_that_is_used),
        cmocka_unit_test(a_bind_address_that_is_not_ours_fails_the_request_alone),
        cmocka_unit_test(one_connection_carries_all_requests_to_a_target),
        cmocka_unit_test(a_lost_connection_is_told_at_once_and_opened_anew),
        cmocka_unit_test(who_gave_up_unanswered_leaves_a_connection_that_nobody_uses),
        cmocka_unit_test(a_body_that_is_announced_and_does_not_come_ends_the_connection),
        cmocka_unit_test(an_answer_in_pieces_is_one),
        cmocka_unit_test(an_answer_from_elsewhere_is_none),
        cmocka_unit_test(an_unreadable_answer_does_not_hide_the_true_one),
        cmocka_unit_test(provisional_answers_end_nothing),
        cmocka_unit_test(a_request_that_nobody_answers_is_sent_again),
    };
    return cmocka_run_group_tests(transport, nullptr, nullptr);
}
