// SPDX-License-Identifier: LGPL-2.1-or-later
// Credentials at work: which challenges are taken up, what answers them, and when to give up.
#include "core/login.hpp"

#include "base/hash.hpp"
#include "support/cmocka.hpp"
#include "support/evp.hpp"

#include <string>
#include <utility>

using namespace sipreg;
using namespace sipreg::core;

namespace {

constexpr Hashes kHashes{test::md5_hex, sha256_hex, sha512_256_hex};

std::vector<Challenge> asked(const char *www, const char *proxy = "")
{
    std::vector<Challenge> all = parse_challenges(www, false).usable;
    for (Challenge &challenge : parse_challenges(proxy, true).usable)
        all.push_back(std::move(challenge));
    return all;
}

Account with_password()
{
    Account account;
    set_aor(account, "sip:alice@example.com");
    set_registrar(account, "sip:example.com");
    set_password(account, "secret");
    return account;
}

// An account and what it has been asked so far.
struct Client {
    Account account = with_password();
    std::vector<Login> logins = {};
    Purse purse = {};
    bool secure = false;
    Challenge open = {};
    int cnonces = 0;

    Means means() { return {account, purse, secure}; }

    Taken take(const char *www, const char *proxy = "")
    {
        return take_challenges(logins, means(), asked(www, proxy), "c" + std::to_string(++cnonces), open);
    }

    // What is sent: header, realm, nonce, nc and cnonce of each answer, once each was found right.
    std::string send()
    {
        std::string text;
        for (const Header &header : authorize(logins, means(), kHashes, "REGISTER", "sip:example.com")) {
            if (verify_authorization(kHashes, header.value, "REGISTER", "secret") != Verified::right)
                return "wrong answer: " + header.value;
            text += header.name == "Authorization" ? "" : "proxy ";
            const auto params = digest_params(header.value);
            for (const auto &[name, value] : *params)
                if (value == "auth-int" || name == "realm" || name == "nonce" || name == "algorithm" ||
                    name == "nc" || name == "cnonce")
                    text += value + " ";
            text.back() = ';';
        }
        return text;
    }
};

constexpr const char *kPlain = "Digest realm=r,nonce=n1,qop=auth";

struct Row {
    const char *name, *www, *proxy, *sent;
};

constexpr Row kRows[] = {
    {"one", kPlain, "", "r n1 c1 00000001;"},
    {"no qop", "Digest realm=r,nonce=n1", "", "r n1;"},
    {"auth-int alone", "Digest realm=r,nonce=n1,qop=auth-int", "", "r n1 c1 auth-int 00000001;"},
    {"the strongest of a realm",
     "Digest realm=r,nonce=n1,qop=auth,algorithm=MD5, Digest realm=r,nonce=n2,qop=auth,algorithm=SHA-512-256, "
     "Digest realm=r,nonce=n3,qop=auth,algorithm=SHA-256",
     "", "r n2 SHA-512-256 c1 00000001;"},
    {"session", "Digest realm=r,nonce=n1,qop=auth,algorithm=SHA-256-sess", "", "r n1 SHA-256-sess c1 00000001;"},
    {"two realms", "Digest realm=r,nonce=n1,qop=auth, Digest realm=s,nonce=n2,qop=auth", "",
     "r n1 c1 00000001;s n2 c1 00000001;"},
    {"a proxy", "", kPlain, "proxy r n1 c1 00000001;"},
    {"both at once, one realm", kPlain, "Digest realm=r,nonce=n2,qop=auth",
     "r n1 c1 00000001;proxy r n2 c1 00000001;"},
};

void challenges_are_answered(void **)
{
    for (const Row &row : kRows) {
        Client client;
        const Taken taken = client.take(row.www, row.proxy);
        const std::string sent = client.send();
        if (taken != Taken::answerable || sent != row.sent)
            fail_msg("%s: %d, %s", row.name, static_cast<int>(taken), sent.c_str());
    }
}

void a_proxy_s_and_then_the_registrar_s_are_both_answered(void **)
{
    Client client;
    assert_int_equal(client.take("", "Digest realm=p,nonce=n1,qop=auth"), Taken::answerable);
    assert_string_equal(client.send().c_str(), "proxy p n1 c1 00000001;");
    assert_int_equal(client.take("Digest realm=r,nonce=n2,qop=auth"), Taken::answerable);
    assert_string_equal(client.send().c_str(), "proxy p n1 c1 00000002;r n2 c2 00000001;");
}

// Who asks after the proxy let the request through has not refused the proxy's credentials.
void a_proxy_that_passed_us_on_may_want_another_nonce(void **)
{
    Client client;
    client.take("", "Digest realm=p,nonce=n1,qop=auth");
    client.send();
    client.take("Digest realm=r,nonce=n2,qop=auth");
    client.send();
    assert_int_equal(client.take("", "Digest realm=p,nonce=n3,qop=auth"), Taken::answerable);
    assert_string_equal(client.send().c_str(), "proxy p n3 c3 00000001;r n2 c2 00000002;");
    assert_int_equal(client.take("", "Digest realm=p,nonce=n4,qop=auth"), Taken::rejected);
}

void the_next_request_is_answered_before_it_is_asked(void **)
{
    Client client;
    client.take(kPlain);
    client.send();
    begin_attempt(client.logins);
    assert_string_equal(client.send().c_str(), "r n1 c1 00000002;");
    begin_attempt(client.logins);
    assert_string_equal(client.send().c_str(), "r n1 c1 00000003;");
}

void a_refresh_that_is_asked_for_another_nonce_gives_it(void **)
{
    Client client;
    client.take(kPlain);
    client.send();
    begin_attempt(client.logins);
    client.send();
    assert_int_equal(client.take("Digest realm=r,nonce=n2,qop=auth"), Taken::answerable);
    assert_string_equal(client.send().c_str(), "r n2 c2 00000001;");
    assert_int_equal(client.take("Digest realm=r,nonce=n3,qop=auth"), Taken::rejected);
}

void the_announced_nonce_is_used_next(void **)
{
    Client client;
    client.take(kPlain, "Digest realm=p,nonce=p1,qop=auth");
    client.send();
    take_nextnonce(client.logins, "n2", "c9");
    begin_attempt(client.logins);
    assert_string_equal(client.send().c_str(), "r n2 c9 00000001;proxy p p1 c1 00000002;");
}

struct Second {
    const char *name, *www;
    Taken wanted;
};

// What the second challenge means once the first has been answered.
constexpr Second kSeconds[] = {
    {"the same nonce", kPlain, Taken::rejected},
    {"the same nonce, called stale", "Digest realm=r,nonce=n1,qop=auth,stale=true", Taken::rejected},
    {"a new nonce", "Digest realm=r,nonce=n2,qop=auth", Taken::rejected},
    {"a new nonce, not stale", "Digest realm=r,nonce=n2,qop=auth,stale=false", Taken::rejected},
    {"a stale nonce", "Digest realm=r,nonce=n2,qop=auth,stale=true", Taken::answerable},
    {"another realm", "Digest realm=s,nonce=n2,qop=auth", Taken::answerable},
};

void the_second_challenge_tells_whether_the_credentials_are_wrong(void **)
{
    for (const Second &row : kSeconds) {
        Client client;
        client.take(kPlain);
        client.send();
        if (const Taken taken = client.take(row.www); taken != row.wanted)
            fail_msg("%s: %d", row.name, static_cast<int>(taken));
    }
}

// After a 423, or a 2xx that showed us to be at another address, the request is sent again in the same attempt.
void a_new_nonce_for_accepted_credentials_is_no_refusal(void **)
{
    Client client;
    client.take(kPlain);
    client.send();
    take_acceptance(client.logins);
    client.send();
    assert_int_equal(client.take("Digest realm=r,nonce=n2,qop=auth"), Taken::answerable);
    assert_string_equal(client.send().c_str(), "r n2 c2 00000001;");
    assert_int_equal(client.take("Digest realm=r,nonce=n3,qop=auth"), Taken::rejected);
}

struct Unfit {
    const char *name;
    void (*prepare)(Account &account);
    const char *www;
    Taken wanted;
};

constexpr const char *kAlicesMd5 = "0123456789abcdef0123456789abcdef";

const Unfit kUnfit[] = {
    {"nothing that we know", [](Account &) {}, "Basic realm=r", Taken::unsupported},
    {"no password", [](Account &a) { a.password = Secret(); }, kPlain, Taken::no_credentials},
    {"another realm than ours", [](Account &a) { set_realm(a, "s"); }, kPlain, Taken::no_credentials},
    {"our realm", [](Account &a) { set_realm(a, "r"); }, kPlain, Taken::answerable},
    {"our realm in another case", [](Account &a) { set_realm(a, "R"); }, kPlain, Taken::no_credentials},
    {"our realm among others", [](Account &a) { set_realm(a, "r"); },
     "Digest realm=q,nonce=n0,qop=auth, Digest realm=r,nonce=n1,qop=auth", Taken::answerable},
    {"no qop, forbidden", [](Account &a) { a.allow_no_qop = false; }, "Digest realm=r,nonce=n1",
     Taken::unsupported},
    {"weaker than allowed", [](Account &a) { a.least_algorithm = Algorithm::sha256; }, kPlain, Taken::unsupported},
    {"as strong as allowed", [](Account &a) { a.least_algorithm = Algorithm::sha256; },
     "Digest realm=r,nonce=n1,algorithm=MD5,qop=auth, Digest realm=r,nonce=n2,algorithm=SHA-256,qop=auth",
     Taken::answerable},
    {"qop, no qop forbidden", [](Account &a) { a.allow_no_qop = false; }, kPlain, Taken::answerable},
    {"HA1 of another algorithm",
     [](Account &a) {
         a.password = Secret();
         set_realm(a, "r");
         set_ha1(a, Algorithm::md5, kAlicesMd5);
     },
     "Digest realm=r,nonce=n1,qop=auth,algorithm=SHA-256", Taken::unsupported},
    {"HA1 of the algorithm",
     [](Account &a) {
         a.password = Secret();
         set_realm(a, "r");
         set_ha1(a, Algorithm::md5, kAlicesMd5);
     },
     kPlain, Taken::answerable},
    {"HA1 of its session form",
     [](Account &a) {
         a.password = Secret();
         set_realm(a, "r");
         set_ha1(a, Algorithm::md5, kAlicesMd5);
     },
     "Digest realm=r,nonce=n1,qop=auth,algorithm=MD5-sess", Taken::answerable},
};

void what_cannot_be_answered_is_told(void **)
{
    for (const Unfit &row : kUnfit) {
        Client client;
        row.prepare(client.account);
        if (const Taken taken = client.take(row.www); taken != row.wanted)
            fail_msg("%s: %d", row.name, static_cast<int>(taken));
    }
}

void only_the_pinned_realm_is_answered(void **)
{
    Client client;
    set_realm(client.account, "r");
    client.take("Digest realm=q,nonce=n0,qop=auth, Digest realm=r,nonce=n1,qop=auth");
    assert_string_equal(client.send().c_str(), "r n1 c1 00000001;");
}

void no_qop_is_passed_over_for_a_weaker_algorithm_with_qop(void **)
{
    Client client;
    client.account.allow_no_qop = false;
    client.take("Digest realm=r,nonce=n1,algorithm=SHA-256, Digest realm=r,nonce=n2,qop=auth");
    assert_string_equal(client.send().c_str(), "r n2 c1 00000001;");
}

constexpr std::pair<Algorithm, const char *> kByHa1[] = {
    {Algorithm::md5, "Digest realm=r,nonce=n,qop=auth,algorithm=MD5"},
    {Algorithm::md5, "Digest realm=r,nonce=n,qop=auth,algorithm=MD5-sess"},
    {Algorithm::sha256, "Digest realm=r,nonce=n,qop=auth,algorithm=SHA-256"},
    {Algorithm::sha256, "Digest realm=r,nonce=n,qop=auth,algorithm=SHA-256-sess"},
    {Algorithm::sha512_256, "Digest realm=r,nonce=n,qop=auth,algorithm=SHA-512-256"},
    {Algorithm::sha512_256, "Digest realm=r,nonce=n,qop=auth,algorithm=SHA-512-256-sess"},
};

void an_ha1_answers_as_its_password_would(void **)
{
    for (const auto &[algorithm, challenge] : kByHa1) {
        Client client;
        client.account.password = Secret();
        set_realm(client.account, "r");
        set_ha1(client.account, algorithm, ha1(kHashes, algorithm, "alice", "r", "secret"));
        const Taken taken = client.take(challenge);
        if (const std::string sent = client.send(); taken != Taken::answerable || !sent.starts_with("r n "))
            fail_msg("%s: %s", challenge, sent.c_str());
    }
}

void the_strongest_with_an_ha1_is_chosen(void **)
{
    Client client;
    client.account.password = Secret();
    set_realm(client.account, "r");
    set_ha1(client.account, Algorithm::md5, ha1(kHashes, Algorithm::md5, "alice", "r", "secret"));
    client.take(
        "Digest realm=r,nonce=n1,qop=auth,algorithm=SHA-256, Digest realm=r,nonce=n2,qop=auth,algorithm=MD5");
    assert_string_equal(client.send().c_str(), "r n2 MD5 c1 00000001;");
}

std::size_t logins_after(int realms_in_turn)
{
    Client client;
    for (int i = 0; i < realms_in_turn; ++i) {
        client.take(("Digest nonce=n,qop=auth,realm=r" + std::to_string(i)).c_str());
        begin_attempt(client.logins);
    }
    return client.send().starts_with(("r" + std::to_string(realms_in_turn - 8)).c_str()) ? client.logins.size()
                                                                                         : 0;
}

void a_registrar_with_ever_new_realms_is_not_remembered_for_ever(void **)
{
    assert_int_equal(logins_after(1000), 8);
    std::string many;
    for (int i = 0; i < 16; ++i)
        many += "Digest nonce=n,qop=auth,realm=r" + std::to_string(i) + ",";
    Client client;
    assert_int_equal(client.take(many.c_str()), Taken::answerable);
    assert_int_equal(client.logins.size(), 8);
    assert_true(client.send().starts_with("r0 n "));
}

void the_uri_is_that_of_the_request(void **)
{
    Client client;
    client.take(kPlain);
    const std::vector<Header> headers =
        authorize(client.logins, client.means(), kHashes, "REGISTER", "sip:%41@[::1]:5070;X=y");
    assert_true(headers.at(0).value.find("uri=\"sip:%41@[::1]:5070;X=y\"") != std::string::npos);
}

// RFC 7616 §3.5: Authentication-Info is the registrar's word on a digest of its own.
void the_announced_nonce_is_for_the_registrars_digest_alone(void **)
{
    Client client;
    assert_true(client.take("Digest realm=r,nonce=n,qop=auth", "Digest realm=p,nonce=m,qop=auth") == Taken::answerable);
    take_nextnonce(client.logins, "early", "c"); // nothing was presented yet
    (void)client.send();
    take_nextnonce(client.logins, "next", "c");
    for (const Login &login : client.logins)
        assert_string_equal(login.challenge.nonce.c_str(), login.challenge.proxy ? "m" : "next");
}

void of_several_that_are_asked_anew_the_first_counts(void **)
{
    Client client;
    assert_true(client.take("Digest realm=r,nonce=n,algorithm=MD5") == Taken::answerable);
    (void)client.send();
    assert_true(client.take("Digest realm=r,nonce=m,stale=true,algorithm=SHA-256, "
                            "Digest realm=r,nonce=o,algorithm=SHA-512-256") == Taken::answerable);
    assert_int_equal(client.logins.size(), 1);
    assert_string_equal(client.logins[0].challenge.nonce.c_str(), "o"); // the strongest is answered
}

} // namespace

int main()
{
    const CMUnitTest login[] = {
        cmocka_unit_test(challenges_are_answered),
        cmocka_unit_test(a_proxy_s_and_then_the_registrar_s_are_both_answered),
        cmocka_unit_test(a_proxy_that_passed_us_on_may_want_another_nonce),
        cmocka_unit_test(the_next_request_is_answered_before_it_is_asked),
        cmocka_unit_test(a_refresh_that_is_asked_for_another_nonce_gives_it),
        cmocka_unit_test(the_announced_nonce_is_used_next),
        cmocka_unit_test(the_second_challenge_tells_whether_the_credentials_are_wrong),
        cmocka_unit_test(a_new_nonce_for_accepted_credentials_is_no_refusal),
        cmocka_unit_test(what_cannot_be_answered_is_told),
        cmocka_unit_test(only_the_pinned_realm_is_answered),
        cmocka_unit_test(no_qop_is_passed_over_for_a_weaker_algorithm_with_qop),
        cmocka_unit_test(an_ha1_answers_as_its_password_would),
        cmocka_unit_test(the_strongest_with_an_ha1_is_chosen),
        cmocka_unit_test(a_registrar_with_ever_new_realms_is_not_remembered_for_ever),
        cmocka_unit_test(the_uri_is_that_of_the_request),
        cmocka_unit_test(the_announced_nonce_is_for_the_registrars_digest_alone),
        cmocka_unit_test(of_several_that_are_asked_anew_the_first_counts),
    };
    return cmocka_run_group_tests(login, nullptr, nullptr);
}
