package id_test

import (
	"slices"
	"testing"
	"time"

	"stint/internal/id"
)

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type ones struct{}

func (ones) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0xff
	}
	return len(p), nil
}

func TestIdsIncreaseWithinAMillisecond(t *testing.T) {
	at := time.UnixMilli(1_790_000_000_000)
	for name, source := range map[string]*id.Source{
		"zeros": id.NewSource(func() time.Time { return at }, zeros{}),
		"ones":  id.NewSource(func() time.Time { return at }, ones{}),
		"real":  id.NewSource(func() time.Time { return at }, nil),
	} {
		t.Run(name, func(t *testing.T) {
			var made []id.Person
			for range 1000 {
				made = append(made, id.New[id.Person](source))
			}
			if !slices.IsSorted(made) || len(slices.Compact(made)) != 1000 {
				t.Fatal("ids of one millisecond are not strictly increasing")
			}
			for _, p := range made {
				if !id.Valid(string(p)) {
					t.Fatalf("%q does not have the form of an id", p)
				}
				if p[14] != '7' {
					t.Fatalf("%q is not of version 7", p)
				}
			}
		})
	}
}

func TestIdsSortByClockEvenWhenItGoesBack(t *testing.T) {
	at := time.UnixMilli(1_790_000_000_000)
	source := id.NewSource(func() time.Time { return at }, nil)
	first := id.New[id.Job](source)
	at = at.Add(-time.Hour)
	second := id.New[id.Job](source)
	if second <= first {
		t.Fatalf("a clock set back made %s after %s", second, first)
	}
}

func TestValid(t *testing.T) {
	for _, bad := range []string{"", "x", "0190f3a1-0000-7000-8000-00000000000", "0190F3A1-0000-7000-8000-000000000000", "0190f3a1_0000-7000-8000-000000000000", "../../../../../../../../../etc/passwd"} {
		if id.Valid(bad) {
			t.Errorf("%q passes as an id", bad)
		}
	}
}
