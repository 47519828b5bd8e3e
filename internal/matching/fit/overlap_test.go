package fit_test

import (
	"fmt"
	"testing"
	"time"

	"stint/internal/matching/fit"
	"stint/internal/worktime"
)

// zones are twenty with whole, half and quarter hours, north and south of the
// equator, with changes of clocks of an hour, of half an hour, and none.
var zones = []string{
	"Europe/Amsterdam", "Europe/London", "America/New_York", "America/Denver", "America/St_Johns", "America/Sao_Paulo", "America/Santiago",
	"Africa/Accra", "Africa/Cairo", "Africa/Casablanca", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Singapore", "Asia/Jerusalem",
	"Australia/Adelaide", "Australia/Lord_Howe", "Australia/Eucla", "Pacific/Auckland", "Pacific/Chatham",
}

// hours are working weeks: usual ones, nights, mornings and evenings, one day.
var hours = []string{
	"Mon-Fri 09:00-17:30", "Mon-Thu 22:00-06:00", "Mon-Fri 06:00-10:00,18:30-21:15", "Sun-Thu 08:00-16:00", "Wed 00:00-24:00", "Sat-Sun 20:00-04:45",
}

func location(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := worktime.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func week(t *testing.T, text string) worktime.Week {
	t.Helper()
	w, err := worktime.ParseWeek(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func date(t *testing.T, text string) worktime.Date {
	t.Helper()
	d, err := worktime.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func profile(t *testing.T, hours, zone string, off ...worktime.Date) fit.Profile {
	t.Helper()
	days, err := worktime.NewDaysOff(nil, off)
	if err != nil {
		t.Fatal(err)
	}
	return fit.Profile{Schedule: worktime.Schedule{Week: week(t, hours), Location: location(t, zone), Off: days}}
}

// starts are dates in four weeks around changes of clocks: the week in which
// Europe goes back, the one in which only America has not, the one in which
// America goes forward, and one in the south's autumn.
var starts = []string{"2026-10-21", "2026-10-28", "2027-03-14", "2027-04-02"}

// The figures of a page are compared with what comes out when two people's
// clocks are read minute by minute.
func TestOverlapMinuteByMinute(t *testing.T) {
	compared, changes, differs := 0, 0, 0
	for i, zone := range zones {
		for j, text := range starts {
			start := date(t, text)
			intern := profile(t, hours[(i+j)%3], zone, start.AddDays(j))
			mentor := profile(t, hours[(i*5+j)%len(hours)], zones[(i*7+3+j)%len(zones)], start.AddDays(-1), start.AddDays(1))
			got := fit.Of(intern, mentor, fit.When{Start: start}, fit.UsualWeights()).Overlap
			want := read(intern, mentor, start)
			if got != want {
				t.Errorf("%s %s with %s %s from %s:\n%+v, want\n%+v", zone, intern.Schedule.Week, mentor.Schedule.Location, mentor.Schedule.Week, start, got, want)
			}
			picture(t, intern, mentor, start)
			compared++
			if !got.ChangesOn.IsZero() {
				changes++
			}
			if got.Later != got.Usual {
				differs++
			}
		}
	}
	t.Logf("%d pairs of weeks compared, %d before a change of clocks, in %d of them it moves the overlap", compared, changes, differs)
	if compared != 80 || changes < 40 || differs < 10 {
		t.Error("too few of them had anything to compare")
	}
}

// read is the overlap as somebody finds it who reads both clocks.
func read(intern, mentor fit.Profile, start worktime.Date) fit.Overlap {
	loc, other := intern.Schedule.Location, mentor.Schedule.Location
	monday := mondayOf(start)
	o := fit.Overlap{From: monday}
	o.Week = counted(intern.Schedule, mentor.Schedule, monday)
	ours, theirs := intern.Schedule, mentor.Schedule
	ours.Off, theirs.Off = worktime.DaysOff{}, worktime.DaysOff{}
	o.Usual = counted(ours, theirs, monday)
	o.Later = o.Usual
	offset := func(at time.Time, loc *time.Location) int { _, off := at.In(loc).Zone(); return off }
	begin := monday.Start(loc)
	for at := begin; at.Before(begin.AddDate(0, 0, 366)); at = at.Add(15 * time.Minute) {
		o.Mine = offset(at, loc) != offset(begin, loc)
		o.Theirs = offset(at, other) != offset(begin, other)
		if !o.Mine && !o.Theirs {
			continue
		}
		o.ChangesOn = worktime.DateOf(at, loc)
		for o.LaterFrom = monday; o.LaterFrom.Start(loc).Before(at); {
			o.LaterFrom = o.LaterFrom.AddDays(7)
		}
		o.Later = counted(ours, theirs, o.LaterFrom)
		break
	}
	return o
}

// counted counts the minutes of the week from a date in which both work.
func counted(a, b worktime.Schedule, from worktime.Date) (shared time.Duration) {
	for _, length := range daily(a, b, from) {
		shared += length
	}
	return shared
}

// daily is counted for each of the seven days.
func daily(a, b worktime.Schedule, from worktime.Date) (shared [7]time.Duration) {
	begin, end := from.Start(a.Location), from.AddDays(7).Start(a.Location)
	ours, theirs := watched(a), watched(b)
	first := from.Sub(epoch)
	for at := begin.Add(-3 * 24 * time.Hour); at.Before(end); at = at.Add(time.Minute) {
		ours.look(at)
		theirs.look(at)
		if both := ours.works() && theirs.works(); both && !at.Before(begin) {
			shared[ours.shown/1440-first] += time.Minute
		}
	}
	return shared
}

// epoch is the day from which clocks count here, a Thursday.
var epoch, _ = worktime.NewDate(1970, time.January, 1)

// watch follows one wall clock, in minutes since 1970 as it shows them. It keeps
// the latest time that the clock showed, which stands still while an hour repeats.
type watch struct {
	s             worktime.Schedule
	shifts        []worktime.Shift
	shown, latest int
}

func watched(s worktime.Schedule) *watch { return &watch{s: s, shifts: s.Week.Shifts()} }

func (w *watch) look(at time.Time) {
	_, offset := at.In(w.s.Location).Zone()
	w.shown = (int(at.Unix()) + offset) / 60
	w.latest = max(w.latest, w.shown)
}

// works reports whether a shift of today or of yesterday is on.
func (w *watch) works() bool {
	for back := range 2 {
		day := w.latest/1440 - back
		minute := w.latest - day*1440
		for _, s := range w.shifts {
			to := s.To.Minutes()
			if to <= s.From.Minutes() {
				to += 1440
			}
			if int(s.Weekday) == (day+4)%7 && s.From.Minutes() <= minute && minute < to && !w.s.Off.Off(epoch.AddDays(day)) {
				return true
			}
		}
	}
	return false
}

// picture checks the day that a page draws: the stretches in it add up to the
// minutes in which both work on that day, and no other day has more.
func picture(t *testing.T, intern, mentor fit.Profile, start worktime.Date) {
	t.Helper()
	ours, theirs := intern.Schedule, mentor.Schedule
	ours.Off, theirs.Off = worktime.DaysOff{}, worktime.DaysOff{}
	d := fit.DayOf(intern, mentor, fit.When{Start: start})
	var drawn time.Duration
	for _, span := range d.Both {
		drawn += span.Duration()
	}
	monday := mondayOf(start)
	for i, length := range daily(ours, theirs, monday) {
		if on := monday.AddDays(i); length > drawn || on == d.Date && length != drawn {
			t.Errorf("%s with %s: %s has %s in common, and %s is drawn with %s", ours.Location, theirs.Location, on, length, d.Date, drawn)
		}
	}
}

func mondayOf(d worktime.Date) worktime.Date {
	for d.Weekday() != time.Monday {
		d = d.AddDays(-1)
	}
	return d
}

func TestTheOverlapOfTwo(t *testing.T) {
	const office = "Mon-Fri 09:00-17:00"
	for name, c := range map[string]struct {
		intern, mentor fit.Profile
		want           string
	}{
		"the same office":           {profile(t, office, "Europe/Amsterdam"), profile(t, office, "Europe/Amsterdam"), "40h0m0s 40h0m0s 40h0m0s true true"},
		"one who stays behind":      {profile(t, office, "Europe/Amsterdam"), profile(t, office, "Africa/Accra"), "30h0m0s 30h0m0s 35h0m0s true false"},
		"half an hour":              {profile(t, office, "Asia/Kolkata"), profile(t, office, "Asia/Tehran"), "30h0m0s 30h0m0s 30h0m0s false false"},
		"three quarters":            {profile(t, office, "Asia/Kolkata"), profile(t, office, "Asia/Kathmandu"), "38h45m0s 38h45m0s 38h45m0s false false"},
		"never":                     {profile(t, office, "Europe/Amsterdam"), profile(t, "Mon-Fri 18:00-22:00", "Europe/Amsterdam"), "0s 0s 0s true true"},
		"nights against days":       {profile(t, office, "Europe/Amsterdam"), profile(t, "Mon-Fri 22:00-06:00", "America/Los_Angeles"), "24h0m0s 24h0m0s 20h0m0s true false"},
		"a week of days off":        {profile(t, office, "Europe/Amsterdam"), profile(t, office, "Europe/Amsterdam", date(t, "2026-10-12"), date(t, "2026-10-13"), date(t, "2026-10-14"), date(t, "2026-10-15"), date(t, "2026-10-16")), "0s 40h0m0s 40h0m0s true true"},
		"a zone that never changes": {profile(t, office, "UTC"), profile(t, office, "Asia/Tokyo"), "0s 0s 0s false false"},
	} {
		o := fit.Of(c.intern, c.mentor, fit.When{Start: date(t, "2026-10-15")}, fit.UsualWeights()).Overlap
		if got := fmt.Sprintf("%s %s %s %v %v", o.Week, o.Usual, o.Later, o.Mine, o.Theirs); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
