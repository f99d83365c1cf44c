// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP over WebSocket (RFC 7118), upon another stream. To who reads and writes it, it is a stream of SIP: with a Content-Length, and
// kept alive by empty lines, which are pings and pongs on their way (§6).
#pragma once

#include "core/peer.hpp"
#include "core/sip_stream.hpp"
#include "core/web_frame.hpp"
#include "net/stream.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sipreg::net {

class WebStream final : public Stream {
public:
    /// @p inner is connected to @p peer. Nothing of HTTP goes out before its handshake is done.
    WebStream(std::unique_ptr<Stream> inner, const core::Peer &peer);
    ~WebStream() override;

    int fd() const noexcept override { return inner_->fd(); }
    Outcome shake_hands() override;
    core::Trouble unfinished() const override;
    bool is_resumed() const noexcept override { return phase_ == Phase::connecting && inner_->is_resumed(); }
    Result read(char *data, std::size_t size) override;
    Result write(const char *data, std::size_t size) override;
    void close() noexcept override;
    core::Trouble trouble() const override { return trouble_ ? *trouble_ : inner_->trouble(); }

private:
    enum class Phase { connecting, upgrading, open, ended };

    void ask();
    Outcome hear_answer();
    Outcome take_answer(std::size_t size);
    Outcome refuse(core::Trouble trouble);
    Outcome unreached();

    Outcome hear();
    void take_items();
    void take(const core::WebReader::Item &item);
    void take_message(std::string_view message);
    void object(core::WebClose code);
    void end(std::string_view close_payload, core::Trouble trouble);

    void put(core::WebOpcode opcode, std::string_view payload);
    Outcome flush();
    std::string name() const { return core::to_string(peer_.target); }

    const std::unique_ptr<Stream> inner_;
    const core::Peer peer_;
    Phase phase_ = Phase::connecting;
    std::string accept_; // what the server has to show
    std::string answer_; // to the upgrade, not whole yet
    core::WebReader reader_;
    std::string inward_; // SIP that was not read yet
    core::SipStream messages_; // ours, not whole yet
    std::string outward_; // bytes to send
    std::size_t sent_ = 0; // of them
    std::optional<core::Trouble> trouble_;
};

} // namespace sipreg::net
