// SPDX-License-Identifier: LGPL-2.1-or-later
// What the development registrar offers along with a binding.
#include "registrar/phone.hpp"

#include "support/cmocka.hpp" // after the others: it has a macro named fail

namespace {

using namespace phone;
using registrar::Settings;

const char *const kPhone = "<sip:a@h;pn-provider=fcm;pn-prid=x>;+sip.instance=\"<urn:uuid:1>\"";

Settings with_offers()
{
    Settings settings = open_to_all();
    settings.offers.service_route = {"sip:p1;lr", "sip:p2;lr"};
    settings.offers.associated_uris = {"sip:alice@example.com", "tel:+1"};
    settings.offers.path = settings.offers.gruu = true;
    settings.offers.push_provider = "fcm";
    settings.offers.push_refresh_s = 120;
    settings.offers.push_purr = "purr1";
    return settings;
}

void nothing_is_offered_unasked(void **)
{
    Line line(open_to_all());
    const std::string got = line.say(request(contact(kPhone) + "Path: <sip:e;lr>\r\nSupported: gruu, path\r\n"));
    assert_int_equal(status(got), 200);
    for (const char *word : {"Service-Route", "P-Associated-URI", "Path", "gruu", "Feature-Caps"})
        if (has(got, word))
            fail_msg("%s", word);
}

void routes_and_identities_are_told(void **)
{
    Line line(with_offers());
    const std::string got = line.say(request(contact("<sip:a@h>") + "Path: <sip:e;lr>, <sip:f;lr>\r\n"));
    assert_true(has(got, "Service-Route: <sip:p1;lr>\r\nService-Route: <sip:p2;lr>\r\n"));
    assert_true(has(got, "P-Associated-URI: <sip:alice@example.com>\r\nP-Associated-URI: <tel:+1>\r\n"));
    assert_true(has(got, "Path: <sip:e;lr>\r\nPath: <sip:f;lr>\r\n"));
    assert_false(has(got, "gruu"));
    assert_false(has(got, "Feature-Caps"));
}

void an_instance_that_supports_it_gets_gruus(void **)
{
    Line line(with_offers());
    assert_false(has(line.say(request(contact(kPhone))), "gruu"));
    assert_false(has(line.say(request(contact("<sip:b@h>") + "Supported: gruu\r\n", 1, "other")), "<sip:b@h>;pub-gruu"));
    const std::string got = line.say(request(contact(kPhone) + "Supported: path, gruu\r\n", 2));
    assert_true(has(got, ";pub-gruu=\"sip:alice@example.com;gr=urn:uuid:1\""));
    const std::string first = between(got, "temp-gruu=\"", "\"");
    assert_true(first.starts_with("sip:tgruu.") && first.ends_with("@example.com;gr") && count(first, "@") == 1);
    const std::string again = line.say(request(contact(kPhone) + "Supported: gruu\r\n", 3));
    assert_true(between(again, "temp-gruu=\"", "\"") != first);
}

void push_is_answered_by_who_knows_it(void **)
{
    Line line(with_offers());
    const std::string got = line.say(request(contact(kPhone)));
    assert_true(has(got, "Feature-Caps: *;+sip.pns=\"fcm\";+sip.pnsreg=\"120\";+sip.pnspurr=\"purr1\"\r\n"));
    const std::string other = line.say(request(contact("<sip:a@h;pn-provider=apns;pn-prid=x>"), 2));
    assert_int_equal(status(other), 555);
    assert_int_equal(line.registrar.bindings(at(0)).size(), 1);
}

} // namespace

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_offered_unasked),
        cmocka_unit_test(routes_and_identities_are_told),
        cmocka_unit_test(an_instance_that_supports_it_gets_gruus),
        cmocka_unit_test(push_is_answered_by_who_knows_it),
    };
    return cmocka_run_group_tests_name("registrar: offers", tests, nullptr, nullptr);
}
