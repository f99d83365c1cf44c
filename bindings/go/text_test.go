// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"errors"
	"testing"
	"time"
	"unsafe"
)

func TestTextIsCopiedUpToNUL(t *testing.T) {
	lent := []byte("Grüße\x00and more")
	got := text(&lent[0])
	lent[0] = 'X'
	if got != "Grüße" {
		t.Errorf("%q", got)
	}
	if text(nil) != "" {
		t.Error("nothing is something")
	}
}

func TestSecretsAreLentAsCopiesAndWiped(t *testing.T) {
	own := []byte("wonderland")
	var lent []byte
	code, err := withSecrets("password", [][]byte{own, nil}, func(values []*byte) int {
		lent = unsafe.Slice(values[0], len(own)+1)
		if values[1] != nil {
			t.Error("nil does not stay nil")
		}
		if text(values[0]) != "wonderland" {
			t.Errorf("%q was lent", lent)
		}
		return -3
	})
	if code != -3 || err != nil {
		t.Error(code, err)
	}
	for i, b := range lent {
		if b != 0 {
			t.Fatalf("byte %d of the copy is %q", i, b)
		}
	}
	if string(own) != "wonderland" {
		t.Error("the caller's own was wiped")
	}
}

func TestASecretWithNULIsNotLent(t *testing.T) {
	_, err := withSecret("password", []byte("a\x00b"), func(*byte) int { t.Error("it is"); return 0 })
	if !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
}

func TestUnitsAreRoundedUp(t *testing.T) {
	for _, row := range []struct {
		d      time.Duration
		wanted int64
	}{{0, 0}, {1, 1}, {time.Second, 1}, {time.Second + 1, 2}, {-time.Second, -1}, {-1, 0}} {
		if got := inUnits(row.d, time.Second); got != row.wanted {
			t.Errorf("%v: got %d, wanted %d", row.d, got, row.wanted)
		}
	}
	if seconds(4294967295) != 4294967295*time.Second || seconds(1<<62) <= 0 || millis(1<<62) <= 0 || millis(-1) >= 0 {
		t.Error("seconds or milliseconds overflow")
	}
}
