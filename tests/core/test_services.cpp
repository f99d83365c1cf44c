// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar offers along with a binding, read from what it sent, whatever that was.
#include "core/services.hpp"

#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;
using namespace std::literals;

namespace {

std::string joined(const std::vector<std::string> &values)
{
    std::string text;
    for (const std::string &value : values)
        text += (text.empty() ? "" : " | ") + value;
    return text;
}

Services services_of(const std::string &headers, const std::string &route = "", const char *params = "")
{
    Binding own;
    own.params = params;
    const auto services = read_services("SIP/2.0 200 OK\r\n" + headers, &own, route);
    return services ? *services : Services();
}

struct Row {
    const char *name;
    std::string headers;
    const char *wanted;
};

void check(const std::vector<Row> &rows, std::vector<std::string> Services::*which)
{
    for (const Row &row : rows) {
        const std::string got = joined(services_of(row.headers).*which);
        if (got != row.wanted)
            fail_msg("%s: %s", row.name, got.c_str());
    }
}

std::string repeated(const std::string &text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

const std::vector<Row> kRoutes = {
    {"one", "Service-Route: <sip:p;lr>\r\n", "<sip:p;lr>"},
    {"two headers, in order", "Service-Route: <sip:p;lr>\r\nX: y\r\nservice-route: <sip:q;lr>\r\n", "<sip:p;lr> | <sip:q;lr>"},
    {"a list", "Service-Route: <sip:p;lr>,<sip:q;lr>;x=\"a,b\" , <sip:[2001:db8::1];lr>\r\n",
     "<sip:p;lr> | <sip:q;lr>;x=\"a,b\" | <sip:[2001:db8::1];lr>"},
    {"folded", "Service-Route: <sip:p;lr>,\r\n <sip:q;lr>,\r\n\t<sip:r;lr>\r\n", "<sip:p;lr> | <sip:q;lr> | <sip:r;lr>"},
    {"a name, with commas and brackets in quotes", "Service-Route: \"a, <b>\\\"\" <sip:p;lr>\r\n", "\"a, <b>\\\"\" <sip:p;lr>"},
    {"commas in brackets", "Service-Route: <sip:a,b@p;lr>\r\n", "<sip:a,b@p;lr>"},
    {"a backslash out of quotes escapes nothing", "Service-Route: a\\<sip:p;lr>\r\n", "a\\<sip:p;lr>"},
    {"empty items", "Service-Route: ,<sip:p;lr>,,\r\n", "<sip:p;lr>"},
    {"empty", "Service-Route:\r\n", ""},
    {"after the empty line", "\r\nService-Route: <sip:p;lr>\r\n", ""},
    {"no brackets", "Service-Route: sip:p;lr\r\n", ""},
    {"unclosed brackets", "Service-Route: <sip:p;lr\r\n", ""},
    {"unclosed quotes", "Service-Route: \"<sip:p;lr>\r\n", ""},
    {"no SIP URI", "Service-Route: <http://p/>\r\n", ""},
    {"one bad spoils all", "Service-Route: <sip:p;lr>, <sip:>, <sip:q;lr>\r\n", ""},
    {"a control character", "Service-Route: <sip:p;lr>;x=\"\x01\"\r\n", ""},
    {"a carriage return", "Service-Route: <sip:p;lr>;x=\"\rX: y\"\r\n", ""},
    {"NUL", "Service-Route: <sip:p\0;lr>\r\n"s, ""},
    {"512 bytes", "Service-Route: <sip:p;x=" + std::string(502, 'y') + ">\r\n", nullptr},
    {"513 bytes", "Service-Route: <sip:p;x=" + std::string(503, 'y') + ">\r\n", ""},
    {"17 values", "Service-Route: " + repeated("<sip:p>,", 17) + "\r\n", ""},
    {"thousands", repeated("Service-Route: <sip:p>\r\n", 5000), ""},
};

std::vector<Row> routes()
{
    static const std::string whole = "<sip:p;x=" + std::string(502, 'y') + ">";
    std::vector<Row> rows = kRoutes;
    for (Row &row : rows)
        if (row.wanted == nullptr)
            row.wanted = whole.c_str();
    return rows;
}

void service_routes_are_read_whole_or_not(void **)
{
    check(routes(), &Services::service_route);
    check({{"16 values", "Service-Route: " + repeated("<sip:p>,", 16) + "\r\n",
            "<sip:p> | <sip:p> | <sip:p> | <sip:p> | <sip:p> | <sip:p> | <sip:p> | <sip:p> | "
            "<sip:p> | <sip:p> | <sip:p> | <sip:p> | <sip:p> | <sip:p> | <sip:p> | <sip:p>"}},
          &Services::service_route);
}

void paths_are_read_like_them(void **)
{
    std::vector<Row> rows = routes();
    for (Row &row : rows)
        for (const char *name : {"Service-Route", "service-route"})
            for (std::size_t at; (at = row.headers.find(name)) != std::string::npos;)
                row.headers.replace(at, 13, "Path");
    check(rows, &Services::path);
}

void associated_uris_are_read_one_by_one(void **)
{
    check(
        {
            {"a list", "P-Associated-URI: <sip:a@h>, \"A, a\" <tel:+1>;x=y\r\n", "sip:a@h | tel:+1"},
            {"without brackets", "p-associated-uri: sip:a@h\r\n", "sip:a@h"},
            {"folded", "P-Associated-URI: <sip:a@h>\r\n ,<sip:b@h>\r\n", "sip:a@h | sip:b@h"},
            {"bad ones are left out", "P-Associated-URI: <>, <sip:>, a, <sip:a b>, <sip:b@h>, <:x>, <sip:c\r\n", "sip:b@h"},
            {"control characters", "P-Associated-URI: <sip:a\x7F>, <sip:b@h>\r\n", "sip:b@h"},
            {"a long one", "P-Associated-URI: <sip:" + std::string(600, 'a') + ">, <sip:b@h>\r\n", "sip:b@h"},
            {"none", "P-Associated-URI:\r\n", ""},
        },
        &Services::associated);
    assert_int_equal(services_of("P-Associated-URI: " + repeated("<sip:p>,", 1000) + "\r\n").associated.size(), 16);
}

void the_route_set_begins_with_the_proxy(void **)
{
    const struct {
        const char *name, *route, *headers, *wanted;
    } rows[] = {
        {"neither", "", "", ""},
        {"the proxy alone", "<sip:out;lr>", "", "<sip:out;lr>"},
        {"the service route alone", "", "Service-Route: <sip:p;lr>, <sip:q;lr>\r\n", "<sip:p;lr>, <sip:q;lr>"},
        {"both", "<sip:out;lr>", "Service-Route: <sip:p;lr>, <sip:q;lr>\r\n", "<sip:out;lr>, <sip:p;lr>, <sip:q;lr>"},
        {"the proxy is in it", "<sip:out;lr>", "Service-Route: <sip:OUT;lr>;x, <sip:q;lr>\r\n", "<sip:out;lr>, <sip:q;lr>"},
        {"the proxy comes back later", "<sip:out;lr>", "Service-Route: <sip:p;lr>, <sip:out;lr>\r\n",
         "<sip:out;lr>, <sip:p;lr>, <sip:out;lr>"},
        {"a bad service route", "<sip:out;lr>", "Service-Route: <sip:p;lr>, x\r\n", "<sip:out;lr>"},
    };
    for (const auto &row : rows)
        if (services_of(row.headers, row.route).route_set != row.wanted)
            fail_msg("%s: %s", row.name, services_of(row.headers, row.route).route_set.c_str());
}

void gruus_are_those_of_our_contact(void **)
{
    const struct {
        const char *name, *params, *pub, *temp;
    } rows[] = {
        {"both", ";q=1;pub-gruu=\"sip:a@h;gr=urn:uuid:1\";temp-gruu=\"sip:tgruu.7hs==jd7vn@h;gr\"",
         "sip:a@h;gr=urn:uuid:1", "sip:tgruu.7hs==jd7vn@h;gr"},
        {"capitals", ";PUB-GRUU=\"sip:a@h;gr\"", "sip:a@h;gr", ""},
        {"no URI", ";pub-gruu=\"a\";temp-gruu=\"sip:\"", "", ""},
        {"no quotes", ";pub-gruu=x", "", ""},
        {"unclosed", ";pub-gruu=\"sip:a@h", "", ""},
        {"the temporary one alone", ";temp-gruu=\"sip:t@h;gr\"", "", "sip:t@h;gr"},
        {"a line break", ";pub-gruu=\"sip:a@h\\\r\\\nX: y\"", "", ""},
        {"none", "", "", ""},
    };
    for (const auto &row : rows) {
        const Services got = services_of("", "", row.params);
        if (got.public_gruu != row.pub || got.temporary_gruu != row.temp)
            fail_msg("%s: %s, %s", row.name, got.public_gruu.c_str(), got.temporary_gruu.c_str());
    }
    assert_true(services_of("", "", (";pub-gruu=\"sip:" + std::string(600, 'a') + "@h\"").c_str()) == Services());
}

void push_is_what_the_network_answers(void **)
{
    const std::string endless = "Feature-Caps: *;+sip.pns=\"" + std::string(600, 'a') + "\"\r\n";
    const struct {
        const char *name, *headers, *provider, *purr;
        std::uint32_t refresh_s;
    } rows[] = {
        {"all", "Feature-Caps: *;+sip.pns=\"apns\";+sip.pnsreg=\"120\";+sip.pnspurr=\"00fc\"\r\n", "apns", "00fc", 120},
        {"capitals, folded", "feature-caps: *;+SIP.PNS=\"fcm\";\r\n +sip.pnsreg=\"130\"\r\n", "fcm", "", 130},
        {"among others", "Feature-Caps: *;+sip.607, *;+sip.pns=\"fcm,apns\"\r\n", "fcm,apns", "", 0},
        {"the first rules", "Feature-Caps: *;+sip.pns=\"fcm\"\r\nFeature-Caps: *;+sip.pns=\"apns\";+sip.pnsreg=\"9\"\r\n",
         "fcm", "", 9},
        {"no number", "Feature-Caps: *;+sip.pnsreg=\"12x\"\r\n", "", "", 0},
        {"a negative number", "Feature-Caps: *;+sip.pnsreg=\"-1\"\r\n", "", "", 0},
        {"more than there is", "Feature-Caps: *;+sip.pnsreg=\"4294967296\"\r\n", "", "", 0},
        {"control characters", "Feature-Caps: *;+sip.pns=\"a\x02\";+sip.pnspurr=\"\x03\"\r\n", "", "", 0},
        {"more than is kept", endless.c_str(), "", "", 0},
        {"in the quotes of another", "Feature-Caps: *;+x=\";+sip.pns=fcm\"\r\n", "", "", 0},
        {"none", "Feature-Caps: *\r\n", "", "", 0},
    };
    for (const auto &row : rows) {
        const Services got = services_of(row.headers);
        if (got.push_provider != row.provider || got.push_purr != row.purr || got.push_refresh_s != row.refresh_s)
            fail_msg("%s: %s, %s, %u", row.name, got.push_provider.c_str(), got.push_purr.c_str(), got.push_refresh_s);
    }
}

void most_registrars_offer_nothing(void **)
{
    const std::string ordinary = "SIP/2.0 200 OK\r\nContact: <sip:a@h>;expires=5\r\nContent-Length: 0\r\n";
    assert_true(read_services("", nullptr, "") == nullptr);
    assert_true(read_services(ordinary, nullptr, "") == nullptr);
    assert_true(read_services(std::string(100'000, ','), nullptr, "") == nullptr);
    assert_true(read_services(ordinary, nullptr, "<sip:out;lr>") != nullptr);
}

} // namespace

int main()
{
    const CMUnitTest services[] = {
        cmocka_unit_test(service_routes_are_read_whole_or_not),
        cmocka_unit_test(paths_are_read_like_them),
        cmocka_unit_test(associated_uris_are_read_one_by_one),
        cmocka_unit_test(the_route_set_begins_with_the_proxy),
        cmocka_unit_test(gruus_are_those_of_our_contact),
        cmocka_unit_test(push_is_what_the_network_answers),
        cmocka_unit_test(most_registrars_offer_nothing),
    };
    return cmocka_run_group_tests(services, nullptr, nullptr);
}
