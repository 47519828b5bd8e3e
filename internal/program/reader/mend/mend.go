// Package mend applies the proposed edits of diagnostics to a page.
package mend

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"stint/internal/program/reader"
)

// Apply makes the certain edits among the diagnostics and returns the page with
// them and how many were made. Of edits that overlap the first is made. The
// rest of the page, its line ends among it, stays as it is.
func Apply(src []byte, list []reader.Diagnostic) ([]byte, int) {
	var fixes []reader.Fix
	for _, d := range list {
		if d.Fix != nil && d.Fix.Certain {
			fixes = append(fixes, *d.Fix)
		}
	}
	sort.SliceStable(fixes, func(i, j int) bool {
		if fixes[i].Line != fixes[j].Line {
			return fixes[i].Line < fixes[j].Line
		}
		return fixes[i].Column < fixes[j].Column
	})
	lines := lineStarts(src)
	var out bytes.Buffer
	at, made := 0, 0
	for _, f := range fixes {
		if f.Line < 1 || f.Line > len(lines) {
			continue
		}
		from := offset(src, lines[f.Line-1], f.Column)
		to := offset(src, lines[f.Line-1], f.EndColumn)
		if from < at || to < from {
			continue
		}
		out.Write(src[at:from])
		out.WriteString(f.Text)
		at = to
		made++
	}
	out.Write(src[at:])
	return out.Bytes(), made
}

// lineStarts are the offsets at which lines begin; a byte order mark is no part
// of the first.
func lineStarts(src []byte) []int {
	first := 0
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		first = 3
	}
	starts := []int{first}
	for i := first; i < len(src); i++ {
		if src[i] == '\n' || src[i] == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// offset is where a column of the line that begins at start is.
func offset(src []byte, start, column int) int {
	for ; column > 1 && start < len(src) && src[start] != '\n' && src[start] != '\r'; column-- {
		_, size := utf8.DecodeRune(src[start:])
		start += size
	}
	return start
}
