package matching_test

import (
	"sync"
	"testing"

	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching"
)

// atOnce does things at the same instant. Each is done or refused as a Conflict
// or as Invalid; anything else fails.
func (h *house) atOnce(things ...func() error) (done []bool) {
	h.t.Helper()
	errs := make([]error, len(things))
	start := make(chan struct{})
	var all sync.WaitGroup
	for i, do := range things {
		all.Go(func() {
			<-start
			errs[i] = do()
		})
	}
	close(start)
	all.Wait()
	for _, err := range errs {
		if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) {
			h.t.Errorf("%v (%s)", err, fault.Cause(err))
		}
		done = append(done, err == nil)
	}
	return done
}

// rounds is how often each race is run.
const rounds = 5

// Two mentors who say yes at the same instant both do; the intern confirms one
// while the other takes theirs back.
func TestTwoAcceptancesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ines, kofi := h.asked(h.ines), h.asked(h.kofi)
		done := h.atOnce(
			func() error { return h.accept(h.ines, ines) }, func() error { return h.accept(h.kofi, kofi) },
			func() error { return h.accept(h.ines, ines) }, func() error { return h.accept(h.kofi, kofi) },
		)
		for _, ok := range done {
			if !ok {
				t.Error("an acceptance was refused")
			}
		}
		h.sound()
		done = h.atOnce(func() error { return h.confirm(ines) }, func() error { return h.confirm(kofi) }, func() error { return h.decline(h.kofi, kofi) })
		if done[0] && done[1] {
			t.Error("two were confirmed")
		}
		if !done[0] && !done[1] {
			t.Error("nobody was confirmed")
		}
		h.sound()
	})
}

func TestAcceptingAgainstWithdrawing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range rounds {
			r := h.asked(h.ines)
			done := h.atOnce(func() error { return h.accept(h.ines, r) }, func() error { return h.withdraw(r) })
			// The intern may withdraw what was accepted: theirs is the last word.
			if !done[1] || h.state(r) != matching.Withdrawn || h.held(h.ines) != 0 {
				t.Fatalf("%v: %s, %d held", done, h.state(r), h.held(h.ines))
			}
		}
	})
}

func TestAcceptingAgainstTheClock(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range rounds {
			r := h.asked(h.ines)
			h.clock.set(h.clock.Now().AddDate(0, 0, 30))
			turn := func() error { _, err := h.Turn(t.Context()); return err }
			done := h.atOnce(func() error { return h.accept(h.ines, r) }, turn, turn)
			want, held := matching.Released, 0
			if done[0] {
				want, held = matching.Accepted, 1
			}
			if got := h.state(r); got != want || h.held(h.ines) != held {
				t.Fatalf("accepted %v: %s, %d held", done[0], got, h.held(h.ines))
			}
			if done[0] {
				h.must(h.withdraw(r))
			}
		}
	})
}

// A mentor with one place whom two interns asked says yes to both at once: one
// of them has it.
func TestTheLastPlaceGoesToOneIntern(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		mine := h.asked(h.ines)
		other := h.explore(h.yuki)
		sent, err := h.Ask(t.Context(), call.By(h.yuki), matching.Ask{Internship: other, Mentors: []id.Person{h.ines.Person}, Message: "Me too."})
		h.must(err)
		done := h.atOnce(func() error { return h.accept(h.ines, mine) }, func() error { return h.accept(h.ines, sent.Requests[0]) })
		if done[0] == done[1] || h.held(h.ines) != 1 {
			t.Errorf("%v, %d held", done, h.held(h.ines))
		}
		h.sound()
	})
}

// Asking, answering a call and confirming at once leave one request a mentor.
func TestOfferingAgainstBeingAsked(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		posted, err := h.Post(t.Context(), call.By(h.noor), matching.Post{Internship: h.search, Message: "Who would?"})
		h.must(err)
		offer := func() error {
			_, err := h.Offer(t.Context(), call.By(h.ines), matching.Offer{OpenCall: posted.OpenCall})
			return err
		}
		ask := func() error { _, err := h.ask(h.ines); return err }
		h.atOnce(ask, offer, ask, offer)
		if h.held(h.ines) != 1 {
			t.Errorf("%d held", h.held(h.ines))
		}
		h.sound()
	})
}
