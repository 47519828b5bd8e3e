package meeting

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/fault"
)

// cleanTitle returns a text of one line without spaces around it, and tells at
// the field what is wrong with it.
func cleanTitle(fields *fault.Fields, field, text string) string {
	text = strings.Join(strings.Fields(checkText(fields, field, text, MaxTitle)), " ")
	if text == "" && len(*fields) == 0 {
		fields.Add(field, "Write in a few words what it is about.")
	}
	return text
}

// checkText returns a text as it was typed but for its line ends, and tells at
// the field what is wrong with it.
func checkText(fields *fault.Fields, field, text string, limit int) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	unseen := func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }
	switch {
	case len(text) > limit:
		fields.Add(field, "This is too long: %d bytes, and %d are possible.", len(text), limit)
	case !utf8.ValidString(text):
		fields.Add(field, "This holds characters that cannot be read (it is not UTF-8).")
	case strings.ContainsFunc(text, unseen):
		fields.Add(field, "This holds a character that does not show. Please type it anew.")
	default:
		return text
	}
	return ""
}

// clip cuts a title that a source hands over to what fits, between two
// characters.
func clip(title string) string {
	title = strings.Join(strings.Fields(strings.ToValidUTF8(title, "")), " ")
	if len(title) <= MaxTitle {
		return title
	}
	cut := MaxTitle - len("…")
	for !utf8.RuneStart(title[cut]) {
		cut--
	}
	return strings.TrimSpace(title[:cut]) + "…"
}
