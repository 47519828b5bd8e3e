package pool_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

func TestTheLifeOfAnOpening(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx, ines := t.Context(), call.By(h.ines)
		offer := pool.Offer{Capacity: 2, Style: "hands-on", Topics: []string{" Fog  horns", "fog horns", "", "Storms"}, Languages: []string{"en", "PT-br"}, Until: "2026-09-30"}
		o, err := h.Open(ctx, ines, pool.EnterPool{Program: h.lamp, Offer: offer})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(o.Topics, []string{"Fog horns", "Storms"}) || !slices.Equal(o.Languages, []string{"en", "pt-BR"}) {
			t.Errorf("%q %q", o.Topics, o.Languages)
		}
		h.read(func(tx *sqldb.Tx) error {
			found, err := pool.Find(tx, h.lamp, h.ines.Person)
			if diff := cmp.Diff(o, found, cmp.AllowUnexported(found.Until)); diff != "" {
				t.Errorf("stored otherwise: %s", diff)
			}
			return err
		})
		_, err = h.Open(ctx, ines, pool.EnterPool{Program: h.lamp, Offer: offer})
		expect(t, err, fault.Conflict, "already")
		if same, err := h.Change(ctx, ines, pool.ChangeOffer{Opening: o.ID, Offer: offer}); err != nil || !same.ChangedAt.Equal(o.ChangedAt) {
			t.Errorf("the same offer changed something: %v", err)
		}
		offer.Capacity = 3
		changed, err := h.Change(ctx, ines, pool.ChangeOffer{Opening: o.ID, Seen: o.ChangedAt, Offer: offer})
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.Change(ctx, ines, pool.ChangeOffer{Opening: o.ID, Seen: o.ChangedAt, Offer: offer})
		expect(t, err, fault.Conflict, "another window")
		_, err = h.Change(ctx, call.By(h.noor), pool.ChangeOffer{Opening: o.ID, Offer: offer})
		expect(t, err, fault.Forbidden)
		for range 2 { // leaving again changes nothing
			if o, err = h.Leave(ctx, ines, pool.LeavePool{Opening: o.ID}); err != nil || o.State != pool.StateLeft {
				t.Fatalf("%s %v", o.State, err)
			}
		}
		_, err = h.Change(ctx, ines, pool.ChangeOffer{Opening: o.ID, Offer: offer})
		expect(t, err, fault.Conflict, "not in the pool")
		_, err = h.Leave(ctx, call.By(h.noor), pool.LeavePool{Opening: o.ID})
		expect(t, err, fault.NotFound) // what was left is its mentor's alone
		back, err := h.Return(ctx, ines, pool.Returning{Opening: o.ID})
		if err != nil || back.ID != changed.ID || back.Capacity != 3 || back.Style != "hands-on" || len(back.Topics) != 2 || !back.LeftAt.IsZero() {
			t.Fatalf("%+v %v", back, err)
		}
		want := []string{"pool.opened ", "pool.changed capacity", "pool.left asked", "pool.opened "}
		if got := h.events(); !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
	})
}

func TestAnOpeningLapsesInItsMentorsZone(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		in := pool.EnterPool{Program: h.lamp, Offer: pool.Offer{Capacity: 1, Until: "2026-08-10"}}
		o, err := h.Open(t.Context(), call.By(h.ines), in)
		if err != nil {
			t.Fatal(err)
		}
		midnight := time.Date(2026, 8, 10, 22, 0, 0, 0, time.UTC) // in Amsterdam
		for _, step := range []struct {
			at     time.Time
			listed int
			lapsed int
		}{{midnight.Add(-time.Second), 1, 0}, {midnight, 0, 1}, {midnight.Add(time.Hour), 0, 0}} {
			h.clock.set(step.at)
			h.read(func(tx *sqldb.Tx) error {
				list, err := pool.List(tx, h.noor, h.lamp)
				if len(list) != step.listed {
					t.Errorf("%s: %d in the pool", step.at, len(list))
				}
				return err
			})
			if n, err := h.Turn(t.Context()); err != nil || n != step.lapsed {
				t.Errorf("%s: %d lapsed, %v", step.at, n, err)
			}
		}
		_, err = h.Return(t.Context(), call.By(h.ines), pool.Returning{Opening: o.ID})
		expect(t, err, fault.Conflict, "Say anew")
		if again := h.open(1); again.ID != o.ID || !again.Until.IsZero() {
			t.Errorf("%+v", again)
		}
		if got := h.events(); !slices.Equal(got, []string{"pool.opened ", "pool.left lapsed", "pool.opened "}) {
			t.Errorf("%q", got)
		}
	})
}

func TestWhoMayOpen(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		in := pool.EnterPool{Program: h.lamp, Offer: pool.Offer{Capacity: 1}}
		_, err := h.Open(ctx, call.By(h.noor), in)
		expect(t, err, fault.Conflict, "Mentors come from Keepers or Pilots. The directory says Support.")
		h.add("Ola", "Keepers", h.ines, false) // reports to Ines from now on
		_, err = h.Open(ctx, call.By(h.ines), in)
		expect(t, err, fault.Conflict, "nobody reports to them. Here one person does.")
		_, err = h.Open(ctx, call.By(access.System(access.ViaCLI)), in)
		expect(t, err, fault.Forbidden)
		_, err = h.Open(ctx, call.By(access.Actor{}), in)
		expect(t, err, fault.Unauthenticated)
		in.Program = "0199-no-such"
		_, err = h.Open(ctx, call.By(h.ines), in)
		expect(t, err, fault.NotFound)
	})
}

func TestWhoIsDeactivatedLeavesEveryPool(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.open(2)
		if _, err := h.people.Deactivate(t.Context(), call.By(h.anton), h.ines.Person); err != nil {
			t.Fatal(err)
		}
		h.read(func(tx *sqldb.Tx) error {
			own, err := pool.Own(tx, h.ines)
			if len(own) != 1 || own[0].State != pool.StateLeft {
				t.Errorf("%+v", own)
			}
			members, _, err2 := pool.Members(tx, h.lamp)
			if err == nil {
				err = err2
			}
			if len(members) != 0 {
				t.Errorf("%d are in the pool", len(members))
			}
			return err
		})
		if got := h.events(); !slices.Equal(got, []string{"pool.opened ", "pool.left departed"}) {
			t.Errorf("%q", got)
		}
	})
}
