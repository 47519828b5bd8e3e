package terms

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/fault"
)

// Limits on what people write, in bytes.
const (
	MaxText = 4000
	MaxLink = 2000
)

// CleanText returns a text of any number of lines without spaces around it.
// What is too long, is not UTF-8, or holds characters that do not show is told
// at the field.
func CleanText(fields *fault.Fields, field, text string, limit int) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	unseen := func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }
	switch {
	case len(text) > limit:
		fields.Add(field, "This is too long. %d bytes are kept, about as many letters.", limit)
	case !utf8.ValidString(text):
		fields.Add(field, "This holds characters that cannot be read (it is not UTF-8).")
	case strings.ContainsFunc(text, unseen):
		fields.Add(field, "This holds a character that does not show. Please type it anew.")
	default:
		return text
	}
	return ""
}

// CleanReason is CleanText for a text that is asked for.
func CleanReason(fields *fault.Fields, field, text, ask string) string {
	before := len(*fields)
	text = CleanText(fields, field, text, MaxText)
	if text == "" && len(*fields) == before {
		fields.Add(field, "%s", ask)
	}
	return text
}

// CleanEvidence is the rule for what shows that an approval was given
// elsewhere: some words, or a link. What looks like a link must be one that a
// page may show.
func CleanEvidence(fields *fault.Fields, field, text string) string {
	text = CleanReason(fields, field, text, "Say where the approval was given, or paste a link to it.")
	scheme, _, found := strings.Cut(text, ":")
	if !found || strings.ContainsAny(text, " \n\t") || strings.ContainsAny(scheme, "./") {
		return text
	}
	u, err := url.Parse(text)
	if err != nil || len(text) > MaxLink || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		fields.Add(field, "This is not a link that begins with http:// or https://.")
		return ""
	}
	return text
}
