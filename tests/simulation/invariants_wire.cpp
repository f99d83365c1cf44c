// SPDX-License-Identifier: LGPL-2.1-or-later
// Rules of what is sent.
#include "simulation/invariants.hpp"

#include <algorithm>
#include <set>

namespace sipreg::sim {

namespace {

/// RFC 3261 §10.2: one Call-ID, and a CSeq that rises by one. A restored snapshot may jump ahead.
class CseqRises final : public Invariant {
public:
    explicit CseqRises(World &all) : Invariant(all, "CSeq rises by one") {}

    void on_restart(Phone &phone) override { states_[phone].restarted = true; }

    void on_request(const Datagram &request) override
    {
        const Message &message = request.message;
        State &last = states_[*request.phone];
        const bool same = last.call_id == message.call_id;
        const bool next = message.cseq == last.cseq + 1 || (last.restarted && message.cseq > last.cseq);
        must(same || last.call_id.empty() || last.restarted, *request.phone, "another Call-ID");
        must(!same || next, *request.phone, "CSeq did not rise by one");
        must(!same || last.from_tag == message.from_tag, *request.phone, "another From tag");
        must(last.branch != message.branch, *request.phone, "the branch of the last request");
        last = {std::string(message.call_id), std::string(message.from_tag), std::string(message.branch), message.cseq,
                false};
    }

private:
    struct State {
        std::string call_id, from_tag, branch;
        std::uint32_t cseq = 0;
        bool restarted = false;
    };
    PerPhone<State> states_;
};

/// RFC 7616 §3.4: the count of the requests sent with a nonce.
class NonceCountRises final : public Invariant {
public:
    explicit NonceCountRises(World &all) : Invariant(all, "nc rises by one per nonce") {}

    void on_restart(Phone &phone) override
    {
        State &state = states_[phone];
        state.registrar.restarted = state.proxy.restarted = true;
    }

    void on_request(const Datagram &request) override
    {
        State &state = states_[*request.phone];
        look_at(request.message.authorization, state.registrar, *request.phone);
        look_at(request.message.proxy_authorization, state.proxy, *request.phone);
    }

private:
    struct Known {
        std::string nonce;
        std::uint32_t count = 0;
    };
    struct Realm {
        std::vector<Known> known;
        bool restarted = false; // and nothing was sent there since
    };
    struct State {
        Realm registrar, proxy;
    };

    static Known &find(std::vector<Known> &known, std::string_view nonce)
    {
        for (Known &one : known)
            if (one.nonce == nonce)
                return one;
        if (known.size() == 4)
            known.erase(known.begin());
        return known.emplace_back(Known{std::string(nonce)});
    }

    void look_at(std::string_view header, Realm &realm, const Phone &phone)
    {
        if (digest_param(header, "qop").empty())
            return; // RFC 2069 counts nothing
        Known &last = find(realm.known, digest_param(header, "nonce"));
        const std::uint32_t count = number(digest_param(header, "nc"), 16).value_or(0);
        if (count != last.count + 1 && !(realm.restarted && count > last.count))
            broken(phone, "nc " + std::to_string(count) + " after " + std::to_string(last.count));
        last.count = count;
        realm.restarted = false;
    }

    PerPhone<State> states_;
};

/// RFC 3261 §10.2: no new registration before the one before it was answered or given up.
class OneInFlight final : public Invariant {
public:
    explicit OneInFlight(World &all) : Invariant(all, "one REGISTER in flight") {}

    void on_request(const Datagram &request) override
    {
        must(request.phone->in_flight == 1, *request.phone, "the last request is not done with");
    }
};

class WithinWindow final : public Invariant {
public:
    explicit WithinWindow(World &all) : Invariant(all, "bounded outstanding requests") {}

    void on_request(const Datagram &request) override
    {
        must(request.host->outstanding() <= request.host->pace.outstanding, *request.phone,
             "more requests are out than the window allows");
    }

    void on_rush() override
    {
        for (const auto &host : world.hosts) {
            const std::size_t ready = host->pace.registrar_per_s == 0 ? host->phones.size() : lanes(*host);
            must(host->outstanding() == std::min(host->pace.outstanding, ready), *world.phones.front(),
                 "a place among the outstanding requests is lost");
        }
    }

private:
    // At one instant one request goes to each registrar where there is a rate.
    static std::size_t lanes(const Host &host)
    {
        std::set<std::string> registrars;
        for (const Phone *phone : host.phones)
            registrars.insert(phone->account->registrar);
        return registrars.size();
    }
};

/// First request, every target once, four challenges, one 423, one Contact corrected, a registrar that another names.
class AttemptsEnd final : public Invariant {
public:
    explicit AttemptsEnd(World &all) : Invariant(all, "bounded attempt") {}

    void on_request(const Datagram &request) override
    {
        must(++requests_[*request.phone] <= kMost, *request.phone, "an attempt of more requests than it may have");
    }
    void on_event(Phone &phone, const registration::Event &event) override
    {
        if (is_outcome(event))
            requests_[phone] = 0;
    }
    void on_restart(Phone &phone) override { requests_[phone] = 0; }
    void on_cut(Phone &phone) override { requests_[phone] = 0; }

private:
    static constexpr unsigned kMost = Service::kNodes + 4 + 1 + 1 + 1;
    PerPhone<unsigned> requests_;
};

/// An attempt with wrong credentials is refused once, and once more per node where a nonce had grown old; then
/// no other follows.
class WrongCredentialsRest final : public Invariant {
public:
    explicit WrongCredentialsRest(World &all) : Invariant(all, "wrong credentials are not repeated") {}

    void on_wish(Phone &phone) override { states_[phone] = {}; }
    void on_restart(Phone &phone) override { states_[phone] = {}; }
    void on_cut(Phone &phone) override { states_[phone].refused = 0; }

    void on_request(const Datagram &request) override
    {
        must(!states_[*request.phone].over || !is_add(request.message), *request.phone,
             "a registration after the credentials were refused");
    }

    void on_reply(const Datagram &request, const core::Reply &reply) override
    {
        const Message &message = request.message;
        const bool refused = (reply.status == 401 && !message.authorization.empty()) ||
                             (reply.status == 407 && !message.proxy_authorization.empty());
        const bool wrong = !request.phone->right_password || request.phone->answered_wrong;
        if (refused && !request.misleading && wrong)
            must(++states_[*request.phone].refused <= 1 + Service::kNodes, *request.phone, "wrong credentials were sent too often");
    }

    void on_event(Phone &phone, const registration::Event &event) override
    {
        const bool added = event.operation == core::Operation::add;
        if (is_outcome(event))
            states_[phone].refused = 0;
        if (event.type == registration::EventType::failed && event.failure == core::Failure::credentials && added)
            states_[phone].over = phone.wish == Wish::keep;
        if (event.type == registration::EventType::registered && !phone.right_password)
            must(phone.heard_change == Phone::kMisled, phone, "registered with a wrong password");
    }

private:
    struct State {
        unsigned refused = 0;
        bool over = false;
    };
    PerPhone<State> states_;
};

} // namespace

void add_wire_rules(World &world, Invariants &rules)
{
    rules.push_back(std::make_unique<CseqRises>(world));
    rules.push_back(std::make_unique<NonceCountRises>(world));
    rules.push_back(std::make_unique<OneInFlight>(world));
    rules.push_back(std::make_unique<WithinWindow>(world));
    rules.push_back(std::make_unique<AttemptsEnd>(world));
    rules.push_back(std::make_unique<WrongCredentialsRest>(world));
}

} // namespace sipreg::sim
