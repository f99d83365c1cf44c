// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"bytes"
	"runtime"
	"strings"
	"unsafe"
)

// text copies what the library lent; nil is "".
func text(lent *byte) string {
	if lent == nil {
		return ""
	}
	length := 0
	for *(*byte)(unsafe.Add(unsafe.Pointer(lent), length)) != 0 {
		length++
	}
	return string(unsafe.Slice(lent, length))
}

// cText is a text as the library wants it. C ends a text at the first NUL: what stands behind would be cut off unseen.
func cText(argument, value string) (*byte, error) {
	if strings.IndexByte(value, 0) >= 0 {
		return nil, refused(argument, "contains a NUL byte")
	}
	return &append([]byte(value), 0)[0], nil
}

// withSecrets lends copies of the values to use, and wipes them after it; nil stays nil.
func withSecrets(argument string, values [][]byte, use func(lent []*byte) int) (int, error) {
	lent := make([]*byte, len(values))
	for i, value := range values {
		if bytes.IndexByte(value, 0) >= 0 {
			return 0, refused(argument, "contains a NUL byte")
		}
		if value != nil {
			copied := make([]byte, len(value)+1) // append could move it, and leave a copy behind
			copy(copied, value)
			defer wipe(copied)
			lent[i] = &copied[0]
		}
	}
	return use(lent), nil
}

func withSecret(argument string, value []byte, use func(lent *byte) int) (int, error) {
	return withSecrets(argument, [][]byte{notNil(value)}, func(lent []*byte) int { return use(lent[0]) })
}

func notNil(value []byte) []byte {
	if value == nil {
		return []byte{}
	}
	return value
}

func wipe(value []byte) {
	for i := range value {
		value[i] = 0
	}
	runtime.KeepAlive(value)
}

// texts copies a list that the library gives one by one, nil past its end.
func texts(at func(number int32) *byte) []string {
	var all []string
	for lent := at(0); lent != nil; lent = at(int32(len(all))) {
		all = append(all, text(lent))
	}
	return all
}
