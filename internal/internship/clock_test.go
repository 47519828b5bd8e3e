package internship

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"stint/internal/worktime"
)

// Whoever follows the clock from turn to turn and whoever sleeps and looks
// once must find the internship in the same state, in any zone.
func TestTheClockLeadsToOneState(t *testing.T) {
	zones := []string{"UTC", "Europe/Amsterdam", "America/Santiago", "Pacific/Apia", "Africa/Cairo", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"}
	rapid.Check(t, func(t *rapid.T) {
		start, err := worktime.NewDate(2026, 1, 5)
		if err != nil {
			t.Fatal(err)
		}
		terms := Terms{Start: start.AddDays(rapid.IntRange(0, 400).Draw(t, "start")), Weeks: 12, Zone: rapid.SampledFrom(zones).Draw(t, "zone")}
		day := terms.Start
		for range rapid.IntRange(0, 4).Draw(t, "pauses") {
			from := day.AddDays(rapid.IntRange(1, 30).Draw(t, "from"))
			day = from.AddDays(rapid.IntRange(0, 20).Draw(t, "length"))
			terms.Pauses = append(terms.Pauses, worktime.Pause{From: from, To: day})
		}
		agreed := Internship{State: Agreed, StartsAt: terms.StartsAt()}
		agreed.TurnsAt = agreed.nextTurn(terms, terms.StartsAt().Add(-time.Hour))
		end := terms.StartsAt().Add(time.Duration(rapid.Int64Range(0, int64(300*24*time.Hour)).Draw(t, "end")))

		follow := func(x Internship, now time.Time) Internship {
			for verb, yes := x.due(terms, now); yes; verb, yes = x.due(terms, now) {
				m, err := x.State.move(verb)
				if err != nil {
					t.Fatal(err)
				}
				x = x.moved(m, terms, now)
			}
			x.TurnsAt = x.nextTurn(terms, now)
			return x
		}
		awake := agreed
		for !awake.TurnsAt.IsZero() && !awake.TurnsAt.After(end) {
			before := awake.TurnsAt
			if awake = follow(awake, before); !awake.TurnsAt.IsZero() && !awake.TurnsAt.After(before) {
				t.Fatalf("the clock stands still at %v", before)
			}
		}
		asleep := follow(agreed, end)
		if awake.State != asleep.State || !awake.TurnsAt.Equal(asleep.TurnsAt) {
			t.Fatalf("turn by turn it is %s until %v, at once %s until %v", awake.State, awake.TurnsAt, asleep.State, asleep.TurnsAt)
		}
		if want := terms.PausedAt(end); want != (asleep.State == Paused) {
			t.Fatalf("%s, and a pause is on: %v", asleep.State, want)
		}
	})
}
