/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* TLS settings: what is read at once, and what is refused with which words. */
#include "capi/face.h"

static const char kNoPem[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
static const char kPin[] = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

static sipreg_tls_t *new_tls(void)
{
    sipreg_tls_t *tls = NULL;
    assert_int_equal(sipreg_tls_new(&tls), SIPREG_OK);
    return tls;
}

static void refused(sipreg_tls_t *tls, sipreg_error_t code, const char *problem)
{
    assert_int_equal(code, SIPREG_ERR_INVALID);
    assert_string_equal(sipreg_tls_problem(tls), problem);
}

static void what_cannot_be_read_is_refused_in_words(void **state)
{
    sipreg_tls_t *tls = new_tls();
    (void)state;
    refused(tls, sipreg_tls_add_ca_pem(tls, "nothing"), "ca: holds no certificate");
    refused(tls, sipreg_tls_add_ca_pem(tls, kNoPem), "ca: holds a certificate that cannot be read");
    refused(tls, sipreg_tls_add_ca_pem(tls, NULL), "ca: is NULL");
    refused(tls, sipreg_tls_add_ca_pem(tls, ""), "ca: is empty");
    refused(tls, sipreg_tls_add_ca_file(tls, "/nowhere"), "ca: /nowhere: No such file or directory");
    refused(tls, sipreg_tls_add_ca_file(tls, NULL), "ca: is NULL");
    refused(tls, sipreg_tls_add_crl_pem(tls, "nothing"), "crl: holds no revocation list");
    refused(tls, sipreg_tls_add_crl_file(tls, "/nowhere"), "crl: /nowhere: No such file or directory");
    refused(tls, sipreg_tls_set_certificate_pem(tls, "nothing", NULL, NULL), "client certificate: holds no certificate");
    refused(tls, sipreg_tls_set_certificate_file(tls, "/nowhere", NULL, NULL),
            "client certificate: /nowhere: No such file or directory");
    refused(tls, sipreg_tls_set_min_version(tls, SIPREG_TLS_VERSION_UNKNOWN), "min version: is neither TLS 1.2 nor 1.3");
    sipreg_tls_unref(tls);
}

static void a_pin_is_a_hash_in_base64_or_hex(void **state)
{
    static const char *const kBad[] = {"", "secret", "47DEQpj8", "e3b0c44298fc1c14", "sha256/"};
    sipreg_tls_t *tls = new_tls();
    size_t i;
    (void)state;
    for (i = 0; i < sizeof kBad / sizeof *kBad; ++i)
        refused(tls, sipreg_tls_add_pin(tls, kBad[i]), "pin: is no SHA-256 in base64 or hex");
    assert_int_equal(sipreg_tls_add_pin(tls, kPin), SIPREG_OK);
    assert_string_equal(sipreg_tls_problem(tls), "");
    assert_int_equal(sipreg_tls_add_pin(tls, "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), SIPREG_OK);
    assert_int_equal(sipreg_tls_add_pin(tls, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"), SIPREG_OK);
    sipreg_tls_unref(tls);
}

static void settings_that_do_not_fit_together_are_refused_where_they_are_put_to_use(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_account_t *account = account_at("alice", 9, "tls");
    sipreg_tls_t *tls = new_tls();
    (void)state;
    assert_int_equal(sipreg_tls_set_pin_only(tls, 1), SIPREG_OK);
    refused(tls, sipreg_endpoint_set_tls(endpoint, tls), "pin only: there is no pin");
    refused(tls, sipreg_account_set_tls(account, tls), "pin only: there is no pin");
    assert_int_equal(sipreg_tls_add_pin(tls, kPin), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_tls(endpoint, tls), SIPREG_OK);
    assert_int_equal(sipreg_account_set_tls(account, tls), SIPREG_OK);
    assert_int_equal(sipreg_account_set_tls(account, NULL), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_tls(endpoint, NULL), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_connect_timeout_ms(endpoint, 99), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_connect_timeout_ms(endpoint, 100), SIPREG_OK);
    sipreg_tls_unref(tls);
    sipreg_account_unref(account);
    end_endpoint(endpoint);
}

static void null_is_refused(void **state)
{
    (void)state;
    assert_int_equal(sipreg_tls_new(NULL), SIPREG_ERR_INVALID);
    assert_null(sipreg_tls_ref(NULL));
    sipreg_tls_unref(NULL);
    assert_string_equal(sipreg_tls_problem(NULL), "");
    assert_int_equal(sipreg_tls_add_ca_file(NULL, "/"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_add_ca_pem(NULL, ""), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_add_crl_file(NULL, "/"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_add_crl_pem(NULL, ""), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_set_passphrase_callback(NULL, NULL, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_set_certificate_file(NULL, "/", NULL, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_set_certificate_pem(NULL, "", NULL, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_add_pin(NULL, kPin), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_set_pin_only(NULL, 1), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_set_min_version(NULL, SIPREG_TLS_VERSION_1_2), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_set_verify(NULL, 1), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_set_allow_wildcard(NULL, 1), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_tls_set_allow_common_name(NULL, 1), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_tls(NULL, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_connect_timeout_ms(NULL, 1000), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_account_set_tls(NULL, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_event_tls_fault(NULL), SIPREG_TLS_FAULT_NONE);
    assert_int_equal(sipreg_event_tls_alert(NULL), 0);
}

static void faults_have_names(void **state)
{
    (void)state;
    assert_string_equal(sipreg_tls_fault_name(SIPREG_TLS_FAULT_NONE), "none");
    assert_string_equal(sipreg_tls_fault_name(SIPREG_TLS_FAULT_WRONG_NAME), "wrong_name");
    assert_string_equal(sipreg_tls_fault_name(SIPREG_TLS_FAULT_LOCAL), "local");
    assert_string_equal(sipreg_tls_fault_name((sipreg_tls_fault_t)99), "unknown");
}

int main(void)
{
    const struct CMUnitTest tls[] = {
        cmocka_unit_test(what_cannot_be_read_is_refused_in_words),
        cmocka_unit_test(a_pin_is_a_hash_in_base64_or_hex),
        cmocka_unit_test(settings_that_do_not_fit_together_are_refused_where_they_are_put_to_use),
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(faults_have_names),
    };
    return cmocka_run_group_tests(tls, NULL, NULL);
}
