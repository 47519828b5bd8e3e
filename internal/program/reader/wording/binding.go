package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// Binding is how binding an activity is.
type Binding struct {
	Optional bool
	// Condition is "access:<thing>", "not access:<thing>", "availability" or empty.
	Condition string
	// Sure is how sure Optional and Condition are.
	Sure float64
	// At is the hit that says so, for pointing at it.
	At Hit
}

// Binding says whether a text may be skipped and what it depends on.
func (r *Reading) Binding() Binding {
	if b, ok := r.access(); ok {
		return b
	}
	if h, ok := r.Find(sense.Availability, 0); ok && !r.amid(h) {
		return Binding{Optional: true, Condition: "availability", Sure: 0.95, At: h}
	}
	for _, h := range r.Hits {
		if h.Tag == sense.Optional && (h.To > h.From+1 || r.apart(h)) {
			return Binding{Optional: true, Sure: 0.95, At: h}
		}
	}
	if h, ok := r.at(r.skipPolite(0), func(t sense.Tag) bool { return t == sense.IfClause }); ok && r.comma(h.To, 60) > 0 {
		return Binding{Optional: true, Sure: 0.6, At: h}
	}
	if h, ok := r.proviso(); ok {
		return Binding{Optional: true, Sure: 0.6, At: h}
	}
	return Binding{}
}

// proviso finds the condition that ends a text, set off by a comma or in
// brackets: "Create a blog, if you have none", "Set up the editor (if engineer)".
func (r *Reading) proviso() (Hit, bool) {
	for _, h := range r.Hits {
		if h.Tag != sense.IfClause || h.From < 2 || len(r.Words)-h.From > 10 || len(r.Words) == h.To {
			continue
		}
		before := strings.TrimSpace(r.gap(h.From - 1))
		if !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, "(") {
			continue
		}
		_, to := r.Bytes(h)
		rest := strings.TrimRight(r.Text[to:], " .!")
		if i := strings.IndexAny(rest, ",;:.)"); i < 0 || i == len(rest)-1 && rest[i] == ')' {
			return h, true
		}
	}
	return Hit{}, false
}

// amid says that a phrase is set off by commas or brackets in the middle of an
// enumeration, so that it is about one of several things: "Set a title, if
// applicable, and a date".
func (r *Reading) amid(h Hit) bool {
	if h.From < 2 || h.To >= len(r.Words) {
		return false
	}
	before, after := strings.TrimSpace(r.gap(h.From-1)), strings.TrimSpace(r.gap(h.To-1))
	next := r.word(h.To)
	return (strings.HasSuffix(before, ",") && strings.HasPrefix(after, ",") || strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")")) && (next == "and" || next == "or" || next == "und" || next == "et" || next == "y")
}

// apart says that a single word such as "optional" stands where it qualifies
// the whole: at either end, in brackets, after a dash, or as an adverb.
func (r *Reading) apart(h Hit) bool {
	if h.From <= 1 || strings.HasSuffix(r.word(h.From), "ly") {
		return true
	}
	before := strings.TrimSpace(r.gap(h.From - 1))
	return before != "" && (strings.ContainsAny(before[len(before)-1:], "([-–—*_") || h.To == len(r.Words))
}

// access reads "if you have access to X" and its contrary.
func (r *Reading) access() (Binding, bool) {
	for _, tag := range []sense.Tag{sense.LacksAccess, sense.HasAccess} {
		best := Hit{}
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
func (r *Reading) accessTo(h Hit) (string, bool) {
	explicit := strings.Contains(r.phrase(h), "acc") || strings.Contains(r.phrase(h), "acess") || strings.Contains(r.phrase(h), "zug") || strings.Contains(r.phrase(h), "アクセス")
	var thing []string
	for i := h.To; i < len(r.Words) && i < h.To+6; i++ {
		if i > h.To || strings.ContainsAny(r.gap(i-1), ",;:.)(、，") {
			if strings.ContainsAny(r.gap(i-1), ",;:.)(、，") {
				break
			}
		}
		w := r.word(i)
		if i == h.To && (w == "to" || articles[w]) || i == h.To+1 && articles[w] {
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

func (r *Reading) phrase(h Hit) string {
	from, to := r.Bytes(h)
	return strings.ToLower(r.Text[from:to])
}

// capital says that a word begins with a capital letter.
func (r *Reading) capital(i int) bool {
	first, _ := utf8.DecodeRuneInString(r.Text[r.Words[i].From:])
	return unicode.IsUpper(first)
}

// nameBefore finds the last capitalized name before a word.
func (r *Reading) nameBefore(i int) (string, bool) {
	for j := i - 1; j >= 0; j-- {
		first, _ := utf8.DecodeRuneInString(r.Text[r.Words[j].From:])
		if unicode.IsUpper(first) && (j > 0 || r.Words[j].Text[0] >= 0x80) || r.spaceless() && first < utf8.RuneSelf {
			return r.word(j), true
		}
	}
	return "", false
}

// Choose says how many of its children a text asks for, and whether exactly so
// many; 0 for all.
func (r *Reading) Choose() (least int, exact bool) {
	for _, h := range r.Hits {
		if h.From > 6 && h.To < len(r.Words)-2 {
			continue
		}
		switch h.Tag {
		case sense.ChooseSome:
			if w := r.word(h.From); w == "two" || strings.HasPrefix(r.phrase(h), "at least two") {
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

// Every says how often a text asks for its doing: "day", "week", "two-weeks",
// "month", "as-needed", or empty for once.
func (r *Reading) Every() string {
	for _, h := range r.Hits {
		adjective := h.To < len(r.Words) && strings.TrimSpace(r.gap(h.To-1)) == "" && !prepositions[r.word(h.To)]
		if w := r.word(h.From - 1); h.To > h.From+1 && (w == "for" || w == "of") && (r.word(h.From) == "each" || r.word(h.From) == "every") {
			continue // "an epic for each week" is one thing a week has
		}
		if h.To == h.From+1 && h.From > 0 && (adjective || r.capital(h.From)) {
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
func (r *Reading) enumerated(h Hit) bool {
	from, _ := r.Bytes(h)
	open := strings.LastIndexByte(r.Text[:from], '(')
	if open < 0 || strings.IndexByte(r.Text[open:from], ')') >= 0 {
		return false
	}
	inside, _, _ := strings.Cut(r.Text[open:], ")")
	return strings.Count(inside, ",") > 0 && !strings.ContainsAny(inside, "0123456789")
}

// Estimate returns the minutes that a text says its doing takes; 0 for none.
func (r *Reading) Estimate() (minutes int, sure float64) {
	if minutes, _ := words.Clock(r.Text, r.Words); minutes > 0 {
		return minutes, 0.95
	}
	for i := 0; i < len(r.Words); i++ {
		value, end, ok := r.span(i)
		if !ok {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(strings.TrimSpace(r.gap(i-1)), "\ufe0f"))
		word := r.word(i - 1)
		switch {
		case value >= longest || sense.NotLong[word]:
		case before == '(' && strings.HasPrefix(r.gap(end-1), ")"):
			return r.sum(value, end), 0.95
		case strings.ContainsRune("([~≈|:–—-⏱🕐→（【［〜：，、", before):
			return value, 0.95
		case sense.AboutWords[word] || i == 0 || end >= len(r.Words):
			return value, 0.85
		case r.gap(end-2) == "-":
			return value, 0.7 // "a 30-minute call"
		}
		i = end
	}
	return 0, 0
}

// sum adds the lengths of time that follow one in brackets and are in brackets
// themselves: "the guide (15 min) and the wiki (1 h)". What is one or the other
// does not add up.
func (r *Reading) sum(total, end int) int {
	first := total
	for from := end; end < len(r.Words); end++ {
		value, next, ok := r.span(end)
		if r.word(end) == "or" || r.word(end) == "total" || ok && strings.Contains(r.gap(next-1), "total") {
			return first
		}
		if !ok || !strings.HasSuffix(r.gap(end-1), "(") || !strings.HasPrefix(r.gap(next-1), ")") {
			continue
		}
		between := r.Text[r.Words[from-1].To:r.Words[end].From]
		if !strings.Contains(between, " and ") && !strings.Contains(between, ", ") && !strings.Contains(between, "+") || strings.Contains(between, ". ") {
			return total
		}
		total, from, end = total+value, next, next-1
	}
	return total
}

// longest is from how many minutes on a length of time is no estimate of one
// doing but a date or a period: "a 30-day check-in".
const longest = 15 * 8 * 60

// span reads a length of time at word i: "30 minutes", "2-3 hours", "1 hr 20
// min", "half an hour", "1.5 hours". A range counts as its middle.
func (r *Reading) span(i int) (minutes, end int, ok bool) {
	value, j, ok := r.quantity(i)
	if !ok {
		return 0, 0, false
	}
	if j < len(r.Words) && r.Words[j].Number >= 0 && rangeGap(r.gap(j-1)) {
		if upper, k, more := r.quantity(j); more && upper > value {
			value, j = (value+upper)/2, k
		}
	} else if w := r.word(j); w == "to" || w == "bis" || w == "à" || w == "a" {
		if upper, k, more := r.quantity(j + 1); more && upper > value {
			value, j = (value+upper)/2, k
		}
	}
	if w := r.word(j); w == "full" || w == "whole" || w == "working" {
		j++
	}
	each := r.unitMinutes(j)
	if each == 0 {
		return 0, 0, false
	}
	total := value * each
	end = j + 1
	if each == 60 && end < len(r.Words) && r.Words[end].Number >= 0 && (r.unitMinutes(end+1) == 1 || r.word(j) == "h" && r.gap(j) == "") {
		total += float64(r.Words[end].Number)
		if end++; r.unitMinutes(end) == 1 {
			end++
		}
	}
	if total < 1 || total > 60*400 {
		return 0, 0, false
	}
	return int(total + 0.5), end, true
}

func rangeGap(gap string) bool {
	gap = strings.TrimSpace(gap)
	return gap == "-" || gap == "–" || gap == "—" || gap == "/" || gap == "〜" || gap == "～" || gap == "~"
}

// quantity reads a number, decimal or in words.
func (r *Reading) quantity(i int) (value float64, end int, ok bool) {
	if i >= len(r.Words) {
		return 0, 0, false
	}
	w := r.Words[i]
	if w.Number >= 0 && w.Number < 10_000 {
		value = float64(w.Number)
		if i+1 < len(r.Words) && r.Words[i+1].Number >= 0 && r.Words[i+1].Number < 100 && (r.gap(i) == "." || r.gap(i) == ",") {
			fraction := float64(r.Words[i+1].Number) / 10
			if len(r.Words[i+1].Text) > 1 {
				fraction /= 10
			}
			return value + fraction, i + 2, true
		}
		if strings.HasPrefix(r.gap(i), "½") {
			value += 0.5
		}
		return value, i + 1, true
	}
	if w.Text == "half" && (r.word(i+1) == "an" || r.word(i+1) == "a") {
		return 0.5, i + 2, true
	}
	value, ok = sense.NumberWords[w.Text]
	return value, i + 1, ok
}

// unitMinutes returns how many minutes the unit at word i has, 0 for no unit.
// A working day has eight hours.
func (r *Reading) unitMinutes(i int) float64 {
	h, ok := r.at(i, func(t sense.Tag) bool { return t == sense.Minute || t == sense.Hour || t == sense.DayUnit })
	if !ok {
		if r.word(i) == "m" {
			return 1
		}
		return 0
	}
	switch {
	case h.Tag == sense.Minute:
		return 1
	case h.Tag == sense.Hour:
		return 60
	}
	if w := r.word(i); w == "日" || strings.HasPrefix(r.word(h.To), "s") && r.word(h.To) == "'s" {
		return 0
	}
	return 8 * 60
}

// Part returns which part of a course a text is about, in its own words, such
// as "modules 1-3"; empty for the whole.
func (r *Reading) Part() string {
	for _, h := range r.Hits {
		if h.Tag != sense.PartOf || h.To >= len(r.Words) {
			continue
		}
		last := h.To
		if _, _, ok := r.quantity(last); !ok || r.Words[last].Number < 0 {
			continue
		}
		for k := last + 1; k < len(r.Words) && k < last+6; k++ {
			if r.Words[k].Number >= 0 && (rangeGap(r.gap(k-1)) || joins[r.word(k-1)] || strings.ContainsAny(r.gap(k-1), "&,+")) {
				last = k
			} else if !joins[r.word(k)] {
				break
			}
		}
		w := r.word(h.From)
		plural := strings.HasSuffix(w, "s") || strings.HasSuffix(w, "e") || strings.HasSuffix(w, "en") || last > h.To
		if !plural && !strings.Contains(r.gap(h.From-1), "(") && w != "part" && w != "teil" && w != "module" {
			continue
		}
		return r.Text[r.Words[h.From].From:r.Words[last].To]
	}
	return ""
}

// joins may stand between the numbers of parts.
var joins = map[string]bool{"to": true, "and": true, "bis": true, "und": true, "à": true, "et": true, "a": true, "y": true, "e": true, "through": true}
