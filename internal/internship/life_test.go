package internship_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

func at(text string) time.Time {
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return moment
}

// arrive brings an internship to a state, by the ways that people have.
func (h *house) arrive(state internship.State) internship.Standing {
	h.t.Helper()
	paused := func(in *internship.Propose) { in.Pauses = []terms.PauseText{{From: "2026-09-14", To: "2026-09-20"}} }
	end := func(at internship.Standing) internship.Standing {
		at, err := h.End(h.t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "No."})
		if err != nil {
			h.t.Fatal(err)
		}
		return at
	}
	switch state {
	case internship.Exploring:
		at, err := h.Explore(h.t.Context(), call.By(h.noor), internship.Explore{Program: h.lamp})
		if err != nil {
			h.t.Fatal(err)
		}
		return at
	case internship.Proposed:
		return h.propose(h.noor, h.draft())
	case internship.Agreed:
		return h.agreed()
	case internship.Active:
		return h.active()
	case internship.Paused:
		in := h.draft()
		paused(&in)
		now := h.approve(h.propose(h.noor, in), h.ines, h.tomasz, h.priya)
		h.clock.set(at("2026-09-15T09:00:00Z"))
		h.turn(1)
		return h.standing(now.Internship)
	case internship.Completed:
		now := h.active()
		h.clock.set(at("2026-09-28T09:00:00Z"))
		now, err := h.Complete(h.t.Context(), call.By(h.noor), internship.Complete{Internship: now.Internship})
		if err != nil {
			h.t.Fatal(err)
		}
		return now
	default:
		return end(h.propose(h.noor, h.draft()))
	}
}

// Every verb of people in every state: what is not among the moves is refused,
// and changes nothing.
func TestEveryVerbInEveryState(t *testing.T) {
	verbs := map[string]func(*house, internship.Standing) (internship.Standing, error){
		"propose": func(h *house, at internship.Standing) (internship.Standing, error) {
			in := h.revise(at, longer)
			if at.State.Over() {
				in.Start = "2026-12-07"
			}
			return h.Propose(h.t.Context(), call.By(h.noor), in)
		},
		"complete": func(h *house, at internship.Standing) (internship.Standing, error) {
			h.clock.set(time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC))
			return h.Complete(h.t.Context(), call.By(h.noor), internship.Complete{Internship: at.Internship})
		},
		"withdraw": func(h *house, at internship.Standing) (internship.Standing, error) {
			return h.End(h.t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "No."})
		},
		"stop": func(h *house, at internship.Standing) (internship.Standing, error) {
			return h.End(h.t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowStopped, Reason: "No."})
		},
	}
	target := map[string]internship.State{}
	for _, m := range internship.Moves() {
		target[m.Verb+" "+string(m.From)] = m.To
	}
	each(t, func(t *testing.T, h *house) {
		for verb, do := range verbs {
			for _, state := range internship.States() {
				t.Run(verb+" "+string(state), func(t *testing.T) {
					h.recast()
					before := h.arrive(state)
					if before.State != state {
						t.Fatalf("arrived at %s", before.State)
					}
					events := len(h.events(before.Internship))
					after, err := do(h, before)
					want, allowed := target[verb+" "+string(state)]
					now := h.standing(before.Internship)
					switch {
					case allowed && (err != nil || after.State != want || now != after || len(h.events(before.Internship)) != events+1):
						t.Errorf("%+v %+v %v, want %s with one event", after, now, err, want)
					case !allowed && (!fault.Is(err, fault.Conflict) || now != before || len(h.events(before.Internship)) != events):
						t.Errorf("%+v %v, want a conflict that changes nothing", now, err)
					}
				})
			}
		}
	})
}

// Answers count only while the newest terms wait for them.
func TestAnswersInEveryState(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for _, state := range internship.States() {
			h.recast()
			now := h.arrive(state)
			in := internship.SignOff{Internship: now.Internship, Revision: 1, Answer: internship.AnswerRefuse, Reason: "No."}
			by := h.ines
			if now.Revision > 0 {
				in.Digest = h.termsOf(now.Internship, 1).Digest
			} else {
				by = h.noor // who explores has no mentor yet
			}
			if _, err := h.SignOff(t.Context(), call.By(by), in); state == internship.Proposed && err != nil || state != internship.Proposed && !fault.Is(err, fault.Conflict) {
				t.Errorf("%s: %v", state, err)
			}
		}
	})
}

func TestWhoMayEndAndComplete(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		now := h.active()
		h.clock.set(at("2026-09-28T09:00:00Z"))
		for name, c := range map[string]struct {
			by   access.Actor
			want fault.Kind
		}{
			"the intern's manager": {h.tomasz, fault.Forbidden},
			"the mentor's manager": {h.priya, fault.Forbidden},
			"somebody else":        {h.mei, fault.NotFound},
			"the administrator":    {h.anton, fault.NotFound},
			"nobody":               {access.Actor{}, fault.Unauthenticated},
			"a token that reads":   {access.Actor{Person: h.noor.Person, Scope: access.ScopeRead, Via: access.ViaAPI}, fault.Forbidden},
		} {
			_, err := h.End(t.Context(), call.By(c.by), internship.End{Internship: now.Internship, How: internship.HowStopped, Reason: "No."})
			if !fault.Is(err, c.want) {
				t.Errorf("%s ends: %v", name, err)
			}
			_, err = h.Complete(t.Context(), call.By(c.by), internship.Complete{Internship: now.Internship})
			if !fault.Is(err, c.want) {
				t.Errorf("%s completes: %v", name, err)
			}
		}
		if _, err := h.Complete(t.Context(), call.By(h.wanda), internship.Complete{Internship: now.Internship}); err != nil {
			t.Error(err)
		}
	})
}

func TestTheReasonOfAnEndIsForThoseWhoMayEnd(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		now := h.active()
		_, err := h.End(t.Context(), call.By(h.ines), internship.End{Internship: now.Internship, How: "finished", Reason: " "})
		expect(t, err, fault.Invalid, "how:", "reason:")
		if _, err := h.End(t.Context(), call.By(h.ines), internship.End{Internship: now.Internship, How: internship.HowStopped, Reason: "Marigold"}); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			by   access.Actor
			want string
		}{
			"the intern": {h.noor, "Marigold"}, "the mentor": {h.ines, "Marigold"}, "the coordinator": {h.wanda, "Marigold"},
			"the intern's manager": {h.tomasz, ""}, "the mentor's manager": {h.priya, ""},
		} {
			x, err := h.Find(t.Context(), c.by, now.Internship)
			if err != nil || x.EndedWhy != c.want || x.EndedHow != internship.HowStopped || x.EndedBy != h.ines.Person || !x.TurnsAt.IsZero() {
				t.Errorf("%s: %+v %v", name, x, err)
			}
			l, err := h.List(t.Context(), c.by, internship.Query{})
			if err != nil || len(l.Internships) != 1 || l.Internships[0].Internship.EndedWhy != "" {
				t.Errorf("%s: %+v %v", name, l, err)
			}
		}
	})
}

func TestCompletionIsPossibleFromTheLastWeekOn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		now := h.active()
		complete := func() error {
			_, err := h.Complete(t.Context(), call.By(h.noor), internship.Complete{Internship: now.Internship})
			return err
		}
		h.clock.set(at("2026-09-27T21:59:59Z")) // a second before 28 September in Amsterdam
		expect(t, complete(), fault.Conflict, "Its last week begins on Mon 28 September.")
		h.clock.set(at("2026-09-27T22:00:00Z"))
		if err := complete(); err != nil {
			t.Error(err)
		}
		if x := h.find(now.Internship); x.State != internship.Completed || x.EndedHow != internship.HowCompleted || !x.EndedAt.Equal(at("2026-09-27T22:00:00Z")) {
			t.Errorf("%+v", x)
		}
	})
}

func TestTurnStartsAtMidnightOfTheTermsZone(t *testing.T) {
	cases := map[string]struct {
		zone, start, now string
		want             string // the first moment of the start date
	}{
		"Amsterdam in summer":            {"Europe/Amsterdam", "2026-09-07", "2026-08-10T09:00:00Z", "2026-09-06T22:00:00Z"},
		"Amsterdam in winter":            {"Europe/Amsterdam", "2026-11-02", "2026-08-10T09:00:00Z", "2026-11-01T23:00:00Z"},
		"the day after clocks go back":   {"America/New_York", "2026-11-02", "2026-08-10T09:00:00Z", "2026-11-02T05:00:00Z"},
		"Auckland":                       {"Pacific/Auckland", "2026-09-07", "2026-08-10T09:00:00Z", "2026-09-06T12:00:00Z"},
		"Kathmandu":                      {"Asia/Kathmandu", "2026-09-07", "2026-08-10T09:00:00Z", "2026-09-06T18:15:00Z"},
		"Honolulu":                       {"Pacific/Honolulu", "2026-09-07", "2026-08-10T09:00:00Z", "2026-09-07T10:00:00Z"},
		"no midnight on that day":        {"Africa/Cairo", "2027-04-30", "2027-04-01T09:00:00Z", "2027-04-29T22:00:00Z"},
		"today, where it is already":     {"Europe/Amsterdam", "2026-08-10", "2026-08-10T09:00:00Z", "2026-08-09T22:00:00Z"},
		"today, where it has just begun": {"Pacific/Kiritimati", "2026-08-11", "2026-08-10T10:00:00Z", "2026-08-10T10:00:00Z"},
	}
	each(t, func(t *testing.T, h *house) {
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				h.recast()
				h.clock.set(at(c.now))
				in := h.draft()
				in.Zone, in.Start = c.zone, c.start
				now := h.approve(h.propose(h.noor, in), h.ines, h.tomasz, h.priya)
				start := at(c.want)
				if !start.After(at(c.now)) {
					if now.State != internship.Active {
						t.Errorf("%+v: the start is past, so it begins at once", now)
					}
					return
				}
				h.clock.set(start.Add(-time.Microsecond))
				h.turn(0)
				if got := h.standing(now.Internship); got.State != internship.Agreed {
					t.Errorf("a moment before: %+v", got)
				}
				h.clock.set(start)
				h.turn(1)
				h.turn(0)
				if x := h.find(now.Internship); x.State != internship.Active || !x.StartedAt.Equal(start) {
					t.Errorf("%+v", x)
				}
			})
		}
	})
}

func TestAnInternshipThatRunsElsewhereEntersAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		in := h.draft()
		in.Start, in.EntryWeek = "2026-07-27", 3
		now := h.approve(h.propose(h.noor, in), h.ines, h.tomasz, h.priya)
		if now.State != internship.Active {
			t.Errorf("%+v", now)
		}
		if week, _ := h.termsOf(now.Internship, 1).Calendar().WeekOn(h.termsOf(now.Internship, 1).Today(monday)); week != 3 {
			t.Errorf("it entered at week %d", week)
		}
		h.read(func(tx *sqldb.Tx) error {
			events, err := audit.List(tx, string(now.Internship), 0, 1)
			if err == nil && (events[0].Name != "internship.started" || events[0].Actor != "") {
				t.Errorf("%+v", events[0])
			}
			return err
		})
	})
}

func TestTurnPausesAndResumesAroundPlannedPauses(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		in := h.draft()
		// The second pause holds the night on which clocks go back.
		in.Pauses = []terms.PauseText{{From: "2026-09-14", To: "2026-09-20"}, {From: "2026-10-12", To: "2026-10-25"}}
		in.Weeks = 8
		now := h.approve(h.propose(h.noor, in), h.ines, h.tomasz, h.priya)
		for _, step := range []struct {
			at    string
			state internship.State
			moved int
		}{
			{"2026-09-06T22:00:00Z", internship.Active, 1},
			{"2026-09-13T21:59:59Z", internship.Active, 0},
			{"2026-09-13T22:00:00Z", internship.Paused, 1},
			{"2026-09-20T21:59:59Z", internship.Paused, 0},
			{"2026-09-20T22:00:00Z", internship.Active, 1},
			{"2026-10-11T22:00:00Z", internship.Paused, 1},
			{"2026-10-25T22:59:59Z", internship.Paused, 0}, // midnight is an hour later now
			{"2026-10-25T23:00:00Z", internship.Active, 1},
			{"2027-01-01T00:00:00Z", internship.Active, 0}, // only people complete it
		} {
			h.clock.set(at(step.at))
			h.turn(step.moved)
			x := h.find(now.Internship)
			if x.State != step.state {
				t.Errorf("%s: %s, want %s", step.at, x.State, step.state)
			}
			if (x.State == internship.Paused) == x.PausedAt.IsZero() {
				t.Errorf("%s: paused at %v", step.at, x.PausedAt)
			}
		}
		want := "internship.started internship.paused internship.resumed internship.paused internship.resumed"
		if got := strings.Join(h.events(now.Internship), " "); !strings.HasSuffix(got, want) {
			t.Error(got)
		}
	})
}

func TestAfterAStandstillTurnCatchesUp(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		in := h.draft()
		in.Pauses = []terms.PauseText{{From: "2026-09-14", To: "2026-09-20"}, {From: "2026-09-28", To: "2026-10-04"}}
		now := h.approve(h.propose(h.noor, in), h.ines, h.tomasz, h.priya)
		// The start and a whole pause go by, and the second pause is on.
		h.clock.set(at("2026-09-29T09:00:00Z"))
		h.turn(1)
		if got := h.standing(now.Internship); got.State != internship.Paused {
			t.Errorf("%+v", got)
		}
		if got := strings.Join(h.events(now.Internship)[6:], " "); got != "internship.started internship.paused" {
			t.Error(got)
		}
	})
	each(t, func(t *testing.T, h *house) {
		in := h.draft()
		in.Pauses = []terms.PauseText{{From: "2026-09-14", To: "2026-09-20"}, {From: "2026-09-28", To: "2026-10-04"}}
		now := h.approve(h.propose(h.noor, in), h.ines, h.tomasz, h.priya)
		h.clock.set(at("2026-09-08T09:00:00Z"))
		h.turn(1)
		// A whole pause goes by: nothing moves, and the next one is not missed.
		h.clock.set(at("2026-09-22T09:00:00Z"))
		h.turn(0)
		if x := h.find(now.Internship); !x.TurnsAt.Equal(at("2026-09-27T22:00:00Z")) {
			t.Errorf("turns next at %v", x.TurnsAt)
		}
		h.clock.set(at("2026-09-28T09:00:00Z"))
		h.turn(1)
	})
}

func TestAPauseThatIsAgreedOnTheWayTakesEffectAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		now := h.active() // Tue 8 September
		pause := func(from, to string) internship.Standing {
			now = h.propose(h.noor, h.revise(now, func(in *internship.Propose) { in.Pauses = []terms.PauseText{{From: from, To: to}} }))
			return h.approve(now, h.ines, h.tomasz, h.priya)
		}
		if now = pause("2026-09-08", "2026-09-11"); now.State != internship.Paused || now.InForce != 2 {
			t.Errorf("%+v", now)
		}
		h.clock.set(at("2026-09-10T09:00:00Z"))
		if now = pause("2026-09-08", "2026-09-09"); now.State != internship.Active || now.InForce != 3 {
			t.Errorf("%+v", now)
		}
		want := []string{
			"after 0 by " + string(h.priya.Person), "after 1 by " + string(h.priya.Person), "after 2 by " + string(h.priya.Person),
		}
		if diff := cmp.Diff(want, h.agreements(now.Internship)); diff != "" {
			t.Errorf("agreements (-want +got):\n%s", diff)
		}
	})
}

// Several nodes see the same internships due; each is moved once.
func TestTurnOnSeveralNodesAtOnce(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		c := &clock{now: monday}
		var nodes []*house
		for range 3 {
			db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Clock: c.Now})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			ids := id.NewSource(c.Now, nil)
			nodes = append(nodes, &house{t: t, db: db, clock: c, Service: internship.New(db, ids, audit.New(ids, nil), internship.Hooks{})})
		}
		h := build(t, nodes[0].db, c)
		const many = 12
		var all []internship.Standing
		for range many {
			h.noor = h.add("Noor", h.tomasz, false)
			all = append(all, h.agreed())
		}
		c.set(at("2026-09-07T09:00:00Z"))
		var wait sync.WaitGroup
		var mu sync.Mutex
		total := 0
		for _, node := range nodes {
			for range 2 {
				wait.Go(func() {
					moved, err := node.Turn(t.Context())
					if err != nil {
						t.Error(err)
					}
					mu.Lock()
					defer mu.Unlock()
					total += moved
				})
			}
		}
		wait.Wait()
		if total != many {
			t.Errorf("%d moves of %d internships", total, many)
		}
		for _, x := range all {
			if got := strings.Count(strings.Join(h.events(x.Internship), " "), "internship.started"); got != 1 {
				t.Errorf("started %d times", got)
			}
		}
	})
}
