package plan_test

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/hours"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

func (c *company) logged(a access.Actor) []hours.Entry {
	c.t.Helper()
	return read(c, func(tx *sqldb.Tx) ([]hours.Entry, error) {
		return hours.List(tx, a, c.internship, worktime.Date{}, worktime.Date{})
	})
}

func TestHoursAreLoggedAndTakenBack(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		log := func(length, date, what string) (hours.Logged, error) {
			return c.hours.Log(t.Context(), call.By(c.noor), hours.Log{Internship: c.internship, Length: length, Date: date, What: what})
		}
		c.now("2026-09-16 00:30") // Wednesday of week 2 in Amsterdam, Tuesday in UTC
		one := must[hours.Logged](t)(log("1:30", "", " Reading  along "))
		if one.Entry.Date.String() != "2026-09-16" || one.Entry.Minutes != 90 || one.Entry.What != "Reading along" || one.Week != 2 || one.Sum != 90 {
			t.Fatalf("%+v", one)
		}
		two := must[hours.Logged](t)(log("2", "2026-09-14", ""))
		if two.Sum != 210 {
			t.Fatalf("%+v", two)
		}
		if before := must[hours.Logged](t)(log("1", "2026-09-01", "")); before.Week != 0 || before.Sum != 60 {
			t.Fatalf("%+v", before)
		}
		sums := hours.ByWeek(c.logged(c.noor), c.terms.Calendar())
		if sums[0] != 60 || sums[1] != 0 || sums[2] != 210 {
			t.Fatalf("%v", sums)
		}
		for range 2 {
			must[hours.Logged](t)(c.hours.TakeBack(t.Context(), call.By(c.noor), one.Entry.ID))
		}
		if list := c.logged(c.ines); len(list) != 2 || list[0].Date.String() != "2026-09-01" {
			t.Fatalf("%+v", list)
		}
		if got, want := c.events(), []string{"hours.logged", "hours.logged", "hours.logged", "hours.taken-back"}; !slices.Equal(got, want) {
			t.Fatalf("events %v", got)
		}
	})
}

func TestWhatCannotBeLogged(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		for name, in := range map[string]hours.Log{
			"length": {Length: "a while"}, "date": {Length: "1", Date: "2026-09-09"}, "date ": {Length: "1", Date: "2025-09-01"}, "date  ": {Length: "1", Date: "8.9."},
			"what": {Length: "1", What: "x\x00y"},
		} {
			in.Internship = c.internship
			if _, err := c.hours.Log(t.Context(), call.By(c.noor), in); !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) != 1 {
				t.Errorf("%s: %v", name, err)
			}
		}
		log := hours.Log{Internship: c.internship, Length: "1"}
		for _, a := range []access.Actor{c.ines, c.priya, c.cora} {
			_, err := c.hours.Log(t.Context(), call.By(a), log)
			refused(t, err, fault.Forbidden, "")
		}
		_, err := c.hours.Log(t.Context(), call.By(c.sam), log)
		refused(t, err, fault.NotFound, "")
		mine := must[hours.Logged](t)(c.hours.Log(t.Context(), call.By(c.noor), log))
		_, err = c.hours.TakeBack(t.Context(), call.By(c.ines), mine.Entry.ID)
		refused(t, err, fault.Forbidden, "")
		_, err = c.hours.TakeBack(t.Context(), call.By(c.sam), mine.Entry.ID)
		refused(t, err, fault.NotFound, "")
		_, missing := c.hours.TakeBack(t.Context(), call.By(c.sam), id.New[id.Hours](c.ids))
		if missing.Error() != err.Error() {
			t.Fatalf("%q, %q", missing, err)
		}
		c.state("completed")
		_, err = c.hours.Log(t.Context(), call.By(c.noor), log)
		refused(t, err, fault.Conflict, "internship-over")
	})
}

func TestADayHas24Hours(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		var logged atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, err := c.hours.Log(context.Background(), call.By(c.noor), hours.Log{Internship: c.internship, Length: "5 h"})
				if err == nil {
					logged.Add(1)
				} else if !fault.Is(err, fault.Invalid) {
					t.Error(err, fault.Cause(err))
				}
			})
		}
		all.Wait()
		if logged.Load() != 4 {
			t.Fatalf("%d times five hours on one day", logged.Load())
		}
	})
}

func TestOnWhatHoursWentIsPrivate(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		must[hours.Logged](t)(c.hours.Log(t.Context(), call.By(c.noor), hours.Log{Internship: c.internship, Length: "1", What: "A secret"}))
		for _, reader := range []struct {
			who  access.Actor
			what string
		}{{c.noor, "A secret"}, {c.ines, "A secret"}, {c.priya, ""}, {c.kofi, ""}, {c.cora, ""}} {
			if list := c.logged(reader.who); len(list) != 1 || list[0].What != reader.what || list[0].Minutes != 60 {
				t.Errorf("%+v", list)
			}
		}
	})
}
