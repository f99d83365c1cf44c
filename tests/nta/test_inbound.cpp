// SPDX-License-Identifier: LGPL-2.1-or-later
// What arrives unasked at our socket: requests get their answer, the rest gets none.
#include "nta/transport.hpp"

#include "support/exchange.hpp"
#include "support/peer.hpp"
#include "support/spin.hpp"

#include "support/cmocka.hpp"

using namespace sipreg;

namespace {

std::string request(const std::string &method, int number)
{
    const std::string id = std::to_string(number);
    return method + " sip:alice@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bKin" + id +
           "\r\nMax-Forwards: 70\r\nFrom: <sip:registrar@example.com>;tag=f" + id +
           "\r\nTo: <sip:alice@example.com>\r\nCall-ID: in" + id + "\r\nCSeq: 1 " + method +
           "\r\nContent-Length: 0\r\n\r\n";
}

struct Row {
    const char *method, *start; // of the answer; "" for none
};
const Row kRows[] = {
    {"OPTIONS", "SIP/2.0 200 "}, {"INVITE", "SIP/2.0 405 "}, {"NOTIFY", "SIP/2.0 405 "}, {"BYE", "SIP/2.0 481 "},
    {"FROBNICATE", "SIP/2.0 405 "}, {"ACK", ""},
};

// The answers to each of kRows, after a REGISTER has made our socket known to the peer.
std::vector<std::string> answers()
{
    nta::warm_up();
    loop::Loop loop;
    test::TraceLog trace;
    test::UdpPeer peer;
    test::Exchange exchange(core::Transport::udp);
    std::unique_ptr<nta::Transport> transport;
    std::unique_ptr<registration::Pending> pending;
    {
        const loop::Loop::Hold hold(loop);
        transport = std::make_unique<nta::Transport>(loop.root(), loop, nta::Options{}, trace);
        const core::Target target{core::Transport::udp, *core::parse_ip("127.0.0.1"), peer.port()};
        pending = transport->send({target, "", nullptr}, exchange);
    }
    test::spin(loop, [&] { return peer.hear(); });
    peer.say(test::answer_to(peer.heard(), "200 OK"));
    test::spin(loop, [&] { return exchange.is_over(); });

    std::vector<std::string> heard;
    for (const char *rubbish : {"", "\r\n\r\n", "rubbish", "SIP/2.0 200 OK\r\n\r\n", "OPTIONS sip:x SIP/2.0\r\n"})
        peer.say(rubbish);
    int number = 0;
    for (const Row &row : kRows) {
        peer.say(request(row.method, ++number));
        const bool answered = test::spin(loop, [&] { return peer.hear(); }, Millis(*row.start != '\0' ? 3000 : 100));
        heard.push_back(answered ? peer.heard() : "");
    }
    const loop::Loop::Hold hold(loop);
    pending.reset();
    transport.reset();
    return heard;
}

void each_request_has_its_answer(void **)
{
    const std::vector<std::string> heard = answers();
    for (std::size_t i = 0; i < std::size(kRows); ++i) {
        const std::string start = heard[i].substr(0, std::string(kRows[i].start).size());
        if (start != kRows[i].start || (*kRows[i].start == '\0' && !heard[i].empty()))
            fail_msg("%s: %s", kRows[i].method, heard[i].substr(0, 40).c_str());
    }
}

} // namespace

int main()
{
    const CMUnitTest inbound[] = {cmocka_unit_test(each_request_has_its_answer)};
    return cmocka_run_group_tests(inbound, nullptr, nullptr);
}
