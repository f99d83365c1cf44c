/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The header by itself, before anything else and twice. Compiled as C99, and as C++20 by header.cpp. */
#include <sipreg/sipreg.h>
#include <sipreg/sipreg.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
    const int same = strcmp(sipreg_version(), SIPREG_VERSION_STRING) == 0;
    puts("1..1");
    printf("%s 1 - header and library are of one version\n", same ? "ok" : "not ok");
    return same ? 0 : 1;
}
