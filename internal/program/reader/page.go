package reader

import (
	"fmt"

	"stint/internal/program/reader/page"
)

// Page is what was understood of one program page. Every list in it is a list
// and never nil, so that its JSON never says null for one. Lines and columns
// count from 1; a column counts Unicode code points, as editors and SARIF do.
type Page = page.Page

// The parts of a page. Package page documents their fields.
type (
	// Rhythm is the regular meeting of intern and mentor.
	Rhythm = page.Rhythm
	// Minimum is the least number of hours a week that the program asks for.
	Minimum = page.Minimum
	// Facts are statements in prose that shape the terms of an internship.
	Facts = page.Facts
	// Measure is a number that a sentence of the page states.
	Measure = page.Measure
	// Statement is a sentence of the page that Stint gives a meaning to.
	Statement = page.Statement
	// Invitation is something the mentor invites every intern to.
	Invitation = page.Invitation
	// MentorRule is who may mentor.
	MentorRule = page.MentorRule
	// Phase is a week (or day, month, module) of the program, or its setup.
	Phase = page.Phase
	// Goal is an outcome or objective of a phase, or, on the setup, of the program.
	Goal = page.Goal
	// Text is a piece of the page that is no activity and is kept all the same.
	Text = page.Text
	// Link is a link as written, resolved where the page's address is known.
	Link = page.Link
	// Counts sums the page up.
	Counts = page.Counts
	// Activity is one thing to do. Activities nest.
	Activity = page.Activity
	// Sure is how sure each inference is, from 0 to 1.
	Sure = page.Sure
	// Prompt is a question to be prepared to discuss.
	Prompt = page.Prompt
	// Diagnostic is one remark about the page, in the manner of a compiler.
	Diagnostic = page.Diagnostic
	// Fix replaces part of one line of the page.
	Fix = page.Fix
	// Kind says what sort of doing an activity is.
	Kind = page.Kind
	// Owner is the party who does an activity.
	Owner = page.Owner
	// Role says how an activity enters the one progress figure.
	Role = page.Role
	// Degree is a certainty in a word.
	Degree = page.Degree
	// Severity of a diagnostic.
	Severity = page.Severity
)

// The kinds of activities.
const (
	KindRead     = page.KindRead
	KindCourse   = page.KindCourse
	KindExam     = page.KindExam
	KindShadow   = page.KindShadow
	KindDiscuss  = page.KindDiscuss
	KindPresent  = page.KindPresent
	KindRoleplay = page.KindRoleplay
	KindDeliver  = page.KindDeliver
	KindPractice = page.KindPractice
	KindMeet     = page.KindMeet
	KindDo       = page.KindDo
)

// The owners of activities.
const (
	OwnerIntern        = page.OwnerIntern
	OwnerMentor        = page.OwnerMentor
	OwnerManager       = page.OwnerManager
	OwnerMentorManager = page.OwnerMentorManager
	OwnerAll           = page.OwnerAll
)

// The roles of activities. A leaf counts one where the intern owns it, a head
// of prompts counts one, and the others count nothing. A leaf has something of
// its own to do, whether or not other things are nested in it.
const (
	RoleLeaf       = page.RoleLeaf
	RoleContainer  = page.RoleContainer
	RolePromptHead = page.RolePromptHead
	RoleNote       = page.RoleNote
	RoleMilestone  = page.RoleMilestone
)

// The severities. A page with an error is not imported.
const (
	SeverityError   = page.SeverityError
	SeverityWarning = page.SeverityWarning
	SeverityNote    = page.SeverityNote
)

// Kinds returns every kind in the order in which pages list them.
func Kinds() []Kind { return page.Kinds() }

// Owners returns every owner.
func Owners() []Owner { return page.Owners() }

// Progress returns how much activities count in the intern's progress: each
// leaf that the intern owns one, a head of prompts one, of a branch one side,
// of a choice as many as are asked for.
func Progress(list []Activity) int { return page.Progress(list) }

// The degrees of certainty.
const (
	Certain = page.Certain
	Likely  = page.Likely
	Unsure  = page.Unsure
)

// DegreeOf returns the word for a certainty between 0 and 1.
func DegreeOf(certainty float64) Degree { return page.DegreeOf(certainty) }

// MaxAddress is how many bytes the address of a page may have.
const MaxAddress = page.MaxAddress

// CheckAddress returns what is wrong with where a page is said to be published, in
// a sentence for people; empty for an address that can be read from, and for none.
func CheckAddress(address string) string {
	if _, ok := page.ParseAddress(address); ok || address == "" {
		return ""
	}
	return fmt.Sprintf("This is not an address that begins with http:// or https:// and has %d characters at most.", MaxAddress)
}
