// SPDX-License-Identifier: LGPL-2.1-or-later
// A REGISTER as text.
#include "core/request.hpp"

#include "core/contact.hpp"
#include "core/text.hpp"

#include <cctype>

namespace sipreg::core {

namespace {

void line(std::string &out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

void optional_line(std::string &out, std::string_view name, std::string_view value)
{
    if (!value.empty())
        line(out, name, value);
}

std::string name_addr(const Account &account)
{
    const std::string display = account.extras->display_name.empty() ? "" : quote(account.extras->display_name) + " ";
    return display + "<" + account.aor + ">";
}

std::string via_value(const Via &via)
{
    std::string value = "SIP/2.0/";
    for (const char c : std::string_view(name(via.transport)))
        value += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    // RFC 3581 §3: an empty rport asks the server for the port it sees.
    return value + " " + to_string(via.sent_by) + ";rport;branch=" + via.branch;
}

std::string own_params(const Extras &extras, const std::vector<Header> &params, const Concessions &concessions, bool goes)
{
    std::string text;
    for (const Header &param : params)
        if ((!goes || is_reg_id(param)) && may_send_param(param.name, concessions))
            text += ";" + param.name + (param.value.empty() ? "" : "=" + param.value);
    if (extras.push.wakes_itself && !goes && may_send_param("+sip.pnsreg", concessions))
        text += ";+sip.pnsreg";
    // RFC 5626 §6: it is by its instance, and the number of its flow, that a registrar may know what goes.
    if (!extras.instance.empty())
        text += ";+sip.instance=\"<" + extras.instance + ">\"";
    return text;
}

void contact(std::string &out, std::string_view uri, std::string_view params, std::uint32_t expires_s)
{
    line(out, "Contact", std::string("<").append(uri).append(">").append(params) +
                             ";expires=" + std::to_string(expires_s));
}

// Each of ours, to come or to go.
void own_contacts(std::string &out, const Extras &extras, const Request &request)
{
    const bool goes = request.operation == Operation::remove;
    const std::uint32_t expires_s = goes ? 0 : request.expires_s;
    contact(out, goes ? without_prid(request.contact) : request.contact,
            own_params(extras, extras.contact_params, request.concessions, goes), expires_s);
    for (const ExtraContact &more : extras.more_contacts)
        contact(out, more.uri, own_params(extras, more.params, request.concessions, goes), expires_s);
}

void contacts(std::string &out, const Account &account, const Request &request)
{
    const bool ours = request.operation == Operation::add || request.operation == Operation::remove;
    if (ours)
        own_contacts(out, *account.extras, request);
    if (request.operation == Operation::remove_all)
        line(out, "Contact", "*");
    if (ours || request.operation == Operation::remove_others)
        for (const std::string &uri : request.removed)
            contact(out, uri, "", 0);
    // The parameter rules; the header serves registrars that read nothing else. A star needs it.
    if (ours)
        line(out, "Expires", std::to_string(request.expires_s));
    if (request.operation == Operation::remove_all)
        line(out, "Expires", "0");
}

} // namespace

std::string write_register(const Account &account, const Request &request, const Via &via)
{
    std::string out;
    out.reserve(1024);
    out.append(kRegister).append(" ").append(request.uri).append(" SIP/2.0\r\n");
    line(out, "Via", via_value(via));
    line(out, "Max-Forwards", "70");
    optional_line(out, "Route", account.extras->route);
    line(out, "From", name_addr(account) + ";tag=" + request.from_tag);
    line(out, "To", name_addr(account));
    line(out, "Call-ID", request.call_id);
    line(out, "CSeq", std::to_string(request.cseq) + " " + kRegister);
    contacts(out, account, request);
    for (const Header &header : request.credentials)
        line(out, header.name, header.value);
    optional_line(out, "Allow", account.extras->allow);
    optional_line(out, "Supported", supported_value(account, request.concessions));
    optional_line(out, "User-Agent", request.user_agent);
    for (const Header &header : further_headers(account, request.concessions))
        line(out, header.name, header.value);
    return out.append("Content-Length: 0\r\n\r\n");
}

bool looks_the_same(const Account &a, const Account &b)
{
    const auto seen = [](const Account &account) {
        Request request;
        request.operation = Operation::add;
        request.uri = account.registrar;
        request.contact = contact_uri(account, {}, {"0.0.0.0", 0}, Transport::udp, true); // wherever that will be
        request.expires_s = account.expires_s;
        request.user_agent = account.extras->user_agent;
        return write_register(account, request, {});
    };
    const Extras &left = *a.extras, &right = *b.extras;
    return seen(a) == seen(b) && a.registrar_hop == b.registrar_hop && left.web == right.web &&
           left.has_proxy == right.has_proxy && left.proxy_hop == right.proxy_hop;
}

} // namespace sipreg::core
