package worktime

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestOverlap(t *testing.T) {
	const office, from = "Mon-Fri 09:00-17:00", "2026-10-05"
	cases := []struct {
		name              string
		hours, zone       string // ours
		theirs, elsewhere string
		from              string
		want              float64
	}{
		{"the same office", office, "Europe/Amsterdam", office, "Europe/Amsterdam", from, 40},
		{"Amsterdam and London", office, "Europe/Amsterdam", office, "Europe/London", from, 35},
		{"Amsterdam and New York", office, "Europe/Amsterdam", office, "America/New_York", from, 10},
		{"the week in which only Europe went back", office, "Europe/Amsterdam", office, "America/New_York", "2026-10-26", 15},
		{"Amsterdam and Kathmandu", office, "Europe/Amsterdam", office, "Asia/Kathmandu", from, 5 * 4.25},
		{"half an hour more in Kathmandu's evening", office, "Asia/Kathmandu", "Mon-Fri 17:00-17:30", "Asia/Kathmandu", from, 0},
		{"never", office, "Europe/Amsterdam", "Mon-Fri 18:00-22:00", "Europe/Amsterdam", from, 0},
		{"no hours", office, "Europe/Amsterdam", "", "Europe/Amsterdam", from, 0},
		{"a week from Wednesday", office, "Europe/Amsterdam", office, "Europe/Amsterdam", "2026-10-07", 40},
		{"their Sunday is our Saturday", "Sat 10:00-18:00", "America/New_York", "Sun 00:00-12:00", "Asia/Tokyo", from, 7},
		{"a night that began before the week", "Mon-Sun 00:00-24:00", "UTC", "Sun 22:00-06:00", "UTC", from, 6 + 2},
		{"the night on which clocks go back", "Sat 22:00-06:00", "Europe/Amsterdam", "Sat-Sun 00:00-24:00", "Europe/Amsterdam", "2026-10-19", 9},
	}
	for _, c := range cases {
		a := Schedule{Week: week(t, c.hours), Location: location(t, c.zone)}
		b := Schedule{Week: week(t, c.theirs), Location: location(t, c.elsewhere)}
		if got := Overlap(a, b, date(t, c.from)); got.Hours() != c.want {
			t.Errorf("%s: %v, want %v h", c.name, got, c.want)
		}
	}
}

func TestOverlapDaysOff(t *testing.T) {
	a := Schedule{Week: week(t, "Mon-Fri 09:00-17:00")} // without a location, UTC
	b := a
	b.Off = Weekend(date(t, "2026-10-06"), date(t, "2026-10-10"))
	if got := Overlap(a, b, date(t, "2026-10-05")); got != 32*time.Hour {
		t.Errorf("with a holiday on Tuesday they share %v", got)
	}
	if got := Overlap(a, b, Date{}); got != 0 {
		t.Errorf("in no week they share %v", got)
	}
	shared := Shared(a, b, date(t, "2026-10-05"))
	if len(shared) != 4 || shared[1].Start.Format(time.RFC3339) != "2026-10-07T09:00:00Z" || shared[1].Duration() != 8*time.Hour {
		t.Errorf("they share %v", shared)
	}
}

// TestOverlapMinuteByMinute draws working hours for pairs of zones, in weeks in
// which one of them changes its clocks, and counts the minutes in which both work.
func TestOverlapMinuteByMinute(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	weeks, hours := 0, 0.0
	for i, zone := range zones {
		ours, theirs := location(t, zone), location(t, zones[(i+7)%len(zones)])
		changes := transitions(ours, 1990, 2031)
		random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		for _, change := range append(changes[:min(len(changes), 4)], time.Date(2026, 10, 8, 0, 0, 0, 0, time.UTC)) {
			from := DateOf(change, ours).AddDays(-random.IntN(7))
			a := Schedule{someWeek(t, random), ours, DaysOff{}}
			b := Schedule{someWeek(t, random), theirs, Weekend(from.AddDays(random.IntN(7)))}
			for _, pair := range [][2]Schedule{{a, b}, {b, a}} {
				got, want := Overlap(pair[0], pair[1], from), countShared(pair[0], pair[1], from)
				if got != want {
					t.Fatalf("%q in %s and %q in %s share %v in the week from %s, want %v",
						pair[0].Week, pair[0].Location, pair[1].Week, pair[1].Location, got, from, want)
				}
				weeks, hours = weeks+1, hours+got.Hours()
			}
		}
	}
	t.Logf("%d weeks compared, %.0f hours shared", weeks, hours)
	if weeks < 200 || hours < 1500 {
		t.Error("too few of them had anything to compare")
	}
}

// someWeek draws working hours in which nights are as likely as days.
func someWeek(t *testing.T, random *rand.Rand) Week {
	t.Helper()
	var shifts []Shift
	for on := range time.Weekday(7) {
		from := random.IntN(dayMinutes)
		length := 1 + random.IntN(14*60)
		to := Clock{int16((from + length) % dayMinutes)}
		with := append(shifts[:len(shifts):len(shifts)], Shift{on, Clock{int16(from)}, to})
		if _, err := NewWeek(with...); err == nil {
			shifts = with
		}
	}
	w, err := NewWeek(shifts...)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A watch follows one person's wall clock minute by minute. It knows the latest
// civil time that the clock has shown, which stands still while an hour repeats.
type watch struct {
	schedule Schedule
	latest   int64
}

func (w *watch) look(at time.Time) { w.latest = max(w.latest, reading(at, w.schedule.Location)) }

// works reports whether a shift has begun and not ended by what the clock showed.
func (w *watch) works() bool {
	today := floorDiv(w.latest, dayMinutes)
	for _, began := range []int64{today, today - 1} {
		d := dateOfDays(began)
		for _, s := range w.schedule.Week.Shifts() {
			from, to := int64(s.From.Minutes()), int64(s.To.Minutes())
			if to <= from {
				to += dayMinutes
			}
			sofar := w.latest - began*dayMinutes
			if s.Weekday == d.Weekday() && !w.schedule.Off.Off(d) && from <= sofar && sofar < to {
				return true
			}
		}
	}
	return false
}

// countShared counts the minutes in which both work, in the seven days of a.
func countShared(a, b Schedule, from Date) time.Duration {
	ours, theirs := watch{schedule: a}, watch{schedule: b}
	begin := (int64(from.n) - unixDay) * dayMinutes
	var shared time.Duration
	for at := time.Unix(begin*60, 0).Add(-4 * 24 * time.Hour); ; at = at.Add(time.Minute) {
		ours.look(at)
		theirs.look(at)
		if ours.latest >= begin+7*dayMinutes {
			return shared
		}
		if ours.latest >= begin && ours.works() && theirs.works() {
			shared += time.Minute
		}
	}
}

func BenchmarkOverlap(b *testing.B) {
	us := Schedule{Week: week(b, "Mon-Fri 09:00-17:30"), Location: location(b, "Europe/Amsterdam")}
	them := Schedule{Week: week(b, "Mon-Fri 09:00-17:30"), Location: location(b, "America/New_York")}
	from := date(b, "2026-10-05")
	for b.Loop() {
		Overlap(us, them, from)
	}
}
