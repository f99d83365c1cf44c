// SPDX-License-Identifier: LGPL-2.1-or-later
// Flows that are kept open: pings and what answers them, loss and who is told, and connections that nobody needs.
#include "core/stun.hpp"
#include "support/peer.hpp"
#include "support/spin.hpp"
#include "support/stage.hpp"

#include "support/cmocka.hpp"

using namespace sipreg;
using core::Transport;
using test::answer_to;
using test::spin;

namespace {

constexpr Millis kInterval{40}, kPongLimit{200}, kAWhile{300};

struct Watch : registration::FlowWatch {
    std::vector<core::Trouble> told;
    std::unique_ptr<registration::Pending> flow;
    void on_flow_lost(core::Trouble trouble) override { told.push_back(std::move(trouble)); }
};

nta::Options options(bool stun = false)
{
    nta::Options options;
    options.keepalives = {kInterval, kInterval, kPongLimit, stun};
    return options;
}

/// Something that answers a request, and then is kept in touch with.
template <typename Peer> struct Scene {
    static constexpr bool kStreams = std::is_same_v<Peer, test::TcpPeer>;

    explicit Scene(nta::Options wanted = options()) : stage(std::move(wanted)) {}
    ~Scene()
    {
        const loop::Loop::Hold hold(stage.loop);
        for (Watch &watch : watches)
            watch.flow.reset();
    }

    core::Target target() const
    {
        return {kStreams ? Transport::tcp : Transport::udp, *core::parse_ip("127.0.0.1"), peer.port()};
    }

    void ask()
    {
        test::Exchange exchange(target().transport);
        stage.send(target(), exchange);
        assert_true(spin(stage.loop, [&] { return peer.hear(); }));
        peer.say(answer_to(peer.heard(), "200 OK"));
        assert_true(spin(stage.loop, [&] { return exchange.is_over(); }));
        local = *exchange.sent_from;
        stage.drop_all();
    }

    void hold(std::size_t number = 0, const core::FlowTerms &terms = {})
    {
        const loop::Loop::Hold guard(stage.loop);
        watches[number].flow = stage.transport->keep({target(), "", nullptr}, local, terms, watches[number]);
    }
    void let_go(std::size_t number = 0)
    {
        const loop::Loop::Hold guard(stage.loop);
        watches[number].flow.reset();
    }
    bool is_lost() { return spin(stage.loop, [this] { return !watches[0].told.empty(); }, kAWhile + kPongLimit); }

    Peer peer;
    test::Stage stage;
    core::HostPort local;
    std::array<Watch, 3> watches;
};

using Stream = Scene<test::TcpPeer>;
using Datagrams = Scene<test::UdpPeer>;

std::size_t pings_in(const std::string &heard)
{
    std::size_t count = 0;
    for (std::size_t at = heard.find("\r\n\r\n"); at != std::string::npos; at = heard.find("\r\n\r\n", at + 4))
        ++count;
    return count - 1; // the end of the request
}

bool is_pinged(Stream &scene, std::size_t times, Millis limit = Millis(5000))
{
    return spin(scene.stage.loop, [&] { return scene.peer.hear() && pings_in(scene.peer.heard()) >= times; }, limit);
}

void a_connection_that_is_held_is_pinged(void **)
{
    Stream scene;
    scene.ask();
    scene.hold();
    assert_true(is_pinged(scene, 3));
    assert_true(scene.peer.heard().ends_with("Content-Length: 0\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n"));
}

void nobody_holds_it_nobody_pings_it(void **)
{
    Stream scene;
    scene.ask();
    assert_false(is_pinged(scene, 1, kAWhile));
    scene.hold();
    assert_true(is_pinged(scene, 1));
    scene.let_go();
    const std::size_t before = pings_in(scene.peer.heard());
    assert_false(is_pinged(scene, before + 2, kAWhile)); // one may be on its way
}

void many_who_hold_it_are_pinged_for_as_one(void **)
{
    Stream scene;
    scene.ask();
    const Instant begin = scene.stage.loop.now();
    for (std::size_t i = 0; i < scene.watches.size(); ++i)
        scene.hold(i);
    assert_true(is_pinged(scene, 4));
    assert_true(scene.stage.loop.now() - begin >= 4 * kInterval * 8 / 10 - Millis(2));
}

void a_peer_that_never_answers_keeps_its_connection(void **)
{
    Stream scene;
    scene.ask();
    scene.hold();
    assert_false(scene.is_lost());
}

void a_peer_that_answers_no_more_is_lost_with_all_who_held_it(void **)
{
    Stream scene;
    scene.ask();
    for (std::size_t i = 0; i < scene.watches.size(); ++i)
        scene.hold(i);
    assert_true(is_pinged(scene, 1));
    scene.peer.say("\r\n");
    assert_true(scene.is_lost());
    for (const Watch &watch : scene.watches) {
        assert_int_equal(watch.told.size(), 1);
        assert_true(watch.told[0].silence == core::Silence::broken);
        assert_string_equal(watch.told[0].cause.c_str(), (core::to_string(scene.target()) + " does not answer any more").c_str());
    }
    assert_true(spin(scene.stage.loop, [&] { return scene.peer.is_closed(); }));
}

void a_peer_that_agreed_to_outbound_has_to_answer(void **)
{
    Stream scene;
    scene.ask();
    scene.hold(0, {Seconds(0), true});
    assert_true(scene.is_lost());
}

void as_long_as_it_answers_it_is_not_lost(void **)
{
    Stream scene;
    scene.ask();
    scene.hold(0, {Seconds(0), true});
    std::size_t answered = 0;
    const auto answer = [&] {
        scene.peer.hear();
        for (; answered < pings_in(scene.peer.heard()); ++answered)
            scene.peer.say("\r\n");
        return !scene.watches[0].told.empty();
    };
    assert_false(spin(scene.stage.loop, answer, 3 * kPongLimit));
    assert_true(answered > 3);
}

void a_connection_that_is_closed_is_lost_at_once(void **)
{
    Stream scene;
    scene.ask();
    scene.hold();
    scene.peer.close();
    assert_true(scene.is_lost());
    assert_true(scene.watches[0].told[0].cause.find("closed by") != std::string::npos);
}

// Its request may have got lost on a dead connection: that is found out for those who rely on it.
void an_unanswered_request_makes_a_new_connection_and_asks_the_old_one(void **)
{
    nta::Options calm = options();
    calm.keepalives.stream = Millis(60'000);
    Stream scene(calm);
    scene.ask();
    scene.hold(0, {Seconds(0), true});
    test::Exchange silent(Transport::tcp), next(Transport::tcp);
    scene.stage.send(scene.target(), silent);
    assert_false(is_pinged(scene, 2, kAWhile)); // the head of the second request counts as one
    scene.stage.drop_all();
    scene.stage.send(scene.target(), next);
    assert_true(is_pinged(scene, 2));
    scene.peer.say("\r\n");
    assert_false(scene.is_lost());
    scene.stage.drop_all();
}

void what_nobody_needs_is_closed_after_a_while(void **)
{
    nta::Options brief = options();
    brief.idle_limit = Millis(100);
    Stream scene(brief);
    scene.ask();
    scene.hold();
    assert_false(spin(scene.stage.loop, [&] { return scene.peer.is_closed(); }, kAWhile));
    scene.let_go();
    assert_true(spin(scene.stage.loop, [&] { return scene.peer.is_closed(); }));
    assert_true(scene.watches[0].told.empty());
}

void who_holds_may_outlive_the_transport(void **)
{
    Stream scene;
    scene.ask();
    scene.hold();
    {
        const loop::Loop::Hold hold(scene.stage.loop);
        scene.stage.transport.reset();
    }
    assert_true(spin(scene.stage.loop, [&] { return scene.peer.is_closed(); }));
    scene.let_go();
    assert_true(scene.watches[0].told.empty());
}

template <typename AnyScene> void change_network(AnyScene &scene, std::optional<std::vector<core::HostPort>> bind = {})
{
    const loop::Loop::Hold hold(scene.stage.loop);
    scene.stage.transport->renew(std::move(bind));
}

// Make before break: a call that comes before the new binding is made comes by the old one.
void a_new_network_leaves_nobody_out(void **)
{
    nta::Options brief = options();
    brief.idle_limit = Millis(50);
    Stream scene(brief);
    scene.ask();
    scene.hold();
    change_network(scene);
    const std::size_t before = pings_in(scene.peer.heard());
    assert_true(is_pinged(scene, before + 3));
    assert_false(scene.peer.is_closed());
    test::TcpPeer elsewhere;
    test::Exchange exchange(Transport::tcp);
    scene.stage.send(core::Target{Transport::tcp, *core::parse_ip("127.0.0.1"), elsewhere.port()}, exchange);
    assert_true(spin(scene.stage.loop, [&] { return elsewhere.hear(); }));
    scene.stage.drop_all();
    scene.let_go();
    assert_true(spin(scene.stage.loop, [&] { return scene.peer.is_closed(); }));
    assert_true(scene.watches[0].told.empty());
}

void a_flow_of_before_that_breaks_is_told(void **)
{
    Stream scene;
    scene.ask();
    scene.hold();
    change_network(scene);
    scene.peer.close();
    assert_true(scene.is_lost());
}

void the_one_before_the_last_is_left(void **)
{
    Stream scene;
    scene.ask();
    scene.hold();
    change_network(scene);
    change_network(scene);
    assert_true(spin(scene.stage.loop, [&] { return scene.peer.is_closed(); }));
    assert_true(scene.watches[0].told.empty());
}

bool hears(Datagrams &scene, const std::string &begin, Millis limit = Millis(5000))
{
    return spin(scene.stage.loop, [&] { return scene.peer.hear() && scene.peer.heard().starts_with(begin); }, limit);
}

void over_udp_an_empty_line_keeps_the_way_open(void **)
{
    Datagrams scene;
    scene.ask();
    scene.hold();
    for (int i = 0; i < 3; ++i)
        assert_true(hears(scene, "\r\n"));
    assert_int_equal(scene.peer.heard().size(), 4);
    assert_int_equal(nta::from_socket_address(scene.peer.from().get()).port, scene.local.port);
    assert_true(scene.watches[0].told.empty());
}

std::uint16_t source_port(Datagrams &scene)
{
    return nta::from_socket_address(scene.peer.from().get()).port;
}

bool is_free(std::uint16_t port)
{
    const Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const nta::SocketAddress address = nta::to_socket_address(*core::parse_ip("127.0.0.1"), port);
    return bind(socket.get(), address.get(), address.size) == 0;
}

void over_udp_nobody_is_left_out_either(void **)
{
    nta::Options brief = options();
    brief.idle_limit = Millis(50);
    Datagrams scene(brief);
    scene.ask();
    scene.hold();
    change_network(scene);
    assert_true(hears(scene, "\r\n"));
    assert_int_equal(source_port(scene), scene.local.port);
    const std::uint16_t before = scene.local.port;
    scene.ask();
    assert_int_not_equal(scene.local.port, before);
    assert_false(is_free(before));
    scene.let_go();
    assert_true(spin(scene.stage.loop, [&] { return is_free(before); }));
}

// Two sockets cannot have it at once.
void a_fixed_port_is_taken_again(void **)
{
    nta::Options fixed = options();
    fixed.bind = {{"127.0.0.1", test::UdpPeer().port()}};
    Datagrams scene(fixed);
    scene.ask();
    scene.hold();
    change_network(scene);
    scene.ask();
    assert_int_equal(scene.local.port, fixed.bind[0].port);
}

const std::string kStunRequest("\0\1\0\0\x21\x12\xa4\x42", 8);

// As seen at @p port of 127.0.0.1, in clear.
std::string stun_answer(const std::string &request, std::uint16_t port)
{
    const std::string seen{'\0', '\1', static_cast<char>(port >> 8), static_cast<char>(port & 0xff), 127, 0, 0, 1};
    return std::string("\1\1\0\x0c", 4) + request.substr(4, 16) + std::string("\0\1\0\x08", 4) + seen;
}

void with_stun_silence_is_loss(void **)
{
    Datagrams scene(options(true));
    scene.ask();
    scene.hold();
    assert_true(hears(scene, kStunRequest));
    assert_int_equal(scene.peer.heard().size(), 20);
    assert_false(scene.is_lost()); // it may be one that does not know STUN
    assert_true(hears(scene, kStunRequest));
    scene.peer.say(stun_answer(scene.peer.heard(), 5060));
    assert_true(scene.is_lost());
}

void with_outbound_the_ping_is_stun(void **)
{
    Datagrams scene;
    scene.ask();
    scene.hold(0, {Seconds(0), true});
    assert_true(hears(scene, kStunRequest));
    assert_true(scene.is_lost());
}

void another_address_is_another_flow(void **)
{
    Datagrams scene(options(true));
    scene.ask();
    scene.hold();
    for (int i = 0; i < 3; ++i) {
        assert_true(hears(scene, kStunRequest));
        scene.peer.say(stun_answer(scene.peer.heard(), 5060));
    }
    assert_true(hears(scene, kStunRequest));
    assert_true(scene.watches[0].told.empty());
    scene.peer.say(stun_answer(scene.peer.heard(), 5061));
    assert_true(scene.is_lost());
    assert_true(scene.watches[0].told[0].cause.find("another address") != std::string::npos);
}

void an_answer_to_nothing_is_not_believed(void **)
{
    Datagrams scene(options(true));
    scene.ask();
    scene.hold(0, {Seconds(0), true});
    assert_true(hears(scene, kStunRequest));
    std::string forged = stun_answer(scene.peer.heard(), 5060);
    forged[19] = static_cast<char>(~forged[19]);
    scene.peer.say(forged);
    scene.peer.say(std::string("\1\1", 2));
    assert_true(scene.is_lost());
}

} // namespace

int main()
{
    const CMUnitTest keepalive[] = {
        cmocka_unit_test(a_connection_that_is_held_is_pinged),
        cmocka_unit_test(nobody_holds_it_nobody_pings_it),
        cmocka_unit_test(many_who_hold_it_are_pinged_for_as_one),
        cmocka_unit_test(a_peer_that_never_answers_keeps_its_connection),
        cmocka_unit_test(a_peer_that_answers_no_more_is_lost_with_all_who_held_it),
        cmocka_unit_test(a_peer_that_agreed_to_outbound_has_to_answer),
        cmocka_unit_test(as_long_as_it_answers_it_is_not_lost),
        cmocka_unit_test(a_connection_that_is_closed_is_lost_at_once),
        cmocka_unit_test(an_unanswered_request_makes_a_new_connection_and_asks_the_old_one),
        cmocka_unit_test(what_nobody_needs_is_closed_after_a_while),
        cmocka_unit_test(who_holds_may_outlive_the_transport),
        cmocka_unit_test(a_new_network_leaves_nobody_out),
        cmocka_unit_test(a_flow_of_before_that_breaks_is_told),
        cmocka_unit_test(the_one_before_the_last_is_left),
        cmocka_unit_test(over_udp_an_empty_line_keeps_the_way_open),
        cmocka_unit_test(over_udp_nobody_is_left_out_either),
        cmocka_unit_test(a_fixed_port_is_taken_again),
        cmocka_unit_test(with_stun_silence_is_loss),
        cmocka_unit_test(with_outbound_the_ping_is_stun),
        cmocka_unit_test(another_address_is_another_flow),
        cmocka_unit_test(an_answer_to_nothing_is_not_believed),
    };
    return cmocka_run_group_tests(keepalive, nullptr, nullptr);
}
