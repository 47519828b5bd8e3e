package meeting

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/sqldb"
)

func callBy(a access.Actor) call.Call { return call.By(a) }

func TestAddIsIdempotentPerOpenSource(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		i := w.add("why")
		if i.Meeting != w.week(1).ID || i.Kind != KindPrompt || i.Source != "why" || i.Minutes != 6 || i.State != Open || i.AddedBy != noor || i.Version != 1 {
			t.Errorf("%+v", i)
		}
		again := w.add("why")
		if again.ID != i.ID {
			t.Error("the same source stands twice")
		}
		// A better estimate counts until somebody chose another.
		add := func(minutes int) (got Item) {
			w.write(func(tx *sqldb.Tx) (err error) {
				got, err = Add(tx, w.ids, NewItem{Internship: w.internship, Kind: KindPrompt, Source: "why", Title: "Why not?", Minutes: minutes})
				return err
			})
			return got
		}
		if i = add(8); i.Minutes != 8 || i.Title != "Why not?" || i.Version != 1 {
			t.Errorf("%+v", i)
		}
		placed, err := w.SetMinutes(t.Context(), by(ines), SetMinutes{Item: i.ID, Minutes: 20, Version: 1})
		if err != nil || placed.Version != 2 {
			t.Fatal(placed, err)
		}
		if i = add(6); i.Minutes != 20 {
			t.Errorf("the chosen 20 minutes became %d", i.Minutes)
		}
		if i := w.item(i.ID); i.Minutes != 20 || i.Title != "Why not?" {
			t.Errorf("%+v", i)
		}
		_, err = w.SetMinutes(t.Context(), by(noor), SetMinutes{Item: i.ID, Minutes: 10, Version: 1})
		wantKind(t, err, fault.Conflict)
		_, err = w.SetMinutes(t.Context(), by(noor), SetMinutes{Item: i.ID, Minutes: 61, Version: 2})
		wantKind(t, err, fault.Invalid)
		if items := w.agenda(w.week(1)); len(items) != 1 {
			t.Errorf("%d items", len(items))
		}
	})
}

// Many add one source at once: it stands on the agenda once.
func TestAddRace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for round := range 10 {
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					err := w.db.Write(t.Context(), func(tx *sqldb.Tx) error {
						_, err := Add(tx, w.ids, NewItem{Internship: w.internship, Kind: KindDeliverable, Source: fmt.Sprint(round), Title: "x", Minutes: 5})
						return err
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
		}
		if items := w.agenda(w.week(1)); len(items) != 10 {
			t.Errorf("%d items, want 10", len(items))
		}
	})
}

func TestAddRefusesWhatIsNoSource(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, n := range []NewItem{{Kind: KindTopic, Source: "x"}, {Kind: "else", Source: "x"}, {Kind: KindPrompt}} {
			n.Internship = w.internship
			err := w.db.Write(t.Context(), func(tx *sqldb.Tx) error { _, err := Add(tx, w.ids, n); return err })
			wantKind(t, err, fault.Internal)
		}
		err := w.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := Add(tx, w.ids, NewItem{Internship: "nothing", Kind: KindPrompt, Source: "x"})
			return err
		})
		wantKind(t, err, fault.NotFound)
		w.write(func(tx *sqldb.Tx) error { _, err := tx.Exec("UPDATE meeting SET state = 'canceled'"); return err })
		err = w.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := Add(tx, w.ids, NewItem{Internship: w.internship, Kind: KindPrompt, Source: "x"})
			return err
		})
		wantKind(t, err, fault.Conflict)
	})
}

func TestRemoveWithdrawsWhatIsOpen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		i := w.add("why")
		remove := func() {
			w.write(func(tx *sqldb.Tx) error { return Remove(tx, w.internship, KindPrompt, "why") })
		}
		remove()
		remove()
		if items := w.agenda(w.week(1)); len(items) != 0 {
			t.Errorf("%+v", items)
		}
		if _, err := w.Settle(t.Context(), by(noor), Settle{Item: i.ID, State: Discussed, Version: 2}); !fault.Is(err, fault.Conflict) {
			t.Error(err)
		}
		if again := w.add("why"); again.ID != i.ID || again.State != Open {
			t.Errorf("added again: %+v", again)
		}
		if _, err := w.WriteNote(t.Context(), by(noor), WriteNote{Meeting: i.Meeting, Item: i.ID, Body: "Because."}); err != nil {
			t.Fatal(err)
		}
		remove()
		if items := w.agenda(w.week(1)); len(items) != 1 || items[0].State != Withdrawn {
			t.Errorf("what has a note is still shown: %+v", items)
		}
		i = w.add("why")
		w.settle(i, Discussed)
		remove()
		if i := w.item(i.ID); i.State != Discussed {
			t.Errorf("what was discussed became %s", i.State)
		}
	})
}

func TestAddTopic(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.week(2)
		in := AddTopic{Meeting: m.ID, Title: "  The sandbox \n asks for a licence ", Minutes: 60}
		key := call.Call{Actor: actor(noor), Key: "once"}
		placed, err := w.AddTopic(t.Context(), key, in)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := w.AddTopic(t.Context(), key, in); again != placed || err != nil {
			t.Errorf("sent twice: %+v, %v", again, err)
		}
		items := w.agenda(m)
		if len(items) != 1 || items[0].Title != "The sandbox asks for a licence" || items[0].Kind != KindTopic || items[0].AddedBy != noor || items[0].Minutes != 60 {
			t.Errorf("%+v", items)
		}
		for _, bad := range []AddTopic{{Title: "", Minutes: 5}, {Title: "x", Minutes: 0}, {Title: "x", Minutes: 61}, {Title: "\x00", Minutes: 5}} {
			bad.Meeting = m.ID
			_, err := w.AddTopic(t.Context(), by(noor), bad)
			wantKind(t, err, fault.Invalid)
		}
		w.at("2026-09-18 12:00")
		w.turn(2)
		_, err = w.AddTopic(t.Context(), by(noor), AddTopic{Meeting: m.ID, Title: "too late", Minutes: 5})
		wantKind(t, err, fault.Conflict)
	})
}

func TestParkAndReopen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.at("2026-09-10 13:10")
		i := w.add("why")
		placed := w.settle(i, Parked)
		if placed.State != Parked || placed.Back != w.week(2).ID || placed.Version != 2 {
			t.Fatalf("%+v", placed)
		}
		i = w.item(i.ID)
		if i.StateBy != ines || i.To == nil || i.To.Date != date("2026-09-17") {
			t.Errorf("%+v comes back as %+v", i, i.To)
		}
		if next := w.agenda(w.week(2)); len(next) != 1 || next[0].Minutes != i.Minutes || next[0].Source != "why" || next[0].AddedBy != noor {
			t.Errorf("%+v", next)
		}
		if again := w.add("why"); again.Meeting != w.week(2).ID {
			t.Errorf("added again it stands on %s", again.Meeting)
		}
		w.settle(i, Open)
		if next := w.agenda(w.week(2)); len(next) != 0 {
			t.Errorf("reopened, and still on the next agenda: %+v", next)
		}
		// Parked once more, and from there once more.
		i = w.item(i.ID)
		w.settle(i, Parked)
		next := w.agenda(w.week(2))[0]
		w.settle(next, Parked)
		if third := w.agenda(w.week(3)); len(third) != 1 || third[0].From.Item != next.ID {
			t.Errorf("%+v", third)
		}
		i = w.item(i.ID)
		_, err := w.Settle(t.Context(), by(noor), Settle{Item: i.ID, State: Open, Version: i.Version})
		wantKind(t, err, fault.Conflict)
		if names := w.events(); !slices.Equal(names, []string{"agenda-item.parked", "agenda-item.reopened", "agenda-item.parked", "agenda-item.parked"}) {
			t.Errorf("events %v", names)
		}
		states := []ItemState{Parked, Open, Parked, Parked}
		for n, told := range w.settled {
			if told.State != states[n] || told.Source != "why" {
				t.Errorf("the source was told %+v", told)
			}
		}
		if len(w.settled) != 4 {
			t.Errorf("the source was told %d times", len(w.settled))
		}
	})
}

func TestSettleAfterTheMeeting(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		discussed, forgotten := w.add("discussed"), w.add("forgotten")
		w.at("2026-09-10 13:10")
		w.settle(discussed, Discussed)
		w.at("2026-09-11 09:00")
		w.turn(1)
		// It was discussed and nobody said so.
		forgotten = w.item(forgotten.ID)
		placed := w.settle(forgotten, Discussed)
		if placed.State != Discussed || placed.Back != "" || len(w.agenda(w.week(2))) != 0 {
			t.Errorf("%+v, next %+v", placed, w.agenda(w.week(2)))
		}
		// It was not discussed to its end.
		discussed = w.item(discussed.ID)
		placed = w.settle(discussed, Open)
		if placed.State != Carried || placed.Back != w.week(2).ID {
			t.Errorf("%+v", placed)
		}
		if told := w.settled[len(w.settled)-1]; told.State != Open || told.Source != "discussed" {
			t.Errorf("the source was told %+v", told)
		}
		if next := w.agenda(w.week(2)); len(next) != 1 || next[0].Source != "discussed" {
			t.Errorf("%+v", next)
		}
		// Asked for again it stands there already.
		discussed = w.item(discussed.ID)
		if again := w.settle(discussed, Open); again.Back != w.week(2).ID || len(w.agenda(w.week(2))) != 1 {
			t.Errorf("%+v", again)
		}
	})
}

// A source that was put on an agenda anew is not opened a second time by its
// older item.
func TestSourceIsOpenOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.at("2026-09-10 13:10")
		old := w.add("why")
		w.settle(old, Discussed)
		w.at("2026-09-11 09:00")
		w.turn(1)
		if anew := w.add("why"); anew.Meeting != w.week(2).ID {
			t.Fatalf("%+v", anew)
		}
		old = w.item(old.ID)
		_, err := w.Settle(t.Context(), by(noor), Settle{Item: old.ID, State: Open, Version: old.Version})
		wantKind(t, err, fault.Conflict)
		if fault.Of(err).Code != "on-agenda" {
			t.Error(err)
		}
	})
}

func TestSourceThatRefusesUndoesTheSettling(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		i := w.add("why")
		w.refuse = fault.New(fault.Conflict, "The source is elsewhere.")
		_, err := w.Settle(t.Context(), by(noor), Settle{Item: i.ID, State: Parked, Version: 1})
		wantKind(t, err, fault.Conflict)
		if i := w.item(i.ID); i.State != Open || i.To != nil || i.Version != 1 {
			t.Errorf("%+v", i)
		}
		if names := w.events(); len(names) > 0 {
			t.Errorf("events %v", names)
		}
	})
}

// One parks what the other has just discussed: one wins, the other is told.
func TestSettleRace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.week(1)
		for round := range 25 {
			i := w.topic(m, fmt.Sprintf("Round %d", round))
			if round%2 == 1 {
				i = w.add(fmt.Sprint(round))
			}
			wishes := []ItemState{Parked, Discussed}
			if round%5 == 0 {
				wishes[1] = Parked // the same wish twice is one parking
			}
			var errs [2]error
			var both sync.WaitGroup
			for n, who := range []access.Actor{actor(noor), actor(ines)} {
				both.Go(func() {
					_, errs[n] = w.Settle(t.Context(), callBy(who), Settle{Item: i.ID, State: wishes[n], Version: i.Version})
				})
			}
			both.Wait()
			won := wishes[0]
			if errs[0] != nil {
				won = wishes[1]
			}
			switch is := w.item(i.ID); {
			case wishes[0] == wishes[1] && (errs[0] != nil || errs[1] != nil):
				t.Errorf("round %d: the same wish: %v, %v", round, errs[0], errs[1])
			case wishes[0] != wishes[1] && (errs[0] == nil) == (errs[1] == nil):
				t.Errorf("round %d: %v, %v", round, errs[0], errs[1])
			case wishes[0] != wishes[1] && !fault.Is(errors.Join(errs[0], errs[1]), fault.Conflict):
				t.Errorf("round %d: %v, %v", round, errs[0], errs[1])
			case is.State != won || is.Version != i.Version+1 || (is.To != nil) != (won == Parked):
				t.Errorf("round %d: %s won, and the item is %+v", round, won, is)
			}
		}
		parked := 0
		for _, i := range w.agenda(m) {
			if i.State == Parked {
				parked++
			}
		}
		if next := w.agenda(w.week(2)); len(next) != parked {
			t.Errorf("%d parked, %d on the next agenda", parked, len(next))
		}
	})
}

// Meetings turn while people settle: whatever happens first, every topic is on
// one agenda or discussed, and the chain has no fork.
func TestTurnAndSettleRace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const items = 8
		var list []Item
		for n := range items {
			list = append(list, w.add(fmt.Sprint(n)))
		}
		for week := 1; week <= 4; week++ {
			m := w.week(week)
			w.at(m.Ends().Add(HeldAfter).Format("2006-01-02 15:04"))
			open := w.agenda(m)
			var all sync.WaitGroup
			all.Go(func() {
				if _, err := w.Turn(t.Context()); err != nil {
					t.Error(err)
				}
			})
			for n, i := range open {
				all.Go(func() {
					_, err := w.Settle(t.Context(), by(noor), Settle{Item: i.ID, State: []ItemState{Parked, Discussed, Parked}[n%3], Version: i.Version})
					if err != nil && !fault.Is(err, fault.Conflict) {
						t.Error(err, fault.Cause(err))
					}
				})
			}
			all.Wait()
		}
		var ends map[string]int
		w.read(func(tx *sqldb.Tx) error {
			all, err := listItems(tx, access.System(access.ViaJob), "a.internship_id = ?", w.internship)
			ends = map[string]int{}
			for _, i := range all {
				if i.To == nil && (i.State == Open || i.State == Discussed) {
					ends[i.Source]++
				}
			}
			return err
		})
		for _, i := range list {
			if ends[i.Source] != 1 {
				t.Errorf("the topic %s ends in %d places", i.Source, ends[i.Source])
			}
		}
	})
}

func TestPlacings(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.at("2026-09-10 13:10")
		w.settle(w.add("done"), Discussed)
		w.settle(w.add("parked"), Parked)
		w.topic(w.week(1), "no source")
		w.add("open")
		w.at("2026-09-11 12:00")
		w.turn(1)
		w.add("done")
		var got []string
		w.read(func(tx *sqldb.Tx) error {
			placings, err := Placings(tx, actor(ines), w.internship)
			for _, p := range placings {
				got = append(got, fmt.Sprintf("%s %s %s", p.Source, p.State, p.Date))
			}
			return err
		})
		slices.Sort(got)
		if want := []string{"done open 2026-09-17", "open open 2026-09-17", "parked open 2026-09-17"}; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}
