// SPDX-License-Identifier: LGPL-2.1-or-later
// When the application is asked for credentials, what becomes of those it gave, and a digest weaker than before.
#include "core/downgrade.hpp"

#include "base/hash.hpp"
#include "support/cmocka.hpp"
#include "support/evp.hpp"

#include <string>

using namespace sipreg;
using namespace sipreg::core;
using namespace std::literals;

namespace {

constexpr Hashes kHashes{test::md5_hex, sha256_hex, sha512_256_hex};

std::string aka_nonce(char first) { return first + "AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="s; }

// An account without credentials that asks for them.
struct Client {
    Client()
    {
        set_aor(account, "sip:alice@example.com");
        set_registrar(account, "sip:example.com");
        policy([](Extras &extras) { extras.asks_for_credentials = true; });
    }

    template <typename Change> void policy(Change change)
    {
        auto extras = std::make_shared<Extras>(*account.extras);
        change(*extras);
        account.extras = extras;
    }

    Account account;
    std::vector<Login> logins;
    Purse purse;
    bool secure = true;
    Challenge open;

    // What becomes of a challenge: "MD5 of r" if that is asked for.
    std::string take(const std::string &www, const std::string &proxy = "")
    {
        std::vector<Challenge> asked = parse_challenges(www, false).usable;
        for (Challenge &challenge : parse_challenges(proxy, true).usable)
            asked.push_back(std::move(challenge));
        const Means means{account, purse, secure};
        switch (take_challenges(logins, means, asked, "c", open)) {
        case Taken::answerable:
            return "answerable";
        case Taken::rejected:
            return "rejected";
        case Taken::wanted:
            return (open.scheme == Scheme::bearer ? "token" : algorithm_of(open)) + " of " + open.realm;
        case Taken::no_credentials:
            return "no credentials";
        case Taken::unsupported:
            return "unsupported";
        }
        return "?";
    }

    void give(Grant grant) { put(purse, std::move(grant), open); }

    // "Authorization: Bearer abc", or that of a digest by who was right: "secret of r".
    std::string send()
    {
        std::string sent;
        const Means means{account, purse, secure};
        for (const Header &header : authorize(logins, means, kHashes, "REGISTER", "sip:example.com"))
            sent += (sent.empty() ? "" : ", ") + shown(header);
        return sent;
    }

    void next_attempt()
    {
        begin_attempt(logins);
        begin_attempt(purse);
    }

private:
    static std::string shown(const Header &header)
    {
        const auto params = digest_params(header.value);
        if (!params)
            return header.name + ": " + header.value;
        for (const char *password : {"secret", "other"})
            if (verify_authorization(kHashes, header.value, "REGISTER", password) == Verified::right)
                return password + " of "s + params->at(1).second;
        return "answer of " + params->at(1).second;
    }
};

constexpr const char *kFirst = "Digest realm=r,nonce=n1,qop=auth", *kSecond = "Digest realm=r,nonce=n2,qop=auth";

struct Row {
    const char *name;
    void (*prepare)(Client &client);
    const char *www;
    const char *wanted;
};

const Row kRows[] = {
    {"nothing is set", [](Client &) {}, kFirst, "MD5 of r"},
    {"a password is", [](Client &c) { set_password(c.account, "secret"); }, kFirst, "answerable"},
    {"another realm's HA1 is",
     [](Client &c) {
         set_realm(c.account, "s");
         set_ha1(c.account, Algorithm::md5, std::string(32, 'a'));
     },
     kFirst, "no credentials"},
    {"an HA1 of another algorithm is",
     [](Client &c) {
         set_realm(c.account, "r");
         set_ha1(c.account, Algorithm::md5, std::string(32, 'a'));
     },
     "Digest realm=r,nonce=n,algorithm=SHA-256", "SHA-256 of r"},
    {"the realm is pinned", [](Client &c) { set_realm(c.account, "r"); }, "Digest realm=q,nonce=n, Digest realm=r,nonce=m",
     "MD5 of r"},
    {"the strongest is asked for", [](Client &) {}, "Digest realm=r,nonce=n, Digest realm=r,nonce=m,algorithm=SHA-256",
     "SHA-256 of r"},
    {"nobody is asked for what is too weak", [](Client &c) { c.account.least_algorithm = Algorithm::sha256; }, kFirst,
     "unsupported"},
    {"nobody is asked for what we do not know", [](Client &) {}, "Basic realm=r", "unsupported"},
    {"a password does not answer AKA", [](Client &c) { set_password(c.account, "secret"); },
     "Digest realm=r,nonce=\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\",algorithm=AKAv1-MD5", "AKAv1-MD5 of r"},
    {"but what stands beside it", [](Client &c) { set_password(c.account, "secret"); },
     "Digest realm=r,nonce=n, Bearer realm=r", "answerable"},
    {"a token", [](Client &) {}, "Bearer realm=r", "token of r"},
    {"a token in clear", [](Client &c) { c.secure = false; }, "Bearer realm=r", "unsupported"},
    {"a token in clear, allowed",
     [](Client &c) {
         c.secure = false;
         c.policy([](Extras &extras) { extras.bearer_in_clear = true; });
     },
     "Bearer realm=r", "token of r"},
    {"a token where nobody is asked", [](Client &c) { c.policy([](Extras &e) { e.asks_for_credentials = false; }); },
     "Bearer realm=r", "no credentials"},
    {"MD5 in clear", [](Client &c) { c.secure = false; }, kFirst, "MD5 of r"},
    {"MD5 in clear, forbidden",
     [](Client &c) {
         c.secure = false;
         c.policy([](Extras &extras) { extras.md5_needs_tls = true; });
     },
     kFirst, "unsupported"},
    {"MD5 under TLS", [](Client &c) { c.policy([](Extras &extras) { extras.md5_needs_tls = true; }); }, kFirst,
     "MD5 of r"},
    {"SHA-256 in clear",
     [](Client &c) {
         c.secure = false;
         c.policy([](Extras &extras) { extras.md5_needs_tls = true; });
     },
     "Digest realm=r,nonce=n,algorithm=MD5-sess, Digest realm=r,nonce=n,algorithm=SHA-256", "SHA-256 of r"},
};

void what_is_missing_is_asked_for(void **)
{
    for (const Row &row : kRows) {
        Client client;
        row.prepare(client);
        if (const std::string got = client.take(row.www); got != row.wanted)
            fail_msg("%s: %s", row.name, got.c_str());
    }
}

void what_was_given_answers_now_and_later(void **)
{
    Client client;
    client.take(kFirst);
    client.give(password_grant("secret"));
    assert_true(client.take(kFirst) == "answerable" && client.send() == "secret of r");
    client.next_attempt();
    assert_true(client.send() == "secret of r");
    assert_true(client.take(kSecond) == "answerable" && client.send() == "secret of r");
}

void each_realm_is_asked_for(void **)
{
    Client client;
    assert_true(client.take(kFirst, "Digest realm=p,nonce=n1") == "MD5 of r");
    client.give(password_grant("secret"));
    assert_true(client.take(kFirst, "Digest realm=p,nonce=n1") == "MD5 of p");
    client.give(password_grant("other"));
    assert_true(client.take(kFirst, "Digest realm=p,nonce=n1") == "answerable");
    assert_true(client.send() == "secret of r, other of p");
}

void what_was_just_given_and_is_refused_ends_the_attempt(void **)
{
    Client client;
    client.take(kFirst);
    client.give(password_grant("secret"));
    client.take(kFirst);
    client.send();
    assert_true(client.take(kSecond) == "rejected");
    client.next_attempt();
    assert_true(client.send().empty()); // not again
    assert_true(client.take(kSecond) == "MD5 of r");
    assert_true(find_grant(client.purse, client.open)->kind == Grant::Kind::refused);
}

void what_was_kept_and_is_refused_is_asked_for_anew(void **)
{
    Client client;
    client.take(kFirst);
    client.give(password_grant("secret"));
    client.take(kFirst);
    client.send();
    client.next_attempt();
    client.send();
    assert_true(client.take(kSecond) == "answerable"); // perhaps only the nonce was too old
    client.send();
    assert_true(client.take("Digest realm=r,nonce=n3,qop=auth") == "MD5 of r");
    client.give(password_grant("other"));
    assert_true(client.take("Digest realm=r,nonce=n3,qop=auth") == "answerable" && client.send() == "other of r");
}

void the_account_s_own_is_asked_for_once_refused(void **)
{
    Client client;
    set_password(client.account, "secret");
    client.take(kFirst);
    assert_true(client.send() == "secret of r");
    assert_true(client.take(kSecond) == "MD5 of r");
    client.give(password_grant("other"));
    assert_true(client.take(kSecond) == "answerable" && client.send() == "other of r");
    assert_true(client.take("Digest realm=r,nonce=n3,qop=auth") == "rejected");
}

void a_token_is_sent_as_it_is_until_it_is_refused(void **)
{
    Client client;
    assert_true(client.take("Bearer realm=r, Digest realm=r,nonce=n") == "MD5 of r");
    client.give(token_grant("abc.def"));
    assert_true(client.take("Bearer realm=r, Digest realm=r,nonce=n") == "answerable");
    assert_true(client.send() == "Authorization: Bearer abc.def");
    client.next_attempt();
    assert_true(client.send() == "Authorization: Bearer abc.def");
    assert_true(client.take("Bearer realm=r,error=invalid_token") == "token of r");
    client.give(token_grant("ghi"));
    assert_true(client.take("Bearer realm=r") == "answerable");
    assert_true(client.send() == "Authorization: Bearer ghi");
    assert_true(client.take("Bearer realm=r") == "rejected");
}

// The next target of the attempt may be reached in clear.
void what_may_not_be_seen_is_not_sent_over_the_next_hop(void **)
{
    Client client;
    client.take("Bearer realm=r");
    client.give(token_grant("abc"));
    client.take("Bearer realm=r");
    client.secure = false;
    assert_true(client.send().empty());
    client.secure = true;
    assert_true(client.send() == "Authorization: Bearer abc");

    Client md5;
    md5.policy([](Extras &extras) { extras.md5_needs_tls = true; });
    set_password(md5.account, "secret");
    md5.take(kFirst);
    md5.secure = false;
    assert_true(md5.send().empty());
}

std::string aka(const std::string &nonce) { return "Digest realm=r,qop=auth,algorithm=AKAv1-MD5,nonce=\"" + nonce + "\""; }

void the_sim_is_asked_for_each_nonce(void **)
{
    Client client;
    assert_true(client.take(aka(aka_nonce('A'))) == "AKAv1-MD5 of r");
    client.give(aka_grant("aabbccdd", "", ""));
    assert_true(client.take(aka(aka_nonce('A'))) == "answerable" && client.send() == "answer of r");
    client.next_attempt();
    assert_true(client.send() == "answer of r"); // the same nonce, counted
    assert_true(client.take(aka(aka_nonce('B'))) == "AKAv1-MD5 of r");
    assert_true(find_grant(client.purse, client.open)->kind == Grant::Kind::aka); // not refused: it was for another nonce
}

void a_wrong_res_is_rejected(void **)
{
    Client client;
    client.take(aka(aka_nonce('A')));
    client.give(aka_grant("aabbccdd", "", ""));
    client.take(aka(aka_nonce('A')));
    client.send();
    assert_true(client.take(aka(aka_nonce('B'))) == "rejected");
}

void sequence_numbers_are_put_right(void **)
{
    Client client;
    client.take(aka(aka_nonce('A')));
    client.give(auts_grant(std::string(28, 'a')));
    assert_true(client.take(aka(aka_nonce('A'))) == "answerable" && client.send() == "answer of r");
    assert_true(client.take(aka(aka_nonce('B'))) == "AKAv1-MD5 of r");
    client.give(aka_grant("aabbccdd", "", ""));
    assert_true(client.take(aka(aka_nonce('B'))) == "answerable" && client.send() == "answer of r");
}

void auts_for_the_same_nonce_again_is_rejected(void **)
{
    Client client;
    client.take(aka(aka_nonce('A')));
    client.give(auts_grant(std::string(28, 'a')));
    client.take(aka(aka_nonce('A')));
    client.send();
    assert_true(client.take(aka(aka_nonce('A'))) == "rejected");
}

void an_announced_nonce_is_no_question_to_the_sim(void **)
{
    Client client;
    client.take(aka(aka_nonce('A')));
    client.give(aka_grant("aabbccdd", "", ""));
    client.take(aka(aka_nonce('A')));
    client.send();
    take_nextnonce(client.logins, aka_nonce('B'), "c");
    assert_true(client.send() == "answer of r" && client.logins.at(0).challenge.nonce == aka_nonce('A'));
}

// A login that came out of a snapshot, and nothing to answer it with.
void what_cannot_be_answered_is_left_out(void **)
{
    Client client;
    client.logins.push_back({parse_challenges(kFirst, false).usable.at(0), "c", 7, false, false});
    assert_true(client.send().empty() && client.logins.at(0).nc == 7);
    assert_true(client.take(kFirst) == "MD5 of r");
}

struct Weaker {
    const char *name, *www, *proxy;
    const char *wanted;
};

// After a login with SHA-256 at the registrar and SHA-512-256 at a proxy.
constexpr Weaker kWeaker[] = {
    {"the same", "Digest realm=r,nonce=n,algorithm=SHA-256", "", ""},
    {"its session form", "Digest realm=r,nonce=n,algorithm=SHA-256-sess", "", ""},
    {"a stronger one", "Digest realm=r,nonce=n,algorithm=SHA-512-256", "", ""},
    {"a weaker one", "Digest realm=r,nonce=n", "", "SHA-256 to MD5"},
    {"a weaker one of another realm", "Digest realm=s,nonce=n,algorithm=MD5-sess", "", "SHA-256 to MD5"},
    {"a weaker one beside it", "Digest realm=r,nonce=n, Digest realm=r,nonce=n,algorithm=SHA-256", "", ""},
    {"a weaker one of the proxy", "", "Digest realm=p,nonce=n,algorithm=SHA-256", "SHA-512-256 to SHA-256"},
    {"the proxy's does not make up for it", "Digest realm=r,nonce=n", "Digest realm=r,nonce=n,algorithm=SHA-512-256",
     "SHA-256 to MD5"},
    {"no Digest at all", "Bearer realm=r", "", ""},
};

Proven proven()
{
    Client client;
    set_password(client.account, "secret");
    client.take("Digest realm=r,nonce=n,algorithm=SHA-256-sess", "Digest realm=p,nonce=n,algorithm=SHA-512-256");
    client.send();
    Proven proven;
    note_logins(proven, client.logins);
    return proven;
}

void a_weaker_digest_than_before_is_noticed(void **)
{
    for (const Weaker &row : kWeaker) {
        std::vector<Challenge> asked = parse_challenges(row.www, false).usable;
        for (Challenge &challenge : parse_challenges(row.proxy, true).usable)
            asked.push_back(std::move(challenge));
        const auto downgrade = downgrade_of(proven(), asked);
        const std::string got = downgrade ? name(downgrade->before) + " to "s + name(downgrade->now) : "";
        if (got != row.wanted)
            fail_msg("%s: %s", row.name, got.c_str());
        assert_false(downgrade_of(Proven{}, asked).has_value());
    }
}

void what_was_not_presented_proves_nothing(void **)
{
    Client client;
    set_password(client.account, "secret");
    client.take("Digest realm=r,nonce=n,algorithm=SHA-256");
    Proven proven;
    note_logins(proven, client.logins);
    assert_int_equal(proven.registrar, Algorithm::md5);
}

void a_given_ha1_answers_as_its_password_would(void **)
{
    Client client;
    client.take(kFirst);
    client.give(ha1_grant(Algorithm::md5, test::md5_hex("alice:r:secret")));
    assert_true(client.take(kFirst) == "answerable" && client.send() == "secret of r");
}

} // namespace

int main()
{
    const CMUnitTest asking[] = {
        cmocka_unit_test(what_is_missing_is_asked_for),
        cmocka_unit_test(what_was_given_answers_now_and_later),
        cmocka_unit_test(each_realm_is_asked_for),
        cmocka_unit_test(what_was_just_given_and_is_refused_ends_the_attempt),
        cmocka_unit_test(what_was_kept_and_is_refused_is_asked_for_anew),
        cmocka_unit_test(the_account_s_own_is_asked_for_once_refused),
        cmocka_unit_test(a_token_is_sent_as_it_is_until_it_is_refused),
        cmocka_unit_test(what_may_not_be_seen_is_not_sent_over_the_next_hop),
        cmocka_unit_test(the_sim_is_asked_for_each_nonce),
        cmocka_unit_test(a_wrong_res_is_rejected),
        cmocka_unit_test(sequence_numbers_are_put_right),
        cmocka_unit_test(auts_for_the_same_nonce_again_is_rejected),
        cmocka_unit_test(an_announced_nonce_is_no_question_to_the_sim),
        cmocka_unit_test(what_cannot_be_answered_is_left_out),
        cmocka_unit_test(a_weaker_digest_than_before_is_noticed),
        cmocka_unit_test(what_was_not_presented_proves_nothing),
        cmocka_unit_test(a_given_ha1_answers_as_its_password_would),
    };
    return cmocka_run_group_tests(asking, nullptr, nullptr);
}
