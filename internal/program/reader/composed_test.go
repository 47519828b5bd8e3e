//go:build !race

package reader_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stint/internal/program/reader"
)

// composer makes pages of what stands on pages, put together at random.
type composer struct {
	*rand.Rand
	b     strings.Builder
	words int
}

// one is any of a list.
func (c *composer) one(list ...string) string { return list[c.IntN(len(list))] }

// word is one that stands nowhere else on the page, so that it can be missed.
func (c *composer) word() string {
	c.words++
	return "w" + strconv.Itoa(c.words) + "x"
}

// phaseNames name phases in the ways in which pages do.
var phaseNames = []string{"Week %d", "Day %d", "Month %d", "Sprint %d", "Module %d", "Part %d", "Session %d", "Phase %d", "Weeks %d-9", "First week", "Week %d: Break", "30 days", "Days 1-30", "Woche %d", "第%d週", "Jour %d", "By the end of week %d", "KW %d", "March %d", "Mon %d/2", "W%dD2", "Tag %d", "Level %d", "Week %d goals", "Weeks %d+", "D+%d"}

// phase is the name of a phase.
func (c *composer) phase() string {
	s := c.one(phaseNames...)
	if strings.Contains(s, "%d") {
		s = fmt.Sprintf(s, c.IntN(5))
	}
	return s
}

// text is a few words with markup among them.
func (c *composer) text() string {
	parts := []string{}
	for range 1 + c.IntN(4) {
		w := c.word()
		switch c.IntN(26) {
		case 0:
			w = "**" + w + "**"
		case 1:
			w = "*" + w + "*"
		case 2:
			w = "`" + w + "`"
		case 3:
			w = "[" + w + "](https://a.example/" + c.word() + ")"
		case 4:
			w = "<b>" + w + "</b>"
		case 5:
			w = "(" + w + ")"
		case 6:
			w += c.one(":", ",", ".", "?", " -", " –", ";", "!", "：")
		case 7:
			w = c.one("Read", "Meet", "Your mentor will", "Manager:", "If you have access to", "Optional:", "the mentor", "Goal:", "Discuss", "Be prepared to discuss", "Complete the course", "One or more of", "Note:", "Objectives", "Questions", "Time:", "Duration:", "Example", "FAQ", "Homework:", "Reading:", "as needed", "weekly", "if available", "IT:", "Milestone:") + " " + w
		case 8:
			w += c.one(" (30 minutes)", " (2 h)", " 2 hours", " (optional)", " (week 2)", " 3-4 hours")
		case 9:
			w = c.phase() + c.one(" ", ": ", " - ", "") + w
		case 10:
			w = "[" + w + "]"
		case 11:
			w = c.one("{", "{{", "<", "|", "\\", "~~", "__", "[^", "![", "&", "<!--", "](") + w
		case 12:
			w += c.one("}", "}}", ">", "|", "\\", "~~", "__", "]", ")", ";", "-->", "</li>", "  ")
		case 13:
			w = c.one("<td>", "<li>", "<p>", "<br>", "<details>", "<summary>", "</details>", "</td>", "<tr>", "<table>", "</table>", "<ul>", "</ul>", "<h2>", "</h2>", "<pre>", "</pre>", "<th>") + w
		}
		parts = append(parts, w)
	}
	return strings.Join(parts, " ")
}

// line is one line of a page, of any sort.
func (c *composer) line() string {
	switch c.IntN(22) {
	case 0, 1, 2, 3, 4, 5:
		return strings.Repeat(c.one("  ", "    ", "\t", " "), c.IntN(3)) + c.one("- ", "* ", "1. ", "2) ", "- [ ] ", "- [x] ", "1. [ ] ", "[ ] ", "-", "• ", ". [ ", "1. 1. ", "a) ", "+ ") + c.text()
	case 6, 7:
		return strings.Repeat("#", 1+c.IntN(4)) + c.one(" ", " ", "") + c.phase() + c.one("", "", ": ", " - ", " ") + c.one("", c.text())
	case 8:
		return strings.Repeat("#", 1+c.IntN(4)) + " " + c.text()
	case 9:
		return "**" + c.phase() + c.one("**", ":**", "** ", ": "+c.word()+"** ") + c.one("", c.text())
	case 10:
		return "**" + c.text() + c.one("**", ":**", "**:")
	case 11, 12:
		n := 1 + c.IntN(4)
		cells := []string{}
		for range n {
			cells = append(cells, c.one(c.text(), c.phase(), "", "30 min", "mentor", "Yes"))
		}
		return "|" + strings.Join(cells, "|") + c.one("|", "")
	case 13:
		return c.one("|--|--|", "|-|-|-|", "--|--", "---", "===", "***", "- - -")
	case 14:
		return c.one("", "    ") + c.phase() + c.one("", ": ", " ", "-") + c.one("", c.text())
	case 15:
		return "- " + c.one("", "[ ] ", "**") + c.phase() + c.one("", ": ", " - ", "** ", " ") + c.one("", c.text())
	case 16:
		return "> " + c.text()
	case 17:
		return c.one("```", "~~~", "<details>", "</details>", "<!--", "-->", "<table>", "</table>", "<tr>", "</tr>", "---", "{text}", "{goals}", ":::note", ":::", "{{% alert %}}", "<ul>", "</ul>", "{:.class}")
	case 18:
		return c.one("<tr>", "") + "<td>" + c.text() + c.one("</td>", "") + "<td>" + c.one(c.text(), c.phase()) + "</td></tr>"
	case 19:
		return ": " + c.text()
	case 20:
		return "[" + c.word() + "]: " + c.one("/x", "https://a.example/") + c.one("", " \""+c.word()+"\"")
	default:
		return c.one("", "  ", "    ") + c.text()
	}
}

// cell is what a cell of a table holds.
func (c *composer) cell() string {
	return c.one(c.text(), c.text(), c.word(), c.phase(), "", "30 min", "2 hours", "Mentor", "Yes", "☐", "[ ] "+c.word(), c.word()+"<br>"+c.word(), strconv.Itoa(c.IntN(6)), "3/"+strconv.Itoa(1+c.IntN(28)))
}

// columns are what heads of tables say.
var columns = []string{"Week", "Day", "Task", "Activity", "Owner", "Who", "Time", "Duration", "Done", "Notes", "Topic", "Goal", "Objective", "When", "Date", "Homework", "#", "Due", "Status", "Link", "Description", "Type", "Phase", "Module"}

// table is a table of a head and a few rows.
func (c *composer) table() string {
	var b strings.Builder
	n := 1 + c.IntN(5)
	html := c.IntN(4) == 0
	row := func(cell func() string, tag string) {
		if html {
			b.WriteString("<tr>")
		}
		for range n + c.IntN(9)/8 {
			if html {
				b.WriteString("<" + tag + ">" + cell() + c.one("", "\n") + "</" + tag + ">" + c.one("", "\n"))
			} else {
				b.WriteString("| " + cell() + " ")
			}
		}
		b.WriteString(map[bool]string{true: "</tr>\n", false: c.one("|\n", "|\n", "\n")}[html])
	}
	if html {
		b.WriteString("<table>\n")
	}
	head := func() string { return c.one(c.one(columns...), c.one(columns...), c.phase(), c.word()) }
	if !html || c.IntN(3) > 0 {
		row(head, "th")
	}
	if !html {
		b.WriteString(strings.Repeat("|---", n) + "|\n")
	}
	for range c.IntN(6) {
		if c.IntN(9) == 0 {
			row(func() string { return "" }, "td")
			continue
		}
		row(c.cell, "td")
	}
	if html {
		b.WriteString("</table>\n")
	}
	return b.String()
}

// list is a list of some depth, of one marker or several, with what may stand in its items.
func (c *composer) list() string {
	var b strings.Builder
	depth, marker := 0, c.one("- ", "* ", "1. ", "- [ ] ", "1) ")
	for range 1 + c.IntN(7) {
		indent := strings.Repeat(c.one("  ", "  ", "    ", "   "), depth)
		b.WriteString(indent + marker + c.one(c.text(), c.text(), c.phase(), c.phase()+": "+c.text(), "**"+c.text()+"**", "**"+c.text()+":** "+c.text(), "["+c.word()+"](/"+c.word()+")") + "\n")
		switch c.IntN(12) {
		case 0:
			b.WriteString(indent + "  " + c.text() + "\n")
		case 1:
			b.WriteString(c.text() + "\n")
		case 2:
			b.WriteString("\n" + indent + "  " + c.text() + "\n\n")
		case 3:
			b.WriteString(indent + "  > " + c.text() + "\n")
		case 4:
			b.WriteString(indent + "  ```\n" + indent + "  " + c.text() + "\n" + indent + "  ```\n")
		case 5:
			b.WriteString("\n")
		case 6:
			b.WriteString(indent + "  **" + c.one("Goal", "Objective", "Note", "Time", "Owner", c.word()) + ":** " + c.text() + "\n")
		case 7:
			marker = c.one("- ", "* ", "1. ", "- [ ] ")
		}
		depth = max(0, min(depth+c.IntN(3)-1, 4))
	}
	return b.String()
}

// sections are what headings say besides phases.
var sections = []string{"Goals", "Objectives", "Tasks", "Resources", "FAQ", "Contents", "Notes", "Mentor", "Manager", "For the buddy", "Before you start", "Success criteria", "Homework", "Examples", "Contacts", "Questions to discuss", "Prerequisites", "Checklist", "Overview", "Metrics", "By the end of week 2", "End of day 1", "Week 2 goals", "Schedule", "Table of contents", "Testimonials", "Before day one", "Outcomes", "Reading list", "Deliverables", "Support"}

// block is a heading, a list, a table or a paragraph.
func (c *composer) block() string {
	switch c.IntN(12) {
	case 0, 1, 2:
		return strings.Repeat("#", 1+c.IntN(3)) + " " + c.phase() + c.one("", "", ": "+c.text(), " - "+c.text()) + "\n"
	case 3:
		return strings.Repeat("#", 1+c.IntN(4)) + " " + c.one(c.one(sections...), c.one(sections...), c.text()) + c.one("", " "+c.word()) + "\n"
	case 4:
		return "**" + c.one(c.one(sections...), c.phase(), c.text(), c.phase()+": "+c.text()) + c.one("**", ":**") + c.one("\n", " "+c.text()+"\n")
	case 5, 6, 7:
		return c.list()
	case 8, 9:
		return c.table()
	case 10:
		return "<details><summary>" + c.text() + "</summary>\n\n" + c.list() + "\n</details>\n"
	default:
		return c.one("```\n"+c.list()+"```\n", "> "+c.text()+"\n> "+c.text()+"\n", c.text()+"\n"+c.text()+"\n", c.text()+"\n: "+c.text()+"\n", "<ul>\n<li>"+c.text()+"</li>\n<li>"+c.text()+"\n<li>"+c.text()+"</ul>\n", "<pre>"+c.text()+"\n"+c.text()+"</pre>\n", c.phase()+": "+c.text()+"\n"+c.text()+"\n")
	}
}

// compose makes the page of a seed: of blocks for even ones, else of lines.
func compose(seed uint64) string {
	c := composer{Rand: rand.New(rand.NewPCG(seed, 1))}
	if seed%2 == 0 {
		if c.IntN(8) == 0 {
			c.b.WriteString("---\n" + c.one("title: "+c.word(), "weeks: 4", "name: "+c.word()+" "+c.word()) + "\n---\n")
		}
		for range 2 + c.IntN(6) {
			c.b.WriteString(c.block() + c.one("\n", "\n", "\n", ""))
		}
		return c.b.String()
	}
	for range 2 + c.IntN(9) {
		c.b.WriteString(c.line())
		c.b.WriteString(c.one("\n", "\n", "\n", "\n\n"))
	}
	return c.b.String()
}

// losing are the words that reading a page loses.
func losing(src string) []string { return lost(reader.Read([]byte(src), reader.Options{}), src) }

// TestComposed reads pages that are put together at random, from the same seeds
// each time, and looks for every word in what was understood. Fuzzing finds what
// nobody thought of; this finds what the things that everybody writes do to one
// another. A page that loses something is shown without the lines that it loses
// nothing without.
func TestComposed(t *testing.T) {
	const pages = 4000
	for seed := range uint64(pages) {
		src := compose(seed)
		said := losing(src)
		if len(said) == 0 {
			continue
		}
		lines := strings.SplitAfter(src, "\n")
		for i := 0; i < len(lines); i++ {
			less := slices.Delete(slices.Clone(lines), i, i+1)
			if more := losing(strings.Join(less, "")); len(more) > 0 {
				lines, said, i = less, more, -1
			}
		}
		t.Errorf("seed %d: %s\n%s", seed, said[0], strings.Join(lines, ""))
	}
}
