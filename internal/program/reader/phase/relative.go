package phase

import (
	"strings"

	"stint/internal/program/reader/words"
)

// namedDays are the letters that stand for the day everything is about, by the
// words for a day before them: "le jour J", "Tag X", "o dia D".
var namedDays = map[string]string{"jour": "j", "tag": "x", "día": "d", "dia": "d"}

// countingLetters stand for that day where others are counted from it: "J+7",
// "D-1", "T+30 days".
var countingLetters = map[string]bool{"j": true, "d": true, "t": true}

// relative reads the name of the day everything is about, which is day 1, and
// those of days counted from it. Words for before or after it name neither.
func (r *reading) relative(i int) (Label, int, bool) {
	end := r.namedDay(i)
	l := Label{Unit: Day, Number: 1, Numbered: true, Relative: true, Sure: 0.8}
	if end == 0 {
		if !r.capital(i) || !countingLetters[r.word(i)] || strings.TrimSpace(r.gap(i)) != "+" {
			return Label{}, 0, false
		}
		n, ok := r.cardinal(i+1, false)
		if !ok || n > 999 {
			return Label{}, 0, false
		}
		l.Number, end = n+1, i+2
		if u, ok := r.unit(end); ok && spansTime(u.unit) {
			end++
			if u.unit != Day {
				l.Unit, l.Number = u.unit, n
			}
		}
	}
	return l, end, !r.aside(i)
}

// namedDay returns the index behind the name of such a day at i, 0 for none.
func (r *reading) namedDay(i int) int {
	switch next := r.word(i + 1); {
	case next == "":
	case namedDays[r.word(i)] == next && r.capital(i+1) && strings.TrimSpace(r.gap(i)) == "",
		r.word(i) == "d" && next == "day" && r.capital(i) && r.gap(i) == "-":
		return i + 2
	}
	return 0
}

// capital says that the word at i is a capital letter or begins with one.
func (r *reading) capital(i int) bool {
	c := r.text[r.words[i].From]
	return c >= 'A' && c <= 'Z'
}

// aside says that one of the words up to i turns what follows into the time
// before or after it.
func (r *reading) aside(i int) bool {
	for k := range i {
		if w := r.word(k); beforeWords[w] || afterWords[w] {
			return true
		}
	}
	return false
}

// Beside says that a heading speaks of the time before or after a day that
// others are counted from, so that there is one: "Avant le jour J", "D-7".
func Beside(text string) bool {
	if len(text) > nearby {
		return false
	}
	r := reading{text: text, words: words.Split(text)}
	for i := range min(len(r.words), 9) {
		if r.namedDay(i) > 0 && r.aside(i) {
			return true
		}
		if sign := strings.TrimSpace(r.gap(i)); (sign == "-" || sign == "–" || sign == "−") && r.capital(i) && countingLetters[r.word(i)] {
			_, number := r.cardinal(i+1, false)
			return number
		}
	}
	return false
}

// dayOfWeek reads a day by its week: "Week 2, day 3", "Week 2 – Days 1–2",
// "W2D3". It is counted through, seven days to a week, unless the page counts
// through itself: "Week 2, day 8".
func (r *reading) dayOfWeek(i int) (Label, int, bool) {
	u, named := r.unit(i)
	short := r.word(i) == "w" && r.gap(i) == ""
	week, ok := r.cardinal(i+1, false)
	if !short && (!named || u.unit != Week || u.plural) || !ok || week < 1 || week > 99 {
		return Label{}, 0, false
	}
	j := i + 2
	switch strings.TrimSpace(r.gap(j - 1)) {
	case "", ",", "-", "–", "—", ":", "/", "|", "·", "•":
	default:
		return Label{}, 0, false
	}
	day := unitWord{Day, true}
	if d, ok := r.unit(j); (!ok || d.unit != Day) && !(short && r.word(j) == "d" && r.gap(j) == "" && r.gap(j-1) == "") {
		return Label{}, 0, false
	}
	n, ok := r.cardinal(j+1, false)
	if !ok || n < 1 || n > 7*week {
		return Label{}, 0, false
	}
	l := Label{Unit: Day, Number: n, Numbered: true, Sure: 0.9}
	end := r.through(&l, j+1, day)
	switch {
	case l.Open || l.Ranged && l.Through-l.Number > 3:
		return Label{}, 0, false // "Week 2: days 6–10" is all of it
	case n > 5 && week > 1:
		return l, end, n > 5*(week-1)
	}
	l.Number += 7 * (week - 1)
	l.Through += 7 * (week - 1)
	return l, end, true
}
