// Package label knows lines that begin with a label: "Goal: feel at home".
package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// Width is how long a label before a colon may be.
const Width = 30

// Cut cuts a text behind a label: "Goal: feel at home". It returns the
// label and where the rest begins in the plain text.
func Cut(plain string) (label string, rest int) {
	at := words.Colon(plain[:min(len(plain), Width+len("："))])
	if at < 1 || at > Width {
		return "", 0
	}
	_, width := utf8.DecodeRuneInString(plain[at:])
	if strings.TrimSpace(plain[at+width:]) == "" {
		return "", 0
	}
	return plain[:at], at + width
}

// Dashed cuts a text behind a bold label before a dash: "**Day 1** – look around".
func Dashed(span *inline.Span) (label string, rest int) {
	if len(span.Bold) == 0 || span.Bold[0].From > 0 || span.Bold[0].To > Width {
		return "", 0
	}
	at := span.Bold[0].To
	for _, dash := range []string{" – ", " — ", " - "} {
		if behind := span.Plain[at:]; strings.HasPrefix(behind, dash) && strings.TrimSpace(behind[len(dash):]) != "" {
			return span.Plain[:at], at + len(dash)
		}
	}
	return "", 0
}

// Finishes says that a line tells with its label all that it has to: "Note:
// bring a laptop", "Mentor: Ana Lima". Only a label that ends its line says
// something of the list below.
func Finishes(plain string) bool {
	label, rest := Cut(plain)
	if rest == 0 || strings.HasSuffix(plain, ":") || strings.HasSuffix(plain, "：") {
		return false
	}
	read := wording.Read(label)
	section, _ := read.Section()
	return section == wording.SectionText || division.HeadedBy(read, sense.Note) || NamesSomebody(plain) || wording.Read(plain).IsField()
}

// NamesSomebody says that a line tells who has a role rather than what the role
// has to do: "Mentor: Ana Lima".
func NamesSomebody(plain string) bool {
	label, rest := Cut(plain)
	if rest == 0 || wording.Read(label).RoleNamed() == "" || strings.ContainsAny(plain[rest:], "0123456789") {
		return false
	}
	names := strings.Fields(plain[rest:])
	for _, name := range names {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(name, "(@["))
		if !unicode.IsUpper(first) && !strings.HasPrefix(name, "@") {
			return false
		}
	}
	return len(names) <= 4 && !wording.Read(plain[rest:]).Addressed()
}

// More says that a paragraph has lines that do not go on with the first:
// one breaks hard, or begins with a label of its own.
func More(raw string) bool {
	for {
		line, rest, more := strings.Cut(raw, "\n")
		if !more {
			return false
		}
		next, _, _ := strings.Cut(rest, "\n")
		if at := words.Colon(next); division.SetOff(line, next) || at >= 0 && at <= Width {
			return true
		}
		raw = rest
	}
}
