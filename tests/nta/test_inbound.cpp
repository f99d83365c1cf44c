// SPDX-License-Identifier: LGPL-2.1-or-later
// What arrives unasked at our socket: requests get their answer, at once or from whom they are offered to; the rest gets
// none.
#include "nta/sofia_log.hpp"
#include "nta/transport.hpp"

#include "support/exchange.hpp"
#include "support/peer.hpp"
#include "support/spin.hpp"

#include <algorithm>

#include "support/cmocka.hpp"

using namespace sipreg;

namespace {

std::string request(const std::string &method, int number, const std::string &via_params = ";rport")
{
    const std::string id = std::to_string(number);
    return method + " sip:alice@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1" + via_params + ";branch=z9hG4bKin" + id +
           "\r\nMax-Forwards: 70\r\nFrom: <sip:registrar@example.com>;tag=f" + id +
           "\r\nTo: <sip:alice@example.com>\r\nCall-ID: in" + id + "\r\nCSeq: 1 " + method +
           "\r\nContent-Length: 0\r\n\r\n";
}

// Who is offered requests.
struct Clerk final : nta::InboundListener {
    void on_request(std::uint64_t number, core::InboundRequest told) override
    {
        numbers.push_back(number);
        requests.push_back(std::move(told));
    }
    void on_request_over(std::uint64_t number) override { over.push_back(number); }

    std::vector<std::uint64_t> numbers, over;
    std::vector<core::InboundRequest> requests;
};

// Sofia would tell of every datagram of a flood.
struct NoLog final : Log {
    bool wants(LogLevel) const noexcept override { return false; }
    void write(LogLevel, std::string) override {}
};

// A transport that has sent a REGISTER, so that the peer knows its socket and is known.
struct Stage {
    NoLog silence;
    const nta::SofiaLog log{silence};
    loop::Loop loop;
    test::TraceLog trace;
    test::UdpPeer peer;
    test::Exchange exchange{core::Transport::udp};
    Clerk clerk;
    std::unique_ptr<nta::Transport> transport;
    std::unique_ptr<registration::Pending> pending;

    explicit Stage(const nta::Inbound::Options &inbound = {})
    {
        nta::warm_up();
        nta::Options options;
        options.inbound = inbound;
        {
            const loop::Loop::Hold hold(loop);
            transport = std::make_unique<nta::Transport>(loop.root(), loop, options, trace);
            const core::Target target{core::Transport::udp, *core::parse_ip("127.0.0.1"), peer.port()};
            pending = transport->send({target, "", nullptr}, exchange);
        }
        test::spin(loop, [&] { return peer.hear(); });
        peer.say(test::answer_to(peer.heard(), "200 OK"));
        test::spin(loop, [&] { return exchange.is_over(); });
    }
    ~Stage()
    {
        const loop::Loop::Hold hold(loop);
        pending.reset();
        transport.reset();
    }
    void offer() { transport->inbound().offer_to(&clerk); }

    void answer(std::size_t which, core::InboundAnswer with)
    {
        const loop::Loop::Hold hold(loop);
        transport->inbound().answer(clerk.numbers[which], std::move(with));
    }

    // The next answer, to a marker or to something else; "" if none comes.
    std::string hear_any(Millis limit)
    {
        return test::spin(loop, [&] { return peer.hear(); }, limit) ? peer.heard() : "";
    }
    std::string hear()
    {
        std::string answer = hear_any(Millis(5000));
        while (is_to_marker(answer))
            answer = hear_any(Millis(5000));
        return answer;
    }
    bool offered(std::size_t count)
    {
        return test::spin(loop, [&] { return clerk.requests.size() >= count; });
    }
    // What is answered until everything sent before has been dealt with. A marker may be lost in a flood.
    std::vector<std::string> until_marker()
    {
        std::vector<std::string> answers;
        const std::string id = "Call-ID: in" + std::to_string(--marker) + "\r\n";
        for (int tries = 0; tries < 100; ++tries) {
            peer.say(request("OPTIONS", marker));
            for (std::string answer = hear_any(Millis(200)); !answer.empty(); answer = hear_any(Millis(200))) {
                if (answer.find(id) != std::string::npos)
                    return answers;
                if (!is_to_marker(answer))
                    answers.push_back(answer);
            }
        }
        fail_msg("nothing is dealt with any more");
        return answers;
    }

    // Markers are numbered downwards.
    static bool is_to_marker(const std::string &answer) { return answer.find("Call-ID: in-") != std::string::npos; }
    int marker = 0;
};

bool begins(const std::string &text, const std::string &start) { return text.compare(0, start.size(), start) == 0; }

struct Row {
    const char *method, *start; // of the answer; "" for none
};
const Row kRows[] = {
    {"OPTIONS", "SIP/2.0 200 "}, {"INVITE", "SIP/2.0 405 "}, {"NOTIFY", "SIP/2.0 405 "}, {"BYE", "SIP/2.0 481 "},
    {"FROBNICATE", "SIP/2.0 405 "}, {"CANCEL", "SIP/2.0 481 "}, {"ACK", ""},
};

void each_request_has_its_answer(void **)
{
    Stage stage;
    for (const char *rubbish : {"", "\r\n\r\n", "rubbish", "SIP/2.0 200 OK\r\n\r\n", "OPTIONS sip:x SIP/2.0\r\n"})
        stage.peer.say(rubbish);
    int number = 0;
    for (const Row &row : kRows) {
        stage.peer.say(request(row.method, ++number));
        const std::vector<std::string> heard = stage.until_marker();
        if (heard.size() != (*row.start != '\0') || (!heard.empty() && !begins(heard[0], row.start)))
            fail_msg("%s: %s", row.method, heard.empty() ? "nothing" : heard[0].substr(0, 40).c_str());
    }
    assert_true(stage.clerk.requests.empty());
}

void request_is_offered_and_answered_as_told(void **)
{
    Stage stage;
    stage.offer();
    stage.peer.say(request("MESSAGE", 1));
    assert_true(stage.offered(1));
    const core::InboundRequest &told = stage.clerk.requests[0];
    assert_string_equal(told.method.c_str(), "MESSAGE");
    const std::string came_from = ";rport=" + std::to_string(stage.peer.port()); // RFC 3581 §4
    assert_string_equal(told.text.c_str(), request("MESSAGE", 1, came_from).c_str());
    assert_true(told.transport == core::Transport::udp);
    assert_true((told.source == core::HostPort{"127.0.0.1", stage.peer.port()}));
    stage.answer(0, {488, "Not Here", "Warning: 399 here \"no\"\r\nContent-Type: text/plain\r\n", "because"});
    const std::string answer = stage.hear();
    assert_true(begins(answer, "SIP/2.0 488 Not Here\r\n"));
    assert_string_equal(test::line_of(answer, "Warning:").c_str(), "Warning: 399 here \"no\"\r\n");
    assert_true(answer.find("Content-Length: 7\r\n") != std::string::npos);
    assert_true(answer.ends_with("\r\n\r\nbecause"));
    assert_true(stage.clerk.over == stage.clerk.numbers);
    const std::string shown = "> udp:127.0.0.1:" + std::to_string(stage.peer.port()) + " SIP/2.0 488 Not Here";
    assert_true(std::count(stage.trace.lines.begin(), stage.trace.lines.end(), shown) == 1);
}

void retransmission_is_not_told_and_gets_the_same_answer(void **)
{
    Stage stage;
    stage.offer();
    stage.peer.say(request("MESSAGE", 1));
    assert_true(stage.offered(1));
    stage.peer.say(request("MESSAGE", 1));
    assert_true(stage.until_marker().empty());
    stage.answer(0, {200, "", "X-Mark: 1\r\n", ""});
    const std::string answer = stage.hear();
    assert_true(begins(answer, "SIP/2.0 200 OK\r\n"));
    assert_true(test::line_of(answer, "To:").find(";tag=") != std::string::npos);
    stage.peer.say(request("MESSAGE", 1));
    assert_string_equal(stage.hear().c_str(), answer.c_str());
    assert_int_equal(stage.clerk.requests.size(), 1);
    stage.peer.say(request("MESSAGE", 2)); // another one is another one
    assert_true(stage.offered(2));
}

void answer_that_sofia_cannot_read_loses_its_headers(void **)
{
    Stage stage;
    stage.offer();
    stage.peer.say(request("INVITE", 1));
    assert_true(stage.offered(1));
    stage.answer(0, {302, "", "Contact: <<<>\r\n", ""});
    assert_true(begins(stage.hear(), "SIP/2.0 302 "));
}

void time_that_runs_out_is_answered_by_default(void **)
{
    Stage stage({{}, Millis(50)});
    stage.offer();
    stage.peer.say(request("MESSAGE", 1));
    assert_true(begins(stage.hear(), "SIP/2.0 405 "));
    assert_int_equal(stage.clerk.over.size(), 1);
    stage.answer(0, {200, "", "", ""}); // too late
    assert_true(stage.until_marker().empty());
}

void cancel_ends_the_invite(void **)
{
    Stage stage;
    stage.offer();
    stage.peer.say(request("INVITE", 1));
    assert_true(stage.offered(1));
    stage.peer.say(request("CANCEL", 1));
    assert_true(begins(stage.hear(), "SIP/2.0 200 "));
    assert_true(begins(stage.hear(), "SIP/2.0 487 "));
    assert_int_equal(stage.clerk.over.size(), 1);
    stage.peer.say(request("CANCEL", 2)); // of nothing
    assert_true(begins(stage.hear(), "SIP/2.0 481 "));
    assert_int_equal(stage.clerk.requests.size(), 1);
}

void strangers_are_not_answered(void **)
{
    Stage stage;
    stage.offer();
    const nta::SocketAddress us = stage.peer.from();
    test::UdpPeer stranger("127.0.0.2");
    stranger.say_to(us, request("OPTIONS", 1));
    stranger.say_to(us, request("MESSAGE", 2));
    stage.peer.say(request("OPTIONS", 3, ";rport;maddr=127.0.0.2")); // would be answered elsewhere
    assert_true(stage.until_marker().empty());
    assert_false(stranger.hear());
    assert_true(stage.clerk.requests.empty());
}

void renewed_transport_drops_what_waits(void **)
{
    Stage stage;
    stage.offer();
    stage.peer.say(request("MESSAGE", 1));
    assert_true(stage.offered(1));
    {
        const loop::Loop::Hold hold(stage.loop);
        stage.pending.reset();
        stage.transport->renew({});
    }
    assert_int_equal(stage.clerk.over.size(), 1);
    stage.answer(0, {200, "", "", ""});
    assert_int_equal(stage.transport->inbound().waiting(), 0);
}

// How many of the 100,000 come through is the kernel's affair; what they may take is not.
void flood_neither_blocks_nor_grows(void **)
{
    Stage stage;
    stage.offer();
    const std::string junk[] = {"\r\n", std::string(1400, 'x'), "MESSAGE sip:x SIP/2.0\r\nVia: ;;;\r\n\r\n",
                                "SIP/2.0 200 OK\r\nCall-ID: x\r\n\r\n", std::string("MESSAGE\0sip", 11)};
    for (int i = 0; i < 100'000; ++i) {
        stage.peer.say(i % 2 == 0 ? request("MESSAGE", 1000 + i) : junk[static_cast<std::size_t>(i / 2) % std::size(junk)]);
        if (i % 100 == 0) {
            const loop::Loop::Hold hold(stage.loop);
            stage.loop.step();
        }
        while (i % 100 == 0 && stage.peer.hear())
            ;
    }
    stage.until_marker();
    assert_int_equal(stage.clerk.requests.size(), 64);
    assert_int_equal(stage.transport->inbound().waiting(), 64);
    for (std::size_t i = 0; i < 64; ++i)
        stage.answer(i, {200, "", "", ""});
    stage.until_marker();
    stage.peer.say(request("MESSAGE", 1));
    assert_true(stage.offered(65)); // room again
}

void beyond_the_limit_is_busy(void **)
{
    Stage stage({{1, 1, Seconds(32)}, Seconds(10)});
    stage.offer();
    stage.peer.say(request("MESSAGE", 1));
    assert_true(stage.offered(1));
    stage.peer.say(request("MESSAGE", 2));
    assert_true(begins(stage.hear(), "SIP/2.0 503 "));
}

} // namespace

int main()
{
    const CMUnitTest inbound[] = {
        cmocka_unit_test(each_request_has_its_answer),
        cmocka_unit_test(request_is_offered_and_answered_as_told),
        cmocka_unit_test(retransmission_is_not_told_and_gets_the_same_answer),
        cmocka_unit_test(answer_that_sofia_cannot_read_loses_its_headers),
        cmocka_unit_test(time_that_runs_out_is_answered_by_default),
        cmocka_unit_test(cancel_ends_the_invite),
        cmocka_unit_test(strangers_are_not_answered),
        cmocka_unit_test(renewed_transport_drops_what_waits),
        cmocka_unit_test(flood_neither_blocks_nor_grows),
        cmocka_unit_test(beyond_the_limit_is_busy),
    };
    return cmocka_run_group_tests(inbound, nullptr, nullptr);
}
