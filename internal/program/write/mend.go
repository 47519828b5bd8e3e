package write

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"stint/internal/program/reader"
)

// mend compares what the reader made of the page with the program and adds the
// attributes that are missing. It returns whether there were any.
func (w *writer) mend(got *reader.Page) bool {
	changed := false
	if len(got.Phases) == len(w.page.Phases) {
		for i := range w.page.Phases {
			changed = w.mendPhase(i, &w.page.Phases[i], &got.Phases[i]) || changed
		}
	}
	if changed = w.mendLists(got) || changed; changed {
		return true // what belongs to which phase decides about the rest
	}
	want, have := flat(w.page), flat(got)
	byID := map[string]int{}
	for j := range have {
		byID[have[j].id()] = j
	}
	missing := map[int]bool{} // lines whose words name a phase that is not there
	for _, d := range got.Diagnostics {
		missing[d.Line] = missing[d.Line] || d.Code == "S402"
	}
	for i := range want {
		j := partner(want, have, byID, i)
		if j < 0 {
			changed = w.add(want[i].id(), basics(want[i])...) || changed
			continue
		}
		changed = w.add(want[i].id(), differences(want[i], have[j])...) || changed
		if a := want[i].activity; a != nil && len(a.After) == 0 && missing[have[j].activity.Line] {
			changed = w.add(a.ID, "after=none") || changed
		}
	}
	return changed
}

// thing is an activity or a prompt, with its place among all.
type thing struct {
	activity *reader.Activity
	prompt   *reader.Prompt
	head     *reader.Activity // of a prompt
}

func (t thing) id() string {
	if t.prompt != nil {
		return t.prompt.ID
	}
	return t.activity.ID
}

func (t thing) text() string {
	if t.prompt != nil {
		return t.prompt.Text
	}
	return t.activity.Text
}

// flat lists everything to do of a page in the order in which it is written.
func flat(p *reader.Page) []thing {
	var out []thing
	p.Walk(func(_ *reader.Phase, a *reader.Activity) {
		out = append(out, thing{activity: a})
		for i := range a.Prompts {
			out = append(out, thing{prompt: &a.Prompts[i], head: a})
		}
	})
	return out
}

// partner finds what has become of a thing: the one with its id, else the one at
// the same place where the words are the same, else the nearest with the same
// words. It is -1 where the thing has become one of another sort.
func partner(want, have []thing, byID map[string]int, i int) int {
	if j, ok := byID[want[i].id()]; ok && have[j].text() == want[i].text() {
		if (have[j].prompt == nil) != (want[i].prompt == nil) {
			return -1
		}
		return j
	}
	const reach = 40
	for d := 0; d < reach; d++ {
		for _, j := range []int{i - d, i + d} {
			if j >= 0 && j < len(have) && have[j].text() == want[i].text() && (have[j].prompt == nil) == (want[i].prompt == nil) {
				return j
			}
		}
	}
	return -1
}

// add adds attributes where they are not there yet; a later value of the same
// name takes the place of the earlier.
func (w *writer) add(id string, list ...string) bool {
	changed := false
	for _, a := range list {
		changed = put(w.attributes, id, a) || changed
	}
	return changed
}

func put[K comparable](m map[K][]string, key K, a string) bool {
	name, _, _ := strings.Cut(a, "=")
	for i, known := range m[key] {
		if other, _, _ := strings.Cut(known, "="); other == name {
			if known == a {
				return false
			}
			m[key][i] = a
			return true
		}
	}
	m[key] = append(m[key], a)
	return true
}

// basics settle what sort of thing something is, where it was read as another.
func basics(t thing) []string {
	if t.prompt != nil {
		return []string{"kind=prompt"}
	}
	return []string{"kind=" + string(t.activity.Kind)}
}

// differences are the attributes that make have the same as want.
func differences(want, have thing) []string {
	var out []string
	if want.prompt != nil {
		a, b := want.prompt, have.prompt
		if a.Condition != b.Condition {
			out = append(out, pair("if", orNone(a.Condition)))
		}
		if a.Optional != b.Optional {
			out = append(out, pair("optional", onOff(a.Optional)))
		}
		if a.ID != b.ID || a.Named && !b.Named {
			out = append(out, pair("id", a.ID))
		}
		return out
	}
	a, b := want.activity, have.activity
	say := func(name, x, y, value string) {
		if x != y && !strings.ContainsAny(value, "{}\n") {
			out = append(out, pair(name, value))
		}
	}
	say("kind", string(a.Kind), string(b.Kind), string(a.Kind))
	say("owner", string(a.Owner), string(b.Owner), string(a.Owner))
	say("role", string(a.Role), string(b.Role), string(a.Role))
	say("optional", onOff(a.Optional), onOff(b.Optional), onOff(a.Optional))
	say("if", a.Condition, b.Condition, orNone(a.Condition))
	say("branch", a.Branch, b.Branch, orNone(a.Branch))
	if a.Branch != "" {
		say("side", a.Side, b.Side, a.Side)
	}
	say("choose", strconv.Itoa(a.Choose), strconv.Itoa(b.Choose), strconv.Itoa(a.Choose))
	say("course", a.Course, b.Course, orNone(a.Course))
	say("part", a.Part, b.Part, orNone(a.Part))
	say("after", ids(a.After), ids(b.After), orNone(ids(a.After)))
	say("est", minutes(a.Estimate), minutes(b.Estimate), minutes(a.Estimate))
	say("every", a.Every, b.Every, orNone(a.Every))
	say("group", a.Group, b.Group, orNone(a.Group))
	if a.ID != b.ID || a.Named && !b.Named {
		out = append(out, pair("id", a.ID))
	}
	return out
}

// pair is an attribute as it is written. One that is on is its name alone.
func pair(name, value string) string {
	switch {
	case name == "optional" && value == "yes":
		return "optional"
	case strings.ContainsRune(value, '"'):
		return name + "=“" + strings.ReplaceAll(value, "”", `"`) + "”"
	case value == "" || strings.ContainsAny(value, " \t,'"):
		return name + `="` + value + `"`
	}
	return name + "=" + value
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func onOff(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

func ids(list []string) string {
	sorted := append([]string{}, list...)
	sort.Strings(sorted)
	return strings.Join(sorted, ",")
}

// minutes writes a length of time as people do.
func minutes(n int) string {
	switch {
	case n >= 60 && n%60 == 0:
		return fmt.Sprintf("%dh", n/60)
	case n > 60:
		return fmt.Sprintf("%dh%dm", n/60, n%60)
	}
	return fmt.Sprintf("%dm", n)
}

// mendPhase settles the number, range, unit and track of a phase.
func (w *writer) mendPhase(i int, want, have *reader.Phase) bool {
	changed := false
	say := func(differs bool, a string) {
		if differs {
			changed = put(w.phases, i, a) || changed
		}
	}
	number := "yes"
	if want.Number != nil {
		number = strconv.Itoa(*want.Number)
	}
	say(!same(want.Number, have.Number), "phase="+number)
	through := "none"
	if want.Through != nil {
		through = strconv.Itoa(*want.Through)
	} else if want.OpenEnded {
		through = "open"
	}
	say(!same(want.Through, have.Through) || want.OpenEnded != have.OpenEnded, "through="+through)
	say(want.Unit != have.Unit, pair("unit", want.Unit))
	say(want.Topic != have.Topic && !strings.ContainsAny(want.Topic, "{}\n"), pair("topic", orNone(want.Topic)))
	say(want.Track != have.Track, pair("track", want.Track))
	say(want.Break != have.Break, "break="+onOff(want.Break))
	say(want.ID != have.ID && want.ID != "", pair("id", want.ID))
	return changed
}

func same(a, b *int) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

// mendLists marks lists that were read as something else than they are, and
// gives a phase that was not seen as one its number.
func (w *writer) mendLists(got *reader.Page) bool {
	changed := false
	force := func(line int) {
		if !w.forced[line] {
			w.forced[line] = true
			changed = true
		}
	}
	if len(got.Phases) != len(w.page.Phases) {
		for i := range w.page.Phases {
			p := &w.page.Phases[i]
			number := "yes"
			if p.Number != nil {
				number = strconv.Itoa(*p.Number)
			}
			changed = put(w.phases, i, "phase="+number) || changed
			changed = put(w.phases, i, pair("unit", p.Unit)) || changed
		}
		return changed
	}
	lists := func(p *reader.Phase) (n int) {
		for _, t := range p.Text {
			if t.Kind == "list" {
				n++
			}
		}
		return n
	}
	for i := -1; i < len(got.Phases); i++ {
		want, have := &w.page.Setup, &got.Setup
		if i >= 0 {
			want, have = &w.page.Phases[i], &got.Phases[i]
		}
		if !slices.EqualFunc(want.Goals, have.Goals, func(a, b reader.Goal) bool { return a.Text == b.Text }) {
			force(-want.Line - 1) // also where a goal begins as a label that announces goals
		}
		if lists(want) != lists(have) {
			for _, t := range want.Text {
				if t.Kind == "list" {
					force(t.Line)
				}
			}
		}
	}
	return changed
}
