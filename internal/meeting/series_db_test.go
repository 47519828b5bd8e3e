package meeting

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/internship"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

func days(meetings []Meeting) string {
	var list []string
	for _, m := range meetings {
		list = append(list, fmt.Sprintf("%d:%s", m.Week, m.Date.String()[5:]))
	}
	return strings.Join(list, " ")
}

func TestAgreementMakesTheSeries(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		series := w.series()
		if got := days(series); got != "1:09-10 2:09-17 3:09-24 4:10-01 5:10-08 6:10-15 7:10-22 8:10-29 9:11-05 10:11-12 11:11-19 12:11-26" {
			t.Errorf("the series is %s", got)
		}
		for i, m := range series {
			starts, kind := "13:00", OneOnOne
			if m.Week >= 8 {
				starts = "14:00" // winter
			}
			if i == 0 {
				kind = KickOff
			}
			if m.Starts.Format("15:04") != starts || m.Time != clock("15:00") || m.Zone.String() != "Europe/Amsterdam" || m.Minutes != 30 ||
				m.Kind != kind || m.State != Planned || !m.Series || m.ByHand || m.Version != 1 || m.Internship != w.internship {
				t.Errorf("%+v", m)
			}
		}
		w.agree(func(*internship.Terms) {})
		if again := w.series(); !slices.Equal(again, series) {
			t.Errorf("the same terms again changed the series to %+v", again)
		}
	})
}

func TestSeriesFollowsItsTerms(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		before := w.series()
		item := w.topic(before[4], "The licence")
		w.at("2026-09-15 12:00")
		w.agree(func(x *internship.Terms) { x.Pauses = []worktime.Pause{pause("2026-09-28", "2026-10-04")} })
		if got := days(w.series()[2:6]); got != "3:09-24 4:10-08 5:10-15 6:10-22" {
			t.Errorf("with a pause: %s", got)
		}
		after := w.series()
		for i, m := range after {
			if m.ID != before[i].ID {
				t.Errorf("week %d has another meeting", m.Week)
			}
			if moved := m.Date != before[i].Date; moved != (m.Version == 2) {
				t.Errorf("week %d has version %d", m.Week, m.Version)
			}
		}
		if items := w.agenda(w.week(5)); len(items) != 1 || items[0].ID != item.ID {
			t.Errorf("the agenda of week 5 did not move with it: %+v", items)
		}
		// All weeks take the place of their neighbors at once.
		w.agree(func(x *internship.Terms) { x.Pauses = []worktime.Pause{pause("2026-09-21", "2026-09-27")} })
		if got := days(w.series()[1:5]); got != "2:09-17 3:10-01 4:10-08 5:10-15" {
			t.Errorf("with another pause: %s", got)
		}
	})
}

func TestMeetingsOfLostWeeksHandOnTheirItems(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		item := w.topic(w.week(12), "The decision")
		note := WriteNote{Meeting: w.week(11).ID, Body: "Prepare this."}
		if _, err := w.WriteNote(t.Context(), by(noor), note); err != nil {
			t.Fatal(err)
		}
		w.at("2026-09-15 12:00")
		w.agree(func(x *internship.Terms) { x.Weeks = 10 })
		if got := days(w.series()); got != "1:09-10 2:09-17 3:09-24 4:10-01 5:10-08 6:10-15 7:10-22 8:10-29 9:11-05 10:11-12 11:11-19" {
			t.Errorf("the series is %s: the canceled one with a note is to be found, the other one not", got)
		}
		carried := w.item(item.ID)
		if carried.State != Carried || carried.To == nil || carried.To.Meeting != w.week(2).ID {
			t.Errorf("%+v goes on as %+v", carried, carried.To)
		}
		w.read(func(tx *sqldb.Tx) error {
			m, err := Find(tx, actor(noor), note.Meeting)
			if m.State != Canceled {
				t.Errorf("week 11 is %s", m.State)
			}
			return err
		})
		// Longer again: the weeks have new meetings.
		w.agree(func(x *internship.Terms) { x.Weeks = 12 })
		if m := w.week(12); m.State != Planned || m.Date != date("2026-11-26") {
			t.Errorf("%+v", m)
		}
	})
}

func TestMove(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.week(3)
		in := Move{Meeting: m.ID, Date: date("2026-09-25"), Time: clock("9:30"), Version: m.Version}
		moved, err := w.Move(t.Context(), by(ines), in)
		if want := (Moved{w.internship, m.ID, "2026-09-25", "09:30", "Europe/Amsterdam", 30, 2}); moved != want || err != nil {
			t.Errorf("moved to %+v, %v", moved, err)
		}
		_, err = w.Move(t.Context(), by(noor), in)
		wantKind(t, err, fault.Conflict)
		in.Version = 2
		if again, err := w.Move(t.Context(), by(noor), in); again != moved || err != nil {
			t.Errorf("moved to where it is: %+v, %v", again, err)
		}
		is := w.week(3)
		if is.Starts != instant("2026-09-25 07:30") || !is.ByHand || !is.Series {
			t.Errorf("%+v", is)
		}
		// It stays there when the terms change.
		w.agree(func(x *internship.Terms) { x.Rhythm = rhythm("Monday 10:00 Europe/Amsterdam, 30 min") })
		if got := days(w.series()[:4]); got != "1:09-07 2:09-14 3:09-25 4:09-28" {
			t.Errorf("the series is %s", got)
		}
		if names := w.events(); !slices.Equal(names, []string{"meeting.moved"}) {
			t.Errorf("events %v", names)
		}
		_, err = w.Move(t.Context(), by(noor), Move{Meeting: is.ID, Date: date("2027-01-15"), Time: clock("9:30"), Version: 2})
		wantKind(t, err, fault.Invalid)
		_, err = w.Move(t.Context(), by(noor), Move{Meeting: "nothing", Date: date("2026-09-25"), Time: clock("9:30"), Version: 2})
		wantKind(t, err, fault.NotFound)
	})
}

// Two move one meeting at once, again and again: one of them does.
func TestMoveRace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for round := range 20 {
			m := w.week(2)
			var errs [2]error
			var both sync.WaitGroup
			for i, who := range []access.Actor{actor(noor), actor(ines)} {
				both.Go(func() {
					time := clock(fmt.Sprintf("%d:%02d", 8+i, round+1))
					_, errs[i] = w.Move(t.Context(), callBy(who), Move{Meeting: m.ID, Date: m.Date, Time: time, Version: m.Version})
				})
			}
			both.Wait()
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("round %d: %v and %v", round, errs[0], errs[1])
			}
			wantKind(t, errors.Join(errs[0], errs[1]), fault.Conflict)
		}
	})
}

func TestTurnHoldsMeetingsAndCarriesOn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first, second := w.week(1), w.week(2)
		done, parked, left := w.topic(first, "done"), w.topic(first, "parked"), w.add("left")
		w.at("2026-09-10 13:20")
		w.settle(done, Discussed)
		w.settle(parked, Parked)
		w.at("2026-09-10 13:44")
		w.turn(0)
		w.at("2026-09-10 13:45")
		w.turn(1)
		w.turn(0)
		if m := w.week(1); m.State != Held {
			t.Errorf("%+v", m)
		}
		agenda := w.agenda(second)
		if len(agenda) != 2 || agenda[0].Source != "left" || agenda[1].Title != "parked" {
			t.Fatalf("the next agenda is %+v", agenda)
		}
		from := agenda[0].From
		if from == nil || from.Item != left.ID || from.Date != date("2026-09-10") || from.State != Carried || from.By != "" {
			t.Errorf("carried over from %+v", from)
		}
		if from := agenda[1].From; from == nil || from.State != Parked || from.By != ines {
			t.Errorf("parked from %+v", from)
		}
		for _, i := range w.agenda(w.week(1)) {
			if i.State != Discussed && (i.To == nil || i.To.Date != date("2026-09-17")) {
				t.Errorf("%s comes back on %+v", i.Title, i.To)
			}
		}
		if len(w.settled) != 0 {
			t.Errorf("sources were told of what stays open, or of topics: %+v", w.settled)
		}
		if names := w.events(); names[len(names)-1] != "meeting.held" {
			t.Errorf("events %v", names)
		}
		// After a standstill of weeks: at once, past those that nobody saw.
		w.at("2026-10-02 12:00")
		w.turn(3)
		agenda = w.agenda(w.week(5))
		if len(agenda) != 2 || agenda[0].From.Date != date("2026-09-17") {
			t.Errorf("%+v", agenda)
		}
	})
}

// Several nodes turn at once: each meeting is held once, each item carried once.
func TestTurnOnManyNodes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for range 5 {
			w.topic(w.week(1), "left")
		}
		w.at("2026-09-24 13:45")
		var nodes sync.WaitGroup
		counts := make([]int, 4)
		for n := range counts {
			nodes.Go(func() {
				var err error
				if counts[n], err = w.node(w.db).Turn(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		nodes.Wait()
		if sum := counts[0] + counts[1] + counts[2] + counts[3]; sum != 3 {
			t.Errorf("%d meetings held, want 3", sum)
		}
		if items := w.agenda(w.week(4)); len(items) != 5 {
			t.Errorf("%d items carried on, want 5", len(items))
		}
		if names := w.events(); len(names) != 8 {
			t.Errorf("events %v", names)
		}
	})
}

func TestNothingIsLostAfterTheLastMeeting(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		last := w.topic(w.week(12), "unfinished")
		w.at("2026-11-27 12:00")
		w.turn(12)
		if i := w.item(last.ID); i.State != Open || i.To != nil {
			t.Errorf("%+v", i)
		}
		late := w.add("late")
		if late.Meeting != last.Meeting {
			t.Errorf("without a meeting ahead it stands on %s", late.Meeting)
		}
		_, err := w.Settle(t.Context(), by(noor), Settle{Item: last.ID, State: Parked, Version: last.Version})
		wantKind(t, err, fault.Conflict)
		w.agree(func(x *internship.Terms) { x.Weeks = 13 })
		agenda := w.agenda(w.week(13))
		if len(agenda) != 2 || agenda[0].Source != "late" || agenda[1].Title != "unfinished" {
			t.Errorf("the agenda of the week that was added is %+v", agenda)
		}
	})
}

func (w *world) end() {
	w.t.Helper()
	w.write(func(tx *sqldb.Tx) error {
		_, err := tx.Exec("UPDATE internship SET state = 'ended', ended_at = ? WHERE id = ?", tx.Now(), w.internship)
		return err
	})
}

func TestEndOfTheInternshipCancelsWhatLiesAhead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		item := w.topic(w.week(2), "The licence")
		second := w.week(2)
		w.at("2026-09-11 12:00")
		w.turn(1)
		w.end()
		if got := days(w.series()); got != "1:09-10 2:09-17" {
			t.Errorf("the list is %s: what was held, and what has an open item", got)
		}
		w.read(func(tx *sqldb.Tx) error {
			m, err := Find(tx, actor(noor), second.ID)
			if m.State != Canceled {
				t.Errorf("%+v", m)
			}
			_, none := Next(tx, w.internship, tx.Now())
			wantKind(t, none, fault.NotFound)
			coming, err2 := Ahead(tx, actor(noor), tx.Now(), 10)
			if len(coming) > 0 {
				t.Errorf("%d meetings lie ahead", len(coming))
			}
			return errors.Join(err, err2)
		})
		_, err := w.Move(t.Context(), by(noor), Move{Meeting: second.ID, Date: date("2026-09-18"), Time: clock("9:30"), Version: 1})
		wantKind(t, err, fault.Conflict)
		_, err = w.AddTopic(t.Context(), by(noor), AddTopic{Meeting: second.ID, Title: "x", Minutes: 5})
		wantKind(t, err, fault.Conflict)
		_, err = w.Settle(t.Context(), by(noor), Settle{Item: item.ID, State: Discussed, Version: 1})
		wantKind(t, err, fault.Conflict)
		if _, err := w.WriteNote(t.Context(), by(noor), WriteNote{Meeting: w.week(1).ID, Body: "Thank you"}); err != nil {
			t.Errorf("notes can still be written: %v", err)
		}
		w.at("2026-09-18 12:00")
		w.turn(1)
		var state State
		w.read(func(tx *sqldb.Tx) (err error) {
			state, err = sqldb.Find(tx, "meeting", func(s sqldb.Scanner) (is State, err error) { return is, s.Scan(&is) }, "SELECT state FROM meeting WHERE id = ?", second.ID)
			return err
		})
		if state != Canceled {
			t.Errorf("the meeting after the end is written down as %s", state)
		}
	})
}

func TestNextAndAhead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		next := func(at string) (week int) {
			w.read(func(tx *sqldb.Tx) error {
				m, err := Next(tx, w.internship, instant(at))
				week = m.Week
				return err
			})
			return week
		}
		if a, b, c := next("2026-08-01 00:00"), next("2026-09-10 13:29"), next("2026-09-10 13:30"); a != 1 || b != 1 || c != 2 {
			t.Errorf("next are weeks %d, %d and %d", a, b, c)
		}
		w.read(func(tx *sqldb.Tx) error {
			coming, err := Ahead(tx, actor(ines), instant("2026-09-12 00:00"), 2)
			if days(coming) != "2:09-17 3:09-24" {
				t.Errorf("ahead of Ines are %s", days(coming))
			}
			none, err2 := Ahead(tx, actor(mo), instant("2026-09-12 00:00"), 2)
			if len(none) > 0 {
				t.Errorf("ahead of a manager are %s", days(none))
			}
			_, err3 := Next(tx, w.internship, instant("2027-01-01 00:00"))
			wantKind(t, err3, fault.NotFound)
			return errors.Join(err, err2)
		})
	})
}
