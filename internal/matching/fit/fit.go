package fit

import (
	"time"
)

// Fit is how well a mentor fits an intern.
type Fit struct {
	Score   int // 0 to 1000; for sorting, never for showing
	Reasons []Reason
	Overlap Overlap
}

// whole is what a part is worth at most.
const whole = 1000

// Of is the formula: how well a mentor fits an intern for a start, by a
// program's weights. See the package comment.
func Of(intern, mentor Profile, at When, weights Weights) Fit {
	f := Fit{Overlap: overlapOf(intern, mentor, at)}
	topics := sharedTopics(intern.Topics, mentor.Topics)
	languages := sharedLanguages(intern.Languages, mentor.Languages)
	f.Score = score(intern, mentor, parts{
		overlap: (2*hoursWorth(f.Overlap.Usual) + hoursWorth(f.Overlap.Later)) / 3, topics: len(topics), languages: languagesWorth(intern, mentor, languages),
	}, weights)
	f.Reasons = reasons(intern, mentor, f.Overlap, topics, languages)
	return f
}

// parts are what goes into a score and is slow to reckon.
type parts struct {
	overlap   int // its worth
	topics    int // how many are shared
	languages int // their worth
}

// score is the weighted mean.
func score(intern, mentor Profile, p parts, weights Weights) int {
	var sum, of int
	add := func(weight, value int) { sum, of = sum+weight*value, of+weight }
	add(weights.Overlap, p.overlap)
	if n := len(intern.Topics); n > 0 {
		add(weights.Topics, whole*p.topics/n)
	}
	add(weights.Languages, p.languages)
	if intern.Style != "" {
		add(weights.Style, styleWorth(intern, mentor))
	}
	if mentor.Capacity > 0 {
		add(weights.Load, whole*mentor.free()/mentor.Capacity)
	}
	add(weights.Answers, answersWorth(mentor.Answers))
	if of == 0 {
		return 0
	}
	return sum / of
}

// Hours at which the worth of overlap is all of it, and half of what is left
// without end.
const (
	fullHours = 40
	halfHours = 10
)

// hoursWorth is what hours of overlap a week are worth: the first ones most.
func hoursWorth(shared time.Duration) int {
	m := min(int(shared/time.Minute), fullHours*60)
	return whole * m * (fullHours + halfHours) / (fullHours * (m + halfHours*60))
}

func languagesWorth(intern, mentor Profile, common []string) int {
	switch {
	case len(common) > 0:
		return whole
	case len(intern.Languages) == 0 || len(mentor.Languages) == 0:
		return whole / 2
	}
	return 0
}

func styleWorth(intern, mentor Profile) int {
	switch mentor.Style {
	case intern.Style:
		return whole
	case "":
		return whole / 2
	}
	return 0
}

// answersWorth is what answers before are worth: a yes all, a no half, silence
// nothing, and two answers in the middle for everybody, so that one answer does
// not decide and nobody begins at an end.
func answersWorth(a Answers) int {
	asked := a.Accepted + a.Declined + a.Silent
	return whole * (2*a.Accepted + a.Declined + 2) / (2*asked + 4)
}
