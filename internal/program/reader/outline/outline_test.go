package outline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sketch writes blocks as one line each, nested ones indented.
func sketch(blocks []*Block) string {
	var b strings.Builder
	var walk func([]*Block, string)
	walk = func(list []*Block, pad string) {
		for _, bl := range list {
			names := []string{"para", "head", "label", "item", "table", "code", "quote", "html", "details", "/details", "rule", "directive"}
			fmt.Fprintf(&b, "%s%s@%d", pad, names[bl.Kind], bl.Line)
			if bl.Level > 0 {
				fmt.Fprintf(&b, ".%d", bl.Level)
			}
			if bl.Check != NoBox {
				fmt.Fprintf(&b, " box%d", bl.Check)
			}
			if bl.Text.Raw != "" {
				fmt.Fprintf(&b, " %q", bl.Text.Raw)
			}
			for _, r := range bl.Rows {
				b.WriteString(" (")
				for i, c := range r.Cells {
					if i > 0 {
						b.WriteByte('|')
					}
					b.WriteString(c.Raw)
				}
				b.WriteString(")")
			}
			for _, l := range bl.Lines {
				fmt.Fprintf(&b, " <%s>", l.Text)
			}
			b.WriteByte('\n')
			walk(bl.Children, pad+"  ")
		}
	}
	walk(blocks, "")
	return b.String()
}

func TestBlocks(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"forgotten number", "1. a\n   1. b\n   . [c](/c)\n   1. d\n",
			"item@1.1 \"a\"\n  item@2.2 \"b\"\n  item@3.2 \"[c](/c)\"\n  item@4.2 \"d\"\n"},
		{"two numbers", "1. a\n   1. 1. b\n   1. c\n", "item@1.1 \"a\"\n  item@2.2 \"b\"\n  item@3.2 \"c\"\n"},
		{"two spaces under a number", "1. a\n  - b\n    - c\n1. d\n",
			"item@1.1 \"a\"\n  item@2.2 \"b\"\n    item@3.3 \"c\"\nitem@4.1 \"d\"\n"},
		{"boxes", "- [ ] a\n  - [x] b\n1. [ ] c\n- [] d\n[ ] e\n-[ ] f\n☐ g\n",
			"item@1.1 box1 \"a\"\n  item@2.2 box2 \"b\"\nitem@3.1 box1 \"c\"\nitem@4.1 box1 \"d\"\nitem@5.1 box1 \"e\"\nitem@6.1 box1 \"f\"\nitem@7.1 box1 \"g\"\n"},
		{"wrapped and lazy text", "1. one\n   two\nthree\n2. four\n", "item@1.1 \"one\\ntwo\\nthree\"\nitem@4.1 \"four\"\n"},
		{"label without blank lines", "text\n**Async**\n1. a\n**Later:**\n1. b\n",
			"para@1 \"text\"\nlabel@2 \"Async\"\nitem@3.1 \"a\"\nlabel@4 \"Later:\"\nitem@5.1 \"b\"\n"},
		{"bold start is no label", "**a** and **b**\n", "para@1 \"**a** and **b**\"\n"},
		{"paragraph and code in an item", "1. a\n\n   more\n\n   ```yaml\n   - no: item\n   ```\n\n1. b\n",
			"item@1.1 \"a\"\n  para@3 \"more\"\n  code@5 <- no: item>\nitem@9.1 \"b\"\n"},
		{"table", "| a | b |\n| --- | :-: |\n| `x|y` | \\| z |\n\nend\n", "table@1 (a|b) (`x|y`|\\| z)\npara@5 \"end\"\n"},
		{"indented code is no list", "text\n\n    - a\n    - b\n\n- c\n", "para@1 \"text\"\ncode@3 <- a> <- b>\nitem@6.1 \"c\"\n"},
		{"headings", "# A #\nB\n===\n##C {#c}\n\n#chat\n<h3>D</h3>\n", "head@1.1 \"A\"\nhead@2.1 \"B\"\nhead@4.2 \"C\"\npara@6 \"#chat\"\nhead@7.3 \"D\"\n"},
		{"quote", "> 1. a\n> 2. b\n\nc\n", "quote@1\n  item@1.1 \"a\"\n  item@2.1 \"b\"\npara@4 \"c\"\n"},
		{"details", "<details>\n<summary><b>Manager</b></summary>\n\n- a\n\n</details>\n", "details@1 \"Manager\"\nitem@4.1 \"a\"\n/details@6\n"},
		{"directives", "/label ~x\n{:toc}\n{{< youtube id >}}\n[[_TOC_]]\n[r]: /u\n<%= partial %>\n",
			"directive@1 \"/label ~x\"\ndirective@2 \"{:toc}\"\ndirective@3 \"{{< youtube id >}}\"\ndirective@4 \"[[_TOC_]]\"\ndirective@5\ndirective@6 \"<%= partial %>\"\n"},
		{"comment", "<!-- - no\n- item -->\n- a <!-- b -->\n", "html@1\nitem@3.1 \"a <!-- b -->\"\n"},
		{"definition", "Week 1\n: read\n: write\n", "label@1 \"Week 1\"\nitem@2.1 \"read\"\nitem@3.1 \"write\"\n"},
		{"a year is no item", "It began in\n2019. Then it grew.\n", "para@1 \"It began in\\n2019. Then it grew.\"\n"},
		{"after a paragraph in an item", "1. a\n\n   p\n2. b\n", "item@1.1 \"a\"\n  para@3 \"p\"\nitem@4.1 \"b\"\n"},
		{"table in tags", "<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td rowspan=\"2\">1</td><td>x <b>y</b></td></tr>\n<tr><td>z</td></tr>\n</table>\n", "table@1 (A|B) (1|x <b>y</b>) (|z)\n"},
		{"lists in tags", "<ul>\n<li>a</li>\n<li>b <b>c</b>\n<ul>\n<li>d</li>\n</ul>\n</ul>\n", "html@1\nitem@2.1 \"a\"\nitem@3.1 \"b <b>c</b>\"\n  html@4\n  item@5.2 \"d\"\nhtml@6\nhtml@7\n"},
		{"letters", "1. a\n   a. x\n   b. y\n", "item@1.1 \"a\"\n  item@2.2 \"x\"\n  item@3.2 \"y\"\n"},
		{"mixed line ends", "- a\r\n- b\r- c\n", "item@1.1 \"a\"\nitem@2.1 \"b\"\nitem@3.1 \"c\"\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, sketch(Parse(tt.src, nil).Blocks)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
