package templates_test

import (
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching/cohort"
	"stint/internal/view"
	"stint/internal/view/cohorts"
	tpl "stint/internal/web/templates/cohort"
	"stint/internal/web/templates/ui"
	"stint/internal/worktime"
)

// gathered is a cohort with something of everything in it.
func gathered() cohorts.Page {
	start, _ := worktime.ParseDate("2026-11-02")
	until, _ := worktime.ParseDate("2026-10-20")
	c := cohort.Cohort{
		ID: "co-1", Program: "pr-1", Title: "Spring", State: cohort.Proposed, Start: start, Until: until,
		Rules: cohort.Rules{MinOverlap: 600, MaxApart: 6, Language: true}, Message: "Would you?", Version: 4, Solved: 4, SolvedAt: now,
	}
	pair := cohorts.Pair{
		Applicant: other(noor), Mentor: other(ines), Reasons: []string{"37 h of working time together", "Both speak Portuguese"},
		Next: other(wanda), Loss: "a little less good for the whole",
	}
	locked, alone := pair, pair
	locked.Locked, locked.Loss = true, ""
	alone.Next, alone.Loss = view.PersonRef{}, "one applicant fewer would have a place"
	return cohorts.Page{
		Cohort: c, Title: "CSM Internship", Counts: cohort.Counts{Applicants: 5, Mentors: 2, Places: 3, Placed: 3}, Restrictions: 2, Editable: true,
		Unplaced: []cohorts.Unplaced{
			{Person: other(noor), Changes: []cohorts.Help{
				{Kind: cohort.ChangeRule, Text: "Without “a language in common” for them", Rule: cohort.RuleLanguage, Mentor: "p-ines"},
				{Kind: cohort.ChangeRestriction, Text: "A restriction stands in the way."},
				{Kind: cohort.ChangePlace, Text: "One more place with Ines", Mentor: "p-ines", Places: 3},
			}},
			{Person: other(wanda)},
		},
		Pairs: []cohorts.Pair{pair, locked, alone}, Pager: view.Pager{Shown: 3, Total: 80, NextHref: "/cohorts/co-1?from=50"},
		Applicants: []cohorts.Member{
			{Person: other(noor), Applied: true, Aside: []cohorts.Aside{{Rule: cohort.RuleOverlap, Text: "at least 10 h"}}, Not: []string{"Ines"}, NotIDs: []id.Person{"p-ines"}},
		},
		Mentors: []cohorts.Member{{Person: other(ines), Places: 2, Free: 1, Taken: 1}, {Person: other(wanda), Places: 1, Free: 1}},
		Spare:   []view.Choice{{Value: "p-kofi", Label: "Kofi"}},
	}
}

func cohortPages() []page {
	f := func() ui.Frame { return frame(wanda, "Programs") }
	full := gathered()
	stale := gathered()
	stale.Cohort.Version++
	done := gathered()
	done.Cohort.State, done.Cohort.SentAt, done.Editable = cohort.Sent, now.Add(-time.Hour), false
	done.Pairs[0].Outcome, done.Pairs[1].Outcome, done.Pairs[2].Outcome = "asked", cohort.TroubleRefused, cohort.TroubleStopped
	done.Pairs = append(done.Pairs, full.Pairs[0])
	empty := cohorts.Page{Cohort: cohort.Cohort{ID: "co-2", Program: "pr-1", Title: "Autumn", State: cohort.Collecting, Rules: cohort.Rules{MaxApart: -1}, Start: full.Cohort.Start}, Title: "CSM Internship", Restrictions: 1, Editable: true}
	everybody := cohort.Counts{Applicants: 2, Mentors: 1, Places: 2, Placed: 2}
	list := cohorts.List{Program: "pr-1", Title: "CSM Internship", Rows: []cohorts.Row{{Cohort: full.Cohort, Counts: full.Counts}, {Cohort: done.Cohort, Counts: everybody}, {Cohort: empty.Cohort}}}
	return append(cohortParts(), []page{
		{name: "cohorts", content: tpl.List(f(), list)},
		{name: "cohorts-empty", content: tpl.List(f(), cohorts.List{Program: "pr-1", Title: "CSM Internship"})},
		{name: "cohort", content: tpl.Page(f(), full, ui.Form{})},
		{name: "cohort-older", content: tpl.Page(f(), stale, cameBack())},
		{name: "cohort-sent", content: tpl.Page(f(), done, ui.Form{})},
		{name: "cohort-empty", content: tpl.Page(f(), empty, ui.Form{})},
		{name: "cohort-hostile", content: tpl.Page(hostileFrame(), hostile(full), ui.Form{})},
		{name: "cohort-new", content: tpl.Settings(f(), cohorts.Form{Program: "pr-1", Title: "CSM Internship", Cohort: cohort.Cohort{Rules: cohort.Rules{MaxApart: -1}}}, cameBack())},
		{name: "cohort-settings", content: tpl.Settings(f(), cohorts.Form{Program: "pr-1", Title: "CSM Internship", Cohort: full.Cohort}, ui.Form{})},
	}...)
}

// cameBack is a form of a cohort that came back.
func cameBack() ui.Form {
	return sent(map[string][]string{"people": {payload}}, fault.Field{Name: "people", Message: "Nobody has this address."})
}

func cohortParts() []page {
	f := func() ui.Frame { return frame(noor, "Programs") }
	c := gathered().Cohort
	c.State = cohort.Collecting
	mentors := []view.Choice{{Value: "p-ines", Label: "Ines"}, {Value: "p-kofi", Label: "Kofi"}}
	open := cohorts.Part{Part: cohort.Part{Cohort: c, MayApply: true}, Program: "CSM Internship"}
	applied := cohorts.Part{Part: cohort.Part{Cohort: c, Applicant: true, Wishes: []id.Person{"p-ines"}, Vetoes: []id.Person{"p-kofi"}}, Program: "CSM Internship", Mentors: mentors}
	both := applied
	both.Part.Mentor, both.People = true, mentors
	mentor := cohorts.Part{Part: cohort.Part{Cohort: c, Mentor: true}, Program: "CSM Internship", People: mentors}
	over := applied
	over.Part.Cohort.State = cohort.Sent
	return []page{
		{name: "cohorts-mine", content: tpl.Mine(f(), cohorts.Parts{Rows: []cohorts.Part{open, applied, both, mentor}})},
		{name: "cohorts-mine-empty", content: tpl.Mine(f(), cohorts.Parts{})},
		{name: "cohort-open", content: tpl.Own(f(), open, ui.Form{})},
		{name: "cohort-applied", content: tpl.Own(f(), applied, cameBack())},
		{name: "cohort-mentor", content: tpl.Own(f(), both, ui.Form{})},
		{name: "cohort-over", content: tpl.Own(f(), over, ui.Form{})},
		{name: "cohort-part-hostile", content: tpl.Own(hostileFrame(), hostile(both), ui.Form{})},
	}
}
