package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"stint/internal/program/reader"
	"stint/internal/program/reader/notice"
	"stint/internal/program/reader/outline"
	"stint/internal/sqldb"
)

// codeBroken is the diagnostic of a link that was looked at and is broken. The
// reader never says it: it looks at pages alone.
const codeBroken = "S603"

// Remarked returns the diagnostics of a page and, among them at their lines, the
// links that are known to be broken, as they were found when they were last looked
// at. Source is what the page was read from. Nothing is looked at now, and what is
// on no program's newest page is not known. The caller has checked who may see it.
func Remarked(tx *sqldb.Tx, source string, page *reader.Page) ([]reader.Diagnostic, error) {
	// The broken ones are few, and the links of a long page many: so one statement,
	// whatever the page's length.
	list, err := sqldb.List(tx, scan, "SELECT "+columns+" FROM link_check c WHERE c.state = ? ORDER BY c.address", Broken)
	if err != nil || len(list) == 0 {
		return page.Diagnostics, err
	}
	known := make(map[string]Check, len(list))
	for _, c := range list {
		known[c.Address] = c
	}
	var broken []On
	for _, on := range Links(page) {
		if _, is := known[on.Address]; is {
			broken = append(broken, on)
		}
	}
	if len(broken) == 0 {
		return page.Diagnostics, nil
	}
	lines := outline.Split(source)
	found := map[string]int{} // how many of a link on one line have been said
	all := slices.Clone(page.Diagnostics)
	for _, on := range broken {
		text := ""
		if on.Line >= 1 && on.Line <= len(lines) {
			text = lines[on.Line-1].Text
		}
		at := fmt.Sprint(on.Line, " ", on.URL)
		column, end := place(text, on.URL, found[at])
		if found[at]++; column == 0 {
			if found[at] > 1 {
				continue // said once
			}
			column, end = whole(text)
		}
		all = append(all, remark(known[on.Address], on, column, end))
	}
	slices.SortStableFunc(all, func(a, b reader.Diagnostic) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return all, nil
}

// place finds an address in a line, after as many others of it: the columns of its
// first character and behind its last, counted in code points from 1; 0 and 0
// where the line writes it otherwise.
func place(line, address string, after int) (column, end int) {
	at := 0
	for ; ; after-- {
		next := strings.Index(line[at:], address)
		if next < 0 {
			return 0, 0
		}
		if at += next; after == 0 {
			break
		}
		at += len(address)
	}
	column = utf8.RuneCountInString(line[:at]) + 1
	return column, column + utf8.RuneCountInString(address)
}

// whole is the place of a line's text.
func whole(line string) (column, end int) {
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	return utf8.RuneCountInString(line[:indent]) + 1, utf8.RuneCountInString(strings.TrimRight(line, " \t")) + 1
}

func remark(c Check, on On, column, end int) reader.Diagnostic {
	n, _ := notice.Find(codeBroken)
	return reader.Diagnostic{
		Severity: reader.Severity(n.Severity), Code: codeBroken, Line: max(on.Line, 1), Column: column, EndColumn: max(end, column),
		Message: fmt.Sprintf("This link is broken: %s. It was last looked at on %s, and fails since %s.", c.Words(), moment(c.CheckedAt), moment(c.FailingAt)),
		Help:    "Correct the address, or take the link away. It is looked at once a week; this remark goes when it answers.",
	}
}

// moment says when, in a text that has no reader's zone.
func moment(at time.Time) string { return at.UTC().Format("Mon 2 January 2006, 15:04 UTC") }
