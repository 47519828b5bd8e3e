package worktime

import (
	"testing"
	"time"
)

// zones are those in which clocks have done something that code gets wrong:
// quarter and half hours, jumps at midnight, a minute past it, days left out,
// summer time that is winter time, months of it that follow the moon.
var zones = []string{
	"Europe/Amsterdam", "Europe/London", "Europe/Dublin", "Europe/Istanbul", "America/New_York", "America/St_Johns",
	"America/Sao_Paulo", "America/Havana", "America/Santiago", "America/Asuncion", "America/Caracas", "America/Nuuk",
	"Asia/Beirut", "Asia/Amman", "Asia/Gaza", "Asia/Tehran", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Pyongyang", "Africa/Cairo",
	"Africa/Casablanca", "Antarctica/Troll", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kwajalein",
}

// reading is what a wall clock shows, found without any code of this package: the
// minutes since some day's midnight, by way of the standard library's calendar.
func reading(t time.Time, loc *time.Location) int64 {
	year, month, d := t.In(loc).Date()
	hour, minute, _ := t.In(loc).Clock()
	return time.Date(year, month, d, hour, minute, 0, 0, time.UTC).Unix() / 60
}

// transitions returns instants at most six hours before every clock change of a
// zone between two years.
func transitions(loc *time.Location, from, to int) []time.Time {
	var found []time.Time
	const step = 6 * time.Hour
	end := time.Date(to, time.January, 1, 0, 0, 0, 0, time.UTC)
	for t := time.Date(from, time.January, 1, 0, 0, 0, 0, time.UTC); t.Before(end); t = t.Add(step) {
		_, before := t.In(loc).Zone()
		_, after := t.Add(step).In(loc).Zone()
		if before != after {
			found = append(found, t)
		}
	}
	return found
}

// TestAtMinuteByMinute walks through the hours around every clock change of
// thirty years, notes which civil times the minutes show, and compares.
func TestAtMinuteByMinute(t *testing.T) {
	checked, folds, gaps := 0, 0, 0
	for _, zone := range zones {
		loc := location(t, zone)
		for _, change := range transitions(loc, 1990, 2031) {
			around := 9 * time.Hour
			if zone == "Pacific/Apia" || zone == "Pacific/Kwajalein" {
				around = 34 * time.Hour // a day is skipped
			}
			instant, how := survey(change, around, loc)
			for minute, want := range instant {
				d := dateOfDays(floorDiv(minute, dayMinutes))
				c := Clock{int16(minute - floorDiv(minute, dayMinutes)*dayMinutes)}
				got, resolution := At(d, c, loc)
				if !got.Equal(want) || resolution != how[minute] {
					t.Fatalf("%s %s in %s is %s, %s; want %s, %s", d, c, zone, got, resolution, want.In(loc), how[minute])
				}
				checked++
				switch resolution {
				case Fold:
					folds++
				case Gap:
					gaps++
				}
			}
		}
	}
	t.Logf("%d civil times compared, %d in a fold, %d in a gap", checked, folds, gaps)
	if folds < 10000 || gaps < 10000 {
		t.Error("too few of them were special")
	}
}

func floorDiv(a, b int64) int64 {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// survey returns, for every civil minute around a clock change, its instant and
// whether it was shown once, never or twice.
func survey(change time.Time, around time.Duration, loc *time.Location) (map[int64]time.Time, map[int64]Resolution) {
	instant, how := map[int64]time.Time{}, map[int64]Resolution{}
	last := reading(change.Add(-around-time.Minute), loc)
	for at := change.Add(-around); at.Before(change.Add(around)); at = at.Add(time.Minute) {
		now := reading(at, loc)
		for missing := last + 1; missing < now; missing++ {
			if _, seen := instant[missing]; !seen {
				instant[missing] = at.Add(time.Duration(missing-last-1) * time.Minute)
				how[missing] = Gap
			}
		}
		if _, seen := instant[now]; seen {
			how[now] = Fold
		} else {
			instant[now] = at
		}
		last = now
	}
	// What the walk entered or left in the middle of a fold is not known.
	first, final := reading(change.Add(-around), loc), last
	for minute := range instant {
		if minute < first+3*60 || minute > final-3*60 {
			delete(instant, minute)
		}
	}
	return instant, how
}

// TestStartMinuteByMinute walks to the beginning of the days around every clock
// change.
func TestStartMinuteByMinute(t *testing.T) {
	for _, zone := range zones {
		loc := location(t, zone)
		for _, change := range transitions(loc, 1990, 2031) {
			at := change.Add(-50 * time.Hour)
			days := floorDiv(reading(at, loc), dayMinutes)
			for until := change.Add(30 * time.Hour); at.Before(until); at = at.Add(time.Minute) {
				for now := floorDiv(reading(at, loc), dayMinutes); days < now; {
					days++
					if got := dateOfDays(days).Start(loc); !got.Equal(at) {
						t.Fatalf("%s begins in %s at %s, want %s", dateOfDays(days), zone, got, at.In(loc))
					}
				}
			}
		}
	}
}

func TestAt(t *testing.T) {
	cases := []struct {
		date, clock, zone, want string
		how                     Resolution
	}{
		{"2026-10-08", "15:00", "Europe/Amsterdam", "2026-10-08T15:00:00+02:00", Exact},
		{"2026-03-29", "02:30", "Europe/Amsterdam", "2026-03-29T03:30:00+02:00", Gap},
		{"2026-10-25", "02:30", "Europe/Amsterdam", "2026-10-25T02:30:00+02:00", Fold},
		{"2026-10-25", "03:00", "Europe/Amsterdam", "2026-10-25T03:00:00+01:00", Exact},
		{"2026-10-04", "02:10", "Australia/Lord_Howe", "2026-10-04T02:40:00+11:00", Gap},
		{"2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-05T01:45:00+11:00", Fold},
		{"2011-12-30", "09:00", "Pacific/Apia", "2011-12-31T09:00:00+14:00", Gap},
		{"2010-11-06", "23:30", "America/St_Johns", "2010-11-06T23:30:00-02:30", Fold},
	}
	for _, c := range cases {
		got, how := At(date(t, c.date), clock(t, c.clock), location(t, c.zone))
		if got.Format(time.RFC3339) != c.want || how != c.how {
			t.Errorf("%s %s in %s is %s, %s; want %s, %s", c.date, c.clock, c.zone, got.Format(time.RFC3339), how, c.want, c.how)
		}
	}
	if Exact.String() != "exact" || Gap.String() != "gap" || Fold.String() != "fold" {
		t.Error("a resolution has another name")
	}
}

func BenchmarkAt(b *testing.B) {
	loc, d, c := location(b, "Europe/Amsterdam"), date(b, "2026-10-08"), clock(b, "15:00")
	for b.Loop() {
		At(d, c, loc)
	}
}
