//go:build !race

package reader_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"stint/internal/program/reader"
	"stint/internal/program/reader/page"
)

// hostile are pages made to be slow or to break something. Each is a megabyte
// or close to it.
func hostile() map[string]string {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	var deep strings.Builder
	for i := 0; deep.Len() < size; i++ {
		deep.WriteString(strings.Repeat("  ", i%1000) + "- a\n")
	}
	// Something long that everything in the rest of the page shares.
	long, words := strings.Repeat("p", size/40), strings.Repeat("learn word ", size/440)
	shared := func(begin, each string) string {
		return "# P\n\n" + begin + "\n\n" + strings.Repeat(each, (size-len(begin)-100)/len(each))
	}
	const item, nested = "- Read [a](b)\n", "  - Read [a](b)\n"
	return map[string]string{
		"shared reference":   shared("[z]: https://a.example/"+long+"\n\n## Week 1", "- Read [a][z]\n"),
		"shared address":     "---\naddress: https://a.example/" + long[:page.MaxAddress-30] + "/\n---\n" + shared("## Week 1", "- [a](b)\n"),
		"shared heading":     shared("## Week 1\n\n### "+words, item),
		"shared condition":   shared("## Week 1\n\n### If you have access to "+words, item),
		"shared parent":      shared("## Week 1\n\n- One or more of "+words+":", nested),
		"shared topic":       shared("## Week 1 {topic=\""+words+"\"}", item),
		"shared track":       shared("## "+words, "### Week 1\n\n- Read\n"),
		"shared course":      shared("## Week 1\n\n- Complete the course "+words+" modules 1-2", "- Complete the course modules 3-4\n"),
		"shared deliverable": shared("## Week 1\n\n- Write a success plan {id="+long+"}", "- Present the success plan\n"),
		"shared details":     shared("## Week 1\n\n<details><summary>"+words+"</summary>", item),
		"shared prompts":     shared("## Week 1\n\n- Be prepared to discuss "+words+":", "  - What is it?\n"),
		"unknown attributes": shared("## Week 1", "- a {b=c}\n"),

		"brackets": fill("["), "links": fill("[a]("), "closed": fill("[a](b)"), "images": fill("![[a]("),
		"quotes": fill("> "), "markers": fill("1. "), "bullets": fill("- "), "stars": fill("*a **b _c "),
		"backticks": fill("`a ``b "), "tags": fill("<a "), "comments": fill("<!--"), "comment lines": fill("<!--\n"),
		"entities": fill("&amp"), "braces": fill("{{"), "pipes": fill("|"), "piped": fill("|a`|b\n"), "table": "a|b\n-|-\n" + fill("|a|b|\n"),
		"addresses": fill("http://"), "one line": fill("word "), "lines": fill("word\n"), "items": fill("- a\n"), "deep": deep.String(),
		"boxes": fill("- [ ] "), "nul": fill("\x00"), "bare": fill("http://a.b "), "spaces": fill(" "), "tabs": fill("\t- a\n"),
		"fences": fill("```\n"), "details": fill("<details>\n"), "definitions": "a\n" + fill(": b\n"), "references": fill("[a]: b\n"),
		"uses": "[a]: b\n\n" + fill("[[a]"), "bold": fill("**"), "headings": fill("# a\n"), "returns": fill("\r"), "colons": fill("**a**:\n"),
		"underscores": fill("a_"), "parentheses": fill("[a](("), "unclosed quote": fill("[a](b \""), "hash": fill("#"), "shortcodes": fill("{{< a >}}\n"),
		"goals": "## Week 1\n\n" + fill("**Goal:** know it\n"), "goals of an item": "## Week 1\n\n- Do it\n" + fill("  **Goal:** know it\n"), "criteria": fill("## Goals\n### End of week 2\n- a\n"),
		"weeks": fill("- **Week 3** - a\n"), "weeks of phases": fill("## Phase 1\n- Week 2: a\n"), "days": fill("**Day 2**: a (1 h)\n\n"), "fields": "## Day 1\n\n" + fill("- Time: 4 h\n"), "labels": "## Day 1\n\n" + fill("- Read: [a](b)\n"),
	}
}

// TestHostile reads them all, and whatever takes long must take long in
// proportion, and what was understood must be no larger than a page can be read
// from: eight times the page may cost some eight times the work, where a loop in
// a loop costs sixty-four. Both are what the processor spends in the same run, so
// that a busy machine does not decide; the best of a few tries leaves out a
// collection of garbage that fell into one.
// Where a limit cuts both off, the whole is held to what an ordinary page of its
// length costs.
func TestHostile(t *testing.T) {
	const part, bound, ordinary, most = 8, 24, 30, 48 << 20
	read := func(t *testing.T, src string) time.Duration {
		start := cpuTime()
		got := reader.Read([]byte(src), reader.Options{})
		took := cpuTime() - start
		switch text, err := json.Marshal(got); {
		case err != nil:
			t.Error(err)
		case len(text) > most:
			t.Errorf("what was understood takes %d bytes as JSON", len(text))
		}
		return took
	}
	usual := read(t, string(pageOf(1<<20)))
	for name, src := range hostile() {
		t.Run(name, func(t *testing.T) {
			whole := read(t, src)
			t.Log(whole)
			if whole < time.Second || whole < 4*usual {
				return
			}
			eighth := read(t, src[:len(src)/part])
			for range 3 {
				if whole < bound*eighth && whole < ordinary*usual {
					return
				}
				whole = min(whole, read(t, src))
				eighth = max(eighth, read(t, src[:len(src)/part]))
			}
			t.Errorf("%v for the page, %v for an eighth of it, %v for an ordinary page", whole, eighth, usual)
		})
	}
}
