// Package words cuts text into the words that vocabularies are made of. Case,
// typographic apostrophes and full-width digits are folded; hyphens and other
// punctuation separate words and can be looked at between them; a script that
// puts no spaces between words yields one word a character.
package words

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is one word of a text.
type Word struct {
	// Text is the word in lower case.
	Text string
	// From and To are its bytes in the text.
	From, To int
	// Number is its value where it is made of digits, else -1.
	Number int
}

// Split cuts a text into words.
func Split(s string) []Word {
	var few [40]Word // most texts have fewer, and need a list of just their length
	out := few[:0]
	for i := 0; i < len(s); {
		out, i = next(out, s, i)
	}
	return slices.Clone(out)
}

// All cuts a text into words one after another: the way to look at the first
// few without making a list.
func All(s string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		var both [2]Word // an elision makes two at once
		for i := 0; i < len(s); {
			var found []Word
			found, i = next(both[:0], s, i)
			for _, w := range found {
				if !yield(w) {
					return
				}
			}
		}
	}
}

// next appends what stands at a byte of a text, which may be no word, and
// returns the byte behind it.
func next(out []Word, s string, i int) ([]Word, int) {
	r, size := rune(s[i]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(s[i:])
	}
	switch {
	case isDigit(r):
		return number(out, s, i)
	case isSyllable(r):
		return append(out, Word{s[i : i+size], i, i + size, -1}), i + size
	case isLetter(r):
		return letters(out, s, i)
	}
	return out, i + size
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return isSmall(byte(r)) || isCapital(byte(r))
	}
	if r >= 0xfe00 && r <= 0xfe0f || r >= 0x20d0 && r <= 0x20ff {
		return false // what makes a picture of the character before it
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

func isSmall(c byte) bool   { return c-'a' < 26 }
func isCapital(c byte) bool { return c-'A' < 26 }

// isSyllable says that a character is a word of its own here.
func isSyllable(r rune) bool {
	return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3
}

func number(out []Word, s string, i int) ([]Word, int) {
	from, n := i, 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isDigit(r) {
			break
		}
		if r >= '０' {
			r -= '０' - '0'
		}
		n = min(n*10+int(r-'0'), 1_000_000_000)
		i += size
	}
	return append(out, Word{s[from:i], from, i, n}), i
}

func letters(out []Word, s string, i int) ([]Word, int) {
	from, plain, small := i, true, true
	apostrophe := -1
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			switch {
			case isSmall(c):
			case isCapital(c):
				small = false
			case c == '\'' && apostrophe < 0 && i+1 < len(s) && isLetter(rune(s[i+1])):
				apostrophe = i
			default:
				return ended(out, s, from, i, apostrophe, plain, small), i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '’' && apostrophe < 0 && i+size < len(s) && isLetter(rune(s[i+size])) {
			apostrophe = i
		} else if !isLetter(r) || isSyllable(r) {
			break
		}
		plain = false
		i += size
	}
	return ended(out, s, from, i, apostrophe, plain, small), i
}

// ended appends the word that stands between two bytes of a text. Plain says
// that it is of ASCII, small that it has no capital of ASCII; most words are
// both, and stay parts of the text.
func ended(out []Word, s string, from, to, apostrophe int, plain, small bool) []Word {
	text := s[from:to]
	switch {
	case !plain:
		text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	case !small:
		text = LowerASCII(text)
	}
	if apostrophe < 0 {
		return append(out, Word{text, from, to, -1})
	}
	return elided(out, s, text, from, apostrophe, to)
}

// elided cuts a possessive or an article off: "mentor's", "l'équipe".
func elided(out []Word, s, text string, from, apostrophe, to int) []Word {
	before, after, _ := strings.Cut(text, "'")
	_, width := utf8.DecodeRuneInString(s[apostrophe:])
	switch {
	case after == "s":
		return append(out, Word{before, from, apostrophe, -1}, Word{"'s", apostrophe, to, -1})
	case len(before) <= 2 && len(after) > 2:
		rest := apostrophe + width
		return append(out, Word{before + "'", from, rest, -1}, Word{after, rest, to, -1})
	}
	return append(out, Word{text, from, to, -1})
}

// Texts returns the words' texts, for making vocabularies.
func Texts(s string) []string {
	list := Split(s)
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = w.Text
	}
	return out
}

// LowerASCII returns a text with A to Z made small and everything else as it
// is, so that a place in it is the same place in the text.
func LowerASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if !isCapital(s[i]) {
			continue
		}
		var b strings.Builder
		b.Grow(len(s))
		b.WriteString(s[:i])
		for ; i < len(s); i++ {
			c := s[i]
			if isCapital(c) {
				c += 'a' - 'A'
			}
			b.WriteByte(c)
		}
		return b.String()
	}
	return s
}
