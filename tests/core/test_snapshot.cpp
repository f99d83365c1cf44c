// SPDX-License-Identifier: LGPL-2.1-or-later
// The format of a snapshot: all of it there and back, with room for what it does not know of, and nothing bad taken in.
#include "core/snapshot.hpp"

#include "support/cmocka.hpp"

#include <tuple>

using namespace sipreg;
using core::Snapshot;

namespace {

Snapshot full()
{
    Snapshot snapshot;
    snapshot.aor = "sip:alice@example.com";
    snapshot.registrar = "sip:example.com";
    snapshot.call_id = "abc@def";
    snapshot.from_tag = "tag1";
    snapshot.cseq = 41;
    snapshot.contact = "sip:alice@203.0.113.7:40000";
    snapshot.old_contacts = {"sip:alice@203.0.113.7:40001", "sip:alice@203.0.113.7:40002"};
    snapshot.shown = "sip:alice@192.0.2.99";
    snapshot.redirect = "sip:b.example.com";
    snapshot.maybe_bound = true;
    snapshot.asked_s = 7200;
    snapshot.local = {"192.168.0.2", 5060};
    snapshot.public_address = core::HostPort{"203.0.113.7", 40000};
    snapshot.granted_s = 3600;
    snapshot.bound_until_ms = 1'800'000'000'123;
    snapshot.home = 0x89abcdef;
    snapshot.proven = {core::Algorithm::sha512_256, core::Algorithm::sha256};
    core::Login login;
    login.challenge = {"example.com", "n\"1", "op,aque", true, core::Algorithm::sha256_sess, true, true, true, false,
                       false, true};
    login.cnonce = "cn";
    login.nc = 7;
    snapshot.logins = {login, login};
    snapshot.logins[1].challenge.proxy = false;
    snapshot.logins[1].challenge.has_opaque = false;
    snapshot.logins[1].challenge.opaque.clear();
    return snapshot;
}

bool same(const core::Challenge &a, const core::Challenge &b)
{
    const auto all = [](const core::Challenge &c) {
        return std::tie(c.realm, c.nonce, c.opaque, c.has_opaque, c.algorithm, c.has_algorithm, c.has_qop, c.qop_auth,
                        c.qop_auth_int, c.proxy);
    };
    return all(a) == all(b);
}

void everything_comes_back_with_its_margin(void **)
{
    const Snapshot was = full();
    const std::optional<Snapshot> is = core::read_snapshot(core::write_snapshot(was));
    assert_true(is.has_value());
    assert_true(is->aor == was.aor && is->registrar == was.registrar);
    assert_true(is->call_id == was.call_id && is->from_tag == was.from_tag);
    assert_true(is->contact == was.contact && is->local == was.local);
    assert_true(is->public_address == was.public_address);
    assert_true(is->old_contacts == was.old_contacts && is->shown == was.shown && is->redirect == was.redirect);
    assert_true(is->maybe_bound);
    assert_int_equal(is->asked_s, was.asked_s);
    assert_int_equal(is->granted_s, was.granted_s);
    assert_true(is->bound_until_ms == was.bound_until_ms && is->home == was.home);
    assert_int_equal(is->cseq, was.cseq + core::kSnapshotMargin);
    assert_true(is->proven.registrar == was.proven.registrar && is->proven.proxy == was.proven.proxy);
    assert_int_equal(is->logins.size(), 2);
    for (std::size_t i = 0; i < 2; ++i) {
        assert_true(same(is->logins[i].challenge, was.logins[i].challenge));
        assert_string_equal(is->logins[i].cnonce.c_str(), "cn");
        assert_int_equal(is->logins[i].nc, 7 + core::kSnapshotMargin);
    }
}

void what_only_this_run_can_answer_is_left_out(void **)
{
    Snapshot snapshot = full();
    snapshot.logins[0].challenge.scheme = core::Scheme::bearer;
    snapshot.logins[1].challenge.aka = core::Aka::v1;
    assert_true(core::read_snapshot(core::write_snapshot(snapshot))->logins.empty());
}

void counters_near_their_end_do_not_wrap(void **)
{
    Snapshot snapshot = full();
    snapshot.cseq = 0x7ffffffe;
    snapshot.logins[0].nc = UINT32_MAX - 1;
    const std::optional<Snapshot> is = core::read_snapshot(core::write_snapshot(snapshot));
    assert_true(is.has_value());
    assert_int_equal(is->cseq, 0x7fffffff);
    assert_int_equal(is->logins.size(), 1); // the one whose count is used up is left out
}

void what_a_later_version_adds_is_passed_over(void **)
{
    const std::string added = core::write_snapshot(full()) + std::string("\x7f\0\0\0\3abc", 8);
    const std::optional<Snapshot> is = core::read_snapshot(added);
    assert_true(is.has_value());
    assert_int_equal(is->logins.size(), 2);
}

// Written by a version that did not know where the binding was made.
void what_an_earlier_version_left_out_is_as_if_unknown(void **)
{
    const std::string now = core::write_snapshot(full());
    const std::size_t at = now.find(std::string("\x2f\0\0\0\x08\0\0\0\0\x89\xab\xcd\xef", 13));
    assert_true(at != std::string::npos);
    const std::optional<Snapshot> is = core::read_snapshot(std::string(now).erase(at, 13));
    assert_true(is.has_value());
    assert_int_equal(is->home, 0);
    assert_int_equal(is->logins.size(), 2);
}

void no_cut_is_taken_for_whole_unless_it_is_between_fields(void **)
{
    const std::string text = core::write_snapshot(full());
    for (std::size_t size = 0; size < text.size(); ++size)
        (void)core::read_snapshot(std::string_view(text).substr(0, size)); // under the sanitizers: nothing is read past the end
    assert_false(core::read_snapshot(std::string_view(text).substr(0, text.size() - 1)).has_value());
    assert_false(core::read_snapshot(std::string("\1\xff\xff\xff\xff", 5)).has_value());
}

struct Row {
    const char *name;
    void (*spoil)(Snapshot &snapshot);
};
const Row kBad[] = {
    {"Call-ID that breaks the line", [](Snapshot &s) { s.call_id = "a\r\nX: y"; }},
    {"no Call-ID", [](Snapshot &s) { s.call_id.clear(); }},
    {"tag that is no token", [](Snapshot &s) { s.from_tag = "a;b"; }},
    {"Contact that is no URI", [](Snapshot &s) { s.contact = "nobody"; }},
    {"public address that is a name", [](Snapshot &s) { s.public_address->host = "host.example"; }},
    {"nonce that breaks the line", [](Snapshot &s) { s.logins[0].challenge.nonce = "a\r\nX: y"; }},
    {"realm that breaks the line", [](Snapshot &s) { s.logins[0].challenge.realm = "a\nb"; }},
    {"opaque that breaks the line", [](Snapshot &s) { s.logins[0].challenge.opaque = "a\nb"; }},
    {"cnonce that breaks the line", [](Snapshot &s) { s.logins[1].cnonce = "a\nb"; }},
    {"too many logins", [](Snapshot &s) { s.logins.resize(9); }},
};

void what_could_not_be_sent_is_refused(void **)
{
    for (const Row &row : kBad) {
        Snapshot snapshot = full();
        row.spoil(snapshot);
        if (core::read_snapshot(core::write_snapshot(snapshot)))
            fail_msg("%s", row.name);
    }
}

} // namespace

int main()
{
    const CMUnitTest snapshot[] = {
        cmocka_unit_test(everything_comes_back_with_its_margin),
        cmocka_unit_test(what_only_this_run_can_answer_is_left_out),
        cmocka_unit_test(counters_near_their_end_do_not_wrap),
        cmocka_unit_test(what_a_later_version_adds_is_passed_over),
        cmocka_unit_test(what_an_earlier_version_left_out_is_as_if_unknown),
        cmocka_unit_test(no_cut_is_taken_for_whole_unless_it_is_between_fields),
        cmocka_unit_test(what_could_not_be_sent_is_refused),
    };
    return cmocka_run_group_tests(snapshot, nullptr, nullptr);
}
