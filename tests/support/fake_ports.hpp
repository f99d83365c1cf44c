// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver's world for tests: a clock that is set, an agenda instead of a loop, a scripted transport and resolver.
#pragma once

#include "registration/ports.hpp"

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sipreg::fake {

struct Clock : registration::Clock {
    Instant time{Millis(1'000'000)};
    Instant now() const noexcept override { return time; }
};

/// Repeatable. Every unit() is the same unless spread is set.
struct Dice : registration::Dice {
    std::mt19937_64 source{1};
    double fixed = 0.5;
    bool spread = false;

    double unit() override
    {
        return spread ? std::uniform_real_distribution<double>(0.0, 1.0)(source) : fixed;
    }

    std::string hex(std::size_t size) override
    {
        std::string text;
        while (text.size() < 2 * size)
            text += "0123456789abcdef"[source() % 16];
        return text;
    }
};

/// What will happen when; what is for the same instant happens in the order it was entered.
class Agenda {
public:
    void at(Instant when, std::function<void()> what) { entries_.emplace(Key{when, ++number_}, std::move(what)); }
    Instant next() const { return entries_.empty() ? kNever : entries_.begin()->first.first; }

    void run_first()
    {
        const auto first = entries_.extract(entries_.begin());
        first.mapped()();
    }

private:
    using Key = std::pair<Instant, std::uint64_t>;
    std::map<Key, std::function<void()>> entries_;
    std::uint64_t number_ = 0;
};

/// A message that was sent.
struct Sent {
    core::Target target;
    core::HostPort local;
    std::string text;
    Instant when;
    std::string domain; // who is to be there
    core::SharedWebResource web;
    int flow = 0; // which connection to it

    /// Values of the header @p name, in order.
    std::vector<std::string> values(const std::string &name) const
    {
        std::vector<std::string> found;
        const std::string key = "\r\n" + name + ": ";
        for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 2)) {
            const std::size_t begin = at + key.size();
            found.push_back(text.substr(begin, text.find("\r\n", begin) - begin));
        }
        return found;
    }

    std::string value(const std::string &name) const
    {
        const std::vector<std::string> found = values(name);
        return found.empty() ? "" : found.front();
    }

    /// The URI in number @p at of the Contacts; "".
    std::string contact(std::size_t at = 0) const
    {
        const std::vector<std::string> found = values("Contact");
        return at < found.size() ? found[at].substr(1, found[at].find('>') - 1) : "";
    }

    std::uint32_t cseq() const { return static_cast<std::uint32_t>(std::stoul(value("CSeq"))); }

    /// "add", "remove", "remove-others", "remove-all" or "query", with "+auth" if credentials are there and "+old" if a
    /// Contact goes beside ours.
    std::string kind() const
    {
        const std::vector<std::string> contacts = values("Contact");
        const bool authorized = !value("Authorization").empty() || !value("Proxy-Authorization").empty();
        return purpose(contacts) + (authorized ? "+auth" : "") + (old_goes(contacts) ? "+old" : "");
    }

private:
    std::string purpose(const std::vector<std::string> &contacts) const
    {
        if (contacts.empty())
            return "query";
        if (contacts.front() == "*")
            return "remove-all";
        // What takes away the bindings of others asks for no lifetime of ours.
        return value("Expires").empty() ? "remove-others" : value("Expires") == "0" ? "remove" : "add";
    }

    bool old_goes(const std::vector<std::string> &contacts) const
    {
        const std::string purpose = this->purpose(contacts);
        return (purpose == "add" && contacts.back().ends_with(";expires=0")) ||
               (purpose == "remove" && contacts.size() > 1);
    }
};

/// What comes back, and after how long; neither a reply nor a silence: nothing does.
struct Answer {
    std::optional<core::Reply> reply;
    std::optional<core::Silence> silence;
    Millis delay{20};
    core::TlsFault tls = core::TlsFault::none; // with silence
    std::uint8_t alert = 0;
};

/// Keeps its port's word: no call within send(), one call at most, none after the Pending is gone.
class Transport : public registration::Transport {
public:
    using Script = std::function<Answer(const Sent &)>;

    Transport(Clock &clock, Agenda &agenda) : clock_(clock), agenda_(agenda) {}

    Script script; // none: silence
    core::HostPort local4{"192.168.0.2", 5070}, local6{"2001:db8::2", 5070};
    Millis connect_time{0}; // until the message is composed
    bool keep_messages = true;
    std::vector<Sent> messages;
    std::uint64_t count = 0;
    std::size_t most_outstanding = 0;
    bool doubled = false; // two requests of one AOR were out at once

    std::size_t outstanding() const { return flights_.size(); }

    std::unique_ptr<registration::Pending> send(const core::Peer &peer, registration::Exchange &exchange) override
    {
        const std::uint64_t number = ++last_;
        flights_[number] = {&exchange, ""};
        most_outstanding = std::max(most_outstanding, flights_.size());
        if (connect_time == Millis(0))
            compose(number, peer);
        else
            agenda_.at(clock_.time + connect_time, [this, number, peer] { compose(number, peer); });
        return std::make_unique<Flight>(*this, number);
    }

    /// As if it were a flow for each target, by which every registration is reached that has registered by it.
    std::unique_ptr<registration::Pending> keep(const core::Peer &peer, const core::HostPort &, const core::FlowTerms &terms,
                                                registration::FlowWatch &watch) override
    {
        const std::uint64_t number = ++last_;
        held_[number] = {peer.target, &watch};
        last_terms = terms;
        return std::make_unique<Held>(*this, number);
    }

    std::size_t held() const { return held_.size(); }
    core::FlowTerms last_terms;

    /// The flow to @p target is no more.
    void lose(const core::Target &target)
    {
        std::vector<std::uint64_t> lost;
        for (const auto &[number, flow] : held_)
            if (flow.first == target)
                lost.push_back(number);
        for (const std::uint64_t number : lost)
            if (const auto flow = held_.extract(number))
                flow.mapped().second->on_flow_lost({core::Silence::broken, "the test cuts the flow"});
    }

private:
    struct Held : registration::Pending {
        Held(Transport &transport, std::uint64_t number) : transport_(transport), number_(number) {}
        ~Held() override { transport_.held_.erase(number_); }
        Transport &transport_;
        const std::uint64_t number_;
    };

    struct Flight : registration::Pending {
        Flight(Transport &transport, std::uint64_t number) : transport_(transport), number_(number) {}
        ~Flight() override { transport_.flights_.erase(number_); }
        Transport &transport_;
        const std::uint64_t number_;
    };

    void compose(std::uint64_t number, const core::Peer &peer)
    {
        if (!flights_.contains(number))
            return;
        const core::HostPort &local = peer.target.ip.v6 ? local6 : local4;
        const Sent sent{peer.target, local,      flights_[number].exchange->compose(local), clock_.time, peer.domain,
                        peer.web,    peer.flow};
        mark(number, sent.value("To"));
        ++count;
        Answer answer = script ? script(sent) : Answer{};
        if (keep_messages)
            messages.push_back(sent);
        if (answer.reply || answer.silence)
            agenda_.at(clock_.time + answer.delay, [this, number, answer] { deliver(number, answer); });
    }

    void mark(std::uint64_t number, const std::string &who)
    {
        for (const auto &[other, out] : flights_)
            doubled |= other != number && out.who == who;
        flights_[number].who = who;
    }

    void deliver(std::uint64_t number, const Answer &answer)
    {
        if (!flights_.contains(number))
            return;
        registration::Exchange &exchange = *flights_[number].exchange;
        if (answer.reply)
            exchange.on_reply(*answer.reply);
        else
            exchange.on_silence({*answer.silence, "the test wants silence", answer.tls, answer.alert});
    }

    struct Out {
        registration::Exchange *exchange;
        std::string who; // once it is composed
    };

    Clock &clock_;
    Agenda &agenda_;
    std::map<std::uint64_t, Out> flights_;
    std::map<std::uint64_t, std::pair<core::Target, registration::FlowWatch *>> held_;
    std::uint64_t last_ = 0;
};

/// Knows the names it was told; answers within the call unless a delay is set.
class Resolver : public registration::Resolver {
public:
    Resolver(Clock &clock, Agenda &agenda) : clock_(clock), agenda_(agenda) {}

    std::map<std::string, std::vector<std::string>> hosts;
    std::map<std::string, std::vector<core::dns::Srv>> services; // by the whole name
    std::optional<Millis> delay;
    bool answers = true;
    std::uint64_t count = 0;

    std::size_t outstanding() const { return questions_.size(); }

    std::unique_ptr<registration::Pending> ask(const core::dns::Question &question, registration::Lookup &lookup) override
    {
        if (question.type != core::dns::Type::address) {
            lookup.on_answer(question, servers(question));
            return nullptr;
        }
        ++count;
        if (answers && !delay) {
            answer(question, lookup);
            return nullptr;
        }
        const std::uint64_t number = ++last_;
        questions_[number] = &lookup;
        if (answers)
            agenda_.at(clock_.time + *delay, [this, number, question] {
                if (questions_.contains(number))
                    answer(question, *questions_[number]);
            });
        return std::make_unique<Asked>(*this, number);
    }

private:
    struct Asked : registration::Pending {
        Asked(Resolver &resolver, std::uint64_t number) : resolver_(resolver), number_(number) {}
        ~Asked() override { resolver_.questions_.erase(number_); }
        Resolver &resolver_;
        const std::uint64_t number_;
    };

    static core::dns::AnswerPtr nothing(const core::dns::Question &question)
    {
        core::dns::Answer answer;
        answer.kind = core::dns::Answer::Kind::none;
        answer.problem = question.name + " has no address";
        return std::make_shared<core::dns::Answer>(answer);
    }

    core::dns::AnswerPtr servers(const core::dns::Question &question) const
    {
        const auto known = services.find(question.name);
        if (question.type != core::dns::Type::srv || known == services.end())
            return nothing(question);
        core::dns::Answer found;
        found.kind = core::dns::Answer::Kind::found;
        found.services = known->second;
        return std::make_shared<core::dns::Answer>(found);
    }

    void answer(const core::dns::Question &question, registration::Lookup &lookup)
    {
        core::dns::Answer found;
        found.kind = core::dns::Answer::Kind::found;
        for (const std::string &text : hosts[question.name])
            found.addresses.push_back(*core::parse_ip(text));
        lookup.on_answer(question, found.addresses.empty() ? nothing(question) : std::make_shared<core::dns::Answer>(found));
    }

    Clock &clock_;
    Agenda &agenda_;
    std::map<std::uint64_t, registration::Lookup *> questions_;
    std::uint64_t last_ = 0;
};

} // namespace sipreg::fake
