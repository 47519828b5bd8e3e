package markdown

import (
	"errors"
	"strings"
	"testing"
)

// fill repeats a piece until a text is as large as its profile allows.
func fill(piece string, p Profile) string {
	most := MaxNote
	if p == Page {
		most = MaxPage
	}
	return strings.Repeat(piece, most/len(piece))
}

func TestLimits(t *testing.T) {
	row := func(columns int, cell string) string { return "|" + strings.Repeat(cell+"|", columns) + "\n" }
	table := func(columns, rows int) string {
		return row(columns, "a") + row(columns, "-") + strings.Repeat(row(columns, "b"), rows)
	}
	cases := []struct {
		name, text string
		profile    Profile
		want       Limit // none where the text is within the limits
	}{
		{"a full note", strings.Repeat("a", MaxNote), Note, ""},
		{"a note and a byte", strings.Repeat("a", MaxNote+1), Note, LimitSize},
		{"a page the size of two notes", strings.Repeat("a", 2*MaxNote), Page, ""},
		{"a page and a byte", strings.Repeat("a", MaxPage+1), Page, LimitSize},
		{"as many lines as fit", strings.Repeat("\n", MaxLines), Page, ""},
		{"a line more", strings.Repeat("\n", MaxLines+1), Page, LimitLines},
		{"output", strings.Repeat("&", MaxOutput/5+1), Page, LimitOutput},
		{"output by references", "[a]: https://example.com/" + strings.Repeat("a", 2000) + "\n\n" + strings.Repeat("[a] ", 1000), Note, LimitOutput},
		{"quotes in quotes", strings.Repeat(">", MaxDepth-1) + "a", Note, ""},
		{"one quote more", strings.Repeat(">", MaxDepth) + "a", Note, LimitDepth},
		{"quotes beyond depth", strings.Repeat(">", MaxDepth+1) + "a", Note, LimitDepth},
		{"lists in lists", strings.Repeat("- ", MaxDepth/2) + "a", Note, ""},
		{"one list more", strings.Repeat("- ", MaxDepth/2+1) + "a", Note, LimitDepth},
		{"emphasis in emphasis", strings.Repeat("*a **b ", 8) + "c" + strings.Repeat("** *", 8), Note, ""},
		{"emphasis beyond depth", strings.Repeat("*a **b ", 20) + "c" + strings.Repeat("***", 20), Note, LimitDepth},
		{"columns", table(MaxColumns, 1), Note, ""},
		{"a column more", table(MaxColumns+1, 1), Note, LimitColumns},
		{"columns without outer pipes", "a" + strings.Repeat("|a", MaxColumns) + "\n-" + strings.Repeat("|-", MaxColumns), Note, LimitColumns},
		{"cells", table(50, MaxCells/50-1), Note, ""},
		{"a row more", table(50, MaxCells/50), Note, LimitCells},
		{"rows that name no cells", row(64, "a") + row(64, "-") + strings.Repeat("|\n", MaxCells/64), Note, LimitCells},
		{"several tables", strings.Repeat(table(10, 99)+"\n", 11), Note, LimitCells},
		{"a wide line that is no table", row(500, "a") + "a\n", Note, ""},
		{"a wide line below a narrow head", "|a|\n" + row(500, "-"), Note, ""},
		{"brackets", fill("[a](", Note), Note, LimitWork},
		{"emphasis marks", fill("*_ ", Note), Note, LimitWork},
		{"emphasis marks that open and close", fill("a*b_", Note), Note, LimitWork},
		{"definitions", fill("[a]: b\n", Note), Note, LimitWork},
		{"empty lines in lists", strings.Repeat("- ", 16) + "a" + strings.Repeat("\n", 40000), Note, LimitWork},
	}
	for _, c := range cases {
		_, err := Render(c.text, Options{Profile: c.profile})
		var limit *LimitError
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (!errors.As(err, &limit) || limit.Limit != c.want):
			t.Errorf("%s: %v, want the limit of %s", c.name, err, c.want)
		}
		if checked := Check(c.text, c.profile); (checked == nil) != (err == nil) {
			t.Errorf("%s: the check says %v, not %v", c.name, checked, err)
		}
	}
}

// TestProse makes sure that large texts of the kind that people write are not
// refused.
func TestProse(t *testing.T) {
	paragraph := strings.Repeat("Some *words* and **more of them**, with [a link](https://example.com/a/path_of_some_length?x=1), `code` and snake_case, as one writes. ", 12)
	cases := []struct {
		name, text string
		profile    Profile
	}{
		{"a note of one paragraph", strings.Repeat(paragraph, 16), Note},
		{"a note of many", strings.Repeat(paragraph+"\n\n", 16), Note},
		{"a log without empty lines", fill("2026-10-08T15:00:00Z [INFO] worker_pool_3 (id=7): took_a_job <none> `x` & went on\n", Note), Note},
		{"a list of links", fill("- [ ] [A course](https://example.com/course) *(2 h)*\n  - what to ask: \"why\"?\n", Note), Note},
		{"a list of definitions", strings.Repeat("[name]: https://example.com/a/long/address\n", 500), Note},
		{"a page", strings.Repeat("## A week\n\n1. Read [this](https://example.com/x)\n   - and *that*\n   - [x] and ~~those~~\n\n"+paragraph+"\n\n", 220), Page},
		{"a page of code", "```\n" + strings.Repeat("for i := range *p { f[i](a_b*c) } // <- `x`\n\n\n\n", 10000) + "```\n", Page},
	}
	for _, c := range cases {
		if err := Check(c.text, c.profile); err != nil {
			t.Errorf("%s of %d KiB: %v", c.name, len(c.text)>>10, err)
		}
	}
}

func TestLimitErrors(t *testing.T) {
	for limit, want := range map[Limit]string{
		LimitSize: "at most 64 KiB", LimitOutput: "at most 64 KiB", LimitLines: "65536 fit", LimitDepth: "65536 elements", LimitColumns: "65536 columns",
		LimitCells: "65536 cells", LimitWork: "too many brackets",
	} {
		if got := (&LimitError{limit, MaxNote}).Error(); !strings.Contains(got, want) {
			t.Errorf("the limit of %s is told as %q, without %q", limit, got, want)
		}
	}
}

// TestCatch makes sure that only limits are caught.
func TestCatch(t *testing.T) {
	defer func() {
		if thrown := recover(); thrown != "other" {
			t.Errorf("caught %v", thrown)
		}
	}()
	var err error
	defer catch(&err)
	panic("other")
}

func BenchmarkRender(b *testing.B) {
	const note = "Today we looked at the *renewal* call.\n\n- what went well: the [agenda](https://example.com/agenda)\n- what to ask: `next step`\n\n> A quote\n"
	for name, text := range map[string]string{"note": note, "64KiB": fill(note, Note)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Render(text, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("page", func(b *testing.B) {
		text := strings.Repeat(note+"\n", MaxPage/2/len(note))
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := Render(text, Options{Profile: Page}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("inline", func(b *testing.B) {
		for b.Loop() {
			Inline("Read *all of* [the page](https://example.com/page) and come back")
		}
	})
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			Inline("Watch a customer call and write down what surprised you")
		}
	})
}
