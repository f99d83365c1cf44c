/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The policy of an account, for tests in C: what is set here behind the face. */
#ifndef TESTS_SUPPORT_POLICY_H
#define TESTS_SUPPORT_POLICY_H

#include <sipreg/sipreg.h>

#ifdef __cplusplus
extern "C" {
#endif

void account_asks_for_credentials(sipreg_account_t *account);
void account_shows_tokens(sipreg_account_t *account); /* in clear */
void account_refuses_downgrade(sipreg_account_t *account);

#ifdef __cplusplus
}
#endif

#endif
