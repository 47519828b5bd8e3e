package diff

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Text writes the difference for people, phase by phase of the newer page.
func (d Difference) Text(w io.Writer) error {
	var b strings.Builder
	writeFields(&b, d.Program, "")
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "\n%s\n", s.name())
		writeFields(&b, s.Fields, "    ")
		for _, ch := range s.Changes {
			ch.write(&b)
		}
	}
	return finish(w, &b, d.Counts)
}

// name is how a section is called in a text.
func (s Section) name() string {
	switch {
	case s.Now == 0 || s.Now < 0 && s.Was == 0:
		return "Setup"
	case s.Now < 0:
		return s.WasHeading + " (gone)"
	case s.Was < 0:
		return s.Heading + " (new)"
	}
	return s.Heading
}

// Text writes the comparison for people, phase by phase of the new page.
func (c Comparison) Text(w io.Writer) error {
	var b strings.Builder
	writeFields(&b, c.Program, "")
	phase := "\x00"
	for _, ch := range c.Changes {
		at := ch.Phase
		if len(ch.What) == 1 && ch.What[0] == "removed" {
			at = ch.WasPhase
		}
		if at != phase {
			fmt.Fprintf(&b, "\n%s\n", at)
			phase = at
		}
		ch.write(&b)
	}
	return finish(w, &b, c.Counts)
}

// finish writes what was gathered, and how much differs in a sentence.
func finish(w io.Writer, b *strings.Builder, c Counts) error {
	fmt.Fprintf(b, "\n%s\n", c)
	_, err := io.WriteString(w, strings.TrimLeft(b.String(), "\n"))
	return err
}

func writeFields(b *strings.Builder, fields []Field, indent string) {
	for _, f := range fields {
		fmt.Fprintf(b, "%s%s: %s, was %s\n", indent, f.Name, orNone(f.Now), orNone(f.Was))
	}
}

// String says in a sentence how much differs, and nothing of what does not.
func (c Counts) String() string {
	var parts []string
	add := func(n int, word string) {
		if n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+word)
		}
	}
	add(c.Added, "added")
	add(c.Removed, "removed")
	add(c.Moved, "moved")
	add(c.Reworded, "reworded")
	add(c.Changed, "changed in kind or condition")
	switch {
	case len(parts) == 0:
		return fmt.Sprintf("Every activity and question is as it was: %d of them.", c.Same)
	case c.Same == 0:
		return listed(parts) + "."
	}
	return listed(parts) + fmt.Sprintf(", and %d as they were.", c.Same)
}

// listed joins words: "1 added, 2 moved and 3 reworded".
func listed(parts []string) string {
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}

func orNone(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// marks are what the lines of a comparison begin with.
var marks = map[string]string{"added": "+", "removed": "-", "moved": ">", "reworded": "~", "changed": "*"}

func (ch Change) write(b *strings.Builder) {
	mark := marks[ch.What[0]]
	if ch.What[0] == "removed" {
		fmt.Fprintf(b, "%s %s (line %d)\n", mark, ch.Was, ch.WasLine)
		return
	}
	fmt.Fprintf(b, "%s %s (line %d, %s)\n", mark, ch.Text, ch.Line, ch.ID)
	for _, what := range ch.What {
		switch what {
		case "moved":
			fmt.Fprintf(b, "    moved from %s\n", ch.WasPhase)
		case "reworded":
			fmt.Fprintf(b, "    was: %s\n", ch.Was)
		}
	}
	writeFields(b, ch.Fields, "    ")
}
