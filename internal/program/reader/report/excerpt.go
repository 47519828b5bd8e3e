package report

import "stint/internal/program/reader"

// Excerpt returns the part of a line around what a diagnostic marks, at most some
// hundred characters, and a line of ^ that stands below it in a monospaced face.
// Columns count from 1 in code points; end is the column after the last marked.
func Excerpt(line string, column, end int) (text, marker string) { return excerpt(line, column, end) }

// Proposal says in words what a fix would do to its line.
func Proposal(f reader.Fix) string { return edit(f) }
