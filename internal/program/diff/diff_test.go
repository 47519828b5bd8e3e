package diff_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/program/bundled"
	"stint/internal/program/diff"
	"stint/internal/program/reader"
)

func read(src string) *reader.Page { return reader.Read([]byte(src), reader.Options{}) }

const before = `# Small

It typically lasts 2 weeks.

## Week 1

1. Read the [guide](/guide)
1. Write a short plan {id=plan}
1. Shadow your mentor on a call
1. If you have access to the CRM, look a customer up
1. If you do not have access to the CRM, ask your mentor about one

## Week 2

1. Be prepared to discuss:
   1. What did you learn?
   1. What would you change?
1. Based on the plan you wrote in week 1, build a deck
1. Say goodbye
`

const after = `# Small

It typically lasts 2 weeks.

## Week 1

1. Read the new [guide](/guide) (30 minutes)
1. Write a much longer plan, with numbers {id=plan}
1. If you have access to the CRM, look a customer up
1. If you do not have access to the CRM, ask your mentor about one
1. Install the tools

## Week 2

1. Shadow your mentor on a call
1. Be prepared to discuss:
   1. What did you learn?
   1. If available, what would you change?
1. Based on the plan you wrote in week 1, build a deck
`

func TestCompare(t *testing.T) {
	c := diff.Compare(read(before), read(after))
	var got []string
	for _, ch := range c.Changes {
		s := strings.Join(ch.What, "+") + " " + ch.ID
		if ch.Phase != ch.WasPhase {
			s += fmt.Sprintf(" (%s > %s)", ch.WasPhase, ch.Phase)
		}
		for _, f := range ch.Fields {
			s += fmt.Sprintf(" %s:%q>%q", f.Name, f.Was, f.Now)
		}
		got = append(got, s)
	}
	want := []string{
		`reworded+changed week-1-read-guide estimate:"">"30"`,
		`reworded plan`,
		`added week-1-install-tools ( > Week 1)`,
		`moved week-1-shadow-mentor-call (Week 1 > Week 2)`,
		`reworded+changed week-2-q-what-would-change condition:"">"availability" optional:"">"yes"`,
		`removed week-2-say-goodbye (Week 2 > )`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(diff.Counts{Added: 1, Removed: 1, Moved: 1, Reworded: 3, Changed: 2, Same: 5}, c.Counts); d != "" {
		t.Error(d)
	}
}

func TestIdentifyKeepsReferences(t *testing.T) {
	old, now := read(before), read(after)
	diff.Identify(old, now)
	branch := ""
	now.Walk(func(_ *reader.Phase, a *reader.Activity) {
		if a.Branch != "" {
			branch = a.Branch
		}
		if strings.Contains(a.Text, "deck") && cmp.Diff([]string{"plan"}, a.After) != "" {
			t.Errorf("the deck builds on %v", a.After)
		}
	})
	if branch != "week-1-crm" {
		t.Errorf("branch %q", branch)
	}
}

// TestNothingReusesAnID takes a thing away and puts another in its place whose
// words lead to the same id.
func TestNothingReusesAnID(t *testing.T) {
	old := read("# P\n\n## Week 1\n\n1. Read the guide and then the handbook of the team about all of the calls that we hold\n1. Other\n")
	now := read("# P\n\n## Week 1\n\n1. Other\n1. Read guide then handbook team all {id=x}\n1. Entirely different words stand here\n")
	diff.Identify(old, now)
	taken := map[string]bool{}
	now.Walk(func(_ *reader.Phase, a *reader.Activity) { taken[a.ID] = true })
	if !taken["x"] || len(taken) != 3 {
		t.Errorf("%v", taken)
	}
}

// TestRenumberedPhases puts a week before the third: everything after it keeps
// its identity though every number changes.
func TestRenumberedPhases(t *testing.T) {
	src := attributes.ReplaceAllString(string(bundled.CSM()), "")
	at := strings.Index(src, "### Week 3:")
	number := regexp.MustCompile(`### Week (\d+)`)
	shifted := number.ReplaceAllStringFunc(src[at:], func(s string) string {
		n, _ := strconv.Atoi(number.FindStringSubmatch(s)[1])
		return fmt.Sprintf("### Week %d", n+1)
	})
	c := diff.Compare(read(src), read(src[:at]+"### Week 3: Rest\n\n1. Catch up with everything that was left over\n\n"+shifted))
	if c.Counts.Added != 1 || c.Counts.Removed+c.Counts.Moved+c.Counts.Reworded != 0 {
		t.Errorf("%+v", c.Counts)
	}
}

func TestTheSamePageTwice(t *testing.T) {
	p := read(string(bundled.CSM()))
	c := diff.Compare(p, read(string(bundled.CSM())))
	if len(c.Changes) != 0 || len(c.Program) != 0 || c.Counts.Same != p.Counts.Activities+p.Counts.Prompts {
		t.Errorf("%+v", c.Counts)
	}
}
