// Package wording knows what the words of a program page mean: which verb makes
// an activity a course and which a talk, who "your buddy" is, what makes a
// thing optional, which heading holds goals rather than tasks. The knowledge is
// data, one table a language in package sense; a text is cut into words once,
// every phrase of every table is found in one pass over them by package clause,
// and a package for each side looks at what was found.
package wording

import (
	"strings"

	"stint/internal/program/reader/wording/binding"
	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/heading"
	"stint/internal/program/reader/wording/kind"
	"stint/internal/program/reader/wording/measure"
	"stint/internal/program/reader/wording/owner"
	"stint/internal/program/reader/wording/reference"
	"stint/internal/program/reader/wording/statement"
)

// Reading is a text that can be looked at from every side.
type Reading struct {
	*clause.Reading
	kind.Doing
	owner.Party
	binding.Terms
	measure.Lengths
	heading.Title
	statement.Sentence
	reference.Mention
}

// Read finds the phrases of a text.
func Read(text string) *Reading { return whole(clause.Read(text)) }

// Until is the reading of the text's first bytes, which end a sentence: no
// phrase goes on over the end of one.
func (r *Reading) Until(end int) *Reading { return whole(r.Reading.Until(end)) }

func whole(c *clause.Reading) *Reading {
	return &Reading{
		Reading: c, Doing: kind.Doing{Reading: c}, Party: owner.Party{Reading: c}, Terms: binding.Terms{Reading: c}, Lengths: measure.Lengths{Reading: c},
		Title: heading.Title{Reading: c}, Sentence: statement.Sentence{Reading: c}, Mention: reference.Mention{Reading: c},
	}
}

// What the packages of the sides call their own, for those who ask a Reading.
type (
	// Around is what else is known of an item whose kind is asked for.
	Around = kind.Around
	// Span is a number that a sentence states, and where.
	Span = measure.Span
	// Section is what a heading says of the text below it.
	Section = heading.Section
)

// ByIntern is the owner of what nobody else is named for.
const ByIntern = owner.ByIntern

// The kinds of sections; package heading says what each holds.
const (
	Unknown            = heading.Unknown
	SectionTasks       = heading.SectionTasks
	SectionSetup       = heading.SectionSetup
	SectionGoals       = heading.SectionGoals
	SectionPrompts     = heading.SectionPrompts
	SectionResources   = heading.SectionResources
	SectionText        = heading.SectionText
	SectionEligibility = heading.SectionEligibility
	SectionTopics      = heading.SectionTopics
)

// SentenceEnd finds the byte behind the sentence that begins at from.
func SentenceEnd(text string, from int) int {
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '.', '!', '?':
			if i+1 < len(text) && text[i+1] == ' ' && !strings.HasSuffix(text[:i], "e.g") && !strings.HasSuffix(text[:i], "i.e") && !strings.HasSuffix(text[:i], "z.B") {
				return i + 1
			}
		case 0xe3:
			if strings.HasPrefix(text[i:], "。") {
				return i + len("。")
			}
		}
	}
	return len(text)
}
