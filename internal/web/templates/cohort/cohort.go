// Package cohort is the pages of cohorts.
package cohort

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stint/internal/id"
	"stint/internal/matching/cohort"
	"stint/internal/view"
	"stint/internal/view/cohorts"
	"stint/internal/web/templates/ui"
)

// look is how a state is shown.
type look struct {
	tone       ui.Tone
	icon, word string
}

var looks = map[cohort.State]look{
	cohort.Collecting: {ui.Plain, "users", "Collecting"},
	cohort.Proposed:   {ui.Wait, "route", "Proposed"},
	cohort.Sent:       {ui.Done, "send", "Sent"},
	cohort.Dropped:    {ui.Plain, "circle-x", "Dropped"},
}

// counts says who is in a cohort.
func counts(c cohort.Counts) string {
	return fmt.Sprintf("%s, %s with %s", ui.Count(c.Applicants, "applicant", "applicants"), ui.Count(c.Mentors, "mentor", "mentors"), ui.Count(c.Places, "place", "places"))
}

// placed says how far the proposal reaches.
func placed(c cohort.Counts) string {
	if c.Placed == c.Applicants {
		return "Everybody has a place"
	}
	return fmt.Sprintf("%d of %d have a place", c.Placed, c.Applicants)
}

// mustHaves are the rules of a cohort in words.
func mustHaves(r cohort.Rules) string {
	var list []string
	if r.MinOverlap > 0 {
		list = append(list, cohorts.RuleWords(cohort.RuleOverlap, r))
	}
	if r.MaxApart >= 0 {
		list = append(list, cohorts.RuleWords(cohort.RuleApart, r))
	}
	if r.Language {
		list = append(list, cohorts.RuleWords(cohort.RuleLanguage, r))
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, "; ")
}

// restrictions says that people ruled others out, not who.
func restrictions(n int) string {
	switch n {
	case 0:
		return "none"
	case 1:
		return "one pair, privately"
	}
	return fmt.Sprintf("%d pairs, privately", n)
}

// outcome is what became of a pair that was sent.
func outcome(p cohorts.Pair, sent bool) (look, bool) {
	switch {
	case p.Outcome == "asked":
		return look{ui.Done, "check", "Asked"}, true
	case p.Outcome == cohort.TroubleRefused:
		return look{ui.Stop, "octagon-alert", "Could not be asked"}, true
	case p.Outcome == cohort.TroubleStopped:
		return look{ui.Stop, "octagon-alert", "Not sent"}, true
	case sent:
		return look{ui.Wait, "hourglass", "On its way"}, true
	}
	return look{}, false
}

// next says whom somebody would go to otherwise.
func next(p cohorts.Pair) string {
	if !p.Next.Known() {
		return "Next best: no place. Then " + p.Loss + "."
	}
	return "Next best: " + p.Next.Name + ", " + p.Loss + "."
}

func title(f cohorts.Form) string {
	if f.Cohort.ID == "" {
		return "Gather a cohort"
	}
	return "Settings of " + f.Cohort.Title
}

func action(f cohorts.Form) string {
	if f.Cohort.ID == "" {
		return ui.ProgramURL(f.Program, "cohorts")
	}
	return ui.CohortURL(f.Cohort.ID, "settings")
}

func overlapHours(r cohort.Rules) string {
	if r.MinOverlap == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(r.MinOverlap)/60, 'f', -1, 64)
}

func apartHours(r cohort.Rules) string {
	if r.MaxApart < 0 {
		return ""
	}
	return strconv.Itoa(r.MaxApart)
}

// wish is what somebody wished for in a place, or nothing.
func wish(p cohorts.Part, i int) string {
	if i < len(p.Part.Wishes) {
		return string(p.Part.Wishes[i])
	}
	return ""
}

// withNobody puts "nobody" before choices.
func withNobody(choices []view.Choice) []view.Choice {
	return append([]view.Choice{{Value: "", Label: "Nobody in particular"}}, choices...)
}

func ruledOut(p cohorts.Part, value string) bool {
	return slices.Contains(p.Part.Vetoes, id.Person(value))
}

// standing is what somebody is in a cohort.
func standing(p cohort.Part) string {
	switch {
	case p.Applicant && p.Mentor:
		return "You are an applicant and a mentor"
	case p.Applicant:
		return "You are an applicant"
	case p.Mentor:
		return "You are one of its mentors"
	}
	return "Open for applications"
}

func wishID(i int) string { return "wish-" + strconv.Itoa(i+1) }

// ruledSlots are those whom a mentor ruled out, and one more to choose.
func ruledSlots(p cohorts.Part) []string {
	var slots []string
	for _, who := range p.Part.Vetoes {
		if slices.ContainsFunc(p.People, func(c view.Choice) bool { return c.Value == string(who) }) {
			slots = append(slots, string(who))
		}
	}
	if len(slots) < cohort.MaxVetoes {
		slots = append(slots, "")
	}
	return slots
}

func solveWord(p cohorts.Page) string {
	if p.Cohort.Solved == 0 {
		return "Find the best assignment"
	}
	return "Solve again"
}

func wishLabels() []string { return []string{"First wish", "Second wish", "Third wish"} }

// forbidden is one of those with whom the coordinator does not want somebody.
func forbidden(m cohorts.Member, i int) view.PersonRef {
	return view.PersonRef{ID: m.NotIDs[i], Name: m.Not[i]}
}

// left says how far a proposal reached.
func left(p cohorts.Page) string {
	return placed(cohort.Counts{Applicants: p.Counts.Placed + len(p.Unplaced), Placed: p.Counts.Placed})
}
