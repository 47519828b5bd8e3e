package clause

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

// IsThing says that a tag stands for a thing that a doing is about.
func IsThing(t sense.Tag) bool { return t >= sense.NounRead && t <= sense.NounShadow }

// VerbSet are the tags of the verb that leads a clause.
type VerbSet []sense.Tag

// Has says that one of the tags is the given one.
func (v VerbSet) Has(tag sense.Tag) bool {
	for _, t := range v {
		if t == tag {
			return true
		}
	}
	return false
}

// IsVerb says that a tag stands for a doing.
func IsVerb(t sense.Tag) bool { return t >= sense.VerbRead && t <= sense.VerbMilestone }

// Verbs returns the tags of the verb at word i, its gerund included.
func (r *Reading) Verbs(i int) VerbSet {
	if r.IsName(i) {
		return nil
	}
	if out := r.separated(i); out != nil {
		return out
	}
	h, ok := r.At(i, IsVerb)
	if ok && h.To == i+1 && strings.HasPrefix(r.Gap(i), "-") {
		return nil // "open-source projects"
	}
	if ok {
		var out VerbSet
		for _, o := range r.Hits {
			if o.From == i && o.To == h.To && IsVerb(o.Tag) {
				out = append(out, o.Tag)
			}
		}
		if h.To == i+1 && beginnings[r.Word(i)] && strings.HasSuffix(r.Word(h.To), "ing") {
			if inner := stemVerbs(r.Word(h.To)); len(inner) > 0 && !r.courseAhead(h.To) {
				return inner // "start writing"
			}
		}
		return out
	}
	if r.Word(i) == "building" && (sense.Premises[r.Word(i+1)] || r.Gap(i) == "/" && sense.Premises[r.Word(i+2)]) {
		return nil
	}
	return stemVerbs(r.Word(i))
}

// beginnings are verbs that another one follows.
var beginnings = map[string]bool{"start": true, "begin": true, "continue": true, "keep": true, "finish": true, "stop": true, "try": true}

func (r *Reading) courseAhead(i int) bool {
	_, course := r.Find(sense.NounCourse, i)
	return course
}

// stemVerbs returns the tags of the verb whose gerund a word is.
func stemVerbs(w string) VerbSet {
	if len(w) < 6 || !strings.HasSuffix(w, "ing") {
		return nil
	}
	stem := w[:len(w)-3]
	candidates := []string{stem, stem + "e"}
	if n := len(stem); stem[n-1] == stem[n-2] {
		candidates = append(candidates, stem[:n-1])
	}
	return verbsOf(candidates)
}

// verbsOf returns the tags of the first of some words that is a verb.
func verbsOf(candidates []string) VerbSet {
	lex := lexicon()
	for _, c := range candidates {
		n, ok := lex.first[c]
		if !ok {
			continue
		}
		var out VerbSet
		for _, t := range lex.tags[n] {
			if IsVerb(t) {
				out = append(out, t)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// separated returns the tag of a separable verb at word i whose particle ends
// its clause: "Stelle den Bericht im Team vor".
func (r *Reading) separated(i int) VerbSet {
	for j := i + 1; j < min(i+14, len(r.Words)); j++ {
		ends := j+1 == len(r.Words) || strings.ContainsAny(r.Gap(j), ".,;:!?(") || r.Word(j+1) == "und"
		if !ends {
			continue
		}
		if tag, ok := sense.Separable[r.Word(i)+" "+r.Word(j)]; ok {
			return VerbSet{tag}
		}
		if strings.ContainsAny(r.Gap(j), ".;:!?") {
			break
		}
	}
	return nil
}

// Infinitive returns the tags of the German infinitive that ends a text: "Das
// Handbuch lesen".
func (r *Reading) Infinitive() VerbSet {
	end := len(r.Words)
	if open := strings.IndexAny(r.Text, "(,:"); open > 0 {
		for end > 0 && r.Words[end-1].From > open {
			end--
		}
	}
	var out VerbSet
	for i := max(end-3, 1); i < end && len(out) == 0; i++ {
		for _, h := range r.Hits {
			if h.From == i && h.To == end && IsVerb(h.Tag) && (strings.HasSuffix(r.Word(end-1), "en") || strings.HasSuffix(r.Word(end-1), "ern") || strings.HasSuffix(r.Word(end-1), "eln")) {
				out = append(out, h.Tag)
			}
		}
	}
	return out
}

// Participle returns the verb whose participle ends the thing that a text begins
// with: what follows it is an end, a preposition or punctuation.
func (r *Reading) Participle(start int) (at int, verbs VerbSet) {
	if clauseWords[r.Word(start)] && !sense.Articles[r.Word(start)] {
		return 0, nil
	}
	for i := start + 1; i < min(start+10, len(r.Words)); i++ {
		if gap := r.Gap(i - 1); strings.ContainsAny(gap, "([,;:.–—?!") || strings.HasSuffix(gap, "-") {
			return 0, nil
		}
		if w := r.Word(i); clauseWords[w] || sense.Prepositions[w] && w != "and" {
			return 0, nil
		}
		if ends := r.Gap(i); ends == "" || strings.ContainsAny(ends, "([,;.–—!") || strings.Contains(ends, " -") || sense.Prepositions[r.Word(i+1)] || afterParticiple[r.Word(i+1)] {
			if verbs := ParticipleVerbs(r.Word(i)); len(verbs) > 0 {
				return i, verbs
			}
		}
	}
	return 0, nil
}

// afterParticiple may stand behind a participle besides prepositions.
var afterParticiple = map[string]bool{"as": true, "using": true, "via": true, "before": true, "after": true, "up": true, "out": true, "correctly": true, "successfully": true, "everywhere": true, "if": true, "or": true, "together": true, "during": true, "within": true}

// ParticipleVerbs returns the tags of the verb whose participle a word is.
func ParticipleVerbs(w string) VerbSet {
	if tag, ok := sense.Participles[w]; ok {
		return VerbSet{tag}
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
	return VerbSet{sense.VerbDo}
}

// UnlistedVerb returns the tags of a verb that no vocabulary has, where what
// follows shows that it is one: "Capture the lessons", "Renew two contracts".
func (r *Reading) UnlistedVerb(i int) VerbSet {
	w := r.Word(i)
	if len(w) < 3 || i+1 >= len(r.Words) || r.Gap(i) != " " || r.IsName(i) || sense.Prepositions[w] || clauseWords[w] || sense.Articles[w] || sense.NotImperative[w] {
		return nil
	}
	for _, c := range []byte(w) {
		if c < 'a' || c > 'z' {
			return nil
		}
	}
	if _, known := r.At(i, func(sense.Tag) bool { return true }); known || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ly") || strings.HasSuffix(w, "s") {
		return nil
	}
	if sense.Determiners[r.Word(i+1)] {
		return VerbSet{sense.VerbDo}
	}
	return nil
}

// LastVerb is where the verb stands of "channels to join", 0 for none.
func (r *Reading) LastVerb() int {
	n := len(r.Words)
	for i := max(1, n-3); i < n-1; i++ {
		if r.Word(i) == "to" && len(r.Verbs(i+1)) > 0 {
			if h, ok := r.At(i+1, IsVerb); ok && h.To == n {
				return i + 1
			}
		}
	}
	return 0
}
