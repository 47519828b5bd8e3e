package words

import (
	"strings"
	"unicode"
)

// Colon returns where the first colon of a text stands, of either width; -1 for
// none.
func Colon(s string) int { return either(s, ':', "：") }

// Asks says that a text has a question mark, of either width.
func Asks(s string) bool { return either(s, '?', "？") >= 0 }

// either is strings.IndexAny for the two widths of a sign, which is slow where
// one of them is no byte.
func either(s string, narrow byte, wide string) int {
	at := strings.IndexByte(s, narrow)
	if at >= 0 {
		s = s[:at]
	}
	if wider := strings.Index(s, wide); wider >= 0 {
		return wider
	}
	return at
}

// Title returns a text that names what stands below it, without the colon that
// leads over to that and the white space at its end.
func Title(text string) string {
	return strings.TrimRightFunc(text, func(c rune) bool { return c == ':' || c == '：' || unicode.IsSpace(c) })
}
