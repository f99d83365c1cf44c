// SPDX-License-Identifier: LGPL-2.1-or-later
// Which registrar a 3xx leads to, and whether it is of our domain.
#include "core/redirect.hpp"

#include "support/cmocka.hpp"

namespace sipreg::core {

namespace {

Account account_at(const char *registrar)
{
    Account account;
    set_registrar(account, registrar);
    return account;
}

Binding contact(const char *uri, int q_milli = 1000)
{
    Binding binding;
    binding.uri = uri;
    binding.q_milli = q_milli;
    return binding;
}

std::string followed(const std::vector<Binding> &contacts)
{
    return redirect_of(account_at("sip:example.com"), contacts).value_or(Redirect{}).uri;
}

void the_best_that_can_be_followed_is(void **)
{
    const struct {
        std::vector<Binding> contacts;
        const char *followed;
    } rows[] = {
        {{}, ""},
        {{contact("sip:b.example.com")}, "sip:b.example.com"},
        {{contact("sip:a.example.com", 300), contact("sip:b.example.com", 700)}, "sip:b.example.com"},
        {{contact("sip:a.example.com"), contact("sip:b.example.com")}, "sip:a.example.com"},
        {{contact("sips:a.example.com"), contact("sip:b.example.com", 1)}, "sips:a.example.com"},
        {{contact("sip:a.example.com;transport=carrier-pigeon"), contact("sip:b.example.com", 0)}, "sip:b.example.com"},
        {{contact("tel:+1"), contact("mailto:a@example.com"), contact("")}, ""},
        {{contact("sip:alice:secret@a.example.com:5080;transport=tcp?Subject=x")},
         "sip:a.example.com:5080;transport=tcp"},
        {{contact("sip:a.example.com;maddr=not/a/host")}, ""},
    };
    for (const auto &row : rows)
        assert_string_equal(followed(row.contacts).c_str(), row.followed);
}

void the_hop_is_where_the_uri_says(void **)
{
    const Account account = account_at("sip:example.com");
    const Hop hop = redirect_of(account, {contact("sip:a.example.com:5080;transport=tcp;maddr=192.0.2.7")})->hop;
    assert_string_equal(hop.host.c_str(), "192.0.2.7");
    assert_string_equal(hop.identity().c_str(), "a.example.com");
    assert_int_equal(hop.port, 5080);
    assert_true(hop.transport == Transport::tcp);
}

void a_link_local_address_is_on_the_link_of_who_names_it(void **)
{
    const auto host = [](const char *registrar, const char *uri) {
        return redirect_of(account_at(registrar), {contact(uri)}).value_or(Redirect{}).hop.host;
    };
    assert_string_equal(host("sip:[fe80::1%25eth0]", "sip:[fe80::2]").c_str(), "fe80::2%eth0");
    assert_string_equal(host("sip:[fe80::1%25eth0]", "sip:[2001:db8::2]").c_str(), "2001:db8::2");
    assert_string_equal(host("sip:example.com", "sip:[fe80::2]").c_str(), "fe80::2");
    assert_string_equal(host("sip:example.com", "sip:[fe80::2%25eth0]").c_str(), ""); // what eth0 is there, nobody knows
}

void what_is_of_another_domain_is_known(void **)
{
    const struct {
        const char *registrar, *uri;
        bool foreign;
    } rows[] = {
        {"sip:example.com", "sip:example.com:5080", false},
        {"sip:example.com", "sip:EXAMPLE.com", false},
        {"sip:example.com", "sip:b.example.com", false},
        {"sip:example.com", "sip:badexample.com", true},
        {"sip:example.com", "sip:example.org", true},
        {"sip:example.com", "sip:www.example.org", true},
        {"sip:example.com", "sip:example.com.example.org", true},
        {"sip:b.example.com", "sip:example.com", true},
        {"sip:example.com", "sip:example.com;maddr=192.0.2.66", true},
        {"sip:example.com", "sip:192.0.2.66;maddr=b.example.com", true},
        {"sip:192.0.2.1", "sip:192.0.2.1:5080", false},
        {"sip:192.0.2.1", "sip:192.0.2.2", true},
        {"sip:[2001:db8::1]", "sip:[2001:db8::1]:5080", false},
        {"sip:[fe80::1%25eth0]", "sip:[fe80::1]:5080", false},
        {"sip:[fe80::1%25eth0]", "sip:[fe80::2]", true},
    };
    for (const auto &row : rows) {
        const std::optional<Redirect> found = redirect_of(account_at(row.registrar), {contact(row.uri)});
        if (!found || found->foreign != row.foreign)
            fail_msg("%s from %s", row.uri, row.registrar);
    }
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest redirect[] = {
        cmocka_unit_test(the_best_that_can_be_followed_is),
        cmocka_unit_test(the_hop_is_where_the_uri_says),
        cmocka_unit_test(a_link_local_address_is_on_the_link_of_who_names_it),
        cmocka_unit_test(what_is_of_another_domain_is_known),
    };
    return cmocka_run_group_tests(redirect, nullptr, nullptr);
}
