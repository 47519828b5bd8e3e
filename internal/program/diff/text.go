package diff

import (
	"fmt"
	"io"
	"strings"
)

// Text writes the comparison for people, phase by phase of the new page.
func (c Comparison) Text(w io.Writer) error {
	var b strings.Builder
	for _, f := range c.Program {
		fmt.Fprintf(&b, "%s: %s, was %s\n", f.Name, orNone(f.Now), orNone(f.Was))
	}
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
	n := c.Counts
	fmt.Fprintf(&b, "\n%d added, %d removed, %d moved, %d reworded, %d changed, %d as they were.\n", n.Added, n.Removed, n.Moved, n.Reworded, n.Changed, n.Same)
	_, err := io.WriteString(w, strings.TrimLeft(b.String(), "\n"))
	return err
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
	for _, f := range ch.Fields {
		fmt.Fprintf(b, "    %s: %s, was %s\n", f.Name, orNone(f.Now), orNone(f.Was))
	}
}
