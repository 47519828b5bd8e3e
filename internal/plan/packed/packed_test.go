package packed_test

import (
	"testing"
	"time"

	"stint/internal/plan/packed"
)

func TestARow(t *testing.T) {
	moment := time.Date(2026, 9, 8, 10, 0, 0, 1000, time.UTC)
	r := packed.Open("a b\x1f\x1f-7\x1f1\x1f0\x1f" + "1788861600000001\x1f0")
	if r.Text() != "a b" || r.Text() != "" || r.Int() != -7 || !r.Bool() || r.Bool() || !r.Time().Equal(moment) || !r.Time().IsZero() {
		t.Fatal("columns were mixed up")
	}
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
}

func TestARowThatIsNone(t *testing.T) {
	for name, read := range map[string]func(*packed.Row){
		"too few":   func(r *packed.Row) { r.Text(); r.Text(); r.Text() },
		"too many":  func(r *packed.Row) { r.Text() },
		"no number": func(r *packed.Row) { r.Int(); r.Text() },
	} {
		r := packed.Open("a\x1fb")
		read(r)
		if r.Err() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{"": "", "a b": "a b", "a\x1fb\tc": "a b c", "é…": "é…"} {
		if got := packed.Clean(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
