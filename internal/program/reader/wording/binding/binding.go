// Package binding says on which terms a text asks for its doing: whether it may
// be skipped, what it depends on, how many of several will do, and how often.
package binding

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// Terms are a text that may say on which terms its doing is asked for.
type Terms struct{ *clause.Reading }

// Binding is how binding an activity is.
type Binding struct {
	Optional bool
	// Condition is "access:<thing>", "not access:<thing>", "availability" or empty.
	Condition string
	// Sure is how sure Optional and Condition are.
	Sure float64
	// At is the hit that says so, for pointing at it.
	At clause.Hit
}

// Binding says whether a text may be skipped and what it depends on.
func (r Terms) Binding() Binding {
	if b, ok := r.access(); ok {
		return b
	}
	if h, ok := r.Find(sense.Availability, 0); ok && !r.amid(h) {
		return Binding{Optional: true, Condition: "availability", Sure: 0.95, At: h}
	}
	if h, ok := r.Find(sense.IfNeeded, 0); ok && !r.amid(h) && !r.second(h) {
		return Binding{Optional: true, Sure: 0.6, At: h}
	}
	for _, h := range r.Hits {
		if h.Tag == sense.Optional && (h.To > h.From+1 || r.apart(h)) {
			return Binding{Optional: true, Sure: 0.95, At: h}
		}
	}
	if h, ok := r.At(r.SkipPolite(0), func(t sense.Tag) bool { return t == sense.IfClause }); ok && r.Comma(h.To, 60) > 0 {
		return Binding{Optional: true, Sure: 0.6, At: h}
	}
	if n := r.audience(); n > 0 {
		return Binding{Optional: true, Sure: 0.6, At: clause.Hit{To: n}}
	}
	if h, ok := r.proviso(); ok {
		return Binding{Optional: true, Sure: 0.6, At: h}
	}
	return Binding{}
}

// audience returns how many words of a label say that a text is for some of its
// readers, 0 where none do: "For contractors: ask for a badge".
func (r Terms) audience() int {
	n := r.Label()
	if n < 2 || n > 5 || r.Word(0) != "for" || sense.Everybody[r.Word(1)] || !sense.Audiences[r.Word(n-1)] {
		return 0
	}
	return n
}

// proviso finds the condition that ends a text, set off by a comma or in
// brackets: "Create a blog, if you have none", "Set up the editor (if engineer)".
func (r Terms) proviso() (clause.Hit, bool) {
	for _, h := range r.Hits {
		if h.Tag != sense.IfClause || h.From < 2 || len(r.Words)-h.From > 10 || len(r.Words) == h.To {
			continue
		}
		before := strings.TrimSpace(r.Gap(h.From - 1))
		if !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, "(") {
			continue
		}
		_, to := r.Bytes(h)
		rest := strings.TrimRight(r.Text[to:], " .!")
		if i := strings.IndexAny(rest, ",;:.)"); i < 0 || i == len(rest)-1 && rest[i] == ')' {
			return h, true
		}
	}
	return clause.Hit{}, false
}

// amid says that a phrase is set off by commas or brackets in the middle of an
// enumeration, so that it is about one of several things: "Set a title, if
// applicable, and a date".
func (r Terms) amid(h clause.Hit) bool {
	if h.From < 2 || h.To >= len(r.Words) {
		return false
	}
	before, after := strings.TrimSpace(r.Gap(h.From-1)), strings.TrimSpace(r.Gap(h.To-1))
	next := r.Word(h.To)
	return (strings.HasSuffix(before, ",") && strings.HasPrefix(after, ",") || strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")")) && (next == "and" || next == "or" || next == "und" || next == "et" || next == "y")
}

// second says that a phrase is said of the last of several things only: "Install
// Git and, if needed, an editor".
func (r Terms) second(h clause.Hit) bool {
	if before := r.Gap(h.From - 1); h.From > 0 && strings.ContainsAny(before, "(（") {
		from, _ := r.Bytes(h)
		return strings.ContainsAny(r.Text[:from], ",、，")
	}
	switch r.Word(h.From - 1) {
	case "and", "or", "und", "oder", "et", "ou", "y", "o", "e":
		return h.To < len(r.Words)
	}
	return false
}

// apart says that a single word such as "optional" stands where it qualifies
// the whole: at either end, in brackets, after a dash, or as an adverb.
func (r Terms) apart(h clause.Hit) bool {
	if h.From <= 1 || strings.HasSuffix(r.Word(h.From), "ly") {
		return true
	}
	before := strings.TrimSpace(r.Gap(h.From - 1))
	return before != "" && (strings.ContainsAny(before[len(before)-1:], "([-–—*_") || h.To == len(r.Words))
}

// access reads "if you have access to X" and its contrary.
func (r Terms) access() (Binding, bool) {
	for _, tag := range []sense.Tag{sense.LacksAccess, sense.HasAccess} {
		best := clause.Hit{}
		for _, h := range r.Hits {
			if h.Tag == tag && h.To-h.From > best.To-best.From {
				best = h
			}
		}
		if best.To == 0 {
			continue
		}
		thing, ok := r.accessTo(best)
		if !ok {
			continue
		}
		b := Binding{Condition: "access:" + thing, Sure: 0.95, At: best}
		if tag == sense.LacksAccess {
			b.Condition = "not " + b.Condition
		}
		return b, true
	}
	return Binding{}, false
}

// accessTo finds what the access is to: the words behind the phrase, else a
// name before it.
func (r Terms) accessTo(h clause.Hit) (string, bool) {
	explicit := strings.Contains(r.Phrase(h), "acc") || strings.Contains(r.Phrase(h), "acess") || strings.Contains(r.Phrase(h), "zug") || strings.Contains(r.Phrase(h), "アクセス")
	var thing []string
	for i := h.To; i < len(r.Words) && i < h.To+6; i++ {
		if i > h.To || strings.ContainsAny(r.Gap(i-1), ",;:.)(、，") {
			if strings.ContainsAny(r.Gap(i-1), ",;:.)(、，") {
				break
			}
		}
		w := r.Word(i)
		if i == h.To && (w == "to" || sense.Articles[w]) || i == h.To+1 && sense.Articles[w] {
			continue
		}
		if sense.StopAccess[w] || r.Words[i].From == 0 {
			break
		}
		thing = append(thing, w)
	}
	if !explicit {
		n := len(thing)
		if n == 0 || !sense.AccessNouns[thing[n-1]] {
			return "", false
		}
	}
	for len(thing) > 1 && sense.AccessNouns[thing[len(thing)-1]] {
		thing = thing[:len(thing)-1]
	}
	if len(thing) == 0 {
		return r.nameBefore(h.From)
	}
	return strings.Join(thing, "-"), true
}

// nameBefore finds the last capitalized name before a word.
func (r Terms) nameBefore(i int) (string, bool) {
	for j := i - 1; j >= 0; j-- {
		first, _ := utf8.DecodeRuneInString(r.Text[r.Words[j].From:])
		if unicode.IsUpper(first) && (j > 0 || r.Words[j].Text[0] >= 0x80) || r.Spaceless() && first < utf8.RuneSelf {
			return r.Word(j), true
		}
	}
	return "", false
}

// Choose says how many of its children a text asks for, and whether exactly so
// many; 0 for all.
func (r Terms) Choose() (least int, exact bool) {
	for _, h := range r.Hits {
		if h.From > 6 && h.To < len(r.Words)-2 {
			continue
		}
		switch h.Tag {
		case sense.ChooseSome:
			if w := r.Word(h.From); w == "two" || strings.HasPrefix(r.Phrase(h), "at least two") {
				return 2, false
			}
			return 1, false
		case sense.ChooseOne:
			if h.To-h.From > 1 || strings.Contains(r.Text, " or ") {
				return 1, true
			}
		}
	}
	return 0, false
}
