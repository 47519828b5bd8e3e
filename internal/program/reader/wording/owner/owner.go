// Package owner says who is to do what a text asks for.
package owner

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// Party is a text that may say whose the doing is.
type Party struct{ *clause.Reading }

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
func (r Party) Owner() (owner string, sure float64) {
	if owner := r.ownerPrefix(); owner != "" {
		return owner, 0.95
	}
	if owner := r.ownerSubject(); owner != "" {
		return owner, 0.9
	}
	if owner := r.ownerSuffix(); owner != "" {
		return owner, 0.85
	}
	if r.Reports() {
		return ByManager, doubted
	}
	return "", 0
}

// OwnerOf says whose the tasks under a heading are: "Manager tasks", "For your
// mentor". A heading that names several or none says nothing.
func (r Party) OwnerOf() string {
	if owner := r.OwnerField(); owner != "" {
		return owner
	}
	if owner := r.ownerSuffix(); owner != "" {
		return owner
	}
	if owner := r.ownerPrefix(); owner != "" {
		return owner // "Manager: before day 1"
	}
	if owner := r.slashed(); owner != "" {
		return owner
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
		if !r.Covered(i) {
			return ""
		}
	}
	return owner
}

// OwnerField returns whom a line such as "Owner: the buddy" or "Assignee:
// manager" names, empty for none.
func (r Party) OwnerField() string {
	if r.Label() != 1 || !sense.OwnerWords[r.Word(0)] {
		return ""
	}
	end := 1
	for end < len(r.Words) && end < 12 && r.Word(end) != "with" && !strings.ContainsAny(r.Gap(end-1), ".;(") {
		end++
	}
	return r.roles(1, end)
}

// RoleNamed returns whom a short text names, as the cell of a table does;
// empty where it names nobody.
func (r Party) RoleNamed() string {
	if len(r.Words) == 1 && r.Word(0) == "both" {
		return ByAll
	}
	return r.roles(0, len(r.Words))
}

// ownerPrefix reads "Manager:", "[Mentor]", "(Buddy)", "@mentor" at the start.
func (r Party) ownerPrefix() string {
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
		end = words.Colon(text)
		for _, dash := range []string{"–", "—"} {
			if at := strings.Index(text, dash); at >= 0 && (end < 0 || at < end) {
				end = at
			}
		}
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
		if _, ok := r.InRole(i); !ok && !sense.Articles[r.Word(i)] && !prefixWords[r.Word(i)] {
			return ""
		}
	}
	return r.roles(0, n)
}

// prefixWords may stand beside a role before a colon.
var prefixWords = map[string]bool{"and": true, "or": true, "for": true, "by": true, "owner": true, "dri": true, "responsible": true, "'s": true, "und": true, "et": true, "y": true, "e": true, "für": true, "pour": true, "para": true}

// ownerSubject reads "The mentor will invite …", "Your manager …s".
func (r Party) ownerSubject() string {
	i := 0
	if h, ok := r.At(0, func(t sense.Tag) bool { return t == sense.Polite }); ok && !sense.Articles[r.Word(0)] {
		i = h.To
	}
	end, ok := r.Subject(i)
	if n := r.Label(); !ok && n > 0 {
		if i = n; r.Capital(i) && r.Words[i].Number < 0 {
			if _, role := r.At(i, clause.IsRole); !role && !sense.Articles[r.Word(i)] {
				i++ // "CS manager"
			}
		}
		end, ok = r.Subject(i)
	}
	if ok && sense.Helping[r.Word(end)] && r.toYou(end+1) {
		return "" // "Your manager will help you complete …"
	}
	if ok {
		return r.roles(i, end)
	}
	return r.collective()
}

// toYou says that a word is the reader of the page: "you", "the intern".
func (r Party) toYou(i int) bool {
	if sense.Articles[r.Word(i)] && r.Word(i) != "your" {
		i++
	}
	_, ok := r.At(i, func(t sense.Tag) bool { return t == sense.You || t == sense.Intern })
	return ok
}

// collective reads "All parties (intern, mentor, …) must agree".
func (r Party) collective() string {
	h, ok := r.At(0, func(t sense.Tag) bool { return t == sense.Everyone })
	if !ok {
		return ""
	}
	for j := h.To; j < min(h.To+12, len(r.Words)); j++ {
		if m, ok := r.At(j, func(t sense.Tag) bool { return t == sense.Modal }); ok && m.To > j {
			return ByAll
		}
	}
	return ""
}

// ownerSuffix reads "… (mentor)", "… — Manager" at the end.
func (r Party) ownerSuffix() string {
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
		if !r.Covered(k) || r.Word(k) == "by" && k > i && r.Word(k-1) == "assigned" {
			return ""
		}
	}
	if i+1 == len(r.Words) && r.Word(i) == "all" && i > 0 && plural(r.Word(i-1)) {
		return "" // "Engineering leads (all)" says how many
	}
	return r.roles(i, len(r.Words))
}

// plural says that a word names people, more than one.
func plural(w string) bool {
	for _, ending := range []string{"ers", "ors", "leads", "heads"} {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return sense.PeopleWords[w] && strings.HasSuffix(w, "s")
}

// slashed reads a heading of the tasks of several: "Delivery manager/tech lead
// tasks", "More buddy/tech lead tasks for engineers". A word before the first
// says more of it.
func (r Party) slashed() string {
	for i := 0; i < min(2, len(r.Words)); i++ {
		h, ok := r.At(i, clause.IsRole)
		if !ok || r.Gap(h.To-1) != "/" {
			continue
		}
		end := h.To
		for ok && r.Gap(end-1) == "/" {
			if h, ok = r.At(end, clause.IsRole); ok {
				end = h.To
			}
		}
		if tasks, is := r.At(end, func(t sense.Tag) bool { return t == sense.Tasks }); ok && is && (tasks.To == len(r.Words) || r.Word(tasks.To) == "for" && tasks.To+3 >= len(r.Words)) {
			return r.roles(i, end)
		}
	}
	return ""
}

// roles returns whom the words from i to end name. Where the intern is among
// several, the thing is the intern's too.
func (r Party) roles(i, end int) string {
	found := map[string]bool{}
	first := ""
	for k := i; k < end; {
		h, ok := r.At(k, clause.IsRole)
		if !ok || h.To > end || r.Word(k) == "hr" && k > 0 && r.Words[k-1].Number >= 0 {
			k++
			continue
		}
		owner := ""
		for _, o := range r.Hits {
			if o.From == k && o.To == h.To && clause.IsRole(o.Tag) {
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
func (r Party) todos(i, end int) bool {
	everybody, todos := 0, 0
	for _, h := range r.Hits {
		if h.From < i || h.To > end {
			continue
		}
		if h.Tag == sense.Everyone {
			everybody++
			if r.Word(h.From) == "todos" {
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
