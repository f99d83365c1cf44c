// SPDX-License-Identifier: LGPL-2.1-or-later
// A registration over a restart of its process.
#include "registration/resume.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::registration {

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
    snapshot.old_contact = registration.old_contact;
    snapshot.local = registration.local;
    snapshot.public_address = registration.public_address;
    snapshot.granted_s = session.granted_s;
    if (session.alive())
        snapshot.bound_until_ms = now.wall_ms + (session.bound_until - now.instant).count();
    snapshot.logins = registration.logins;
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
    registration.old_contact = std::move(snapshot.old_contact);
    registration.local = std::move(snapshot.local);
    registration.public_address = std::move(snapshot.public_address);
    registration.logins = std::move(snapshot.logins);
    // A wall clock that was set back must not make a binding live longer than it was granted.
    const Millis left = std::min(Millis(snapshot.bound_until_ms - now.wall_ms), Millis(Seconds(snapshot.granted_s)));
    if (left > Millis(0)) {
        registration.session.bound_until = now.instant + left;
        registration.session.granted_s = snapshot.granted_s;
        registration.session.maybe_bound = true;
    }
    return true;
}

} // namespace sipreg::registration
