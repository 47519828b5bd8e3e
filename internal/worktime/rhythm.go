package worktime

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Rhythm is the weekly appointment of two people: a civil time in a zone, which
// it keeps when clocks change. It is comparable with ==. The zero Rhythm is none;
// it prints as the empty text and is stored as NULL.
type Rhythm struct {
	Weekday time.Weekday
	Clock   Clock
	Zone    Zone
	Minutes int // how long it lasts, from 5 to 480
}

// Shortest and longest appointment in minutes.
const (
	MinRhythmMinutes = 5
	MaxRhythmMinutes = 8 * 60
)

// Occurrence is one appointment of a rhythm.
type Occurrence struct {
	// Date is the civil day it falls on in the rhythm's zone.
	Date Date
	// Start is the instant it starts, in the rhythm's zone.
	Start time.Time
	// Resolution says whether a clock change made its civil time special.
	Resolution Resolution
}

// ParseRhythm reads what [Rhythm.String] writes; a weekday may be short and the
// minutes may be written out: Thu 9:30 Europe/Amsterdam, 45 minutes.
func ParseRhythm(text string) (Rhythm, error) {
	const form = "not a weekly time such as Thursday 15:00 Europe/Amsterdam, 30 min"
	when, length, found := strings.Cut(text, ",")
	fields, long := strings.Fields(when), strings.Fields(length)
	if !found || len(fields) != 3 || len(long) != 2 || long[1] != "min" && long[1] != "minutes" {
		return Rhythm{}, &ParseError{Text: text, Problem: form}
	}
	var r Rhythm
	var err error
	if r.Weekday, err = ParseWeekday(fields[0]); err != nil {
		return Rhythm{}, err
	}
	if r.Clock, err = ParseClock(fields[1]); err != nil {
		return Rhythm{}, err
	}
	if r.Zone, err = LoadZone(fields[2]); err != nil {
		return Rhythm{}, err
	}
	if r.Minutes, err = strconv.Atoi(long[0]); err != nil {
		return Rhythm{}, &ParseError{Text: text, Problem: form}
	}
	return r, r.Validate()
}

// Validate refuses a rhythm without a zone, with a weekday that does not exist,
// or with a length outside [MinRhythmMinutes] and [MaxRhythmMinutes].
func (r Rhythm) Validate() error {
	switch {
	case r.Weekday < time.Sunday || r.Weekday > time.Saturday:
		return &ParseError{Text: strconv.Itoa(int(r.Weekday)), Problem: "not a weekday"}
	case r.Zone.IsZero():
		return &ParseError{Problem: "a weekly time needs a time zone"}
	case r.Minutes < MinRhythmMinutes || r.Minutes > MaxRhythmMinutes:
		return &ParseError{
			Text:    strconv.Itoa(r.Minutes),
			Problem: fmt.Sprintf("a meeting lasts from %d to %d minutes", MinRhythmMinutes, MaxRhythmMinutes),
		}
	}
	return nil
}

// Occurrences returns the appointments on the dates from one to another, both
// included, in order: one a week, at the same civil time however often clocks
// change, placed by the rules of [At].
func (r Rhythm) Occurrences(from, to Date) []Occurrence {
	if from.IsZero() || to.Before(from) {
		return nil
	}
	loc := r.Zone.Location()
	ahead := (int(r.Weekday) - int(from.Weekday()) + 7) % 7
	var all []Occurrence
	for d := from.AddDays(ahead); !d.IsZero() && !d.After(to); d = d.AddDays(7) {
		start, how := At(d, r.Clock, loc)
		all = append(all, Occurrence{d, start, how})
	}
	return all
}

// IsZero reports whether there is no rhythm.
func (r Rhythm) IsZero() bool { return r == Rhythm{} }

// String returns the form Thursday 15:00 Europe/Amsterdam, 30 min.
func (r Rhythm) String() string {
	if r.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s %s %s, %d min", r.Weekday, r.Clock, r.Zone, r.Minutes)
}

// rhythmJSON is the form of a rhythm in JSON.
type rhythmJSON struct {
	Weekday string `json:"weekday"`
	Clock   Clock  `json:"clock"`
	Zone    Zone   `json:"zone"`
	Minutes int    `json:"minutes"`
}

// MarshalJSON writes an object with weekday (its English name), clock, zone and
// minutes, and null for the zero Rhythm.
func (r Rhythm) MarshalJSON() ([]byte, error) {
	if r.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(rhythmJSON{r.Weekday.String(), r.Clock, r.Zone, r.Minutes})
}

// UnmarshalJSON reads what MarshalJSON writes. It refuses what [Rhythm.Validate]
// refuses.
func (r *Rhythm) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*r = Rhythm{}
		return nil
	}
	var form rhythmJSON
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	on, err := ParseWeekday(form.Weekday)
	if err != nil {
		return err
	}
	read := Rhythm{on, form.Clock, form.Zone, form.Minutes}
	if err := read.Validate(); err != nil {
		return err
	}
	*r = read
	return nil
}

// Value stores the rhythm as the text of [Rhythm.String], and the zero Rhythm
// as NULL.
func (r Rhythm) Value() (driver.Value, error) { return textValue(r.String()), nil }

// Scan reads what Value stored.
func (r *Rhythm) Scan(stored any) error {
	return scanText(stored, func(text string) (err error) {
		if text == "" {
			*r = Rhythm{}
			return nil
		}
		*r, err = ParseRhythm(text)
		return err
	})
}
