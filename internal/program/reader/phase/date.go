package phase

import (
	"strings"

	"stint/internal/program/reader/words"
)

// Date is a day of the calendar as a page writes it. Year is 0 where it is not
// written. Where Slashed, Month and Day are the first and second number of
// "3/9", and only the dates around it tell which is which.
type Date struct {
	Year, Month, Day int
	Slashed          bool
}

// When is the name of a phase made of the calendar: "March 3", "3.–7. März",
// "Week of June 10", "Mon 9/2", "8/3(月)", "Monday", "Tuesday to Thursday".
type When struct {
	// Begin is its date, whose Month is 0 where only weekdays are named, and
	// whose Day is 0 where all of a month is.
	Begin Date
	// End is the last day of a range; Month 0 for none.
	End Date
	// Week says that it is the week of the date.
	Week bool
	// Weekday and Through are days of the week from Monday, 1, to Sunday, 7; 0
	// for none.
	Weekday, Through int
	// To is the byte behind the name, Topic what follows it.
	To    int
	Topic string
}

// Calendar reads the date or the weekday that begins a text. Behind it the text
// has to end, or a colon, a dash, a parenthesis or the like has to stand; a
// heading may go on with its topic.
func Calendar(text string, heading bool) (When, bool) {
	if len(text) > 400 || !mayBeCalendar(text) {
		return When{}, false
	}
	r := reading{text: text, words: words.Split(text)}
	i, week := r.weekOf()
	w := When{Week: week}
	i, dated := r.weekdays(&w, i), false
	if i, dated = r.date(&w, i); !dated && w.Weekday == 0 && !week {
		if i, dated = r.easternMonths(&w, i); !dated {
			i = r.wholeMonths(&w, i)
		}
	}
	if !dated && (week || w.Weekday == 0 && w.Begin.Month == 0) {
		return When{}, false
	}
	if i == 0 {
		return When{}, false
	}
	w.To = r.words[i-1].To
	if i < len(r.words) && weekdays[r.word(i)] > 0 && strings.ContainsAny(r.gap(i-1), "(（") {
		w.To = r.words[i].To // "8/3(月)"
	}
	rest := strings.TrimLeft(text[w.To:], " .)）*_")
	if rest != "" && !separates(rest) && !(heading && dated && strings.HasPrefix(text[w.To:], " ")) {
		return When{}, false
	}
	w.Topic = strings.Trim(rest, " :：–—-|.,)*\u00a0")
	return w, true
}

// mayBeCalendar says that one of the first words of a text is a number, a month
// or a day of the week; most texts need no more reading.
func mayBeCalendar(text string) bool {
	seen := 0
	for w := range words.All(text) {
		if w.Number >= 0 || weekdays[w.Text] > 0 || months[w.Text] > 0 {
			return true
		}
		if seen++; seen == 6 {
			break
		}
	}
	return false
}

// wholeMonths reads "September", "March 2026", "September – November" and
// returns the index behind it.
func (r *reading) wholeMonths(w *When, i int) int {
	first := months[r.word(i)]
	if first == 0 {
		return i
	}
	year, end := r.year(i + 1)
	w.Begin = Date{Year: year, Month: first}
	if end >= len(r.words) {
		return end
	}
	next := end
	gap := strings.Trim(r.gap(end-1), " .")
	if gap == "" && rangeWords[r.word(end)] {
		next++
	} else if !rangeSign(gap) && gap != "/" {
		return end
	}
	last := months[r.word(next)]
	if last == 0 || gap == "/" && last != first%12+1 {
		return end
	}
	year, end = r.year(next + 1)
	w.End = Date{Year: year, Month: last}
	return end
}

// easternMonths reads "4月", "4月～6月", "四月" and "4월".
func (r *reading) easternMonths(w *When, i int) (int, bool) {
	first, end, ok := r.easternMonth(i)
	if !ok {
		return i, false
	}
	w.Begin = Date{Month: first}
	if end < len(r.words) && strings.ContainsAny(r.gap(end-1), "〜～-–~・") {
		if last, behind, ok := r.easternMonth(end); ok {
			w.End, end = Date{Month: last}, behind
		}
	}
	return end, true
}

// easternMonth reads the number of a month, which is no number of months.
func (r *reading) easternMonth(i int) (month, end int, ok bool) {
	month, end, ok = r.kanjiNumber(i)
	if !ok || month < 1 || month > 12 || end >= len(r.words) || r.gap(end-1) != "" {
		return 0, i, false
	}
	w := r.word(end)
	next := r.word(end + 1)
	return month, end + 1, (w == "月" || w == "월") && next != "目" && next != "間"
}

// separates says that what follows a name begins with a sign that ends it.
func separates(rest string) bool {
	for _, s := range []string{":", "：", "–", "—", "(", "（", "|", "→", ">", "- ", ","} {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}

// weekOf reads "Week of", "Woche vom", "Semaine du", "w/c", and returns the
// index behind it.
func (r *reading) weekOf() (int, bool) {
	i := 0
	if r.word(i) == "the" {
		i++
	}
	u, ok := units[r.word(i)]
	switch next := r.word(i + 1); {
	case ok && u.unit == Week && !u.plural && weekOfWords[next]:
		return r.article(i + 2), true
	case r.word(i) == "w" && next == "c":
		return i + 2, true
	}
	return 0, false
}

// weekOfWords follow "week" before a date.
var weekOfWords = set("of commencing beginning starting vom ab du del de da")

// article steps over an article.
func (r *reading) article(i int) int {
	if w := r.word(i); rangeArticles[w] || w == "the" || w == "o" || w == "le" || w == "dem" || w == "am" {
		return i + 1
	}
	return i
}

// weekdays are the days of the week, their short forms only where they end in
// nothing: "Mon", "Di", "lun", "月".
var weekdays = map[string]int{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7, "weekend": 6, "wochenende": 6,
	"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
	"montag": 1, "dienstag": 2, "mittwoch": 3, "donnerstag": 4, "freitag": 5, "samstag": 6, "sonnabend": 6, "sonntag": 7,
	"mo": 1, "di": 2, "mi": 3, "do": 4, "fr": 5, "sa": 6, "so": 7,
	"lundi": 1, "mardi": 2, "mercredi": 3, "jeudi": 4, "vendredi": 5, "samedi": 6, "dimanche": 7,
	"lun": 1, "mar": 2, "mer": 3, "jeu": 4, "ven": 5, "sam": 6, "dim": 7,
	"lunes": 1, "martes": 2, "miércoles": 3, "jueves": 4, "viernes": 5, "sábado": 6, "domingo": 7,
	"segunda": 1, "terça": 2, "quarta": 3, "quinta": 4, "sexta": 5,
	"lunedì": 1, "martedì": 2, "mercoledì": 3, "giovedì": 4, "venerdì": 5, "sabato": 6, "domenica": 7,
	"maandag": 1, "dinsdag": 2, "woensdag": 3, "donderdag": 4, "vrijdag": 5, "zaterdag": 6, "zondag": 7,
	"月": 1, "火": 2, "水": 3, "木": 4, "金": 5, "土": 6, "日": 7,
}

// weekdays reads one day of the week or several and returns the index behind.
func (r *reading) weekdays(w *When, i int) int {
	first := weekdays[r.word(i)]
	month := months[r.word(i)] > 0 && i+1 < len(r.words) && r.words[i+1].Number >= 0 && months[r.word(i+2)] == 0
	if first == 0 || month || r.shortWeekday(i) && r.gapIsOpen(i) {
		return i
	}
	w.Weekday = first
	for i++; i < len(r.words); {
		next := i
		switch {
		case r.word(i) == "feira" || r.word(i) == "曜":
			i++
			if r.word(i) == "日" {
				i++
			}
			continue
		case rangeWords[r.word(i)] && weekdays[r.word(i+1)] > 0:
			next++
		case !strings.ContainsAny(r.gap(i-1), "-–—,&/+〜～・"):
			return i
		}
		day := weekdays[r.word(next)]
		if day <= max(w.Weekday, w.Through) {
			return i
		}
		w.Through, i = day, next+1
	}
	return i
}

// shortWeekday says that a word is a day of the week only where something shows
// it: "do" and "so" are words of their own.
func (r *reading) shortWeekday(i int) bool {
	return len(r.word(i)) <= 2 || r.word(i)[0] >= 0x80 && len(r.word(i)) == 3
}

// gapIsOpen says that neither a number nor a sign follows a word.
func (r *reading) gapIsOpen(i int) bool {
	if i+1 < len(r.words) && r.words[i+1].Number >= 0 {
		return false
	}
	gap := r.gapFrom(i)
	return r.word(i+1) != "曜" && (gap == "" && i+1 < len(r.words) || gap != "" && !separates(gap) && gap[0] != '.')
}

// months are the names of the months and their short forms.
var months = monthNames(
	"january jan januar jänner jän janvier janv enero ene janeiro gennaio gen januari",
	"february feb februar février févr fév febrero fevereiro fev febbraio februari",
	"march mar märz mär mrz mars marzo março maart mrt",
	"april apr avril avr abril abr aprile",
	"may mai mayo maio maggio mei",
	"june jun juni juin junio junho giugno giu",
	"july jul juli juillet juil julio julho luglio lug",
	"august aug août agosto ago augustus",
	"september sep sept septembre septiembre setembro set settembre",
	"october oct oktober okt octobre octubre outubro out ottobre ott",
	"november nov novembre noviembre novembro",
	"december dec dezember dez décembre déc diciembre dic dezembro dicembre",
)

func monthNames(lists ...string) map[string]int {
	out := map[string]int{}
	for i, list := range lists {
		for name := range set(list) {
			out[name] = i + 1
		}
	}
	return out
}
