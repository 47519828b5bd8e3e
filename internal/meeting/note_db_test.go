package meeting

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

func (w *world) note(who id.Person, m Meeting, body string, base int) Written {
	w.t.Helper()
	written, err := w.WriteNote(w.t.Context(), by(who), WriteNote{Meeting: m.ID, Body: body, Base: base})
	if err != nil {
		w.t.Fatal(err)
	}
	return written
}

func (w *world) notes(who id.Person, m Meeting) (notes []Note) {
	w.t.Helper()
	w.read(func(tx *sqldb.Tx) (err error) { notes, err = Notes(tx, actor(who), m.ID); return err })
	return notes
}

func (w *world) history(who id.Person, m Meeting, before int) (versions []NoteVersion) {
	w.t.Helper()
	w.read(func(tx *sqldb.Tx) (err error) {
		versions, err = History(tx, actor(who), m.ID, "", before, 100)
		return err
	})
	return versions
}

func TestWriteNote(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.week(1)
		if v := w.note(noor, m, "- Cache\r\n", 0); v.Version != 1 || v.Conflict {
			t.Errorf("%+v", v)
		}
		if v := w.note(ines, m, "- Cache\n- Artifact  ", 1); v.Version != 2 || v.Conflict {
			t.Errorf("%+v", v)
		}
		if v := w.note(ines, m, "- Cache\n- Artifact  ", 1); v.Version != 2 || v.Conflict {
			t.Errorf("saved twice: %+v", v)
		}
		if v := w.note(noor, m, "- Cache\n", 1); v.Version != 2 || v.Conflict {
			t.Errorf("saved unchanged from an older version: %+v", v)
		}
		item := w.topic(m, "Caches")
		if _, err := w.WriteNote(t.Context(), by(noor), WriteNote{Meeting: m.ID, Item: item.ID, Body: "On the item"}); err != nil {
			t.Fatal(err)
		}
		notes := w.notes(noor, m)
		if len(notes) != 2 || notes[0].Item != "" || notes[0].Body != "- Cache\n- Artifact  " || notes[0].Author != ines || notes[0].Version != 2 || notes[0].Other != nil ||
			notes[1].Item != item.ID || notes[1].Body != "On the item" || !notes[1].At.Equal(w.clock()) {
			t.Errorf("%+v", notes)
		}
		for _, bad := range []WriteNote{
			{Body: "a\x00"}, {Body: "\xff"}, {Body: strings.Repeat("x", MaxNote+1)}, {Body: "x", Base: 3}, {Body: "x", Base: -1},
		} {
			bad.Meeting = m.ID
			_, err := w.WriteNote(t.Context(), by(noor), bad)
			wantKind(t, err, fault.Invalid)
		}
		other := w.topic(w.week(2), "Of another meeting")
		_, err := w.WriteNote(t.Context(), by(noor), WriteNote{Meeting: m.ID, Item: other.ID, Body: "x"})
		wantKind(t, err, fault.NotFound)
		if v := w.note(noor, m, strings.Repeat("x", MaxNote), 2); v.Version != 3 {
			t.Errorf("%+v", v)
		}
		if v := w.note(noor, m, "", 3); v.Version != 4 || len(w.notes(noor, m)) != 2 {
			t.Errorf("emptied: %+v", v)
		}
	})
}

func TestBothTextsAreKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.week(1)
		w.note(noor, m, "together", 0)
		w.note(ines, m, "what Ines wrote", 1)
		key := call.Call{Actor: actor(noor), Key: "once"}
		in := WriteNote{Meeting: m.ID, Body: "what Noor wrote", Base: 1}
		for range 2 { // the repetition is answered alike
			v, err := w.WriteNote(t.Context(), key, in)
			if err != nil || v.Version != 3 || !v.Conflict || v.Other == nil || v.Other.Body != "what Ines wrote" || v.Other.Author != ines || v.Other.Version != 2 {
				t.Fatalf("%+v, %+v, %v", v, v.Other, err)
			}
		}
		for _, reader := range []id.Person{noor, ines} {
			n := w.notes(reader, m)[0]
			if n.Body != "what Noor wrote" || n.Other == nil || n.Other.Body != "what Ines wrote" {
				t.Errorf("%s sees %+v beside %+v", reader, n, n.Other)
			}
		}
		// Who writes on from the newest has seen both.
		if v := w.note(ines, m, "both", 3); v.Conflict {
			t.Errorf("%+v", v)
		}
		if n := w.notes(noor, m)[0]; n.Body != "both" || n.Other != nil {
			t.Errorf("%+v", n)
		}
		// One's own text in another window is told, too, but after the other's.
		w.note(ines, m, "window 1", 4)
		if v := w.note(ines, m, "window 2", 4); !v.Conflict || v.Other.Body != "window 1" {
			t.Errorf("%+v", v)
		}
		w.note(noor, m, "Noor meanwhile", 6)
		w.note(ines, m, "window 1 again", 7)
		if v := w.note(ines, m, "window 2 again", 6); !v.Conflict || v.Other.Body != "Noor meanwhile" {
			t.Errorf("%+v, %+v", v, v.Other)
		}
		bodies := ""
		for _, v := range w.history(noor, m, 0) {
			bodies = v.Body + "|" + bodies
		}
		if want := "together|what Ines wrote|what Noor wrote|both|window 1|window 2|Noor meanwhile|window 1 again|window 2 again|"; bodies != want {
			t.Errorf("kept: %s", bodies)
		}
		w.read(func(tx *sqldb.Tx) error {
			stray, err := sqldb.Count(tx, "SELECT count(*) FROM idempotency WHERE result LIKE '%wrote%'")
			if stray > 0 {
				t.Error("a text is kept with the idempotency key")
			}
			return err
		})
	})
}

// Two editors save at once, many times, each from what they saw last. Every
// text is kept word for word, and each save that passes over one says so.
func TestTwoEditorsLoseNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const rounds = 60
		m := w.week(1)
		type saved struct {
			Written
			body string
			base int
		}
		var all [2][]saved
		var both sync.WaitGroup
		for n, who := range []id.Person{noor, ines} {
			both.Go(func() {
				base := 0
				for round := range rounds {
					body := fmt.Sprintf("%s, %d: %s", who, round, strings.Repeat("ü", round))
					v, err := w.WriteNote(t.Context(), by(who), WriteNote{Meeting: m.ID, Body: body, Base: base})
					if err != nil {
						t.Error(err, fault.Cause(err))
						return
					}
					all[n] = append(all[n], saved{v, body, base})
					base = v.Version
				}
			})
		}
		both.Wait()
		kept := map[int]NoteVersion{}
		for before := 0; ; {
			page := w.history(ines, m, before)
			if len(page) == 0 {
				break
			}
			for _, v := range page {
				kept[v.Version] = v
			}
			before = page[len(page)-1].Version
		}
		if len(kept) != 2*rounds {
			t.Errorf("%d versions are kept of %d", len(kept), 2*rounds)
		}
		conflicts := 0
		for n, who := range []id.Person{noor, ines} {
			for _, s := range all[n] {
				if v := kept[s.Version]; v.Body != s.body || v.Author != who || v.Base != s.base {
					t.Errorf("version %d is %+v, and %q was saved", s.Version, v, s.body)
				}
				if passed := s.Version > s.base+1; passed != s.Conflict || passed && s.Other.Version != s.Version-1 {
					t.Errorf("version %d from %d: conflict %v with %+v", s.Version, s.base, s.Conflict, s.Other)
				}
				if s.Conflict {
					conflicts++
				}
			}
		}
		t.Logf("%d of %d saves met another one", conflicts, 2*rounds)
	})
}

func TestLastTime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first, second := w.week(1), w.week(2)
		item := w.topic(first, "Caches")
		w.note(noor, first, "- [x] Noor: ask Kofi\n- [ ] Ines: share the notes", 0)
		if _, err := w.WriteNote(t.Context(), by(ines), WriteNote{Meeting: first.ID, Item: item.ID, Body: "- [ ] Noor: redo the agenda"}); err != nil {
			t.Fatal(err)
		}
		w.read(func(tx *sqldb.Tx) error {
			last, err := LastTime(tx, actor(noor), second.ID)
			want := []Task{{"Noor", "ask Kofi", true}, {"Ines", "share the notes", false}, {"Noor", "redo the agenda", false}}
			if last.Meeting.ID != first.ID || fmt.Sprint(last.Tasks) != fmt.Sprint(want) {
				t.Errorf("%+v", last)
			}
			none, err2 := LastTime(tx, actor(noor), first.ID)
			if none.Meeting.ID != "" || len(none.Tasks) > 0 {
				t.Errorf("%+v", none)
			}
			return errors.Join(err, err2)
		})
	})
}
