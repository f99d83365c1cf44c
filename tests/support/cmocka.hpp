// SPDX-License-Identifier: LGPL-2.1-or-later
// CMocka for C++ tests. A failed assertion leaves by longjmp, past destructors: act in a helper that returns
// plain values, assert where nothing with a destructor is alive, or accept the leak of a failing test.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

extern "C" { // Debian 12's header does not say so itself
#include <cmocka.h>
}

// iostreams and the core have functions called fail(); as a macro it would take their name.
#undef fail
#undef fail_msg
#define fail_msg(...)                                                           \
    do {                                                                        \
        print_error("ERROR: " __VA_ARGS__);                                     \
        print_error("\n");                                                      \
        _fail(__FILE__, __LINE__);                                              \
    } while (0)
