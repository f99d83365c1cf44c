// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP over a WebSocket that is open.
#include "support/web_scene.hpp"

using namespace sipreg;
using namespace std::string_literals;
using test::Outcome;
using Scene = test::WebScene;

namespace {

const std::string kOptions = "OPTIONS sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
const std::string kMessage = "MESSAGE sip:a SIP/2.0\r\nCall-ID: 2\r\nContent-Length: 5\r\n\r\nhello";

void messages_come_out_one_after_the_other(void **)
{
    Scene scene;
    scene.open(test::web_text(kOptions) + test::web_text(kMessage)); // in one piece with the answer
    assert_string_equal(scene.read().c_str(), (kOptions + kMessage).c_str());
    assert_true(scene.last == Outcome::wants_read);
    std::string got;
    for (const char c : test::web_text(kMessage) + test::web_frame_of(test::kFinal | test::kBinary, kOptions))
        got += scene.read(std::string(1, c));
    assert_string_equal(got.c_str(), (kMessage + kOptions).c_str());
}

void fragments_make_one_message(void **)
{
    Scene scene;
    scene.open();
    const std::string got = scene.read(test::web_frame_of(test::kText, kMessage.substr(0, 10)) +
                                       test::web_frame_of(test::kFinal | test::kPing, "x") + test::web_frame_of(0, "") +
                                       test::web_frame_of(test::kFinal, kMessage.substr(10)));
    assert_string_equal(got.c_str(), kMessage.c_str());
}

void a_content_length_is_put_in(void **)
{
    Scene scene;
    scene.open();
    assert_string_equal(scene.read(test::web_text("MESSAGE sip:a SIP/2.0\r\nCall-ID: 2\r\n\r\nhello")).c_str(), kMessage.c_str());
    assert_string_equal(scene.read(test::web_text(kMessage + "\r\n")).c_str(), kMessage.c_str()); // what follows is nothing
    assert_string_equal(scene.read(test::web_text("\r\n\r\n")).c_str(), "");
    assert_string_equal(scene.read(test::web_text("")).c_str(), "");
    assert_true(scene.last == Outcome::wants_read);
}

void a_message_may_be_64_kb(void **)
{
    Scene scene;
    scene.open();
    const std::string head = "MESSAGE sip:a SIP/2.0\r\n\r\n", body((64 << 10) - head.size(), 'a');
    const std::string got = scene.read(test::web_text(head + body));
    assert_true(got == "MESSAGE sip:a SIP/2.0\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    scene.read(test::web_frame_of(test::kFinal | test::kText, head + body + "a").substr(0, 10));
    scene.ended_with("\x03\xf1", "ws:192.0.2.1:80 sent over WebSocket a message that is too long");
}

void what_breaks_the_rules_ends_it(void **)
{
    const char *rules = "ws:192.0.2.1:80 sent what breaks the rules of WebSocket";
    const char *no_sip = "ws:192.0.2.1:80 sent over WebSocket what is no SIP message";
    const struct {
        std::string bytes, close;
        const char *cause;
    } rows[] = {
        {"\x81\x85\1\2\3\4hello", "\x03\xea", rules},                           // masked
        {test::web_frame_of(test::kFinal | 3, ""), "\x03\xea", rules},
        {test::web_frame_of(0xc1, kOptions), "\x03\xea", rules},                // a reserved bit
        {test::web_frame_of(test::kFinal, kOptions), "\x03\xea", rules},        // goes on with nothing
        {test::web_frame_of(test::kFinal | test::kClose, "\x03"), "\x03\xea", rules},
        {test::web_frame_of(test::kFinal | test::kClose, "\x03\xed"), "\x03\xea", rules}, // 1005
        {test::web_text("OPTIONS \xff"), "\x03\xef", no_sip},                   // not UTF-8
        {test::web_text("hello"), "\x03\xef", no_sip},
        {test::web_text("MESSAGE sip:a SIP/2.0\r\nContent-Length: 6\r\n\r\nhello"), "\x03\xef", no_sip},
        {test::web_text("MESSAGE sip:a SIP/2.0\r\nl: x\r\n\r\nhello"), "\x03\xef", no_sip},
    };
    for (const auto &row : rows) {
        Scene scene;
        scene.open();
        assert_string_equal(scene.read(test::web_text(kOptions) + row.bytes).c_str(), kOptions.c_str()); // what came before holds
        scene.ended_with(row.close, row.cause);
    }
}

void a_ping_is_answered(void **)
{
    Scene scene;
    scene.open();
    assert_string_equal(scene.read(test::web_frame_of(test::kFinal | test::kPing, "still there?")).c_str(), "");
    const std::vector<test::WebFrame> sent = scene.frames();
    assert_int_equal(sent.size(), 1);
    assert_int_equal(sent[0].first, test::kFinal | test::kPong);
    assert_string_equal(sent[0].payload.c_str(), "still there?");
    assert_true(sent[0].masked);
}

void pings_whose_answers_are_not_taken_are_not_heard(void **)
{
    Scene scene;
    scene.open();
    scene.line->room = 0;
    const std::string ping = test::web_frame_of(test::kFinal | test::kPing, std::string(125, 'x'));
    for (int i = 0; i < 2000; ++i)
        scene.line->come.push_back(ping);
    scene.read();
    assert_true(scene.last == Outcome::wants_write);
    assert_in_range(scene.line->come.size(), 900, 1100);
    scene.line->room = SIZE_MAX;
    scene.read();
    assert_int_equal(scene.frames().size(), 2000);
}

void empty_lines_are_pings_and_pongs(void **)
{
    Scene scene;
    scene.open();
    scene.write("\r\n\r\n");
    scene.write(kMessage + "\r\n\r\n");
    const std::vector<test::WebFrame> sent = scene.frames();
    assert_int_equal(sent.size(), 3);
    assert_int_equal(sent[0].first, test::kFinal | test::kPing);
    assert_int_equal(sent[1].first, test::kFinal | test::kText);
    assert_int_equal(sent[2].first, test::kFinal | test::kPing);
    scene.write("MESSAGE sip:a SIP/2.0\r\nContent-Length: 4\r\n\r\n\r\n\r\n"); // those of a body are its own
    assert_int_equal(scene.frames().size(), 1);
    assert_string_equal(scene.read(test::web_frame_of(test::kFinal | test::kPong, "")).c_str(), "\r\n");
}

void a_close_is_answered_with_its_code(void **)
{
    Scene scene;
    scene.open();
    scene.read(test::web_frame_of(test::kFinal | test::kClose, "\x03\xe9going away"));
    scene.ended_with("\x03\xe9", "connection closed by ws:192.0.2.1:80 (WebSocket code 1001: going away)");
    Scene silent;
    silent.open();
    silent.read(test::web_frame_of(test::kFinal | test::kClose, "") + test::web_text(kOptions));
    silent.ended_with("", "connection closed by ws:192.0.2.1:80");
}

void we_close_with_a_code_too(void **)
{
    Scene scene;
    scene.open();
    scene.stream.close();
    const std::vector<test::WebFrame> sent = scene.frames();
    assert_int_equal(sent.size(), 1);
    assert_true(sent[0].payload == "\x03\xe8");
    assert_true(scene.line->closed);
}

void each_message_is_a_frame(void **)
{
    Scene scene;
    scene.open();
    const std::string all = kOptions + kMessage + kOptions;
    for (const char c : all)
        assert_int_equal(scene.write(std::string(1, c)).size, 1);
    const std::vector<test::WebFrame> sent = scene.frames();
    assert_int_equal(sent.size(), 3);
    assert_string_equal(sent[1].payload.c_str(), kMessage.c_str());
    for (const test::WebFrame &frame : sent) {
        assert_int_equal(frame.first, test::kFinal | test::kText);
        assert_true(frame.masked);
    }
    assert_false(sent[0].mask == sent[1].mask && sent[1].mask == sent[2].mask);
}

void what_is_not_utf8_goes_as_binary(void **)
{
    Scene scene;
    scene.open();
    scene.write("MESSAGE sip:a SIP/2.0\r\nContent-Length: 1\r\n\r\n\xff");
    assert_int_equal(scene.frames().at(0).first, test::kFinal | test::kBinary);
}

void what_the_line_does_not_take_waits(void **)
{
    Scene scene;
    scene.open();
    scene.line->room = 10;
    assert_true(scene.write(kOptions).outcome == Outcome::done);
    assert_true(scene.write(kMessage).outcome == Outcome::wants_write); // and is given again
    scene.read();
    assert_true(scene.last == Outcome::wants_write); // so that somebody comes back
    scene.line->room = SIZE_MAX;
    scene.read();
    assert_true(scene.last == Outcome::wants_read);
    assert_true(scene.write(kMessage).outcome == Outcome::done);
    const std::vector<test::WebFrame> sent = scene.frames();
    assert_int_equal(sent.size(), 2);
    assert_string_equal(sent[0].payload.c_str(), kOptions.c_str());
    assert_string_equal(sent[1].payload.c_str(), kMessage.c_str());
}

} // namespace

int main()
{
    const CMUnitTest stream[] = {
        cmocka_unit_test(messages_come_out_one_after_the_other),
        cmocka_unit_test(fragments_make_one_message),
        cmocka_unit_test(a_content_length_is_put_in),
        cmocka_unit_test(a_message_may_be_64_kb),
        cmocka_unit_test(what_breaks_the_rules_ends_it),
        cmocka_unit_test(a_ping_is_answered),
        cmocka_unit_test(pings_whose_answers_are_not_taken_are_not_heard),
        cmocka_unit_test(empty_lines_are_pings_and_pongs),
        cmocka_unit_test(a_close_is_answered_with_its_code),
        cmocka_unit_test(we_close_with_a_code_too),
        cmocka_unit_test(each_message_is_a_frame),
        cmocka_unit_test(what_is_not_utf8_goes_as_binary),
        cmocka_unit_test(what_the_line_does_not_take_waits),
    };
    return cmocka_run_group_tests(stream, nullptr, nullptr);
}
