package wording

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

// The owners that a wording can name; package reader owns what they mean.
const (
	ByIntern        = "intern"
	ByMentor        = "mentor"
	ByManager       = "manager"
	ByMentorManager = "mentor-manager"
	ByAll           = "all"
)

// Owner says who is to do what a text asks for. It returns an empty owner where
// the text does not say.
func (r *Reading) Owner() (owner string, sure float64) {
	if owner := r.ownerPrefix(); owner != "" {
		return owner, 0.95
	}
	if owner := r.ownerSubject(); owner != "" {
		return owner, 0.9
	}
	if owner := r.ownerSuffix(); owner != "" {
		return owner, 0.85
	}
	return "", 0
}

// OwnerOf says whose the tasks under a heading are: "Manager tasks", "For your
// mentor". A heading that names several or none says nothing.
func (r *Reading) OwnerOf() string {
	if owner := r.OwnerField(); owner != "" {
		return owner
	}
	if owner := r.ownerSuffix(); owner != "" {
		return owner
	}
	if owner := r.ownerPrefix(); owner != "" {
		return owner // "Manager: before day 1"
	}
	end := len(r.Words)
	if open := strings.LastIndexByte(r.Text, '('); open > 0 && strings.HasSuffix(strings.TrimRight(r.Text, " :"), ")") {
		for end > 0 && r.Words[end-1].From > open {
			end-- // "HR preparation (1 week before)"
		}
	}
	if end > 8 {
		return ""
	}
	owner := r.roles(0, end)
	if owner == "" {
		return ""
	}
	for i := range r.Words[:end] {
		if !r.covered(i) {
			return ""
		}
	}
	return owner
}

// covered says that a word of a heading is one of those that may stand around
// the name of a role.
func (r *Reading) covered(i int) bool {
	for _, h := range r.Hits {
		if h.From <= i && i < h.To && (isRole(h.Tag) || h.Tag == sense.Tasks || h.Tag == sense.SetupSection || h.Tag == sense.Polite || h.Tag == sense.You) {
			return true
		}
	}
	w := r.Words[i].Text
	return articles[w] || headingWords[w] || r.Words[i].Number >= 0
}

// headingWords may stand beside a role in the heading of its tasks.
var headingWords = map[string]bool{
	"for": true, "only": true, "section": true, "by": true, "of": true, "and": true, "'s": true, "todo": true, "to": true, "do": true, "owner": true, "s": true,
	"onboarding": true, "offboarding": true, "expectation": true, "expectations": true, "duties": true, "responsibility": true, "responsibilities": true, "action": true, "actions": true, "will": true, "responsible": true, "dri": true, "für": true, "pour": true, "para": true, "des": true, "du": true, "de": true, "assigned": true, "complete": true, "must": true, "der": true, "practices": true, "par": true, "à": true, "faire": true, "von": true, "por": true, "hacer": true, "fazer": true, "pelo": true,
}

// ownerPrefix reads "Manager:", "[Mentor]", "(Buddy)", "@mentor" at the start.
func (r *Reading) ownerPrefix() string {
	const most = 48 // bytes of a prefix
	text := strings.TrimLeft(r.Text, " *_@")
	if text == "" {
		return ""
	}
	begins := len(r.Text) - len(text)
	text = text[:min(len(text), most+4)]
	end := -1
	switch text[0] {
	case '[':
		end = strings.IndexByte(text, ']')
	case '(':
		end = strings.IndexByte(text, ')')
	default:
		end = strings.IndexAny(text, ":–—：")
		if at := strings.Index(text, " - "); at >= 0 && (end < 0 || at < end) {
			end = at
		}
	}
	if end < 0 || end > most {
		if strings.HasPrefix(strings.TrimLeft(r.Text, " "), "@") && len(r.Words) > 0 {
			return r.roles(0, 1)
		}
		return ""
	}
	end += begins
	n := 0
	for n < len(r.Words) && r.Words[n].To <= end {
		n++
	}
	for i := 0; i < n; i++ {
		if _, ok := r.inRole(i); !ok && !articles[r.word(i)] && !prefixWords[r.word(i)] {
			return ""
		}
	}
	return r.roles(0, n)
}

// prefixWords may stand beside a role before a colon.
var prefixWords = map[string]bool{"and": true, "or": true, "for": true, "by": true, "owner": true, "dri": true, "responsible": true, "'s": true, "und": true, "et": true, "y": true, "e": true, "für": true, "pour": true, "para": true}

// inRole returns the role that a word is part of the name of.
func (r *Reading) inRole(i int) (Hit, bool) {
	for _, h := range r.Hits {
		if h.From <= i && i < h.To && isRole(h.Tag) {
			return h, true
		}
	}
	return Hit{}, false
}

// ownerSubject reads "The mentor will invite …", "Your manager …s".
func (r *Reading) ownerSubject() string {
	i := 0
	if h, ok := r.at(0, func(t sense.Tag) bool { return t == sense.Polite }); ok && !articles[r.word(0)] {
		i = h.To
	}
	end, ok := r.subject(i)
	if n := r.label(); !ok && n > 0 {
		if i = n; r.capital(i) && r.Words[i].Number < 0 {
			if _, role := r.at(i, isRole); !role && !articles[r.word(i)] {
				i++ // "CS manager"
			}
		}
		end, ok = r.subject(i)
	}
	if ok && sense.Helping[r.word(end)] && r.toYou(end+1) {
		return "" // "Your manager will help you complete …"
	}
	if ok {
		return r.roles(i, end)
	}
	return r.collective()
}

// toYou says that a word is the reader of the page: "you", "the intern".
func (r *Reading) toYou(i int) bool {
	if articles[r.word(i)] && r.word(i) != "your" {
		i++
	}
	_, ok := r.at(i, func(t sense.Tag) bool { return t == sense.You || t == sense.Intern })
	return ok
}

// collective reads "All parties (intern, mentor, …) must agree".
func (r *Reading) collective() string {
	h, ok := r.at(0, func(t sense.Tag) bool { return t == sense.Everyone })
	if !ok {
		return ""
	}
	for j := h.To; j < min(h.To+12, len(r.Words)); j++ {
		if m, ok := r.at(j, func(t sense.Tag) bool { return t == sense.Modal }); ok && m.To > j {
			return ByAll
		}
	}
	return ""
}

// ownerSuffix reads "… (mentor)", "… — Manager" at the end.
func (r *Reading) ownerSuffix() string {
	text := strings.TrimRight(r.Text, " .*_")
	from := strings.LastIndexAny(text, "(—–[")
	if from < 0 || len(text)-from > 48 || from == 0 {
		return ""
	}
	i := len(r.Words)
	for i > 0 && r.Words[i-1].From > from {
		i--
	}
	if i == len(r.Words) {
		return ""
	}
	for k := i; k < len(r.Words); k++ {
		if !r.covered(k) || r.word(k) == "by" && k > i && r.word(k-1) == "assigned" {
			return ""
		}
	}
	return r.roles(i, len(r.Words))
}

// roles returns whom the words from i to end name. Where the intern is among
// several, the thing is the intern's too.
func (r *Reading) roles(i, end int) string {
	found := map[string]bool{}
	first := ""
	for k := i; k < end; {
		h, ok := r.at(k, isRole)
		if !ok || h.To > end || r.word(k) == "hr" && k > 0 && r.Words[k-1].Number >= 0 {
			k++
			continue
		}
		owner := ""
		for _, o := range r.Hits {
			if o.From == k && o.To == h.To && isRole(o.Tag) {
				owner = ownerOfTag(o.Tag)
				break
			}
		}
		if first == "" {
			first = owner
		}
		found[owner] = true
		k = h.To
	}
	if r.todos(i, end) {
		delete(found, ByAll)
		if first == ByAll {
			first = firstOf(found)
		}
	}
	switch {
	case found[ByAll]:
		return ByAll
	case found[ByIntern] && found[ByMentor] && found[ByManager]:
		return ByAll
	case found[ByIntern]:
		return ByIntern
	}
	return first
}

// todos says that the only word for everybody among some is "todos", which in
// English are things to do: "Manager todos".
func (r *Reading) todos(i, end int) bool {
	everybody, todos := 0, 0
	for _, h := range r.Hits {
		if h.From < i || h.To > end {
			continue
		}
		if h.Tag == sense.Everyone {
			everybody++
			if r.word(h.From) == "todos" {
				todos++
			}
		}
	}
	return todos > 0 && todos == everybody
}

// firstOf is the one of some owners that comes first where none was written first.
func firstOf(found map[string]bool) string {
	for _, owner := range []string{ByMentor, ByMentorManager, ByManager, ByIntern} {
		if found[owner] {
			return owner
		}
	}
	return ""
}

func ownerOfTag(t sense.Tag) string {
	switch t {
	case sense.Mentor:
		return ByMentor
	case sense.Manager, sense.Others:
		return ByManager
	case sense.MentorManager:
		return ByMentorManager
	case sense.Everyone:
		return ByAll
	}
	return ByIntern
}

// Addressed says that a text tells somebody to do something: it begins with a
// verb or says that somebody must.
func (r *Reading) Addressed() bool {
	start := r.main()
	return len(r.verbs(start)) > 0 || start > 0 && r.Has(sense.Modal) || len(r.imperative(start)) > 0
}

// Imperative says that a text begins with what is to be done, said as such:
// "Review the rules", not "Reviewing the rules".
func (r *Reading) Imperative() bool {
	start := r.main()
	return (len(r.verbs(start)) > 0 || len(r.imperative(start)) > 0) && !strings.HasSuffix(r.word(start), "ing")
}

// RoleNamed returns whom a short text names, as the cell of a table does;
// empty where it names nobody.
func (r *Reading) RoleNamed() string {
	if len(r.Words) == 1 && r.word(0) == "both" {
		return ByAll
	}
	return r.roles(0, len(r.Words))
}
