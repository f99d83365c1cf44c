// SPDX-License-Identifier: LGPL-2.1-or-later
// One exchange as a test makes it: a plain REGISTER, and what became of it.
#pragma once

#include "nta/transport.hpp"
#include "registration/ports.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sipreg::test {

class Exchange final : public registration::Exchange {
public:
    /// With so many bytes more than it needs.
    explicit Exchange(core::Transport transport, std::size_t padding = 0) : transport_(transport), padding_(padding) {}

    std::string compose(const core::HostPort &local) override
    {
        static int number = 0;
        sent_from = local;
        const std::string id = std::to_string(++number);
        static constexpr const char *kNames[] = {"UDP", "TCP", "TLS", "WS", "WSS"}; // in the order of the enumeration
        const char *via = kNames[static_cast<int>(transport_)];
        return "REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/" + std::string(via) + " " + core::to_string(local) +
               ";rport;branch=z9hG4bKtest" + id + "\r\nMax-Forwards: 70\r\nFrom: <sip:alice@example.com>;tag=t" + id +
               "\r\nTo: <sip:alice@example.com>\r\nCall-ID: call" + id + "\r\nCSeq: " + id + " REGISTER\r\nContact: <sip:alice@" +
               core::to_string(local) + ">\r\nExpires: 60\r\nX-Padding: " + std::string(padding_, 'x') +
               "\r\nContent-Length: 0\r\n\r\n";
    }
    void on_reply(core::Reply answer) override { reply = std::move(answer); }
    void on_silence(core::Trouble why) override
    {
        silence = why.silence;
        trouble = std::move(why);
    }

    bool is_over() const { return reply.has_value() || silence.has_value(); }

    std::optional<core::HostPort> sent_from;
    std::optional<core::Reply> reply;
    std::optional<core::Silence> silence;
    core::Trouble trouble;

private:
    const core::Transport transport_;
    const std::size_t padding_;
};

class TraceLog final : public Trace {
public:
    bool wants() const noexcept override { return !quiet; }
    void show(bool sent, std::string peer, std::string_view message) override
    {
        lines.push_back((sent ? "> " : "< ") + std::move(peer) + " " +
                        std::string(message.substr(0, message.find("\r\n"))));
    }
    std::vector<std::string> lines;
    bool quiet = false;
};

} // namespace sipreg::test
