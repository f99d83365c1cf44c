// SPDX-License-Identifier: LGPL-2.1-or-later
// Where an account says it is reached: Contacts, their parameters, instance and push.
#include "core/account.hpp"

#include "base/error.hpp"
#include "core/account_fields.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

constexpr std::size_t kMaxContacts = 16;
constexpr const char *kInstance = "+sip.instance";
constexpr const char *kWakesItself = "+sip.pnsreg";
constexpr const char *kRegId = "reg-id";
constexpr std::int64_t kMaxFlows = 4;

bool has_param(const std::vector<Header> &params, std::string_view name)
{
    return std::any_of(params.begin(), params.end(), [&](const Header &param) { return iequals(param.name, name); });
}

// What the library writes to every Contact of ours.
bool is_written(const Extras &extras, std::string_view name)
{
    return (iequals(name, kInstance) && !extras.instance.empty()) ||
           (iequals(name, kWakesItself) && extras.push.wakes_itself);
}

void refuse_if_given(const char *field, const Extras &extras, const char *name)
{
    bool given = has_param(extras.contact_params, name);
    for (const ExtraContact &contact : extras.more_contacts)
        given = given || has_param(contact.params, name);
    if (given)
        refuse(field, std::string(name) + " is a contact parameter already");
}

void add_param(const char *field, const Extras &extras, std::vector<Header> &params, std::string_view name,
               std::string_view value)
{
    if (!is_token(name) || name.size() > kMaxText)
        refuse(field, "\"" + valid_utf8(name) + "\" is not a token");
    if (iequals(name, "expires"))
        refuse(field, "expires is set by itself");
    if (has_param(params, name) || is_written(extras, name))
        refuse(field, "\"" + std::string(name) + "\" is there already");
    if (iequals(name, "q") && !is_qvalue(value))
        refuse(field, "q is not 0..1 with up to three decimals");
    if (!value.empty() && !is_gen_value(value))
        refuse(field, "the value is neither a token nor an address nor a quoted string");
    if (params.size() >= kMaxHeaders)
        refuse(field, "more than 64");
    params.push_back({std::string(name), clean(field, value)});
}

// ";q=0.5;+sip.audio"
std::vector<Header> params_of(const char *field, const Extras &extras, std::string_view text)
{
    std::vector<Header> params;
    if (text.empty())
        return params;
    if (!text.starts_with(';'))
        refuse(field, "the parameters do not begin with \";\"");
    for (std::string_view param : split_outside_quotes(text.substr(1), ';')) {
        const std::size_t equals = param.find('=');
        const bool has_value = equals != std::string_view::npos;
        const std::string_view value = has_value ? param.substr(equals + 1) : std::string_view();
        if (has_value && value.empty())
            refuse(field, "a parameter has no value after \"=\"");
        add_param(field, extras, params, param.substr(0, equals), value);
    }
    return params;
}

bool is_urn_char(char c)
{
    return is_token({&c, 1}) || std::string_view("()=,@;$:/?&#").find(c) != std::string_view::npos;
}

// RFC 8141 §2, as far as it keeps the quotes around it whole.
bool is_urn(std::string_view text)
{
    if (!iequals(text.substr(0, 4), "urn:"))
        return false;
    const std::size_t colon = text.find(':', 4);
    return colon != std::string_view::npos && colon > 5 && colon + 1 < text.size() && text.size() <= 255 &&
           std::all_of(text.begin(), text.end(), is_urn_char);
}

} // namespace

void set_contact(Account &account, std::string_view text)
{
    edit(account).contact = text.empty() ? std::string() : to_string(uri_of("contact", text));
}

void add_contact_param(Account &account, std::string_view name, std::string_view value)
{
    std::vector<Header> params = account.extras->contact_params;
    add_param("contact parameter", *account.extras, params, name, value);
    edit(account).contact_params = std::move(params);
}

void add_contact(Account &account, std::string_view text, std::string_view params)
{
    const Uri uri = uri_of("contact", text);
    for (const ExtraContact &known : account.extras->more_contacts)
        if (equivalent(*parse_uri(known.uri), uri))
            refuse("contact", "\"" + known.uri + "\" is there already");
    if (account.extras->more_contacts.size() >= kMaxContacts)
        refuse("contact", "more than 16 beside the first");
    std::vector<Header> checked = params_of("contact parameter", *account.extras, params);
    edit(account).more_contacts.push_back({to_string(uri), std::move(checked)});
}

void set_instance(Account &account, std::string_view urn)
{
    if (!urn.empty() && !is_urn(urn))
        refuse("instance", "\"" + valid_utf8(urn) + "\" is not a URN of up to 255 characters");
    if (!urn.empty())
        refuse_if_given("instance", *account.extras, kInstance);
    edit(account).instance = urn;
}

void set_outbound(Account &account, std::int64_t flows)
{
    within("outbound flows", flows, 0, kMaxFlows);
    const bool ours = account.extras->flows > 0; // a reg-id that is there
    if (!ours && flows > 0)
        refuse_if_given("outbound", *account.extras, kRegId);
    Extras &extras = edit(account);
    extras.flows = static_cast<std::uint8_t>(flows);
    if (ours)
        std::erase_if(extras.contact_params, is_reg_id);
    if (flows > 0)
        extras.contact_params.push_back({kRegId, "1"});
}

bool is_reg_id(const Header &param) { return iequals(param.name, kRegId); }

Account for_flow(const Account &account, int number)
{
    Account flow = account;
    for (Header &param : edit(flow).contact_params)
        if (is_reg_id(param))
            param.value = std::to_string(number);
    return flow;
}

void set_push(Account &account, std::string_view provider, std::string_view param, std::string_view prid)
{
    Push push{escape_param(clean("push provider", provider)), escape_param(clean("push param", param)),
              escape_param(clean("push prid", prid)), account.extras->push.wakes_itself};
    if (push.provider.empty() && !(push.param.empty() && push.prid.empty()))
        refuse("push provider", "not given, but others of push are");
    if (!push.provider.empty() && push.prid.empty())
        refuse("push prid", "not given");
    edit(account).push = std::move(push);
}

void set_push_wakes_itself(Account &account, bool on)
{
    if (on)
        refuse_if_given("push", *account.extras, kWakesItself);
    edit(account).push.wakes_itself = on;
}

} // namespace sipreg::core
