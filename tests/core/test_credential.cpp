// SPDX-License-Identifier: LGPL-2.1-or-later
// What the application is asked for, what it may give, and what is kept of that.
#include "core/credential.hpp"

#include "base/error.hpp"
#include "support/cmocka.hpp"

#include <functional>
#include <string>

using namespace sipreg;
using namespace sipreg::core;
using namespace std::literals;

namespace {

#define NONCE "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
const std::string kMd5(32, 'a'), kSha(64, 'b'), kKey(32, 'c'), kRes(16, 'd'), kAuts(28, 'e');

Challenge challenge_of(const std::string &www, bool proxy = false) { return parse_challenges(www, proxy).usable.at(0); }

Challenge digest() { return challenge_of("Digest realm=r,nonce=n,qop=auth"); }
Challenge sha256_sess() { return challenge_of("Digest realm=r,nonce=n,algorithm=SHA-256-sess"); }
Challenge bearer() { return challenge_of("Bearer realm=r"); }
Challenge aka(const char *version) { return challenge_of("Digest realm=r,nonce=\"" NONCE "\",algorithm="s + version); }

std::string shown(const Question &q)
{
    return std::string(q.scheme == Scheme::bearer ? "bearer" : "digest") + " [" + q.algorithm + "] [" + q.realm + "]" +
           (q.proxy ? " proxy" : "") + (q.rejected ? " rejected" : "") + (q.rand.empty() ? "" : " " + q.rand) +
           (q.autn.empty() ? "" : " " + q.autn) + (q.authz_server.empty() ? "" : " at " + q.authz_server) +
           (q.scope.empty() ? "" : " for " + q.scope) + (q.error.empty() ? "" : " after " + q.error);
}

void questions_say_what_the_challenge_says(void **)
{
    const struct {
        Challenge challenge;
        bool rejected;
        const char *wanted;
    } rows[] = {
        {digest(), false, "digest [MD5] [r]"},
        {sha256_sess(), true, "digest [SHA-256-sess] [r] rejected"},
        {challenge_of("Digest realm=p,nonce=n", true), false, "digest [MD5] [p] proxy"},
        {challenge_of("Digest realm=\"a\xff b\",nonce=n"), false, "digest [MD5] [a\xef\xbf\xbd b]"},
        {aka("AKAv1-MD5"), false,
         "digest [AKAv1-MD5] [r] 000102030405060708090a0b0c0d0e0f 101112131415161718191a1b1c1d1e1f"},
        {challenge_of(R"(Bearer authz_server="https://as/",scope="a b",error="invalid_token")"), true,
         "bearer [] [] rejected at https://as/ for a b after invalid_token"},
    };
    for (const auto &row : rows)
        if (const std::string got = shown(question_of(row.challenge, row.rejected)); got != row.wanted)
            fail_msg("%s instead of %s", got.c_str(), row.wanted);
}

struct Answer {
    const char *name;
    Grant grant;
    Challenge challenge;
    bool fits;
};

void a_grant_answers_what_it_is_for(void **)
{
    const Answer rows[] = {
        {"password, MD5", password_grant("x"), digest(), true},
        {"password, any hash", password_grant(""), sha256_sess(), true},
        {"password, bearer", password_grant("x"), bearer(), false},
        {"password, AKA", password_grant("x"), aka("AKAv1-MD5"), false},
        {"HA1, its algorithm", ha1_grant(Algorithm::md5, kMd5), digest(), true},
        {"HA1, its session form", ha1_grant(Algorithm::sha256, kSha), sha256_sess(), true},
        {"HA1 of a session form", ha1_grant(Algorithm::sha256_sess, kSha), sha256_sess(), true},
        {"HA1, another algorithm", ha1_grant(Algorithm::md5, kMd5), sha256_sess(), false},
        {"HA1, AKA", ha1_grant(Algorithm::md5, kMd5), aka("AKAv1-MD5"), false},
        {"HA1, bearer", ha1_grant(Algorithm::md5, kMd5), bearer(), false},
        {"token, bearer", token_grant("abc"), bearer(), true},
        {"token, digest", token_grant("abc"), digest(), false},
        {"RES, AKAv1", aka_grant(kRes, "", ""), aka("AKAv1-MD5"), true},
        {"RES, AKAv2", aka_grant(kRes, "", ""), aka("AKAv2-MD5"), false},
        {"RES and keys, AKAv2", aka_grant(kRes, kKey, kKey), aka("AKAv2-MD5"), true},
        {"RES, digest", aka_grant(kRes, "", ""), digest(), false},
        {"AUTS, AKAv2", auts_grant(kAuts), aka("AKAv2-MD5"), true},
        {"AUTS, digest", auts_grant(kAuts), digest(), false},
        {"nothing", Grant{}, digest(), false},
    };
    for (const Answer &row : rows) {
        Purse purse;
        put(purse, row.grant, row.challenge);
        if (answers(purse.at(0), row.challenge) != row.fits)
            fail_msg("%s", row.name);
    }
}

void what_the_sim_made_is_good_for_one_nonce(void **)
{
    Challenge next = aka("AKAv1-MD5");
    next.nonce = "ICECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    for (const Grant &grant : {aka_grant(kRes, kKey, kKey), auts_grant(kAuts)}) {
        Purse purse;
        put(purse, grant, aka("AKAv1-MD5"));
        assert_false(answers(purse.at(0), next));
    }
}

std::string refusal_of(const std::function<Grant()> &make)
{
    try {
        make();
    } catch (const Error &error) {
        return error.code() == Code::invalid ? error.what() : "another code";
    }
    return "none";
}

void what_is_malformed_is_refused_by_its_field(void **)
{
    const struct {
        const char *field;
        std::function<Grant()> make;
    } rows[] = {
        {"password", [] { return password_grant(std::string(1024, 'x')); }},
        {"ha1", [] { return ha1_grant(Algorithm::md5, kSha); }},
        {"ha1", [] { return ha1_grant(Algorithm::sha256, std::string(64, 'g')); }},
        {"token", [] { return token_grant(""); }},
        {"token", [] { return token_grant("=="); }},
        {"token", [] { return token_grant("a b"); }},
        {"token", [] { return token_grant("a\r\nX: y"); }},
        {"token", [] { return token_grant("a=b"); }},
        {"token", [] { return token_grant(std::string(8192, 'x')); }},
        {"res", [] { return aka_grant("", "", ""); }},
        {"res", [] { return aka_grant("aabbcc", "", ""); }},
        {"res", [] { return aka_grant("aabbccd", "", ""); }},
        {"res", [] { return aka_grant(kRes + kRes + "00", "", ""); }},
        {"res", [] { return aka_grant("xxxxxxxx", kKey, kKey); }},
        {"ik", [] { return aka_grant(kRes, "", kKey); }},
        {"ik", [] { return aka_grant(kRes, kKey + "00", kKey); }},
        {"ck", [] { return aka_grant(kRes, kKey, ""); }},
        {"ck", [] { return aka_grant(kRes, kKey, std::string(32, 'z')); }},
        {"auts", [] { return auts_grant(kAuts + "00"); }},
        {"auts", [] { return auts_grant(""); }},
    };
    for (const auto &row : rows)
        if (const std::string why = refusal_of(row.make); !why.starts_with(row.field + ": "s))
            fail_msg("%s: %s", row.field, why.c_str());
    for (const auto &fine : {"mF_9.B5f-4.1JqM", "a~+/b=="})
        assert_true(token_grant(fine).secret.is_set());
    assert_true(token_grant(std::string(8191, 'x')).secret.is_set());
    assert_true(aka_grant("aabbccdd", "", "").res_size == 4 && aka_grant(kRes + kRes, "", "").res_size == 16);
}

void the_purse_keeps_one_of_each_realm(void **)
{
    Purse purse;
    put(purse, password_grant("one"), digest());
    put(purse, token_grant("two"), bearer());
    assert_true(purse.size() == 1 && find_grant(purse, digest())->kind == Grant::Kind::token);
    put(purse, password_grant("three"), challenge_of("Digest realm=r,nonce=n", true));
    put(purse, password_grant("four"), challenge_of("Digest realm=s,nonce=n"));
    assert_int_equal(purse.size(), 3);
    assert_null(find_grant(purse, challenge_of("Digest realm=t,nonce=n")));
    for (int i = 0; i < 100; ++i)
        put(purse, password_grant("x"), challenge_of("Digest nonce=n,realm=r" + std::to_string(i)));
    assert_int_equal(purse.size(), 8);
    assert_non_null(find_grant(purse, challenge_of("Digest realm=r99,nonce=n")));
}

} // namespace

int main()
{
    const CMUnitTest credential[] = {
        cmocka_unit_test(questions_say_what_the_challenge_says),
        cmocka_unit_test(a_grant_answers_what_it_is_for),
        cmocka_unit_test(what_the_sim_made_is_good_for_one_nonce),
        cmocka_unit_test(what_is_malformed_is_refused_by_its_field),
        cmocka_unit_test(the_purse_keeps_one_of_each_realm),
    };
    return cmocka_run_group_tests(credential, nullptr, nullptr);
}
