package internship_test

import (
	"fmt"
	"slices"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
)

// list returns the ids of what somebody finds.
func (h *house) list(by access.Actor, q internship.Query) (ids []id.Internship) {
	h.t.Helper()
	l, err := h.List(h.t.Context(), by, q)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, x := range l.Internships {
		ids = append(ids, x.Internship.ID)
	}
	return ids
}

func TestWhoSeesWhat(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		exploring := h.arrive(internship.Exploring)
		see := func(when string, want ...access.Actor) {
			t.Helper()
			for name, who := range map[string]access.Actor{
				"intern": h.noor, "mentor": h.ines, "intern's manager": h.tomasz, "mentor's manager": h.priya,
				"coordinator": h.wanda, "admin": h.anton, "stranger": h.mei,
			} {
				should := slices.ContainsFunc(want, func(a access.Actor) bool { return a.Person == who.Person })
				_, err := h.Find(t.Context(), who, exploring.Internship)
				_, err2 := h.Revisions(t.Context(), who, exploring.Internship)
				_, err3 := h.Summary(t.Context(), who, exploring.Internship)
				listed := len(h.list(who, internship.Query{})) == 1
				if found := err == nil; found != should || listed != should || (err2 == nil) != should || (err3 == nil) != should {
					t.Errorf("%s, %s: finds it %v, lists it %v, reads its terms %v, want %v", when, name, found, listed, err2 == nil, should)
				}
				if !should {
					expect(t, err, fault.NotFound)
				}
			}
		}
		see("exploring", h.noor, h.wanda)
		at := h.propose(h.noor, h.draft())
		see("proposed", h.noor, h.ines, h.tomasz, h.priya, h.wanda)
		h.approve(at, h.ines, h.tomasz, h.priya)
		see("agreed", h.noor, h.ines, h.tomasz, h.priya, h.wanda)
		_, err := h.Find(t.Context(), access.Actor{}, exploring.Internship)
		expect(t, err, fault.Unauthenticated)
		_, err = h.List(t.Context(), access.Actor{}, internship.Query{})
		expect(t, err, fault.Unauthenticated)
		_, err = h.Waiting(t.Context(), access.Actor{})
		expect(t, err, fault.Unauthenticated)
	})
}

func TestASummaryHoldsWhatALineShows(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.active()
		h.propose(h.ines, h.revise(at, func(in *internship.Propose) { in.Weeks, in.WeekMinutes = 6, 360 }))
		h.deactivate(h.priya)
		l, err := h.List(t.Context(), h.wanda, internship.Query{})
		if err != nil || len(l.Internships) != 1 {
			t.Fatal(l, err)
		}
		s := l.Internships[0]
		if s.Program.Title != "Keeping a lighthouse" || s.Version.Number != 1 || s.Terms.Revision != 1 || s.Terms.Weeks != 4 ||
			s.Intern.Name != "Noor" || s.Mentor.Name != "Ines" || s.InternManager.Name != "Tomasz" || s.MentorManager.Name != "Priya" ||
			s.Signed != 1 || s.Refused != 0 || len(s.Vacant) != 1 || s.Vacant[0] != access.MentorManager {
			t.Errorf("%+v", s)
		}
	})
}

func TestListFiltersAndComesInParts(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var all []id.Internship
		for n := range 7 {
			h.noor = h.add([]string{"Élodie", "Ravi", "Jakub"}[n%3], h.tomasz, false)
			at := h.propose(h.noor, h.draft())
			if n%2 == 0 {
				h.approve(at, h.ines, h.tomasz, h.priya)
			}
			all = append([]id.Internship{at.Internship}, all...)
		}
		var got []id.Internship
		q := internship.Query{Limit: 3}
		for more := true; more; more = q.After != "" {
			l, err := h.List(t.Context(), h.wanda, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range l.Internships {
				got = append(got, x.Internship.ID)
			}
			q.After = l.Next
		}
		if !slices.Equal(got, all) {
			t.Errorf("in parts: %v, want %v", got, all)
		}
		for _, c := range []struct {
			q    internship.Query
			want int
		}{
			{internship.Query{State: internship.Agreed}, 4},
			{internship.Query{State: internship.Paused}, 0},
			{internship.Query{Program: h.lamp}, 7},
			{internship.Query{Program: "01990000-0000-7000-8000-000000000001"}, 0},
			{internship.Query{Text: "elod"}, 3},
			{internship.Query{Text: "ÉLODIE ines"}, 3},
			{internship.Query{Text: "ines"}, 7},
			{internship.Query{Text: "tomasz"}, 0}, // managers are not searched
			{internship.Query{Text: "%"}, 0},
			{internship.Query{Text: "\\ \x00 '"}, 0},
			{internship.Query{Text: "ravi", State: internship.Proposed}, 1},
			{internship.Query{Limit: 1000}, 7},
		} {
			if got := h.list(h.wanda, c.q); len(got) != c.want {
				t.Errorf("%+v finds %d, want %d", c.q, len(got), c.want)
			}
		}
		if _, err := h.End(t.Context(), call.By(h.wanda), internship.End{Internship: all[0], How: internship.HowWithdrawn, Reason: "Another job."}); err != nil {
			t.Fatal(err)
		}
		if all, open := len(h.list(h.wanda, internship.Query{})), len(h.list(h.wanda, internship.Query{Open: true})); all != 7 || open != 6 {
			t.Errorf("one of %d is over, and %d are open", all, open)
		}
		if got := h.list(h.noor, internship.Query{}); len(got) != 1 {
			t.Errorf("an intern finds %d", len(got))
		}
		if got := h.list(h.ines, internship.Query{}); len(got) != 7 {
			t.Errorf("their mentor finds %d", len(got))
		}
	})
}

func TestWaitingTellsWhoOwesWhat(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		waits := func(by access.Actor) string {
			t.Helper()
			list, err := h.Waiting(t.Context(), by)
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, w := range list {
				if w.Digest != h.termsOf(w.Summary.Internship.ID, w.Revision).Digest || w.Proposer.Name == "" || w.Summary.Intern.Name != "Noor" {
					t.Errorf("%+v", w)
				}
				text += fmt.Sprintf("%s %v of revision %d, void %d; ", w.Kind, w.Roles, w.Revision, w.Voided)
			}
			return text
		}
		check := func(when string, want map[string]string) {
			t.Helper()
			for name, by := range map[string]access.Actor{"noor": h.noor, "ines": h.ines, "tomasz": h.tomasz, "priya": h.priya, "wanda": h.wanda, "mei": h.mei} {
				if got := waits(by); got != want[name] {
					t.Errorf("%s, %s: %q, want %q", when, name, got, want[name])
				}
			}
		}
		h.arrive(internship.Exploring)
		check("exploring", nil)
		at := h.propose(h.noor, h.draft())
		check("proposed", map[string]string{
			"ines": "sign-off [mentor] of revision 1, void 0; ", "tomasz": "sign-off [intern-manager] of revision 1, void 0; ", "priya": "sign-off [mentor-manager] of revision 1, void 0; ",
		})
		h.approve(at, h.tomasz)
		at = h.propose(h.ines, h.revise(at, longer))
		check("revised", map[string]string{
			"noor": "sign-off [intern] of revision 2, void 1; ", "tomasz": "sign-off [intern-manager] of revision 2, void 1; ", "priya": "sign-off [mentor-manager] of revision 2, void 0; ",
		})
		h.manages(h.noor, access.Actor{})
		at = h.refuse(at, h.priya, "No.")
		check("refused, and nobody to ask", map[string]string{
			"noor": "sign-off [intern] of revision 2, void 1; refused [mentor-manager] of revision 2, void 0; ", "wanda": "stand-in [intern-manager] of revision 2, void 0; ",
		})
		h.manages(h.noor, h.priya)
		check("one manager for both", map[string]string{
			"noor":  "sign-off [intern] of revision 2, void 1; refused [mentor-manager] of revision 2, void 0; ",
			"priya": "sign-off [intern-manager] of revision 2, void 0; ",
		})
		at = h.approve(at, h.priya, h.noor)
		if at.State != internship.Agreed {
			t.Errorf("%+v", at)
		}
		check("agreed", nil)
		h.clock.set(monday.AddDate(0, 1, 0))
		h.turn(1)
		at = h.propose(h.noor, h.revise(at, func(in *internship.Propose) { in.Pauses = []terms.PauseText{{From: "2026-09-21", To: "2026-09-25"}} }))
		check("active", map[string]string{"ines": "sign-off [mentor] of revision 3, void 2; ", "priya": "sign-off [intern-manager mentor-manager] of revision 3, void 2; "})
		if _, err := h.End(t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowStopped, Reason: "No."}); err != nil {
			t.Fatal(err)
		}
		check("ended", nil)
	})
}

// An internship that is not there and one that is somebody else's are the same
// to everybody, whatever they try.
func TestAStrangerFindsNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		digest := h.termsOf(at.Internship, 1).Digest
		try := func(x id.Internship) (texts []string) {
			ctx, c := t.Context(), call.By(h.mei)
			_, err1 := h.Find(ctx, h.mei, x)
			_, err2 := h.Revisions(ctx, h.mei, x)
			in := h.revise(at, longer)
			in.Internship = x
			_, err3 := h.Propose(ctx, c, in)
			_, err4 := h.SignOff(ctx, c, internship.SignOff{Internship: x, Revision: 1, Digest: digest, Answer: internship.AnswerApprove})
			_, err5 := h.RecordApproval(ctx, c, internship.RecordApproval{Internship: x, Revision: 1, Digest: digest, Role: access.Mentor, Evidence: "In chat."})
			_, err6 := h.NameStandIn(ctx, c, internship.NameStandIn{Internship: x, Role: access.InternManager, Person: h.mei.Person})
			_, err7 := h.End(ctx, c, internship.End{Internship: x, How: internship.HowWithdrawn, Reason: "No."})
			_, err8 := h.Complete(ctx, c, internship.Complete{Internship: x})
			for _, err := range []error{err1, err2, err3, err4, err5, err6, err7, err8} {
				expect(t, err, fault.NotFound)
				texts = append(texts, err.Error())
			}
			return texts
		}
		if there, not := try(at.Internship), try("01990000-0000-7000-8000-000000000001"); !slices.Equal(there, not) {
			t.Errorf("what is there shows:\n%v\n%v", there, not)
		}
		if got := h.standing(at.Internship); got != at {
			t.Errorf("%+v", got)
		}
	})
}
