// SPDX-License-Identifier: LGPL-2.1-or-later
// A server of WebSocket on loopback, stepped by the test.
#pragma once

#include "support/web_talk.hpp"

#include <deque>

namespace sipreg::test {

class WebServer {
public:
    struct Client {
        Descriptor socket;
        WebTalk talk;
        std::string heard; // bytes

        void say(const std::string &text) const { (void)send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL); }
        void hang_up() { socket = Descriptor(); }
    };

    WebServer() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
        const nta::SocketAddress any = nta::to_socket_address(*core::parse_ip("127.0.0.1"), 0);
        if (bind(listener_.get(), any.get(), any.size) != 0 || listen(listener_.get(), 16) != 0)
            listener_ = Descriptor();
    }

    std::uint16_t port() const { return nta::local_of(listener_.get()).value_or(nta::Endpoint{}).port; }

    /// Takes what has come, and answers it unless it is to be mute.
    void step()
    {
        while (Descriptor socket{accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)}) {
            clients_.push_back({std::move(socket), {}, ""});
            clients_.back().talk.refuse(refusal_);
        }
        for (Client &client : clients_) {
            char chunk[16'384];
            for (ssize_t size; (size = recv(client.socket.get(), chunk, sizeof chunk, 0)) > 0;) {
                client.heard.append(chunk, static_cast<std::size_t>(size));
                if (!mute)
                    client.say(client.talk.hear({chunk, static_cast<std::size_t>(size)}));
            }
        }
    }

    /// Answers the upgrades that come with @p answer.
    void refuse(std::string answer) { refusal_ = std::move(answer); }

    std::deque<Client> &clients() noexcept { return clients_; }
    Client &client() { return clients_.back(); }
    bool mute = false;

private:
    Descriptor listener_;
    std::deque<Client> clients_;
    std::string refusal_;
};

} // namespace sipreg::test
