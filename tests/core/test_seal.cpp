// SPDX-License-Identifier: LGPL-2.1-or-later
// Sealed text: opened with its key alone, and each way of spoiling it told from the others.
#include "base/seal.hpp"

#include "support/cmocka.hpp"

using namespace sipreg;
using Result = Unsealed::Result;

namespace {

SealKey key_of(std::uint8_t byte)
{
    SealKey key;
    key.fill(byte);
    return key;
}

std::string with(std::string text, std::size_t at, char change)
{
    text[at] = static_cast<char>(text[at] ^ change);
    return text;
}

void what_was_sealed_is_opened(void **)
{
    for (const std::string &plain : {std::string(), std::string("x"), std::string(5000, '\0')}) {
        const Unsealed opened = unseal(seal(plain, 3, key_of(1)), 3, key_of(1));
        assert_true(opened.result == Result::opened);
        assert_int_equal(opened.version, 3);
        assert_true(opened.plain == plain);
    }
}

void two_seals_of_one_text_differ(void **)
{
    assert_true(seal("same", 1, key_of(1)) != seal("same", 1, key_of(1)));
}

void nothing_of_the_text_is_seen(void **)
{
    assert_true(seal("nonce-in-clear", 1, key_of(1)).find("nonce-in-clear") == std::string::npos);
}

void another_key_opens_nothing(void **)
{
    assert_true(unseal(seal("text", 1, key_of(1)), 1, key_of(2)).result == Result::tampered);
}

void every_changed_byte_is_noticed(void **)
{
    const std::string sealed = seal("text", 1, key_of(1));
    for (std::size_t at = 0; at < sealed.size(); ++at)
        if (unseal(with(sealed, at, 0x10), 1, key_of(1)).result == Result::opened)
            fail_msg("byte %zu", at);
}

void every_missing_end_is_noticed(void **)
{
    const std::string sealed = seal("text", 1, key_of(1));
    for (std::size_t size = 4; size < sealed.size(); ++size)
        if (unseal(sealed.substr(0, size), 1, key_of(1)).result != Result::truncated)
            fail_msg("cut to %zu", size);
    assert_true(unseal(sealed + "x", 1, key_of(1)).result == Result::tampered);
}

void a_later_version_is_told_from_a_changed_one(void **)
{
    const std::string sealed = seal("text", 2, key_of(1));
    assert_true(unseal(sealed, 1, key_of(1)).result == Result::future);
    // The version is authenticated: to claim another one is a change.
    assert_true(unseal(with(sealed, 4, 3), 2, key_of(1)).result == Result::tampered);
}

void what_is_no_seal_is_foreign(void **)
{
    assert_true(unseal("{\"json\": true, \"long enough to be one\": \"..............................\"}", 1,
                       key_of(1)).result == Result::foreign);
}

} // namespace

int main()
{
    const CMUnitTest seal[] = {
        cmocka_unit_test(what_was_sealed_is_opened),
        cmocka_unit_test(two_seals_of_one_text_differ),
        cmocka_unit_test(nothing_of_the_text_is_seen),
        cmocka_unit_test(another_key_opens_nothing),
        cmocka_unit_test(every_changed_byte_is_noticed),
        cmocka_unit_test(every_missing_end_is_noticed),
        cmocka_unit_test(a_later_version_is_told_from_a_changed_one),
        cmocka_unit_test(what_is_no_seal_is_foreign),
    };
    return cmocka_run_group_tests(seal, nullptr, nullptr);
}
