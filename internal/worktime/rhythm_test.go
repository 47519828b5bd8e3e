package worktime

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/teambition/rrule-go"
	"pgregory.net/rapid"
)

// rhythm reads a weekly time that a test knows to be right.
func rhythm(t testing.TB, text string) Rhythm {
	t.Helper()
	r, err := ParseRhythm(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestParseRhythm(t *testing.T) {
	for text, want := range map[string]string{
		"Thursday 15:00 Europe/Amsterdam, 30 min":     "Thursday 15:00 Europe/Amsterdam, 30 min",
		" thu  9:30 America/New_York ,  45 minutes  ": "Thursday 09:30 America/New_York, 45 min",
	} {
		if r, err := ParseRhythm(text); err != nil || r.String() != want {
			t.Errorf("%q is %q, %v", text, r, err)
		}
	}
	for _, text := range []string{
		"", "Thursday 15:00 Europe/Amsterdam", "Thursday 15:00, 30 min", "Thursday 15:00 Europe/Amsterdam, 30 h", "Thursday 15:00 Europe/Amsterdam, thirty min",
		"Th 15:00 Europe/Amsterdam, 30 min", "Thursday 25:00 Europe/Amsterdam, 30 min", "Thursday 15:00 Local, 30 min", "Thursday 15:00 Europe/Amsterdam, 4 min",
		"Thursday 15:00 Europe/Amsterdam, 481 min", "Thursdays 15:00 Europe/Amsterdam, 30 min", "Thursday 15:00 Europe/Amsterdam, 99999999999999999999 min",
	} {
		if r, err := ParseRhythm(text); err == nil {
			t.Errorf("%q was read as %q", text, r)
		}
	}
}

func TestRhythmJSON(t *testing.T) {
	type terms struct {
		Rhythm Rhythm `json:"rhythm"`
	}
	const text = `{"rhythm":{"weekday":"Thursday","clock":"15:00","zone":"Europe/Amsterdam","minutes":30}}`
	var read terms
	if err := json.Unmarshal([]byte(text), &read); err != nil || read.Rhythm != rhythm(t, "Thursday 15:00 Europe/Amsterdam, 30 min") {
		t.Fatalf("read as %v, %v", read, err)
	}
	if written, err := json.Marshal(read); err != nil || string(written) != text {
		t.Errorf("written as %s, %v", written, err)
	}
	for _, wrong := range []string{
		`{"rhythm":{}}`, `{"rhythm":"Thursday"}`, `{"rhythm":{"weekday":"Thursday","clock":"15:00","minutes":30}}`,
		`{"rhythm":{"weekday":"Thursday","clock":"15:00","zone":"","minutes":30}}`, `{"rhythm":{"weekday":4,"clock":"15:00","zone":"UTC","minutes":30}}`,
		`{"rhythm":{"weekday":"Thursday","clock":"15:00","zone":"UTC","minutes":0}}`,
	} {
		if err := json.Unmarshal([]byte(wrong), &read); err == nil {
			t.Errorf("%s was read", wrong)
		}
	}
	if err := json.Unmarshal([]byte(`{"rhythm":null}`), &read); err != nil || !read.Rhythm.IsZero() {
		t.Errorf("null is read as %v, %v", read, err)
	}
	if written, err := json.Marshal(read); err != nil || string(written) != `{"rhythm":null}` {
		t.Errorf("none is written as %s, %v", written, err)
	}
}

func TestValidateRhythm(t *testing.T) {
	right := rhythm(t, "Thursday 15:00 Europe/Amsterdam, 30 min")
	for name, change := range map[string]func(*Rhythm){
		"weekday": func(r *Rhythm) { r.Weekday = 7 }, "zone": func(r *Rhythm) { r.Zone = Zone{} },
		"short": func(r *Rhythm) { r.Minutes = 4 }, "long": func(r *Rhythm) { r.Minutes = 481 },
	} {
		wrong := right
		change(&wrong)
		if wrong.Validate() == nil || right.Validate() != nil {
			t.Errorf("%s: %v and %v", name, wrong.Validate(), right.Validate())
		}
	}
}

func TestOccurrences(t *testing.T) {
	cases := []struct {
		rhythm, from, to string
		want             []string
	}{
		{"Sunday 02:30 Europe/Amsterdam, 30 min", "2026-10-18", "2026-11-01",
			[]string{"2026-10-18 2026-10-18T02:30:00+02:00 exact", "2026-10-25 2026-10-25T02:30:00+02:00 fold", "2026-11-01 2026-11-01T02:30:00+01:00 exact"}},
		{"Sunday 02:30 Europe/Amsterdam, 30 min", "2026-03-23", "2026-04-04",
			[]string{"2026-03-29 2026-03-29T03:30:00+02:00 gap"}},
		{"Friday 09:00 Pacific/Apia, 30 min", "2011-12-24", "2012-01-06",
			[]string{"2011-12-30 2011-12-31T09:00:00+14:00 gap", "2012-01-06 2012-01-06T09:00:00+14:00 exact"}},
		{"Thursday 15:00 UTC, 30 min", "2026-10-09", "2026-10-14", nil},
		{"Thursday 15:00 UTC, 30 min", "2026-10-09", "2026-10-01", nil},
		{"Friday 15:00 UTC, 30 min", "9999-12-30", "9999-12-31", []string{"9999-12-31 9999-12-31T15:00:00Z exact"}},
	}
	for _, c := range cases {
		got := rhythm(t, c.rhythm).Occurrences(date(t, c.from), date(t, c.to))
		if len(got) != len(c.want) {
			t.Errorf("%s from %s to %s: %v", c.rhythm, c.from, c.to, got)
			continue
		}
		for i, o := range got {
			if text := o.Date.String() + " " + o.Start.Format(time.RFC3339) + " " + o.Resolution.String(); text != c.want[i] {
				t.Errorf("%s: %s, want %s", c.rhythm, text, c.want[i])
			}
		}
	}
	if got := rhythm(t, "Friday 15:00 UTC, 30 min").Occurrences(Date{}, date(t, "2026-10-14")); got != nil {
		t.Errorf("from no date: %v", got)
	}
}

// TestOccurrencesAgainstRRule compares two years in every zone with another
// implementation of RFC 5545. That one takes the second occurrence in a fold,
// and the day before on a day without a midnight.
func TestOccurrencesAgainstRRule(t *testing.T) {
	compared, special := 0, 0
	for _, name := range zones {
		zone, err := LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, from := range []string{"2010-06-01", "2024-06-01"} {
			for on := range time.Weekday(7) {
				for _, at := range []string{"00:00", "00:30", "01:30", "02:15", "15:00", "23:30"} {
					r := Rhythm{on, clock(t, at), zone, 30}
					got := r.Occurrences(date(t, from), date(t, from).AddDays(2*52*7-1))
					want := byRRule(t, r, got[0].Start, len(got))
					for i, o := range got {
						compared++
						special += compareOccurrence(t, r, o, want[i])
					}
				}
			}
		}
	}
	t.Logf("%d occurrences compared, %d of them on a day of clock changes", compared, special)
	if compared < 200000 || special < 50 {
		t.Error("too few to say anything")
	}
}

// compareOccurrence fails the test where ours and theirs differ without a reason.
// It returns 1 on a day of clock changes.
func compareOccurrence(t *testing.T, r Rhythm, ours Occurrence, theirs time.Time) int {
	t.Helper()
	loc := ours.Start.Location()
	midnight := ClockOf(ours.Date.Start(loc), loc) == Clock{}
	switch {
	case ours.Resolution == Gap || !midnight:
		return 1
	case ours.Resolution == Fold:
		const civil = "2006-01-02 15:04"
		if ours.Start.Format(civil) != theirs.Format(civil) || ours.Start.After(theirs) {
			t.Fatalf("%s on %s: %s, want %s or the first of two", r, ours.Date, ours.Start, theirs)
		}
		return 1
	}
	if !ours.Start.Equal(theirs) {
		t.Fatalf("%s on %s: %s, want %s", r, ours.Date, ours.Start, theirs)
	}
	return 0
}

// byRRule expands as many weekly occurrences, at most 104, with rrule-go.
func byRRule(t *testing.T, r Rhythm, start time.Time, count int) []time.Time {
	t.Helper()
	rule, err := rrule.NewRRule(rrule.ROption{Freq: rrule.WEEKLY, Dtstart: start, Count: count,
		Byhour: []int{r.Clock.Minutes() / 60}, Byminute: []int{r.Clock.Minutes() % 60}, Bysecond: []int{0}})
	if err != nil {
		t.Fatal(err)
	}
	all := rule.All()
	if count > 104 || len(all) != count {
		t.Fatalf("%s expands to %d occurrences, want %d of at most 104", r, len(all), count)
	}
	return all
}

func TestRhythmRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := LoadZone(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		minute := rapid.Int16Range(0, dayMinutes-1).Draw(t, "clock")
		r := Rhythm{time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")), Clock{minute}, zone, rapid.IntRange(5, 480).Draw(t, "minutes")}
		if back, err := ParseRhythm(r.String()); err != nil || back != r {
			t.Fatalf("%q is read as %q, %v", r, back, err)
		}
		var back Rhythm
		if text, err := json.Marshal(r); err != nil || json.Unmarshal(text, &back) != nil || back != r {
			t.Fatalf("%s is read as %q, %v", text, back, err)
		}
		from := anyDate().Draw(t, "from")
		to := from.AddDays(rapid.IntRange(0, 400).Draw(t, "days"))
		all := r.Occurrences(from, to)
		for i, o := range all {
			if o.Date.Weekday() != r.Weekday || o.Date.Before(from) || o.Date.After(to) || i > 0 && o.Date.Sub(all[i-1].Date) != 7 {
				t.Fatalf("%s from %s to %s has %v", r, from, to, all)
			}
		}
		if days := to.Sub(from) + 1; !to.IsZero() && (len(all) < days/7 || len(all) > (days+6)/7) {
			t.Fatalf("%d occurrences in %d days", len(all), days)
		}
	})
}

func FuzzParseRhythm(f *testing.F) {
	f.Add("Thursday 15:00 Europe/Amsterdam, 30 min")
	f.Add("thu 9:30 UTC ,45 minutes")
	f.Fuzz(func(t *testing.T, text string) {
		if r, err := ParseRhythm(text); err == nil {
			if back, err := ParseRhythm(r.String()); err != nil || back != r {
				t.Fatalf("%q is written as %q and read as %q, %v", text, r, back, err)
			}
		}
	})
}
