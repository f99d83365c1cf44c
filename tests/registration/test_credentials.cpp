// SPDX-License-Identifier: LGPL-2.1-or-later
// Registrations whose credentials the application is asked for, in virtual time.
#include "registration/resume.hpp"
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

template <typename Change> std::shared_ptr<core::Account> with(std::shared_ptr<core::Account> account, Change change)
{
    auto extras = std::make_shared<core::Extras>(*account->extras);
    change(*extras);
    account->extras = extras;
    return account;
}

std::shared_ptr<core::Account> asking(const std::string &aor = "sip:alice@example.com")
{
    auto made = with(account("sip:192.0.2.1", aor), [](core::Extras &e) { e.asks_for_credentials = true; });
    made->password = Secret();
    return made;
}

// An application that is asked, and the last question it heard.
struct Asked : Client {
    explicit Asked(World &where, std::shared_ptr<const core::Account> what = asking()) : Client(where, std::move(what))
    {
        where.journal.watch = [this](registration::Registration &, const registration::Event &event) {
            if (event.question)
                question = *event.question;
        };
    }

    core::Question question;

    bool give(const char *password)
    {
        return world.driver.give(registration, question.number, core::password_grant(password));
    }
    bool refuse() { return world.driver.give(registration, question.number, {}); }
    std::string cause() const { return world.journal.events.at(world.journal.events.size() - 1).cause; }
};

void what_is_given_registers_and_refreshes(void **)
{
    World world;
    Asked alice(world);
    alice.start();
    world.run(Seconds(5));
    ASSERT_TEXT(world.story(), "asked for example.com");
    ASSERT_TEXT(alice.question.algorithm, "SHA-256");
    assert_true(alice.give("secret"));
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add add+auth");
    ASSERT_TEXT(world.story(), "registered 3600");
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add+auth");
    ASSERT_TEXT(world.story(), "registered 3600");
}

void a_question_without_answer_ends_with_the_attempt(void **)
{
    World world;
    Asked alice(world);
    alice.start();
    world.run(Millis(31'999));
    ASSERT_TEXT(world.story(), "asked for example.com");
    world.run(Millis(1));
    ASSERT_TEXT(alice.cause(), "the application gave no credentials in time");
    ASSERT_TEXT(world.story(), "failed register credentials");
    assert_false(alice.give("secret"));
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add");
    assert_true(alice.is(core::State::idle));
}

void a_refusal_ends_the_attempt_at_once(void **)
{
    World world;
    Asked alice(world);
    alice.start();
    world.run(Seconds(1));
    assert_true(alice.refuse());
    ASSERT_TEXT(alice.cause(), "the application has no credentials");
    ASSERT_TEXT(world.story(), "asked for example.com; failed register credentials");
    assert_false(alice.give("secret"));
}

void an_answer_counts_once_and_for_its_own_question(void **)
{
    World world;
    Asked alice(world);
    assert_false(world.driver.give(alice.registration, 1, core::password_grant("secret")));
    alice.start();
    world.run(Seconds(1));
    const std::int64_t number = alice.question.number;
    assert_false(world.driver.give(alice.registration, number + 1, core::password_grant("wrong")));
    assert_false(world.driver.give(alice.registration, 0, {}));
    assert_true(alice.give("secret"));
    assert_false(alice.give("wrong"));
    world.run(Seconds(1));
    assert_false(alice.refuse());
    ASSERT_TEXT(world.story(), "asked for example.com; registered 3600");
}

void an_answer_that_does_not_fit_ends_the_attempt(void **)
{
    World world;
    Asked alice(world);
    alice.start();
    world.run(Seconds(1));
    world.driver.give(alice.registration, alice.question.number,
                      core::ha1_grant(core::Algorithm::md5, std::string(32, 'a')));
    ASSERT_TEXT(alice.cause(), "what the application gave does not answer what was asked for");
    ASSERT_TEXT(world.story(), "asked for example.com; failed register credentials");
    ASSERT_TEXT(world.requests(), "add");
}

// A registrar that believes nobody, or one whose password is another: it challenges with a new nonce each time.
void a_wrong_password_is_tried_once(void **)
{
    World world;
    int number = 0;
    world.transport.script = [&number](const Sent &) {
        return Answer{challenge("nonce " + std::to_string(++number)), {}, Millis(20)};
    };
    Asked alice(world);
    alice.start();
    world.run(Seconds(1));
    alice.give("wrong");
    world.run(Seconds(3600));
    ASSERT_TEXT(alice.cause(), "the credentials were rejected");
    ASSERT_TEXT(world.story(), "asked for example.com; failed register credentials");
    ASSERT_TEXT(world.requests(), "add add+auth");
    alice.start(); // the application tries again, and hears that it was wrong
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "asked for example.com again");
    ASSERT_TEXT(world.requests(), "add");
}

// The registrar's password changes while the binding lives.
void a_password_changes_without_unregistering(void **)
{
    World world;
    Asked alice(world);
    alice.start();
    world.run(Seconds(1));
    alice.give("secret");
    world.run(Seconds(1));
    world.story(), world.requests();
    int number = 0;
    bool changed = false;
    world.transport.script = [&](const Sent &sent) {
        return changed ? world.registrar.answer(sent)
                       : Answer{challenge("other " + std::to_string(++number)), {}, Millis(20)};
    };
    world.run_until(Instant(alice.registration.session.next_attempt) + Seconds(1));
    ASSERT_TEXT(world.requests(), "add+auth add+auth"); // the second for the new nonce
    ASSERT_TEXT(world.story(), "asked for example.com again");
    changed = true;
    world.registrar.asks = false; // whatever is answered now is right
    alice.give("new");
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    assert_false(alice.status().degraded);
}

void stop_ends_the_question(void **)
{
    World world;
    Asked alice(world);
    alice.start();
    world.run(Seconds(1));
    alice.stop();
    ASSERT_TEXT(world.story(), "asked for example.com; unregistered");
    assert_false(alice.give("secret"));
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add");
}

void a_forgotten_one_asks_no_more(void **)
{
    World world;
    Asked alice(world);
    alice.start();
    world.run(Seconds(1));
    world.driver.forget(alice.registration);
    assert_false(alice.give("secret"));
    world.run(Seconds(3600));
    ASSERT_TEXT(world.story(), "asked for example.com");
}

void others_go_on_while_somebody_thinks(void **)
{
    World world(1);
    Asked alice(world);
    Client bob(world, account("sip:192.0.2.1", "sip:bob@example.com"));
    alice.start();
    bob.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "asked for example.com; registered 3600");
    assert_true(alice.give("secret"));
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    assert_int_equal(world.transport.most_outstanding, 1);
}

void an_answer_waits_for_its_place(void **)
{
    World world(1);
    Asked alice(world);
    Client bob(world, account("sip:192.0.2.1", "sip:bob@example.com"));
    alice.start();
    world.run(Seconds(1));
    world.transport.script = [&world](const Sent &sent) {
        Answer answer = world.registrar.answer(sent);
        answer.delay = Seconds(5);
        return answer;
    };
    bob.start();
    alice.give("secret");
    world.run(Seconds(4));
    assert_int_equal(world.transport.outstanding(), 1);
    world.run(Seconds(16));
    ASSERT_TEXT(world.story(), "asked for example.com; registered 3600; registered 3600");
    assert_int_equal(world.transport.most_outstanding, 1);
}

void a_query_and_a_removal_ask_too(void **)
{
    World world;
    Asked alice(world);
    alice.query();
    world.run(Seconds(1));
    alice.give("secret");
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "asked for example.com; bindings 0");
    ASSERT_TEXT(world.requests(), "query query+auth");
}

core::Reply token_wanted(const char *error = "")
{
    core::Reply reply = status(401, "Unauthorized");
    core::Challenge challenge;
    challenge.scheme = core::Scheme::bearer;
    challenge.realm = "example.com";
    challenge.bearer = std::make_shared<const core::BearerTerms>(core::BearerTerms{"", "", error});
    reply.challenges = {challenge};
    return reply;
}

// A registrar that knows tokens: @p good is the one it takes at present.
Transport::Script tokens(World &world, const std::string &good)
{
    world.registrar.asks = false;
    return [&world, &good](const Sent &sent) {
        if (sent.value("Authorization") == "Bearer " + good)
            return world.registrar.answer(sent);
        world.registrar.watch(sent);
        return Answer{token_wanted(sent.value("Authorization").empty() ? "" : "invalid_token"), {}, Millis(20)};
    };
}

std::shared_ptr<core::Account> in_clear()
{
    return with(asking(), [](core::Extras &extras) { extras.bearer_in_clear = true; });
}

void a_token_registers_refreshes_and_is_renewed(void **)
{
    World world;
    std::string good = "one";
    world.transport.script = tokens(world, good);
    Asked alice(world, in_clear());
    const auto give = [&](const char *token) {
        return world.driver.give(alice.registration, alice.question.number, core::token_grant(token));
    };
    alice.start();
    world.run(Seconds(1));
    assert_true(give("one"));
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add add+auth add+auth");
    ASSERT_TEXT(world.story(), "asked for example.com; registered 3600; registered 3600");
    good = "two";
    world.run_until(Instant(alice.registration.session.next_attempt) + Seconds(1));
    ASSERT_TEXT(world.story(), "asked for example.com again");
    ASSERT_TEXT(alice.question.error, "invalid_token");
    assert_true(give("two"));
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add+auth add+auth");
    ASSERT_TEXT(world.story(), "registered 3600");
    ASSERT_TEXT(world.registrar.complaint, "");
}

void a_token_is_not_sent_in_clear(void **)
{
    World world;
    const std::string good = "one";
    world.transport.script = tokens(world, good);
    Asked alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "failed register fatal");
}

// @p algorithm is what the registrar asks with.
Transport::Script asking_with(World &world, core::Algorithm &algorithm)
{
    world.registrar.touch = [&algorithm](core::Reply &reply) {
        for (core::Challenge &challenge : reply.challenges)
            challenge.algorithm = algorithm;
    };
    world.registrar.one_time_nonces = true;
    return world.registrar.script();
}

void a_downgrade_is_told(void **)
{
    World world;
    core::Algorithm algorithm = core::Algorithm::sha256;
    world.transport.script = asking_with(world, algorithm);
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    algorithm = core::Algorithm::md5;
    alice.once();
    world.run(Seconds(1));
    assert_true(world.journal.events.at(0).downgrade->before == core::Algorithm::sha256);
    ASSERT_TEXT(world.story(), "downgrade to MD5; registered 3600");
}

void a_downgrade_is_noticed_after_a_restart_too(void **)
{
    World world;
    core::Algorithm algorithm = core::Algorithm::sha256;
    world.transport.script = asking_with(world, algorithm);
    Client before(world);
    before.start();
    world.run(Seconds(1));
    const std::string text = core::write_snapshot(registration::snapshot_of(before.registration, {world.clock.time, 0}));
    world.driver.forget(before.registration);
    Asked alice(world);
    assert_true(registration::resume(alice.registration, *core::read_snapshot(text), {world.clock.time, 0}));
    world.story(), world.requests();
    algorithm = core::Algorithm::md5;
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "downgrade to MD5; asked for example.com");
    ASSERT_TEXT(world.requests(), "add"); // the nonce was kept, the password was not
}

void a_downgrade_is_not_answered_if_the_account_says_so(void **)
{
    World world;
    core::Algorithm algorithm = core::Algorithm::sha512_256;
    world.transport.script = asking_with(world, algorithm);
    Client alice(world, with(account(), [](core::Extras &extras) { extras.refuses_downgrade = true; }));
    alice.start();
    world.run(Seconds(1));
    world.story(), world.requests();
    algorithm = core::Algorithm::sha256;
    alice.once();
    world.run(Seconds(1));
    ASSERT_TEXT(world.journal.events.at(1).cause, "the registrar asks for SHA-256 where it has asked for SHA-512-256");
    ASSERT_TEXT(world.story(), "downgrade to SHA-256; failed register fatal; degraded");
    ASSERT_TEXT(world.requests(), "add+auth");
}

// What a registrar asks for, as the record of the attempt tells it.
std::string asked_of(World &world, const std::vector<core::Challenge> &challenges,
                     std::shared_ptr<const core::Account> who = account())
{
    world.transport.script = [challenges](const Sent &) {
        core::Reply reply = status(401, "Unauthorized");
        reply.challenges = challenges;
        return Answer{reply, {}, Millis(20)};
    };
    Client alice(world, std::move(who));
    alice.start();
    world.run(Millis(20));
    std::string text;
    for (const core::Asked &one : alice.registration.history.episodes().front().passages.front().remark().asked)
        text += one.realm + ": " + one.offered + " -> " + one.chosen + ";";
    return text;
}

core::Challenge challenge_of(const char *realm, core::Algorithm algorithm)
{
    core::Challenge made = challenge("n").challenges.front();
    made.realm = realm;
    made.algorithm = algorithm;
    return made;
}

void what_each_realm_asked_for_is_told(void **)
{
    using core::Algorithm;
    World world;
    ASSERT_TEXT(asked_of(world, {challenge_of("one", Algorithm::md5), challenge_of("one", Algorithm::sha256),
                                 challenge_of("two", Algorithm::md5)}),
                "one: MD5, SHA-256 -> SHA-256;two: MD5 -> MD5;");
}

void credentials_for_another_realm_are_said_to_be(void **)
{
    World world;
    std::shared_ptr<core::Account> elsewhere = account();
    core::set_realm(*elsewhere, "two");
    ASSERT_TEXT(asked_of(world, {challenge_of("one", core::Algorithm::md5)}, elsewhere), "one: MD5 -> ;");
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(world.story(), "failed register credentials");
    ASSERT_TEXT(event.cause, "no credentials are set for the realm that was asked for");
}

void a_second_realm_is_asked_for_after_the_first(void **)
{
    World world;
    const auto both = {challenge_of("one", core::Algorithm::sha256), challenge_of("two", core::Algorithm::sha256)};
    world.transport.script = [&](const Sent &) {
        core::Reply reply = status(401, "Unauthorized");
        reply.challenges = both;
        return Answer{reply, {}, Millis(20)};
    };
    Asked alice(world);
    alice.start();
    world.run(Millis(20));
    ASSERT_TEXT(world.story(), "asked for one");
    assert_true(alice.give("first"));
    ASSERT_TEXT(world.story(), "asked for two");
    (void)world.requests();
    assert_true(alice.give("second"));
    world.run(Millis(1));
    const std::vector<std::string> answers = world.transport.messages.back().values("Authorization");
    assert_int_equal(answers.size(), 2);
}

// RFC 7616 §3.5: the next request is answered with the nonce that the last answer gave.
void the_next_nonce_serves_the_refresh(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) {
        if (reply.status == 200)
            reply.nextnonce = "the next";
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.registrar.asks = false;
    (void)world.requests();
    world.run(Seconds(3600));
    const std::string answer = world.transport.messages.front().value("Authorization");
    assert_true(answer.find("nonce=\"the next\"") != std::string::npos);
    assert_true(answer.find("nc=00000001") != std::string::npos);
}

void a_downgrade_is_told_once_in_an_attempt(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    int asked = 0;
    world.transport.script = [&](const Sent &) {
        core::Reply reply = status(401, "Unauthorized");
        reply.challenges = {challenge_of("example.com", core::Algorithm::md5)};
        reply.challenges.front().nonce = "n" + std::to_string(++asked);
        reply.challenges.front().stale = true;
        return Answer{reply, {}, Millis(20)};
    };
    world.driver.refresh(alice.registration, Seconds(5));
    world.run(Seconds(1));
    assert_true(asked > 2);
    ASSERT_TEXT(world.story(), "downgrade to MD5; failed register credentials; degraded");
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest credentials[] = {
        cmocka_unit_test(what_is_given_registers_and_refreshes),
        cmocka_unit_test(a_question_without_answer_ends_with_the_attempt),
        cmocka_unit_test(a_refusal_ends_the_attempt_at_once),
        cmocka_unit_test(an_answer_counts_once_and_for_its_own_question),
        cmocka_unit_test(an_answer_that_does_not_fit_ends_the_attempt),
        cmocka_unit_test(a_wrong_password_is_tried_once),
        cmocka_unit_test(a_password_changes_without_unregistering),
        cmocka_unit_test(stop_ends_the_question),
        cmocka_unit_test(a_forgotten_one_asks_no_more),
        cmocka_unit_test(others_go_on_while_somebody_thinks),
        cmocka_unit_test(an_answer_waits_for_its_place),
        cmocka_unit_test(a_query_and_a_removal_ask_too),
        cmocka_unit_test(a_token_registers_refreshes_and_is_renewed),
        cmocka_unit_test(a_token_is_not_sent_in_clear),
        cmocka_unit_test(a_downgrade_is_told),
        cmocka_unit_test(a_downgrade_is_noticed_after_a_restart_too),
        cmocka_unit_test(a_downgrade_is_not_answered_if_the_account_says_so),
        cmocka_unit_test(what_each_realm_asked_for_is_told),
        cmocka_unit_test(credentials_for_another_realm_are_said_to_be),
        cmocka_unit_test(a_second_realm_is_asked_for_after_the_first),
        cmocka_unit_test(the_next_nonce_serves_the_refresh),
        cmocka_unit_test(a_downgrade_is_told_once_in_an_attempt),
    };
    return cmocka_run_group_tests(credentials, nullptr, nullptr);
}
