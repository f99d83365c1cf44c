// SPDX-License-Identifier: LGPL-2.1-or-later
// Messages cut from a stream, and messages made ready for one.
#include "core/sip_stream.hpp"
#include "support/cmocka.hpp"

#include <vector>

using namespace sipreg::core;

namespace {

const std::string kOptions = "OPTIONS sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
const std::string kMessage = "MESSAGE sip:a SIP/2.0\r\nl : 6\r\nCall-ID: 2\r\n\r\nhi\r\n\r\n";

std::vector<std::string> cut(SipStream &stream)
{
    std::vector<std::string> messages;
    while (std::optional<std::string> message = stream.next())
        messages.push_back(*message);
    return messages;
}

void messages_come_out_as_they_went_in(void **)
{
    SipStream stream;
    stream.put(kOptions + kMessage + "\r\n\r\n" + kOptions);
    const std::vector<std::string> expected{kOptions, kMessage, "\r\n\r\n", kOptions};
    assert_true(cut(stream) == expected);
    assert_true(stream.at_boundary());
}

void how_the_bytes_come_does_not_matter(void **)
{
    SipStream stream;
    std::vector<std::string> messages;
    for (const char c : kMessage + kOptions) {
        stream.put(std::string_view(&c, 1));
        for (std::string &message : cut(stream))
            messages.push_back(std::move(message));
    }
    assert_true(messages == std::vector<std::string>({kMessage, kOptions}));
}

void a_message_that_has_begun_is_no_boundary(void **)
{
    SipStream stream;
    stream.put(kMessage.substr(0, kMessage.size() - 1));
    assert_true(cut(stream).empty());
    assert_false(stream.at_boundary());
}

void on_a_stream_a_message_says_how_long_it_is(void **)
{
    assert_string_equal(for_stream("ACK sip:a SIP/2.0\r\nCall-ID: 1\r\n\r\nbody").value_or("").c_str(),
                        "ACK sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 4\r\n\r\nbody");
    assert_true(for_stream(kOptions) == kOptions);
    assert_true(for_stream(kMessage) == kMessage);
}

void what_would_put_the_stream_out_of_step_is_not_let_in(void **)
{
    const char *bad[] = {
        "",
        "\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\n",
        "OPTIONS sip:a SIP/2.0\r\nContent-Length: 1\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nContent-Length: 3\r\n\r\nbody",
        "OPTIONS sip:a SIP/2.0\r\nContent-Length: -4\r\n\r\nbody",
        "OPTIONS sip:a SIP/2.0\r\nContent-Length: four\r\n\r\nbody",
        "OPTIONS sip:a SIP/2.0\r\nl: 99999999999999999999\r\n\r\nbody",
    };
    for (const char *message : bad)
        assert_false(for_stream(message).has_value());
}

} // namespace

int main()
{
    const CMUnitTest stream[] = {
        cmocka_unit_test(messages_come_out_as_they_went_in),
        cmocka_unit_test(how_the_bytes_come_does_not_matter),
        cmocka_unit_test(a_message_that_has_begun_is_no_boundary),
        cmocka_unit_test(on_a_stream_a_message_says_how_long_it_is),
        cmocka_unit_test(what_would_put_the_stream_out_of_step_is_not_let_in),
    };
    return cmocka_run_group_tests(stream, nullptr, nullptr);
}
