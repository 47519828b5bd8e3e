// Package division divides a page into phases and what stands outside them.
//
// Phases are named by headings of any level, else by bold lines, lines of text
// or list items, else by the rows or columns of tables, else inside a code
// block. Where headings of phases are nested, weeks are preferred to what is
// around and below them.
package division

import (
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/source"
)

// Style says where the names of phases stand.
type Style int

// The places of names.
const (
	ByHeading Style = iota
	ByLabel
	ByLine
	ByItem
	ByRow
	ByColumn
)

// String says it in the plural, as a remark does.
func (s Style) String() string {
	return [...]string{"headings", "bold lines", "lines of text", "list items", "the rows of a table", "the columns of a table"}[s]
}

// LabelLevel is the level of phases that are not named by headings: every
// heading is above them.
const LabelLevel = 7

// Part is a phase, or the setup, with the blocks that belong to it.
type Part struct {
	Phase  page.Phase
	Label  phase.Label
	Blocks []*outline.Block
	// Level is the level of its heading; what is no heading has LabelLevel.
	Level int
	// Style says where the phase's name stands.
	Style Style
	// Heading is the block that names it, nil for the setup.
	Heading *outline.Block
	// Optional says that its heading lets one skip all of it.
	Optional bool
	// Goals says that its heading names goals.
	Goals bool
	// Owner is whose it is, where the headings around it say.
	Owner string
	// Reached are the headings among Blocks below which goals of it are told.
	Reached map[*outline.Block]bool
	// Rest is a doing that stands behind the phase's name on the same line.
	Rest inline.Text
	// folds is how many <details> are open around it.
	folds int
}

// division is a page being divided.
type division struct {
	*source.Source
	setup *Part
	parts []*Part
	// goals are the places of phases by those of the headings of their goals.
	goals map[int]int
}

// Divide finds the phases of a page. The setup holds everything outside them.
func Divide(s *source.Source) (setup *Part, phases []*Part) {
	d := &division{Source: s, setup: &Part{Phase: page.Phase{ID: "setup", Title: "Setup", Certainty: 1}, Level: LabelLevel + 1}}
	d.goalLines(d.Flow)
	d.find()
	return d.setup, d.parts
}
