package job

import (
	"errors"
	"math/rand/v2"
	"strings"
	"time"
	"unicode/utf8"

	"stint/internal/fault"
)

// The states of a job. Its life is drawn in docs/states/job.md.
const (
	Waiting = "waiting" // due at its RunAt, or later where it is out of luck
	Leased  = "leased"  // a worker holds it
	Done    = "done"
	Failed  = "failed" // given up; an administrator can have it tried again
)

// step is one change of state and what brings it about.
type step struct{ from, to, by string }

// steps are all changes of state that there are.
var steps = [...]step{
	{"", Waiting, "enqueued"},
	{Waiting, Leased, "leased"},
	{Leased, Done, "succeeded"},
	{Leased, Waiting, "failed, to be retried"},
	{Leased, Waiting, "kind unknown here"},
	{Leased, Waiting, "given back by a worker that stops"},
	{Leased, Waiting, "lease ended"},
	{Leased, Failed, "failed for good"},
	{Leased, Failed, "lease ended too often"},
	{Failed, Waiting, "retried by an administrator"},
	{Done, "", "forgotten"},
}

// verdict is how a job stands after it ran.
type verdict struct {
	state    string
	runAt    time.Time
	attempts int
	trouble  string
}

var errUnknownKind = errors.New("job: no handler for this kind")

const (
	troubleAbandoned = "The process that ran it ended without a word."
	troubleUnknown   = "No handler for this kind where it was tried. Another node, or a newer version, may have one."
)

// retryUnknown is how long a job of an unknown kind waits for a node that
// knows it, as there are while versions change.
const retryUnknown = 5 * time.Minute

// judge decides what becomes of a job that was run the given most times at
// most and ended with err just now.
func judge(j Job, err error, now time.Time, most int) verdict {
	switch {
	case err == nil:
		return verdict{state: Done, runAt: j.RunAt, attempts: j.Attempts}
	case errors.Is(err, errUnknownKind):
		return verdict{state: Waiting, runAt: now.Add(retryUnknown), attempts: j.Attempts - 1, trouble: troubleUnknown}
	case errors.Is(err, errStopping):
		return verdict{state: Waiting, runAt: j.RunAt, attempts: j.Attempts - 1, trouble: j.Trouble}
	}
	v := verdict{state: Waiting, attempts: j.Attempts, trouble: troubleOf(err)}
	if _, hopeless := errors.AsType[final](err); hopeless || j.Attempts >= most {
		v.state, v.runAt = Failed, j.RunAt
		return v
	}
	wait := backoff(j.Attempts, rand.Float64())
	if asked, ok := errors.AsType[patient](err); ok {
		wait = min(max(wait, asked.RetryAfter()), maxPatience)
	}
	v.runAt = now.Add(wait)
	return v
}

const (
	firstWait   = 5 * time.Second
	longestWait = 2 * time.Hour
	maxPatience = 24 * time.Hour
)

// backoff is how long to wait after so many attempts: 5 s, 10 s, 20 s, up to 2 h,
// each with a quarter more or less, so that what failed together does not come
// back together. The argument chance is from 0 up to 1.
func backoff(attempts int, chance float64) time.Duration {
	wait := longestWait
	if n := max(attempts, 1) - 1; n < 12 {
		wait = min(firstWait<<n, longestWait)
	}
	return time.Duration(float64(wait) * (0.75 + chance/2))
}

// patient is an error that says when to try again, at the soonest.
type patient interface {
	error
	RetryAfter() time.Duration
}

// RetryAfter wraps an error of a handler that knows when trying again makes
// sense, such as an HTTP answer with Retry-After. The queue waits at least so
// long, a day at most. An error of any package with a method RetryAfter() of
// this type works alike.
func RetryAfter(err error, wait time.Duration) error { return retryAfter{err, wait} }

type retryAfter struct {
	error
	wait time.Duration
}

func (r retryAfter) RetryAfter() time.Duration { return r.wait }
func (r retryAfter) Unwrap() error             { return r.error }

// GiveUp wraps an error of a handler for which trying again is of no use.
func GiveUp(err error) error { return final{err} }

type final struct{ error }

func (f final) Unwrap() error { return f.error }

// maxTrouble is how much of an error is kept, in bytes.
const maxTrouble = 1000

// troubleOf is what the administrator reads of an error: text that both
// databases take.
func troubleOf(err error) string {
	switch e := err.(type) { // a wrapper of ours would hide the cause of what it wraps
	case retryAfter:
		err = e.error
	case final:
		err = e.error
	}
	text := strings.ReplaceAll(strings.ToValidUTF8(fault.Cause(err), "�"), "\x00", "�")
	if len(text) > maxTrouble {
		cut := maxTrouble
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + " …"
	}
	return text
}
