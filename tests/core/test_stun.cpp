// SPDX-License-Identifier: LGPL-2.1-or-later
// STUN Binding requests and what answers them. The answers are those of RFC 5769 §2.2 and §2.3.
#include "core/stun.hpp"
#include "support/cmocka.hpp"

using namespace sipreg::core;
using namespace std::string_literals;

namespace {

const std::string kId = "\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae";
const std::string kCookie = "\x21\x12\xa4\x42";
// XOR-MAPPED-ADDRESS of 192.0.2.1:32853 and [2001:db8:1234:5678:11:2233:4455:6677]:32853.
const std::string kHidden4 = "\x00\x20\x00\x08\x00\x01\xa1\x47\xe1\x12\xa6\x43"s;
const std::string kHidden6 = "\x00\x20\x00\x14\x00\x02\xa1\x47\x01\x13\xa9\xfa\xa5\xd3\xf1\x79\xbc\x25\xf4\xb5\xbe\xd2\xb9\xd9"s;
const std::string kPlain4 = "\x00\x01\x00\x08\x00\x01\x13\xc4\xc6\x33\x64\x07"s; // 198.51.100.7:5060
const std::string kSoftware = "\x80\x22\x00\x0btest vector\x20"s;

std::string answer(const std::string &attributes, const std::string &type = "\x01\x01")
{
    const std::string length{static_cast<char>(attributes.size() >> 8), static_cast<char>(attributes.size() & 0xff)};
    return type + length + kCookie + kId + attributes;
}

std::string seen_in(const std::string &attributes)
{
    const std::optional<StunAnswer> read = read_stun_answer(answer(attributes));
    assert_true(read.has_value());
    return read->seen ? to_string(*read->seen) : "";
}

void a_request_is_a_header_alone(void **)
{
    assert_true(write_stun_request(kId) == "\x00\x01\x00\x00"s + kCookie + kId);
}

void an_answer_says_whose_it_is_and_where_we_were_seen(void **)
{
    assert_true(read_stun_answer(answer(kHidden4))->id == kId);
    assert_string_equal(seen_in(kSoftware + kHidden4).c_str(), "udp:192.0.2.1:32853");
    assert_string_equal(seen_in(kSoftware + kHidden6).c_str(), "udp:[2001:db8:1234:5678:11:2233:4455:6677]:32853");
    assert_string_equal(seen_in(kPlain4).c_str(), "udp:198.51.100.7:5060");
    assert_string_equal(seen_in(kPlain4 + kHidden4).c_str(), "udp:192.0.2.1:32853");
    assert_string_equal(seen_in("").c_str(), "");
}

void an_error_is_an_answer_without_an_address(void **)
{
    const std::optional<StunAnswer> read = read_stun_answer(answer(kHidden4, "\x01\x11"));
    assert_true(read && read->id == kId && !read->seen);
}

void what_is_no_answer_is_nothing(void **)
{
    const std::string good = answer(kHidden4);
    for (std::size_t size = 0; size < good.size(); ++size)
        assert_false(read_stun_answer(good.substr(0, size)).has_value());
    assert_false(read_stun_answer(good + "\n").has_value());
    assert_false(read_stun_answer(answer(kHidden4, "\x00\x01"s)).has_value());
    std::string old = good;
    old[4] = 'x';
    assert_false(read_stun_answer(old).has_value());
}

void attributes_that_lie_about_themselves_are_not_believed(void **)
{
    assert_string_equal(seen_in("\x00\x20\x00\xff\x00\x01\xa1\x47\xe1\x12\xa6\x43"s).c_str(), ""); // longer than there is
    assert_string_equal(seen_in("\x00\x20\x00\x04\x00\x01\xa1\x47"s).c_str(), "");                 // no room for an address
    assert_string_equal(seen_in("\x00\x20\x00\x08\x00\x02\xa1\x47\xe1\x12\xa6\x43"s).c_str(), ""); // IPv6 in four bytes
    assert_string_equal(seen_in("\x00\x20\x00\x08\x00\x03\xa1\x47\xe1\x12\xa6\x43"s).c_str(), ""); // no known family
    assert_string_equal(seen_in("\x80\x22\x00\x03" "abc"s).c_str(), "");                           // its padding is missing
    assert_string_equal(seen_in("\x00\x20"s).c_str(), "");
}

} // namespace

int main()
{
    const CMUnitTest stun[] = {
        cmocka_unit_test(a_request_is_a_header_alone),
        cmocka_unit_test(an_answer_says_whose_it_is_and_where_we_were_seen),
        cmocka_unit_test(an_error_is_an_answer_without_an_address),
        cmocka_unit_test(what_is_no_answer_is_nothing),
        cmocka_unit_test(attributes_that_lie_about_themselves_are_not_believed),
    };
    return cmocka_run_group_tests(stun, nullptr, nullptr);
}
