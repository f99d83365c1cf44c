// SPDX-License-Identifier: LGPL-2.1-or-later
// Challenges: read from what registrars send, and chosen from.
#include "core/challenge.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;
using namespace std::literals;

namespace {

// All that a challenge says, in a line.
std::string shown(const Challenge &challenge)
{
    if (challenge.scheme == Scheme::bearer)
        return challenge.realm + " bearer [" + challenge.bearer->authz_server + "] [" + challenge.bearer->scope +
               "] [" + challenge.bearer->error + "]";
    std::string text = challenge.realm + " " + challenge.nonce + " ";
    text += challenge.has_algorithm ? algorithm_of(challenge) : "-";
    text += challenge.has_opaque ? " opaque=" + challenge.opaque : "";
    text += challenge.qop_auth ? " auth" : "";
    text += challenge.qop_auth_int ? " auth-int" : "";
    text += challenge.has_qop ? "" : " no-qop";
    text += challenge.stale ? " stale" : "";
    return text;
}

std::string shown(const std::vector<Challenge> &challenges)
{
    std::string text;
    for (const Challenge &challenge : challenges)
        text += (text.empty() ? "" : " | ") + shown(challenge);
    return text;
}

// RAND is 00 to 0f, AUTN 10 to 1f.
#define AKA_NONCE "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

struct Row {
    const char *name;
    std::string_view value;
    const char *wanted; // the usable ones
    std::size_t offered;
};

constexpr Row kRows[] = {
    // RFC 3261 §22.4, RFC 7616 §3.9.1.
    {"RFC 3261",
     R"(Digest realm="biloxi.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41")",
     "biloxi.com dcd98b7102dd2f0e8b11d0f600bfb0c093 - opaque=5ccc069c403ebaf9f0171e9517f40e41 auth auth-int", 1},
    {"RFC 7616",
     R"(Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")",
     "http-auth@example.org 7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v SHA-256 opaque=FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS auth auth-int",
     1},
    {"least", R"(Digest realm="r",nonce="n")", "r n - no-qop", 1},
    {"names and scheme in any case", R"(dIGEST REALM="r",Nonce="n",ALGORITHM=md5-SESS,QOP="AUTH",Stale=TRUE)",
     "r n MD5-sess auth stale", 1},
    {"stale quoted", R"(Digest realm="r",nonce="n",stale="True")", "r n - no-qop stale", 1},
    {"stale false", R"(Digest realm="r",nonce="n",stale=FALSE)", "r n - no-qop", 1},
    {"tokens where quotes belong", "Digest realm=r,nonce=n,opaque=o,qop=auth", "r n - opaque=o auth", 1},
    {"quotes where tokens belong", R"(Digest realm="r",nonce="n",algorithm="SHA-512-256")",
     "r n SHA-512-256 no-qop", 1},
    {"spaces around =", "Digest  realm = \"r\" ,\t nonce\t=\t\"n\" ", "r n - no-qop", 1},
    {"folded lines", "Digest realm=\"r\",\r\n nonce=\"n\"", "r n - no-qop", 1},
    {"comma and quote in quotes", R"(Digest realm="a, b=\"c\" \\ Digest",nonce="n")",
     R"(a, b="c" \ Digest n - no-qop)", 1},
    {"empty realm, nonce, opaque", R"(Digest realm="",nonce="",opaque="")", "  - opaque= no-qop", 1},
    {"realm beyond ASCII", "Digest realm=\"J\xC3\xA4\xE4\",nonce=\"n\"", "J\xC3\xA4\xE4 n - no-qop", 1},
    {"unknown parameters", R"(Digest realm="r",domain="sip:a sip:b",nonce="n",userhash=true,charset=UTF-8)",
     "r n - no-qop", 1},
    {"qop known and unknown", R"(Digest realm="r",nonce="n",qop="auth-conf,auth")", "r n - auth", 1},
    {"empty elements", R"(, Digest realm="r",, nonce="n",)", "r n - no-qop", 1},
    {"two in one value", R"(Digest realm="r",nonce="n",algorithm=SHA-256, Digest realm="r",nonce="m")",
     "r n SHA-256 no-qop | r m - no-qop", 2},
    {"between other schemes", R"(Basic realm="x", Digest realm="r",nonce="n", Bearer, Negotiate YWJj==)",
     "r n - no-qop |  bearer [] [] []", 4},
    // RFC 8898 §4.
    {"Bearer",
     R"(Bearer realm="r",scope="sip openid",authz_server="https://as.example.com/t",error="invalid_token",x=y)",
     "r bearer [https://as.example.com/t] [sip openid] [invalid_token]", 1},
    {"Bearer before Digest", R"(bearer realm="a", Digest realm="r",nonce="n")",
     "a bearer [] [] [] | r n - no-qop", 2},
    // RFC 3310 §3.2, RFC 4169 §3.
    {"AKAv1", "Digest realm=r,nonce=\"" AKA_NONCE "\",algorithm=AKAv1-MD5", "r " AKA_NONCE " AKAv1-MD5 no-qop", 1},
    {"AKAv1, data of the server",
     R"(Digest realm=r,nonce="AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==",algorithm=akav1-md5-SESS)",
     "r AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ== AKAv1-MD5-sess no-qop", 1},
    {"AKAv2", "Digest realm=r,nonce=\"" AKA_NONCE "\",algorithm=\"AKAv2-SHA-256\"",
     "r " AKA_NONCE " AKAv2-SHA-256 no-qop", 1},
    {"a parameter named like the scheme", R"(Digest digest="x",realm="r",nonce="n")", "r n - no-qop", 1},
    {"all algorithms",
     "Digest realm=r,nonce=1,algorithm=MD5, Digest realm=r,nonce=2,algorithm=MD5-sess, "
     "Digest realm=r,nonce=3,algorithm=SHA-256, Digest realm=r,nonce=4,algorithm=SHA-256-sess, "
     "Digest realm=r,nonce=5,algorithm=SHA-512-256, Digest realm=r,nonce=6,algorithm=SHA-512-256-sess",
     "r 1 MD5 no-qop | r 2 MD5-sess no-qop | r 3 SHA-256 no-qop | r 4 SHA-256-sess no-qop | r 5 SHA-512-256 no-qop | r 6 SHA-512-256-sess no-qop",
     6},
    // Counted, not used.
    {"nothing", "", "", 0},
    {"scheme alone", "Digest", "", 1},
    {"no realm", R"(Digest nonce="n")", "", 1},
    {"no nonce", R"(Digest realm="r")", "", 1},
    {"unknown algorithm", R"(Digest realm="r",nonce="n",algorithm=SHA3-512)", "", 1},
    {"unknown version of AKA", "Digest realm=r,nonce=\"" AKA_NONCE "\",algorithm=AKAv3-MD5", "", 1},
    {"AKA with an unknown algorithm", "Digest realm=r,nonce=\"" AKA_NONCE "\",algorithm=AKAv1-SHA3-512", "", 1},
    {"AKA without an algorithm", "Digest realm=r,nonce=\"" AKA_NONCE "\",algorithm=AKAv1-", "", 1},
    {"AKA with half an AUTN", R"(Digest realm=r,nonce="AAECAwQFBgcICQoLDA0ODxAREhMUFRYX",algorithm=AKAv1-MD5)", "", 1},
    {"AKA, no base64", R"(Digest realm=r,nonce="AAECAwQFBgcICQoL?A0ODxAREhMUFRYXGBkaGxwdHh8=",algorithm=AKAv1-MD5)",
     "", 1},
    {"AKA, no nonce to speak of", R"(Digest realm=r,nonce="",algorithm=AKAv1-MD5)", "", 1},
    {"Bearer with a parameter twice", "Bearer realm=r,realm=s", "", 1},
    {"Bearer with a line break", "Bearer realm=\"r\r\nX: y\"", "", 1},
    {"empty algorithm", R"(Digest realm="r",nonce="n",algorithm=)", "", 1},
    {"unknown qop", R"(Digest realm="r",nonce="n",qop="auth-conf")", "", 1},
    {"empty qop", R"(Digest realm="r",nonce="n",qop="")", "", 1},
    {"parameter twice", R"(Digest realm="r",nonce="n",Realm="s")", "", 1},
    {"unclosed quote", R"(Digest realm="r",nonce="n)", "", 1},
    {"text behind the quote", R"(Digest realm="r"x,nonce="n")", "", 1},
    {"line break in quotes", "Digest realm=\"r\r\nX: y\",nonce=\"n\"", "", 1},
    {"escaped line break in quotes", "Digest realm=\"r\\\nX: y\",nonce=\"n\"", "", 1},
    {"no scheme", R"(realm="r",nonce="n")", "", 1},
    {"token68", "Digest YWJj==", "", 1},
    {"scheme glued to a parameter", R"(Digestrealm="r",nonce="n")", "", 1},
};

void challenges_are_read(void **)
{
    for (const Row &row : kRows) {
        const Challenges got = parse_challenges(row.value, false);
        if (shown(got.usable) != row.wanted || got.offered != row.offered)
            fail_msg("%s: %zu offered, usable %s", row.name, got.offered, shown(got.usable).c_str());
    }
}

void the_header_says_whose_challenge_it_is(void **)
{
    assert_true(parse_challenges("Digest realm=r,nonce=n", true).usable.at(0).proxy);
    assert_false(parse_challenges("Digest realm=r,nonce=n", false).usable.at(0).proxy);
}

std::string repeated(const char *text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

std::size_t usable_of(const std::string &value) { return parse_challenges(value, false).usable.size(); }

void hostile_values_are_bounded(void **)
{
    assert_int_equal(usable_of(repeated("Digest realm=r,nonce=n,", 20'000)), 16);
    assert_int_equal(parse_challenges(repeated("Digest realm=r,nonce=n,", 20'000), false).offered, 20'000);
    assert_int_equal(usable_of(repeated(",", 1'000'000)), 0);
    assert_int_equal(usable_of(repeated("\"", 1'000'001)), 0);
    assert_int_equal(usable_of(repeated("\\\"", 1'000'000)), 0);
    assert_int_equal(usable_of(repeated("a=b,", 500'000)), 0);
    assert_int_equal(usable_of("Digest realm=r,nonce=" + std::string(4097, 'n')), 0);
    assert_int_equal(usable_of("Digest realm=r,nonce=" + std::string(4096, 'n')), 1);
    std::string names = "Digest realm=r,nonce=n";
    for (int i = 0; i < 100'000; ++i)
        names += ",p" + std::to_string(i) + "=1";
    assert_int_equal(usable_of(names), 0);
}

void parameters_of_one_digest_are_given(void **)
{
    const auto params = digest_params(R"(Digest UserName="a\"b", nc=00000001,uri="sip:h")");
    assert_true(params.has_value() && params->size() == 3);
    assert_true(params->at(0) == std::pair("username"s, "a\"b"s) &&
                params->at(1) == std::pair("nc"s, "00000001"s));
    for (const std::string_view bad :
         {"", "Bearer a=1", "Basic YQ==", "Digest a=1, Digest b=2", "Digest a=1,a=2", "Digest a", "a=1"})
        if (digest_params(bad))
            fail_msg("\"%s\" was taken", std::string(bad).c_str());
}

struct Choice {
    const char *name, *offered, *wanted; // nonces tell the challenges apart
};

constexpr Choice kChoices[] = {
    {"SHA-256 before MD5", "Digest realm=r,nonce=1, Digest realm=r,nonce=2,algorithm=SHA-256", "2"},
    {"also if MD5 comes last", "Digest realm=r,nonce=1,algorithm=SHA-256, Digest realm=r,nonce=2", "1"},
    {"SHA-512-256 before SHA-256-sess",
     "Digest realm=r,nonce=1,algorithm=SHA-256-sess, Digest realm=r,nonce=2,algorithm=SHA-512-256", "2"},
    {"-sess before its own hash",
     "Digest realm=r,nonce=1,algorithm=SHA-256, Digest realm=r,nonce=2,algorithm=SHA-256-sess", "2"},
    {"the earlier of equals", "Digest realm=r,nonce=1,algorithm=MD5, Digest realm=r,nonce=2", "1"},
    {"one of each realm, in order",
     "Digest realm=b,nonce=1, Digest realm=a,nonce=2, Digest realm=b,nonce=3,algorithm=SHA-256", "32"},
    {"case of a realm matters", "Digest realm=r,nonce=1, Digest realm=R,nonce=2", "12"},
    {"AKA before a password", "Digest realm=r,nonce=1,algorithm=MD5-sess, Digest realm=r,nonce=\"" AKA_NONCE
     "\",algorithm=AKAv1-MD5", AKA_NONCE},
    {"a stronger hash before AKA", "Digest realm=r,nonce=1,algorithm=SHA-256, Digest realm=r,nonce=\"" AKA_NONCE
     "\",algorithm=AKAv2-MD5", "1"},
    {"Digest before Bearer", "Bearer realm=r, Digest realm=r,nonce=1", "1"},
    {"an unknown algorithm is no rival", "Digest realm=r,nonce=1, Digest realm=r,nonce=2,algorithm=SHA3-512", "1"},
};

void the_strongest_of_each_realm_is_chosen(void **)
{
    for (const Choice &row : kChoices) {
        std::string got;
        for (const Challenge &challenge : strongest_per_realm(parse_challenges(row.offered, false).usable))
            got += challenge.nonce;
        if (got != row.wanted)
            fail_msg("%s: chose %s", row.name, got.c_str());
    }
}

void proxy_and_registrar_of_one_realm_are_two(void **)
{
    std::vector<Challenge> both = parse_challenges("Digest realm=r,nonce=1", false).usable;
    both.push_back(parse_challenges("Digest realm=r,nonce=2", true).usable.at(0));
    assert_int_equal(strongest_per_realm(both).size(), 2);
}

void algorithms_are_named_as_in_the_rfcs(void **)
{
    for (const char *text : {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"}) {
        const std::optional<Algorithm> algorithm = algorithm_named(text);
        if (!algorithm || std::string(name(*algorithm)) != text)
            fail_msg("%s", text);
        assert_int_equal(is_session(*algorithm), std::string_view(text).ends_with("-sess"));
        assert_true(std::string(text).starts_with(name(family(*algorithm))) && !is_session(family(*algorithm)));
    }
    assert_false(algorithm_named("SHA256") || algorithm_named("") || algorithm_named("MD5-"));
}

} // namespace

int main()
{
    const CMUnitTest challenge[] = {
        cmocka_unit_test(challenges_are_read),
        cmocka_unit_test(the_header_says_whose_challenge_it_is),
        cmocka_unit_test(hostile_values_are_bounded),
        cmocka_unit_test(parameters_of_one_digest_are_given),
        cmocka_unit_test(the_strongest_of_each_realm_is_chosen),
        cmocka_unit_test(proxy_and_registrar_of_one_realm_are_two),
        cmocka_unit_test(algorithms_are_named_as_in_the_rfcs),
    };
    return cmocka_run_group_tests(challenge, nullptr, nullptr);
}
