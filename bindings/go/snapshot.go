// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"

// SnapshotKeySize is the number of bytes of the key that seals snapshots.
const SnapshotKeySize = 32

// SnapshotKey seals snapshots. Keep it secret, and make it of random bytes.
type SnapshotKey [SnapshotKeySize]byte

type takeSnapshot func(p uintptr, key, buffer *byte, size uintptr, length *uintptr) int

type useSnapshot func(p uintptr, key, snapshot *byte, size uintptr) int

// Snapshot seals what the next run of the program needs to refresh the same binding with one message: Call-ID, CSeq, nonces,
// Contact, addresses, and until when the binding lives. No password is in it. Take one after each EventRegistered; one that is
// a little old will do. ErrState tells that no request was sent yet.
func (r *Registration) Snapshot(key *SnapshotKey) ([]byte, error) {
	return snapshot(r.use, key, c.Sipreg_registration_snapshot)
}

// Restore goes on where a snapshot was taken, before anything else is asked of the registration. Start or Register then
// refresh the binding at once. ErrSnapshotForeign, ErrSnapshotTruncated, ErrSnapshotFuture and ErrSnapshotTampered tell why
// one is refused.
func (r *Registration) Restore(key *SnapshotKey, snapshot []byte) error {
	return restore(r.use, key, snapshot, c.Sipreg_registration_restore)
}

// Snapshot seals what Registration.Snapshot does, of all registrations that have sent a request.
func (e *Endpoint) Snapshot(key *SnapshotKey) ([]byte, error) {
	return snapshot(e.use, key, c.Sipreg_endpoint_snapshot)
}

// Restore has each registration that is made from now on go on where the snapshot was taken, if it is in it. A second call
// replaces what is left. Errors as for Registration.Restore.
func (e *Endpoint) Restore(key *SnapshotKey, snapshot []byte) error {
	return restore(e.use, key, snapshot, c.Sipreg_endpoint_restore)
}

func snapshot(use func(func(uintptr) error) error, key *SnapshotKey, take takeSnapshot) ([]byte, error) {
	if key == nil {
		return nil, refused("key", "is nil")
	}
	var sealed []byte
	err := use(func(p uintptr) error {
		return withKey(key, func(key *byte) error {
			var size uintptr
			err := failed(take(p, key, nil, 0, &size))
			for err == nil || err == ErrInvalid && size > uintptr(len(sealed)) { // it may grow meanwhile
				if sealed = make([]byte, size); size == 0 {
					return err
				}
				if err = failed(take(p, key, &sealed[0], uintptr(len(sealed)), &size)); err == nil {
					sealed = sealed[:size]
					return nil
				}
			}
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return sealed, nil
}

func restore(use func(func(uintptr) error) error, key *SnapshotKey, snapshot []byte, call useSnapshot) error {
	if key == nil {
		return refused("key", "is nil")
	}
	// The library wants a place even of nothing.
	bytes := append(append([]byte{}, snapshot...), 0)
	return use(func(p uintptr) error {
		return withKey(key, func(key *byte) error {
			return failed(call(p, key, &bytes[0], uintptr(len(snapshot))))
		})
	})
}

// withKey lends a copy: yours may lie in something that holds pointers, which C must not be shown.
func withKey(key *SnapshotKey, call func(key *byte) error) error {
	copied := make([]byte, SnapshotKeySize)
	copy(copied, key[:])
	defer wipe(copied)
	return call(&copied[0])
}
