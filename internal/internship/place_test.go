package internship_test

import (
	"testing"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

// held is how many places somebody's internships hold.
func (h *house) held(who access.Actor) (n int) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		loads, err := pool.Load(tx, h.lamp, []id.Person{who.Person})
		n = loads[who.Person].Held
		return err
	})
	return n
}

func TestTermsHoldAPlaceOfTheirMentors(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		at = h.propose(h.noor, h.revise(at, longer))
		if n := h.held(h.ines); n != 1 {
			t.Errorf("two revisions hold %d places", n)
		}
		at = h.propose(h.noor, h.revise(at, func(in *internship.Propose) { in.Mentor = h.mei.Person }))
		if former, mentor := h.held(h.ines), h.held(h.mei); former != 0 || mentor != 1 {
			t.Errorf("after a change the former mentor holds %d and the mentor %d", former, mentor)
		}
		in := internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "Another year."}
		if _, err := h.End(t.Context(), call.By(h.noor), in); err != nil {
			t.Fatal(err)
		}
		if n := h.held(h.mei); n != 0 {
			t.Errorf("an ended internship holds %d places", n)
		}
	})
}

func TestACompletedInternshipGivesItsPlaceBack(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.active()
		if n := h.held(h.ines); n != 1 {
			t.Errorf("a running internship holds %d places", n)
		}
		h.clock.set(h.clock.Now().AddDate(0, 0, 28))
		if _, err := h.Complete(t.Context(), call.By(h.noor), internship.Complete{Internship: at.Internship}); err != nil {
			t.Fatal(err)
		}
		if n := h.held(h.ines); n != 0 {
			t.Errorf("a completed one holds %d", n)
		}
	})
}

func TestAFullMentorIsNotProposed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ids := id.NewSource(h.clock.Now, nil)
		openings := pool.New(h.db, ids, audit.New(ids, nil))
		if _, err := openings.Open(t.Context(), call.By(h.ines), pool.EnterPool{Program: h.lamp, Offer: pool.Offer{Capacity: 1}}); err != nil {
			t.Fatal(err)
		}
		at := h.propose(h.noor, h.draft())
		other := h.add("Theo", h.tomasz, false)
		_, err := h.Propose(t.Context(), call.By(other), h.draft())
		expect(t, err, fault.Conflict, "no place free")
		if _, err := h.Propose(t.Context(), call.By(h.noor), h.revise(at, longer)); err != nil {
			t.Errorf("a revision of one's own needs no second place: %v", err)
		}
	})
}
