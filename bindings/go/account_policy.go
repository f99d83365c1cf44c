// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"time"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// How an account logs in, and what follows failures.

// WithAuthUsername sets the user name for digest authentication. Default: the user of the address-of-record.
func WithAuthUsername(username string) AccountOption {
	return accountText("auth username", c.Sipreg_account_set_auth_username, username)
}

// WithPassword sets the password for digest authentication, at most 1023 bytes. It is copied into guarded memory when the
// account is made; the copy on the way is wiped. The slice stays yours: wipe it when NewAccount has returned.
func WithPassword(password []byte) AccountOption {
	return accountOption(secretOption("password", c.Sipreg_account_set_password, password))
}

// WithHA1 sets H(username:realm:password) in hex in place of the password, 32 digits for MD5, 64 else. It needs WithRealm, as
// it holds for that realm alone, and answers the challenges of that algorithm. It is a secret: see WithPassword.
func WithHA1(algorithm Algorithm, hex []byte) AccountOption {
	return accountOption(secretOption("ha1", func(p uintptr, lent *byte) int {
		return c.Sipreg_account_set_ha1(p, int(algorithm), lent)
	}, hex))
}

// WithRealm answers challenges of this realm only. Default "": any realm.
func WithRealm(realm string) AccountOption {
	return accountText("realm", c.Sipreg_account_set_realm, realm)
}

// WithAllowNoQop false refuses challenges without qop, whose answer is weaker (RFC 2069). Default true.
func WithAllowNoQop(on bool) AccountOption {
	return accountFlag("allow no qop", c.Sipreg_account_set_allow_no_qop, on)
}

// WithLeastAlgorithm does not answer challenges weaker than this one: FailureFatal. Default MD5, the weakest.
func WithLeastAlgorithm(algorithm Algorithm) AccountOption {
	return accountOption(option{"least algorithm", algorithm.String(), func(p uintptr) (int, error) {
		return c.Sipreg_account_set_least_algorithm(p, int(algorithm)), nil
	}})
}

// WithMD5NeedsTLS answers MD5 challenges on TLS connections only. Default false.
func WithMD5NeedsTLS(on bool) AccountOption {
	return accountFlag("md5 needs tls", c.Sipreg_account_set_md5_needs_tls, on)
}

// WithRefuseDowngrade does not answer a challenge that is weaker than one that a login has succeeded with before:
// FailureFatal. Default false; EventDowngrade tells of it in any case.
func WithRefuseDowngrade(on bool) AccountOption {
	return accountFlag("refuse downgrade", c.Sipreg_account_set_refuse_downgrade, on)
}

// WithAskCredentials asks by EventCredentials where nothing in the account fits a challenge. Default false: FailureCredentials.
func WithAskCredentials(on bool) AccountOption {
	return accountFlag("ask credentials", c.Sipreg_account_set_ask_credentials, on)
}

// WithBearerInClear sends bearer tokens without TLS too, for tokens that are encrypted themselves (RFC 8898 §2). Default false.
func WithBearerInClear(on bool) AccountOption {
	return accountFlag("bearer in clear", c.Sipreg_account_set_bearer_in_clear, on)
}

// WithRedirectCredentials answers challenges also where a redirection led to another domain. Default false.
func WithRedirectCredentials(on bool) AccountOption {
	return accountFlag("redirect credentials", c.Sipreg_account_set_redirect_credentials, on)
}

// WithRetry sets first and longest wait between failed attempts, whole seconds with 1 s <= base <= cap <= 24 h: doubled with
// each failure in a row, drawn from the upper half, reset by success (RFC 5626 §4.5). Default 30 s and 30 min.
func WithRetry(base, cap time.Duration) AccountOption {
	numbers := []int64{inUnits(base, time.Second), inUnits(cap, time.Second)}
	return accountOption(numbersOption("retry", numbers, func(p uintptr, n []int32) int {
		return c.Sipreg_account_set_retry_s(p, n[0], n[1])
	}))
}

// What WithRetryClass takes besides an interval.
const (
	GiveUp  time.Duration = -1 // no further attempt
	BackOff time.Duration = 0  // as WithRetry says
)

// WithRetryClass sets what follows a failure of one class while the registration is kept: GiveUp, BackOff, or a wait of 1 s to
// 24 h each time. By default temporary failures, DNS, transport and timeout back off, TLS waits the longest time of the
// backoff from the first failure on, and the others give up.
func WithRetryClass(failure Failure, wait time.Duration) AccountOption {
	interval := inUnits(wait, time.Second)
	if wait == GiveUp {
		interval = -1
	}
	return accountOption(numbersOption("retry class", []int64{interval}, func(p uintptr, n []int32) int {
		return c.Sipreg_account_set_retry_class(p, int(failure), n[0])
	}))
}

// WithMaxAttempts gives up after so many failed attempts in a row, whatever their class. Default 0: never for that reason.
func WithMaxAttempts(count int) AccountOption {
	return accountCount("max attempts", c.Sipreg_account_set_max_attempts, count)
}

// WithRefresh sets when a binding is refreshed: room before its end, 0 to 24 h in whole seconds, but with a tenth of its
// lifetime left at least and a half at most; then up to jitter percent, 0 to 50, earlier by chance. Default 3 min and 10.
func WithRefresh(room time.Duration, jitterPercent int) AccountOption {
	numbers := []int64{inUnits(room, time.Second), int64(jitterPercent)}
	return accountOption(numbersOption("refresh", numbers, func(p uintptr, n []int32) int {
		return c.Sipreg_account_set_refresh(p, n[0], n[1])
	}))
}

// WithMaxChallenges sets how many challenges one attempt answers, 1 to 32. Default 4.
func WithMaxChallenges(count int) AccountOption {
	return accountCount("max challenges", c.Sipreg_account_set_max_challenges, count)
}

// WithMaxRedirects sets how many redirections one attempt follows, 0 to 32. Default 3; with 0 a 3xx is a failure.
func WithMaxRedirects(count int) AccountOption {
	return accountCount("max redirects", c.Sipreg_account_set_max_redirects, count)
}

// WithMaxMinExpires sets the longest lifetime that a 423 may ask for, 1 to 4294967295 whole seconds; more is FailureFatal.
// Default a week.
func WithMaxMinExpires(longest time.Duration) AccountOption {
	return accountOption(secondsOption("max min-expires", c.Sipreg_account_set_max_min_expires_s, longest))
}
