// SPDX-License-Identifier: LGPL-2.1-or-later
// What a hostile server says over WebSocket.
#include "fuzz/speech.hpp"

#include "support/web_talk.hpp"

#include <string_view>

namespace sipreg::fuzz {

namespace {

using test::web_frame_of;

constexpr const char *kRefusals[] = {
    "HTTP/1.1 401 Unauthorized\r\n\r\n", "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", "HTTP/1.0 503 Service Unavailable\r\n\r\n",
    "HTTP/1.1 101\r\n\r\n", "SIP/2.0 400 Bad Request\r\n\r\n"};

// In pieces, with something between.
std::string fragments(std::string_view message, Chance &chance)
{
    std::string frames;
    unsigned opcode = chance.one_in(2) ? test::kText : test::kBinary;
    while (!chance.one_in(4)) {
        const std::size_t size = chance.below(message.size() + 1);
        frames += web_frame_of(opcode, message.substr(0, size));
        message.remove_prefix(size);
        opcode = 0;
        if (chance.one_in(3))
            frames += web_frame_of(test::kFinal | test::kPing, "x");
    }
    return frames + web_frame_of(test::kFinal | opcode, message);
}

std::string control(Chance &chance)
{
    constexpr unsigned kOpcodes[] = {test::kPing, test::kPong, test::kClose, 11};
    return web_frame_of(test::kFinal | chance.of(kOpcodes), junk(chance).substr(0, chance.below(130)));
}

std::string with_wrong_head(std::string_view message, Chance &chance)
{
    std::string frame = test::web_text(message);
    frame[chance.below(2)] = static_cast<char>(chance.below(256));
    return frame;
}

} // namespace

std::string web_answer(const std::string &request, Chance &chance)
{
    if (chance.one_in(8))
        return spoiled(chance.of(kRefusals), chance);
    return chance.one_in(8) ? spoiled(test::web_welcome(request), chance) : test::web_welcome(request);
}

std::string web_speech(const std::string &message, Chance &chance)
{
    switch (chance.below(12)) {
    case 0:
        return with_wrong_head(message, chance);
    case 1:
        return control(chance) + test::web_text(message);
    case 2:
        return spoiled(fragments(message, chance), chance);
    case 3:
    case 4:
    case 5:
        return fragments(message, chance);
    default:
        return test::web_text(message);
    }
}

} // namespace sipreg::fuzz
