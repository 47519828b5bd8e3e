package write

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"stint/internal/program/reader"
)

// mend holds what the reader made of the page against the program and settles
// what it took for something else: the phases and what is text first, since they
// decide about the rest. It returns whether there was anything to settle.
func (w *writer) mend(page *reader.Page) bool {
	got := byLine(page)
	aligned := w.aligned(got)
	changed, swallowed := w.mendTexts(got, aligned)
	if !swallowed { // else nothing can be said of what stands below
		changed = w.mendPhases(got) || changed
		if !aligned && !changed {
			changed, _ = w.mendTexts(got, true)
		}
	}
	if !aligned && !changed {
		return false
	}
	if changed || w.mendGoals(got) || w.part(got) {
		clear(w.attributes) // what is between other lines now may need others
		return true
	}
	return w.mendThings(got) || w.mendEligibility(page)
}

// aligned says that the phases are those of the program.
func (w *writer) aligned(got *reading) bool {
	for _, line := range w.phaseAt {
		if got.phases[line] == nil {
			return false
		}
	}
	return len(got.page.Phases) == len(w.phaseAt)
}

// kept is a text of the program: of the phase with an index, or a note.
type kept struct {
	*reader.Text
	in int
}

// noted stands for the phase of what is a note of an activity.
const noted = -2

// kept lists the texts in the order in which they are written.
func (w *writer) kept() []kept {
	var out []kept
	for i, p := range w.page.All() {
		for j := range p.Text {
			out = append(out, kept{&p.Text[j], i - 1})
		}
		p.Walk(func(a *reader.Activity) {
			for j := range a.Notes {
				out = append(out, kept{&a.Notes[j], noted})
			}
		})
	}
	sort.SliceStable(out, func(i, j int) bool { return w.textAt[out[i].Text] < w.textAt[out[j].Text] })
	return out
}

// mendTexts fences the texts that were read as something else. Where the phases
// are not those of the program it fences only what was read as one, and what goes
// on over the lines of others: it has swallowed them.
func (w *writer) mendTexts(got *reading, aligned bool) (changed, swallowed bool) {
	until, list := 0, false
	for _, t := range w.kept() {
		line := w.textAt[t.Text]
		have, in := got.texts[line], got.in[line]
		switch {
		case line == 0:
			continue
		case line <= until:
			if list && t.Kind == "list" {
				changed = set(w.marked, t.Text) || changed // two lists have become one
			}
			continue
		case have != nil && have.EndLine > w.ends[line]:
			until, list = have.EndLine, have.Kind == "list"
		case got.within(line, w.ends[line]):
		case have != nil && (in == noted) == (t.in == noted) && (in == t.in || !aligned) && sameWords(t.Text, have):
			continue
		case !aligned && !w.namesInside(got, line):
			continue
		}
		if w.settleText(t.Text) {
			changed, swallowed = true, swallowed || until > 0
		}
	}
	return changed, swallowed
}

// namesInside says that a line of the text that begins on one was read as a phase.
func (w *writer) namesInside(got *reading, line int) bool {
	for n := line; n <= w.ends[line]; n++ {
		if got.phases[n] != nil {
			return true
		}
	}
	return false
}

// sameWords says that a text was read as it was meant.
func sameWords(want, have *reader.Text) bool {
	switch {
	case (want.Kind == "heading") != (have.Kind == "heading"):
		return false
	case want.Kind == "heading" && want.Level < 7 && have.Level < 7:
		return plain(want.Markdown) == plain(have.Markdown)
	}
	return (want.Kind != "list" && want.Kind != "code" || have.Kind == want.Kind) && squeezed(want.Markdown) == squeezed(have.Markdown)
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

// settleText writes a text in the next way that leaves less to be inferred. It
// returns false where there is none.
func (w *writer) settleText(t *reader.Text) bool {
	switch {
	case t.Kind == "heading":
		return set(w.literal, any(t))
	case t.Kind == "list" && set(w.marked, t):
		return true
	}
	return set(w.fenced, t)
}

// set puts a key into a set and returns whether that is new there.
func set[K comparable](m map[K]bool, key K) bool {
	known := m[key]
	m[key] = true
	return !known
}

// mendPhases settles the phases, and says of what else was read as one that it is none.
func (w *writer) mendPhases(got *reading) bool {
	changed := false
	own := map[int]bool{}
	for i := range w.page.Phases {
		p := &w.page.Phases[i]
		own[w.phaseAt[i]] = true
		if have := got.phases[w.phaseAt[i]]; have != nil {
			changed = w.mendPhase(i, p, have) || changed
			continue
		}
		number := "yes"
		if p.Number != nil {
			number = strconv.Itoa(*p.Number)
		}
		changed = put(w.phases, i, "phase="+number) || changed
		changed = put(w.phases, i, pair("unit", p.Unit)) || changed
	}
	if changed {
		return true // with its phases settled a page may have no others
	}
	for _, p := range got.page.Phases {
		if !own[p.Line] {
			changed = w.settleNameless(p.Line) || changed
		}
	}
	return changed
}

// settleNameless says of the title, a heading or an item on a line that it names
// no phase. Texts of other kinds are fenced.
func (w *writer) settleNameless(line int) bool {
	if line == w.titleAt {
		changed := !w.titleNameless
		w.titleNameless = true
		return changed
	}
	if t := w.textOn(line); t != nil {
		return t.Kind == "heading" && set(w.nameless, t)
	}
	if id, ok := w.itemOn[line]; ok {
		return set(w.phaseless, id)
	}
	return false
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
	say(want.Topic != have.Topic, pair("topic", orNone(want.Topic)))
	say(want.Track != have.Track, pair("track", want.Track))
	say(want.Break != have.Break, "break="+onOff(want.Break))
	say(want.ID != have.ID && want.ID != "", pair("id", want.ID))
	return changed
}

func same(a, b *int) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

// mendGoals marks the lists of goals of which something else was read.
func (w *writer) mendGoals(got *reading) bool {
	changed := false
	for i, p := range w.page.All() {
		have := got.page.All()[i].Goals
		if slices.EqualFunc(p.Goals, have, func(a, b reader.Goal) bool { return a.Text == b.Text && sameLinks(a.Links, b.Links) }) {
			continue
		}
		if i > 0 && len(p.Goals) == 0 {
			changed = put(w.phases, i-1, "goals=no") || changed // its name announces some
			continue
		}
		if set(w.goals, i-1) {
			changed = true // also where a goal begins as a label that announces goals
			continue
		}
		for j := range p.Goals {
			g := &p.Goals[j]
			if have := got.goals[w.goalAt[g]]; have == nil || have.Text != g.Text || !sameLinks(have.Links, g.Links) {
				changed = set(w.literal, any(g)) || changed
			}
		}
	}
	return changed
}

func sameLinks(a, b []reader.Link) bool {
	return slices.EqualFunc(a, b, func(a, b reader.Link) bool { return a.Text == b.Text && a.URL == b.URL })
}

// mendThings adds the attributes that activities and prompts need.
func (w *writer) mendThings(got *reading) bool {
	missing := map[int]bool{} // lines whose words name a phase that is not there
	for _, d := range got.page.Diagnostics {
		missing[d.Line] = missing[d.Line] || d.Code == "S402"
	}
	changed := false
	all := flat(w.page)
	for _, want := range all {
		if have, found := got.things[w.itemAt[want.id()]]; !found || (have.prompt == nil) != (want.prompt == nil) {
			changed = w.settleSort(want) || changed
		}
	}
	if changed {
		return true // what is beside and below them is read otherwise then
	}
	for _, want := range all {
		have, found := got.things[w.itemAt[want.id()]]
		if !found || (have.prompt == nil) != (want.prompt == nil) {
			continue
		}
		if changed = w.add(want.id(), differences(want, have)...) || changed; have.text() != want.text() || !sameLinks(have.links(), want.links()) {
			changed = set(w.literal, any(want.id())) || changed
		}
		if a := want.activity; a != nil && len(a.After) == 0 && missing[have.line()] {
			changed = w.add(a.ID, "after=none") || changed
		}
	}
	return changed
}

// part writes the heads of prompts as items that were not read off the texts above,
// or not as they are.
func (w *writer) part(got *reading) bool {
	changed := false
	w.page.Walk(func(_ *reader.Phase, a *reader.Activity) {
		if !w.above[a.ID] {
			return
		}
		have := got.things[w.itemAt[a.ID]]
		if (have.activity == nil || len(differences(thing{activity: a}, have)) > 0) && set(w.apart, a.ID) {
			changed = true
		}
	})
	return changed
}

// settleSort settles what sort of thing something is that was read as another.
func (w *writer) settleSort(t thing) bool {
	kind := "prompt"
	if t.activity != nil {
		kind = string(t.activity.Kind)
	}
	return w.add(t.id(), "kind="+kind) || set(w.literal, any(t.id()))
}

// mendEligibility takes the statements of who may take part into the front matter
// that the text does not make, and fences the texts that make others.
func (w *writer) mendEligibility(got *reader.Page) bool {
	made := map[string]int{}
	for _, e := range got.Eligibility {
		made[e.Text]++
	}
	changed := false
	for i, e := range w.page.Eligibility {
		if made[e.Text]--; made[e.Text] < 0 {
			changed = set(w.eligible, i) || changed
		}
	}
	for _, e := range got.Eligibility {
		if t := w.textOn(e.Line); made[e.Text] > 0 && t != nil {
			changed = w.settleText(t) || changed
		}
	}
	return changed
}
