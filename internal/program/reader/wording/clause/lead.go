package clause

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// Main returns the index of the word that begins the main clause: what stands
// before it says when, why or with whom.
func (r *Reading) Main() int {
	if r.main == 0 {
		r.main = r.findMain() + 1
	}
	return r.main - 1
}

func (r *Reading) findMain() int {
	i := r.prefix()
	if r.Word(i) == "re" && strings.HasPrefix(r.Gap(i), "-") {
		i++ // "(Re-)read the handbook"
	}
	for round := 0; round < 4; round++ {
		i = r.SkipPolite(i)
		h, ok := r.At(i, func(t sense.Tag) bool { return t == sense.Leading })
		if v, verb := r.At(i, IsVerb); !ok || verb && v.To >= h.To {
			return i
		}
		next := r.Comma(h.To, 60)
		if next < 0 {
			return i
		}
		i = next
	}
	return i
}

// prefix returns the index of the word behind "9:00–9:30", "Manager:",
// "Optional –", "Async:" and the like, 0 where a text begins with none.
func (r *Reading) prefix() int {
	_, first := words.Clock(r.Text, r.Words)
	for i := first; i < min(first+4, len(r.Words)); i++ {
		gap := r.Gap(i)
		if gap == " " {
			continue
		}
		if i+1 < len(r.Words) && strings.ContainsAny(gap, ":：)]") || strings.Contains(gap, " - ") || strings.Contains(gap, "–") || strings.Contains(gap, "—") {
			for k := first; k <= i; k++ {
				if _, ok := r.At(k, isPrefix); !ok && (!r.Covered(k) || r.tells(k)) {
					return first
				}
			}
			return i + 1
		}
	}
	return first
}

// tells says that a word of a label names the doing: "Practice:", "Reading:".
func (r *Reading) tells(k int) bool {
	_, ok := r.At(k, func(t sense.Tag) bool {
		return t >= sense.VerbRead && t <= sense.NounShadow && t != sense.VerbDo && t != sense.VerbMilestone
	})
	return ok
}

func isPrefix(t sense.Tag) bool {
	return IsRole(t) || t == sense.Optional || t == sense.Polite || t == sense.DayUnit || t == sense.WeekUnit || t == sense.MonthUnit
}

// Covered says that a word of a heading is one of those that may stand around
// the name of a role.
func (r *Reading) Covered(i int) bool {
	for _, h := range r.Hits {
		if h.From <= i && i < h.To && (IsRole(h.Tag) || h.Tag == sense.Tasks || h.Tag == sense.SetupSection || h.Tag == sense.Polite || h.Tag == sense.You) {
			return true
		}
	}
	w := r.Words[i].Text
	return sense.Articles[w] || headingWords[w] || r.Words[i].Number >= 0
}

// headingWords may stand beside a role in the heading of its tasks.
var headingWords = map[string]bool{
	"for": true, "only": true, "section": true, "by": true, "of": true, "and": true, "'s": true, "todo": true, "to": true, "do": true, "owner": true, "s": true,
	"onboarding": true, "offboarding": true, "expectation": true, "expectations": true, "duties": true, "responsibility": true, "responsibilities": true, "action": true, "actions": true, "will": true, "responsible": true, "dri": true, "für": true, "pour": true, "para": true, "des": true, "du": true, "de": true, "assigned": true, "complete": true, "must": true, "der": true, "practices": true, "par": true, "à": true, "faire": true, "von": true, "por": true, "hacer": true, "fazer": true, "pelo": true,
}

// Label returns the index of the word behind a label of a few words before a
// colon, 0 for none: "Review: the lead reads every draft".
func (r *Reading) Label() int {
	for i := 0; i < min(7, len(r.Words)-1); i++ {
		gap := r.Gap(i)
		if gap == " " {
			continue
		}
		if at := words.Colon(gap); at >= 0 {
			if strings.ContainsAny(gap[:at], "([,;.") || gap == ":" && r.Words[i].Number >= 0 {
				return 0
			}
			return i + 1
		}
		if strings.ContainsAny(gap, ",;.!?") {
			return 0
		}
	}
	return 0
}

// BehindLabel returns the index of the word behind a label of its own before a
// colon, where a verb follows it: "Ada: look at the build". A label that names
// the doing itself stays: "Read: the guide", "Exercise: ask five questions".
func (r *Reading) BehindLabel(start int) int {
	for i := start; i < min(start+4, len(r.Words)-1); i++ {
		for _, h := range r.Hits {
			if h.From == i && h.Tag >= sense.VerbRead && h.Tag <= sense.NounShadow {
				return start
			}
		}
		gap := r.Gap(i)
		if strings.HasPrefix(strings.TrimSpace(gap), ":") && strings.HasSuffix(gap, " ") && len(r.Verbs(i+1)) > 0 {
			return i + 1
		}
		if strings.TrimSpace(gap) != "" {
			return start
		}
	}
	return start
}

// Comma returns the index of the word behind the first comma after word i.
func (r *Reading) Comma(i, most int) int {
	depth := 0
	for j := max(i-1, 0); j+1 < len(r.Words) && j < i+most; j++ {
		gap := r.Gap(j)
		depth += strings.Count(gap, "(") - strings.Count(gap, ")")
		if depth <= 0 && strings.ContainsAny(gap, ",;:，、") {
			return j + 1
		}
		if strings.ContainsAny(gap, ".!?") && strings.Contains(gap, " ") {
			return -1
		}
	}
	return -1
}

// SkipPolite skips words that may stand before a verb: "please", "then", "you
// will", "the intern should".
func (r *Reading) SkipPolite(i int) int {
	for n := 0; n < 8 && i < len(r.Words); n++ {
		if h, ok := r.At(i, func(t sense.Tag) bool { return t == sense.Polite || t == sense.You }); ok {
			if v, verb := r.At(i, IsVerb); verb && v.To >= h.To {
				return i
			}
			i = h.To
			continue
		}
		if h, ok := r.At(i, func(t sense.Tag) bool { return t >= sense.Daily && t <= sense.Monthly }); ok && len(r.Verbs(h.To)) > 0 {
			i = h.To // "Each day create …"
			continue
		}
		end, ok := r.Subject(i)
		if !ok {
			return i
		}
		i = end
	}
	return i
}

// Subject skips "the intern must", "participants will".
func (r *Reading) Subject(i int) (end int, ok bool) {
	h, ok := r.At(i, IsRole)
	if !ok && sense.Articles[r.Word(i)] {
		h, ok = r.At(i+1, IsRole)
	}
	for n := 0; ok && n < 3; n++ {
		if r.Word(h.To) != "and" && r.Word(h.To) != "&" {
			break
		}
		next := h.To + 1
		if sense.Articles[r.Word(next)] {
			next++
		}
		other, more := r.At(next, IsRole)
		if !more {
			break
		}
		h = other
	}
	if !ok {
		return 0, false
	}
	m, ok := r.At(h.To, func(t sense.Tag) bool { return t == sense.Modal })
	if !ok {
		return 0, false
	}
	return m.To, true
}

// IsRole says that a tag stands for somebody.
func IsRole(t sense.Tag) bool { return t >= sense.Intern && t <= sense.Others }

// InRole returns the role that a word is part of the name of.
func (r *Reading) InRole(i int) (Hit, bool) {
	for _, h := range r.Hits {
		if h.From <= i && i < h.To && IsRole(h.Tag) {
			return h, true
		}
	}
	return Hit{}, false
}

// Addressed says that a text tells somebody to do something: it begins with a
// verb or says that somebody must.
func (r *Reading) Addressed() bool {
	start := r.Main()
	if len(r.Verbs(start)) > 0 {
		return !r.told(start)
	}
	return start > 0 && r.Has(sense.Modal) && !r.passive(start) || len(r.UnlistedVerb(start)) > 0
}

// told says that the word that looks like a verb at word i begins the subject of
// a sentence: "Book clubs are held online", "Work is reviewed on Fridays".
func (r *Reading) told(i int) bool {
	if sense.Clausal[r.Word(i)] {
		return false
	}
	for k := i + 1; k < min(i+4, len(r.Words)) && r.Gap(k-1) == " "; k++ {
		switch w := r.Word(k); {
		case w == "is" || w == "are" || w == "was" || w == "were":
			return true
		case sense.Determiners[w] || sense.Prepositions[w] || sense.Relative[w]:
			return false
		}
	}
	return false
}

// passive says that what follows word i only tells what may be done with a
// thing: "Optional calls can be organized".
func (r *Reading) passive(i int) bool {
	h, ok := r.Find(sense.Modal, i)
	if !ok || r.Word(h.To) != "be" {
		return false
	}
	w := r.Word(h.From)
	return w == "can" || w == "could" || w == "may" || w == "might"
}

// EndsAsking says that a text of a script without spaces ends with the verb of
// what is to be done, as it stands in lists.
func (r *Reading) EndsAsking() bool {
	if !r.Spaceless() {
		return false
	}
	text := strings.TrimRight(r.Text, " 。！!")
	for i := len(r.Hits) - 1; i >= 0 && r.Hits[i].To > len(r.Words)-8; i-- {
		if h := r.Hits[i]; IsVerb(h.Tag) {
			_, to := r.Bytes(h)
			if to > len(text) {
				continue
			}
			switch behind := text[to:]; behind {
			case "":
				return strings.HasSuffix(text, "る") || strings.HasSuffix(text, "う") || strings.HasSuffix(text, "く") || strings.HasSuffix(text, "す") || strings.HasSuffix(text, "む")
			case "する", "してください", "しましょう", "すること", "ください", "こと":
				return true
			}
		}
	}
	return false
}

// Imperative says that a text begins with what is to be done, said as such:
// "Review the rules", not "Reviewing the rules".
func (r *Reading) Imperative() bool {
	start := r.Main()
	return (len(r.Verbs(start)) > 0 || len(r.UnlistedVerb(start)) > 0) && !strings.HasSuffix(r.Word(start), "ing")
}

// IsQuestion says that a text asks something.
func (r *Reading) IsQuestion() bool {
	text := strings.TrimRight(r.Text, " )*_”\"")
	if strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？") {
		return true
	}
	if len(r.Words) > 3 && strings.Contains(text, "? ") {
		return true
	}
	return r.Spaceless() && strings.HasSuffix(strings.TrimRight(text, "。"), "か")
}

// Interrogative says that a text begins with a question word.
func (r *Reading) Interrogative() bool {
	h, ok := r.At(0, func(t sense.Tag) bool { return t == sense.Question })
	return ok && r.Word(h.From) != "have" && r.Word(h.From) != "do" && r.Word(h.From) != "can"
}
