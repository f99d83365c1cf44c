// SPDX-License-Identifier: LGPL-2.1-or-later
// Bytes as text and back.
#include "base/encoding.hpp"

#include "support/cmocka.hpp"

using namespace sipreg;
using namespace std::literals;

namespace {

struct Row {
    std::string_view bytes, base64, hex;
};

// RFC 4648 §10, and bytes that are no text.
constexpr Row kRows[] = {
    {"", "", ""},
    {"f", "Zg==", "66"},
    {"fo", "Zm8=", "666f"},
    {"foo", "Zm9v", "666f6f"},
    {"foob", "Zm9vYg==", "666f6f62"},
    {"\0\xff\xfe\n"sv, "AP/+Cg==", "00fffe0a"},
};

void bytes_become_text_and_come_back(void **)
{
    for (const Row &row : kRows) {
        assert_true(to_base64(row.bytes) == row.base64 && to_hex(row.bytes) == row.hex);
        assert_true(from_base64(row.base64) == row.bytes && from_hex(row.hex) == row.bytes);
        assert_true(from_base64(row.base64.substr(0, row.base64.find('='))) == row.bytes);
    }
    assert_true(from_hex("aAFf") == "\xaa\xff"s);
}

void what_is_no_encoding_is_refused(void **)
{
    for (const char *bad : {"Z", "Zg=g", "Z?==", "Zm9v Zm9v", "Zm9v\r\n", "Zm-_"})
        if (from_base64(bad))
            fail_msg("base64 \"%s\" was taken", bad);
    for (const char *bad : {"0", "0g", "0x00", "00 00", "00:00", "0000\n0"})
        if (from_hex(bad))
            fail_msg("hex \"%s\" was taken", bad);
}

} // namespace

int main()
{
    const CMUnitTest encoding[] = {
        cmocka_unit_test(bytes_become_text_and_come_back),
        cmocka_unit_test(what_is_no_encoding_is_refused),
    };
    return cmocka_run_group_tests(encoding, nullptr, nullptr);
}
