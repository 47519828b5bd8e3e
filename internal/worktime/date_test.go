package worktime

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// date reads a date that a test knows to exist.
func date(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// location loads a zone that a test knows to exist.
func location(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone.Location()
}

// anyDate draws a date of the years 1 to 9999, most of them near the present.
func anyDate() *rapid.Generator[Date] {
	return rapid.OneOf(
		rapid.Map(rapid.Int32Range(1, lastDay), func(n int32) Date { return Date{n} }),
		rapid.Map(rapid.Int32Range(unixDay+18000, unixDay+25000), func(n int32) Date { return Date{n} }),
	)
}

func TestParseDate(t *testing.T) {
	for _, text := range []string{"2026-10-08", "0001-01-01", "9999-12-31", "2028-02-29"} {
		if d, err := ParseDate(text); err != nil || d.String() != text {
			t.Errorf("ParseDate(%q) = %v, %v", text, d, err)
		}
	}
	for _, text := range []string{
		"", "2026-02-30", "2026-2-3", "0000-01-01", "10000-01-01", "2026-10-08T00:00", " 2026-10-08", "08.10.2026", "-001-01-01",
	} {
		if d, err := ParseDate(text); err == nil || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, want an error", text, d)
		}
	}
}

func TestNewDate(t *testing.T) {
	if d, err := NewDate(2026, time.October, 8); err != nil || d != date(t, "2026-10-08") {
		t.Errorf("NewDate = %v, %v", d, err)
	}
	for _, no := range [][3]int{{2026, 2, 29}, {2026, 13, 1}, {2026, 0, 1}, {2026, 1, 0}, {0, 1, 1}, {10000, 1, 1}} {
		if d, err := NewDate(no[0], time.Month(no[1]), no[2]); err == nil || !d.IsZero() {
			t.Errorf("NewDate(%v) = %v, want an error", no, d)
		}
	}
}

func TestDateOf(t *testing.T) {
	cases := []struct{ instant, zone, want string }{
		{"2026-10-08T23:30:00Z", "Europe/Amsterdam", "2026-10-09"},
		{"2026-10-08T23:30:00Z", "America/New_York", "2026-10-08"},
		{"2026-10-08T03:59:59Z", "America/New_York", "2026-10-07"},
		{"2026-10-08T11:15:00Z", "Pacific/Chatham", "2026-10-09"},
		{"1969-12-31T23:59:59Z", "UTC", "1969-12-31"},
		{"1970-01-01T00:00:00Z", "UTC", "1970-01-01"},
	}
	for _, c := range cases {
		instant, err := time.Parse(time.RFC3339, c.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateOf(instant, location(t, c.zone)); got.String() != c.want {
			t.Errorf("DateOf(%s, %s) = %s, want %s", c.instant, c.zone, got, c.want)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "date"), rapid.IntRange(-4000000, 4000000).Draw(t, "days")
		year, month, dayOfMonth := d.Split()
		want := time.Date(year, month, dayOfMonth+n, 0, 0, 0, 0, time.UTC)
		got := d.AddDays(n)
		if want.Year() < 1 || want.Year() > 9999 {
			if !got.IsZero() {
				t.Fatalf("%s + %d days = %s, want no date", d, n, got)
			}
			return
		}
		if got.String() != want.Format(time.DateOnly) || got.Weekday() != want.Weekday() || got.Year() != want.Year() {
			t.Fatalf("%s + %d days = %s, a %s; want %s", d, n, got, got.Weekday(), want.Format("2006-01-02 Monday"))
		}
		if got.Sub(d) != n || got.After(d) != (n > 0) || got.Before(d) != (n < 0) || (got.Compare(d) > 0) != (n > 0) || (got.Compare(d) < 0) != (n < 0) {
			t.Fatalf("%s and %s are not %d days apart", d, got, n)
		}
		if back, err := ParseDate(got.String()); err != nil || back != got {
			t.Fatalf("ParseDate(%s) = %s, %v", got, back, err)
		}
	})
}

func TestZeroDate(t *testing.T) {
	var zero Date
	if zero.String() != "" || !zero.IsZero() || !zero.AddDays(5).IsZero() || !zero.Before(date(t, "0001-01-01")) {
		t.Error("the zero Date is a day")
	}
	if got := date(t, "0001-01-01").AddDays(-1); !got.IsZero() {
		t.Errorf("the day before the year 1 is %v", got)
	}
	if got := date(t, "9999-12-31").AddDays(1); !got.IsZero() {
		t.Errorf("the day after the year 9999 is %v", got)
	}
}

func TestDateStart(t *testing.T) {
	cases := []struct{ date, zone, want string }{
		{"2026-10-08", "Europe/Amsterdam", "2026-10-08T00:00:00+02:00"},
		{"2026-03-29", "Asia/Beirut", "2026-03-29T01:00:00+03:00"},
		{"2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"},
		{"2024-04-26", "Africa/Cairo", "2024-04-26T01:00:00+03:00"},
		{"2024-09-08", "America/Santiago", "2024-09-08T01:00:00-03:00"},
		// Clocks go back at 01:00 to 00:00: the first of two midnights.
		{"2024-11-03", "America/Havana", "2024-11-03T00:00:00-04:00"},
		// Clocks go back at 00:01 to 23:01 of the day before.
		{"2010-11-07", "America/St_Johns", "2010-11-07T00:00:00-02:30"},
		// A day that never was: the moment at which it was skipped.
		{"2011-12-30", "Pacific/Apia", "2011-12-31T00:00:00+14:00"},
		{"2011-12-31", "Pacific/Apia", "2011-12-31T00:00:00+14:00"},
		{"1800-01-01", "Europe/London", "1800-01-01T00:00:00-00:01"},
	}
	for _, c := range cases {
		if got := date(t, c.date).Start(location(t, c.zone)).Format(time.RFC3339); got != c.want {
			t.Errorf("start of %s in %s is %s, want %s", c.date, c.zone, got, c.want)
		}
	}
}

func TestTextForms(t *testing.T) {
	type row struct {
		Date  Date  `json:"date"`
		None  Date  `json:"none"`
		Clock Clock `json:"clock"`
		Zone  Zone  `json:"zone"`
		Week  Week  `json:"week"`
	}
	const text = `{"date":"2026-10-08","none":"","clock":"09:05","zone":"Asia/Kathmandu","week":"Mon-Fri 09:00-17:30"}`
	var read row
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		t.Fatal(err)
	}
	if written, err := json.Marshal(read); err != nil || string(written) != text {
		t.Errorf("written as %s, %v", written, err)
	}
	for _, bad := range []string{
		`{"date":"tomorrow"}`, `{"clock":"24:00"}`, `{"clock":""}`, `{"zone":"Local"}`, `{"week":"Mon"}`, `{"date":20261008}`,
	} {
		if err := json.Unmarshal([]byte(bad), &row{}); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

func TestDatesSort(t *testing.T) {
	dates := []Date{date(t, "2026-10-08"), {}, date(t, "2025-01-01")}
	slices.SortFunc(dates, Date.Compare)
	if want := []Date{{}, date(t, "2025-01-01"), date(t, "2026-10-08")}; !slices.Equal(dates, want) {
		t.Errorf("sorted as %v", dates)
	}
}
