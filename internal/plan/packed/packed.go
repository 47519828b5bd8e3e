// Package packed reads database rows of many columns as one text.
//
// On SQLite a query costs by the cell: a row of thirty-six columns takes three
// times as long to read as the same row put together by concat_ws, which
// PostgreSQL has too. A query names its columns as
//
//	concat_ws('␟', a.id, COALESCE(a.parent_id, ''), a.position, COALESCE(a.state_at, 0))
//
// with Separator in the place of ␟. No column may be NULL, and no text may hold
// the separator: it is a control character, which no text that people write may
// hold, and Clean takes it out of everything else.
package packed

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Separator stands between the columns: U+001F, the unit separator of ASCII.
const Separator = "\x1f"

// Clean returns a text without control characters.
func Clean(text string) string {
	if !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, text)
}

// Row hands out the columns of one row, in order. Err tells at the end whether
// all of them were there.
type Row struct {
	rest string
	end  bool
	err  error
}

// Open begins a row.
func Open(text string) *Row { return &Row{rest: text} }

// Text returns the next column.
func (r *Row) Text() string {
	if r.end && r.err == nil {
		r.err = fmt.Errorf("packed: the row has too few columns")
	}
	cell, rest, more := strings.Cut(r.rest, Separator)
	r.rest, r.end = rest, !more
	return cell
}

// Int returns the next column, a whole number.
func (r *Row) Int() int { return int(r.number()) }

// Bool returns the next column, which is stored as 0 or 1.
func (r *Row) Bool() bool { return r.number() != 0 }

// Time returns the next column, an instant, as stored in microseconds; 0 is the
// zero time.
func (r *Row) Time() time.Time {
	if n := r.number(); n != 0 {
		return time.UnixMicro(n).UTC()
	}
	return time.Time{}
}

func (r *Row) number() int64 {
	n, err := strconv.ParseInt(r.Text(), 10, 64)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("packed: a column is no number: %w", err)
	}
	return n
}

// Err returns what was wrong with the row: a column that was no number, too few
// columns, or too many.
func (r *Row) Err() error {
	if r.err == nil && !r.end {
		return fmt.Errorf("packed: the row has too many columns")
	}
	return r.err
}
