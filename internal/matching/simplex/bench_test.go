package simplex_test

import (
	"testing"

	"stint/internal/matching/simplex"
)

func BenchmarkSimplex(b *testing.B) {
	for _, instance := range []struct {
		name string
		make func() *simplex.Problem
		lots bool
	}{
		{"skewed 80000x20000x30", func() *simplex.Problem { return skewed(80_000, 20_000, 30, 0.62, 1) }, false},
		{"skewed 80000x20000x30 with lots", func() *simplex.Problem { return skewed(80_000, 20_000, 30, 0.62, 1) }, true},
		{"dense 1000x1000", func() *simplex.Problem { return dense(1000, 1000, 1000, 1) }, false},
		{"dense 1000x1000 with lots", func() *simplex.Problem { return dense(1000, 1000, 1000, 1) }, true},
		{"skewed 200x100x100", func() *simplex.Problem { return skewed(200, 100, 100, 0.9, 1) }, true},
	} {
		b.Run(instance.name, func(b *testing.B) {
			p := instance.make()
			if instance.lots {
				p.Lot = lots(p, 1)
			}
			b.ReportAllocs()
			for b.Loop() {
				s, err := simplex.Solve(p)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(s.Pivots), "pivots")
			}
		})
	}
}
