// SPDX-License-Identifier: LGPL-2.1-or-later
// A registration over a restart of its process.
#include "registration/resume.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::registration {

namespace {

std::optional<core::Redirect> redirect_to(const core::Account &account, std::string uri)
{
    core::Binding contact;
    contact.uri = std::move(uri);
    return core::redirect_of(account, {contact});
}

} // namespace

core::Snapshot snapshot_of(const Registration &registration, const Now &now)
{
    const core::Session &session = registration.session;
    core::Snapshot snapshot;
    snapshot.aor = registration.account->aor;
    snapshot.registrar = registration.account->registrar;
    snapshot.call_id = registration.call_id;
    snapshot.from_tag = registration.from_tag;
    snapshot.cseq = registration.cseq;
    snapshot.contact = registration.contact;
    snapshot.local = registration.local;
    snapshot.public_address = registration.public_address;
    snapshot.granted_s = session.granted_s;
    if (session.alive())
        snapshot.bound_until_ms = now.wall_ms + (session.bound_until - now.instant).count();
    snapshot.home = registration.home;
    snapshot.logins = registration.logins;
    snapshot.proven = registration.proven;
    snapshot.old_contacts = registration.old_contacts;
    snapshot.maybe_bound = session.maybe_bound;
    snapshot.asked_s = session.asked_s;
    if (registration.learned)
        snapshot.shown = registration.learned->shown;
    if (registration.redirect() != nullptr)
        snapshot.redirect = registration.redirect()->uri;
    return snapshot;
}

bool resume(Registration &registration, core::Snapshot snapshot, const Now &now)
{
    if (snapshot.aor != registration.account->aor || snapshot.registrar != registration.account->registrar)
        return false;
    registration.call_id = std::move(snapshot.call_id);
    registration.from_tag = std::move(snapshot.from_tag);
    registration.cseq = snapshot.cseq;
    registration.contact = std::move(snapshot.contact);
    registration.local = std::move(snapshot.local);
    registration.public_address = std::move(snapshot.public_address);
    registration.logins = std::move(snapshot.logins);
    registration.proven = snapshot.proven;
    registration.old_contacts = std::move(snapshot.old_contacts);
    if (!snapshot.shown.empty())
        registration.lessons().shown = std::move(snapshot.shown);
    if (!snapshot.redirect.empty())
        registration.lessons().redirect = redirect_to(*registration.account, std::move(snapshot.redirect));
    registration.session.asked_s = snapshot.asked_s;
    registration.session.maybe_bound = snapshot.maybe_bound;
    // A wall clock that was set back must not make a binding live longer than it was granted.
    const Millis left = std::min(Millis(snapshot.bound_until_ms - now.wall_ms), Millis(Seconds(snapshot.granted_s)));
    if (left > Millis(0)) {
        registration.session.bound_until = now.instant + left;
        registration.session.granted_s = snapshot.granted_s;
        registration.session.maybe_bound = true;
        registration.home = snapshot.home;
    }
    return true;
}

} // namespace sipreg::registration
