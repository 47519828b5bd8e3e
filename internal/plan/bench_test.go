package plan_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/plan"
	"stint/internal/program/bundled"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// bench is a company with the bundled program in its fifth week.
func bench(b *testing.B, dialect sqldb.Dialect) *company {
	clock := &atomic.Pointer[time.Time]{}
	db := sqltest.Open(b, dialect, func(o *sqldb.Options) { o.Clock = func() time.Time { return *clock.Load() } })
	c := found(b, db, clock)
	c.agree(reader.Read(bundled.CSM(), reader.Options{}), c.terms, nil)
	c.state("active")
	c.now("2026-10-07 10:00")
	return c
}

// BenchmarkTick ticks and unticks with 32 people at once: durable ticks a
// second.
func BenchmarkTick(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			c := bench(b, dialect)
			var plain []plan.Activity
			for _, a := range c.plan(c.noor).Activities {
				if a.Counts() && a.Shape == reader.RoleLeaf && a.Branch == "" {
					plain = append(plain, a)
				}
			}
			var next atomic.Int64
			b.SetParallelism(16)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				mark := plan.Mark{Activity: plain[int(next.Add(1))%len(plain)].ID}
				for done := false; pb.Next(); done = !done {
					do := c.plans.Tick
					if done {
						do = c.plans.Untick
					}
					if _, err := do(context.Background(), call.By(c.noor), mark); err != nil {
						b.Error(err, fault.Cause(err))
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ticks/s")
		})
	}
}

// BenchmarkReadWeek reads what My week shows of the plan.
func BenchmarkReadWeek(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			c := bench(b, dialect)
			for b.Loop() {
				week := read(c, func(tx *sqldb.Tx) (plan.Week, error) { return plan.ReadWeek(tx, c.noor, c.internship, 5, 5) })
				if len(week.Activities) != 13 {
					b.Fatal(len(week.Activities))
				}
			}
		})
	}
}
