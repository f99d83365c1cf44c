// SPDX-License-Identifier: LGPL-2.1-or-later
// WebSocket, bytes for bytes.
#include "core/web_frame.hpp"
#include "core/web_upgrade.hpp"
#include "support/cmocka.hpp"

#include <vector>

using namespace sipreg::core;
using sipreg::Secret;
using namespace std::string_literals;

namespace {

constexpr std::size_t kLimit = 1000;

// What a server sends: unmasked.
std::string frame(unsigned first, std::string_view payload)
{
    std::string text(1, static_cast<char>(first));
    if (payload.size() < 126) {
        text += static_cast<char>(payload.size());
    } else {
        text += static_cast<char>(126);
        text += static_cast<char>(payload.size() >> 8);
        text += static_cast<char>(payload.size());
    }
    return text.append(payload);
}

constexpr unsigned kFinal = 0x80;

std::vector<WebReader::Item> read(WebReader &reader, std::string_view bytes)
{
    reader.put(bytes);
    std::vector<WebReader::Item> items;
    while (std::optional<WebReader::Item> item = reader.next())
        items.push_back(*item);
    return items;
}

void assert_fault(std::string_view bytes, WebClose fault)
{
    WebReader reader(kLimit);
    assert_true(read(reader, bytes).empty());
    assert_true(reader.fault() == fault);
    assert_true(read(reader, frame(kFinal | 1, "more")).empty()); // nothing is believed any more
}

// RFC 6455 §5.7: the masked "Hello".
void a_frame_is_masked(void **)
{
    assert_true(web_frame(WebOpcode::text, "Hello", 0x37fa213d) == "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
    assert_true(web_frame(WebOpcode::pong, "", 0) == "\x8a\x80\0\0\0\0"s);
    assert_true(web_frame(WebOpcode::close, web_close_payload(WebClose::too_big), 0) == "\x88\x82\0\0\0\0\x03\xf1"s);
}

void lengths_take_one_two_or_eight_bytes(void **)
{
    assert_true(web_frame(WebOpcode::binary, std::string(125, 'a'), 0).starts_with("\x82\xfd\0\0\0\0a"s));
    assert_true(web_frame(WebOpcode::binary, std::string(126, 'a'), 0).starts_with("\x82\xfe\0\x7e\0\0\0\0a"s));
    assert_true(web_frame(WebOpcode::binary, std::string(65535, 'a'), 0).starts_with("\x82\xfe\xff\xff\0\0\0\0a"s));
    assert_true(
        web_frame(WebOpcode::binary, std::string(65536, 'a'), 0).starts_with("\x82\xff\0\0\0\0\0\1\0\0\0\0\0\0a"s));
}

void fragments_are_put_together(void **)
{
    WebReader reader(kLimit);
    const std::vector<WebReader::Item> items =
        read(reader, frame(1, "a") + frame(kFinal | 9, "?") + frame(0, "b") + frame(kFinal | 0, "c") + frame(kFinal | 2, "d"));
    assert_int_equal(items.size(), 3);
    assert_true(items[0].opcode == WebOpcode::ping && items[0].payload == "?");
    assert_true(items[1].opcode == WebOpcode::text && items[1].payload == "abc");
    assert_true(items[2].opcode == WebOpcode::binary && items[2].payload == "d");
    assert_false(reader.fault().has_value());
}

void how_the_bytes_come_does_not_matter(void **)
{
    WebReader reader(kLimit);
    std::vector<WebReader::Item> items;
    for (const char c : frame(kFinal | 1, std::string(300, 'x')) + frame(kFinal | 8, "\x03\xe8"))
        for (WebReader::Item &item : read(reader, std::string_view(&c, 1)))
            items.push_back(std::move(item));
    assert_int_equal(items.size(), 2);
    assert_true(items[0].payload == std::string(300, 'x'));
    assert_int_equal(web_close_code(items[1].payload), 1000);
}

void what_breaks_the_rules_is_a_fault(void **)
{
    assert_fault(frame(kFinal | 0x40 | 1, "a"), WebClose::protocol_error);       // a reserved bit
    assert_fault(frame(kFinal | 3, "a"), WebClose::protocol_error);              // no such opcode
    assert_fault(frame(kFinal | 11, "a"), WebClose::protocol_error);
    assert_fault(frame(kFinal | 0, "a"), WebClose::protocol_error);              // goes on with nothing
    assert_fault(frame(1, "a") + frame(kFinal | 1, "b"), WebClose::protocol_error); // begins within another
    assert_fault(frame(9, "a"), WebClose::protocol_error);                       // a control frame in fragments
    assert_fault(frame(kFinal | 9, std::string(126, 'a')), WebClose::protocol_error);
    assert_fault("\x81\x81\0\0\0\0a"s, WebClose::protocol_error);                // masked by a server
}

void what_is_too_big_is_refused_before_it_has_come(void **)
{
    assert_fault("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff"s, WebClose::too_big);
    assert_fault(frame(kFinal | 1, std::string(kLimit + 1, 'a')).substr(0, 4), WebClose::too_big);
    assert_fault(frame(1, std::string(kLimit, 'a')) + frame(0, "b"), WebClose::too_big);
    WebReader reader(kLimit);
    assert_int_equal(read(reader, frame(kFinal | 1, std::string(kLimit, 'a'))).size(), 1);
}

void a_close_frame_may_be_empty(void **)
{
    assert_int_equal(web_close_code(""), 1005);
    assert_int_equal(web_close_code("\x03"), 1005);
    assert_int_equal(web_close_code("\x03\xf1gone"), 1009);
    assert_true(web_close_payload(WebClose::none).empty());
}

void a_close_frame_holds_a_code_that_may_be_sent(void **)
{
    for (const char *payload : {"", "\x03\xe8", "\x03\xf6", "\x0b\xb8", "\x13\x87", "\x03\xe9gone away"}) {
        WebReader reader(kLimit);
        assert_int_equal(read(reader, frame(kFinal | 8, payload)).size(), 1);
    }
    for (const char *payload : {"\x03", "\x03\xe7", "\x03\xec", "\x03\xed", "\x03\xee", "\x03\xf7", "\x0b\xb7", "\x13\x88",
                                "\x03\xe8\xff"})
        assert_fault(frame(kFinal | 8, payload), WebClose::protocol_error);
}

void text_is_utf8(void **)
{
    WebReader reader(kLimit);
    assert_int_equal(read(reader, frame(1, "\xc3") + frame(kFinal | 0, "\xa4")).size(), 1); // a letter in two fragments
    assert_int_equal(read(reader, frame(kFinal | 2, "\xff")).size(), 1);
    assert_fault(frame(kFinal | 1, "a\xff"), WebClose::invalid_data);
}

Peer peer_at(Transport transport, std::uint16_t port, WebResource web = {}, const char *domain = "sip.example.com")
{
    return {{transport, *parse_ip("192.0.2.1"), port}, domain, nullptr, SharedWebResource(std::move(web))};
}

void the_upgrade_asks_for_sip(void **)
{
    assert_string_equal(write_upgrade(peer_at(Transport::ws, 8080), "key").c_str(),
                        "GET / HTTP/1.1\r\nHost: sip.example.com:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: key\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
    const WebResource web{"/ws?a=b", "front.example.com", "https://app.example.com", Secret("Cookie: a=b\r\nX: y\r\n")};
    const std::string text = write_upgrade(peer_at(Transport::wss, 8080, web), "key");
    assert_true(text.starts_with("GET /ws?a=b HTTP/1.1\r\nHost: front.example.com\r\n"));
    assert_true(text.ends_with("\r\nOrigin: https://app.example.com\r\nCookie: a=b\r\nX: y\r\n\r\n"));
}

void the_usual_port_is_not_named(void **)
{
    const struct {
        Transport transport;
        std::uint16_t port;
        const char *domain, *host;
    } rows[] = {
        {Transport::ws, 80, "h.test", "h.test"},
        {Transport::ws, 443, "h.test", "h.test:443"},
        {Transport::wss, 443, "h.test", "h.test"},
        {Transport::wss, 80, "h.test", "h.test:80"},
        {Transport::ws, 80, "2001:db8::1", "[2001:db8::1]"},
        {Transport::ws, 81, "2001:db8::1", "[2001:db8::1]:81"},
    };
    for (const auto &row : rows)
        assert_true(write_upgrade(peer_at(row.transport, row.port, {}, row.domain), "").find("\r\nHost: "s + row.host + "\r\n") !=
                    std::string::npos);
}

void who_asks_alike_is_equal(void **)
{
    const WebResource all{"/ws", "h", "o", Secret("A: b\r\n")};
    const Peer peer = peer_at(Transport::ws, 80, all);
    assert_true(peer == peer_at(Transport::ws, 80, {"/ws", "h", "o", Secret("A: b\r\n")}));
    assert_true(peer_at(Transport::ws, 80) == peer_at(Transport::ws, 80, WebResource()));
    const Secret same("A: b\r\n"), changed("A: c\r\n");
    const WebResource others[] = {
        {"/", "h", "o", same}, {"/ws", "", "o", same}, {"/ws", "h", "", same}, {"/ws", "h", "o", changed}, {"/ws", "h", "o", {}},
    };
    for (const WebResource &other : others)
        assert_true(peer != peer_at(Transport::ws, 80, other));
    const SharedWebResource bare = without_secrets(SharedWebResource(all));
    assert_true(bare == SharedWebResource({"/ws", "", "o", {}}));
}

// RFC 6455 §1.3.
void the_proof_is_of_key_and_constant(void **)
{
    assert_string_equal(upgrade_proof("dGhlIHNhbXBsZSBub25jZQ==").c_str(),
                        "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
}

std::string answer(std::string_view start, std::string_view upgrade, std::string_view connection, std::string_view accept,
                   std::string_view rest)
{
    return std::string(start) + "\r\nupgrade: " + std::string(upgrade) + "\r\nConnection: " + std::string(connection) +
           "\r\nSec-WebSocket-Accept: " + std::string(accept) + "\r\n" + std::string(rest) + "\r\n";
}

std::string refusal(const std::string &head)
{
    const std::optional<Trouble> trouble = upgrade_refusal(head, "proof");
    return trouble ? trouble->cause : "";
}

void an_answer_is_looked_at_closely(void **)
{
    const char *ok = "HTTP/1.1 101 Switching Protocols", *sip = "Sec-WebSocket-Protocol: sip\r\n";
    assert_string_equal(refusal(answer(ok, "WebSocket", "keep-alive, Upgrade", "proof", sip)).c_str(), "");
    assert_string_equal(refusal(answer("HTTP/1.1 101", "websocket", "x\r\nConnection: upgrade", "proof", sip)).c_str(), "");
    assert_string_equal(refusal("HTTP/1.1 404 Not Found\r\n\r\n").c_str(), "the server opens no WebSocket: 404 Not Found");
    assert_string_equal(refusal("SIP/2.0 400 Bad\r\n\r\n").c_str(), "what the server answers to the upgrade is not HTTP");
    const std::string bad[] = {
        answer("HTTP/1.1 1010 x", "websocket", "Upgrade", "proof", sip),
        answer(ok, "h2c", "Upgrade", "proof", sip),
        answer(ok, "websocket", "close", "proof", sip),
        answer(ok, "websocket", "Upgrade", "Proof", sip),
        answer(ok, "websocket", "Upgrade", "proof\r\nSec-WebSocket-Accept: other", sip),
        answer(ok, "websocket", "Upgrade", "proof", ""),
        answer(ok, "websocket", "Upgrade", "proof", "Sec-WebSocket-Protocol: xmpp\r\n"),
        answer(ok, "websocket", "Upgrade", "proof", std::string(sip) + "Sec-WebSocket-Extensions: permessage-deflate\r\n"),
    };
    for (const std::string &head : bad)
        assert_string_not_equal(refusal(head).c_str(), "");
}

void trouble_of_the_server_is_everybodys(void **)
{
    const auto silence = [](const char *start) { return upgrade_refusal(start + "\r\n\r\n"s, "")->silence; };
    for (const char *start : {"HTTP/1.1 500 x", "HTTP/1.0 503 x", "HTTP/1.1 101 x", "nonsense", ""})
        assert_true(silence(start) == Silence::refused);
    for (const char *start : {"HTTP/1.1 200 x", "HTTP/1.1 301 x", "HTTP/1.1 401 x", "HTTP/1.1 404 x"})
        assert_true(silence(start) == Silence::not_upgraded);
}

void a_head_is_whole_with_its_empty_line(void **)
{
    assert_int_equal(upgrade_head_size("HTTP/1.1 101 x\r\nA: b\r\n"), 0);
    assert_int_equal(upgrade_head_size("HTTP/1.1 101 x\r\n\r\n\x81"), 18);
    assert_true(may_be_upgrade_head("") && may_be_upgrade_head("HTT") && may_be_upgrade_head("HTTP/1.1 101 x"));
    assert_false(may_be_upgrade_head("SIP") || may_be_upgrade_head("HTTP/2 101") ||
                 may_be_upgrade_head("HTTP/1.1 101 " + std::string(16 << 10, 'x')));
}

} // namespace

int main()
{
    const CMUnitTest websocket[] = {
        cmocka_unit_test(a_frame_is_masked),
        cmocka_unit_test(lengths_take_one_two_or_eight_bytes),
        cmocka_unit_test(fragments_are_put_together),
        cmocka_unit_test(how_the_bytes_come_does_not_matter),
        cmocka_unit_test(what_breaks_the_rules_is_a_fault),
        cmocka_unit_test(what_is_too_big_is_refused_before_it_has_come),
        cmocka_unit_test(a_close_frame_may_be_empty),
        cmocka_unit_test(a_close_frame_holds_a_code_that_may_be_sent),
        cmocka_unit_test(text_is_utf8),
        cmocka_unit_test(the_upgrade_asks_for_sip),
        cmocka_unit_test(the_usual_port_is_not_named),
        cmocka_unit_test(who_asks_alike_is_equal),
        cmocka_unit_test(the_proof_is_of_key_and_constant),
        cmocka_unit_test(an_answer_is_looked_at_closely),
        cmocka_unit_test(trouble_of_the_server_is_everybodys),
        cmocka_unit_test(a_head_is_whole_with_its_empty_line),
    };
    return cmocka_run_group_tests(websocket, nullptr, nullptr);
}
