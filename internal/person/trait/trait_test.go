package trait_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"stint/internal/fault"
	"stint/internal/person/trait"
	"stint/internal/worktime"
)

var dates = cmpopts.EquateComparable(worktime.Date{})

func date(t *testing.T, text string) worktime.Date {
	t.Helper()
	d, err := worktime.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLanguagesAreTagsOfLanguagesThatExist(t *testing.T) {
	for text, want := range map[string]string{
		"en": "en", "EN": "en", "pt-br": "pt-BR", "zh-hant-tw": "zh-Hant-TW", "iw": "he", "de, nl; DE": "de nl", "gsw": "gsw", "": "",
	} {
		got, err := trait.Languages(trait.ParseList(text))
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"english", "xx", "en-XY", "q", "und", "mul", "zxx", "qaa", "x-klingon", "en-x-own", "de-u-co-phonebk", "en_", "日本語"} {
		if got, err := trait.Languages([]string{text}); err == nil || !strings.Contains(err.Error(), "is not a language") {
			t.Errorf("%q is taken for %q, %v", text, got, err)
		}
	}
	if _, err := trait.Languages(strings.Fields("aa ab af ak am an ar as av ay az ba be bg bm bn bo br bs ca ce")); err == nil {
		t.Error("somebody speaks 21 languages")
	}
}

func TestTopicsAreComparedInLowerCase(t *testing.T) {
	got, err := trait.Topics([]string{" Renewals ", "renewals", "QBR  decks", "Élan", ""})
	if diff := cmp.Diff([]string{"renewals", "qbr decks", "élan"}, got); err != nil || diff != "" {
		t.Error(diff, err)
	}
	for name, topics := range map[string][]string{
		"too long": {strings.Repeat("x", trait.MaxTopic+1)}, "a line end would be none": {"a\x00b"}, "two": {"a, b"},
		"too many": strings.Split(strings.Repeat("x y z ", 11), " "), "not UTF-8": {"\xff"},
	} {
		if name == "too many" {
			for i := range topics {
				topics[i] += strings.Repeat("y", i)
			}
		}
		if got, err := trait.Topics(topics); err == nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestDaysOffAreReadAsPeopleTypeThem(t *testing.T) {
	got, err := trait.ParseDaysOff("2026-12-24 to 2027-01-01 Winter break\r\n2026-11-11: Dentist; 2026-10-01..2026-10-02\n2026-09-01 – 2026-09-03 a; 2026-08-01/2026-08-02; ")
	want := []trait.DaysOff{
		{From: date(t, "2026-12-24"), To: date(t, "2027-01-01"), Label: "Winter break"},
		{From: date(t, "2026-11-11"), To: date(t, "2026-11-11"), Label: "Dentist"},
		{From: date(t, "2026-10-01"), To: date(t, "2026-10-02")},
		{From: date(t, "2026-09-01"), To: date(t, "2026-09-03"), Label: "a"},
		{From: date(t, "2026-08-01"), To: date(t, "2026-08-02")},
	}
	if diff := cmp.Diff(want, got, dates); err != nil || diff != "" {
		t.Error(diff, err)
	}
	for _, text := range []string{"Christmas", "2026-02-30", "2026-12-24 to 2026-12-32", "24.12.2026", "2026-12-24to", "26-12-24"} {
		if got, err := trait.ParseDaysOff(text); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != "days_off" {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestDaysOffRules(t *testing.T) {
	day := func(from, to, label string) trait.DaysOff {
		d := trait.DaysOff{From: date(t, from), Label: label}
		if to != "" {
			d.To = date(t, to)
		}
		return d
	}
	got, err := trait.CleanDaysOff([]trait.DaysOff{day("2026-12-24", "2027-01-01", " Winter  break"), day("2026-11-11", "", "")})
	want := []trait.DaysOff{day("2026-11-11", "2026-11-11", ""), day("2026-12-24", "2027-01-01", "Winter break")}
	if diff := cmp.Diff(want, got, dates); err != nil || diff != "" {
		t.Error(diff, err)
	}
	for name, days := range map[string][]trait.DaysOff{
		"no day":               {{}},
		"backwards":            {day("2026-12-24", "2026-12-23", "")},
		"overlap":              {day("2026-12-24", "2026-12-26", ""), day("2026-12-26", "2026-12-27", "")},
		"inside":               {day("2026-12-01", "2026-12-26", ""), day("2026-12-05", "", "")},
		"a year and a day":     {day("2026-01-01", "2027-01-02", "")},
		"an entry in a label":  {day("2026-12-24", "", "a; 2026-12-25")},
		"a label like a date":  {day("2026-12-24", "", "to 2026-12-25")},
		"a label that is long": {day("2026-12-24", "", strings.Repeat("x", trait.MaxLine+1))},
		"many":                 make([]trait.DaysOff, trait.MaxDaysOff+1),
	} {
		if got, err := trait.CleanDaysOff(days); err == nil {
			t.Errorf("%s: %v", name, got)
		}
	}
	if _, err := trait.CleanDaysOff([]trait.DaysOff{day("2026-01-01", "2027-01-01", "a year")}); err != nil {
		t.Error(err)
	}
}

func TestDaysOffThatAreOverAreKeptAndNotAdded(t *testing.T) {
	past := trait.DaysOff{From: date(t, "2026-10-01"), To: date(t, "2026-10-04")}
	now := trait.DaysOff{From: date(t, "2026-10-01"), To: date(t, "2026-10-05")}
	today := date(t, "2026-10-05")
	if err := trait.NotOver(nil, []trait.DaysOff{past}, today); err == nil {
		t.Error("days off of last week are new")
	}
	for name, before := range map[string][]trait.DaysOff{"they were there": {past}, "today is in them": nil} {
		days := []trait.DaysOff{past}
		if before == nil {
			days = []trait.DaysOff{now}
		}
		if err := trait.NotOver(before, days, today); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDaysOffSurviveTheirText(t *testing.T) {
	start := date(t, "2026-01-01")
	rapid.Check(t, func(t *rapid.T) {
		from := start.AddDays(rapid.IntRange(0, 400).Draw(t, "from"))
		days, err := trait.CleanDaysOff([]trait.DaysOff{{From: from, To: from.AddDays(rapid.IntRange(0, 10).Draw(t, "days")), Label: rapid.String().Draw(t, "label")}})
		if err != nil {
			return
		}
		again, err := trait.ParseDaysOff(trait.DaysOffText(days))
		if diff := cmp.Diff(days, again, dates); err != nil || diff != "" {
			t.Fatal(diff, err)
		}
	})
}
