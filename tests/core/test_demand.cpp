// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar demands to be different, and what is then written.
#include "core/demand.hpp"

#include "support/cmocka.hpp"

namespace sipreg::core {

namespace {

Account demanding_account()
{
    Account account;
    add_header(account, "Require", "path, x-strange");
    add_header(account, "X-Other", "kept");
    set_supported(account, "path, outbound");
    add_contact_param(account, "reg-id", "1");
    return account;
}

std::string head(const std::string &headers) { return "SIP/2.0 4xx No\r\n" + headers + "\r\n"; }

std::string all(const std::vector<Header> &headers)
{
    std::string text;
    for (const Header &header : headers)
        text += header.name + "=" + header.value + ";";
    return text;
}

void without_a_demand_everything_is_the_accounts(void **)
{
    const Account account = demanding_account();
    assert_string_equal(supported_value(account, {}).c_str(), "path, outbound");
    assert_string_equal(all(further_headers(account, {})).c_str(), "Require=path, x-strange;X-Other=kept;");
    assert_true(may_send_param("reg-id", {}));
    assert_true(may_send_param("+sip.pnsreg", {}));
}

void a_420_drops_what_is_not_known(void **)
{
    const Account account = demanding_account();
    Concessions made;
    assert_true(concede(made, 420, head("Unsupported: x-strange\r\n"), account));
    assert_string_equal(all(further_headers(account, made)).c_str(), "Require=path;X-Other=kept;");
    assert_false(concede(made, 420, head("Unsupported: path\r\n"), account));
    Concessions whole;
    assert_true(concede(whole, 420, head("Unsupported: X-STRANGE\r\nUnsupported: path\r\n"), account));
    assert_string_equal(all(further_headers(account, whole)).c_str(), "X-Other=kept;");
}

void a_420_about_what_we_did_not_require_is_refused(void **)
{
    Concessions made;
    assert_false(concede(made, 420, head("Unsupported: gruu\r\n"), demanding_account()));
    assert_false(concede(made, 420, head(""), demanding_account()));
    assert_int_equal(made.made, 0);
    assert_string_equal(made.dropped.c_str(), "");
}

void a_421_adds_what_can_be_supported(void **)
{
    Concessions made;
    assert_true(concede(made, 421, head("Require: gruu, path\r\n"), demanding_account()));
    assert_string_equal(supported_value(demanding_account(), made).c_str(), "path, outbound, gruu");
    assert_string_equal(supported_value(Account{}, made).c_str(), "gruu");
    Concessions other;
    assert_false(concede(other, 421, head("Require: gruu, telepathy\r\n"), demanding_account()));
    assert_false(concede(other, 421, head("Require: path\r\n"), demanding_account())); // it was supported already
    assert_false(concede(other, 421, head("Require: " + std::string(600, 'a') + "\r\n"), demanding_account()));
}

void a_439_ends_outbound(void **)
{
    Concessions made;
    assert_true(concede(made, 439, head(""), demanding_account()));
    assert_string_equal(supported_value(demanding_account(), made).c_str(), "path");
    assert_false(may_send_param("reg-id", made));
    Concessions none;
    assert_false(concede(none, 439, head(""), Account{}));
}

void a_494_is_agreed_to_by_digest(void **)
{
    Concessions made;
    assert_true(concede(made, 494, head("Security-Server: tls;q=0.1, digest;d-alg=MD5\r\n"), demanding_account()));
    assert_string_equal(all(further_headers(Account{}, made)).c_str(),
                        "Security-Client=digest;Security-Verify=tls;q=0.1, digest;d-alg=MD5;Require=sec-agree;"
                        "Proxy-Require=sec-agree;");
    assert_string_equal(supported_value(Account{}, made).c_str(), "sec-agree");
    Concessions other;
    assert_false(concede(other, 494, head("Security-Server: ipsec-3gpp;alg=hmac-md5-96\r\n"), demanding_account()));
}

void a_555_ends_push(void **)
{
    Account account;
    Concessions made;
    assert_false(concede(made, 555, head(""), account));
    auto extras = std::make_shared<Extras>();
    extras->push.provider = "acme";
    account.extras = extras;
    assert_true(concede(made, 555, head(""), account));
    assert_false(may_send_param("+sip.pnsreg", made));
    assert_true(may_send_param("+sip.audio", made));
    assert_false(concede(made, 555, head(""), account));
}

// RFC 3261 §8.2.2.3: the tags may stand in several headers, and Proxy-Require is asked about like Require.
void a_420_is_heard_by_proxies_demands_too(void **)
{
    Account account;
    add_header(account, "X-Require", "x-strange");
    add_header(account, "Proxy-Require", "x-strange, x-known");
    Concessions made;
    assert_true(concede(made, 420, head("Unsupported: x-other\r\nX: y\r\nUnsupported: x-strange\r\n"), account));
    assert_string_equal(all(further_headers(account, made)).c_str(), "X-Require=x-strange;Proxy-Require=x-known;");
}

// A list is copied into messages and kept: no more of it than is sensible, and nothing that would break a line.
void a_hostile_list_is_none(void **)
{
    const std::string longest = "digest" + std::string(506, ';'), longer = longest + ";";
    Concessions made;
    assert_false(concede(made, 494, head("Security-Server: " + longer + "\r\n"), {}));
    assert_false(concede(made, 494, head("Security-Server: digest;x=\x01\r\n"), {}));
    assert_false(concede(made, 494, head(""), {}));
    assert_int_equal(made.made, 0);
    assert_true(concede(made, 494, head("Security-Server: " + longest + "\r\n"), {}));
}

void a_421_asks_for_what_is_no_token_in_vain(void **)
{
    Concessions made;
    assert_false(concede(made, 421, head("Require: \r\n"), {}));
    assert_false(concede(made, 421, head("Require: a b, \"path\"\r\n"), {}));
    assert_true(concede(made, 421, head("Require: , Path\r\n"), {}));
    assert_string_equal(supported_value({}, made).c_str(), "Path");
}

void outbound_is_known_by_its_flow_as_well(void **)
{
    Account account;
    add_contact_param(account, "q", "0.5");
    Concessions made;
    assert_false(concede(made, 439, head(""), account));
    add_contact_param(account, "Reg-Id", "1");
    assert_true(concede(made, 439, head(""), account));
    assert_string_equal(supported_value(account, made).c_str(), "");
}

void what_is_agreed_stands_once(void **)
{
    Account account;
    set_supported(account, "path, sec-agree");
    Concessions made;
    assert_true(concede(made, 494, head("Security-Server: tls\r\nSecurity-Server: Digest\r\n"), account));
    assert_string_equal(supported_value(account, made).c_str(), "path, sec-agree");
    Account other;
    set_supported(other, "path");
    assert_string_equal(supported_value(other, made).c_str(), "path, sec-agree");
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest demand[] = {
        cmocka_unit_test(without_a_demand_everything_is_the_accounts),
        cmocka_unit_test(a_420_drops_what_is_not_known),
        cmocka_unit_test(a_420_about_what_we_did_not_require_is_refused),
        cmocka_unit_test(a_421_adds_what_can_be_supported),
        cmocka_unit_test(a_439_ends_outbound),
        cmocka_unit_test(a_494_is_agreed_to_by_digest),
        cmocka_unit_test(a_555_ends_push),
        cmocka_unit_test(a_420_is_heard_by_proxies_demands_too),
        cmocka_unit_test(a_hostile_list_is_none),
        cmocka_unit_test(a_421_asks_for_what_is_no_token_in_vain),
        cmocka_unit_test(outbound_is_known_by_its_flow_as_well),
        cmocka_unit_test(what_is_agreed_stands_once),
    };
    return cmocka_run_group_tests(demand, nullptr, nullptr);
}
