package job

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestJudge(t *testing.T) {
	now := time.Date(2026, 10, 8, 13, 0, 0, 0, time.UTC)
	j := Job{RunAt: now.Add(-time.Minute), Attempts: 3, Trouble: "earlier"}
	plain := errors.New("no route")
	tests := []struct {
		name        string
		attempts    int
		err         error
		state       string
		from, until time.Duration // of RunAt, from now
		counted     int
		trouble     string
	}{
		{"success", 3, nil, Done, -time.Minute, -time.Minute, 3, ""},
		{"failure", 3, plain, Waiting, 15 * time.Second, 25 * time.Second, 3, "no route"},
		{"last failure", 20, plain, Failed, -time.Minute, -time.Minute, 20, "no route"},
		{"hopeless", 1, fmt.Errorf("so: %w", GiveUp(plain)), Failed, -time.Minute, -time.Minute, 1, "so: no route"},
		{"asked to wait", 1, RetryAfter(plain, time.Hour), Waiting, time.Hour, time.Hour, 1, "no route"},
		{"asked to wait wrapped", 1, fmt.Errorf("so: %w", RetryAfter(plain, time.Hour)), Waiting, time.Hour, time.Hour, 1, "so: no route"},
		{"asked to hurry", 3, RetryAfter(plain, time.Millisecond), Waiting, 15 * time.Second, 25 * time.Second, 3, "no route"},
		{"asked to wait for ever", 1, RetryAfter(plain, 1<<62), Waiting, 24 * time.Hour, 24 * time.Hour, 1, "no route"},
		{"unknown kind", 3, errUnknownKind, Waiting, retryUnknown, retryUnknown, 2, troubleUnknown},
		{"given back", 3, errStopping, Waiting, -time.Minute, -time.Minute, 2, "earlier"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j.Attempts = test.attempts
			v := judge(j, test.err, now, 20)
			if v.state != test.state || v.attempts != test.counted || v.trouble != test.trouble {
				t.Errorf("%+v", v)
			}
			if wait := v.runAt.Sub(now); wait < test.from || wait > test.until {
				t.Errorf("runs again after %s", wait)
			}
		})
	}
}

func TestBackoff(t *testing.T) {
	for attempts, mean := range map[int]time.Duration{
		0: 5 * time.Second, 1: 5 * time.Second, 2: 10 * time.Second, 5: 80 * time.Second, 11: 5120 * time.Second, 12: 2 * time.Hour, 1 << 40: 2 * time.Hour,
	} {
		if low, high := backoff(attempts, 0), backoff(attempts, 1); low != mean*3/4 || high != mean*5/4 {
			t.Errorf("after %d attempts from %s to %s, want around %s", attempts, low, high, mean)
		}
	}
}

func TestTroubleIsBoundedText(t *testing.T) {
	text := troubleOf(errors.New(strings.Repeat("ü", maxTrouble)))
	if len(text) > maxTrouble+5 || !utf8.ValidString(text) {
		t.Errorf("%d bytes, %v", len(text), utf8.ValidString(text))
	}
}

// The diagram in docs/states shows exactly the changes of state that the code
// knows.
func TestDiagram(t *testing.T) {
	page, err := os.ReadFile("../../docs/states/job.md")
	if err != nil {
		t.Fatal(err)
	}
	var drawn, known []string
	for _, m := range regexp.MustCompile(`(?m)^ +(\S+) --> (\S+): (.+)$`).FindAllStringSubmatch(string(page), -1) {
		drawn = append(drawn, strings.Join(m[1:], " "))
	}
	for _, s := range steps {
		ends := [2]string{s.from, s.to}
		for i := range ends {
			if ends[i] == "" {
				ends[i] = "[*]"
			}
		}
		known = append(known, ends[0]+" "+ends[1]+" "+s.by)
	}
	slices.Sort(drawn)
	slices.Sort(known)
	if !slices.Equal(drawn, known) {
		t.Errorf("drawn:\n%s\nknown:\n%s", strings.Join(drawn, "\n"), strings.Join(known, "\n"))
	}
}
