package internship_test

import (
	"slices"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/internship"
	"stint/internal/internship/reminder"
	"stint/internal/sqldb"
)

// remind runs the reminders on several nodes at once and returns how many were
// told together.
func (h *house) remind(day, hour int) int {
	h.t.Helper()
	h.clock.set(time.Date(2026, 8, day, hour, 0, 0, 0, time.UTC))
	told := make([]int, 3)
	for _, err := range atOnce(len(told), func(i int) (err error) {
		told[i], err = reminder.New(h.db, audit.New(h.ids, nil)).Remind(h.t.Context())
		return err
	}) {
		if err != nil {
			h.t.Fatal(err)
		}
	}
	return told[0] + told[1] + told[2]
}

// told are the reminders of an internship in order: the step, and to whom.
func (h *house) told(at internship.Standing, names map[access.Actor]string) (list []string) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		events, err := audit.ListNamed(tx, string(at.Internship), []string{"sign-off.reminded", "sign-off.stuck"}, 100)
		for _, e := range slices.Backward(events) {
			for who, name := range names {
				if string(who.Person) == e.Object {
					list = append(list, e.Facts["step"]+" "+name)
				}
			}
		}
		return err
	})
	return list
}

func TestOpenSignOffsAreRemindedOf(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.approve(h.propose(h.noor, h.draft()), h.ines) // Mon 10 August
		names := map[access.Actor]string{h.noor: "noor", h.ines: "ines", h.tomasz: "tomasz", h.priya: "priya", h.mei: "mei"}
		for _, c := range []struct{ day, hour, want int }{
			{11, 12, 0}, {12, 6, 0}, {12, 7, 2}, {12, 8, 0}, {13, 12, 0}, // after two working days, both managers
		} {
			if got := h.remind(c.day, c.hour); got != c.want {
				t.Errorf("on the %d at %d: %d told, want %d", c.day, c.hour, got, c.want)
			}
		}
		h.clock.set(time.Date(2026, 8, 13, 13, 0, 0, 0, time.UTC))
		at = h.approve(at, h.priya)
		if _, err := h.delegations.Name(t.Context(), call.By(h.tomasz), delegationFrom("2026-08-13", "2026-08-17", h.mei)); err != nil {
			t.Fatal(err)
		}
		if got := h.remind(14, 12); got != 1 { // to the delegate
			t.Errorf("after four days %d told", got)
		}
		if got := h.remind(16, 12); got != 0 { // a Sunday
			t.Errorf("on a Sunday %d told", got)
		}
		if got := h.remind(18, 12); got != 1 { // to the proposer
			t.Errorf("after six days %d told", got)
		}
		if got := h.remind(27, 12); got != 0 {
			t.Errorf("later %d told", got)
		}
		if got := h.told(at, names); len(got) != 4 || got[2] != "2 mei" || got[3] != "3 noor" {
			t.Errorf("told were %q", got)
		}
	})
}

func TestRemindingStops(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for name, stop := range map[string]func(internship.Standing){
			"when it is signed":  func(at internship.Standing) { h.approve(at, h.tomasz, h.priya, h.ines) },
			"when it is refused": func(at internship.Standing) { h.refuse(at, h.ines, "No.") },
			"when it is withdrawn": func(at internship.Standing) {
				if _, err := h.End(t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "No."}); err != nil {
					t.Fatal(err)
				}
			},
			"when other terms come": func(at internship.Standing) {
				h.clock.set(time.Date(2026, 8, 12, 7, 0, 0, 0, time.UTC))
				h.propose(h.noor, h.revise(at, longer))
			},
		} {
			h.recast()
			stop(h.propose(h.noor, h.draft()))
			if got := h.remind(12, 12); got != 0 {
				t.Errorf("%s: %d told", name, got)
			}
		}
	})
}

func TestAManagerOfBothIsRemindedOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.ines, h.tomasz)
		h.approve(h.propose(h.noor, h.draft()), h.ines)
		if got := h.remind(12, 12); got != 1 {
			t.Errorf("%d told", got)
		}
	})
}
