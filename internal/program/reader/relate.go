package reader

import (
	"fmt"
	"strings"

	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// relate finds how activities depend on one another: the sides of branches,
// the parts of courses, what builds on what.
func (r *reading) relate() {
	phases := append([]*Phase{&r.page.Setup}, r.pagePhases()...)
	for _, p := range phases {
		r.branches(p, p.Activities)
		p.Walk(func(a *Activity) { r.branches(p, a.Children) })
	}
	for i, p := range phases {
		p.Walk(func(a *Activity) {
			if a.Sure.After < 1 {
				r.buildsOn(phases, i, a)
			}
		})
	}
	r.courses()
	r.checkAfter(phases)
	r.page.Walk(func(_ *Phase, a *Activity) { settle(a) })
}

func (r *reading) pagePhases() []*Phase {
	out := make([]*Phase, len(r.page.Phases))
	for i := range r.page.Phases {
		out[i] = &r.page.Phases[i]
	}
	return out
}

// branches makes branches of siblings whose conditions exclude one another, and
// names the sides of those that are written down.
func (r *reading) branches(p *Phase, list []Activity) {
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
		id := r.unique(p.ID + "-" + slug(strings.TrimPrefix(condition, "access:"), 4))
		with.Branch, with.Side, with.Sure.Branch = id, "a", 0.95
		without.Branch, without.Side, without.Sure.Branch = id, "b", 0.95
		delete(positive, condition)
		sameKind(with, without)
		r.say("S301", place{with.Line, with.Column, r.endOfLine(with.Line)}, fmt.Sprintf("Lines %d and %d are one branch.", with.Line, without.Line), "One of them counts, either counts fully.")
	}
	r.writtenBranches(p, list)
	for _, condition := range sortedKeys(positive) {
		i := positive[condition]
		if strings.Contains(list[i].Text, " or ") {
			continue // the sentence says what others do
		}
		r.say("S302", place{list[i].Line, list[i].Column, r.endOfLine(list[i].Line)}, fmt.Sprintf("It depends on %s, and there is no other way.", condition), "For those without it, it does not count.")
	}
}

// sameKind gives both sides of a branch the kind of the one that delivers:
// they are two ways to the same thing.
func sameKind(with, without *Activity) {
	for _, pair := range [][2]*Activity{{with, without}, {without, with}} {
		if pair[0].Kind == KindDeliver && (pair[1].Kind == KindDo || pair[1].Kind == KindMeet) && pair[1].Sure.Kind < 1 {
			pair[1].Kind, pair[1].Sure.Kind = KindDeliver, 0.7
		}
	}
}

// writtenBranches names what attributes and choices have left to be named.
func (r *reading) writtenBranches(p *Phase, list []Activity) {
	sides := map[string]int{}
	choice := ""
	for i := range list {
		a := &list[i]
		switch {
		case a.Branch == choiceBranch:
			if choice == "" {
				choice = r.unique(p.ID + "-choice")
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
func (r *reading) buildsOn(phases []*Phase, own int, a *Activity) {
	if !strings.ContainsAny(a.Text, "0123456789") || len(a.Text) > 4000 {
		return
	}
	var read *wording.Reading
	for _, mention := range phase.Mentions(a.Text) {
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
func (r *reading) resolveDependency(phases []*Phase, own int, a *Activity, d dependency) {
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
		r.say("S403", at, fmt.Sprintf("Nothing in %s fits what this builds on.", phases[target].Title), "Name it: {after=…}.")
		return
	}
	r.addAfter(a, phases[target], found, 0.85)
	if target > own {
		r.say("S406", at, fmt.Sprintf("This builds on something in %s, which comes later.", phases[target].Title), "")
	}
}

// missingPhase says that a phase is not there, and proposes the one that has
// what the text speaks of.
func (r *reading) missingPhase(phases []*Phase, a *Activity, d dependency, name string, at place) {
	help := "Correct the number, or name the activity: {after=…}."
	count := len(phases) - 1
	for _, p := range phases[1:] {
		if found := best(p, d.noun); found != nil && p.Number != nil && found.Line < a.Line {
			help = fmt.Sprintf("It may be “%s” in %s, line %d. Name it: {after=%s}.", shorten(found.Text, 40), p.Title, found.Line, found.ID)
			break
		}
	}
	r.say("S402", at, fmt.Sprintf("This builds on something in %s, which is not there. There are %d phases.", name, count), help)
}

func shorten(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimRight(string(runes[:most]), " ") + "…"
}

// placeOf is where some words of an activity stand, by its first line.
func (r *reading) placeOf(a *Activity, words string) place {
	for line := a.Line; line < a.Line+8; line++ {
		text := r.doc.LineText(line)
		if i := strings.Index(text, words); i >= 0 {
			column := len([]rune(text[:i])) + 1
			return place{line, column, column + len([]rune(words))}
		}
	}
	return place{a.Line, a.Column, a.Column + 1}
}

// contentWords are the words of a text that say what it is about.
func contentWords(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words.Split(s) {
		if len(w.Text) > 2 && !stopWords[w.Text] && !pastWords[w.Text] && w.Number < 0 {
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
func best(p *Phase, noun map[string]bool) *Activity {
	var found *Activity
	score := 0
	p.Walk(func(a *Activity) {
		n := 0
		for w := range contentWords(a.Text) {
			if noun[w] {
				n += 4
			}
		}
		if n == 0 {
			return
		}
		if a.Kind == KindDeliver {
			n += 3
		}
		if a.Role == RoleContainer || a.Role == RoleNote {
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
func (r *reading) addAfter(a *Activity, p *Phase, on *Activity, sure float64) {
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
		p.Walk(func(side *Activity) {
			if side.Branch == on.Branch {
				add(side.ID)
			}
		})
	}
	a.Sure.After = sure
}

// course is what was last seen of a course.
type course struct {
	activity *Activity
	phase    *Phase
	words    map[string]bool
}

// courses chains the parts of a course, and an exam to the course before it.
func (r *reading) courses() {
	byKey := map[string]course{}
	var all []course
	r.page.Walk(func(p *Phase, a *Activity) {
		if a.Kind != KindCourse && a.Kind != KindExam || a.Course == "" || a.Role == RoleContainer {
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
		if prior.activity == nil && a.Kind == KindExam {
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
		if len(w.Text) > 1 && !stopWords[w.Text] && !genericCourse[w.Text] {
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
func (r *reading) checkAfter(phases []*Phase) {
	known := map[string]*Activity{}
	r.page.Walk(func(_ *Phase, a *Activity) { known[a.ID] = a })
	r.page.Walk(func(_ *Phase, a *Activity) {
		for _, id := range a.After {
			if known[id] == nil {
				at, ok := r.afterPlaces[a.Line]
				if !ok {
					at = place{a.Line, a.Column, a.Column + 1}
				}
				r.say("S401", at, fmt.Sprintf("No activity has the id “%s”.", id), "Ids are written as {id=…} at the end of an item.")
			}
		}
	})
	state := map[*Activity]int{}
	var visit func(a *Activity)
	visit = func(a *Activity) {
		state[a] = 1
		for _, id := range a.After {
			on := known[id]
			if on == nil {
				continue
			}
			if state[on] == 1 {
				r.say("S404", place{a.Line, a.Column, r.endOfLine(a.Line)}, fmt.Sprintf("It builds on “%s”, which builds on it.", id), "Take one of the two away.")
				continue
			}
			if state[on] == 0 {
				visit(on)
			}
		}
		state[a] = 2
	}
	r.page.Walk(func(_ *Phase, a *Activity) {
		if state[a] == 0 {
			visit(a)
		}
	})
}
