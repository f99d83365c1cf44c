// SPDX-License-Identifier: LGPL-2.1-or-later
// From the options of `sipreg register` to an account.
#include "sipreg/register_setup.hpp"

#include "sipreg/exit_status.hpp"

#include <charconv>

namespace tool {

namespace {

void set_texts(const Account &account, const RegisterOptions &options)
{
    if (!options.contact.empty())
        accept(account, sipreg_account_set_contact(account.get(), options.contact.c_str()));
    if (!options.instance.empty())
        accept(account, sipreg_account_set_instance(account.get(), options.instance.c_str()));
    if (options.flows)
        accept(account, sipreg_account_set_outbound(account.get(), *options.flows));
    if (!options.supported.empty())
        accept(account, sipreg_account_set_supported(account.get(), options.supported.c_str()));
}

/// As in a Contact header: parameters after the brackets are those of the Contact (RFC 3261 §20.10).
void add_contact(const Account &account, const std::string &contact)
{
    const bool bracketed = contact.starts_with('<');
    const std::size_t end = bracketed ? contact.find('>') : contact.size();
    if (end == std::string::npos)
        throw UsageError("--add-contact: '" + contact + "' has no '>'");
    const std::string uri = contact.substr(bracketed, end - bracketed);
    const std::string params = bracketed ? contact.substr(end + 1) : "";
    accept(account, sipreg_account_add_contact(account.get(), uri.c_str(), params.c_str()));
}

void set_push(const Account &account, const std::vector<std::string> &push)
{
    if (push.empty())
        return;
    const char *param = push.size() > 2 ? push[2].c_str() : "";
    accept(account, sipreg_account_set_push(account.get(), push[0].c_str(), param, push[1].c_str()));
}

sipreg_failure_t failure_named(const std::string &name)
{
    for (int number = SIPREG_FAILURE_TEMPORARY; number <= SIPREG_FAILURE_TIMEOUT; ++number)
        if (name == sipreg_failure_name(static_cast<sipreg_failure_t>(number)))
            return static_cast<sipreg_failure_t>(number);
    throw UsageError("--retry-class: '" + name +
                     "' is none of temporary, forbidden, fatal, credentials, dns, transport, tls, timeout");
}

void set_retry_class(const Account &account, const std::string &text)
{
    const std::size_t equals = std::min(text.find('='), text.size());
    const sipreg_failure_t failure = failure_named(text.substr(0, equals));
    std::int32_t seconds = 0;
    const char *begin = text.c_str() + std::min(equals + 1, text.size()), *end = text.c_str() + text.size();
    if (const auto read = std::from_chars(begin, end, seconds); read.ec != std::errc() || read.ptr != end)
        throw UsageError("--retry-class: '" + text + "' is not like 'forbidden=60'");
    accept(account, sipreg_account_set_retry_class(account.get(), failure, seconds));
}

} // namespace

Account make_account_to_register(const RegisterOptions &options)
{
    Account account = make_account(options);
    set_texts(account, options);
    if (options.expires_s)
        accept(account, sipreg_account_set_expires_s(account.get(), *options.expires_s));
    accept(account, sipreg_account_set_retry_s(account.get(), options.retry_base_s, options.retry_cap_s));
    accept(account, sipreg_account_set_max_attempts(account.get(), options.max_attempts));
    for (const std::string &text : options.retry_classes)
        set_retry_class(account, text);
    for (const std::string &contact : options.more_contacts)
        add_contact(account, contact);
    set_push(account, options.push);
    return account;
}

} // namespace tool
