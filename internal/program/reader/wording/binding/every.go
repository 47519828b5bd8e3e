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
		adjective := h.To < len(r.Words) && strings.TrimSpace(r.Gap(h.To-1)) == "" && !sense.Prepositions[r.Word(h.To)]
		if w := r.Word(h.From - 1); h.To > h.From+1 && (w == "for" || w == "of") && (r.Word(h.From) == "each" || r.Word(h.From) == "every") {
			continue // "an epic for each week" is one thing a week has
		}
		if h.To == h.From+1 && h.From > 0 && (adjective || r.Capital(h.From)) {
			continue // "a weekly call" is one call, "Community Daily" a name
		}
		if h.To == h.From+1 && h.From > 0 && r.enumerated(h) {
			continue // "(daily, planning, retro)" are meetings
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

// enumerated says that a word is one of several things in brackets.
func (r Terms) enumerated(h clause.Hit) bool {
	from, _ := r.Bytes(h)
	open := strings.LastIndexByte(r.Text[:from], '(')
	if open < 0 || strings.IndexByte(r.Text[open:from], ')') >= 0 {
		return false
	}
	inside, _, _ := strings.Cut(r.Text[open:], ")")
	return strings.Count(inside, ",") > 0 && !strings.ContainsAny(inside, "0123456789")
}
