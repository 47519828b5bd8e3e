// Package identity makes the ids of phases, activities and prompts: stable as
// long as the words stay, unique within a page, plain enough for an address.
package identity

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stint/internal/program/reader/words"
)

// StopWords say nothing about which activity an id names.
var StopWords = map[string]bool{
	"the": true, "a": true, "an": true, "of": true, "to": true, "your": true, "you": true, "and": true, "in": true, "on": true, "for": true, "with": true,
	"der": true, "die": true, "das": true, "und": true, "le": true, "la": true, "les": true, "et": true, "el": true, "los": true, "las": true, "y": true, "de": true, "'s": true,
}

// Slug makes an id of the first words of a text that say something. A text in
// another script is named by its hash.
func Slug(text string, most int) string {
	if _, path, ok := strings.Cut(text, "://"); ok && !strings.Contains(text, " ") {
		if _, rest, ok := strings.Cut(path, "/"); ok && len(rest) > 2 {
			text = rest
		}
	}
	if len(text) > 160 {
		text = strings.ToValidUTF8(text[:160], "") // more words than an id takes
	}
	var few [8]string
	parts := few[:0]
	foreign, seen := 0, 0
	for w := range words.All(text) {
		if seen++; seen > min(4*most, 30) {
			break
		}
		if StopWords[w.Text] {
			continue
		}
		if s := ascii(w.Text); s != "" {
			parts = append(parts, s)
		} else {
			foreign++
		}
		if len(parts) == most {
			break
		}
	}
	if len(parts) == 0 || foreign > len(parts) {
		h := fnv.New32a()
		h.Write([]byte(text))
		return fmt.Sprintf("%08x", h.Sum32())
	}
	out := strings.Join(parts, "-")
	if len(out) > 60 {
		out = strings.TrimRight(out[:60], "-")
	}
	return out
}

// ascii folds a word to letters and digits of ASCII.
func ascii(w string) string {
	plain := true
	for i := 0; i < len(w); i++ {
		plain = plain && (w[i] >= 'a' && w[i] <= 'z' || w[i] >= '0' && w[i] <= '9')
	}
	if plain {
		return w
	}
	var b strings.Builder
	for _, c := range norm.NFKD.String(w) {
		if c < unicode.MaxASCII && (unicode.IsLetter(c) || unicode.IsDigit(c)) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// Cut keeps an id short enough to be written as an attribute.
func Cut(id string) string {
	const most = 64
	if len(id) <= most {
		return id
	}
	if at := strings.LastIndexByte(id[:most], '-'); at > most/2 {
		return id[:at]
	}
	return id[:most]
}

// Set are the ids of a page that are in use.
type Set struct {
	used map[string]bool
	// next is up to which number an id is taken.
	next map[string]int
}

// NewSet returns a set without ids.
func NewSet() *Set { return &Set{used: map[string]bool{}, next: map[string]int{}} }

// Take takes an id as it is. It returns false where the id is in use.
func (s *Set) Take(id string) bool {
	if s.used[id] {
		return false
	}
	s.used[id] = true
	return true
}

// Unique takes an id, with a number behind it where it is in use.
func (s *Set) Unique(id string) string {
	out := id
	for n := max(s.next[id], 2); s.used[out]; n++ {
		out = id + "-" + strconv.Itoa(n)
		s.next[id] = n + 1
	}
	s.used[out] = true
	return out
}
