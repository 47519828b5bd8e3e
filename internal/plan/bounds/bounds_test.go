package bounds_test

import (
	"strings"
	"testing"
	"time"

	"stint/internal/fault"
	"stint/internal/internship"
	"stint/internal/plan/bounds"
	"stint/internal/worktime"
)

func TestTexts(t *testing.T) {
	for name, test := range map[string]struct {
		read  func(*fault.Fields) string
		want  string
		wrong bool
	}{
		"a line":              {func(f *fault.Fields) string { return bounds.Line(f, "x", " a \n\t b ", 5) }, "a b", false},
		"a long line":         {func(f *fault.Fields) string { return bounds.Line(f, "x", "abcdef", 5) }, "abcdef", true},
		"bytes, not letters":  {func(f *fault.Fields) string { return bounds.Line(f, "x", "éééé", 5) }, "éééé", true},
		"a text":              {func(f *fault.Fields) string { return bounds.Text(f, "x", "\r\n a\r\n\tb \n", 9) }, "a\n\tb", false},
		"as typed":            {func(f *fault.Fields) string { return bounds.Typed(f, "x", " a\r\n ", 9) }, " a\n ", false},
		"a bell":              {func(f *fault.Fields) string { return bounds.Text(f, "x", "a\ab", 9) }, "a\ab", true},
		"a separator":         {func(f *fault.Fields) string { return bounds.Text(f, "x", "a\x1fb", 9) }, "a\x1fb", true},
		"a lone return":       {func(f *fault.Fields) string { return bounds.Text(f, "x", "a\rb", 9) }, "a\rb", true},
		"a C1 control":        {func(f *fault.Fields) string { return bounds.Line(f, "x", "a\u0085b\u009bc", 99) }, "a b\u009bc", true},
		"no UTF-8":            {func(f *fault.Fields) string { return bounds.Typed(f, "x", "a\xc3", 9) }, "a\xc3", true},
		"a link":              {func(f *fault.Fields) string { return bounds.Link(f, "x", " https://example.com/a?b=c#d ") }, "https://example.com/a?b=c#d", false},
		"no link":             {func(f *fault.Fields) string { return bounds.Link(f, "x", "  ") }, "", false},
		"no scheme":           {func(f *fault.Fields) string { return bounds.Link(f, "x", "example.com") }, "example.com", true},
		"a script":            {func(f *fault.Fields) string { return bounds.Link(f, "x", "JavaScript:alert(1)//x.example") }, "JavaScript:alert(1)//x.example", true},
		"a file":              {func(f *fault.Fields) string { return bounds.Link(f, "x", "file:///etc/passwd") }, "file:///etc/passwd", true},
		"a blank in a link":   {func(f *fault.Fields) string { return bounds.Link(f, "x", "https://example.com/a b") }, "https://example.com/a b", true},
		"a secret in a link":  {func(f *fault.Fields) string { return bounds.Link(f, "x", "https://me:pw@example.com") }, "https://me:pw@example.com", true},
		"a link without host": {func(f *fault.Fields) string { return bounds.Link(f, "x", "https://") }, "https://", true},
	} {
		var fields fault.Fields
		if got := test.read(&fields); got != test.want || (len(fields) == 1) != test.wrong || len(fields) > 1 {
			t.Errorf("%s: %q, %v", name, got, fields)
		}
	}
	var fields fault.Fields
	if bounds.Link(&fields, "x", "https://example.com/"+strings.Repeat("x", bounds.MaxLink)); len(fields) != 1 {
		t.Errorf("a long link: %v", fields)
	}
	bounds.Needed(&fields, "y", "", "Say why.")
	bounds.Needed(&fields, "z", "so", "Say why.")
	if len(fields) != 2 || fields[1].Name != "y" {
		t.Errorf("%v", fields)
	}
}

func TestWhatAStateAllows(t *testing.T) {
	for state, want := range map[internship.State][2]string{
		internship.Exploring: {"", "not-begun"}, internship.Proposed: {"", "not-begun"}, internship.Agreed: {"", "not-begun"},
		internship.Active: {"", ""}, internship.Paused: {"", ""}, internship.Completed: {"internship-over", "internship-over"}, internship.Ended: {"internship-over", "internship-over"},
	} {
		for i, err := range []error{bounds.Changes(state), bounds.Running(state)} {
			if code := ""; err != nil && fault.Of(err).Code != want[i] || err == nil && want[i] != code {
				t.Errorf("%s: %v", state, err)
			}
		}
	}
}

func TestWeeks(t *testing.T) {
	for week, wrong := range map[int]bool{-1: true, 0: true, 2: true, 3: false, 12: false, 13: true} {
		var fields fault.Fields
		if (bounds.Weeks{Last: 12, Current: 3}).Check(&fields, "week", week); (len(fields) == 1) != wrong {
			t.Errorf("week %d: %v", week, fields)
		}
	}
}

func TestWhenAPlanIsLookedAtAgain(t *testing.T) {
	day := func(text string) worktime.Date {
		d, err := worktime.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	terms := internship.Terms{
		Start: day("2026-10-19"), Zone: "Europe/Amsterdam", Weeks: 3,
		Pauses: []worktime.Pause{{From: day("2026-10-26"), To: day("2026-11-01")}},
	}
	for name, test := range map[string]struct {
		state     internship.State
		now, want string
	}{
		"before the start, each hour":  {internship.Agreed, "2026-10-01T10:00:00Z", "2026-10-01T11:00:00Z"},
		"at the start":                 {internship.Agreed, "2026-10-18T21:30:00Z", "2026-10-18T22:00:00Z"},
		"behind the pause":             {internship.Active, "2026-10-20T10:00:00Z", "2026-10-27T10:00:00Z"},
		"in the pause, each hour":      {internship.Paused, "2026-10-27T10:00:00Z", "2026-10-27T11:00:00Z"},
		"the week after, clocks moved": {internship.Active, "2026-11-02T10:00:00Z", "2026-11-08T23:00:00Z"},
		"after the last week":          {internship.Active, "2026-11-20T10:00:00Z", "2026-11-27T10:00:00Z"},
		"never when it is over":        {internship.Ended, "2026-10-20T10:00:00Z", "0001-01-01T00:00:00Z"},
	} {
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := bounds.FillsNext(test.state, terms, now).UTC().Format(time.RFC3339); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
