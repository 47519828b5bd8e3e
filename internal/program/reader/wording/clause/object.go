package clause

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

// PhraseEnd returns the index behind the thing that the words from i on name:
// up to punctuation, a preposition or the next clause.
func (r *Reading) PhraseEnd(i int) int {
	for first := i; i < len(r.Words); i++ {
		w := r.Word(i)
		if i > first {
			if gap := r.Gap(i - 1); gap != " " && gap != "-" && gap != "" && gap != "/" && gap != " & " {
				return i
			}
			if r.Gap(i-1) != "-" && (sense.Prepositions[w] || clauseWords[w] && !sense.Articles[w] || afterParticiple[w] || w == "or") {
				return i
			}
		}
	}
	return i
}

// clauseWords begin another clause, which the first thing of a text is not part of.
var clauseWords = map[string]bool{"that": true, "which": true, "who": true, "where": true, "when": true, "if": true, "is": true, "are": true, "was": true, "were": true, "has": true, "have": true, "will": true, "you": true, "your": true, "the": true, "a": true, "an": true, "we": true, "they": true, "how": true, "what": true, "why": true}

// Object returns the words that the verb at word i governs.
func (r *Reading) Object(i int) (from, to int) {
	from = i + 1
	if h, ok := r.At(i, IsVerb); ok {
		from = h.To
	}
	return from, r.PhraseEnd(from)
}

// Holds says that the words from i to end name one of some things.
func (r *Reading) Holds(i, end int, tags ...sense.Tag) bool {
	for _, h := range r.Hits {
		if h.From < i || h.To > end {
			continue
		}
		for _, tag := range tags {
			if h.Tag == tag {
				return true
			}
		}
	}
	return false
}

// Quantity reads a number, decimal or in words.
func (r *Reading) Quantity(i int) (value float64, end int, ok bool) {
	if i >= len(r.Words) {
		return 0, 0, false
	}
	w := r.Words[i]
	if w.Number >= 0 && w.Number < 10_000 {
		value = float64(w.Number)
		if i+1 < len(r.Words) && r.Words[i+1].Number >= 0 && r.Words[i+1].Number < 100 && (r.Gap(i) == "." || r.Gap(i) == ",") {
			fraction := float64(r.Words[i+1].Number) / 10
			if len(r.Words[i+1].Text) > 1 {
				fraction /= 10
			}
			return value + fraction, i + 2, true
		}
		if strings.HasPrefix(r.Gap(i), "½") {
			value += 0.5
		}
		return value, i + 1, true
	}
	if w.Text == "half" && (r.Word(i+1) == "an" || r.Word(i+1) == "a") {
		return 0.5, i + 2, true
	}
	value, ok = sense.NumberWords[w.Text]
	return value, i + 1, ok
}

// IsRange says that what stands between two numbers makes them the ends of a range.
func IsRange(gap string) bool {
	gap = strings.TrimSpace(gap)
	return gap == "-" || gap == "–" || gap == "—" || gap == "/" || gap == "〜" || gap == "～" || gap == "~"
}
