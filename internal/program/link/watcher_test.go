package link_test

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/outbound"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/program/link"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// outside is the world that is asked: statuses by address, and what was asked.
type outside struct {
	mu     sync.Mutex
	status map[string]int
	header map[string][]string
	asked  []string
	now    map[string]int // calls under way by host
	most   int            // of them at once
}

func (o *outside) Do(_ context.Context, method, address string, _ map[string][]string) (outbound.Answer, error) {
	host := strings.Split(address, "/")[2]
	o.mu.Lock()
	o.asked = append(o.asked, method+" "+address)
	o.now[host]++
	o.most = max(o.most, o.now[host])
	status, known := o.status[method+" "+address]
	if !known {
		status, known = o.status[address]
	}
	o.mu.Unlock()
	defer func() { o.mu.Lock(); o.now[host]--; o.mu.Unlock() }()
	if !known {
		return outbound.Answer{}, outbound.Unknown
	}
	return outbound.Answer{Status: status, Header: o.header}, nil
}

func (o *outside) take() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	asked := o.asked
	o.asked = nil
	slices.Sort(asked)
	return asked
}

type house struct {
	*link.Watcher
	t        *testing.T
	db       *sqldb.DB
	programs *program.Service
	outside  *outside
	now      *time.Time
	admin    access.Actor
	program  id.Program
}

const page = `# Lamps

## Week 1

1. Read [a](https://lamps.example.com/a) and [b](https://lamps.example.com/b#part)
1. Write to [us](mailto:us@example.com) or [them](https://rocks.example.com/them)

Some prose with [a](https://lamps.example.com/a) again.
`

func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		now := time.Date(2026, 10, 5, 9, 0, 0, 0, time.UTC)
		clock := func() time.Time { return now }
		ids := id.NewSource(clock, nil)
		trail := audit.New(ids, nil)
		h := &house{t: t, db: db, now: &now, programs: program.New(db, ids, trail), outside: &outside{status: map[string]int{}, now: map[string]int{}}}
		h.Watcher = link.NewWatcher(db, h.programs, h.outside, slog.New(slog.DiscardHandler), clock)
		p, err := person.New(db, ids, trail, person.Hooks{}).Add(t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{Name: "Ada", Email: "ada@example.com", Zone: "UTC", Admin: true})
		if err != nil {
			t.Fatal(err)
		}
		h.admin = access.Actor{Person: p.ID, Admin: true, Scope: access.ScopeSession, Via: access.ViaPage}
		h.program = h.publish("", page)
		run(t, h)
	}, func(o *sqldb.Options) {
		o.Clock = func() time.Time { return time.Date(2026, 10, 5, 9, 0, 0, 0, time.UTC) }
	})
}

func (h *house) publish(of id.Program, source string) id.Program {
	h.t.Helper()
	made, err := h.programs.Import(h.t.Context(), call.By(h.admin), program.Import{Program: of, Source: source})
	if err != nil {
		h.t.Fatal(err, fault.Of(err).Fields)
	}
	return made.Program
}

func (h *house) look() int {
	h.t.Helper()
	n, err := h.Look(h.t.Context())
	if err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
	return n
}

func (h *house) gather() {
	h.t.Helper()
	if err := h.Gather(h.t.Context()); err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
}

// states are the states of the newest page's links, in its order.
func (h *house) states() string {
	h.t.Helper()
	var list []string
	err := h.db.Read(h.t.Context(), func(tx *sqldb.Tx) error {
		newest, err := program.VersionNumbered(tx, h.program, 0)
		if err != nil {
			return err
		}
		version, err := h.programs.FindVersion(tx, newest.ID)
		if err != nil {
			return err
		}
		known, err := link.Checks(tx, version.Page)
		for _, address := range slices.Sorted(maps.Keys(known)) {
			list = append(list, string(known[address].State))
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
	return strings.Join(list, " ")
}

// passes lets time pass by bringing what is due nearer: the database's clock
// stands still.
func (h *house) passes(by time.Duration) {
	h.t.Helper()
	err := h.db.Write(h.t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec("UPDATE link_check SET due_at = due_at - ?, checked_at = checked_at - ?, failing_at = failing_at - ?", by.Microseconds(), by.Microseconds(), by.Microseconds())
		if err == nil {
			_, err = tx.Exec("UPDATE link_host SET free_at = free_at - ?", by.Microseconds())
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
}

func TestLinksAreAskedForOneAHostWithAGap(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.outside.status = map[string]int{"https://lamps.example.com/a": 200, "https://lamps.example.com/b": 404, "https://rocks.example.com/them": 401}
		h.gather()
		h.gather()
		if got := h.states(); got != "new new new" {
			t.Fatal(got)
		}
		if n := h.look(); n != 2 {
			t.Errorf("%d links at once of two hosts", n)
		}
		if got := fmt.Sprint(h.outside.take()); got != "[HEAD https://lamps.example.com/a HEAD https://rocks.example.com/them]" {
			t.Error(got)
		}
		if n := h.look(); n != 0 {
			t.Errorf("%d links before the gap", n)
		}
		h.passes(link.Gap)
		if n := h.look(); n != 1 {
			t.Errorf("%d links after the gap", n)
		}
		if got := fmt.Sprint(h.outside.take()); got != "[GET https://lamps.example.com/b HEAD https://lamps.example.com/b]" {
			t.Error(got)
		}
		if got := h.states(); got != "fine doubtful sign-in" {
			t.Error(got)
		}
		h.passes(link.Recheck)
		h.look()
		if got := h.states(); got != "fine broken sign-in" {
			t.Error(got)
		}
		err := h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
			for since, want := range map[time.Time]int{{}: 1, h.now.Add(time.Hour): 0} {
				if n, err := h.BrokenSince(tx, h.program, since); n != want || err != nil {
					t.Errorf("%d broke since %s: %v", n, since, err)
				}
			}
			newest, err := program.VersionNumbered(tx, h.program, 0)
			if err != nil {
				return err
			}
			version, err := h.programs.FindVersion(tx, newest.ID)
			if err != nil {
				return err
			}
			broken, err := link.BrokenOn(tx, version.Page)
			if len(broken) != 1 || broken["https://lamps.example.com/b#part"] != "not found (404)" {
				t.Errorf("%v", broken)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		// A week later everything is asked for again, and not before.
		h.outside.take()
		h.passes(link.Rest - link.Recheck - time.Hour)
		if n := h.look(); n != 0 {
			t.Errorf("%d links within the week: %v", n, h.outside.take())
		}
		h.passes(link.Recheck + 2*time.Hour)
		if n := h.look(); n != 2 {
			t.Errorf("%d links after the week", n)
		}
	})
}

func TestAServerThatAsksForPatienceGetsIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.outside.status = map[string]int{"https://lamps.example.com/a": 429, "https://lamps.example.com/b": 200, "https://rocks.example.com/them": 200}
		h.outside.header = map[string][]string{"Retry-After": {"3600"}}
		h.gather()
		h.look()
		h.passes(time.Minute)
		if n := h.look(); n != 0 {
			t.Errorf("%d links of a host that asked to wait: %v", n, h.outside.take())
		}
		h.passes(time.Hour)
		if n := h.look(); n != 1 {
			t.Errorf("%d links after the wait", n)
		}
	})
}

func TestTwoNodesNeverAskOneHostAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.outside.status = map[string]int{"https://lamps.example.com/a": 200, "https://lamps.example.com/b": 200, "https://rocks.example.com/them": 200}
		h.gather()
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if _, err := h.Look(t.Context()); err != nil && !fault.Is(err, fault.Conflict) {
					t.Error(err, fault.Cause(err))
				}
			})
		}
		wg.Wait()
		if asked := h.outside.take(); len(asked) != 2 || h.outside.most != 1 {
			t.Errorf("%d at once: %v", h.outside.most, asked)
		}
	})
}

func TestLinksThatAreNoLongerOnAPageAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.gather()
		h.publish(h.program, strings.ReplaceAll(page, "https://lamps.example.com/b#part", "https://lamps.example.com/c"))
		h.gather()
		n, a := 0, 0
		err := h.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
			if n, err = sqldb.Count(tx, "SELECT count(*) FROM link_check"); err == nil {
				a, err = sqldb.Count(tx, "SELECT count(*) FROM link_check WHERE address = 'https://lamps.example.com/b'")
			}
			return err
		})
		if err != nil || n != 3 || a != 0 {
			t.Errorf("%d links, the old one %d times: %v", n, a, err)
		}
	})
}

func TestACallThatIsCalledOffSaysNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.gather()
		ctx, cancel := context.WithCancel(t.Context())
		h.Watcher = link.NewWatcher(h.db, h.programs, called{cancel}, slog.New(slog.DiscardHandler), time.Now)
		if _, err := h.Look(ctx); err == nil {
			t.Error("it looked all the same")
		}
		if got := h.states(); got != "new new new" {
			t.Error(got)
		}
	})
}

// called calls everything off while it is asked.
type called struct{ off context.CancelFunc }

func (c called) Do(context.Context, string, string, map[string][]string) (outbound.Answer, error) {
	c.off()
	return outbound.Answer{}, outbound.Slow
}
