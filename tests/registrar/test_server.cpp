// SPDX-License-Identifier: LGPL-2.1-or-later
// The development registrar on real sockets of loopback, and SIP out of a byte stream.
#include "registrar/phone.hpp"
#include "registrar/server.hpp"

#include <netinet/in.h>
#include <poll.h>

#include <stdexcept>
#include <system_error>

#include "support/cmocka.hpp" // after the others: it has a macro named fail

namespace {

using namespace phone;
using registrar::Fd;
using registrar::Server;
using registrar::Stream;

/// Connected to the server's listener of the number.
Fd connected(const Server &server, int type, std::size_t which)
{
    Fd fd(socket(AF_INET, type | SOCK_CLOEXEC, 0));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(server.port(which));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd.get(), reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0)
        throw std::system_error(errno, std::system_category(), "connect");
    return fd;
}

void put(const Fd &fd, const std::string &text)
{
    if (send(fd.get(), text.data(), text.size(), MSG_NOSIGNAL) < 0)
        throw std::system_error(errno, std::system_category(), "send");
}

/// What comes within the time; "" for nothing or the end of the connection.
std::string get(const Fd &fd, int timeout_ms)
{
    char buffer[65'536];
    pollfd readable{fd.get(), POLLIN, 0};
    const ssize_t size = poll(&readable, 1, timeout_ms) == 1 ? recv(fd.get(), buffer, sizeof buffer, 0) : 0;
    return {buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

bool serves_udp_and_tcp()
{
    Server server(open_to_all(), {"udp:127.0.0.1:0", "tcp:127.0.0.1:0"});
    server.start();
    const Fd udp = connected(server, SOCK_DGRAM, 0), tcp = connected(server, SOCK_STREAM, 1);
    put(udp, request(contact("<sip:a@h1>"), 1));
    put(tcp, request(contact("<sip:a@h2>"), 2));
    return status(get(udp, 5000)) == 200 && status(get(tcp, 5000)) == 200 && server.bindings().size() == 2 &&
           server.counters().answers[200] == 2;
}

void udp_and_tcp_are_served(void **)
{
    assert_true(serves_udp_and_tcp());
}

bool hears_what_came_before()
{
    Server server(open_to_all());
    const Fd udp = connected(server, SOCK_DGRAM, 0);
    put(udp, request("", 1));
    server.start();
    const bool before = status(get(udp, 5000)) == 200;
    server.stop();
    put(udp, request("", 2));
    const bool meanwhile = get(udp, 50).empty();
    server.start();
    return before && meanwhile && status(get(udp, 5000)) == 200;
}

void start_and_stop_can_be_repeated(void **)
{
    assert_true(hears_what_came_before());
}

bool changes_behaviour()
{
    Server server(open_to_all());
    server.start();
    const Fd udp = connected(server, SOCK_DGRAM, 0);
    server.change([](registrar::Settings &settings) { settings.delay = Millis(200); });
    put(udp, request("", 1));
    const bool late = get(udp, 50).empty() && status(get(udp, 5000)) == 200;
    server.change([](registrar::Settings &settings) {
        settings.delay = Millis(0);
        settings.fault = registrar::Fault::silent;
    });
    put(udp, request("", 2));
    return late && get(udp, 50).empty();
}

void settings_change_while_it_runs(void **)
{
    assert_true(changes_behaviour());
}

bool closes_connections()
{
    Server server(open_to_all(), {"tcp:127.0.0.1:0"});
    server.start();
    const Fd tcp = connected(server, SOCK_STREAM, 0);
    put(tcp, "\r\n\r\n");
    const bool pong = get(tcp, 5000) == "\r\n";
    server.close_connections();
    pollfd ended{tcp.get(), POLLIN, 0};
    return pong && poll(&ended, 1, 5000) == 1 && get(tcp, 0).empty();
}

void connections_can_be_closed(void **)
{
    assert_true(closes_connections());
}

template <typename Refusal> bool refuses(const std::string &listener)
{
    try {
        Server server(open_to_all(), {listener});
        return false;
    } catch (const Refusal &) {
        return true;
    }
}

bool taken_port_is_refused()
{
    const Server udp(open_to_all(), {"udp:127.0.0.1:0"}), tcp(open_to_all(), {"tcp:127.0.0.1:0"});
    return refuses<std::system_error>(udp.listeners()[0]) && refuses<std::system_error>(tcp.listeners()[0]);
}

void bad_listeners_are_refused(void **)
{
    for (const char *text : {"nowhere", "udp:", "udp:127.0.0.1", "udp:127.0.0.1:x", "udp:localhost:0", "sctp:[::1]:0",
                             "tcp:127.0.0.1:65536", "tls:127.0.0.1:0"}) // without a certificate
        if (!refuses<std::invalid_argument>(text))
            fail_msg("%s", text);
    assert_true(taken_port_is_refused());
}

/// Messages that come out of the stream if it is fed in pieces of that size.
int messages(const std::string &bytes, std::size_t piece)
{
    Stream stream;
    int found = 0;
    for (std::size_t i = 0; i < bytes.size(); i += piece) {
        stream.feed(std::string_view(bytes).substr(i, piece));
        while (stream.next())
            ++found;
    }
    return found;
}

void stream_is_cut_at_the_messages(void **)
{
    std::string body = request("", 2);
    body.replace(body.find("Length: 0"), 9, "Length: 5");
    const std::string all = request("", 1) + body + "12345" + "\r\n\r\n" + "\r\n" + request("", 3);
    for (const std::size_t piece : {1, 2, 3, 7, 100, 10'000})
        if (messages(all, piece) != 4)
            fail_msg("in pieces of %zu: %d", piece, messages(all, piece));
}

} // namespace

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(udp_and_tcp_are_served),   cmocka_unit_test(start_and_stop_can_be_repeated),
        cmocka_unit_test(settings_change_while_it_runs), cmocka_unit_test(connections_can_be_closed),
        cmocka_unit_test(bad_listeners_are_refused), cmocka_unit_test(stream_is_cut_at_the_messages),
    };
    return cmocka_run_group_tests_name("registrar: sockets", tests, nullptr, nullptr);
}
