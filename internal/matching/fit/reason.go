package fit

import (
	"fmt"
	"strings"

	"stint/internal/pool"
	"stint/internal/worktime"
)

// Kind names what a reason is about.
type Kind string

// The kinds. There is none for how somebody answered before, and none for
// vetoes: those never show.
const (
	AboutOverlap   Kind = "overlap"
	AboutDaysOff   Kind = "days-off"
	AboutClocks    Kind = "clocks"
	AboutHours     Kind = "hours" // somebody has not said when they work
	AboutTopics    Kind = "topics"
	AboutLanguages Kind = "languages"
	AboutStyle     Kind = "style"
	AboutPlaces    Kind = "places"
)

// Reason says in words what speaks for a mentor or against one.
type Reason struct {
	Kind Kind `json:"kind"`
	For  bool `json:"for"` // it speaks for the mentor, or at least not against
	// Text is said to the intern: "Two of your three topics: adoption, CI/CD".
	Text string `json:"text"`
	// About is said about the intern to somebody else: "Two of their three
	// topics: adoption, CI/CD".
	About string `json:"about"`
}

// reasons says in words what the formula found, in the order of what counts
// most by the usual weights.
func reasons(intern, mentor Profile, o Overlap, topics, languages []string) []Reason {
	var list []Reason
	add := func(kind Kind, speaks bool, text, about string) {
		list = append(list, Reason{kind, speaks, text, about})
	}
	week := "in the week of " + shortDate(o.From)
	if o.Usual == 0 {
		add(AboutOverlap, false, "You work at no time together "+week, "They work at no time together "+week)
	} else {
		text := worktime.FormatLength(o.Usual) + " of working time together " + week
		add(AboutOverlap, true, text, text)
	}
	if o.Week < o.Usual {
		text := "Days off leave " + worktime.FormatLength(o.Week) + " of that week"
		if o.Week == 0 {
			text = "Days off leave nothing of that week"
		}
		add(AboutDaysOff, false, text, text)
	}
	if o.Later != o.Usual {
		text, about := o.clocks()
		add(AboutClocks, o.Later > o.Usual, text, about)
	}
	switch {
	case mentor.Assumed:
		text := "Has not said when they work: counted as Monday to Friday, 9:00 to 17:00"
		add(AboutHours, true, text, text)
	case intern.Assumed:
		add(AboutHours, true, "You have not said when you work: counted as Monday to Friday, 9:00 to 17:00", "The intern has not said when they work: counted as Monday to Friday, 9:00 to 17:00")
	}
	if n := len(intern.Topics); n > 0 {
		add(AboutTopics, len(topics) > 0, topicsText("your", n, topics), topicsText("the intern’s", n, topics))
	}
	switch {
	case len(languages) > 0:
		add(AboutLanguages, true, "You both speak "+andList(languages), "Both speak "+andList(languages))
	case len(intern.Languages) > 0 && len(mentor.Languages) > 0:
		add(AboutLanguages, false, "No language in common", "No language in common")
	}
	if style := pool.StyleWords(intern.Style); style != "" && mentor.Style != "" {
		if mentor.Style == intern.Style {
			add(AboutStyle, true, "Mentors the way you asked for", "Mentors the way the intern asked for")
		} else {
			add(AboutStyle, false, "Mentors in another way than you asked for", "Mentors in another way than the intern asked for")
		}
	}
	if mentor.Capacity > 0 {
		add(AboutPlaces, mentor.free() > 0, placesText(mentor), placesText(mentor))
	}
	return list
}

// clocks says what the next change of clocks does to the overlap, to the intern
// and about them.
func (o Overlap) clocks() (text, about string) {
	difference, word := o.Later-o.Usual, "more"
	if difference < 0 {
		difference, word = -difference, "less"
	}
	head := fmt.Sprintf("From %s %s a week %s: ", shortDate(o.LaterFrom), worktime.FormatLength(difference), word)
	switch {
	case o.Mine && o.Theirs:
		return head + "your clocks and theirs change, by not the same", head + "the clocks of both change, by not the same"
	case o.Mine:
		return head + "your clocks change, theirs do not", head + "the intern’s clocks change, the mentor’s do not"
	}
	return head + "their clocks change, yours do not", head + "the mentor’s clocks change, the intern’s do not"
}

func topicsText(whose string, n int, common []string) string {
	of := fmt.Sprintf("%s %s topics", whose, number(n))
	switch {
	case len(common) == 0 && n == 1:
		return "Not " + whose + " one topic"
	case len(common) == 0:
		return "None of " + of
	case n == 1:
		return capital(whose) + " one topic: " + common[0]
	case len(common) == n:
		return "All of " + of + ": " + strings.Join(common, ", ")
	}
	return capital(number(len(common))) + " of " + of + ": " + strings.Join(common, ", ")
}

func placesText(mentor Profile) string {
	switch free := mentor.free(); {
	case free == 0 && mentor.Capacity == 1:
		return "The one place is taken, therefore last"
	case free == 0:
		return fmt.Sprintf("All %s places are taken, therefore last", number(mentor.Capacity))
	case mentor.Capacity == 1:
		return "The one place is free"
	case free == 1:
		return fmt.Sprintf("One place of %s is free", number(mentor.Capacity))
	default:
		return fmt.Sprintf("%s places of %s are free", capital(number(free)), number(mentor.Capacity))
	}
}

// shortDate is a date without its year: what it is about is near.
func shortDate(d worktime.Date) string { return worktime.FormatDate(d, d) }

// number is a small number in words.
func number(n int) string {
	words := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func andList(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}
