package worktime

import (
	"testing"
	"time"
)

// clock reads a time of day that a test knows to exist.
func clock(t testing.TB, text string) Clock {
	t.Helper()
	c, err := ParseClock(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]string{"15:00": "15:00", "9:30": "09:30", "09:30": "09:30", "00:00": "00:00", "23:59": "23:59"} {
		if c, err := ParseClock(text); err != nil || c.String() != want {
			t.Errorf("ParseClock(%q) = %v, %v", text, c, err)
		}
	}
	for _, text := range []string{"", "24:00", "23:60", "9", "9:5", "009:00", "09:000", "9h30", "09:30:00", " 09:30", "-1:00", "٠٩:٣٠"} {
		if c, err := ParseClock(text); err == nil {
			t.Errorf("ParseClock(%q) = %v, want an error", text, c)
		}
	}
}

func TestNewClock(t *testing.T) {
	for minute := range dayMinutes {
		c, err := NewClock(minute/60, minute%60)
		if hour, past := c.Split(); err != nil || hour != minute/60 || past != minute%60 || c.Minutes() != minute {
			t.Fatalf("NewClock(%d, %d) = %v, %v", minute/60, minute%60, c, err)
		}
	}
	for _, no := range [][2]int{{24, 0}, {-1, 0}, {0, 60}, {0, -1}} {
		if c, err := NewClock(no[0], no[1]); err == nil {
			t.Errorf("NewClock(%v) = %v, want an error", no, c)
		}
	}
	if !clock(t, "09:00").Before(clock(t, "09:01")) || clock(t, "09:00").Before(clock(t, "09:00")) {
		t.Error("clock times are out of order")
	}
}

func TestClockOf(t *testing.T) {
	instant := time.Date(2026, time.October, 8, 12, 30, 59, 999, time.UTC)
	for zone, want := range map[string]string{"Asia/Kathmandu": "18:15", "Pacific/Chatham": "02:15", "America/St_Johns": "10:00"} {
		if got := ClockOf(instant, location(t, zone)); got.String() != want {
			t.Errorf("in %s it is %s, want %s", zone, got, want)
		}
	}
}

func TestLoadZone(t *testing.T) {
	for _, name := range []string{"Europe/Amsterdam", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "Asia/Calcutta", "UTC", "Etc/GMT+5"} {
		if zone, err := LoadZone(name); err != nil || zone.String() != name || zone.Location().String() != name {
			t.Errorf("LoadZone(%q) = %v, %v", name, zone, err)
		}
	}
	for _, name := range []string{
		"", "Local", "localtime", "posixrules", "right/Europe/Amsterdam", "posix/Europe/Amsterdam", "Factory", "Mars/Olympus", "CEST", "+02:00",
		"../zoneinfo/UTC", "/etc/localtime", "Europe/Amsterdam ", "Europe", "tzdata.zi", "zone.tab", "Europe\\Amsterdam", "UTC\x00",
	} {
		if zone, err := LoadZone(name); err == nil || !zone.IsZero() {
			t.Errorf("LoadZone(%q) = %v, want an error", name, zone)
		}
	}
	if (Zone{}).Location() != time.UTC {
		t.Error("the zero Zone is not UTC")
	}
}
