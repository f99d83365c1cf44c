/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where in the memory of this process a secret is found: nowhere that can be read, and nowhere at all once it is gone. */
#include "capi/face.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define LENGTH 24
#define MASK 0x5a

/* A secret that nobody has used before, masked: what is looked for must not be found where it is looked up. */
static unsigned char masked[LENGTH];
static unsigned char chunk[1 << 20];

static void wipe(void *data, size_t size)
{
    volatile unsigned char *byte = data;

    while (size-- > 0)
        *byte++ = 0;
}

static int make_secret(void **state)
{
    const int source = open("/dev/urandom", O_RDONLY);
    int i;

    (void)state;
    assert_int_equal(read(source, masked, LENGTH), LENGTH);
    close(source);
    for (i = 0; i < LENGTH; ++i)
        masked[i] = (unsigned char)('a' + masked[i] % 26) ^ MASK;
    return 0;
}

/* In clear, for as short as can be. */
static void unmask(char *secret)
{
    int i;

    for (i = 0; i < LENGTH; ++i)
        secret[i] = (char)(masked[i] ^ MASK);
    secret[LENGTH] = '\0';
}

static int holds_secret(const unsigned char *data, size_t size)
{
    const unsigned char *const end = data + size;
    const unsigned char *at = data;
    int same;

    while (at + LENGTH <= end && (at = memchr(at, masked[0] ^ MASK, (size_t)(end - at - LENGTH + 1))) != NULL) {
        for (same = 1; same < LENGTH && (at[same] ^ MASK) == masked[same]; ++same)
            ;
        if (same == LENGTH)
            return 1;
        ++at;
    }
    return 0;
}

/* proc(5), pagemap: whether there is a page at all, in memory or swapped out. Checkers map far more than they use. */
static int is_used(int pagemap, unsigned long begin, unsigned long end)
{
    const unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
    uint64_t pages[sizeof chunk / 4096 + 2];
    size_t i, count = (end - 1) / page - begin / page + 1;
    ssize_t got = pread(pagemap, pages, count * sizeof *pages, (off_t)(begin / page * sizeof *pages));

    assert_true(got >= 0);
    for (i = 0; i < (size_t)got / sizeof *pages; ++i)
        if (pages[i] >> 62 != 0)
            return 1;
    return 0;
}

/* proc(5): what is mapped is read here even where the program itself may not. */
static int is_found_between(int memory, int pagemap, unsigned long begin, unsigned long end)
{
    int found = 0;
    unsigned long at;

    for (at = begin; at < end && !found; at += sizeof chunk - LENGTH) {
        const size_t wanted = end - at < sizeof chunk ? end - at : sizeof chunk;
        ssize_t got;

        if (!is_used(pagemap, at, at + wanted))
            continue;
        got = pread(memory, chunk, wanted, (off_t)at);
        found = got > 0 && holds_secret(chunk, (size_t)got);
        memset(chunk, 0, sizeof chunk);
    }
    return found;
}

/* In the mappings that may be read, or in those that may not. */
static int is_found(int readable)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    const int memory = open("/proc/self/mem", O_RDONLY);
    const int pagemap = open("/proc/self/pagemap", O_RDONLY);
    unsigned long begin, end;
    char line[512], access;
    int found = 0;

    assert_non_null(maps);
    assert_true(memory >= 0);
    assert_true(pagemap >= 0);
    while (fgets(line, sizeof line, maps) != NULL && !found) {
        if (sscanf(line, "%lx-%lx %c", &begin, &end, &access) != 3 || (access == 'r') != readable)
            continue;
        if ((end - begin) >> 16 < 1ul << 16) /* beyond that it is the shadow of a checker, and no copy of anything */
            found = is_found_between(memory, pagemap, begin, end);
    }
    close(pagemap);
    close(memory);
    fclose(maps);
    return found;
}

static void copy_in_clear_is_found(void **state)
{
    char *copy = malloc(LENGTH + 1);

    (void)state;
    assert_false(is_found(1));
    unmask(copy);
    assert_true(is_found(1));
    wipe(copy, LENGTH);
    assert_false(is_found(1));
    free(copy);
}

static sipreg_account_t *account_with_secret(const char *registrar)
{
    sipreg_account_t *account = account_with("alice", registrar);
    char secret[LENGTH + 1];

    unmask(secret);
    assert_int_equal(sipreg_account_set_password(account, secret), SIPREG_OK);
    wipe(secret, sizeof secret);
    return account;
}

static void password_that_was_set_is_not_found_and_is_wiped_in_the_end(void **state)
{
    sipreg_account_t *account = account_with_secret("sip:example.com");

    (void)state;
    assert_false(is_found(1));
    assert_true(is_found(0)); /* in guarded memory, where only this test can look */
    sipreg_account_unref(account);
    assert_false(is_found(1) || is_found(0));
}

static void password_that_was_replaced_is_wiped(void **state)
{
    sipreg_account_t *account = account_with_secret("sip:example.com");

    (void)state;
    assert_int_equal(sipreg_account_set_password(account, "another"), SIPREG_OK);
    assert_false(is_found(1) || is_found(0));
    sipreg_account_unref(account);
}

static void tries_in_vain(sipreg_endpoint_t *endpoint)
{
    sipreg_event_t *event = await_event(endpoint, SIPREG_EVENT_FAILED);

    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_CREDENTIALS);
    sipreg_event_unref(event);
}

/* The registrar does not know it; that it was used is what counts. */
static void password_at_work_leaves_no_trace(void **state)
{
    static const char *const algorithms[] = {"MD5", "SHA-256", "SHA-512-256-sess"};
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration;
    char uri[64];
    size_t i;

    (void)state;
    snprintf(uri, sizeof uri, "sip:127.0.0.1:%d", registrar_port(registrar, 0));
    registration = registration_of(endpoint, account_with_secret(uri));
    for (i = 0; i < COUNT(algorithms); ++i) {
        registrar_set_algorithms(registrar, algorithms[i]);
        assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
        tries_in_vain(endpoint);
        if (is_found(1))
            fail_msg("%s leaves the password behind", algorithms[i]);
    }
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    assert_false(is_found(1) || is_found(0));
    registrar_free(registrar);
}

static void password_that_was_given_is_not_found_and_goes_with_the_registration(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_at("alice", registrar_port(registrar, 0), "udp");
    sipreg_registration_t *registration;
    sipreg_event_t *event;
    char secret[LENGTH + 1];

    (void)state;
    assert_int_equal(sipreg_account_set_ask_credentials(account, 1), SIPREG_OK);
    assert_int_equal(sipreg_account_set_password(account, "wrong"), SIPREG_OK);
    registration = registration_of(endpoint, account);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_CREDENTIALS);
    unmask(secret);
    assert_int_equal(sipreg_registration_give_password(registration, sipreg_event_credential_request(event), secret),
                     SIPREG_OK);
    wipe(secret, sizeof secret);
    sipreg_event_unref(event);
    tries_in_vain(endpoint);
    assert_false(is_found(1) || is_found(0)); /* refused, and forgotten */
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(copy_in_clear_is_found, make_secret),
        cmocka_unit_test_setup(password_that_was_set_is_not_found_and_is_wiped_in_the_end, make_secret),
        cmocka_unit_test_setup(password_that_was_replaced_is_wiped, make_secret),
        cmocka_unit_test_setup(password_at_work_leaves_no_trace, make_secret),
        cmocka_unit_test_setup(password_that_was_given_is_not_found_and_goes_with_the_registration, make_secret),
    };
    return cmocka_run_group_tests_name("capi: memory", tests, NULL, NULL);
}
