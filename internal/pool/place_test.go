package pool_test

import (
	"errors"
	"sync"
	"testing"

	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

func TestAPlaceIsHeldOnceAndGivenBackOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.open(2)
		one, two, three := h.internship(), h.internship(), h.internship()
		for _, x := range []id.Internship{one, one, two} { // one of them twice
			if err := h.hold(x); err != nil {
				t.Fatal(err)
			}
		}
		if got := h.load(); got != (pool.Places{Held: 2, Capacity: 2}) {
			t.Fatalf("%+v", got)
		}
		expect(t, h.hold(three), fault.Conflict, "no place free")
		for _, x := range []id.Internship{one, one, three} { // one of them twice, one that holds nothing
			if err := h.release(x); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.hold(three); err != nil {
			t.Fatal(err)
		}
		err := h.db.Write(t.Context(), func(tx *sqldb.Tx) error { return pool.ReleaseAll(tx, three) })
		if got := h.load(); err != nil || got.Held != 1 {
			t.Fatalf("%+v %v", got, err)
		}
	})
}

func TestNothingLimitsWhoIsNotInThePool(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 3 {
			if err := h.hold(h.internship()); err != nil {
				t.Fatal(err)
			}
		}
		if got := h.load(); got != (pool.Places{Held: 3}) {
			t.Fatalf("%+v", got)
		}
		_, err := h.Open(t.Context(), call.By(h.ines), pool.EnterPool{Program: h.lamp, Offer: pool.Offer{Capacity: 2}})
		expect(t, err, fault.Invalid, "hold 3 places")
		o := h.open(3)
		expect(t, h.hold(h.internship()), fault.Conflict, "no place free")
		if _, err := h.Leave(t.Context(), call.By(h.ines), pool.LeavePool{Opening: o.ID}); err != nil {
			t.Fatal(err)
		}
		if err := h.hold(h.internship()); err != nil {
			t.Fatal(err)
		}
		_, err = h.Return(t.Context(), call.By(h.ines), pool.Returning{Opening: o.ID})
		expect(t, err, fault.Conflict, "does not hold any more")
	})
}

// Twenty who ask at the same instant for three places: three get one each.
func TestTheLastPlaceIsTakenOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.open(3)
		var internships []id.Internship
		for range 20 {
			internships = append(internships, h.internship())
		}
		taken, full := h.atOnce(internships, h.hold)
		if got := h.load(); taken != 3 || full != 17 || got.Held != 3 {
			t.Fatalf("%d took a place and %d were told that none is free; %+v", taken, full, got)
		}
		// Giving back and taking at once, over and over: never more than three.
		h.atOnce(internships, func(x id.Internship) error { return errors.Join(h.release(x), h.hold(x)) })
		if got := h.load(); got.Held != 3 {
			t.Fatalf("%+v", got)
		}
		h.atOnce(append(internships, internships...), h.release)
		if got := h.load(); got.Held != 0 {
			t.Fatalf("%+v", got)
		}
	})
}

// A mentor who offers fewer places while others take them never has more held
// than offered.
func TestOfferingLessAgainstTaking(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		o := h.open(4)
		internships := []id.Internship{"", h.internship(), h.internship(), h.internship(), h.internship()}
		h.atOnce(internships, func(x id.Internship) error {
			if x != "" {
				return h.hold(x)
			}
			_, err := h.Change(t.Context(), call.By(h.ines), pool.ChangeOffer{Opening: o.ID, Offer: pool.Offer{Capacity: 2}})
			return err
		})
		if got := h.load(); got.Held > got.Capacity {
			t.Fatalf("%+v", got)
		}
	})
}

// atOnce does something for all internships at the same instant, and counts how
// often it was done and how often it was a Conflict; anything else fails.
func (h *house) atOnce(internships []id.Internship, do func(id.Internship) error) (done, full int) {
	h.t.Helper()
	errs := make([]error, len(internships))
	start := make(chan struct{})
	var all sync.WaitGroup
	for i, x := range internships {
		all.Go(func() {
			<-start
			errs[i] = do(x)
		})
	}
	close(start)
	all.Wait()
	for _, err := range errs {
		switch {
		case err == nil:
			done++
		case fault.Is(err, fault.Conflict), fault.Is(err, fault.Invalid):
			full++
		default:
			h.t.Errorf("%v", err)
		}
	}
	return done, full
}
