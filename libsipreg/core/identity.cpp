// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether a certificate is that of a SIP domain.
#include "core/identity.hpp"

#include "core/text.hpp"
#include "core/uri.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

constexpr std::size_t kMaxShown = 8; // names; some certificates have hundreds
constexpr std::size_t kMaxLength = 255;

// RFC 5922 §7.1: the host of a SIP URI that names a domain and no user. (It allows "sip" alone.)
std::optional<std::string> domain_of(std::string_view text)
{
    const std::optional<Uri> uri = parse_uri(text);
    if (!uri || uri->secure || !uri->user.empty() || text.find('@') != std::string_view::npos)
        return {};
    return uri->host;
}

std::string_view without_root(std::string_view name)
{
    return name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

bool is_same(std::string_view name, std::string_view domain)
{
    return iequals(without_root(name), domain);
}

// "*.example.com" for "sip.example.com"; never "*.com".
bool covers(std::string_view pattern, std::string_view domain)
{
    const std::size_t dot = domain.find('.');
    if (!pattern.starts_with("*.") || dot == std::string_view::npos || dot == 0)
        return false;
    const std::string_view above = without_root(pattern).substr(2);
    return above.find('.') != std::string_view::npos && iequals(above, domain.substr(dot + 1));
}

class Comparison {
public:
    Comparison(const CertificateNames &names, std::string_view domain, const IdentityRules &rules)
        : names_(names), domain_(without_root(domain)), rules_(rules), ip_(parse_ip(domain))
    {
        for (const std::string &uri : names.uris)
            if (std::optional<std::string> found = domain_of(uri))
                domains_.push_back(std::move(*found));
        by_uri_ = !domains_.empty();
        if (!by_uri_)
            domains_ = names.dns;
        if (!names.has_alt_names && rules.common_name)
            domains_.push_back(names.common_name);
    }

    bool fits() const
    {
        if (ip_)
            return std::find(names_.ips.begin(), names_.ips.end(), *ip_) != names_.ips.end();
        const auto is = [this](const std::string &name) { return is_same(name, domain_); };
        return std::any_of(domains_.begin(), domains_.end(), is) || (rules_.wildcard && is_covered());
    }

    std::string reason() const
    {
        std::string text = "the certificate is not for " + presentable(domain_) + " but for " + shown();
        if (!ip_ && !rules_.wildcard && is_covered())
            text += "; a wildcard would fit if it were allowed";
        if (!ip_ && !names_.has_alt_names && !rules_.common_name && is_same(names_.common_name, domain_))
            text += "; its common name would fit if it were allowed";
        return text;
    }

private:
    bool is_covered() const
    {
        return !by_uri_ && std::any_of(domains_.begin(), domains_.end(),
                                       [this](const std::string &name) { return covers(name, domain_); });
    }

    std::string shown() const
    {
        std::vector<std::string> all = names_.uris;
        all.insert(all.end(), names_.dns.begin(), names_.dns.end());
        for (const IpAddress &ip : names_.ips)
            all.push_back(to_string(ip));
        if (!names_.has_alt_names && !names_.common_name.empty())
            all.push_back("CN=" + names_.common_name);
        std::string text;
        for (std::size_t i = 0; i < std::min(all.size(), kMaxShown); ++i)
            text += (i == 0 ? "" : ", ") + presentable(all[i]);
        return all.empty() ? "nobody" : all.size() > kMaxShown ? text + ", ..." : text;
    }

    const CertificateNames &names_;
    const std::string_view domain_;
    const IdentityRules &rules_;
    const std::optional<IpAddress> ip_;
    std::vector<std::string> domains_;
    bool by_uri_ = false;
};

} // namespace

std::string presentable(std::string_view text)
{
    std::string shown = valid_utf8(text.substr(0, kMaxLength));
    std::erase_if(shown, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return shown;
}

std::optional<std::string> mismatch(const CertificateNames &names, std::string_view domain, const IdentityRules &rules)
{
    const Comparison comparison(names, domain, rules);
    return comparison.fits() ? std::nullopt : std::optional(comparison.reason());
}

} // namespace sipreg::core
