package patch

import (
	"fmt"
	"strings"
)

// around is how many unchanged lines stand around a change.
const around = 3

// line is one line of a diff as git counts them: what ends with a line feed.
type line struct {
	sign byte // ' ', '-' or '+'
	text string
}

// diff writes the change as a unified diff; empty where nothing was changed.
func (d *draft) diff(name string) string {
	lines := d.lines()
	var b strings.Builder
	old, now := 1, 1 // the numbers of the next lines
	for i := 0; i < len(lines); {
		if lines[i].sign == ' ' {
			i, old, now = i+1, old+1, now+1
			continue
		}
		from := max(i-around, 0)
		old, now = old-(i-from), now-(i-from)
		to := hunkEnd(lines, i)
		if b.Len() == 0 {
			fmt.Fprintf(&b, "--- a/%s\n+++ b/%s\n", name, name)
		}
		was, is := writeHunk(&b, lines[from:to], old, now)
		i, old, now = to, old+was, now+is
	}
	return b.String()
}

// hunkEnd is where a hunk ends that holds the change at i: after the lines around
// the last change that has none but few unchanged lines before it.
func hunkEnd(lines []line, i int) int {
	last := i
	for k := i; k < len(lines) && k-last <= 2*around; k++ {
		if lines[k].sign != ' ' {
			last = k
		}
	}
	return min(last+1+around, len(lines))
}

func writeHunk(b *strings.Builder, hunk []line, old, now int) (was, is int) {
	for _, l := range hunk {
		if l.sign != '+' {
			was++
		}
		if l.sign != '-' {
			is++
		}
	}
	fmt.Fprintf(b, "@@ -%s +%s @@\n", span(old, was), span(now, is))
	for _, l := range hunk {
		b.WriteByte(l.sign)
		b.WriteString(l.text)
		if !strings.HasSuffix(l.text, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
	return was, is
}

// span is the lines of a hunk: where there are none, it names the line before.
func span(from, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", from-1)
	case 1:
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d,%d", from, count)
}

// lines are the whole page as a diff. Lines that end with a carriage return
// alone are no lines for git, so they stay together.
func (d *draft) lines() []line {
	var all []line
	was, now := "", ""
	for i := range d.was {
		was, now = was+d.was[i], now+d.now[i]
		if strings.HasSuffix(d.was[i], "\n") && strings.HasSuffix(now, "\n") || i == len(d.was)-1 {
			all, was, now = append(all, compared(was, now)...), "", ""
		}
	}
	return all
}

// compared is the change of a few lines: what they begin with stays.
func compared(was, now string) []line {
	old, fresh := strings.SplitAfter(was, "\n"), strings.SplitAfter(now, "\n")
	var all []line
	add := func(sign byte, texts []string) {
		for _, text := range texts {
			if text != "" {
				all = append(all, line{sign, text})
			}
		}
	}
	same := 0
	for same < len(old) && same < len(fresh) && old[same] == fresh[same] {
		same++
	}
	add(' ', old[:same])
	add('-', old[same:])
	add('+', fresh[same:])
	return all
}
