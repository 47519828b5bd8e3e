// Package relation finds how the activities of a page depend on one another: the
// sides of branches, the parts of courses, what builds on what.
package relation

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"stint/internal/program/reader/identity"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// relation is a page whose activities are being related.
type relation struct {
	*source.Source
	page *page.Page
	ids  *identity.Set
	// after are where "after" is written, by the line of its activity.
	after map[int]source.Place
}

// Relate finds how the activities of a page depend on one another.
func Relate(s *source.Source, p *page.Page, ids *identity.Set, after map[int]source.Place) {
	r := &relation{s, p, ids, after}
	phases := p.All()
	for _, ph := range phases {
		r.branches(ph, ph.Activities)
		ph.Walk(func(a *page.Activity) { r.branches(ph, a.Children) })
	}
	for i, ph := range phases {
		ph.Walk(func(a *page.Activity) {
			if a.Sure.After < 1 {
				r.buildsOn(phases, i, a)
			}
		})
	}
	r.courses()
	r.checkAfter()
	p.Walk(func(_ *page.Phase, a *page.Activity) { a.Settle() })
}

// branches makes branches of siblings whose conditions exclude one another, and
// names the sides of those that are written down.
func (r *relation) branches(p *page.Phase, list []page.Activity) {
	positive := map[string]int{}
	for i := range list {
		a := &list[i]
		if a.Branch == "" && a.Sure.Branch < 1 && strings.HasPrefix(a.Condition, "access:") {
			positive[a.Condition] = i
		}
	}
	for i := range list {
		without := &list[i]
		condition, negative := strings.CutPrefix(without.Condition, "not ")
		at, paired := positive[condition]
		if !negative || !paired || without.Branch != "" || without.Sure.Branch == 1 {
			continue
		}
		with := &list[at]
		id := r.ids.Unique(p.ID + "-" + identity.Slug(strings.TrimPrefix(condition, "access:"), 4))
		with.Branch, with.Side, with.Sure.Branch = id, "a", 0.95
		without.Branch, without.Side, without.Sure.Branch = id, "b", 0.95
		delete(positive, condition)
		sameKind(with, without)
		r.Say("S301", source.At(with.Line, with.Column, r.EndOfLine(with.Line)), fmt.Sprintf("Lines %d and %d are one branch.", with.Line, without.Line), "One of them counts, either counts fully.")
	}
	r.writtenBranches(p, list)
	for _, condition := range slices.Sorted(maps.Keys(positive)) {
		i := positive[condition]
		if strings.Contains(list[i].Text, " or ") {
			continue // the sentence says what others do
		}
		r.Say("S302", source.At(list[i].Line, list[i].Column, r.EndOfLine(list[i].Line)), fmt.Sprintf("It depends on %s, and there is no other way.", condition), "For those without it, it does not count.")
	}
}

// sameKind gives both sides of a branch the kind of the one that delivers:
// they are two ways to the same thing.
func sameKind(with, without *page.Activity) {
	for _, pair := range [][2]*page.Activity{{with, without}, {without, with}} {
		if pair[0].Kind == page.KindDeliver && (pair[1].Kind == page.KindDo || pair[1].Kind == page.KindMeet) && pair[1].Sure.Kind < 1 {
			pair[1].Kind, pair[1].Sure.Kind = page.KindDeliver, 0.7
		}
	}
}

// writtenBranches names what attributes and choices have left to be named.
func (r *relation) writtenBranches(p *page.Phase, list []page.Activity) {
	sides := map[string]int{}
	choice := ""
	for i := range list {
		a := &list[i]
		switch {
		case a.Branch == page.ChoiceBranch:
			if choice == "" {
				choice = r.ids.Unique(p.ID + "-choice")
			}
			a.Branch = choice
		case a.Branch != "" && a.Side == "" && sides[a.Branch] < 26:
			a.Side = string(rune('a' + sides[a.Branch]))
		}
		sides[a.Branch]++
	}
}

// dependency is a phrase that names the phase something was made in.
type dependency struct {
	label phase.Label
	// noun are the words between "based on" and the phase.
	noun map[string]bool
}

// buildsOn finds "based on the plan you made in week 8".
func (r *relation) buildsOn(phases []*page.Phase, own int, a *page.Activity) {
	if !strings.ContainsAny(a.Text, "0123456789") || len(a.Text) > 4000 {
		return
	}
	var read *wording.Reading
	for _, mention := range phase.Mentions(a.Text) {
		if mention.OfYear {
			continue // phases are counted from the first
		}
		if read == nil {
			read = wording.Read(a.Text)
		}
		from, to, ok := read.BuildsOn(mention.From)
		if !ok {
			continue
		}
		d := dependency{label: mention, noun: contentWords(a.Text[from:to])}
		r.resolveDependency(phases, own, a, d)
	}
}

// resolveDependency finds the activity that a dependency is about.
func (r *relation) resolveDependency(phases []*page.Phase, own int, a *page.Activity, d dependency) {
	name := a.Text[d.label.From:d.label.To]
	at := r.placeOf(a, name)
	target := -1
	comparable := false
	for i, p := range phases {
		if p.Unit == string(d.label.Unit) && p.Number != nil {
			comparable = true
			last := *p.Number
			if p.Through != nil {
				last = *p.Through
			}
			if d.label.Number >= *p.Number && d.label.Number <= last && (target < 0 || p.Track == phases[own].Track) {
				target = i
			}
		}
	}
	switch {
	case !comparable || target == own:
		return
	case target < 0:
		r.missingPhase(phases, a, d, name, at)
		return
	}
	found := best(phases[target], d.noun)
	if found == nil {
		r.Say("S403", at, fmt.Sprintf("Nothing in %s fits what this builds on.", phases[target].Title), "Name it: {after=…}.")
		return
	}
	r.addAfter(a, phases[target], found, 0.85)
	if target > own {
		r.Say("S406", at, fmt.Sprintf("This builds on something in %s, which comes later.", phases[target].Title), "")
	}
}

// missingPhase says that a phase is not there, and proposes the one that has
// what the text speaks of.
func (r *relation) missingPhase(phases []*page.Phase, a *page.Activity, d dependency, name string, at source.Place) {
	help := "Correct the number, or name the activity: {after=…}."
	count, right := len(phases)-1, ""
	for _, p := range phases[1:] {
		if found := best(p, d.noun); found != nil && p.Number != nil && found.Line < a.Line {
			help = fmt.Sprintf("It may be “%s” in %s, line %d. Name it: {after=%s}.", page.Shorten(found.Text, 40), p.Title, found.Line, found.ID)
			right = strings.Replace(name, fmt.Sprint(d.label.Number), fmt.Sprint(*p.Number), 1)
			break
		}
	}
	said := r.Say("S402", at, fmt.Sprintf("This seems to build on something in %s, which is not there. There are %d phases.", name, count), help)
	if right != "" && right != name {
		said.Fix = &page.Fix{Line: at.Line, Column: at.Column, EndColumn: at.End, Text: right}
	}
}

// placeOf is where some words of an activity stand, by its first line.
func (r *relation) placeOf(a *page.Activity, words string) source.Place {
	for line := a.Line; line < a.Line+8; line++ {
		text := r.Doc.LineText(line)
		if i := strings.Index(text, words); i >= 0 {
			column := len([]rune(text[:i])) + 1
			return source.At(line, column, column+len([]rune(words)))
		}
	}
	return source.At(a.Line, a.Column, a.Column+1)
}

// contentWords are the words of a text that say what it is about.
func contentWords(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words.Split(s) {
		if len(w.Text) > 2 && !identity.StopWords[w.Text] && !pastWords[w.Text] && w.Number < 0 {
			out[w.Text] = true
		}
	}
	return out
}

// pastWords say that something was made and not what.
var pastWords = map[string]bool{
	"created": true, "built": true, "made": true, "wrote": true, "written": true, "prepared": true, "drafted": true, "started": true, "began": true, "completed": true,
	"chose": true, "developed": true, "produced": true, "designed": true, "that": true, "which": true, "from": true, "have": true, "had": true, "week": true, "read": true, "did": true, "you've": true, "hast": true, "based": true, "using": true,
}

// best returns the activity of a phase that shares most words with a phrase;
// among equals what was made rather than read.
func best(p *page.Phase, noun map[string]bool) *page.Activity {
	var found *page.Activity
	score := 0
	p.Walk(func(a *page.Activity) {
		n := 0
		for w := range contentWords(a.Text) {
			if noun[w] {
				n += 4
			}
		}
		if n == 0 {
			return
		}
		if a.Kind == page.KindDeliver {
			n += 3
		}
		if a.Role == page.RoleContainer || a.Role == page.RoleNote {
			n -= 2
		}
		if n > score {
			score, found = n, a
		}
	})
	if len(noun) == 0 || score < 4 || score < 2*len(noun) {
		return nil
	}
	return found
}

// addAfter makes an activity build on another, and on the other sides of its branch.
func (r *relation) addAfter(a *page.Activity, p *page.Phase, on *page.Activity, sure float64) {
	add := func(id string) {
		for _, known := range a.After {
			if known == id {
				return
			}
		}
		if id != a.ID {
			a.After = append(a.After, id)
		}
	}
	add(on.ID)
	if on.Branch != "" {
		p.Walk(func(side *page.Activity) {
			if side.Branch == on.Branch {
				add(side.ID)
			}
		})
	}
	a.Sure.After = sure
}

// course is what was last seen of a course.
type course struct {
	activity *page.Activity
	phase    *page.Phase
	words    map[string]bool
}

// courses chains the parts of a course, and an exam to the course before it.
func (r *relation) courses() {
	byKey := map[string]course{}
	var all []course
	r.page.Walk(func(p *page.Phase, a *page.Activity) {
		if a.Kind != page.KindCourse && a.Kind != page.KindExam || a.Course == "" || a.Role == page.RoleContainer {
			return
		}
		c := course{a, p, courseWords(a.Course)}
		keys := []string{"name:" + strings.ToLower(a.Course)}
		if len(a.Links) > 0 && a.Links[0].URL != "" {
			keys = append(keys, a.Links[0].URL)
		}
		var prior course
		for _, k := range keys {
			if prior.activity == nil {
				prior = byKey[k]
			}
		}
		if prior.activity == nil && a.Kind == page.KindExam {
			prior = nearestCourse(all, c)
		}
		if prior.activity != nil && prior.phase != p && a.Sure.After < 1 {
			r.addAfter(a, prior.phase, prior.activity, 0.8)
		}
		for _, k := range keys {
			byKey[k] = c
		}
		if len(all) < 500 {
			all = append(all, c)
		}
	})
}

// genericCourse are the words of courses that do not tell one from another.
var genericCourse = map[string]bool{
	"certified": true, "certificate": true, "certification": true, "associate": true, "specialist": true, "professional": true, "expert": true, "learning": true, "path": true, "exam": true, "course": true, "fundamentals": true,
	"essentials": true, "training": true, "module": true, "modules": true, "part": true, "level": true, "intro": true, "introduction": true, "basics": true, "advanced": true, "final": true, "test": true, "quiz": true, "practitioner": true,
}

func courseWords(name string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words.Split(name) {
		if len(w.Text) > 1 && !identity.StopWords[w.Text] && !genericCourse[w.Text] {
			out[w.Text] = true
		}
	}
	return out
}

// nearestCourse finds the latest course that shares a telling word with an
// exam: one that few other courses have.
func nearestCourse(all []course, exam course) course {
	counts := map[string]int{}
	for _, c := range all {
		for w := range c.words {
			counts[w]++
		}
	}
	var found course
	score := 0.0
	for _, c := range all {
		n := 0.0
		for w := range exam.words {
			if c.words[w] && counts[w]*2 <= len(all)+2 {
				n += 1 / float64(counts[w])
			}
		}
		if n > 0 && n >= score {
			score, found = n, c
		}
	}
	return found
}

// checkAfter says which ids are not there and what builds on itself.
func (r *relation) checkAfter() {
	builds := false
	r.page.Walk(func(_ *page.Phase, a *page.Activity) { builds = builds || len(a.After) > 0 })
	if !builds {
		return
	}
	known := map[string]*page.Activity{}
	r.page.Walk(func(_ *page.Phase, a *page.Activity) { known[a.ID] = a })
	r.page.Walk(func(_ *page.Phase, a *page.Activity) {
		for _, id := range a.After {
			if known[id] == nil {
				at, ok := r.after[a.Line]
				if !ok {
					at = source.At(a.Line, a.Column, a.Column+1)
				}
				r.Say("S401", at, fmt.Sprintf("No activity has the id “%s”.", id), "Ids are written as {id=…} at the end of an item.")
			}
		}
	})
	state := map[*page.Activity]int{}
	var visit func(a *page.Activity)
	visit = func(a *page.Activity) {
		state[a] = 1
		for _, id := range a.After {
			on := known[id]
			if on == nil {
				continue
			}
			if state[on] == 1 {
				r.Say("S404", source.At(a.Line, a.Column, r.EndOfLine(a.Line)), fmt.Sprintf("It builds on “%s”, which builds on it.", id), "Take one of the two away.")
				continue
			}
			if state[on] == 0 {
				visit(on)
			}
		}
		state[a] = 2
	}
	r.page.Walk(func(_ *page.Phase, a *page.Activity) {
		if state[a] == 0 {
			visit(a)
		}
	})
}
