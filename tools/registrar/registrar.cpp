// SPDX-License-Identifier: LGPL-2.1-or-later
// The registrar without sockets and clock.
#include "registrar/registrar.hpp"

#include "registrar/faults.hpp"
#include "registrar/offers.hpp"
#include "registrar/wish.hpp"

namespace registrar {

namespace {

Response bad(std::string reason)
{
    return {400, std::move(reason), {}};
}

Response out_of_order()
{
    return {500, "CSeq Out of Order", {}};
}

Response with(int status, Header header)
{
    Response result = response(status);
    result.headers.push_back(std::move(header));
    return result;
}

std::string contact_value(const Binding &binding, const std::string &gruus, Instant now)
{
    return '<' + binding.uri_text + '>' + binding.params + gruus +
           ";expires=" + std::to_string(remaining_s(binding, now));
}

} // namespace

std::string Registrar::handle(std::string_view text, const Source &source, Instant now)
{
    if (trim(text).empty()) // a keepalive; the double one asks for a pong (RFC 5626 §4.4.1)
        return text == "\r\n\r\n" ? "\r\n" : "";
    ++counters_.received;
    if (settings_.drop_next > 0) {
        --settings_.drop_next;
        ++counters_.dropped;
        return "";
    }
    const std::optional<Request> request = read_request(text);
    if (!request || !answerable(*request)) {
        ++counters_.unreadable;
        return "";
    }
    return answer(*request, source, now);
}

std::string Registrar::answer(const Request &request, const Source &source, Instant now)
{
    const std::string transaction = transaction_key(request);
    if (const std::string *before = answers_.find(transaction)) {
        ++counters_.retransmissions;
        return spoiled(*before);
    }
    const std::optional<Response> response = respond(request, now);
    if (!response)
        return "";
    ++counters_.answers[response->status];
    counters_.challenges += response->status == 401 || response->status == 407;
    const std::string text = write(*response, request, source, settings_.public_address);
    answers_.keep(transaction, text, now);
    return spoiled(text);
}

std::string Registrar::spoiled(std::string text) const
{
    if (const auto spoil = fault_row(settings_.fault).text)
        spoil(text);
    return text;
}

std::optional<Response> Registrar::respond(const Request &request, Instant now)
{
    if (const std::string reason = complaint(request); !reason.empty())
        return bad(reason);
    if (request.method == "REGISTER")
        return on_register(request, now);
    if (request.method == "ACK") // has no answer
        return std::nullopt;
    return with(request.method == "OPTIONS" ? 200 : 405, {"Allow", "REGISTER, OPTIONS"});
}

Response Registrar::on_register(const Request &request, Instant now)
{
    ++counters_.registers;
    const FaultRow &fault = fault_row(settings_.fault);
    if (fault.instead)
        return fault.instead({settings_, nonces_, now});
    if (request.has("require"))
        return with(420, {"Unsupported", std::string(request.first("require"))});
    std::vector<Header> courtesies;
    for (const Gate &gate : gates(settings_)) {
        Admission admission = admit(gate, settings_, nonces_, request, now);
        if (admission.refusal)
            return *admission.refusal;
        courtesies.insert(courtesies.end(), admission.courtesy.begin(), admission.courtesy.end());
    }
    const std::optional<NameAddr> to = read_name_addr(request.first("to"));
    if (!to || to->uri.host.empty())
        return to ? response(416) : bad("Bad To");
    Response result = bind(request, address_of_record(to->uri), now);
    if (result.status == 200)
        result.headers.insert(result.headers.end(), courtesies.begin(), courtesies.end());
    if (fault.answer)
        fault.answer(result);
    return result;
}

Response Registrar::bind(const Request &request, const std::string &aor, Instant now)
{
    if (!push_is_known(request, settings_.offers))
        return response(555);
    const Wish wish = read_wish(request, aor, settings_, now);
    if (wish.refusal == 423)
        return with(423, {"Min-Expires", std::to_string(settings_.min_expires_s)});
    if (wish.refusal != 0)
        return bad("Bad Contact");
    const bool done = wish.everything
                          ? location_.remove_all(aor, std::string(request.first("call-id")), cseq_number(request), now)
                          : location_.update(aor, wish.bindings, now);
    return done ? bindings_of(request, aor, now) : out_of_order();
}

Response Registrar::bindings_of(const Request &request, const std::string &aor, Instant now)
{
    Response result = response(200);
    for (const Binding &binding : location_.of(aor, now))
        result.headers.push_back({"Contact", contact_value(binding, gruus(binding, request, settings_.offers), now)});
    offer(result, request, settings_.offers);
    result.headers.insert(result.headers.end(), settings_.extra_headers.begin(), settings_.extra_headers.end());
    return result;
}

} // namespace registrar
