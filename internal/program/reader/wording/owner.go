package wording

import "strings"

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
		if h.From <= i && i < h.To && (isRole(h.Tag) || h.Tag == Tasks || h.Tag == SetupSection || h.Tag == polite || h.Tag == you) {
			return true
		}
	}
	w := r.Words[i].Text
	return articles[w] || headingWords[w] || r.Words[i].Number >= 0
}

// headingWords may stand beside a role in the heading of its tasks.
var headingWords = map[string]bool{
	"for": true, "only": true, "section": true, "by": true, "of": true, "and": true, "'s": true, "todo": true, "to": true, "do": true, "owner": true, "s": true,
	"onboarding": true, "offboarding": true, "expectation": true, "expectations": true, "duties": true, "responsibility": true, "responsibilities": true, "action": true, "actions": true, "will": true, "responsible": true, "dri": true, "für": true, "pour": true, "para": true, "des": true, "du": true, "de": true, "assigned": true, "complete": true, "must": true, "der": true,
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
	if h, ok := r.at(0, func(t Tag) bool { return t == polite }); ok && !articles[r.word(0)] {
		i = h.To
	}
	end, ok := r.subject(i)
	if ok && helping[r.word(end)] && r.toYou(end+1) {
		return "" // "Your manager will help you complete …"
	}
	if ok {
		return r.roles(i, end)
	}
	return r.collective()
}

// helping are verbs that leave the doing to whom they are said of.
var helping = map[string]bool{"help": true, "ask": true, "expect": true, "want": true, "guide": true, "support": true, "encourage": true, "require": true, "assist": true, "remind": true, "hilft": true, "bittet": true, "unterstützt": true}

// toYou says that a word is the reader of the page: "you", "the intern".
func (r *Reading) toYou(i int) bool {
	if articles[r.word(i)] && r.word(i) != "your" {
		i++
	}
	_, ok := r.at(i, func(t Tag) bool { return t == you || t == Intern })
	return ok
}

// collective reads "All parties (intern, mentor, …) must agree".
func (r *Reading) collective() string {
	h, ok := r.at(0, func(t Tag) bool { return t == Everyone })
	if !ok {
		return ""
	}
	for j := h.To; j < min(h.To+12, len(r.Words)); j++ {
		if m, ok := r.at(j, func(t Tag) bool { return t == modal }); ok && m.To > j {
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
		if !ok || h.To > end {
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

func ownerOfTag(t Tag) string {
	switch t {
	case Mentor:
		return ByMentor
	case Manager, Others:
		return ByManager
	case MentorManager:
		return ByMentorManager
	case Everyone:
		return ByAll
	}
	return ByIntern
}

// Addressed says that a text tells somebody to do something: it begins with a
// verb or says that somebody must.
func (r *Reading) Addressed() bool {
	start := r.main()
	return len(r.verbs(start)) > 0 || start > 0 && r.Has(modal)
}

// RoleNamed returns whom a short text names, as the cell of a table does;
// empty where it names nobody.
func (r *Reading) RoleNamed() string { return r.roles(0, len(r.Words)) }
