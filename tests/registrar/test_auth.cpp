// SPDX-License-Identifier: LGPL-2.1-or-later
// The development registrar's digest against published values, and whom it lets in.
#include "registrar/phone.hpp"

#include "support/cmocka.hpp" // after the others: it has a macro named fail

namespace {

using namespace phone;
using registrar::Settings;

struct Vector {
    const char *name, *algorithm;
    registrar::Credentials claim;
    const char *password, *method, *response;
};

const char *const kMufasaNonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
const char *const kMufasaCnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
const char *const kOldNonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";

const Vector kVectors[] = {
    {"RFC 7616 §3.9.1, MD5", "MD5",
     {"Mufasa", "http-auth@example.org", kMufasaNonce, "/dir/index.html", "", "", kMufasaCnonce, "auth", "00000001"},
     "Circle of Life", "GET", "8ca523f5e9506fed4657c9700eebdbec"},
    {"RFC 7616 §3.9.1, SHA-256", "SHA-256",
     {"Mufasa", "http-auth@example.org", kMufasaNonce, "/dir/index.html", "", "", kMufasaCnonce, "auth", "00000001"},
     "Circle of Life", "GET", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
    {"RFC 2617 §3.5", "MD5",
     {"Mufasa", "testrealm@host.com", kOldNonce, "/dir/index.html", "", "", "0a4f113b", "auth", "00000001"},
     "Circle Of Life", "GET", "6629fae49393a05397450978507c4ef1"},
    {"the same without qop, as RFC 2069 has it", "MD5",
     {"Mufasa", "testrealm@host.com", kOldNonce, "/dir/index.html", "", "", "", "", ""},
     "Circle Of Life", "GET", "670fd8c2df070c60b045671b8b24ff02"},
};

void digest_is_that_of_the_rfcs(void **)
{
    for (const Vector &v : kVectors) {
        const std::string got = registrar::expected_response(*registrar::find_algorithm(v.algorithm), v.claim,
                                                             v.password, v.method, "");
        if (got != v.response)
            fail_msg("%s: %s", v.name, got.c_str());
    }
}

// FIPS 180-4: SHA-512/256 is not a SHA-512 cut short.
void sha_512_256_has_its_own_initial_values(void **)
{
    const std::string got = registrar::hash_hex(*registrar::find_algorithm("sha-512-256"), "abc");
    assert_string_equal(got.c_str(), "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
}

void challenges_come_in_the_order_given(void **)
{
    Settings settings = with_alice();
    settings.algorithms = {"SHA-512-256", "MD5", "SHA-256-sess"};
    settings.qops = {"auth", "auth-int"};
    Line line(settings);
    const std::string challenge = line.say(request(""));
    assert_int_equal(status(challenge), 401);
    assert_int_equal(count(challenge, "WWW-Authenticate: Digest realm=\"example.com\", nonce=\""), 3);
    assert_true(challenge.find("algorithm=SHA-512-256") < challenge.find("algorithm=MD5"));
    assert_true(challenge.find("algorithm=MD5") < challenge.find("algorithm=SHA-256-sess"));
    assert_int_equal(count(challenge, "qop=\"auth,auth-int\""), 3);
    assert_int_equal(line.registrar.counters().challenges, 1);
}

int outcome(const Settings &settings, const Login &login)
{
    Line line(settings);
    const std::string challenge = line.say(request("", 1));
    return status(line.say(request(answer(nonce_of(challenge), login), 2)));
}

void every_algorithm_and_qop_lets_in(void **)
{
    for (const char *algorithm : {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"})
        for (const char *qop : {"auth", "auth-int", ""}) {
            Settings settings = with_alice(algorithm);
            settings.qops = {*qop ? qop : "none"};
            if (outcome(settings, {"secret", algorithm, qop}) != 200)
                fail_msg("%s, qop '%s'", algorithm, qop);
        }
}

void what_was_not_offered_does_not_let_in(void **)
{
    assert_int_equal(outcome(with_alice("SHA-256"), {"secret", "SHA-256", ""}), 401);
    assert_int_equal(outcome(with_alice("SHA-256"), {"secret", "SHA-256", "auth-int"}), 401);
    assert_int_equal(outcome(with_alice("SHA-256"), {"secret", "MD5", "auth"}), 401);
    assert_int_equal(outcome(with_alice("SHA-256"), {"guess", "SHA-256", "auth"}), 401);
}

void proxy_asks_with_407(void **)
{
    Settings settings = with_alice();
    settings.proxy_auth = true;
    Line line(settings);
    const std::string challenge = line.say(request("", 1));
    assert_int_equal(status(challenge), 407);
    assert_true(has(challenge, "Proxy-Authenticate: Digest "));
    Login login;
    login.header = "Proxy-Authorization";
    assert_int_equal(status(line.say(request(answer(nonce_of(challenge), login), 2))), 200);
}

void proxy_and_registrar_ask_in_turn(void **)
{
    Settings settings = with_alice();
    settings.proxy_realm = "proxy";
    Line line(settings);
    const Login login{"secret", "MD5", "auth", "00000001", "proxy", "Proxy-Authorization"};
    const std::string first = line.say(request("", 1));
    const std::string passed = answer(nonce_of(first), login);
    const std::string second = line.say(request(passed, 2));
    assert_int_equal(status(first), 407);
    assert_int_equal(status(second), 401);
    const Login again{"secret", "MD5", "auth", "00000002", "proxy", "Proxy-Authorization"};
    const std::string both = answer(nonce_of(first), again) + answer(nonce_of(second));
    assert_int_equal(status(line.say(request(both, 3))), 200);
}

/// Registers at second 0, then once more with the same nonce.
std::string second_use(const Settings &settings, double seconds, const Login &login)
{
    Line line(settings);
    const std::string nonce = nonce_of(line.say(request("", 1)));
    line.say(request(answer(nonce), 2));
    return line.say(request(answer(nonce, login), 3), seconds);
}

Login counted(const char *nc)
{
    Login login;
    login.nc = nc;
    return login;
}

void nonce_is_good_again_with_the_next_count(void **)
{
    assert_int_equal(status(second_use(with_alice(), 1, counted("00000002"))), 200);
}

void old_nonce_is_stale_for_who_knows_the_password(void **)
{
    Settings aging = with_alice();
    aging.nonce_rules.lifetime = Millis(1000);
    Settings one_time = with_alice();
    one_time.nonce_rules.one_time = true;
    Login wrong = counted("00000002");
    wrong.password = "guess";

    assert_int_equal(status(second_use(aging, 0.9, counted("00000002"))), 200);
    assert_true(has(second_use(aging, 1, counted("00000002")), "stale=true"));
    assert_true(has(second_use(one_time, 0, counted("00000002")), "stale=true"));
    assert_true(has(second_use(with_alice(), 0, counted("00000001")), "stale=true")); // a replay
    assert_int_equal(status(second_use(aging, 2, wrong)), 401);
    assert_false(has(second_use(aging, 2, wrong), "stale"));
}

void next_nonce_is_offered_and_good(void **)
{
    Settings settings = with_alice();
    settings.next_nonce = true;
    Line line(settings);
    const std::string ok = line.say(request(answer(nonce_of(line.say(request("", 1)))), 2));
    assert_int_equal(status(line.say(request(answer(between(ok, "nextnonce=\"", "\"")), 3))), 200);
}

void malformed_credentials_are_refused_as_such(void **)
{
    Line line(with_alice());
    const std::string good = answer(nonce_of(line.say(request("", 1))));
    std::string elsewhere = good;
    elsewhere.replace(elsewhere.find("uri=\"sip:example.com"), 20, "uri=\"sip:example.net");
    assert_int_equal(status(line.say(request("Authorization: Digest username=\"alice\"\r\n", 2))), 400);
    assert_int_equal(status(line.say(request("Authorization: Digest\r\n", 3))), 400);
    assert_int_equal(status(line.say(request(elsewhere, 4))), 400);
    assert_int_equal(status(line.say(request(good, 5))), 200);
}

} // namespace

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(digest_is_that_of_the_rfcs),
        cmocka_unit_test(sha_512_256_has_its_own_initial_values),
        cmocka_unit_test(challenges_come_in_the_order_given),
        cmocka_unit_test(every_algorithm_and_qop_lets_in),
        cmocka_unit_test(what_was_not_offered_does_not_let_in),
        cmocka_unit_test(proxy_asks_with_407),
        cmocka_unit_test(proxy_and_registrar_ask_in_turn),
        cmocka_unit_test(nonce_is_good_again_with_the_next_count),
        cmocka_unit_test(old_nonce_is_stale_for_who_knows_the_password),
        cmocka_unit_test(next_nonce_is_offered_and_good),
        cmocka_unit_test(malformed_credentials_are_refused_as_such),
    };
    return cmocka_run_group_tests_name("registrar: auth", tests, nullptr, nullptr);
}
