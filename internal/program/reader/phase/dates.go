package phase

import "strings"

// date reads a date or a range of dates and returns the index behind it.
func (r *reading) date(w *When, i int) (int, bool) {
	begin, end, ok := r.day(i, Date{})
	if !ok {
		return i, false
	}
	w.Begin = begin
	if last, behind, ranged := r.lastDay(end, begin); ranged {
		w.End, end = last, behind
		if w.Begin.Month == 0 {
			w.Begin.Month = last.Month // "3.–7. März"
		}
		if w.Begin.Year == 0 {
			w.Begin.Year = last.Year
		}
	}
	return end, w.Begin.Month > 0 && valid(w.Begin)
}

// lastDay reads the second end of a range that begins before index i.
func (r *reading) lastDay(i int, begin Date) (Date, int, bool) {
	if i >= len(r.words) {
		return Date{}, i, false
	}
	j := i
	gap := strings.Trim(r.gap(i-1), " .")
	switch {
	case rangeWords[r.word(i)] && gap == "":
		j = r.article(i + 1)
	case !rangeSign(gap):
		return Date{}, i, false
	}
	if weekdays[r.word(j)] > 0 && j+1 < len(r.words) && !rangeWords[r.word(j)] {
		j++ // "Mon 3 March – Fri 7 March"
	}
	last, end, ok := r.day(j, begin)
	if ok && last.Month == 0 && begin.Month > 0 {
		last.Month, last.Slashed = begin.Month, false
	}
	if !ok || last.Month == 0 || !valid(last) {
		return Date{}, i, false
	}
	if last.Year == 0 {
		last.Year = begin.Year
	}
	return last, end, true
}

// rangeSign says that a sign stands between the two ends of a range.
func rangeSign(gap string) bool {
	switch gap {
	case "-", "–", "—", "~", "〜", "～", "→", "->", "--", "&", "- (", "&ndash;":
		return true
	}
	return false
}

// valid says that a date has a month and a day that there are, in either order
// where it is slashed.
func valid(d Date) bool {
	a, b := d.Month, d.Day
	if d.Slashed && a > 12 {
		a, b = b, a
	}
	return a >= 1 && a <= 12 && b >= 1 && b <= 31
}

// day reads one day: "March 3rd, 2025", "3 de marzo", "2025-03-03", "3.3.",
// "3/9", "3月9日". Behind the first end of a range a number alone is one.
func (r *reading) day(i int, begin Date) (Date, int, bool) {
	if i >= len(r.words) {
		return Date{}, i, false
	}
	if m := months[r.word(i)]; m > 0 {
		return r.monthFirst(i, m)
	}
	n := r.words[i].Number
	if n < 0 || i+1 < len(r.words) && n > 31 && n < 1900 {
		return Date{}, i, false
	}
	if n >= 1900 && n < 2200 {
		return r.yearFirst(i, n)
	}
	if n < 1 || n > 31 {
		return Date{}, i, false
	}
	j := i + 1
	if ordinalEndings[r.word(j)] && r.gap(i) == "" {
		j++
	}
	if d, end, ok := r.numeric(i, n); ok {
		return d, end, true
	}
	if w := r.word(j); w == "de" || w == "of" {
		j++
	}
	if m := months[r.word(j)]; m > 0 && onlySpace(r.gap(j-1)) {
		year, end := r.year(j + 1)
		return Date{Year: year, Month: m, Day: n}, end, true
	}
	if begin.Day == 0 {
		_, _, ok := r.lastDay(i+1, Date{Day: n})
		return Date{Day: n}, i + 1, ok && r.nearMonth(i+1) // "3–7 March": the month is still to come
	}
	if begin.Month > 0 && !begin.Slashed {
		year, end := r.year(j)
		return Date{Year: year, Day: n}, end, true // "March 3–7"
	}
	return Date{}, i, false
}

// nearMonth says that the name of a month is among the words from index i on.
func (r *reading) nearMonth(i int) bool {
	for k := i; k < i+5; k++ {
		if months[r.word(k)] > 0 {
			return true
		}
	}
	return false
}

func onlySpace(gap string) bool { return strings.Trim(gap, " .\u00a0") == "" }

// monthFirst reads "March 3rd, 2025" at the name of a month.
func (r *reading) monthFirst(i, month int) (Date, int, bool) {
	j := i + 1
	if j >= len(r.words) || r.words[j].Number < 1 || r.words[j].Number > 31 || !onlySpace(r.gap(i)) {
		return Date{}, i, false
	}
	d := Date{Month: month, Day: r.words[j].Number}
	if j++; ordinalEndings[r.word(j)] && r.gap(j-1) == "" {
		j++
	}
	year, end := r.year(j)
	d.Year = year
	return d, end, true
}

// year reads a year behind a date and returns the index behind it.
func (r *reading) year(i int) (year, end int) {
	if i >= len(r.words) || strings.Trim(r.gap(i-1), " .,/") != "" {
		return 0, i
	}
	j := i
	if r.word(j) == "de" {
		j++
	}
	if j < len(r.words) && r.words[j].Number >= 1900 && r.words[j].Number < 2200 {
		return r.words[j].Number, j + 1
	}
	return 0, i
}

// yearFirst reads "2025-03-09" and "2025年3月9日" at the year.
func (r *reading) yearFirst(i, year int) (Date, int, bool) {
	j := i + 1
	if r.word(j) == "年" {
		j++
	}
	if j >= len(r.words) || r.words[j].Number < 1 || r.words[j].Number > 12 {
		return Date{}, i, false
	}
	month, k := r.words[j].Number, j+1
	if r.word(k) == "月" {
		k++
	} else if gap := r.gap(i); gap != "-" && gap != "/" && gap != "." {
		return Date{}, i, false
	}
	if k >= len(r.words) || r.words[k].Number < 1 || r.words[k].Number > 31 {
		return Date{}, i, false
	}
	d := Date{Year: year, Month: month, Day: r.words[k].Number}
	if k++; r.word(k) == "日" {
		k++
	}
	return d, k, true
}

// numeric reads "9/2", "9/2/2025", "2.9.", "2.9.2025" and "9月2日" at the first
// number. Two numbers with a dot between them and none behind are no date.
func (r *reading) numeric(i, n int) (Date, int, bool) {
	gap := r.gap(i)
	if r.word(i+1) == "月" && i+2 < len(r.words) {
		if day := r.words[i+2].Number; day >= 1 && day <= 31 && n <= 12 && onlySpace(r.gap(i+1)) {
			end := i + 3
			switch r.word(end) {
			case "日":
				end++
			case "月", "週", "周":
				return Date{}, i, false // "4月 1週目" is a week of it
			}
			return Date{Month: n, Day: day}, end, true
		}
		return Date{}, i, false
	}
	if i+1 >= len(r.words) || gap != "/" && gap != "." && gap != ". " {
		return Date{}, i, false
	}
	second := r.words[i+1].Number
	if second < 1 || second > 31 || min(n, second) > 12 {
		return Date{}, i, false
	}
	year, end := r.year(i + 2)
	if year == 0 && i+2 < len(r.words) && r.gap(i+1) == gap && r.words[i+2].Number >= 20 && r.words[i+2].Number < 100 {
		year, end = 2000+r.words[i+2].Number, i+3 // "9/2/25"
	}
	if gap == "/" {
		return Date{Year: year, Month: n, Day: second, Slashed: true}, end, true
	}
	if second > 12 || year == 0 && !strings.HasPrefix(r.gap(i+1), ".") {
		return Date{}, i, false
	}
	return Date{Year: year, Month: second, Day: n}, end, true
}
