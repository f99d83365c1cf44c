// SPDX-License-Identifier: LGPL-2.1-or-later
// WebSocket upon a stream that says and takes what the test wants.
#include "net/web_stream.hpp"

#include "support/web_talk.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <vector>

#include "support/cmocka.hpp"

using namespace sipreg;
using namespace std::string_literals;
using net::Stream;
using Outcome = net::Stream::Outcome;

namespace {

const std::string kOptions = "OPTIONS sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
const std::string kMessage = "MESSAGE sip:a SIP/2.0\r\nCall-ID: 2\r\nContent-Length: 5\r\n\r\nhello";

/// The connection below.
class Line final : public Stream {
public:
    int fd() const noexcept override { return -1; }
    Outcome shake_hands() override { return handshake; }
    core::Trouble unfinished() const override { return {core::Silence::unreachable, "the line is not there"}; }
    Result read(char *data, std::size_t size) override
    {
        if (come.empty())
            return {is_broken ? Outcome::failed : Outcome::wants_read};
        const std::size_t taken = come.front().copy(data, size);
        come.front().erase(0, taken);
        if (come.front().empty())
            come.pop_front();
        return {Outcome::done, taken};
    }
    Result write(const char *data, std::size_t size) override
    {
        if (is_broken)
            return {Outcome::failed};
        if (room == 0)
            return {Outcome::wants_write};
        const std::size_t taken = std::min(size, room);
        room -= taken;
        sent.append(data, taken);
        return {Outcome::done, taken};
    }
    void close() noexcept override { closed = true; }
    core::Trouble trouble() const override { return {core::Silence::broken, "the line is broken"}; }

    Outcome handshake = Outcome::done;
    std::deque<std::string> come; // what is read, piece by piece
    std::string sent;
    std::size_t room = SIZE_MAX;
    bool is_broken = false, closed = false;
};

core::Peer peer_at(core::WebResource web = {})
{
    const core::Target target{core::Transport::ws, *core::parse_ip("192.0.2.1"), 80};
    return {target, "example.test", nullptr, core::SharedWebResource(std::move(web))};
}

struct Scene {
    explicit Scene(const core::Peer &peer = peer_at()) : stream(own(), peer) {}

    std::unique_ptr<Stream> own()
    {
        auto made = std::make_unique<Line>();
        line = made.get();
        return made;
    }
    /// With the upgrade done, and @p more already there.
    void open(const std::string &more = "")
    {
        assert_true(stream.shake_hands() == Outcome::wants_read);
        line->come.push_back(test::web_welcome(line->sent) + more);
        assert_true(stream.shake_hands() == Outcome::done);
        line->sent.clear();
    }
    void refused_with(const std::string &answer, core::Silence silence, const char *cause)
    {
        assert_true(stream.shake_hands() == Outcome::wants_read);
        line->come.push_back(answer);
        assert_true(stream.shake_hands() == Outcome::failed);
        assert_true(stream.trouble().silence == silence);
        assert_string_equal(stream.trouble().cause.c_str(), cause);
    }
    /// All that there is to read; the last outcome is kept.
    std::string read()
    {
        std::string all;
        char chunk[1000];
        Stream::Result got;
        while ((got = stream.read(chunk, sizeof chunk)).outcome == Outcome::done)
            all.append(chunk, got.size);
        last = got.outcome;
        return all;
    }
    std::string read(const std::string &bytes)
    {
        line->come.push_back(bytes);
        return read();
    }
    Stream::Result write(const std::string &bytes) { return stream.write(bytes.data(), bytes.size()); }
    std::vector<test::WebFrame> frames()
    {
        std::vector<test::WebFrame> all;
        while (std::optional<test::WebFrame> frame = test::take_web_frame(line->sent))
            all.push_back(std::move(*frame));
        return all;
    }
    /// It was ended, with @p close as the only frame.
    void ended_with(const std::string &close, const char *cause)
    {
        assert_true(last == Outcome::failed);
        const std::vector<test::WebFrame> sent = frames();
        assert_int_equal(sent.size(), 1);
        assert_int_equal(sent[0].first, test::kFinal | test::kClose);
        assert_true(sent[0].payload == close);
        assert_true(line->closed);
        assert_true(stream.trouble().silence == core::Silence::broken);
        assert_string_equal(stream.trouble().cause.c_str(), cause);
        assert_true(write(kOptions).outcome == Outcome::failed);
    }

    Line *line = nullptr;
    net::WebStream stream;
    Outcome last = Outcome::done;
};

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
        cmocka_unit_test(the_upgrade_is_asked_for_when_the_line_is_there),
        cmocka_unit_test(every_upgrade_has_a_key_of_its_own),
        cmocka_unit_test(an_answer_may_come_in_single_bytes),
        cmocka_unit_test(what_opens_no_websocket_is_told_with_its_status),
        cmocka_unit_test(what_is_not_http_is_told_at_once),
        cmocka_unit_test(an_answer_that_is_not_quite_right_is_refused),
        cmocka_unit_test(a_line_that_breaks_meanwhile_has_carried_nothing),
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
