package link_test

import (
	"fmt"
	"strings"
	"testing"

	"stint/internal/fault"
	"stint/internal/program/link"
	"stint/internal/program/reader"
	"stint/internal/program/reader/notice"
	"stint/internal/sqldb"
)

// What is broken on the newest page is said at its lines of any text that still
// has it, and nowhere else.
func TestBrokenLinksAreRemarkedAtTheirLines(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.outside.status = map[string]int{"https://lamps.example.com/a": 200, "https://lamps.example.com/b": 410, "https://rocks.example.com/them": 200}
		h.gather()
		h.look()
		h.passes(link.Gap)
		h.look()
		if got := h.remarks(page); len(got) != 0 {
			t.Errorf("doubtful is not broken: %q", got)
		}
		h.passes(link.Recheck)
		h.look()
		if got := h.states(); got != "fine broken fine" {
			t.Fatal(got)
		}
		when := h.now.UTC().Format("Mon 2 January 2006, 15:04 UTC")
		began := h.now.Add(-link.Recheck).UTC().Format("Mon 2 January 2006, 15:04 UTC")
		words := "This link is broken: gone (410). It was last looked at on " + when + ", and fails since " + began + "."
		for name, x := range map[string]struct {
			source string
			want   []string
		}{
			"the newest page": {page, []string{"5:50-82 " + words}},
			"moved, twice on a line, and a slip": {
				"# Lämps\n\n## Week 1\n\n1. Read about lamps\n. [é](https://lamps.example.com/b) and again [b](https://lamps.example.com/b), [c](https://lamps.example.com/c)\n",
				[]string{"6:7-34 " + words, "6:50-77 " + words},
			},
			"written otherwise": {"# Lamps\n\n## Week 1\n\n 1. Read [b][lamps] and [b][lamps]\n\n[lamps]: https://lamps.example.com/b\n", []string{"5:2-35 " + words}},
			"gone":              {strings.ReplaceAll(page, "lamps.example.com/b", "lamps.example.com/d"), nil},
		} {
			if got := h.remarks(x.source); strings.Join(got, "\n") != strings.Join(x.want, "\n") {
				t.Errorf("%s:\ngot  %q\nwant %q", name, got, x.want)
			}
		}
	})
}

// remarks are those of links on a text; the diagnostics have to stand in the
// order of the page.
func (h *house) remarks(source string) (said []string) {
	h.t.Helper()
	read := reader.Read([]byte(source), reader.Options{})
	n, _ := notice.Find("S603")
	if err := h.db.Read(h.t.Context(), func(tx *sqldb.Tx) error {
		all, err := link.Remarked(tx, source, read)
		last := 0
		for _, d := range all {
			if d.Line < last {
				h.t.Errorf("line %d stands behind line %d", d.Line, last)
			}
			if last = d.Line; d.Code == n.Code {
				said = append(said, fmt.Sprintf("%d:%d-%d %s", d.Line, d.Column, d.EndColumn, d.Message))
				if string(d.Severity) != n.Severity || d.Help == "" || d.Fix != nil {
					h.t.Errorf("%+v", d)
				}
			}
		}
		return err
	}); err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
	return said
}
