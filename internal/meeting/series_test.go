package meeting

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stint/internal/internship"
	"stint/internal/worktime"
)

func dates(slots []Slot) string {
	var list []string
	for _, s := range slots {
		list = append(list, fmt.Sprintf("%d:%s", s.Week, s.Date.String()[5:]))
	}
	return strings.Join(list, " ")
}

func pause(from, to string) worktime.Pause { return worktime.Pause{From: date(from), To: date(to)} }

func TestSlots(t *testing.T) {
	tests := []struct {
		name   string
		change func(*internship.Terms)
		want   string
	}{
		{"one a week", func(x *internship.Terms) { x.Weeks = 4 }, "1:09-10 2:09-17 3:09-24 4:10-01"},
		{"a week that begins on another day", func(x *internship.Terms) { x.Weeks, x.Start = 3, date("2026-09-11") }, "1:09-17 2:09-24 3:10-01"},
		{"the day is the first of the week", func(x *internship.Terms) { x.Weeks, x.Start = 2, date("2026-09-10") }, "1:09-10 2:09-17"},
		{"entered at week 3", func(x *internship.Terms) { x.Weeks, x.EntryWeek = 5, 3 }, "3:09-24 4:10-01 5:10-08"},
		{"entered after the end", func(x *internship.Terms) { x.Weeks, x.EntryWeek = 5, 6 }, ""},
		{"no rhythm", func(x *internship.Terms) { x.Rhythm = worktime.Rhythm{} }, ""},
		{"a paused week", func(x *internship.Terms) {
			x.Weeks, x.Pauses = 3, []worktime.Pause{pause("2026-09-14", "2026-09-20")}
		}, "1:09-10 2:09-24 3:10-01"},
		{"a pause on the day, the day comes again", func(x *internship.Terms) {
			x.Weeks, x.Pauses = 2, []worktime.Pause{pause("2026-09-09", "2026-09-13")} // Wed to Sun; week 1 goes on to Fri
		}, "1:09-17 2:09-24"},
		{"a pause takes the day from its week", func(x *internship.Terms) {
			x.Weeks, x.Pauses = 2, []worktime.Pause{pause("2026-09-10", "2026-09-11")} // Thu and Fri; week 1 ends on Tue
		}, "1:09-09 2:09-17"},
		{"a pause over the whole working week", func(x *internship.Terms) {
			// Sat, Sun, then Sat to Wed: of these, Mon 21 is the working day nearest to Thu 17.
			x.Weeks, x.Start, x.Pauses = 1, date("2026-09-12"), []worktime.Pause{pause("2026-09-14", "2026-09-18")}
		}, "1:09-21"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			terms := usualTerms()
			test.change(&terms)
			if got := dates(Slots(terms)); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// Whatever the pauses: every week has its 1:1, on an active day of that week.
func TestSlotsAreOnActiveDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := usualTerms()
		terms.Start = terms.Start.AddDays(rapid.IntRange(0, 6).Draw(t, "start"))
		terms.Weeks = rapid.IntRange(1, 30).Draw(t, "weeks")
		terms.EntryWeek = rapid.IntRange(1, 4).Draw(t, "entry")
		terms.Rhythm.Weekday = time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		next := terms.Start
		for range rapid.IntRange(0, 5).Draw(t, "pauses") {
			from := next.AddDays(rapid.IntRange(1, 20).Draw(t, "gap"))
			p := worktime.Pause{From: from, To: from.AddDays(rapid.IntRange(0, 20).Draw(t, "length"))}
			if _, err := worktime.NewCalendar(terms.Start, terms.Weeks, append(terms.Pauses, p)); err != nil {
				break
			}
			terms.Pauses, next = append(terms.Pauses, p), p.To
		}
		c := terms.Calendar()
		slots := Slots(terms)
		if want := max(terms.Weeks-terms.EntryWeek+1, 0); len(slots) != want {
			t.Fatalf("%d meetings for %d weeks", len(slots), want)
		}
		for i, s := range slots {
			if n, when := c.WeekOn(s.Date); n != s.Week || when != worktime.Active {
				t.Fatalf("the meeting of week %d is on %s: %s, week %d", s.Week, s.Date, when, n)
			}
			week, _ := c.Week(s.Week)
			if len(week.PausedWithin) == 0 && s.Date.Weekday() != terms.Rhythm.Weekday {
				t.Fatalf("the meeting of week %d is on a %s", s.Week, s.Date.Weekday())
			}
			if i > 0 && !slots[i-1].Starts.Before(s.Starts) {
				t.Fatal("not in order")
			}
		}
	})
}

// zones are places whose clocks change in every way there is: by an hour and by
// half an hour, at midnight, in the north and the south, and twice in a year.
var zones = []string{
	"Europe/Amsterdam", "Europe/Lisbon", "Europe/London", "Europe/Helsinki", "Atlantic/Azores", "America/New_York", "America/Chicago", "America/Denver",
	"America/Los_Angeles", "America/St_Johns", "America/Halifax", "America/Santiago", "America/Havana", "America/Nuuk", "Africa/Casablanca", "Africa/Cairo",
	"Asia/Beirut", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland",
}

// transitions returns the next n moments at which a zone's clocks change.
func transitions(loc *time.Location, n int) (at []time.Time) {
	for t := instant("2025-01-15 12:00").In(loc); len(at) < n; {
		_, end := t.ZoneBounds()
		if end.IsZero() {
			break
		}
		at = append(at, end)
		t = end
	}
	return at
}

// The 1:1 keeps its civil time over every change of clocks, and each week has
// exactly one, also where it falls into the change itself.
func TestSeriesKeepsItsCivilTime(t *testing.T) {
	checked := 0
	for _, name := range zones {
		zone, err := worktime.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		loc := zone.Location()
		for _, change := range transitions(loc, 4) {
			checked++
			day := worktime.DateOf(change, loc)
			for _, minutes := range []int{9*60 + 30, 0, 23*60 + 45, -30, -15, 0, 15, 30} {
				c, err := worktime.NewClock(minutes/60, minutes%60)
				if err != nil { // around the change
					c = worktime.ClockOf(change.Add(time.Duration(minutes)*time.Minute), loc)
				}
				terms := usualTerms()
				terms.Start, terms.Weeks, terms.Zone = day.AddDays(-17), 6, name
				terms.Rhythm = worktime.Rhythm{Weekday: day.Weekday(), Clock: c, Zone: zone, Minutes: 30}
				slots := Slots(terms)
				if len(slots) != 6 {
					t.Fatalf("%s: %d meetings in 6 weeks", name, len(slots))
				}
				for i, s := range slots {
					_, how := worktime.At(s.Date, s.Time, loc)
					shown := worktime.ClockOf(s.Starts, loc)
					if s.Time != c || how != worktime.Gap && (shown != c || worktime.DateOf(s.Starts, loc) != s.Date) {
						t.Errorf("%s: %s %s starts at %s, where clocks show %s", name, s.Date, c, s.Starts, shown)
					}
					if how == worktime.Gap && shown.Before(c) && worktime.DateOf(s.Starts, loc) == s.Date {
						t.Errorf("%s: %s %s does not exist and starts earlier, at %s", name, s.Date, c, shown)
					}
					if i > 0 && s.Date.Sub(slots[i-1].Date) != 7 {
						t.Errorf("%s: %s and %s are not a week apart", name, slots[i-1].Date, s.Date)
					}
				}
			}
		}
	}
	if checked < 20*4-3 { // Casablanca and the like may have fewer ahead
		t.Errorf("only %d changes of clocks were looked at", checked)
	}
}

// made returns the series of terms as the database would have it.
func made(terms internship.Terms, now time.Time) []Meeting {
	return carryOutSteps(nil, Follow(nil, terms, nil, now))
}

func carryOutSteps(meetings []Meeting, steps []Step) []Meeting {
	for _, s := range steps {
		switch s.Verb {
		case VerbAdd:
			meetings = append(meetings, s.Is)
		case VerbMove:
			meetings[slices.Index(meetings, s.Was)] = s.Is
		case VerbCancel:
			at := slices.Index(meetings, s.Was)
			meetings[at].State, meetings[at].Series = Canceled, false
		}
	}
	return meetings
}

func TestFollow(t *testing.T) {
	before := instant("2026-08-31 09:00")
	monday := rhythm("Monday 09:30 Europe/Amsterdam, 45 min")
	tests := []struct {
		name   string
		now    string
		alter  func([]Meeting) // by hand, and by time
		change func(*internship.Terms)
		want   string
	}{
		{"nothing changed", "2026-09-22 12:00", nil, nil, ""},
		{"another day, in the middle", "2026-09-22 12:00", nil, func(x *internship.Terms) { x.Rhythm, x.Weeks = monday, 5 },
			// Week 3 is under way and its Monday past: it keeps its Thursday.
			"move 4:09-28/45 move 5:10-05/45"},
		{"another zone only", "2026-09-22 12:00", nil, func(x *internship.Terms) { x.Weeks, x.Rhythm = 5, rhythm("Thursday 15:00 Europe/Lisbon, 30 min") },
			"move 3:09-24/30 move 4:10-01/30 move 5:10-08/30"},
		{"more weeks", "2026-09-22 12:00", nil, func(x *internship.Terms) { x.Weeks = 7 }, "add 6:10-15/30 add 7:10-22/30"},
		{"fewer weeks", "2026-09-15 12:00", nil, func(x *internship.Terms) { x.Weeks = 3 }, "cancel 4:10-01 cancel 5:10-08"},
		{"a pause ahead", "2026-09-15 12:00", nil, func(x *internship.Terms) { x.Pauses = []worktime.Pause{pause("2026-09-28", "2026-10-04")} },
			"move 4:10-08/30 move 5:10-15/30"},
		{"later before it began", "2026-08-31 09:00", nil, func(x *internship.Terms) { x.Start, x.Weeks = date("2026-09-14"), 2 },
			"move 1:09-17/30 move 2:09-24/30 cancel 3:09-24 cancel 4:10-01 cancel 5:10-08"},
		{"entered later", "2026-08-31 09:00", nil, func(x *internship.Terms) { x.EntryWeek = 3 }, "cancel 1:09-10 cancel 2:09-17"},
		{"moved by hand", "2026-09-15 12:00", func(m []Meeting) { m[3].ByHand = true }, func(x *internship.Terms) { x.Rhythm = monday },
			"move 3:09-21/45 move 5:10-05/45"},
		{"moved by hand in a week that is no more", "2026-09-15 12:00", func(m []Meeting) { m[4].ByHand = true }, func(x *internship.Terms) { x.Weeks = 3 },
			"cancel 4:10-01"},
		{"a chosen length", "2026-09-15 12:00", func(m []Meeting) { m[2].Minutes = 60 }, func(x *internship.Terms) { x.Rhythm = monday },
			"move 3:09-21/60 move 4:09-28/45 move 5:10-05/45"},
		{"held ones stay", "2026-09-30 12:00", func(m []Meeting) { m[0].State, m[1].State, m[2].State = Held, Held, Held },
			func(x *internship.Terms) { x.Rhythm = rhythm("Friday 15:00 Europe/Amsterdam, 30 min") }, "move 4:10-02/30 move 5:10-09/30"},
		{"one that has begun stays", "2026-10-01 13:10", nil, func(x *internship.Terms) { x.Rhythm = rhythm("Friday 15:00 Europe/Amsterdam, 30 min") },
			"move 5:10-09/30"},
		{"canceled ones do not count", "2026-08-31 09:00", func(m []Meeting) { m[1].State, m[1].Series = Canceled, false }, nil, "add 2:09-17/30"},
		{"a past place in a day that rests now", "2026-09-22 12:00", nil, func(x *internship.Terms) {
			// Mon 21 stays of week 3, the rest of it follows in October.
			x.Rhythm, x.Weeks, x.Pauses = monday, 4, []worktime.Pause{pause("2026-09-23", "2026-10-02")}
		}, "move 3:10-05/45 move 4:10-12/45 cancel 5:10-08"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			terms := usualTerms()
			terms.Weeks = 5
			existing := made(terms, before)
			if test.alter != nil {
				test.alter(existing)
			}
			is := terms
			if test.change != nil {
				test.change(&is)
			}
			now := instant(test.now)
			steps := Follow(existing, is, &terms, now)
			var list []string
			for _, s := range steps {
				if s.Verb == VerbCancel {
					list = append(list, fmt.Sprintf("cancel %d:%s", s.Was.Week, s.Was.Date.String()[5:]))
					continue
				}
				list = append(list, fmt.Sprintf("%s %d:%s/%d", s.Verb, s.Is.Week, s.Is.Date.String()[5:], s.Is.Minutes))
			}
			if got := strings.Join(list, " "); got != test.want {
				t.Errorf("%s\nwant %s", got, test.want)
			}
			if again := Follow(carryOutSteps(existing, steps), is, &is, now); len(again) != 0 {
				t.Errorf("once more does %+v", again)
			}
		})
	}
}

func TestFirstMeetingIsTheKickOff(t *testing.T) {
	kinds := func(terms internship.Terms, now string) (kinds []Kind) {
		for _, m := range made(terms, instant(now)) {
			kinds = append(kinds, m.Kind)
		}
		return kinds
	}
	terms := usualTerms()
	terms.Weeks = 3
	if got := kinds(terms, "2026-08-31 09:00"); !slices.Equal(got, []Kind{KickOff, OneOnOne, OneOnOne}) {
		t.Errorf("%v", got)
	}
	if got := kinds(terms, "2026-09-11 09:00"); !slices.Equal(got, []Kind{KickOff, OneOnOne}) {
		t.Errorf("agreed on late: %v", got)
	}
	terms.EntryWeek = 2
	if got := kinds(terms, "2026-08-31 09:00"); !slices.Equal(got, []Kind{OneOnOne, OneOnOne}) {
		t.Errorf("begun elsewhere: %v", got)
	}
}
