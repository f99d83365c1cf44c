// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP over WebSocket, upon another stream.
#include "net/web_stream.hpp"

#include "base/encoding.hpp"
#include "base/random.hpp"
#include "core/text.hpp"
#include "core/web_upgrade.hpp"
#include "net/openssl.hpp"

namespace sipreg::net {

namespace {

using core::Silence;
using core::WebClose;
using core::WebOpcode;

constexpr std::size_t kMaxMessage = 64 << 10;  // larger than any answer to REGISTER should be
constexpr std::size_t kMaxOutgoing = 1 << 20;  // a message of ours
constexpr std::size_t kMaxOutward = 128 << 10; // more is not answered before the peer takes some
constexpr std::size_t kChunk = 16 << 10;
constexpr std::size_t kKey = 16; // RFC 6455 §4.1

std::string sha1(std::string_view text)
{
    std::string hash(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char *>(hash.data()), &size, EVP_sha1(), nullptr);
    hash.resize(size);
    return hash;
}

const char *words_for(WebClose fault) noexcept
{
    switch (fault) {
    case WebClose::invalid_data:
        return " sent over WebSocket what is no SIP message";
    case WebClose::too_big:
        return " sent over WebSocket a message that is too long";
    default:
        return " sent what breaks the rules of WebSocket";
    }
}

std::string words_for_close(std::string_view payload)
{
    if (payload.empty())
        return "";
    const std::string_view reason = payload.substr(2);
    const std::string code = std::to_string(core::web_close_code(payload));
    const bool is_shown = !reason.empty() && core::is_clean_text(reason);
    return " (WebSocket code " + code + (is_shown ? ": " + std::string(reason) : "") + ")";
}

} // namespace

WebStream::WebStream(std::unique_ptr<Stream> inner, const core::Peer &peer)
    : inner_(std::move(inner)), peer_(peer), reader_(kMaxMessage), messages_(kMaxOutgoing)
{
}

WebStream::~WebStream() { wipe(outward_.data(), outward_.size()); }

Stream::Outcome WebStream::shake_hands()
{
    if (phase_ == Phase::connecting) {
        if (const Outcome outcome = inner_->shake_hands(); outcome != Outcome::done)
            return outcome;
        ask();
    }
    const Outcome sent = flush();
    if (sent == Outcome::failed)
        return unreached();
    return sent == Outcome::done ? hear_answer() : sent;
}

void WebStream::ask()
{
    const std::string key = to_base64(random_bytes(kKey));
    accept_ = to_base64(sha1(core::upgrade_proof(key)));
    outward_ = core::write_upgrade(peer_, key);
    phase_ = Phase::upgrading;
}

Stream::Outcome WebStream::hear_answer()
{
    while (core::may_be_upgrade_head(answer_)) {
        if (const std::size_t size = core::upgrade_head_size(answer_); size > 0)
            return take_answer(size);
        char chunk[kChunk];
        const Result got = inner_->read(chunk, sizeof chunk);
        if (got.outcome == Outcome::failed)
            return unreached();
        if (got.outcome != Outcome::done)
            return got.outcome;
        answer_.append(chunk, got.size);
    }
    return refuse({Silence::refused, "what the server answers to the upgrade is not HTTP"});
}

Stream::Outcome WebStream::take_answer(std::size_t size)
{
    if (std::optional<core::Trouble> refusal = core::upgrade_refusal(std::string_view(answer_).substr(0, size), accept_))
        return refuse(std::move(*refusal));
    phase_ = Phase::open;
    reader_.put(std::string_view(answer_).substr(size)); // frames may follow at once
    answer_.clear();
    take_items();
    return Outcome::done;
}

Stream::Outcome WebStream::refuse(core::Trouble trouble)
{
    trouble.cause = name() + ": " + trouble.cause;
    trouble_ = std::move(trouble);
    phase_ = Phase::ended;
    return Outcome::failed;
}

// Nothing of SIP has gone out, whatever broke.
Stream::Outcome WebStream::unreached()
{
    trouble_ = inner_->trouble();
    if (trouble_->silence == Silence::broken)
        trouble_->silence = Silence::unreachable;
    phase_ = Phase::ended;
    return Outcome::failed;
}

core::Trouble WebStream::unfinished() const
{
    if (phase_ == Phase::connecting)
        return inner_->unfinished();
    return {Silence::unreachable, name() + ": the WebSocket was not opened"};
}

Stream::Result WebStream::read(char *data, std::size_t size)
{
    while (inward_.empty()) {
        const Outcome outcome = phase_ == Phase::open ? hear() : Outcome::failed;
        if (outcome != Outcome::done)
            return {outcome};
    }
    const std::size_t taken = inward_.copy(data, size);
    inward_.erase(0, taken);
    return {Outcome::done, taken};
}

// A peer that asks and asks, but takes no answer, is not heard any more.
Stream::Outcome WebStream::hear()
{
    const Outcome sent = flush();
    if (sent == Outcome::failed || outward_.size() > kMaxOutward)
        return sent;
    char chunk[kChunk];
    const Result got = inner_->read(chunk, sizeof chunk);
    if (got.outcome == Outcome::done) {
        reader_.put({chunk, got.size});
        take_items();
    }
    return got.outcome == Outcome::wants_read && sent != Outcome::done ? sent : got.outcome;
}

void WebStream::take_items()
{
    while (phase_ == Phase::open) {
        const std::optional<core::WebReader::Item> item = reader_.next();
        if (!item)
            break;
        take(*item);
    }
    if (phase_ == Phase::open && reader_.fault())
        object(*reader_.fault());
}

void WebStream::take(const core::WebReader::Item &item)
{
    switch (item.opcode) {
    case WebOpcode::ping:
        return put(WebOpcode::pong, item.payload);
    case WebOpcode::pong:
        inward_ += "\r\n"; // RFC 5626 §3.5.1
        return;
    case WebOpcode::close:
        return end(item.payload.substr(0, 2),
                   {Silence::broken, "connection closed by " + name() + words_for_close(item.payload)});
    default:
        return take_message(item.payload);
    }
}

void WebStream::take_message(std::string_view message)
{
    const std::optional<std::string> whole = core::for_stream(message);
    if (!whole)
        return object(WebClose::invalid_data);
    inward_ += *whole;
}

void WebStream::object(WebClose code)
{
    end(core::web_close_payload(code), {Silence::broken, name() + words_for(code)});
}

void WebStream::end(std::string_view close_payload, core::Trouble trouble)
{
    put(WebOpcode::close, close_payload);
    flush();
    inner_->close();
    trouble_ = std::move(trouble);
    phase_ = Phase::ended;
}

Stream::Result WebStream::write(const char *data, std::size_t size)
{
    const Outcome sent = phase_ == Phase::open ? flush() : Outcome::failed;
    if (sent != Outcome::done)
        return {sent};
    messages_.put({data, size});
    while (const std::optional<std::string> message = messages_.next())
        put(core::is_utf8(*message) ? WebOpcode::text : WebOpcode::binary, *message);
    if (messages_.took_empty_lines())
        put(WebOpcode::ping, "");
    if (!messages_.fault().empty()) {
        end(core::web_close_payload(WebClose::normal),
            {Silence::system, name() + " was to get " + std::string(messages_.fault())});
        return {Outcome::failed};
    }
    return flush() == Outcome::failed ? Result{Outcome::failed} : Result{Outcome::done, size};
}

void WebStream::close() noexcept
{
    if (phase_ == Phase::open) {
        try {
            put(WebOpcode::close, core::web_close_payload(WebClose::normal));
            flush();
        } catch (...) { // of memory: it closes without a word
        }
        phase_ = Phase::ended;
    }
    inner_->close();
}

void WebStream::put(WebOpcode opcode, std::string_view payload)
{
    outward_ += core::web_frame(opcode, payload, random_number());
}

Stream::Outcome WebStream::flush()
{
    while (sent_ < outward_.size()) {
        const Result moved = inner_->write(outward_.data() + sent_, outward_.size() - sent_);
        if (moved.outcome != Outcome::done)
            return moved.outcome;
        sent_ += moved.size;
    }
    wipe(outward_.data(), outward_.size()); // the upgrade may hold a secret
    outward_.clear();
    sent_ = 0;
    return Outcome::done;
}

} // namespace sipreg::net
