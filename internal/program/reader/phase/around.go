package phase

import (
	"strings"

	"stint/internal/program/reader/words"
)

// prefix judges the words before a name.
func (r *reading) prefix(l *Label, i int) bool {
	unknown := 0
	for k := 0; k < i; k++ {
		switch w := r.word(k); {
		case aboutWords[w] && r.leadsTo(k+1, i):
			return false
		case beforeWords[w], afterWords[w] && (!strings.Contains("after nach", w) || l.Unit != Day), questionWords[w]:
			return false
		case w == "beyond":
			l.Open = true
		case fromWords[w]:
			l.Open = !l.Ranged
		case fillers[w], firstWords[w], numerals[w].ordinal, w == "第", w == "最", w == "初", w == "の", w == "入", w == "社":
		default:
			unknown++
		}
	}
	if i == 0 || unknown == 0 {
		l.Lead = true
		return !r.precedes(l)
	}
	apart := strings.TrimSpace(r.text[r.words[i-1].To:r.words[i].From])
	switch {
	case strings.ContainsAny(apart, ":–—|(-/>") && unknown <= 5:
		l.Sure = min(l.Sure, 0.8)
	case unknown <= 2 && l.Numbered:
		l.Sure = min(l.Sure, 0.6)
		l.Weak = l.Weak || unknown > 1 || l.count // "Our 30-day plan" may be all of it
	default:
		return false
	}
	return !r.precedes(l)
}

// leadsTo says that nothing but fillers stands between a word and the name at
// i: "Preparation for week 2".
func (r *reading) leadsTo(k, i int) bool {
	if !towards[r.word(k)] {
		return false
	}
	for ; k < i; k++ {
		if w := r.word(k); !fillers[w] && !towards[w] {
			return false
		}
	}
	return true
}

// questionWords begin a heading that asks or tells rather than names.
var questionWords = set("how what why when where who which wie was warum comment pourquoi cómo como qué que o")

// precedes says that the words right after a name turn it into the time before
// something, or into the time that has gone by since: "2 weeks before you
// start", "3 Monate danach".
func (r *reading) precedes(l *Label) bool {
	for i, w := range r.words {
		if w.From >= l.To {
			aside := beforeWords[w.Text] && w.Text != "pre" || l.count && laterWords[w.Text]
			return aside && i > 0 && strings.TrimSpace(r.gap(i-1)) == ""
		}
	}
	return false
}

// rest reads what follows a name: a second name in parentheses and a topic.
func (r *reading) rest(l *Label, end int) {
	rest := strings.TrimLeft(r.text[l.To:], " +")
	if strings.HasPrefix(rest, "(") && !l.Lead {
		rest = rest[1:]
	}
	if strings.HasPrefix(rest, "(") {
		if closing := strings.IndexByte(rest, ')'); closing > 0 {
			if also, ok := Parse(rest[1:closing]); ok && also.Unit != None && also.Lead && also.Topic == "" {
				l.Also = &also
				rest = rest[closing+1:]
			}
		}
	}
	l.Topic = strings.Trim(withoutTotal(rest), " :：–—-|.,)+*\u00a0")
	if strings.Contains(l.Topic, "(") && !strings.Contains(l.Topic, ")") {
		l.Topic += ")"
	}
	if l.Also == nil && strings.HasSuffix(l.Topic, ")") {
		open := strings.LastIndexByte(l.Topic, '(')
		if also, ok := Parse(strings.Trim(l.Topic[open+1:], ")")); open >= 0 && ok && also.Lead && also.Numbered && !also.count && spansTime(also.Unit) {
			l.Also = &also // "Phase I: Foundations (months 1–3)"
		}
	}
	l.Break = namesBreak(l.Topic)
}

// withoutTotal cuts "of 12" and "/12" off what follows "Week 1".
func withoutTotal(rest string) string {
	s := strings.TrimLeft(rest, " (")
	for _, of := range []string{"of ", "/", "von ", "de ", "sur "} {
		if total, ok := strings.CutPrefix(s, of); ok {
			if cut := strings.TrimLeft(total, "0123456789"); cut != total {
				return strings.TrimLeft(cut, ")")
			}
		}
	}
	return rest
}

// NamesBreak says that a text names a break where a phase could stand: "No
// class", "Spring break".
func NamesBreak(text string) bool { return namesBreak(text) }

// namesBreak says that a topic is a break: "Break", "spring break", "(holiday)",
// "no tasks". "Break the ice" is none.
func namesBreak(topic string) bool {
	list := words.Split(topic)
	for i, w := range list {
		if len(list) > 6 || i > 3 {
			return false
		}
		next := ""
		if i+1 < len(list) {
			next = list[i+1].Text
		}
		switch {
		case w.Text == "no" && (next == "tasks" || next == "activities" || next == "sessions" || next == "classes" || next == "class"):
			return true
		case !breakWords[w.Text] || w.Text == "off" && i > 1:
		case next == "", next == "week", next == "day", next == "days":
			return true
		case strings.TrimSpace(topic[w.To:list[i+1].From]) != "":
			return true
		}
	}
	return false
}

// pause reads the heading of a break between phases, which has no number:
// "Spring break", "Reading week". It counts only among phases.
func (r *reading) pause() (Label, bool) {
	n := len(r.words)
	if n == 0 || n > 4 {
		return Label{}, false
	}
	for _, w := range r.words {
		if beforeWords[w.Text] || afterWords[w.Text] || questionWords[w.Text] {
			return Label{}, false
		}
	}
	if eastern := breakWords[strings.TrimSpace(r.text)]; breakWords[r.words[n-1].Text] || eastern {
		return Label{Break: true, Weak: true, Sure: 0.6, To: len(r.text), Lead: true}, true
	}
	u, ok := r.unit(n - 1)
	if !ok || u.unit != Week || u.plural || n < 2 {
		return Label{}, false
	}
	return Label{Unit: Week, Weak: true, Sure: 0.6, To: len(r.text), Lead: true}, true
}

// Mentions returns the phases that a text names anywhere: "the plan you made in
// week 8". Lengths such as "3 weeks" are none.
func Mentions(text string) []Label {
	r := reading{text: text, words: words.Split(text)}
	var out []Label
	for i := 0; i < len(r.words); i++ {
		l, end, ok := r.named(i)
		if !ok {
			l, end, ok = r.eastern(i)
		}
		if !ok || !l.Numbered {
			continue
		}
		l.From, l.To = r.words[i].From, r.words[end-1].To
		out = append(out, l)
		i = end - 1
	}
	return out
}

// Numbered reads a heading that begins with a number of its own: "2. Build". It
// names a phase only where headings on end do and nothing else names phases.
func Numbered(text string) (Label, bool) {
	list := words.Split(text)
	if len(list) < 2 || list[0].Number < 0 || list[0].Number > 99 || list[0].From != 0 {
		return Label{}, false
	}
	gap := text[list[0].To:list[1].From]
	if strings.TrimSpace(gap) != "." && strings.TrimSpace(gap) != ")" && strings.TrimSpace(gap) != ":" || list[1].Number >= 0 {
		return Label{}, false
	}
	return Label{Unit: Part, Number: list[0].Number, Numbered: true, To: list[0].To, Topic: strings.TrimSpace(text[list[1].From:]), Lead: true, Sure: 0.5}, true
}
