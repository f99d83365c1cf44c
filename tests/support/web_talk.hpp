// SPDX-License-Identifier: LGPL-2.1-or-later
// The server's side of WebSocket, bytes for bytes, made by hand and not by what is tested.
#pragma once

#include "support/peer.hpp"

#include <openssl/evp.h>
#include <optional>
#include <string>
#include <string_view>

namespace sipreg::test {

constexpr unsigned kFinal = 0x80, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10;

/// A frame as a server sends it: unmasked. @p first: its opcode, with kFinal if it is the last of its message.
inline std::string web_frame_of(unsigned first, std::string_view payload)
{
    std::string frame(1, static_cast<char>(first));
    const std::size_t size = payload.size();
    const int more = size < 126 ? 0 : size < 65'536 ? 2 : 8;
    frame += static_cast<char>(more == 0 ? size : more == 2 ? 126 : 127);
    for (int i = more - 1; i >= 0; --i)
        frame += static_cast<char>(size >> 8 * i);
    return frame.append(payload);
}

inline std::string web_text(std::string_view message) { return web_frame_of(kFinal | kText, message); }

struct WebFrame {
    unsigned first = 0;
    bool masked = false;
    std::string mask, payload;
};

/// The next frame of a client, taken off @p bytes; nothing if it is not whole.
inline std::optional<WebFrame> take_web_frame(std::string &bytes)
{
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    if (bytes.size() < 2)
        return {};
    const unsigned length = byte(1) & 0x7f;
    const std::size_t more = length == 126 ? 2 : length == 127 ? 8 : 0, head = 2 + more + 4;
    if (bytes.size() < head)
        return {};
    std::size_t size = more == 0 ? length : 0;
    for (std::size_t i = 0; i < more; ++i)
        size = size << 8 | byte(2 + i);
    if (bytes.size() < head + size)
        return {};
    WebFrame frame{byte(0), (byte(1) & 0x80) != 0, bytes.substr(head - 4, 4), bytes.substr(head, size)};
    for (std::size_t i = 0; i < size; ++i)
        frame.payload[i] = static_cast<char>(frame.payload[i] ^ frame.mask[i % 4]);
    bytes.erase(0, head + size);
    return frame;
}

/// What proves that a server has understood @p request, an upgrade.
inline std::string web_accept_for(const std::string &request)
{
    const std::string line = line_of(request, "Sec-WebSocket-Key: ");
    const std::string key = line.substr(19, line.find('\r') - 19) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    unsigned char hash[EVP_MAX_MD_SIZE], text[2 * EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(key.data(), key.size(), hash, &size, EVP_sha1(), nullptr);
    const int length = EVP_EncodeBlock(text, hash, static_cast<int>(size));
    return {reinterpret_cast<const char *>(text), static_cast<std::size_t>(length)};
}

inline std::string web_welcome(const std::string &request)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
           web_accept_for(request) + "\r\nSec-WebSocket-Protocol: sip\r\n\r\n";
}

/// One connection of a server that lets everybody register.
class WebTalk {
public:
    /// What to answer to @p bytes.
    std::string hear(std::string_view bytes)
    {
        waiting_ += bytes;
        std::string answer;
        if (request_.empty()) {
            const std::size_t end = waiting_.find("\r\n\r\n");
            if (end == std::string::npos)
                return "";
            request_ = waiting_.substr(0, end + 4);
            waiting_.erase(0, end + 4);
            answer = refusal_.empty() ? web_welcome(request_) : refusal_;
        }
        while (const std::optional<WebFrame> frame = take_web_frame(waiting_)) {
            heard_ += frame->payload;
            if (frame->payload.starts_with("REGISTER"))
                answer += web_text(answer_to(frame->payload, "200 OK"));
        }
        return answer;
    }

    /// In place of a welcome.
    void refuse(std::string answer) { refusal_ = std::move(answer); }

    const std::string &request() const noexcept { return request_; } // for the upgrade
    const std::string &heard() const noexcept { return heard_; }     // in frames

private:
    std::string waiting_, request_, heard_, refusal_;
};

} // namespace sipreg::test
