// SPDX-License-Identifier: LGPL-2.1-or-later
// A WebSocket upon a stream that says and takes what the test wants.
#pragma once

#include "net/web_stream.hpp"
#include "support/web_talk.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "support/cmocka.hpp"

namespace sipreg::test {

using net::Stream;
using Outcome = net::Stream::Outcome;

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

struct WebScene {
    WebScene() : stream(own(), {{core::Transport::ws, *core::parse_ip("192.0.2.1"), 80}, "example.test", nullptr}) {}

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
        line->come.push_back(web_welcome(line->sent) + more);
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
    std::vector<WebFrame> frames()
    {
        std::vector<WebFrame> all;
        while (std::optional<WebFrame> frame = take_web_frame(line->sent))
            all.push_back(std::move(*frame));
        return all;
    }
    /// It was ended, with @p close as the only frame.
    void ended_with(const std::string &close, const char *cause)
    {
        assert_true(last == Outcome::failed);
        const std::vector<WebFrame> sent = frames();
        assert_int_equal(sent.size(), 1);
        assert_int_equal(sent[0].first, kFinal | kClose);
        assert_true(sent[0].payload == close);
        assert_true(line->closed);
        assert_true(stream.trouble().silence == core::Silence::broken);
        assert_string_equal(stream.trouble().cause.c_str(), cause);
        assert_true(write("\r\n").outcome == Outcome::failed);
    }

    Line *line = nullptr;
    net::WebStream stream;
    Outcome last = Outcome::done;
};

} // namespace sipreg::test
