// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// option is one setting, still to be made on an object of the library.
type option struct {
	argument string
	value    string // shown where the library has no sentence of its own; never a secret
	set      func(p uintptr) (code int, err error)
}

// apply makes the setting; problem, if there is one, tells what the library disliked.
func (o option) apply(p uintptr, problem func(uintptr) *byte) error {
	code, err := o.set(p)
	if err != nil || code == 0 {
		return err
	}
	refusal := &ArgumentError{Argument: o.argument, Problem: Status(code).text(), Err: Status(code)}
	if o.value != "" {
		refusal.Problem = strconv.Quote(o.value) + ": " + refusal.Problem
	}
	if problem == nil {
		return refusal
	}
	// "expires: 0 is outside 1..4294967295"
	if field, sentence, found := strings.Cut(text(problem(p)), ": "); found {
		refusal.Argument, refusal.Problem = field, sentence
	}
	return refusal
}

func textOption(argument string, set func(uintptr, *byte) int, value string) option {
	return option{argument, value, func(p uintptr) (int, error) {
		lent, err := cText(argument, value)
		if err != nil {
			return 0, err
		}
		return set(p, lent), nil
	}}
}

// textsOption is one of several texts.
func textsOption(argument string, values []string, set func(p uintptr, lent []*byte) int) option {
	return option{argument, "", func(p uintptr) (int, error) {
		lent, err := cTexts(argument, values...)
		if err != nil {
			return 0, err
		}
		return set(p, lent), nil
	}}
}

func cTexts(argument string, values ...string) ([]*byte, error) {
	lent := make([]*byte, len(values))
	for i, value := range values {
		var err error
		if lent[i], err = cText(argument, value); err != nil {
			return nil, err
		}
	}
	return lent, nil
}

func secretOption(argument string, set func(uintptr, *byte) int, value []byte) option {
	return option{argument, "", func(p uintptr) (int, error) {
		return withSecret(argument, value, func(lent *byte) int { return set(p, lent) })
	}}
}

func flagOption(argument string, set func(uintptr, int32) int, on bool) option {
	return option{argument, "", func(p uintptr) (int, error) { return set(p, flag(on)), nil }}
}

func flag(on bool) int32 {
	if on {
		return 1
	}
	return 0
}

// numbersOption is one of several whole numbers of 32 bits.
func numbersOption(argument string, numbers []int64, set func(p uintptr, n []int32) int) option {
	return option{argument, "", func(p uintptr) (int, error) {
		fitting := make([]int32, len(numbers))
		for i, number := range numbers {
			if number != int64(int32(number)) {
				return 0, refused(argument, strconv.FormatInt(number, 10)+" is out of range")
			}
			fitting[i] = int32(number)
		}
		return set(p, fitting), nil
	}}
}

func countOption(argument string, set func(uintptr, int32) int, count int) option {
	return numbersOption(argument, []int64{int64(count)}, func(p uintptr, n []int32) int { return set(p, n[0]) })
}

func millisOption(argument string, set func(uintptr, int32) int, d time.Duration) option {
	return numbersOption(argument, []int64{inUnits(d, time.Millisecond)}, func(p uintptr, n []int32) int {
		return set(p, n[0])
	})
}

// inUnits rounds up, so that something is never nothing.
func inUnits(d, unit time.Duration) int64 {
	units := d / unit
	if d > units*unit {
		units++
	}
	return int64(units)
}

func seconds(s int64) time.Duration {
	if s > math.MaxInt64/int64(time.Second) {
		return math.MaxInt64
	}
	return time.Duration(s) * time.Second
}

func millis(ms int64) time.Duration {
	if ms > math.MaxInt64/int64(time.Millisecond) {
		return math.MaxInt64
	}
	return time.Duration(ms) * time.Millisecond
}
