// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest answers against the examples of the RFCs, and the hashes against OpenSSL's.
#include "core/digest.hpp"

#include "base/hash.hpp"
#include "support/cmocka.hpp"
#include "support/evp.hpp"

#include <string>

using namespace sipreg;
using namespace sipreg::core;
using sipreg::test::evp_hex;
using Qop = DigestInput::Qop;

namespace {

constexpr Hashes kHashes{test::md5_hex, sha256_hex, sha512_256_hex};

struct Vector {
    const char *name;
    Algorithm algorithm;
    const char *user, *realm, *password, *method, *uri, *nonce, *cnonce;
    Qop qop;
    const char *response;
};

constexpr const char *kMufasaNonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
constexpr const char *kMufasaCnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
constexpr const char *kOldNonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";

constexpr Vector kVectors[] = {
    {"RFC 7616 §3.9.1, MD5", Algorithm::md5, "Mufasa", "http-auth@example.org", "Circle of Life", "GET",
     "/dir/index.html", kMufasaNonce, kMufasaCnonce, Qop::auth, "8ca523f5e9506fed4657c9700eebdbec"},
    {"RFC 7616 §3.9.1, SHA-256", Algorithm::sha256, "Mufasa", "http-auth@example.org", "Circle of Life", "GET",
     "/dir/index.html", kMufasaNonce, kMufasaCnonce, Qop::auth,
     "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
    // Erratum 4897: the response printed in the RFC was made with another hash than SHA-512/256.
    {"RFC 7616 §3.9.2, SHA-512-256", Algorithm::sha512_256, "J\xC3\xA4s\xC3\xB8n Doe", "api@example.org",
     "Secret, or not?", "GET", "/doe.json", "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
     "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v", Qop::auth,
     "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"},
    {"RFC 2617 §3.5", Algorithm::md5, "Mufasa", "testrealm@host.com", "Circle Of Life", "GET", "/dir/index.html",
     kOldNonce, "0a4f113b", Qop::auth, "6629fae49393a05397450978507c4ef1"},
    // Erratum 749: the response printed in the RFC is wrong.
    {"RFC 2069 §2.4", Algorithm::md5, "Mufasa", "testrealm@host.com", "CircleOfLife", "GET", "/dir/index.html",
     kOldNonce, "", Qop::none, "1949323746fe6a43ef61f9606e7febea"},
    {"RFC 2617 §3.5 without qop", Algorithm::md5, "Mufasa", "testrealm@host.com", "Circle Of Life", "GET",
     "/dir/index.html", kOldNonce, "", Qop::none, "670fd8c2df070c60b045671b8b24ff02"},
};

DigestInput input_of(const Vector &row, std::string_view key)
{
    DigestInput input{};
    input.algorithm = row.algorithm;
    input.ha1 = key;
    input.realm = row.realm;
    input.nonce = row.nonce;
    input.method = row.method;
    input.uri = row.uri;
    input.cnonce = row.cnonce;
    input.nc = 1;
    input.qop = row.qop;
    return input;
}

std::string response_of(const Vector &row)
{
    const std::string key = ha1(kHashes, row.algorithm, row.user, row.realm, row.password);
    return digest_response(kHashes, input_of(row, key));
}

void the_examples_of_the_rfcs_are_met(void **)
{
    for (const Vector &row : kVectors)
        if (const std::string got = response_of(row); got != row.response)
            fail_msg("%s: %s", row.name, got.c_str());
}

void ha1_is_that_of_the_rfc(void **)
{
    assert_true(ha1(kHashes, Algorithm::md5, "Mufasa", "testrealm@host.com", "Circle Of Life") ==
                "939e7578ed9e3c518a452acee763bce9");
    assert_true(ha1(kHashes, Algorithm::md5, "", "", "") == evp_hex("MD5", "::"));
}

struct Named {
    Algorithm plain, session;
    const char *evp;
};

constexpr Named kFamilies[] = {
    {Algorithm::md5, Algorithm::md5_sess, "MD5"},
    {Algorithm::sha256, Algorithm::sha256_sess, "SHA256"},
    {Algorithm::sha512_256, Algorithm::sha512_256_sess, "SHA512-256"},
};

// RFC 7616 §3.4, written down once more and hashed by OpenSSL.
void every_algorithm_and_qop_follows_the_formula(void **)
{
    for (const Named &family : kFamilies)
        for (const bool session : {false, true})
            for (const Qop qop : {Qop::none, Qop::auth, Qop::auth_int}) {
                const auto hash = [&](const std::string &data) { return evp_hex(family.evp, data); };
                const std::string key = hash("u:r:p");
                DigestInput input{session ? family.session : family.plain,
                                  key,
                                  "r",
                                  "n",
                                  "REGISTER",
                                  "sip:h",
                                  "c",
                                  0xab,
                                  qop,
                                  "body"};
                const std::string a1 = session ? hash(key + ":n:c") : key;
                const std::string a2 = hash("REGISTER:sip:h" + (qop == Qop::auth_int ? ":" + hash("body") : ""));
                const std::string middle = qop == Qop::none   ? ":n:"
                                           : qop == Qop::auth ? ":n:000000ab:c:auth:"
                                                              : ":n:000000ab:c:auth-int:";
                if (ha1(kHashes, input.algorithm, "u", "r", "p") != key)
                    fail_msg("HA1 of %s", name(input.algorithm));
                if (digest_response(kHashes, input) != hash(a1 + middle + a2))
                    fail_msg("%s, qop %d", name(input.algorithm), static_cast<int>(qop));
            }
}

void our_hashes_agree_with_openssl(void **)
{
    std::string data;
    for (int length = 0; length < 1200; ++length) {
        if (sha256_hex(data) != evp_hex("SHA256", data) || sha512_256_hex(data) != evp_hex("SHA512-256", data))
            fail_msg("at %d bytes", length);
        data += static_cast<char>(length * 37);
    }
}

struct Written {
    const char *name;
    Challenge challenge;
    Qop qop;
    const char *value;
};

const Written kWritten[] = {
    {"RFC 2069",
     {.realm = "r", .nonce = "n"},
     Qop::none,
     R"(Digest username="u", realm="r", nonce="n", uri="sip:h", response="R")"},
    {"all there is",
     {.realm = "r",
      .nonce = "n",
      .opaque = "o",
      .has_opaque = true,
      .algorithm = Algorithm::sha256,
      .has_algorithm = true},
     Qop::auth,
     R"(Digest username="u", realm="r", nonce="n", uri="sip:h", response="R", algorithm=SHA-256, opaque="o", cnonce="c", qop=auth, nc=0000000a)"},
    {"auth-int",
     {.realm = "r", .nonce = "n"},
     Qop::auth_int,
     R"(Digest username="u", realm="r", nonce="n", uri="sip:h", response="R", cnonce="c", qop=auth-int, nc=0000000a)"},
    {"session without qop",
     {.realm = "r", .nonce = "n", .algorithm = Algorithm::md5_sess, .has_algorithm = true},
     Qop::none,
     R"(Digest username="u", realm="r", nonce="n", uri="sip:h", response="R", algorithm=MD5-sess, cnonce="c")"},
    {"empty opaque",
     {.realm = "r", .nonce = "n", .has_opaque = true},
     Qop::none,
     R"(Digest username="u", realm="r", nonce="n", uri="sip:h", response="R", opaque="")"},
    {"quotes to escape",
     {.realm = R"(a"b\c)", .nonce = "n"},
     Qop::none,
     R"(Digest username="u", realm="a\"b\\c", nonce="n", uri="sip:h", response="R")"},
};

void answers_are_written_as_rfc_7616_quotes_them(void **)
{
    for (const Written &row : kWritten) {
        DigestInput input{};
        input.uri = "sip:h";
        input.cnonce = "c";
        input.nc = 10;
        input.qop = row.qop;
        const std::string got = authorization_value("u", row.challenge, input, "R");
        if (got != row.value)
            fail_msg("%s: %s", row.name, got.c_str());
    }
}

void what_we_answer_is_verified(void **)
{
    for (const Vector &row : kVectors) {
        Challenge challenge{
            .realm = row.realm, .nonce = row.nonce, .algorithm = row.algorithm, .has_algorithm = true};
        const std::string key = ha1(kHashes, row.algorithm, row.user, row.realm, row.password);
        const std::string value = authorization_value(row.user, challenge, input_of(row, key), row.response);
        if (verify_authorization(kHashes, value, "GET", row.password) != Verified::right)
            fail_msg("%s: the right password is refused", row.name);
        if (verify_authorization(kHashes, value, "GET", "wrong") != Verified::wrong)
            fail_msg("%s: a wrong password is taken", row.name);
        if (verify_authorization(kHashes, value, "PUT", row.password) != Verified::wrong)
            fail_msg("%s: another method is taken", row.name);
    }
}

struct Judged {
    const char *name, *value;
    Verified wanted;
};

// MD5 of user "u", realm "r", password "p", method "M", uri "x".
constexpr Judged kJudged[] = {
    {"in capitals", R"(DIGEST USERNAME="u",REALM="r",NONCE="n",URI="x",RESPONSE="@UP@")", Verified::right},
    {"nc in capitals",
     R"(Digest username="u",realm="r",nonce="n",uri="x",qop=auth,nc=0000000A,cnonce="c",response="@NC@")",
     Verified::right},
    {"qop in quotes",
     R"(Digest username="u",realm="r",nonce="n",uri="x",qop="auth",nc=0000000A,cnonce="c",response="@NC@")",
     Verified::right},
    {"another user", R"(Digest username="v",realm="r",nonce="n",uri="x",response="@UP@")", Verified::wrong},
    {"empty response", R"(Digest username="u",realm="r",nonce="n",uri="x",response="")", Verified::wrong},
    {"half a response", R"(Digest username="u",realm="r",nonce="n",uri="x",response="0123")", Verified::wrong},
    {"no response", R"(Digest username="u",realm="r",nonce="n",uri="x")", Verified::unreadable},
    {"no user", R"(Digest realm="r",nonce="n",uri="x",response="@UP@")", Verified::unreadable},
    {"unknown algorithm", R"(Digest username="u",realm="r",nonce="n",uri="x",algorithm=X,response="@UP@")",
     Verified::unreadable},
    {"unknown qop",
     R"(Digest username="u",realm="r",nonce="n",uri="x",qop=auth-conf,nc=00000001,cnonce="c",response="@UP@")",
     Verified::unreadable},
    {"qop without nc", R"(Digest username="u",realm="r",nonce="n",uri="x",qop=auth,cnonce="c",response="@UP@")",
     Verified::unreadable},
    {"qop without cnonce",
     R"(Digest username="u",realm="r",nonce="n",uri="x",qop=auth,nc=00000001,response="@UP@")",
     Verified::unreadable},
    {"session without cnonce",
     R"(Digest username="u",realm="r",nonce="n",uri="x",algorithm=MD5-sess,response="@UP@")",
     Verified::unreadable},
    {"another scheme", "Basic dTpw", Verified::unreadable},
    {"nothing", "", Verified::unreadable},
};

std::string filled(std::string value)
{
    const auto md5 = [](const std::string &data) { return evp_hex("MD5", data); };
    std::string plain = md5(md5("u:r:p") + ":n:" + md5("M:x"));
    for (char &c : plain)
        c = static_cast<char>(std::toupper(c));
    const std::string counted = md5(md5("u:r:p") + ":n:0000000A:c:auth:" + md5("M:x"));
    for (const auto &[mark, text] : {std::pair("@UP@", plain), std::pair("@NC@", counted)})
        if (const std::size_t at = value.find(mark); at != std::string::npos)
            value.replace(at, 4, text);
    return value;
}

void answers_of_others_are_judged(void **)
{
    for (const Judged &row : kJudged)
        if (verify_authorization(kHashes, filled(row.value), "M", "p") != row.wanted)
            fail_msg("%s", row.name);
}

} // namespace

int main()
{
    const CMUnitTest digest[] = {
        cmocka_unit_test(the_examples_of_the_rfcs_are_met),
        cmocka_unit_test(ha1_is_that_of_the_rfc),
        cmocka_unit_test(every_algorithm_and_qop_follows_the_formula),
        cmocka_unit_test(our_hashes_agree_with_openssl),
        cmocka_unit_test(answers_are_written_as_rfc_7616_quotes_them),
        cmocka_unit_test(what_we_answer_is_verified),
        cmocka_unit_test(answers_of_others_are_judged),
    };
    return cmocka_run_group_tests(digest, nullptr, nullptr);
}
