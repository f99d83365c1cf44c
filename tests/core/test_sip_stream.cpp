// SPDX-License-Identifier: LGPL-2.1-or-later
// Messages cut from a stream.
#include "core/sip_stream.hpp"
#include "support/cmocka.hpp"

#include <vector>

using namespace sipreg::core;
using namespace std::string_literals;

namespace {

constexpr std::size_t kLimit = 1000;
const std::string kOptions = "OPTIONS sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
const std::string kMessage = "MESSAGE sip:a SIP/2.0\r\nl : 6\r\nSubject: a\r\n b\r\n\r\nhi\r\n\r\n";

std::vector<std::string> cut(SipStream &stream)
{
    std::vector<std::string> messages;
    while (std::optional<std::string> message = stream.next())
        messages.push_back(*message);
    return messages;
}

void messages_come_out_as_they_went_in(void **)
{
    SipStream stream(kLimit);
    stream.put("\r\n" + kOptions + kMessage + "\r\n\r\n" + kOptions + "\r\n");
    assert_true(cut(stream) == std::vector<std::string>({kOptions, kMessage, kOptions}));
    assert_int_equal(stream.waiting(), 0);
    assert_true(stream.fault().empty());
}

void empty_lines_are_told(void **)
{
    SipStream stream(kLimit);
    stream.put(kOptions + kMessage);
    cut(stream);
    assert_false(stream.took_empty_lines());
    stream.put(kOptions + "\r\n\r\n");
    cut(stream);
    assert_true(stream.took_empty_lines());
    assert_false(stream.took_empty_lines());
}

void how_the_bytes_come_does_not_matter(void **)
{
    SipStream stream(kLimit);
    std::vector<std::string> messages;
    for (const char c : kMessage + "\r\n\r\n" + kOptions) {
        stream.put(std::string_view(&c, 1));
        for (std::string &message : cut(stream))
            messages.push_back(std::move(message));
    }
    assert_true(messages == std::vector<std::string>({kMessage, kOptions}));
}

void what_is_not_whole_waits(void **)
{
    SipStream stream(kLimit);
    stream.put(kMessage.substr(0, kMessage.size() - 1));
    assert_true(cut(stream).empty());
    assert_int_equal(stream.waiting(), kMessage.size() - 1);
    assert_true(stream.fault().empty());
}

void a_message_without_content_length_has_no_body(void **)
{
    SipStream stream(kLimit);
    stream.put("OPTIONS sip:a SIP/2.0\r\nCall-ID: 1\r\n\r\n" + kOptions);
    assert_true(cut(stream) == std::vector<std::string>(
                                   {"OPTIONS sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n", kOptions}));
}

void what_can_be_read_in_two_ways_is_a_fault(void **)
{
    const std::string bad[] = {
        "OPTIONS sip:a SIP/2.0\r\nContent-Length: -1\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nContent-Length: four\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nContent-Length: 1 2\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nContent-Length:\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nl: 99999999999999999999\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nl: 0\r\nContent-Length: 0\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\nContent-Length: 0\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nSubject: a\n\nl: 5\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nSubject: a\rl: 5\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nSubject: a\0b\r\n\r\n"s,
        "OPTIONS sip:a SIP/2.0\r\nContent-Length: 1001\r\n\r\n",
        std::string(kLimit + 1, 'a'),
    };
    for (const std::string &message : bad) {
        SipStream stream(kLimit);
        stream.put(kOptions + message + kOptions);
        assert_true(cut(stream) == std::vector<std::string>({kOptions}));
        if (!stream.fault().starts_with("a message "))
            fail_msg("%s", message.c_str());
        stream.put(kOptions);
        assert_true(cut(stream).empty()); // nobody knows where it would begin
    }
}

std::string alone(const std::string &message) { return for_stream(message).value_or("none"); }

void what_comes_alone_gets_its_length(void **)
{
    assert_string_equal(alone("ACK sip:a SIP/2.0\r\nCall-ID: 1\r\n\r\nbody").c_str(),
                        "ACK sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 4\r\n\r\nbody");
    assert_string_equal(alone("\r\n" + kOptions).c_str(), kOptions.c_str());
    assert_string_equal(alone(kMessage + "more").c_str(), kMessage.c_str());
    assert_string_equal(alone("\r\n\r\n").c_str(), "");
    assert_string_equal(alone("").c_str(), "");
    for (const std::string &message : {"hello"s, "OPTIONS sip:a SIP/2.0\r\nContent-Length: 1\r\n\r\n"s,
                                       "OPTIONS sip:a SIP/2.0\r\nl: -0\r\n\r\n"s, "A b SIP/2.0\r\nl: 1\r\nl: 1\r\n\r\nx"s,
                                       "OPTIONS sip:a SIP/2.0\r\nContent-Length: 99999999999999999999\r\n\r\n"s})
        assert_string_equal(alone(message).c_str(), "none");
}

void what_comes_alone_is_one_message_on_the_stream(void **)
{
    for (const std::string &message : {kOptions, kMessage, "A b SIP/2.0\r\n\r\n\r\n"s, "A b SIP/2.0\r\n\r\nx\r\n\r\ny"s}) {
        SipStream stream(kLimit);
        stream.put(alone(message));
        assert_int_equal(cut(stream).size(), 1);
        assert_int_equal(stream.waiting(), 0);
        assert_true(stream.fault().empty());
    }
}

} // namespace

int main()
{
    const CMUnitTest stream[] = {
        cmocka_unit_test(messages_come_out_as_they_went_in),
        cmocka_unit_test(empty_lines_are_told),
        cmocka_unit_test(how_the_bytes_come_does_not_matter),
        cmocka_unit_test(what_is_not_whole_waits),
        cmocka_unit_test(a_message_without_content_length_has_no_body),
        cmocka_unit_test(what_can_be_read_in_two_ways_is_a_fault),
        cmocka_unit_test(what_comes_alone_gets_its_length),
        cmocka_unit_test(what_comes_alone_is_one_message_on_the_stream),
    };
    return cmocka_run_group_tests(stream, nullptr, nullptr);
}
