package diff_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/program/diff"
	"stint/internal/program/reader"
)

// next is a page that follows another, with the identities that it had there.
func next(old *reader.Page, src string) *reader.Page {
	now := read(src)
	diff.Identify(old, now)
	return now
}

const weeks = "# Bees\n\n## Week 1: Hives\n\n1. Build a hive\n1. Paint the hive white\n\n## Week 2: Smoke\n\n1. Light the smoker\n1. Carry water to the hive\n\n## Week 3: Honey\n\n1. Spin the combs\n\n## Week 4: Winter\n\n1. Wrap the hives in straw\n"

// lines are sections as text: the phases, then each change with its mark.
func lines(sections []diff.Section) (out []string) {
	for _, s := range sections {
		out = append(out, s.WasHeading+" → "+s.Heading)
		for _, f := range s.Fields {
			out = append(out, "  "+f.Name)
		}
		for _, c := range s.Changes {
			words := c.Text
			if words == "" {
				words = c.Was
			}
			out = append(out, "  "+strings.Join(c.What, "+")+" "+words)
		}
	}
	return out
}

func TestSectionsTellPhaseByPhase(t *testing.T) {
	old := read(weeks)
	for name, x := range map[string]struct {
		edit *strings.Replacer
		want []string
	}{
		"nothing":        {strings.NewReplacer(), nil},
		"reworded":       {strings.NewReplacer("Build a hive", "Build a new hive"), []string{"Week 1: Hives → Week 1: Hives", "  reworded Build a new hive"}},
		"removed, added": {strings.NewReplacer("1. Spin the combs", "1. Filter with a cloth"), []string{"Week 3: Honey → Week 3: Honey", "  added Filter with a cloth", "  removed Spin the combs"}},
		"a phase goes": {strings.NewReplacer("\n## Week 3: Honey\n\n1. Spin the combs\n", "", "Week 4", "Week 3"),
			[]string{"Week 4: Winter → Week 3: Winter", "  heading", "Week 3: Honey → ", "  removed Spin the combs"}},
		"a phase comes": {strings.NewReplacer("## Week 4", "## Week 4: Mites\n\n1. Count the mites\n\n## Week 5"),
			[]string{" → Week 4: Mites", "  added Count the mites", "Week 4: Winter → Week 5: Winter", "  heading"}},
		"moved": {strings.NewReplacer("1. Carry water to the hive\n", "", "1. Spin the combs\n", "1. Spin the combs\n1. Carry water to the hive\n"),
			[]string{"Week 3: Honey → Week 3: Honey", "  moved Carry water to the hive"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := lines(diff.Between(old, next(old, x.edit.Replace(weeks))).Sections)
			if d := cmp.Diff(x.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// What moves from one phase to another ties the two: taking one without the
// other would do the activity twice or never.
func TestPartsTieWhatMoves(t *testing.T) {
	old := read(weeks)
	now := next(old, strings.NewReplacer(
		"1. Carry water to the hive\n", "", "1. Spin the combs\n", "1. Spin the combs\n1. Carry water to the hive\n", "Build a hive", "Build a new hive",
	).Replace(weeks))
	var got [][]string
	for _, p := range diff.Parts(old, now) {
		got = append(got, append([]string{p.Key}, lines(p.Sections)...))
	}
	want := [][]string{
		{"phase-1", "Week 1: Hives → Week 1: Hives", "  reworded Build a new hive"},
		{"phase-2", "Week 2: Smoke → Week 2: Smoke", "Week 3: Honey → Week 3: Honey", "  moved Carry water to the hive"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Between goes by identities: what was reworded twice until nothing is like it
// was is still the same thing.
func TestBetweenGoesByIdentities(t *testing.T) {
	first := read(weeks)
	second := next(first, strings.ReplaceAll(weeks, "Paint the hive white", "Paint the hive white and then blue with linseed oil"))
	third := next(second, strings.ReplaceAll(weeks, "Paint the hive white", "And then blue with linseed oil"))
	c := diff.Between(first, third)
	if c.Counts.Reworded != 1 || c.Counts.Added+c.Counts.Removed != 0 {
		t.Errorf("%+v", c.Counts)
	}
}

// What does not differ is not counted out.
func TestCountsAreSaidWithoutZeros(t *testing.T) {
	for want, c := range map[string]diff.Counts{
		"Every activity and question is as it was: 7 of them.": {Same: 7},
		"1 removed.": {Removed: 1},
		"2 added and 1 moved, and 3 as they were.":                           {Added: 2, Moved: 1, Same: 3},
		"1 reworded and 1 changed in kind or condition, and 1 as they were.": {Reworded: 1, Changed: 1, Same: 1},
	} {
		if got := c.String(); got != want {
			t.Errorf("%+v: %q, want %q", c, got, want)
		}
	}
}
