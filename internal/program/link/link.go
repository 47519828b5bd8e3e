// Package link watches the links of the programs' newest pages: which are
// broken, which need signing in, which are fine.
//
// It is polite. A link is asked for once a week at most (a doubtful one once
// more, a day later), one link a host at a time with seconds between, a HEAD
// first and a GET of a few bytes where that is not answered well, and it waits
// as long as a server asks it to. It is careful about what it says: broken is
// only what failed twice, a day apart.
package link

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"stint/internal/outbound"
)

// State is how a link was last found.
type State string

// The states. Closed links lead to what is not for everybody on the internet and
// are not asked for.
const (
	New      State = "new"
	Fine     State = "fine"
	SignIn   State = "sign-in"
	Doubtful State = "doubtful"
	Broken   State = "broken"
	Closed   State = "closed"
)

// Check is what is known of a link.
type Check struct {
	Address   string // http or https, without fragment
	State     State
	Status    int       // of HTTP; 0 where nothing answered
	Problem   string    // where nothing answered: a word of package outbound
	FailingAt time.Time // the first failure in a row; zero for none
	CheckedAt time.Time // zero: never
	DueAt     time.Time // when it is asked for next
}

// Words say how the link was found, as a part of a sentence.
func (c Check) Words() string {
	switch {
	case c.State == Closed:
		return "is not looked at: no public address on port 80 or 443"
	case c.State == SignIn:
		return "needs signing in"
	case c.State == Fine:
		return "answers"
	case c.State == New:
		return "not looked at yet"
	case c.Status == statusNotFound:
		return "not found (404)"
	case c.Status == statusGone:
		return "gone (410)"
	case c.Status >= 500:
		return "its server fails (" + strconv.Itoa(c.Status) + ")"
	case c.Status > 0:
		return "refused (" + strconv.Itoa(c.Status) + ")"
	}
	switch outbound.Problem(c.Problem) {
	case outbound.Unknown:
		return "no such host"
	case outbound.Untrusted:
		return "its certificate is not trusted"
	case outbound.Slow:
		return "no answer in time"
	case outbound.Circling:
		return "leads on without end"
	}
	return "no answer"
}

// When links are asked for.
const (
	Rest    = 7 * 24 * time.Hour // between two looks at a link
	Recheck = 25 * time.Hour     // after a first failure
	Apart   = 24 * time.Hour     // that two failures lie apart for a broken link
	Gap     = 5 * time.Second    // between two calls to a host
	MaxWait = 24 * time.Hour     // that a server may ask for
)

// The statuses of HTTP (RFC 9110, section 15; 429 is RFC 6585) that mean something
// of their own here.
const (
	statusOK           = 200
	statusUnauthorized = 401
	statusForbidden    = 403
	statusNotFound     = 404
	statusProxyAuth    = 407
	statusGone         = 410
	statusRange        = 416
	statusTooMany      = 429
	statusUnavailable  = 503
)

// found is what came of asking for a link.
type found struct {
	status  int
	problem outbound.Problem // empty where there was an answer
	wait    time.Duration    // that the server asked for; 0 for none
}

// judge is the rule: what is known of a link after it was asked for.
func judge(c Check, f found, now time.Time) Check {
	if f.wait > 0 {
		// Too much at once is no word about the link.
		c.DueAt = now.Add(min(f.wait, MaxWait))
		return c
	}
	c.Status, c.Problem, c.CheckedAt, c.DueAt = f.status, string(f.problem), now, now.Add(Rest)
	switch {
	case f.problem == outbound.Closed || f.problem == outbound.Malformed:
		c.State, c.FailingAt = Closed, time.Time{}
	case f.status == statusUnauthorized || f.status == statusForbidden || f.status == statusProxyAuth:
		c.State, c.FailingAt = SignIn, time.Time{}
	case f.problem == "" && f.status < 400:
		c.State, c.FailingAt = Fine, time.Time{}
	case c.FailingAt.IsZero():
		c.State, c.FailingAt, c.DueAt = Doubtful, now, now.Add(Recheck)
	case now.Sub(c.FailingAt) < Apart && c.State != Broken:
		c.State, c.DueAt = Doubtful, c.FailingAt.Add(Recheck)
	default:
		c.State = Broken
	}
	return c
}

// waitOf reads Retry-After (RFC 9110, section 10.2.3): seconds or a date.
func waitOf(text string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, int(MaxWait/time.Second))) * time.Second
	}
	if at, err := time.Parse("Mon, 02 Jan 2006 15:04:05 GMT", text); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// AddressOf is a link of a page in the form in which it is watched; false for
// what is no address on the web.
func AddressOf(text string) (string, bool) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil || len(text) > 2000 {
		return "", false
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.ToLower(u.Host)
	return u.String(), true
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
