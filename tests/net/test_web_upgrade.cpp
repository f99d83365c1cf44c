// SPDX-License-Identifier: LGPL-2.1-or-later
// A WebSocket that is opened, or refused.
#include "support/web_scene.hpp"

using namespace sipreg;
using namespace std::string_literals;
using test::Outcome;
using Scene = test::WebScene;

namespace {

void the_upgrade_is_asked_for_when_the_line_is_there(void **)
{
    Scene scene;
    scene.line->handshake = Outcome::wants_write;
    assert_true(scene.stream.shake_hands() == Outcome::wants_write);
    assert_string_equal(scene.line->sent.c_str(), "");
    assert_string_equal(scene.stream.unfinished().cause.c_str(), "the line is not there");
    scene.line->handshake = Outcome::done;
    scene.line->room = 20;
    assert_true(scene.stream.shake_hands() == Outcome::wants_write);
    assert_string_equal(scene.line->sent.c_str(), "GET / HTTP/1.1\r\nHost");
    scene.line->room = SIZE_MAX;
    assert_true(scene.stream.shake_hands() == Outcome::wants_read);
    assert_true(scene.line->sent.find("\r\nHost: example.test\r\n") != std::string::npos);
    assert_true(scene.line->sent.ends_with("\r\n\r\n"));
    assert_string_equal(scene.stream.unfinished().cause.c_str(), "ws:192.0.2.1:80: the WebSocket was not opened");
}

void every_upgrade_has_a_key_of_its_own(void **)
{
    Scene one, other;
    one.stream.shake_hands();
    other.stream.shake_hands();
    const std::string key = test::line_of(one.line->sent, "Sec-WebSocket-Key: ");
    assert_int_equal(key.size(), 19 + 24 + 2);
    assert_string_not_equal(key.c_str(), test::line_of(other.line->sent, "Sec-WebSocket-Key: ").c_str());
}

void an_answer_may_come_in_single_bytes(void **)
{
    Scene scene;
    assert_true(scene.stream.shake_hands() == Outcome::wants_read);
    for (const char c : test::web_welcome(scene.line->sent))
        scene.line->come.emplace_back(1, c);
    assert_true(scene.stream.shake_hands() == Outcome::done);
}

void what_opens_no_websocket_is_told_with_its_status(void **)
{
    using core::Silence;
    const std::string refusal = "ws:192.0.2.1:80: the server opens no WebSocket: ";
    const struct {
        const char *answer, *status;
        Silence silence;
    } rows[] = {
        {"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", "401 Unauthorized", Silence::not_upgraded},
        {"HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\n\r\n", "302 Found", Silence::not_upgraded},
        {"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", "404 Not Found", Silence::not_upgraded},
        {"HTTP/1.1 200 OK\r\n\r\n", "200 OK", Silence::not_upgraded},
        {"HTTP/1.0 503 Service Unavailable\r\n\r\n", "503 Service Unavailable", Silence::refused},
        {"HTTP/1.1 502\r\n\r\n", "502", Silence::refused},
        {"HTTP/1.1 403 \x1b[2J\r\n\r\n", "403", Silence::not_upgraded},
    };
    for (const auto &row : rows)
        Scene().refused_with(row.answer, row.silence, (refusal + row.status).c_str());
}

void what_is_not_http_is_told_at_once(void **)
{
    const char *cause = "ws:192.0.2.1:80: what the server answers to the upgrade is not HTTP";
    const std::string junk[] = {"SIP/2.0 400 Bad Request\r\n", "\0\0\0"s, "HTTP/2", "HTTP/1.1 40x No\r\n\r\n",
                                "HTTP/1.1 101 " + std::string(17'000, 'a')};
    for (const std::string &answer : junk)
        Scene().refused_with(answer, core::Silence::refused, cause);
    Scene scene;
    scene.stream.shake_hands();
    scene.line->come.push_back("HTTP/1.1 101"); // as yet
    assert_true(scene.stream.shake_hands() == Outcome::wants_read);
}

void an_answer_that_is_not_quite_right_is_refused(void **)
{
    const struct {
        const char *was, *is, *cause;
    } rows[] = {
        {"Sec-WebSocket-Accept: ", "Sec-WebSocket-Accept: x", "the server's Sec-WebSocket-Accept is none for our key"},
        {"Sec-WebSocket-Protocol: sip\r\n", "", "the server's WebSocket does not carry SIP"},
        {"Protocol: sip", "Protocol: chat", "the server's WebSocket does not carry SIP"},
        {"Upgrade: websocket", "Upgrade: h2c", "the server upgrades to something else than WebSocket"},
    };
    for (const auto &row : rows) {
        Scene scene;
        scene.stream.shake_hands();
        std::string answer = test::web_welcome(scene.line->sent);
        answer.replace(answer.find(row.was), std::string(row.was).size(), row.is);
        scene.refused_with(answer, core::Silence::refused, ("ws:192.0.2.1:80: "s + row.cause).c_str());
    }
}

void a_line_that_breaks_meanwhile_has_carried_nothing(void **)
{
    Scene scene;
    scene.stream.shake_hands();
    scene.line->is_broken = true;
    assert_true(scene.stream.shake_hands() == Outcome::failed);
    assert_true(scene.stream.trouble().silence == core::Silence::unreachable);
    assert_string_equal(scene.stream.trouble().cause.c_str(), "the line is broken");
}

} // namespace

int main()
{
    const CMUnitTest upgrade[] = {
        cmocka_unit_test(the_upgrade_is_asked_for_when_the_line_is_there),
        cmocka_unit_test(every_upgrade_has_a_key_of_its_own),
        cmocka_unit_test(an_answer_may_come_in_single_bytes),
        cmocka_unit_test(what_opens_no_websocket_is_told_with_its_status),
        cmocka_unit_test(what_is_not_http_is_told_at_once),
        cmocka_unit_test(an_answer_that_is_not_quite_right_is_refused),
        cmocka_unit_test(a_line_that_breaks_meanwhile_has_carried_nothing),
    };
    return cmocka_run_group_tests(upgrade, nullptr, nullptr);
}
