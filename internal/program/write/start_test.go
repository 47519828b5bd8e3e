package write_test

import (
	"testing"

	"stint/internal/program/reader"
	"stint/internal/program/write"
)

func TestStart(t *testing.T) {
	for _, weeks := range []int{1, 2, 12} {
		s := write.Start{Title: `The "new" one: a start`, Role: "support engineer", Weeks: weeks, Hours: 7.5, Minutes: 45}
		p := reader.Read(s.Page(), reader.Options{})
		for _, d := range p.Diagnostics {
			t.Errorf("%+v", d)
		}
		if p.Title != s.Title || p.Weeks != weeks || len(p.Phases) != weeks || p.Minimum.Hours != 7.5 || p.Rhythm.Minutes != 45 || p.Setup.Items[0] != 4 {
			t.Errorf("%d weeks: %+v", weeks, p.Counts)
		}
	}
}
