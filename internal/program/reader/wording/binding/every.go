package binding

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// Every says how often a text asks for its doing: "day", "week", "two-weeks",
// "month", "as-needed", or empty for once.
func (r Terms) Every() string {
	for _, h := range r.Hits {
		if h.Tag < sense.Daily || h.Tag > sense.AsNeeded || h.To == h.From+1 && r.describes(h) || !r.said(h) {
			continue
		}
		if w := r.Word(h.From - 1); h.To > h.From+1 && (w == "for" || w == "of") && (r.Word(h.From) == "each" || r.Word(h.From) == "every") {
			continue // "an epic for each week" is one thing a week has
		}
		switch h.Tag {
		case sense.Fortnightly:
			return "two-weeks"
		case sense.AsNeeded:
			return "as-needed"
		case sense.Daily:
			return "day"
		case sense.Weekly:
			return "week"
		case sense.Monthly:
			return "month"
		}
	}
	return ""
}

// describes says that a word tells of a thing how often it takes place rather
// than of the doing: "a weekly call" and "la réunion hebdomadaire" are one each,
// "Community Daily" is a name. What begins without a verb is the thing itself:
// "Weekly call", "Réunion hebdomadaire".
func (r Terms) describes(h clause.Hit) bool {
	if h.From == 0 {
		return false
	}
	if sense.Habitual[r.Word(h.From)] {
		return h.From > 2 || len(r.Verbs(r.Main())) > 0
	}
	before := h.To < len(r.Words) && strings.TrimSpace(r.Gap(h.To-1)) == "" && !sense.Prepositions[r.Word(h.To)]
	return before || r.Capital(h.From)
}

// said says that a phrase is said of the doing and not in a remark: outside of
// brackets, or in some that begin with it or give a number: "(weekly)", "(10
// minutes a day)".
func (r Terms) said(h clause.Hit) bool {
	from, to := r.Bytes(h)
	open := strings.LastIndexAny(r.Text[:from], "(（")
	if open < 0 || strings.ContainsAny(r.Text[open:from], ")）") {
		return true
	}
	inside := r.Text[open:]
	if closing := strings.IndexAny(inside, ")）"); closing > 0 {
		inside = inside[:closing]
	}
	if strings.ContainsAny(inside, "0123456789") {
		return true
	}
	return strings.TrimLeft(r.Text[open:from], "(（ *_") == "" && !strings.ContainsAny(inside, ",") && len(strings.Fields(r.Text[to:open+len(inside)])) <= 3
}

// Again says how often a sentence asks for what another has told: "Do this every
// week", "Repeat daily", "Every Monday." What it says of other things it does not.
func (r Terms) Again() string {
	if _, ok := r.At(0, func(t sense.Tag) bool { return t >= sense.Daily && t <= sense.Monthly }); ok && len(r.Words) <= 6 {
		return r.Every()
	}
	switch r.Word(0) {
	case "repeat", "wiederhole", "wiederholen", "répéter", "répétez", "repite", "repetir", "repita", "happens":
		return r.Every()
	case "do", "this", "it":
		switch r.Word(1) {
		case "this", "it", "so", "happens", "repeats", "takes", "recurs":
			return r.Every()
		}
	}
	return ""
}
