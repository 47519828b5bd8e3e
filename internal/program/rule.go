package program

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"stint/internal/fault"
	"stint/internal/program/reader"
)

// MaxWeeks is the longest that an internship may last, and so the most that a
// program may span: two years.
const MaxWeeks = 104

// FullWeek is the most that terms may promise, in minutes: the 40 hours of a
// whole working week.
const FullWeek = 40 * 60

// maxTitle is how much of a page's title is kept, in bytes.
const maxTitle = 500

// titleOf returns the page's title, cut where it is too long for a title.
func titleOf(page *reader.Page) string {
	title := strings.TrimSpace(page.Title)
	if title == "" {
		return "Untitled program"
	}
	if len(title) <= maxTitle {
		return title
	}
	cut := maxTitle - len("…")
	for !utf8.RuneStart(title[cut]) {
		cut--
	}
	return title[:cut] + "…"
}

// checkNote returns the note of a version without spaces around it, and tells at
// the field what is wrong with it.
func checkNote(fields *fault.Fields, note string) string {
	note = strings.TrimSpace(strings.ReplaceAll(note, "\r\n", "\n"))
	unseen := func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }
	switch {
	case len(note) > MaxNote:
		fields.Add("note", "This is too long: %d bytes, and %d are possible.", len(note), MaxNote)
	case !utf8.ValidString(note) || strings.ContainsFunc(note, unseen):
		fields.Add("note", "This holds a character that cannot be read. Please type it anew.")
	}
	return note
}

// maxSlug is how long a slug may be, in bytes.
const maxSlug = 80

// weeksOf returns how many weeks a page spans: what it says, but no less than
// the highest week that it has a heading for. A page that counts in something
// else and does not say how long that takes spans one week for each of its
// phases. It is at least 1.
func weeksOf(page *reader.Page) int {
	weeks := page.Weeks
	for _, phase := range page.Phases {
		if phase.Unit != "week" {
			continue
		}
		if phase.Number != nil {
			weeks = max(weeks, *phase.Number)
		}
		if phase.Through != nil {
			weeks = max(weeks, *phase.Through)
		}
	}
	if weeks <= 0 {
		weeks = len(page.Phases)
	}
	return max(weeks, 1)
}

// minimumOf returns the page's least commitment in minutes a week, rounded up,
// and its sentence for it; 0 where there is none. More than a full week cannot
// be meant by the week and is no minimum.
func minimumOf(page *reader.Page) (minutes int, rule string) {
	m := page.Minimum
	if m == nil || m.Hours <= 0 || m.Hours*60 > FullWeek {
		return 0, ""
	}
	rule = m.Sentence
	if rule == "" {
		rule = m.Quote
	}
	return int(math.Ceil(m.Hours * 60)), rule
}

// slugOf makes a slug of a title: its letters and digits in lower case without
// accents, everything between them a hyphen.
func slugOf(title string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(title)) {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			b.WriteRune(c)
		case unicode.Is(unicode.Mn, c): // an accent that was on the letter before
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() == maxSlug {
			break
		}
	}
	slug := strings.Trim(b.String(), "-")
	if slug == "" {
		return "program"
	}
	return slug
}

// validSlug reports whether a slug is one that slugOf could have made.
func validSlug(slug string) bool { return len(slug) <= maxSlug && slug == slugOf(slug) }

// SlugFor is the slug that a new program made of this page would get.
func SlugFor(source []byte) string {
	return slugOf(reader.Read(source, reader.Options{}).Title)
}
