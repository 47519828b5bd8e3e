package markdown

import (
	"fmt"

	"github.com/yuin/goldmark/parser"
)

// The limits of a text. They keep a render below a quarter of a second and a
// megabyte, whatever was written.
const (
	MaxNote    = 64 << 10 // bytes of a note
	MaxPage    = 1 << 20  // bytes of a program page
	MaxLines   = 50000    // lines of a text
	MaxOutput  = 1 << 20  // bytes of HTML or plain text
	MaxDepth   = 32       // elements inside each other
	MaxColumns = 64       // columns of a table
	MaxCells   = 10000    // cells of all tables of a text together
)

// maxWork bounds the steps that go beyond reading the text once, see meter.
const maxWork = 8 << 20

// Limit names a limit of a text.
type Limit string

// The limits by name.
const (
	LimitSize    Limit = "size"
	LimitLines   Limit = "lines"
	LimitOutput  Limit = "output"
	LimitDepth   Limit = "depth"
	LimitColumns Limit = "columns"
	LimitCells   Limit = "cells"
	LimitWork    Limit = "work"
)

// LimitError says which limit a text is beyond.
type LimitError struct {
	Limit Limit
	// Max is the limit's value: bytes, lines, elements, columns or cells; 0 for LimitWork.
	Max int
}

// Error says what is too much and what to do, to be shown to whoever wrote the
// text.
func (e *LimitError) Error() string {
	switch e.Limit {
	case LimitSize:
		return fmt.Sprintf("This text is too long: at most %d KiB fit. Shorten it, or attach it as a file.", e.Max>>10)
	case LimitLines:
		return fmt.Sprintf("This text has too many lines: at most %d fit. Shorten it, or attach it as a file.", e.Max)
	case LimitOutput:
		return fmt.Sprintf("This text becomes too large when it is shown: at most %d KiB of HTML. Shorten it, or attach it as a file.", e.Max>>10)
	case LimitDepth:
		return fmt.Sprintf("Lists, quotes and emphasis are nested too deep here: at most %d elements inside each other.", e.Max)
	case LimitColumns:
		return fmt.Sprintf("A table is too wide: at most %d columns.", e.Max)
	case LimitCells:
		return fmt.Sprintf("The tables are too large: at most %d cells together. Attach them as a file.", e.Max)
	default:
		return "There are too many brackets, emphasis marks or nested blank lines in one place. Separate paragraphs with blank lines, or put what is not prose into a code block."
	}
}

// A meter follows the reading of one text. The Markdown parser is linear in what
// people write, but not in everything that can be written; the parsers of this
// package tell the meter whatever could be done more than once for a byte, and
// the meter ends the reading where that is too much.
type meter struct {
	work  int // steps done
	cells int // of tables

	// What follows is about the block whose inline elements are being read.

	marks    int         // elements and delimiters so far
	runs     int         // delimiters of emphasis so far
	openers  []int       // where the brackets stand that are open
	ticks    map[int]int // where the last run of so many backticks stands
	unclosed []string    // ends of declarations that do not come any more
}

// meterKey is where a parser finds the meter of the text that it reads.
var meterKey = parser.NewContextKey()

func meterOf(pc parser.Context) *meter { return pc.Get(meterKey).(*meter) }

// charge notes steps of work.
func (m *meter) charge(steps int) {
	if m.work += steps; m.work > maxWork {
		stop(LimitWork, 0)
	}
}

// mark notes an inline element or delimiter, which takes memory as well as time.
func (m *meter) mark() {
	const steps = 64
	m.marks++
	m.charge(steps)
}

// endBlock forgets what is about one block.
func (m *meter) endBlock() {
	m.marks, m.runs = 0, 0
	m.openers, m.ticks, m.unclosed = m.openers[:0], nil, nil
}

// A stopped is thrown through the parser, which knows no errors, and caught
// where the reading began.
type stopped struct{ limit *LimitError }

func stop(limit Limit, most int) { panic(stopped{&LimitError{limit, most}}) }

// catch turns what stop threw into an error.
func catch(err *error) {
	switch thrown := recover().(type) {
	case nil:
	case stopped:
		*err = thrown.limit
	default:
		panic(thrown)
	}
}
