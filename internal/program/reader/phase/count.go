package phase

import "strings"

// ordinal reads "first week", "2nd sprint", "1. Woche", "your first 30 days".
func (r *reading) ordinal(i int) (Label, int, bool) {
	w := r.words[i]
	j, value := i+1, -1
	if n, ok := numerals[w.Text]; ok && n.ordinal {
		value = n.value
	} else if w.Number >= 0 && (ordinalEndings[r.word(j)] && r.gap(i) == "" || strings.HasPrefix(r.gap(i), ".")) {
		value = w.Number
		if !strings.HasPrefix(r.gap(i), ".") {
			j++
		}
	}
	if firstWords[w.Text] {
		if l, end, ok := r.counted(j); ok {
			l.Sure, l.First, l.count = 1, true, false
			if l.Number <= 12 && !l.Ranged && l.Unit != Day {
				l.Number, l.Through, l.Ranged = 1, l.Number, l.Number > 1
			}
			return l, end, true
		}
	}
	if value < 0 {
		return Label{}, 0, false
	}
	l := Label{Number: value, Numbered: true, Sure: 0.95}
	if end, ok := r.secondOrdinal(&l, j); ok {
		j = end
	}
	u, ok := r.unit(j)
	if !ok {
		if u, ok = r.unit(j + 1); !ok || !adjectives[r.word(j)] {
			return Label{}, 0, false
		}
		j++
	}
	l.Unit, l.Weak = u.unit, weak(u.unit)
	return l, r.toOrdinal(&l, j), true
}

// toOrdinal reads the second end of "3. Woche bis zur 4. Woche" and "first week
// to third week" behind the unit at j, and returns the index behind the name.
func (r *reading) toOrdinal(l *Label, j int) int {
	k := j + 1
	if l.Ranged || !rangeWords[r.word(k)] {
		return j + 1
	}
	if k++; rangeArticles[r.word(k)] {
		k++
	}
	if k >= len(r.words) {
		return j + 1
	}
	value := r.words[k].Number
	if n, ok := numerals[r.word(k)]; ok && n.ordinal {
		value = n.value
	}
	if k++; ordinalEndings[r.word(k)] {
		k++
	}
	if u, ok := r.unit(k); !ok || u.unit != l.Unit || value <= l.Number {
		return j + 1
	}
	l.Through, l.Ranged = value, true
	return k + 1
}

// rangeArticles may stand before the second end of a range.
var rangeArticles = set("the la le las los les el der die das den zur zum")

// secondOrdinal reads "–2." of "1.–2. Woche", "and 2nd" of "1st and 2nd week",
// "und dritte" of "zweite und dritte Woche", "à la 4e" of "2e à la 4e semaine".
func (r *reading) secondOrdinal(l *Label, j int) (end int, ok bool) {
	if rangeWords[r.word(j)] {
		if j++; rangeArticles[r.word(j)] {
			j++
		}
	}
	if j >= len(r.words) {
		return 0, false
	}
	value := r.words[j].Number
	if n, ok := numerals[r.word(j)]; ok && n.ordinal {
		value = n.value
	}
	if value <= l.Number {
		return 0, false
	}
	end = j + 1
	if ordinalEndings[r.word(end)] {
		end++
	}
	if _, unit := r.unit(end); !unit {
		return 0, false
	}
	l.Through, l.Ranged = value, true
	return end, true
}

// adjectives may stand between an ordinal and its unit.
var adjectives = set("full whole working calendar internship onboarding training ganze volle")

// counted reads "30 days", "30–60 days", "90-day plan", "30 / 60 / 90 days".
func (r *reading) counted(i int) (Label, int, bool) {
	n, ok := r.cardinal(i, false)
	if !ok {
		return Label{}, 0, false
	}
	l := Label{Number: n, Numbered: true, Sure: 0.9}
	j, numbers := i, 1
	for numbers < 8 {
		if u, ok := r.unit(j + 1); ok && numbers == 1 && r.unitTwice(j, u) {
			j++ // "30 days to 60 days"
		}
		m, end, ok := r.second(&l, j, unitWord{plural: true})
		if !ok {
			break
		}
		l.Through, l.Ranged, j = m, true, end
		numbers++
	}
	j++
	if firstWords[r.word(j)] {
		j++ // "30 premiers jours"
	}
	u, ok := r.unit(j)
	if !ok || u.unit == Part || u.unit == Step || u.unit == Session && !l.Ranged {
		return Label{}, 0, false
	}
	if !l.Ranged && !spansTime(u.unit) && (i == 0 || !firstWords[r.word(i-1)]) {
		return Label{}, 0, false // "the three phases" are all of them
	}
	l.Unit, l.count = u.unit, true
	l.Plan = numbers > 2
	if strings.HasPrefix(r.gapFrom(j), "+") || strings.HasPrefix(strings.TrimLeft(r.text[r.words[i].To:], " "), "+") && !l.Ranged {
		l.Open = true
	}
	if !l.Ranged && !r.nameOfCount(i, j) {
		return Label{}, 0, false
	}
	return l, j + 1, true
}

func (r *reading) unitTwice(j int, u unitWord) bool {
	for k := j + 2; k < min(j+5, len(r.words)); k++ {
		if v, ok := r.unit(k); ok {
			return v.unit == u.unit
		}
	}
	return false
}

// nameOfCount says that a lone count such as "30 days" names a phase rather
// than a length: something before it says so, or nothing but a plan follows.
func (r *reading) nameOfCount(i, unit int) bool {
	before, next := r.word(i-1), r.word(unit+1)
	bracketed := i > 0 && strings.HasSuffix(r.gap(i-1), "(")
	if u, _ := r.unit(unit); u.unit != Day {
		// days are counted through: "30 days", "90 days"; "12 weeks" are a length
		return firstWords[before] || pointWords[before] && !bracketed || checkWords[next] || next == "mark" || next == "goals"
	}
	if i > 0 && (firstWords[before] || !bracketed && fillers[before] && before != "in" && before != "of" && before != "for") {
		return true
	}
	if n := r.words[i].Number; n < 14 {
		return false
	}
	if checkWords[next] {
		left := len(r.words) - unit - 2
		return left == 0 || left < 3 && (next == "check" || strings.TrimSpace(r.gap(unit+1)) != "")
	}
	return next == "" || planWords[next] || strings.TrimSpace(r.gap(unit)) != ""
}

// last reads "final week", which has no number.
func (r *reading) last(i int) (Label, int, bool) {
	u, ok := r.unit(i + 1)
	if !ok || !lastWords[r.word(i)] || u.plural || weak(u.unit) {
		return Label{}, 0, false
	}
	return Label{Unit: u.unit, Sure: 0.8, Weak: true}, i + 2, true
}

// spansTime says that so many of a unit are a length of time.
func spansTime(u Unit) bool {
	switch u {
	case Week, Day, Month, Quarter, Term, Year:
		return true
	}
	return false
}
