package bounds

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/fault"
)

// How long texts may be, in bytes.
const (
	MaxTitle  = 500
	MaxReason = 4_000
	MaxNote   = 64 << 10
	MaxLink   = 2_000
	MaxWhat   = 500
)

// Line reads a text of one line: trimmed, runs of white space made one blank.
// What is wrong with it is added to the fields under the name.
func Line(fields *fault.Fields, name, text string, limit int) string {
	text = strings.Join(strings.Fields(text), " ")
	check(fields, name, text, limit)
	return text
}

// Text reads a text of several lines: trimmed, with line ends of one kind.
func Text(fields *fault.Fields, name, text string, limit int) string {
	return Typed(fields, name, strings.TrimSpace(text), limit)
}

// Typed reads a text of several lines as it was typed but for its line ends.
func Typed(fields *fault.Fields, name, text string, limit int) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	check(fields, name, text, limit)
	return text
}

func check(fields *fault.Fields, name, text string, limit int) {
	switch {
	case !utf8.ValidString(text):
		fields.Add(name, "This is not text in UTF-8.")
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		fields.Add(name, "This holds characters that cannot be shown. Type it again instead of pasting it.")
	case len(text) > limit:
		fields.Add(name, "This is too long: %d bytes, and %d are possible.", len(text), limit)
	}
}

// Needed adds a message where a text is empty.
func Needed(fields *fault.Fields, name, text, message string) {
	if text == "" {
		fields.Add(name, "%s", message)
	}
}

// Link reads an absolute address of the web, or nothing.
func Link(fields *fault.Fields, name, text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	switch {
	case len(text) > MaxLink:
		fields.Add(name, "This link is longer than %d bytes.", MaxLink)
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" ||
		strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) || !utf8.ValidString(text):
		fields.Add(name, "A link starts with https:// or http://, such as https://example.com/notes.")
	case u.User != nil:
		fields.Add(name, "A link with a name or password in it would be shown to others. Leave that out.")
	}
	return text
}
