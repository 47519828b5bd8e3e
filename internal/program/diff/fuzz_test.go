package diff_test

import (
	"testing"

	"stint/internal/program/diff"
	"stint/internal/program/reader"
)

// FuzzIdentify compares any two pages: ids stay unique, and what is the same on
// both keeps its id.
func FuzzIdentify(f *testing.F) {
	f.Add(before, after)
	f.Add("## Week 1\n- a\n- a\n- b {id=x}\n", "## Week 1\n- b\n- a {id=week-1-a}\n- a\n")
	read(before) // makes the vocabularies, which is no coverage of the first input
	f.Fuzz(func(t *testing.T, a, b string) {
		old, now := read(a), read(b)
		c := diff.Compare(old, now)
		n := c.Counts
		if n.Added+n.Same > now.Counts.Activities+now.Counts.Prompts || n.Removed > old.Counts.Activities+old.Counts.Prompts {
			t.Errorf("%+v", n)
		}
		diff.Identify(old, now)
		ids := map[string]bool{}
		take := func(id string) {
			if ids[id] {
				t.Errorf("%s stands twice", id)
			}
			ids[id] = true
		}
		now.Walk(func(_ *reader.Phase, x *reader.Activity) {
			take(x.ID)
			for _, q := range x.Prompts {
				take(q.ID)
			}
		})
		if again := diff.Compare(now, now); len(again.Changes) != 0 {
			t.Errorf("a page differs from itself: %+v", again.Changes)
		}
	})
}
