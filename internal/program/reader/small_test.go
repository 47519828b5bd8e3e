package reader_test

import (
	"strings"
	"testing"

	"stint/internal/program/reader"
)

// TestSmallPages reads pages that are each odd in a way in which a line could
// be dropped, and looks for every line in what was understood.
func TestSmallPages(t *testing.T) {
	deep := func(line string, most int) string {
		var b strings.Builder
		for n := range most {
			b.WriteString(strings.Repeat("  ", n) + line + "\n")
		}
		return b.String()
	}
	for name, src := range map[string]string{
		"title in bold":                      "**A year at sea**\n\nSome words.\n\n- Read the chart\n",
		"title in text":                      "A year at sea\n\nSome words.\n\n- Read the chart\n",
		"title with a link":                  "# [A year](/sea) at sea <!-- draft -->\n\n- Read the chart\n",
		"a title besides the front matter's": "---\ntitle: Sea\n---\n# A year at sea\n\n- Read the chart\n",
		"two titles":                         "# Sea\n\n# Land\n\n- Read the chart\n",
		"underlined":                         "Sea\n===\nLand\n---\n- Read the chart\n",
		"paragraph names a phase":            "Welcome aboard.\nWeek 1: read the chart.\nMore of it here.\nWeek 2: draw a chart.\nStill more.\n",
		"a day twice":                        "- Day 1: knots\n  - Tie a bowline\n- Day 1: ropes\n  - Splice a rope\n- Day 2\n  - Rest\n",
		"a bold day twice":                   "- **Day 1: Knots** Tie a bowline\n- **Day 1: Ropes** Splice a rope\n- Day 2: rest\n",
		"a week of two rows":                 "| Week | Task |\n|--|--|\n| Week 1: knots | Tie |\n| Week 1: ropes | Splice |\n| Week 2 | Rest |\n",
		"a module's length told again":       "- Module 1\n- Module 2: knots\n- Module 2: 3 hours\n",
		"a module that is a break after all": "- Module 1\n- Module 2: knots\n- Module 2: break\n",
		"text below an item's phase":         "- Week 1\n  We begin slowly.\n  - Tie a bowline\n- Week 2\n  - Rest\n",
		"lazy text below an item's phase":    "- Week 1\nWe begin slowly.\n  - Tie a bowline\n- Week 2\n",
		"an open bracket":                    "- Week 1\n- Week 2 (meet\n  everybody\n",
		"boxes alone":                        "- [ ]\n- [x]\nwords below\n- [ ] Tie\n",
		"boxes without markers":              "[ ] Tie\n[x] Splice\n[] Rest\n",
		"summary on lines":                   "<details>\n<summary>\nFor the\n<b>mentor</b>\n</summary>\n\n- Greet\n\n</details>\n",
		"text beside a fold":                 "<details>Open me <summary>Knots</summary> and tie\n\n- Tie\n\n</details> Then rest.\n",
		"a fold without a summary":           "<details>Only text\n\n- Tie\n</details>\n",
		"a fold in a fold":                   "<details>\n<details><summary>Inner</summary>\n- Tie\n</details>\n</details>\n",
		"caption":                            "<table>\n<caption>Our knots</caption>\n<tr><th>Week</th><th>Knot</th></tr>\n<tr><td>1</td><td>Bowline</td></tr>\n<tr><td>2</td><td>Hitch</td></tr>\n</table>\n",
		"text between cells":                 "<table>\n<tr><td>Tie</td></tr>\nbetween\n<tr><td>Rest</td></tr>\n</table>\n",
		"an open table":                      "<table>\n<tr><td>Tie</td>\n\n- Rest\n",
		"a head alone":                       "| Knot | Rope |\n|--|--|\n\n- Tie\n",
		"rows of dashes":                     "-|-\n-|-\nKnot|Rope\n",
		"rows without cells":                 "| Knot | Rope |\n|--|--|\n| | |\n|\n| Tie | |\n",
		"longer rows than the head":          "| Knot |\n|--|\n| Tie | and | splice |\n",
		"a table in a week":                  "## Week 1\n\n| Task | Who | Time | When |\n|--|--|--|--|\n| Tie | Ana Lima | 2 hours at the pier | Day 2 |\n",
		"columns of weeks with other rows":   "| | Week 1 | Week 2 |\n|--|--|--|\n| Knots | Tie | Splice |\n| Always | | |\n",
		"definitions":                        "Bowline\n: a knot\n: Tie it\n\nHitch\n\n: another\n",
		"an open comment":                    "# Sea\n\n- Tie\n<!-- open\n- Rest\n\ntext\n",
		"a comment before text":              "<!-- a --> text behind\n\n- Tie <!-- b --> more\n",
		"an open fence":                      "# Sea\n\n```\nWeek 1\n- Tie\n",
		"a fence in an item":                 "- Tie\n  ```sh\n  knot --tie\n  ```\n  and rest\n",
		"a page in a fence":                  "Before\n\n```md\n# Sea\n## Week 1\n- Tie\n## Week 2\n- Rest\n```\n\nAfter\n",
		"pre":                                "<pre>Week 1: tie\nWeek 2: splice\nWeek 3: rest</pre>\n",
		"a blank line in pre":                "<pre>Week|Knot\n-|\n\n|0\n|0a",
		"text behind an item in tags":        "<ul>\n<li>Tie</li> and splice\n<li>Rest</li>\n</ul>\n",
		"a time beside homework":             "## Week 1\n\n| Homework | Time |\n|--|--|\n| Tie | at sea |\n| Rest | 2 hours |\n",
		"a cell of lengths and a hint":       "## Week 1\n\n| Task | Time |\n|--|--|\n| Tie | 2 hours, pier 4 |\n| Rest | K (2 h) |\n",
		"goals of a week in a row":           "<table>\n<tr><td>knots\n</td><td>Week 1</td></tr>\n<tr><td>2 hours\n</td><td>ropes</td>\n<td>Week 2 goals</td><td>splice</td></tr>\n</table>\n",
		"weeks below two items":              "- Knots\n  - Week 1\n  - Woche 1\n- Ropes: tie\n  - Day 1\n  - Week 1\n",
		"a phase with something in brackets": "- Session 1 (knots of Session 5)\n- Session 2 (Month 3)\n- Session 3 (Month 3) splice\n",
		"a bracket over two lines":           "- Tie [^knots\n  ropes (30 minutes) and [rest]\n",
		"a goal over two lines":              "## Week 1\n\n1) [knots](/x)\n  ropes</li> pier\n  <th>Goal: splice\n",
		"letters and numbers":                "1. Tie\n   a) knots\n   b) 10) ropes\n",
		"words in braces":                    "**Sea** {a draft}\n\n- Tie\n\n## Land {a draft}\n",
		"words behind a bold break":          "- **Week 1: Knots** Tie\n- **Week 2: Spring break** Read a novel\n- Week 3: rest\n",
		"an open pre":                        "<pre>one\n\ntwo\n",
		"script":                             "<script>\nvar a = 1\n\nwords\n</script>\n",
		"shortcodes":                         "{{< note >}}\nMind the ropes.\n{{< /note >}}\n\n- Tie {{% x %}} now\n",
		"references that nobody uses":        "- Tie\n\n[rope]: /rope \"A rope\"\n[^1]: a footnote\n",
		"kramdown":                           "# Sea {#sea .big}\n{:.note}\nWords.\n{: #id}\n- Tie\n{:toc}\n",
		"attributes that are none":           "- Tie {this knot}\n- Rest {id=x} now\n- Splice {id=a}} b}\n",
		"front matter that is open":          "---\ntitle: Sea\nweeks: 2\n# Sea\n\n- Tie\n",
		"front matter that is none":          "---\nSome words.\n\n- Tie\n",
		"front matter below blank lines":     "\n\n---\ntitle: Sea\n---\nSome words.\n",
		"a mark of the byte order":           "\ufeff# Sea\n\n\ufeff- Tie\n",
		"carriage returns":                   "# Sea\r\r## Week 1\r- Tie\r- Rest\r",
		"mixed ends":                         "# Sea\r\n\r\n## Week 1\n- Tie\r- Rest\r\n\r",
		"line separators":                    "# Sea\u2028words\n\n- Tie\u2028a bowline\u2029now\n",
		"form feeds":                         "# Sea\f\n\f\n- Tie\f\n\fwords\n\v- Rest\n",
		"zero width":                         "\u200b# Sea\n\u200b- Tie\n-\u200b Rest\n\u200b\n",
		"wide spaces":                        "#\u3000Sea\n\u3000- Tie\n\u00a0\u00a0- Rest\n",
		"no end of line":                     "## Week 1\n- Tie",
		"numbers of lists":                   "1986. A good year\n10) Tie\n007. Rest\n. Splice\n1. 2. 3. Four\n",
		"letters and symbols":                "a. Tie\nb. Splice\n✅ Rest\n✅ Sleep\n• Eat\n",
		"goals by a label":                   "## Week 1\nGoal: tie\n**Objective:** splice\n- Goal: rest\n- Goal of the day: sleep\n",
		"labels on lines":                    "## Week 1\n**Goal:** tie\n**Note:** mind the ropes\n**Homework:** splice\n",
		"an item with nothing to read":       "- [](/rope)\n- ![](/rope.png)\n- <br>\n- Tie\n",
		"prompts in prompts":                 "## Week 1\n- Be prepared to discuss:\n  - What is a knot?\n    - And a hitch?\n\n      Some words.\n",
		"a quote in an item":                 "- Tie\n  > a bowline\n  > - or a hitch\n",
		"deep lists":                         "# Sea\n\n" + deep("- knot", 200),
		"deep quotes":                        "# Sea\n\n" + strings.Repeat("> ", 300) + "knot\n",
		"ten thousand items deep":            "# Sea\n\n" + strings.Repeat("- ", 10_000) + "knot\n",
	} {
		t.Run(name, func(t *testing.T) {
			page := reader.Read([]byte(src), reader.Options{})
			check(t, page, strings.Count(src, "\n")+strings.Count(src, "\r")+1)
			checkCovered(t, page, src)
		})
	}
}
