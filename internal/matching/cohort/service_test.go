package cohort_test

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching/cohort"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

// From gathering to requests, with everything said in between.
func TestFromGatheringToRequests(t *testing.T) {
	each(t, 3, 4, func(t *testing.T, h *house) {
		of := h.gather(1)
		by := call.By(h.wanda)
		late := h.searchers[3]
		_, err := h.Join(t.Context(), call.By(late), cohort.Join{Cohort: of, Wishes: []id.Person{h.mentors[1].Person}})
		h.must(err)
		if at := h.solve(of); at.Placed != 3 || at.State != cohort.Proposed {
			t.Fatalf("%+v", at)
		}
		lines := h.choices(of)
		if lines[late.Person].Mentor != h.mentors[1].Person {
			t.Errorf("a wish against nobody’s is not heard: %+v", lines[late.Person])
		}
		// Locked, forbidden and solved again.
		first := h.searchers[0].Person
		for _, in := range []cohort.MarkPair{
			{Cohort: of, Applicant: first, Mentor: h.mentors[0].Person, Mark: cohort.MarkLock},
			{Cohort: of, Applicant: first, Mentor: h.mentors[1].Person, Mark: cohort.MarkLock},
			{Cohort: of, Applicant: late.Person, Mentor: h.mentors[2].Person, Mark: cohort.MarkForbid},
		} {
			_, err := h.MarkPair(t.Context(), by, in)
			h.must(err)
		}
		_, err = h.Send(t.Context(), by, of)
		h.refused(err, fault.Conflict, "an older proposal is sent")
		h.solve(of)
		lines = h.choices(of)
		if lines[first].Mentor != h.mentors[1].Person || !lines[first].Locked || lines[late.Person].Mentor == h.mentors[2].Person {
			t.Errorf("the marks are not kept: %+v", lines)
		}
		for range 2 { // the second time changes nothing
			at, err := h.Send(t.Context(), by, of)
			h.must(err)
			if at.State != cohort.Sent {
				t.Errorf("%+v", at)
			}
		}
		jobs := h.jobs()
		for _, j := range append(jobs, jobs...) { // a job may run twice
			h.must(h.Deliver(t.Context(), j))
		}
		if n := h.count("SELECT count(*) FROM request"); len(jobs) != 3 || n != 3 {
			t.Errorf("%d jobs, %d requests", len(jobs), n)
		}
		for who, line := range h.choices(of) {
			if (line.Mentor != "") != (line.Request != "") || line.Mentor != "" && line.At.IsZero() {
				t.Errorf("%s: %+v", who, line)
			}
		}
		_, err = h.AddMentors(t.Context(), by, cohort.AddMentors{Cohort: of})
		h.refused(err, fault.Conflict, "a cohort is edited after it was sent")
		_, err = h.Drop(t.Context(), by, of)
		h.refused(err, fault.Conflict, "a cohort is dropped after it was sent")
	})
}

// A pair that can no longer be asked is written down, and the others go out.
func TestWhatCannotBeAsked(t *testing.T) {
	each(t, 2, 2, func(t *testing.T, h *house) {
		of := h.gather(0)
		h.solve(of)
		_, err := h.Send(t.Context(), call.By(h.wanda), of)
		h.must(err)
		var opening pool.Opening
		h.must(h.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
			opening, err = pool.Find(tx, h.lamp, h.mentors[0].Person)
			return err
		}))
		_, err = h.pool.Leave(t.Context(), call.By(h.mentors[0]), pool.LeavePool{Opening: opening.ID})
		h.must(err)
		for _, j := range h.jobs() {
			h.must(h.Deliver(t.Context(), j))
		}
		for _, line := range h.choices(of) {
			want := ""
			if line.Mentor == h.mentors[0].Person {
				want = cohort.TroubleRefused
			}
			if line.Trouble != want || (line.Request == "") != (want != "") {
				t.Errorf("%+v", line)
			}
		}
	})
}

// Who sent a cohort and coordinates the program no more asks nobody.
func TestFormerCoordinatorAsksNobody(t *testing.T) {
	each(t, 1, 1, func(t *testing.T, h *house) {
		of := h.gather(0)
		h.solve(of)
		_, err := h.Send(t.Context(), call.By(h.wanda), of)
		h.must(err)
		h.must(h.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec("DELETE FROM program_coordinator WHERE person_id = ?", h.wanda.Person)
			return err
		}))
		for _, j := range h.jobs() {
			h.must(h.Deliver(t.Context(), j))
		}
		line := h.choices(of)[h.searchers[0].Person]
		if line.Trouble != cohort.TroubleStopped || h.count("SELECT count(*) FROM request") != 0 {
			t.Errorf("%+v", line)
		}
	})
}

// A cohort does not exist for those who have no part in it, and one's part is
// all that the others see.
func TestWhoSeesWhat(t *testing.T) {
	each(t, 2, 3, func(t *testing.T, h *house) {
		of := h.gather(2)
		applicant, mentor, outsider := h.searchers[0], h.mentors[0], h.searchers[1]
		_, err := h.Join(t.Context(), call.By(applicant), cohort.Join{Cohort: of, Vetoes: []id.Person{mentor.Person}})
		h.must(err)
		_, err = h.RuleOut(t.Context(), call.By(h.mentors[1]), cohort.RuleOut{Cohort: of, People: []id.Person{applicant.Person, outsider.Person}})
		h.must(err)
		h.solve(of)
		h.must(h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
			for _, a := range []access.Actor{applicant, mentor, outsider, h.anton} {
				_, err := cohort.Find(tx, a, of)
				h.refused(err, fault.NotFound, "the cohort")
				_, err = cohort.List(tx, a, h.lamp, cohort.Page{})
				h.refused(err, fault.NotFound, "the list")
			}
			_, err := cohort.FindPart(tx, outsider, of) // it is no longer open
			h.refused(err, fault.NotFound, "a part that one does not have")
			part, err := cohort.FindPart(tx, mentor, of)
			if err != nil || !part.Mentor || len(part.Mentors) > 0 || len(part.Vetoes) > 0 {
				t.Errorf("the mentor’s part: %+v, %v", part, err)
			}
			roll, err := cohort.RollOf(tx, of)
			if err != nil || roll.Restrictions != 3 || len(roll.Forbidden) > 0 {
				t.Errorf("the roll: %+v, %v", roll, err)
			}
			return nil
		}))
		line := h.choices(of)[applicant.Person]
		if line.Mentor != "" || slices.ContainsFunc(line.Changes, func(c cohort.Change) bool { return c.Mentor != "" }) {
			t.Errorf("whose restriction it is shows: %+v", line)
		}
		// Every facts of every event holds nothing of them.
		if n := h.count("SELECT count(*) FROM audit_event WHERE name = 'cohort.restricted' AND facts LIKE ?", "%"+string(applicant.Person)+"%"); n != 0 {
			t.Errorf("%d events name whom a mentor ruled out", n)
		}
	})
}

func TestRefusals(t *testing.T) {
	each(t, 2, 2, func(t *testing.T, h *house) {
		of := h.gather(1)
		wanda, one, two := call.By(h.wanda), h.searchers[0].Person, h.searchers[1]
		m := h.mentors[0].Person
		ctx := t.Context()
		change := func(alter func(*cohort.Settings)) error {
			s := settings()
			alter(&s)
			_, err := h.Amend(ctx, wanda, cohort.Amend{Cohort: of, Settings: s})
			return err
		}
		for name, err := range map[string]error{
			"no title":              change(func(s *cohort.Settings) { s.Title = " " }),
			"a title of two lines":  change(func(s *cohort.Settings) { s.Title = "a\nb" }),
			"a title too long":      change(func(s *cohort.Settings) { s.Title = strings.Repeat("x", cohort.MaxTitle+1) }),
			"no UTF-8":              change(func(s *cohort.Settings) { s.Title = "\xff" }),
			"no start":              change(func(s *cohort.Settings) { s.Start = "" }),
			"no date":               change(func(s *cohort.Settings) { s.Start = "soon" }),
			"a day that is past":    change(func(s *cohort.Settings) { s.Until = "2026-08-09" }),
			"no message":            change(func(s *cohort.Settings) { s.Message = "" }),
			"negative overlap":      change(func(s *cohort.Settings) { s.MinOverlap = -1 }),
			"clocks too far apart":  change(func(s *cohort.Settings) { s.MaxApart = 13 }),
			"nobody":                second(h.AddApplicants(ctx, wanda, cohort.AddApplicants{Cohort: of})),
			"an unknown address":    second(h.AddApplicants(ctx, wanda, cohort.AddApplicants{Cohort: of, Emails: []string{"nobody@example.com"}})),
			"an unknown person":     second(h.AddApplicants(ctx, wanda, cohort.AddApplicants{Cohort: of, People: []id.Person{"x"}})),
			"a mentor out of pool":  second(h.AddMentors(ctx, wanda, cohort.AddMentors{Cohort: of, People: []id.Person{one}})),
			"more places than free": second(h.SetPlaces(ctx, wanda, cohort.SetPlaces{Cohort: of, Mentor: m, Places: 2})),
			"places below none":     second(h.SetPlaces(ctx, wanda, cohort.SetPlaces{Cohort: of, Mentor: m, Places: -1})),
			"no such mark":          second(h.MarkPair(ctx, wanda, cohort.MarkPair{Cohort: of, Applicant: one, Mentor: m, Mark: cohort.MarkVeto})),
			"no such rule":          second(h.SetAside(ctx, wanda, cohort.SetAside{Cohort: of, Applicant: one, Rule: "age"})),
			"no such side":          second(h.Remove(ctx, wanda, cohort.Remove{Cohort: of, Person: one})),
			"a wish for no mentor":  third(h.Join(ctx, call.By(two), cohort.Join{Cohort: of, Wishes: []id.Person{one}})),
			"a wish twice":          third(h.Join(ctx, call.By(two), cohort.Join{Cohort: of, Wishes: []id.Person{m, m}})),
			"wish and veto":         third(h.Join(ctx, call.By(two), cohort.Join{Cohort: of, Wishes: []id.Person{m}, Vetoes: []id.Person{m}})),
			"oneself ruled out":     third(h.RuleOut(ctx, call.By(h.mentors[0]), cohort.RuleOut{Cohort: of, People: []id.Person{m}})),
		} {
			h.refused(err, fault.Invalid, name)
		}
		for name, err := range map[string]error{
			"a pair of somebody else": second(h.MarkPair(ctx, wanda, cohort.MarkPair{Cohort: of, Applicant: two.Person, Mentor: m, Mark: cohort.MarkLock})),
			"somebody not in it":      second(h.Remove(ctx, wanda, cohort.Remove{Cohort: of, Person: two.Person, As: cohort.AsApplicant})),
			"another’s cohort":        second(h.Solve(ctx, call.By(h.anton), of)),
			"no cohort":               second(h.Drop(ctx, wanda, "x")),
		} {
			h.refused(err, fault.NotFound, name)
		}
		h.refused(third(h.RuleOut(ctx, call.By(h.searchers[0]), cohort.RuleOut{Cohort: of})), fault.Forbidden, "an applicant rules out as a mentor")
		h.refused(second(h.Send(ctx, wanda, of)), fault.Conflict, "nothing is proposed yet")
		h.clock.set(monday.Add(40 * 24 * time.Hour))
		h.refused(third(h.Join(ctx, call.By(two), cohort.Join{Cohort: of})), fault.NotFound, "applications are closed")
	})
}

func second(_ cohort.Standing, err error) error { return err }

func third(_ cohort.Joined, err error) error { return err }

// An empty cohort says what is missing, and one with nobody for anybody is
// solved all the same.
func TestHardlyAnybody(t *testing.T) {
	each(t, 0, 2, func(t *testing.T, h *house) {
		of := h.gather(0)
		_, err := h.Solve(t.Context(), call.By(h.wanda), of)
		h.refused(err, fault.Conflict, "nobody can mentor")
		_, err = h.AddMentors(t.Context(), call.By(h.wanda), cohort.AddMentors{Cohort: of})
		h.refused(err, fault.Invalid, "nobody is in the pool")
	})
}

// A place that a lock took cannot be taken away, nor locked twice.
func TestLocksAndPlaces(t *testing.T) {
	each(t, 1, 2, func(t *testing.T, h *house) {
		of, m := h.gather(0), h.mentors[0].Person
		_, err := h.MarkPair(t.Context(), call.By(h.wanda), cohort.MarkPair{Cohort: of, Applicant: h.searchers[0].Person, Mentor: m, Mark: cohort.MarkLock})
		h.must(err)
		_, err = h.MarkPair(t.Context(), call.By(h.wanda), cohort.MarkPair{Cohort: of, Applicant: h.searchers[1].Person, Mentor: m, Mark: cohort.MarkLock})
		h.refused(err, fault.Conflict, "a lock without a place")
		_, err = h.SetPlaces(t.Context(), call.By(h.wanda), cohort.SetPlaces{Cohort: of, Mentor: m, Places: 0})
		h.refused(err, fault.Invalid, "no place for a lock")
		// Removed and added again, nothing is locked.
		_, err = h.Remove(t.Context(), call.By(h.wanda), cohort.Remove{Cohort: of, Person: m, As: cohort.AsMentor})
		h.must(err)
		_, err = h.AddMentors(t.Context(), call.By(h.wanda), cohort.AddMentors{Cohort: of})
		h.must(err)
		if n := h.count("SELECT count(*) FROM cohort_mark WHERE cohort_id = ?", of); n != 0 {
			t.Errorf("%d marks stand", n)
		}
	})
}

// Sent by two at once and edited by a third: what is sent is what was last
// solved, once, or nothing is.
func TestRaces(t *testing.T) {
	each(t, 3, 3, func(t *testing.T, h *house) {
		for range 5 {
			of := h.gather(1)
			h.solve(of)
			before := len(h.jobs())
			var group sync.WaitGroup
			sent := make([]error, 2)
			for i := range sent {
				group.Go(func() { _, sent[i] = h.Send(t.Context(), call.By(h.wanda), of) })
			}
			var added error
			group.Go(func() {
				_, added = h.AddApplicants(t.Context(), call.By(h.wanda), cohort.AddApplicants{Cohort: of, People: []id.Person{h.searchers[2].Person}})
			})
			group.Wait()
			jobs := len(h.jobs()) - before
			switch {
			case sent[0] == nil && sent[1] == nil && fault.Is(added, fault.Conflict) && jobs == 2:
			case fault.Is(sent[0], fault.Conflict) && fault.Is(sent[1], fault.Conflict) && added == nil && jobs == 0:
			default:
				t.Fatalf("sent %v and %v, added %v, %d jobs", sent[0], sent[1], added, jobs)
			}
		}
	})
}

// Deliveries of one pair at once ask once.
func TestDeliveriesRace(t *testing.T) {
	each(t, 2, 2, func(t *testing.T, h *house) {
		of := h.gather(0)
		h.solve(of)
		_, err := h.Send(t.Context(), call.By(h.wanda), of)
		h.must(err)
		var group sync.WaitGroup
		for _, j := range h.jobs() {
			for range 4 {
				group.Go(func() {
					if err := h.Deliver(context.WithoutCancel(t.Context()), j); err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Unavailable) {
						t.Error(err)
					}
				})
			}
		}
		group.Wait()
		if n := h.count("SELECT count(*) FROM request"); n != 2 {
			t.Errorf("%d requests", n)
		}
		for _, line := range h.choices(of) {
			if line.Trouble != "" || line.Request == "" {
				t.Errorf("%+v", line)
			}
		}
	})
}

// The drawing in docs/states is compared with the table that the code goes by.
func TestTheDrawingShowsEveryMoveAndNoOther(t *testing.T) {
	drawing, err := os.ReadFile("../../../docs/states/cohort.md")
	if err != nil {
		t.Fatal(err)
	}
	var drawn, allowed []string
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\w+|\[\*\]) --> (\w+): (\w+)$`).FindAllStringSubmatch(string(drawing), -1) {
		drawn = append(drawn, arrow[1]+" "+arrow[2]+" "+arrow[3])
	}
	for _, m := range cohort.Moves() {
		from := string(m.From)
		if from == "" {
			from = "[*]"
		}
		allowed = append(allowed, from+" "+string(m.To)+" "+m.Verb)
	}
	slices.Sort(drawn)
	slices.Sort(allowed)
	if diff := cmp.Diff(allowed, drawn); diff != "" {
		t.Errorf("docs/states/cohort.md (-code +drawing):\n%s", diff)
	}
}
