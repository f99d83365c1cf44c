// SPDX-License-Identifier: LGPL-2.1-or-later
// A short siege of the sockets; scripts/fuzz is the long one.
#include "fuzz/siege.hpp"
#include "support/cmocka.hpp"

using namespace sipreg;

namespace {

constexpr std::uint64_t kMessages = 20'000;

void hostile_peers_neither_end_nor_block_an_endpoint(void **)
{
    fuzz::Siege siege(1);
    while (siege.said() < kMessages)
        siege.turn();
    assert_true(siege.still_works());
}

} // namespace

int main()
{
    const CMUnitTest siege[] = {cmocka_unit_test(hostile_peers_neither_end_nor_block_an_endpoint)};
    return cmocka_run_group_tests(siege, nullptr, nullptr);
}
