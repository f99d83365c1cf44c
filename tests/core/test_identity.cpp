// SPDX-License-Identifier: LGPL-2.1-or-later
// Whose a certificate is, as a table.
#include "core/identity.hpp"
#include "core/tls_fault.hpp"
#include "support/cmocka.hpp"

#include <set>

using namespace sipreg::core;
using namespace std::string_literals;

namespace {

CertificateNames of(std::vector<std::string> uris, std::vector<std::string> dns)
{
    return {std::move(uris), std::move(dns), {}, true, "ignored.example"};
}
CertificateNames of_ip(const char *ip) { return {{}, {}, {*parse_ip(ip)}, true, ""}; }
CertificateNames of_common_name(const char *name) { return {{}, {}, {}, false, name}; }

constexpr IdentityRules kStrict{}, kWildcard{true, false}, kCommonName{false, true};

struct Row {
    const char *name;
    CertificateNames names;
    const char *domain;
    IdentityRules rules;
    bool fits;
};

const Row kRows[] = {
    {"the domain", of({}, {"example.com"}), "example.com", kStrict, true},
    {"in capitals", of({}, {"EXAMPLE.Com"}), "example.COM", kStrict, true},
    {"with the root's dot", of({}, {"example.com."}), "example.com", kStrict, true},
    {"asked for with the root's dot", of({}, {"example.com"}), "example.com.", kStrict, true},
    {"the second name", of({}, {"other.test", "example.com"}), "example.com", kStrict, true},
    {"another domain", of({}, {"other.test"}), "example.com", kStrict, false},
    {"a host of the domain", of({}, {"sip.example.com"}), "example.com", kStrict, false},
    {"the domain of the host", of({}, {"example.com"}), "sip.example.com", kStrict, false},
    {"NUL behind the domain", of({}, {"example.com\0.evil.test"s}), "example.com", kStrict, false},
    {"a URI", of({"sip:example.com"}, {}), "example.com", kStrict, true},
    {"a URI in capitals", of({"SIP:EXAMPLE.COM"}, {}), "example.com", kStrict, true},
    {"a URI hides what the DNS names", of({"sip:other.test"}, {"example.com"}), "example.com", kStrict, false},
    {"a URI of a user is none", of({"sip:alice@example.com"}, {}), "example.com", kStrict, false},
    {"a URI of nobody in particular is none", of({"sip:@example.com"}, {}), "example.com", kStrict, false},
    {"a URI of a user hides nothing", of({"sip:alice@example.com"}, {"example.com"}), "example.com", kStrict, true},
    {"a URI of the web hides nothing", of({"https://x.test"}, {"example.com"}), "example.com", kStrict, true},
    {"a URI of the web is none", of({"https://example.com"}, {}), "example.com", kStrict, false},
    {"sips is none", of({"sips:example.com"}, {}), "example.com", kStrict, false},
    {"an address", of_ip("192.0.2.1"), "192.0.2.1", kStrict, true},
    {"an IPv6 address", of_ip("2001:db8::1"), "2001:DB8:0::1", kStrict, true},
    {"another address", of_ip("192.0.2.2"), "192.0.2.1", kStrict, false},
    {"an address as a name", of({}, {"192.0.2.1"}), "192.0.2.1", kStrict, false},
    {"an address where a name is wanted", of_ip("192.0.2.1"), "example.com", kStrict, false},
    {"a common name", of_common_name("example.com"), "example.com", kStrict, false},
    {"a common name, allowed", of_common_name("example.com"), "example.com", kCommonName, true},
    {"another common name", of_common_name("other.test"), "example.com", kCommonName, false},
    {"a common name beside others", of({}, {"other.test"}), "ignored.example", kCommonName, false},
    {"a common name beside an address", {{}, {}, {}, true, "example.com"}, "example.com", kCommonName, false},
    {"a common name that is an address", of_common_name("192.0.2.1"), "192.0.2.1", kCommonName, false},
    {"a wildcard", of({}, {"*.example.com"}), "sip.example.com", kStrict, false},
    {"a wildcard, allowed", of({}, {"*.example.com"}), "sip.example.com", kWildcard, true},
    {"not for the domain itself", of({}, {"*.example.com"}), "example.com", kWildcard, false},
    {"not for two labels", of({}, {"*.example.com"}), "a.b.example.com", kWildcard, false},
    {"not for a part of a label", of({}, {"s*.example.com"}), "sip.example.com", kWildcard, false},
    {"not further right", of({}, {"sip.*.com"}), "sip.example.com", kWildcard, false},
    {"not for a whole top level", of({}, {"*.com"}), "example.com", kWildcard, false},
    {"not for all", of({}, {"*"}), "example.com", kWildcard, false},
    {"not for an address", of({}, {"*.0.2.1"}), "192.0.2.1", kWildcard, false},
    {"a wildcard that a URI hides", of({"sip:other.test"}, {"*.example.com"}), "sip.example.com", kWildcard, false},
    {"no name at all", of({}, {}), "example.com", kWildcard, false},
};

void each_certificate_is_of_whom_it_is(void **)
{
    for (const Row &row : kRows)
        if (mismatch(row.names, row.domain, row.rules).has_value() == row.fits)
            fail_msg("%s", row.name);
}

void the_reason_names_the_names(void **)
{
    const struct {
        CertificateNames names;
        const char *domain, *reason;
    } rows[] = {
        {of({"sip:other.test"}, {"a.test"}), "example.com",
         "the certificate is not for example.com but for sip:other.test, a.test"},
        {of_ip("192.0.2.2"), "192.0.2.1", "the certificate is not for 192.0.2.1 but for 192.0.2.2"},
        {of({}, {}), "example.com", "the certificate is not for example.com but for nobody"},
        {of({}, {"a\r\nb\x1b[31m.test"}), "h.test", "the certificate is not for h.test but for ab[31m.test"},
        {of({}, {"*.example.com"}), "a.example.com",
         "the certificate is not for a.example.com but for *.example.com; a wildcard would fit if it were allowed"},
        {of_common_name("example.com"), "example.com",
         "the certificate is not for example.com but for CN=example.com; its common name would fit if it were allowed"},
        {of({}, {"1", "2", "3", "4", "5", "6", "7", "8", "9"}), "h.test",
         "the certificate is not for h.test but for 1, 2, 3, 4, 5, 6, 7, 8, ..."},
    };
    for (const auto &row : rows)
        assert_string_equal(mismatch(row.names, row.domain, kStrict).value_or("").c_str(), row.reason);
}

void every_fault_has_a_name_of_its_own(void **)
{
    std::set<std::string> names;
    for (int i = 0; i <= int(TlsFault::local); ++i)
        names.insert(name(static_cast<TlsFault>(i)));
    assert_int_equal(names.size(), int(TlsFault::local) + 1);
    assert_string_equal(name(TlsFault::local), "local");
}

} // namespace

int main()
{
    const CMUnitTest identity[] = {
        cmocka_unit_test(each_certificate_is_of_whom_it_is),
        cmocka_unit_test(the_reason_names_the_names),
        cmocka_unit_test(every_fault_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(identity, nullptr, nullptr);
}
