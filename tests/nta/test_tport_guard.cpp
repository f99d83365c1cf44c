// SPDX-License-Identifier: LGPL-2.1-or-later
// A sofia that is not built as we know it is left alone.
#include "nta/tport_guard.hpp"

#include "nta/agent.hpp"

#include "support/cmocka.hpp"

using namespace sipreg;

namespace {

void some_function() {}

// As a table looks that lacks a word, or has one more, before the place.
template <typename Function> void shift(Function *&place)
{
    place = place == nullptr ? reinterpret_cast<Function *>(&some_function) : nullptr;
}

template <auto place> void shift_at(TransportTable &table) { shift(table.*place); }

const struct {
    const char *name;
    void (*change)(TransportTable &table);
} kRows[] = {
    {"no name", [](TransportTable &table) { table.name = nullptr; }},
    {"another's name", [](TransportTable &table) { table.name = "udp"; }},
    {"primary of no size", [](TransportTable &table) { table.primary_size = 0; }},
    {"a pointer for the size of a primary",
     [](TransportTable &table) { table.primary_size = reinterpret_cast<std::size_t>(&some_function); }},
    {"secondary of no size", [](TransportTable &table) { table.secondary_size = 0; }},
    {"a pointer for the size of a secondary",
     [](TransportTable &table) { table.secondary_size = reinterpret_cast<std::size_t>(&some_function); }},
    {"another for init_primary",
     [](TransportTable &table) { table.init_primary = reinterpret_cast<decltype(table.init_primary)>(&some_function); }},
    {"init_primary", shift_at<&TransportTable::init_primary>},
    {"deinit_primary", shift_at<&TransportTable::deinit_primary>},
    {"wakeup_primary", shift_at<&TransportTable::wakeup_primary>},
    {"connect", shift_at<&TransportTable::connect>},
    {"init_secondary", shift_at<&TransportTable::init_secondary>},
    {"deinit_secondary", shift_at<&TransportTable::deinit_secondary>},
    {"shutdown", shift_at<&TransportTable::shutdown>},
    {"set_events", shift_at<&TransportTable::set_events>},
    {"wakeup", shift_at<&TransportTable::wakeup>},
    {"recv", shift_at<&TransportTable::recv>},
    {"send", shift_at<&TransportTable::send>},
    {"deliver", shift_at<&TransportTable::deliver>},
    {"prepare", shift_at<&TransportTable::prepare>},
    {"keepalive", shift_at<&TransportTable::keepalive>},
    {"stun_response", shift_at<&TransportTable::stun_response>},
    {"next_secondary_timer", shift_at<&TransportTable::next_secondary_timer>},
    {"secondary_timer", shift_at<&TransportTable::secondary_timer>},
};

void this_sofia_is_known(void **)
{
    assert_true(nta::is_table_as_known(tport_tcp_client_vtable));
    assert_true(nta::is_sofia_as_known());
}

void a_table_that_differs_anywhere_is_refused(void **)
{
    for (const auto &row : kRows) {
        TransportTable table = tport_tcp_client_vtable;
        row.change(table);
        if (nta::is_table_as_known(table))
            fail_msg("%s", row.name);
    }
}

} // namespace

int main()
{
    nta::warm_up(); // all else named here are weak symbols, for which the linker brings no sofia
    const CMUnitTest guard[] = {
        cmocka_unit_test(this_sofia_is_known),
        cmocka_unit_test(a_table_that_differs_anywhere_is_refused),
    };
    return cmocka_run_group_tests(guard, nullptr, nullptr);
}
