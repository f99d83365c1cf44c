// SPDX-License-Identifier: LGPL-2.1-or-later
// What NTA and the kernel say when no answer comes, as class and sentence.
#include "nta/failure.hpp"

#include <cerrno>

#include "support/cmocka.hpp"

using namespace sipreg;

namespace {

struct Row {
    const char *name;
    int status, error;
    core::Silence silence;
    const char *cause;
};

const Row kRows[] = {
    {"silent server", 408, 0, core::Silence::timeout, "no answer from tcp:192.0.2.1:5060"},
    {"refused", 503, ECONNREFUSED, core::Silence::refused, "connection refused by tcp:192.0.2.1:5060"},
    {"no route", 503, ENETUNREACH, core::Silence::unreachable, "network unreachable: tcp:192.0.2.1:5060"},
    {"reset", 503, ECONNRESET, core::Silence::broken, "connection reset by tcp:192.0.2.1:5060"},
    {"closed", 503, EPIPE, core::Silence::broken, "connection closed by tcp:192.0.2.1:5060"},
    {"no buffers", 503, ENOBUFS, core::Silence::system, "No buffer space available: tcp:192.0.2.1:5060"},
};

void each_failure_has_its_class_and_sentence(void **)
{
    for (const Row &row : kRows) {
        const core::Trouble got = nta::local_failure(row.status, row.error, "tcp:192.0.2.1:5060");
        if (got.silence != row.silence || got.cause != row.cause)
            fail_msg("%s: class %d, \"%s\"", row.name, static_cast<int>(got.silence), got.cause.c_str());
    }
}

} // namespace

int main()
{
    const CMUnitTest failure[] = {cmocka_unit_test(each_failure_has_its_class_and_sentence)};
    return cmocka_run_group_tests(failure, nullptr, nullptr);
}
