// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest with a SIM. RFC 3310 and RFC 4169 print no RES, so no response of theirs can be computed: what is sent is
// checked against OpenSSL's HMAC, base64 and MD5, put together as the RFCs say.
#include "core/aka.hpp"

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "core/login.hpp"
#include "support/cmocka.hpp"
#include "support/evp.hpp"

#include <string>

using namespace sipreg;
using namespace sipreg::core;
using namespace std::literals;

namespace {

constexpr Hashes kHashes{test::md5_hex, sha256_hex, sha512_256_hex};

// RAND is 00 to 0f, AUTN 10 to 1f.
#define NONCE "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
constexpr const char *kRes = "00a1f2ff1b3a5e7d", *kIk = "000102030405060708090a0b0c0d0e0f",
                     *kCk = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfe00", *kAuts = "e4f63132e5f634e4f635e4f63200";

std::string bytes(const char *hex) { return *from_hex(hex); }

void rand_and_autn_are_in_the_nonce(void **)
{
    const auto vector = aka_vector(NONCE);
    assert_true(vector && vector->rand == bytes("000102030405060708090a0b0c0d0e0f") &&
                vector->autn == bytes("101112131415161718191a1b1c1d1e1f"));
    assert_true(aka_vector("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==")->autn == vector->autn);
    assert_true(aka_vector("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")->autn == vector->autn); // padding left out
    assert_false(aka_vector("") || aka_vector("AAEC") || aka_vector("no base64 at all, whatever its length may be"));
}

constexpr struct {
    Algorithm algorithm;
    const char *openssl;
} kHmacs[] = {{Algorithm::md5, "MD5"},
              {Algorithm::md5_sess, "MD5"},
              {Algorithm::sha256, "SHA256"},
              {Algorithm::sha512_256, "SHA512-256"}};

void the_second_version_s_password_is_that_of_openssl(void **)
{
    const std::string keys = bytes(kRes) + bytes(kIk) + bytes(kCk);
    for (const auto &row : kHmacs)
        if (akav2_password(kHashes, row.algorithm, keys) !=
            test::base64(test::hmac(row.openssl, keys, "http-digest-akav2-password")))
            fail_msg("%s", name(row.algorithm));
}

// What an account sends that was given @p grant for an AKA challenge of @p algorithm.
std::string sent(const char *algorithm, Grant grant)
{
    Account account;
    set_aor(account, "sip:alice@example.com");
    set_registrar(account, "sip:example.com");
    const std::string www = "Digest realm=r,nonce=\"" NONCE "\",qop=auth,algorithm="s + algorithm;
    const std::vector<Challenge> asked = parse_challenges(www, false).usable;
    Purse purse;
    put(purse, std::move(grant), asked.at(0));
    std::vector<Login> logins;
    Challenge open;
    const Means means{account, purse, false};
    if (take_challenges(logins, means, asked, "c1", open) != Taken::answerable)
        return "not answerable";
    return authorize(logins, means, kHashes, "REGISTER", "sip:example.com").at(0).value;
}

std::string response_by_openssl(std::string_view password)
{
    const std::string a1 = test::md5_hex("alice:r:" + std::string(password));
    const std::string a2 = test::md5_hex("REGISTER:sip:example.com");
    return test::md5_hex(a1 + ":" NONCE ":00000001:c1:auth:" + a2);
}

bool carries(const std::string &header, const std::string &param) { return header.find(param) != std::string::npos; }

void res_is_the_password_of_the_first_version(void **)
{
    for (const Grant &grant : {aka_grant(kRes, "", ""), aka_grant(kRes, kIk, kCk)}) {
        const std::string header = sent("AKAv1-MD5", grant);
        assert_true(carries(header, "response=\"" + response_by_openssl(bytes(kRes)) + "\""));
        assert_true(carries(header, "algorithm=AKAv1-MD5,") && carries(header, "nonce=\"" NONCE "\""));
        assert_false(carries(header, "auts"));
    }
}

void the_keys_go_into_the_password_of_the_second(void **)
{
    const std::string password =
        test::base64(test::hmac("MD5", bytes(kRes) + bytes(kIk) + bytes(kCk), "http-digest-akav2-password"));
    const std::string header = sent("AKAv2-MD5", aka_grant(kRes, kIk, kCk));
    assert_true(carries(header, "response=\"" + response_by_openssl(password) + "\""));
    assert_true(carries(header, "algorithm=AKAv2-MD5,"));
    assert_true(sent("AKAv2-MD5", aka_grant(kRes, "", "")) == "not answerable");
}

// RFC 3310 §3.4: AUTS goes with the response to an empty password.
void auts_is_sent_with_an_empty_password(void **)
{
    const std::string header = sent("AKAv1-MD5", auts_grant(kAuts));
    assert_true(carries(header, "response=\"" + response_by_openssl("") + "\""));
    assert_true(carries(header, ", auts=\"" + test::base64(bytes(kAuts)) + "\""));
}

} // namespace

int main()
{
    const CMUnitTest aka[] = {
        cmocka_unit_test(rand_and_autn_are_in_the_nonce),
        cmocka_unit_test(the_second_version_s_password_is_that_of_openssl),
        cmocka_unit_test(res_is_the_password_of_the_first_version),
        cmocka_unit_test(the_keys_go_into_the_password_of_the_second),
        cmocka_unit_test(auts_is_sent_with_an_empty_password),
    };
    return cmocka_run_group_tests(aka, nullptr, nullptr);
}
