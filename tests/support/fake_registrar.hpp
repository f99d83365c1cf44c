// SPDX-License-Identifier: LGPL-2.1-or-later
// A registrar as a script of the fake transport; asks for credentials, keeps bindings, sees through a NAT, counts CSeq.
#pragma once

#include "support/fake_ports.hpp"

namespace sipreg::fake {

inline core::Reply status(int code, const char *reason = "")
{
    core::Reply reply;
    reply.status = code;
    reply.reason = reason;
    reply.head = "SIP/2.0 " + std::to_string(code) + " " + reason + "\r\n";
    return reply;
}

inline core::Reply challenge(const std::string &nonce, bool stale = false, int code = 401)
{
    core::Reply reply = status(code, "Unauthorized");
    core::Challenge challenge;
    challenge.realm = "example.com";
    challenge.nonce = nonce;
    challenge.algorithm = core::Algorithm::sha256;
    challenge.has_algorithm = challenge.has_qop = challenge.qop_auth = true;
    challenge.stale = stale;
    challenge.proxy = code == 407;
    reply.challenges = {challenge};
    return reply;
}

inline core::Binding binding(const std::string &uri, std::optional<std::uint32_t> expires_s)
{
    core::Binding binding;
    binding.uri = uri;
    binding.expires_s = expires_s;
    return binding;
}

class Registrar {
public:
    explicit Registrar(Clock &clock) : clock_(clock) {}

    bool asks = true;             // for credentials
    bool one_time_nonces = false; // each good for one request, and never called stale
    std::uint32_t min_expires_s = 0, max_expires_s = UINT32_MAX;
    std::optional<core::HostPort> seen; // where requests seem to come from
    std::function<void(core::Reply &reply)> touch; // changes an answer before it goes

    using Bindings = std::map<std::string, Instant>; // Contact, end

    /// Live bindings of all AORs.
    Bindings bindings() const
    {
        Bindings living;
        for (const auto &[aor, bindings] : bindings_)
            for (const auto &[uri, until] : bindings)
                if (until > clock_.time)
                    living.emplace(uri, until);
        return living;
    }

    std::string complaint; // of a CSeq that did not rise by one, or a Call-ID or From tag that changed
    std::uint64_t accepted = 0;

    /// Looks at a request; answer() does so by itself.
    void watch(const Sent &sent)
    {
        const std::string who = sent.value("From");
        Dialog &known = dialogs_[sent.value("To")];
        if (known.cseq != 0 && sent.cseq() != known.cseq + 1)
            complaint = "CSeq " + std::to_string(sent.cseq()) + " after " + std::to_string(known.cseq);
        if (known.cseq != 0 && (known.call_id != sent.value("Call-ID") || known.from != who))
            complaint = "another Call-ID or From tag";
        known = {sent.cseq(), sent.value("Call-ID"), who};
    }

    Answer answer(const Sent &sent)
    {
        watch(sent);
        core::Reply reply = judged(sent);
        if (seen) {
            reply.via_received = seen->host;
            reply.via_rport = std::to_string(seen->port);
        }
        if (touch)
            touch(reply);
        return {reply, {}, Millis(20)};
    }

    Transport::Script script()
    {
        return [this](const Sent &sent) { return answer(sent); };
    }

private:
    core::Reply judged(const Sent &sent)
    {
        unsigned &turn = turns_[sent.value("To")];
        const std::string nonce = "nonce " + std::to_string(turn);
        if (asks && sent.value("Authorization").find("nonce=\"" + nonce + "\"") == std::string::npos)
            return challenge(nonce);
        turn += one_time_nonces;
        const std::uint32_t wanted = static_cast<std::uint32_t>(std::stoul("0" + sent.value("Expires")));
        if (wanted != 0 && wanted < min_expires_s) {
            core::Reply reply = status(423, "Interval Too Brief");
            reply.min_expires_s = min_expires_s;
            return reply;
        }
        return take(sent);
    }

    core::Reply take(const Sent &sent)
    {
        Bindings &bindings = bindings_[sent.value("To")];
        if (sent.value("Contact") == "*")
            bindings.clear();
        for (const std::string &value : sent.values("Contact")) {
            if (value == "*")
                break;
            const std::uint32_t wanted = static_cast<std::uint32_t>(std::stoul(value.substr(value.rfind('=') + 1)));
            const Seconds granted(std::min(wanted, max_expires_s));
            bindings[value.substr(1, value.find('>') - 1)] = clock_.time + granted;
        }
        std::erase_if(bindings, [&](const auto &entry) { return entry.second <= clock_.time; });
        ++accepted;
        core::Reply reply = status(200, "OK");
        for (const auto &[uri, until] : bindings)
            reply.bindings.push_back(
                binding(uri, std::chrono::duration_cast<Seconds>(until - clock_.time).count()));
        return reply;
    }

    struct Dialog {
        std::uint32_t cseq = 0;
        std::string call_id, from;
    };

    Clock &clock_;
    std::map<std::string, Bindings> bindings_; // by To
    std::map<std::string, Dialog> dialogs_; // by To
    std::map<std::string, unsigned> turns_; // of the nonces, by To
};

} // namespace sipreg::fake
