package worktime

import (
	"database/sql"
	"database/sql/driver"
	"testing"
)

// TestStoredForms stores each type's value and reads it back into another.
func TestStoredForms(t *testing.T) {
	zone, err := LoadZone("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	week, err := ParseWeek("Mon-Thu 08:00-16:30")
	if err != nil {
		t.Fatal(err)
	}
	var (
		d Date
		c Clock
		z Zone
		w Week
		r Rhythm
	)
	cases := []struct {
		value  driver.Valuer
		stored driver.Value
		target sql.Scanner
		equal  func() bool
	}{
		{date(t, "2026-10-08"), "2026-10-08", &d, func() bool { return d == date(t, "2026-10-08") }},
		{Date{}, nil, &d, func() bool { return d.IsZero() }},
		{clock(t, "15:00"), "15:00", &c, func() bool { return c == clock(t, "15:00") }},
		{zone, "Europe/Amsterdam", &z, func() bool { return z == zone }},
		{Zone{}, nil, &z, func() bool { return z.IsZero() }},
		{week, "Mon-Thu 08:00-16:30", &w, func() bool { return w.Equal(week) }},
		{Week{}, nil, &w, func() bool { return w.IsZero() }},
		{Rhythm{4, clock(t, "15:00"), zone, 30}, "Thursday 15:00 Europe/Amsterdam, 30 min", &r, func() bool { return r == Rhythm{4, clock(t, "15:00"), zone, 30} }},
		{Rhythm{}, nil, &r, func() bool { return r.IsZero() }},
	}
	for _, c := range cases {
		stored, err := c.value.Value()
		if err != nil || stored != c.stored {
			t.Errorf("%v is stored as %v, %v, want %v", c.value, stored, err, c.stored)
			continue
		}
		if err := c.target.Scan(stored); err != nil || !c.equal() {
			t.Errorf("%v is read back as %v, %v", stored, c.target, err)
		}
		if text, some := stored.(string); some {
			if err := c.target.Scan([]byte(text)); err != nil || !c.equal() {
				t.Errorf("bytes of %v are read back as %v, %v", stored, c.target, err)
			}
		}
		if err := c.target.Scan(int64(3)); err == nil {
			t.Errorf("%T was read from a number", c.target)
		}
	}
	if err := c.Scan(nil); err == nil {
		t.Error("NULL was read as a time of day")
	}
}
