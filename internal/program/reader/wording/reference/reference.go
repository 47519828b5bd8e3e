// Package reference finds what a text speaks of besides its doing: a course by its
// name, a part of one, something that was made in an earlier phase.
package reference

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// Mention is a text that may speak of something else: a course, what was made before.
type Mention struct{ *clause.Reading }

// Part returns which part of a course a text is about, in its own words, such
// as "modules 1-3"; empty for the whole.
func (r Mention) Part() string {
	for _, h := range r.Hits {
		if h.Tag != sense.PartOf || h.To >= len(r.Words) {
			continue
		}
		last := h.To
		if _, _, ok := r.Quantity(last); !ok || r.Words[last].Number < 0 {
			continue
		}
		for k := last + 1; k < len(r.Words) && k < last+6; k++ {
			if r.Words[k].Number >= 0 && (clause.IsRange(r.Gap(k-1)) || joins[r.Word(k-1)] || strings.ContainsAny(r.Gap(k-1), "&,+")) {
				last = k
			} else if !joins[r.Word(k)] {
				break
			}
		}
		w := r.Word(h.From)
		plural := strings.HasSuffix(w, "s") || strings.HasSuffix(w, "e") || strings.HasSuffix(w, "en") || last > h.To
		if !plural && !strings.Contains(r.Gap(h.From-1), "(") && w != "part" && w != "teil" && w != "module" {
			continue
		}
		return r.Text[r.Words[h.From].From:r.Words[last].To]
	}
	return ""
}

// joins may stand between the numbers of parts.
var joins = map[string]bool{"to": true, "and": true, "bis": true, "und": true, "à": true, "et": true, "a": true, "y": true, "e": true, "through": true}

// CourseName is what a text says besides its verb: the name of a course.
func (r Mention) CourseName() string {
	start := r.Main()
	if h, ok := r.At(start, clause.IsVerb); ok {
		start = h.To
	}
	for start < len(r.Words) && sense.Articles[r.Words[start].Text] {
		start++
	}
	if start >= len(r.Words) {
		return ""
	}
	name := r.Text[r.Words[start].From:]
	if at := strings.IndexAny(name, "(:;,"); at > 3 {
		name = name[:at]
	}
	return strings.Trim(name, " .–—-")
}

// BuildsOn says that the words before byte "at", where a text names a phase,
// make it the phase in which something was made. What was made stands between
// the returned bytes.
func (r Mention) BuildsOn(at int) (from, to int, ok bool) {
	mention := 0
	for mention < len(r.Words) && r.Words[mention].From < at {
		mention++
	}
	start := -1
	for _, h := range r.Hits {
		switch {
		case h.From >= mention:
		case h.Tag == sense.Made && mention-h.To <= 3:
			ok = true
		case h.Tag == sense.BasedOn:
			if start < 0 || h.To-h.From > 1 {
				start = h.To
			}
		}
	}
	if prior := r.Word(mention - 1); start >= 0 && (prior == "from" || prior == "of" || prior == "aus" || prior == "von" || prior == "de") {
		ok = true
	}
	if !ok {
		return 0, 0, false
	}
	from = max(start, 0)
	if from >= mention {
		from = 0
	}
	if mention == 0 {
		return 0, 0, false
	}
	return r.Words[from].From, r.Words[mention-1].To, true
}
