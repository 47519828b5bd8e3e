package write

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"stint/internal/program/reader"
	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/words"
)

// oneLine puts the lines of a text on one, with one space between its words. A backslash that breaks a line does so no more.
func oneLine(s string) string {
	lines := strings.Split(s, "\n")
	var all []string
	for i, line := range lines {
		line = strings.TrimRight(line, " \t")
		if bare := strings.TrimRight(line, `\`); i+1 < len(lines) && (len(line)-len(bare))%2 == 1 {
			line = line[:len(line)-1]
		}
		if spacedTarget(line) {
			all = append(all, strings.Trim(line, " \t"))
			continue
		}
		all = append(all, strings.FieldsFunc(line, func(c rune) bool { return c == ' ' || c == '\t' })...)
	}
	return strings.TrimSpace(strings.Join(all, " "))
}

// spacedTarget says that a link of a line leads to an address with several spaces
// beside one another.
func spacedTarget(line string) bool {
	_, target, found := strings.Cut(line, "](")
	return found && strings.Contains(target, "  ")
}

// plain is a text without its markup.
func plain(markdown string) string {
	span := inline.Read(inline.TextAt(markdown, 1, 1), nil)
	return span.Plain
}

// heading returns what a heading has to say so that it reads as a text.
func heading(text string) string {
	return first(spelled(text), func(s string) bool {
		span, ok := block("## "+s, outline.Heading)
		return ok && len(span.Links) == 0 && span.Plain == text
	})
}

// namesLinked says that a heading of some Markdown has links in it and the title
// of a phase.
func namesLinked(markdown, title string) bool {
	span, ok := block("## "+markdown, outline.Heading)
	return ok && len(span.Links) > 0 && words.Title(span.Plain) == title
}

// bold returns what stands between the stars of a bold line that reads as a text.
func bold(text string) string {
	return first(spelled(text), func(s string) bool {
		span, ok := block("**"+s+"**", outline.Label)
		return ok && span.Plain == text
	})
}

// item returns what an item has to say so that it reads as a text with links.
func item(text string, links []reader.Link) string {
	var ways []string
	for _, spell := range []func(string) string{escaped, encoded} {
		ways = append(ways, linked(text, links, spell))
	}
	return first(append(ways, spelled(text)...), func(s string) bool {
		span, ok := block("1. "+s, outline.Item)
		return ok && isItem(s) && span.Plain == text // and no rule behind the bullet of a goal
	})
}

// isItem says that words behind a bullet are those of an item.
func isItem(words string) bool {
	_, ok := block("- "+words, outline.Item)
	return ok
}

// block reads a line that is one block of a kind, and says whether it has no
// attributes and would take some.
func block(line string, kind outline.Kind) (span inline.Span, ok bool) {
	const some = " {phase=none}"
	for _, behind := range []string{some, ""} {
		doc := outline.Parse(line+behind, nil)
		if len(doc.Blocks) != 1 || doc.Blocks[0].Kind != kind || len(doc.Blocks[0].Children) > 0 || doc.Blocks[0].Check != outline.NoBox {
			return inline.Span{}, false
		}
		text := doc.Blocks[0].Text
		if list, rest := attribute.Cut(text.Raw); kind != outline.Label && (list.To > 0) != (behind != "") || behind != "" && strings.HasSuffix(rest, "}") && hasAttributes(rest) {
			return inline.Span{}, false
		}
		span = inline.Read(text, nil)
	}
	return span, true
}

// hasAttributes says that a text ends with attributes.
func hasAttributes(text string) bool {
	list, _ := attribute.Cut(text)
	return list.To > 0
}

// spelled are the ways to write a text, the pleasantest first.
func spelled(text string) []string { return []string{text, escaped(text), encoded(text)} }

// first returns the first of some ways that will do, else the last.
func first(ways []string, do func(string) bool) string {
	if i := slices.IndexFunc(ways, do); i >= 0 {
		return ways[i]
	}
	return ways[len(ways)-1]
}

// escaped writes a text with a backslash before everything that may be markup.
func escaped(text string) string {
	var b strings.Builder
	for i, c := range text {
		switch {
		case strings.ContainsRune("\\`*_[]<>{}!~&|", c), c == '#' && i > 0, c == ':' && strings.HasPrefix(text[i:], "://"), c == '.' && strings.HasSuffix(text[:i], "www"):
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// encoded writes everything of a text that is no letter and no digit as an entity,
// and so does without the rules of any markup.
func encoded(text string) string {
	var b strings.Builder
	before := 'a'
	for i, c := range text {
		switch {
		case c == ' ' && before != ' ' && i > 0 && i < len(text)-1, c > unicode.MaxASCII && !unicode.IsSpace(c) && !unicode.IsSymbol(c) && !unicode.IsPunct(c), unicode.IsLetter(c) && c != 'h' && c != 'w', unicode.IsDigit(c) && i > 0:
			b.WriteRune(c)
		default:
			fmt.Fprintf(&b, "&#%d;", c)
		}
		before = c
	}
	return b.String()
}

// linked writes a text with its links where their words are found.
func linked(text string, links []reader.Link, spell func(string) string) string {
	var b strings.Builder
	for _, l := range links {
		at := strings.Index(text, l.Text)
		if at < 0 {
			continue
		}
		b.WriteString(spell(text[:at]) + "[" + spell(l.Text) + "](")
		if strings.ContainsAny(l.URL, " ()<>\"'") || l.URL == "" {
			b.WriteString("<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(l.URL) + ">)")
		} else {
			b.WriteString(l.URL + ")")
		}
		text = text[at+len(l.Text):]
	}
	return b.String() + spell(text)
}

// guarded keeps the beginning of an item's words from being read as a marker,
// and their end as attributes.
func guarded(s string) string {
	if s == "" {
		return s
	}
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	switch {
	case digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') && (digits+1 == len(s) || s[digits+1] == ' '):
		s = s[:digits] + "\\" + s[digits:]
	case s == "-", s == "+", s == "*", strings.HasPrefix(s, "- "), strings.HasPrefix(s, "+ "), strings.HasPrefix(s, "* "):
		s = "\\" + s
	case strings.HasPrefix(s, "[ ]"), strings.HasPrefix(s, "[x]"), strings.HasPrefix(s, "[]"), strings.HasPrefix(s, "[X]"):
		if !strings.HasPrefix(s[strings.IndexByte(s, ']')+1:], "(") {
			s = "\\" + s
		}
	}
	return s
}
