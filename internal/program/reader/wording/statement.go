package wording

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

// passive decides for a text that tells what has been done rather than asks for
// it: "Welcome meeting held", "Org chart reviewed", "Accounts created". The
// participle behind the thing names the doing as a verb before it would.
func (r *Reading) passive(start int, around Around) (kind string, sure float64, ok bool) {
	at, verbs := r.participle(start)
	switch {
	case len(verbs) == 0:
		return "", 0, false
	case verbs.has(sense.VerbDo) || verbs.has(sense.VerbComplete) || verbs.has(sense.VerbGive):
		// what was done to it says little, what it is says more: "course finished"
		for _, h := range r.Hits {
			if h.Tag == sense.NounMeet && h.From >= start && h.To == at {
				return Meet, 0.7, true
			}
		}
		if kind, sure := r.nominal(Around{CourseSite: around.CourseSite}); sure >= 0.6 && (kind == Meet || kind == Exam || kind == Course || kind == Shadow || kind == Roleplay) {
			return kind, 0.7, true
		}
		return Do, 0.7, true
	case verbs.has(sense.VerbPresent):
		return Do, 0.6, true // shown to the one who ticks it
	case verbs.has(sense.VerbDeliver) && r.arranged(start):
		return Do, 0.7, true
	}
	kind, _ = r.verbal(verbs, around)
	return kind, 0.7, true
}

// participle returns the verb whose participle ends the thing that a text begins
// with: what follows it is an end, a preposition or punctuation.
func (r *Reading) participle(start int) (at int, verbs verbSet) {
	if clauseWords[r.word(start)] && !articles[r.word(start)] {
		return 0, nil
	}
	for i := start + 1; i < min(start+10, len(r.Words)); i++ {
		if gap := r.gap(i - 1); strings.ContainsAny(gap, "([,;:.–—?!") || strings.HasSuffix(gap, "-") {
			return 0, nil
		}
		if w := r.word(i); clauseWords[w] || prepositions[w] && w != "and" {
			return 0, nil
		}
		if ends := r.gap(i); ends == "" || strings.ContainsAny(ends, "([,;.–—!") || strings.Contains(ends, " -") || prepositions[r.word(i+1)] || afterParticiple[r.word(i+1)] {
			if verbs := participleVerbs(r.word(i)); len(verbs) > 0 {
				return i, verbs
			}
		}
	}
	return 0, nil
}

// clauseWords begin another clause, which the first thing of a text is not part of.
var clauseWords = map[string]bool{"that": true, "which": true, "who": true, "where": true, "when": true, "if": true, "is": true, "are": true, "was": true, "were": true, "has": true, "have": true, "will": true, "you": true, "your": true, "the": true, "a": true, "an": true, "we": true, "they": true, "how": true, "what": true, "why": true}

// afterParticiple may stand behind a participle besides prepositions.
var afterParticiple = map[string]bool{"as": true, "using": true, "via": true, "before": true, "after": true, "up": true, "out": true, "correctly": true, "successfully": true, "everywhere": true, "if": true, "or": true, "together": true, "during": true, "within": true}

// participleVerbs returns the tags of the verb whose participle a word is.
func participleVerbs(w string) verbSet {
	if tag, ok := sense.Participles[w]; ok {
		return verbSet{tag}
	}
	if len(w) < 5 || !strings.HasSuffix(w, "ed") || sense.Adjectives[w] {
		return nil
	}
	stem := w[:len(w)-2]
	candidates := []string{stem + "e", stem}
	if n := len(stem); stem[n-1] == 'i' {
		candidates = append(candidates, stem[:n-1]+"y")
	} else if stem[n-1] == stem[n-2] {
		candidates = append(candidates, stem[:n-1])
	}
	if verbs := verbsOf(candidates); len(verbs) > 0 {
		return verbs
	}
	return verbSet{sense.VerbDo}
}

// phraseEnd returns the index behind the thing that the words from i on name:
// up to punctuation, a preposition or the next clause.
func (r *Reading) phraseEnd(i int) int {
	for first := i; i < len(r.Words); i++ {
		w := r.word(i)
		if i > first {
			if gap := r.gap(i - 1); gap != " " && gap != "-" && gap != "" && gap != "/" && gap != " & " {
				return i
			}
			if r.gap(i-1) != "-" && (prepositions[w] || clauseWords[w] && !articles[w] || afterParticiple[w] || w == "or") {
				return i
			}
		}
	}
	return i
}

// object returns the words that the verb at word i governs.
func (r *Reading) object(i int) (from, to int) {
	from = i + 1
	if h, ok := r.at(i, isVerb); ok {
		from = h.To
	}
	return from, r.phraseEnd(from)
}

// names says that the words from i to end name one of some things.
func (r *Reading) names(i, end int, tags ...sense.Tag) bool {
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

// arranges says that what the verb at word i makes is a thing one has to have
// rather than a piece of work: an account, a channel, a ticket.
func (r *Reading) arranges(i int) bool {
	from, to := r.object(i)
	return to > from && sense.Arrangements[r.word(to-1)] && !sense.Reviewed[r.word(to-2)]
}

// arranged is arranges for a participle behind the thing.
func (r *Reading) arranged(start int) bool {
	for i := start; i < min(start+10, len(r.Words)); i++ {
		if sense.Arrangements[r.word(i)] && (i+1 == len(r.Words) || len(participleVerbs(r.word(i+1))) > 0) {
			return true
		}
	}
	return false
}

// imperative returns the tags of a verb that no vocabulary has, where what
// follows shows that it is one: "Capture the lessons", "Renew two contracts".
func (r *Reading) imperative(i int) verbSet {
	w := r.word(i)
	if len(w) < 3 || i+1 >= len(r.Words) || r.gap(i) != " " || r.isName(i) || prepositions[w] || clauseWords[w] || articles[w] || sense.NotImperative[w] {
		return nil
	}
	for _, c := range []byte(w) {
		if c < 'a' || c > 'z' {
			return nil
		}
	}
	if _, known := r.at(i, func(sense.Tag) bool { return true }); known || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ly") || strings.HasSuffix(w, "s") {
		return nil
	}
	if sense.Determiners[r.word(i+1)] {
		return verbSet{sense.VerbDo}
	}
	return nil
}

// isName says that a sign before a word makes it the name of a channel, a person
// or a file: "#design", "@review", "/label".
func (r *Reading) isName(i int) bool {
	if i >= len(r.Words) || r.Words[i].From == 0 {
		return false
	}
	return strings.IndexByte("#@/~$`", r.Text[r.Words[i].From-1]) >= 0
}
