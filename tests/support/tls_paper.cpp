// SPDX-License-Identifier: LGPL-2.1-or-later
// Certificates made on the spot.
#include "support/tls_lab.hpp"

#include <openssl/pem.h>

namespace sipreg::test {

namespace {

std::string text_of(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

void extend(X509 *certificate, X509 *issuer, int what, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_nconf_nid(nullptr, &context, what, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

long next_number()
{
    static std::atomic<long> number = 1;
    return number++;
}

} // namespace

std::string Paper::pem() const
{
    const net::BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate.get());
    return text_of(bio.get());
}

std::string Paper::key_pem(const char *passphrase) const
{
    const net::BioPtr bio(BIO_new(BIO_s_mem()));
    const std::string secret = passphrase != nullptr ? passphrase : "";
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), passphrase != nullptr ? EVP_aes_128_cbc() : nullptr,
                                  secret.data(), static_cast<int>(secret.size()), nullptr, nullptr);
    return text_of(bio.get());
}

Paper make_paper(const Recipe &recipe, const Paper *issuer)
{
    EVP_PKEY *key = recipe.rsa_bits > 0 ? EVP_RSA_gen(static_cast<unsigned>(recipe.rsa_bits)) : EVP_EC_gen("P-256");
    Paper paper{{X509_new(), X509_free}, {key, EVP_PKEY_free}};
    X509 *certificate = paper.certificate.get();
    X509 *signer = issuer != nullptr ? issuer->certificate.get() : certificate;
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), next_number());
    X509_gmtime_adj(X509_getm_notBefore(certificate), recipe.from_s);
    X509_gmtime_adj(X509_getm_notAfter(certificate), recipe.until_s);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(recipe.common_name), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    X509_set_pubkey(certificate, key);
    extend(certificate, signer, NID_basic_constraints, recipe.is_ca ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (recipe.is_ca)
        extend(certificate, signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    if (recipe.alt_names != nullptr)
        extend(certificate, signer, NID_subject_alt_name, recipe.alt_names);
    if (recipe.usage != nullptr)
        extend(certificate, signer, NID_ext_key_usage, recipe.usage);
    X509_sign(certificate, issuer != nullptr ? issuer->key.get() : key, EVP_sha256());
    return paper;
}

net::RevocationList make_revocation_list(const Paper &issuer, const Paper &revoked)
{
    net::RevocationList list(X509_CRL_new(), X509_CRL_free);
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.get()));
    const std::unique_ptr<ASN1_TIME, net::With<ASN1_TIME_free>> since(X509_gmtime_adj(nullptr, -60));
    const std::unique_ptr<ASN1_TIME, net::With<ASN1_TIME_free>> until(X509_gmtime_adj(nullptr, 3600));
    X509_CRL_set1_lastUpdate(list.get(), since.get());
    X509_CRL_set1_nextUpdate(list.get(), until.get());
    X509_REVOKED *entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(revoked.certificate.get()));
    X509_REVOKED_set_revocationDate(entry, since.get());
    X509_CRL_add0_revoked(list.get(), entry);
    X509_CRL_sign(list.get(), issuer.key.get(), EVP_sha256());
    return list;
}

} // namespace sipreg::test
