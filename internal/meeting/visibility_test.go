package meeting

import (
	"fmt"
	"testing"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// reads are all ways to look, each as what it answers.
func reads(m Meeting, i Item) map[string]func(*sqldb.Tx, access.Actor) error {
	return map[string]func(*sqldb.Tx, access.Actor) error{
		"Find":     func(tx *sqldb.Tx, a access.Actor) error { _, err := Find(tx, a, m.ID); return err },
		"List":     func(tx *sqldb.Tx, a access.Actor) error { _, err := List(tx, a, m.Internship); return err },
		"Agenda":   func(tx *sqldb.Tx, a access.Actor) error { _, err := Agenda(tx, a, m.ID); return err },
		"FindItem": func(tx *sqldb.Tx, a access.Actor) error { _, err := FindItem(tx, a, i.ID); return err },
		"Placings": func(tx *sqldb.Tx, a access.Actor) error { _, err := Placings(tx, a, m.Internship); return err },
		"Notes":    func(tx *sqldb.Tx, a access.Actor) error { _, err := Notes(tx, a, m.ID); return err },
		"History":  func(tx *sqldb.Tx, a access.Actor) error { _, err := History(tx, a, m.ID, "", 0, 10); return err },
		"LastTime": func(tx *sqldb.Tx, a access.Actor) error { _, err := LastTime(tx, a, m.ID); return err },
	}
}

// writes are all ways to change something; they may be repeated.
func (w *world) writes(m Meeting, i Item) map[string]func(access.Actor) error {
	ctx := w.t.Context()
	return map[string]func(access.Actor) error{
		"Move": func(a access.Actor) error {
			_, err := w.Move(ctx, callBy(a), Move{Meeting: m.ID, Date: m.Date, Time: m.Time, Version: m.Version})
			return err
		},
		"AddTopic": func(a access.Actor) error {
			_, err := w.AddTopic(ctx, callBy(a), AddTopic{Meeting: m.ID, Title: "x", Minutes: 5})
			return err
		},
		"SetMinutes": func(a access.Actor) error {
			_, err := w.SetMinutes(ctx, callBy(a), SetMinutes{Item: i.ID, Minutes: i.Minutes, Version: i.Version})
			return err
		},
		"Settle": func(a access.Actor) error {
			_, err := w.Settle(ctx, callBy(a), Settle{Item: i.ID, State: i.State, Version: i.Version})
			return err
		},
		"WriteNote": func(a access.Actor) error {
			_, err := w.WriteNote(ctx, callBy(a), WriteNote{Meeting: m.ID, Body: ""})
			return err
		},
	}
}

func outcome(err error) string {
	if err == nil {
		return "yes"
	}
	return fault.KindOf(err).String()
}

func TestOnlyThePairSeesMeetings(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.week(2)
		i := w.topic(m, "The licence")
		for _, p := range everybody {
			want := "not-found"
			if p == noor || p == ines {
				want = "yes"
			}
			for name, look := range reads(m, i) {
				w.read(func(tx *sqldb.Tx) error {
					if got := outcome(look(tx, actor(p))); got != want {
						t.Errorf("%s as %s: %s, want %s", name, p, got, want)
					}
					return nil
				})
			}
			for name, change := range w.writes(m, i) {
				if got := outcome(change(actor(p))); got != want {
					t.Errorf("%s as %s: %s, want %s", name, p, got, want)
				}
			}
		}
		token := actor(noor)
		token.Scope, token.Via = access.ScopeRead, access.ViaAPI
		for name, change := range w.writes(m, i) {
			if got := outcome(change(token)); got != "forbidden" {
				t.Errorf("%s with a token that reads: %s", name, got)
			}
		}
		for name, look := range reads(m, i) {
			w.read(func(tx *sqldb.Tx) error {
				if got := outcome(look(tx, token)); got != "yes" {
					t.Errorf("%s with a token that reads: %s", name, got)
				}
				nobody := outcome(look(tx, access.Actor{Via: access.ViaPage}))
				if nobody != "unauthenticated" && !(name == "FindItem" && nobody == "not-found") {
					t.Errorf("%s as nobody: %s", name, nobody)
				}
				return nil
			})
		}
		// What may not be seen is answered like what is not there.
		w.read(func(tx *sqldb.Tx) error {
			_, hidden := Find(tx, actor(mo), m.ID)
			_, missing := Find(tx, actor(mo), id.Meeting("nothing"))
			if hidden.Error() != missing.Error() {
				t.Errorf("%q and %q", hidden, missing)
			}
			return nil
		})
	})
}

// A new mentor sees no earlier meetings and notes; the former one keeps theirs
// and sees nothing new.
func TestEachMentorSeesTheirOwnTime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first, second, third := w.week(1), w.week(2), w.week(3)
		item := w.topic(first, "left open")
		w.at("2026-09-10 13:10")
		w.note(noor, first, "- [ ] Ines: an earlier task", 0)
		w.at("2026-09-11 09:00")
		w.turn(1)
		w.note(ines, second, "prepared by Ines", 0)
		w.note(noor, second, "prepared by both", 1)
		w.at("2026-09-11 09:01")
		w.write(func(tx *sqldb.Tx) error {
			if _, err := access.Leave(tx, w.internship, access.Mentor); err != nil {
				return err
			}
			return access.Join(tx, access.Party{ID: "petra", Internship: w.internship, Person: petra, Role: access.Mentor})
		})
		w.at("2026-09-12 09:00")

		sees := func(p id.Person) (got string) {
			w.read(func(tx *sqldb.Tx) error {
				list, err := List(tx, actor(p), w.internship)
				got = fmt.Sprint(len(list), " meetings")
				for _, m := range []Meeting{first, second, third} {
					notes, err := Notes(tx, actor(p), m.ID)
					got += fmt.Sprint(", ", outcome(err))
					for _, n := range notes {
						got += " " + n.Body
					}
				}
				return err
			})
			return got
		}
		if got := sees(noor); got != "12 meetings, yes - [ ] Ines: an earlier task, yes prepared by both, yes" {
			t.Errorf("Noor sees %s", got)
		}
		if got := sees(ines); got != "1 meetings, yes - [ ] Ines: an earlier task, not-found, not-found" {
			t.Errorf("Ines sees %s", got)
		}
		if got := sees(petra); got != "11 meetings, not-found, yes, yes" {
			t.Errorf("Petra sees %s", got)
		}
		// Petra begins with an empty page and overwrites nothing.
		v := w.note(petra, second, "Petra’s own", 0)
		if v.Conflict || v.Other != nil || v.Version != 3 {
			t.Errorf("Petra is shown %+v", v)
		}
		if n := w.notes(noor, second)[0]; n.Body != "Petra’s own" || n.Other == nil || n.Other.Body != "prepared by both" {
			t.Errorf("Noor sees %+v beside %+v", n, n.Other)
		}
		if got := w.history(petra, second, 0); len(got) != 1 {
			t.Errorf("Petra sees the versions %+v", got)
		}
		// The open topic is hers now, without where it came from.
		w.read(func(tx *sqldb.Tx) error {
			items, err := Agenda(tx, actor(petra), second.ID)
			if len(items) != 1 || items[0].Title != "left open" || items[0].From != nil {
				t.Errorf("Petra’s agenda is %+v", items)
			}
			last, err2 := LastTime(tx, actor(petra), second.ID)
			if last.Meeting.ID != "" || len(last.Tasks) > 0 {
				t.Errorf("Petra sees of last time %+v", last)
			}
			mine, err3 := Agenda(tx, actor(ines), first.ID)
			if len(mine) != 1 || mine[0].ID != item.ID || mine[0].To != nil {
				t.Errorf("the former agenda of Ines is %+v", mine)
			}
			if err == nil {
				err = err2
			}
			if err == nil {
				err = err3
			}
			return err
		})
		// Ines may look and not change.
		for name, change := range w.writes(w.week(1), w.item(item.ID)) {
			if got := outcome(change(actor(ines))); got != "forbidden" {
				t.Errorf("%s as former mentor: %s", name, got)
			}
		}
	})
}
