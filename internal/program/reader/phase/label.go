// Package phase reads the names of phases: "Week 3", "Weeks 5 - 8 (Month 2)",
// "By the end of your first month", "30–60 days", "Woche 2 bis 4", "第 3 週".
package phase

import (
	"strings"

	"stint/internal/program/reader/words"
)

// Label is what a heading says when it names a phase.
type Label struct {
	Unit Unit
	// Number is the page's own; Numbered says that there is one.
	Number   int
	Numbered bool
	// Through is the last number of a range; Ranged says that there is one.
	Through int
	Ranged  bool
	// Open says that the phase has no end.
	Open bool
	// Break says that nothing is to be done in it.
	Break bool
	// Lettered says that a letter stands in the place of a number: "Module A".
	Lettered bool
	// Weak says that it names a phase only in the company of others.
	Weak bool
	// Relative says that it is counted from a day that the page does not date,
	// or is that day: "J+7", "Le jour J". It names a phase only in the company
	// of others or of the time before or after it.
	Relative bool
	// OfYear says that it is a week counted in the year: "KW 36".
	OfYear bool
	// Plan says that it is the title over several phases: "30 / 60 / 90 days".
	Plan bool
	// Also is a second name in parentheses: "Weeks 5 - 8 (Month 2)".
	Also *Label
	// From and To are the bytes of the name in the text, Topic what follows it.
	From, To int
	Topic    string
	// Lead says that only fillers stand before the name.
	Lead bool
	// First says that it is all of the first so many units: "First 7 days".
	First bool
	// Sure is from 0 to 1.
	Sure float64
	// count says that it is a number of units: "30 days".
	count bool
}

// Parse reads a heading. It returns false where the heading names no phase, and
// also where it speaks of the time before or after one.
func Parse(text string) (Label, bool) {
	if len(text) > nearby {
		return Label{}, false
	}
	return parse(text)
}

// nearby is how many bytes of a text its name is looked for in.
const nearby = 400

// parse reads a text of any length by its first words.
func parse(text string) (Label, bool) {
	head := text
	if len(head) > nearby {
		head = head[:nearby+1]
		head = head[:max(strings.LastIndexByte(head, ' '), 0)]
	}
	r := reading{text: text, words: words.Split(head)}
	for i := 0; i < min(len(r.words), 9); i++ {
		l, end, ok := r.at(i)
		if !ok {
			continue
		}
		l.From, l.To = r.words[i].From, r.words[end-1].To
		if !r.prefix(&l, i) {
			return Label{}, false
		}
		r.rest(&l, end)
		return l, true
	}
	return r.pause()
}

// Line reads a line of text or an item: the name must begin it, and an end, a
// colon, a dash or a parenthesis must follow the name. What follows that may be
// as long as it likes.
func Line(text string) (Label, bool) {
	if !plausible(text) {
		return Label{}, false
	}
	l, ok := parse(text)
	if !ok || !l.Lead || l.Weak && !l.Numbered || l.Plan {
		return Label{}, false
	}
	rest := strings.TrimSpace(text[l.To:])
	if l.Open {
		rest = strings.TrimLeft(rest, "+ ")
	}
	if rest == "" || len(text) < 24 && !strings.Contains(rest, ".") || strings.HasPrefix(text[l.To:], " - ") {
		return l, true
	}
	for _, separator := range []string{":", "：", "–", "—", "(", "（", "|", "→", ">", "- "} {
		if strings.HasPrefix(rest, separator) {
			return l, true
		}
	}
	return Label{}, false
}

// plausible says that a unit stands near the beginning of a line; most lines
// have none and need no more reading.
func plausible(text string) bool {
	if len(text) > 64 {
		text = text[:64]
	}
	for w := range words.All(text) {
		if countingLetters[w.Text] && strings.HasPrefix(strings.TrimLeft(text[w.To:], " "), "+") {
			return true // "J+7"
		}
		if _, ok := units[w.Text]; ok || w.Text[0] >= 0xe3 || w.Text == "w" || breakWords[w.Text] {
			return true
		}
	}
	return false
}

// reading is a heading cut into words.
type reading struct {
	text  string
	words []words.Word
}

// at tries every way a name can begin at the word with index i and returns the
// index behind it.
func (r *reading) at(i int) (Label, int, bool) {
	for _, try := range []func(int) (Label, int, bool){r.eastern, r.relative, r.dayOfWeek, r.named, r.ordinal, r.counted, r.last} {
		if l, end, ok := try(i); ok {
			return l, end, true
		}
	}
	return Label{}, 0, false
}

// gap is the text between a word and the next.
func (r *reading) gap(i int) string {
	if i+1 >= len(r.words) {
		return r.text[r.words[i].To:]
	}
	return r.text[r.words[i].To:r.words[i+1].From]
}

func (r *reading) word(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].Text
}

// unit returns the unit a word names.
func (r *reading) unit(i int) (unitWord, bool) {
	w := r.word(i)
	if u, ok := units[w]; ok {
		return u, true
	}
	if w == "w" && r.text[r.words[i].From] == 'W' && r.gap(i) == "" {
		return unitWord{Week, false}, true
	}
	return unitWord{}, false
}

// cardinal returns the number at a word: digits, a number word, a Roman numeral.
func (r *reading) cardinal(i int, roman bool) (int, bool) {
	if i >= len(r.words) {
		return 0, false
	}
	w := r.words[i]
	if w.Number >= 0 {
		return w.Number, w.Number < 10_000
	}
	if n, ok := numerals[w.Text]; ok && !n.ordinal {
		return n.value, true
	}
	if roman {
		return romanNumeral(r.text[w.From:w.To])
	}
	return 0, false
}

func romanNumeral(s string) (int, bool) {
	for i, roman := range []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"} {
		if s == roman {
			return i + 1, true
		}
	}
	return 0, false
}

// named reads a unit with its number behind it: "Week 3", "Modules 1–2".
func (r *reading) named(i int) (Label, int, bool) {
	u, ok := r.unit(i)
	if !ok {
		return Label{}, 0, false
	}
	j := i + 1
	if w := r.word(j); w == "no" || w == "number" || w == "nr" || w == "n" {
		j++
	}
	gap := r.text[r.words[i].To:r.textFrom(j)]
	if strings.Trim(gap, " #.:°º-–~(\u00a0") != "" && j == i+1 || strings.HasPrefix(gap, " ") && strings.HasSuffix(strings.TrimRight(gap, " "), "-") && !strings.HasSuffix(gap, " ") {
		return Label{}, 0, false // "Week -1" is before the first
	}
	n, ok := r.cardinal(j, true)
	if !ok {
		return r.lettered(u, j)
	}
	l := Label{Unit: u.unit, Number: n, Numbered: true, Sure: 1, Weak: weak(u.unit), OfYear: yearWeeks[r.word(i)]}
	end := r.through(&l, j, u)
	if u.unit == Release && end < len(r.words) && r.gap(end-1) == "." && r.words[end].Number >= 0 {
		l.Numbered = false // "Release 15.3" is a name rather than a number
		end++
	}
	return l, end, true
}

// lettered reads "Module A".
func (r *reading) lettered(u unitWord, j int) (Label, int, bool) {
	if j >= len(r.words) || len(r.words[j].Text) != 1 {
		return Label{}, 0, false
	}
	c := r.text[r.words[j].From]
	switch u.unit {
	case Module, Part, Stage, Block, Unit_:
		return Label{Unit: u.unit, Sure: 0.7, Weak: true, Lettered: true}, j + 1, c >= 'A' && c <= 'Z'
	}
	return Label{}, 0, false
}

func weak(u Unit) bool { return u == Lesson || u == Step || u == Block }

func (r *reading) textFrom(i int) int {
	if i < len(r.words) {
		return r.words[i].From
	}
	return len(r.text)
}

func (r *reading) gapFrom(i int) string { return strings.TrimLeft(r.gap(i), " ") }

// through reads the second end of a range behind the number at j and returns
// the index behind the name.
func (r *reading) through(l *Label, j int, u unitWord) int {
	for {
		n, end, ok := r.second(l, j, u)
		if !ok {
			break
		}
		l.Through, l.Ranged = n, true
		j = end
	}
	end := j + 1
	gap := r.gapFrom(j)
	if strings.HasPrefix(gap, "+") || strings.HasPrefix(gap, "...") && l.Unit != None {
		l.Open = true
	}
	for k, steps := end, 0; steps < 2 && k < len(r.words); k, steps = k+1, steps+1 {
		if openWords[r.word(k)] {
			l.Open, end = true, k+1
			break
		}
		if w := r.word(k); w != "and" && w != "und" && w != "et" && w != "y" && w != "e" && w != "em" && w != "en" && w != "ins" {
			break
		}
	}
	return end
}

// second reads a separator and a number after the word at j.
func (r *reading) second(l *Label, j int, u unitWord) (int, int, bool) {
	if j+1 >= len(r.words) {
		return 0, 0, false
	}
	gap := r.gap(j)
	k := j + 1
	separator := strings.TrimSpace(gap)
	word := rangeWords[r.word(k)] && (separator == "" || separator == ",")
	if word {
		k++
		if rangeArticles[r.word(k)] {
			k++ // "de la semana 3 a la 4"
		}
	}
	if unit, ok := r.unit(k); ok && unit.unit == u.unit {
		k++ // "Week 1 to week 2"
		word = word || separator != ""
	}
	n, ok := r.cardinal(k, false)
	least := l.Number
	if l.Ranged {
		least = l.Through
	}
	if !ok || n <= least || n > least+400 {
		return 0, 0, false
	}
	if word {
		return n, k, true
	}
	switch separator {
	case "-", "–", "—", "〜", "～", "~", "&", "+", ",", "->", "→", "bis":
	case "/":
		if n != least+1 && !l.Ranged && u.unit != None {
			return 0, 0, false // "Week 1/12" is the first of twelve
		}
	default:
		return 0, 0, false
	}
	spaced := strings.HasPrefix(gap, " ") && (separator == "-" || separator == "–" || separator == "—")
	if spaced && !u.plural && !r.endsName(k) {
		return 0, 0, false // "Week 3 - 4 talks" is week 3
	}
	if separator == "," && !u.plural {
		return 0, 0, false
	}
	return n, k, true
}

// endsName says that no word follows the number at k directly.
func (r *reading) endsName(k int) bool {
	if k+1 >= len(r.words) {
		return true
	}
	if _, ok := r.unit(k + 1); ok {
		return true
	}
	return strings.TrimSpace(r.gap(k)) != ""
}
