package templates_test

import (
	"time"

	"stint/internal/fault"
	"stint/internal/matching"
	"stint/internal/view"
	model "stint/internal/view/mentors"
	"stint/internal/web/templates/mentors"
	"stint/internal/web/templates/ui"
)

func finding() model.Finding {
	row := func(rank int, who view.PersonRef, capacity, free int, together time.Duration) model.Row {
		return model.Row{
			Rank: rank, Person: who, FullName: who.Name + " Example", Title: "CSM", Place: "Lisbon", Apart: "1 h behind you", Capacity: capacity, Free: free,
			Style: "Warm and thorough", Languages: []string{"English", "Portuguese"}, Topics: []string{"Onboarding", "CI/CD"}, Together: together,
			Day: model.Day{
				Mine: []model.Bar{{From: 36, Length: 34}}, Theirs: []model.Bar{{From: 0, Length: 4}, {From: 40, Length: 36}}, Both: []model.Bar{{From: 40, Length: 30}},
				Words: "You work 9:00 to 17:30. Ines works 10:00 to 19:00 in your time. Together 10:00 to 17:30.", Short: "10:00 to 17:30, your time",
			},
			Reasons: []model.Reason{{Text: "37 h 30 of working time together in the week of Mon 5 October, the most of the four", For: true}, {Text: "No language in common"}},
		}
	}
	asked := row(2, kofi, 1, 1, 35*time.Hour)
	asked.Asked = &model.Asked{Request: "q-1", At: now.Add(-50 * time.Hour), State: matching.Asked}
	said := row(12, kofi, 1, 1, time.Hour)
	said.Asked = &model.Asked{Request: "q-2", At: now, State: matching.Accepted}
	chosen := row(13, kofi, 1, 1, time.Hour)
	chosen.Asked = &model.Asked{Request: "q-3", At: now, State: matching.Confirmed}
	declined := row(14, kofi, 1, 1, time.Hour)
	declined.Asked = &model.Asked{Request: "q-4", At: now, State: matching.Declined}
	full := row(3, priya, 2, 0, 0)
	full.Until, full.Title, full.Style, full.Languages, full.Topics = day("2026-11-30"), "", "", nil, nil
	return model.Finding{
		Program: "pr-1", Title: "CSM Internship", Internship: "i-noor", Intern: you(noor),
		You:    model.You{Zone: amsterdam, Hours: "Mon-Fri 09:00-17:30", Topics: []string{"CI/CD", "adoption"}, Languages: []string{"English"}, Start: day("2026-10-07")},
		Filter: model.Filter{Topic: "ci/cd", Overlap: 2},
		Topics: []view.Choice{{Label: "All topics"}, {Value: "ci/cd", Label: "CI/CD"}}, Languages: []view.Choice{{Label: "All languages"}, {Value: "pt", Label: "Portuguese"}},
		Zones: []view.Choice{{Label: "All zones"}, {Value: "Europe/Lisbon", Label: "Lisbon"}}, Styles: []view.Choice{{Label: "Any style"}, {Value: "thorough", Label: "Warm and thorough"}},
		Rows: []model.Row{row(1, ines, 2, 1, 37*time.Hour+30*time.Minute), asked, full, row(11, wanda, 12, 3, 0), said, chosen, declined}, Standing: 3, Left: 2, Found: 30, Open: 31,
		Pager:  view.Pager{Shown: 4, Total: 30, NextHref: "/internships/i-noor/mentors?from=20"},
		MayAsk: true, TermsHref: "/internships/i-noor/terms/new", Message: "Hi! Would you be my mentor?",
	}
}

func ownPool() model.Own {
	return model.Own{
		Offers: []model.Offer{
			{Program: "pr-1", Title: "CSM Internship", Opening: "o-1", Open: true, Capacity: 2, Held: 1, Style: "thorough", Words: "Warm and thorough", Topics: []string{"CI/CD"},
				Languages: []string{"pt-BR"}, Names: []string{"Brazilian Portuguese"}, Until: day("2026-12-31"), Seen: now},
			{Program: "pr-2", Title: "Solutions architect", Opening: "o-2", Lapsed: true, Capacity: 1, Rules: []string{"Mentors come from Solutions."}},
			{Program: "pr-3", Title: "Technical writer", Opening: "o-3", Open: true, Capacity: 2, Held: 2, Seen: now},
			{Program: "pr-4", Title: "Data analyst", Capacity: 1},
		},
		Closed: []model.Closed{{Program: "pr-5", Title: "People partner", Why: []string{"Mentors come from People. The directory says Support."}}},
		Styles: []view.Choice{{Label: "No style named"}, {Value: "thorough", Label: "Warm and thorough"}}, Topics: []string{"adoption"}, Speaks: []string{"English"}, Assumed: true, MaxSpots: 20,
	}
}

func programPool() model.Pool {
	return model.Pool{
		Program: "pr-1", Title: "CSM Internship", Places: 3, Held: 2, Rules: []string{"Mentors come from Customer Success."},
		Members: []model.Member{
			{Person: ines, FullName: "Ines Example", Team: "Customer Success", Place: "Lisbon", Capacity: 2, Held: 2, Style: "Warm and thorough", Topics: []string{"CI/CD"}, Languages: []string{"English"}, Until: day("2026-12-31"), Since: now},
			{Person: kofi, FullName: "Kofi Example", Team: "Support", Place: "Accra", Capacity: 1, Since: now, Unfit: "Mentors come from Customer Success. The directory says Support."},
		},
		Unlisted: []model.Unlisted{{Person: priya, FullName: "Priya Example", Team: "Customer Success", Held: 1}},
	}
}

func mentorPages() []page {
	f := func() ui.Frame { return frame(noor, "Internship") }
	looking := finding()
	looking.MayAsk, looking.MayExplore, looking.Internship, looking.Filter = false, true, "", model.Filter{}
	watched := finding()
	watched.Intern, watched.MayAsk, watched.Why, watched.You.Assumed, watched.You.Topics, watched.You.Languages = other(noor), false, "Only Noor can ask.", true, nil, nil
	nobody := model.Finding{Program: "pr-1", Title: "CSM Internship", Internship: "i-noor", Intern: you(noor)}
	filtered := finding()
	filtered.Rows, filtered.Found, filtered.Pager = nil, 0, view.Pager{}
	one := finding()
	one.Open, one.Left, one.Standing = 1, 0, 5
	back := sent(map[string][]string{"program": {"pr-1"}, "capacity": {"0"}, "topics": {payload}}, fault.Field{Name: "capacity", Message: "Offer 1 to 20 places."})
	return []page{
		{name: "mentors", content: mentors.Find(f(), finding(), false)},
		{name: "mentors-look", content: mentors.Find(f(), looking, true)},
		{name: "mentors-watched", content: mentors.Find(frame(wanda, ""), watched, false)},
		{name: "mentors-nobody", content: mentors.Find(f(), nobody, false)},
		{name: "mentors-filtered", content: mentors.Find(f(), filtered, false)},
		{name: "mentors-one", content: mentors.Find(f(), one, false)},
		{name: "mentors-hostile", content: mentors.Find(hostileFrame(), hostile(finding()), false)},
		{name: "pool", content: mentors.Own(frame(ines, ""), ownPool(), ui.Form{})},
		{name: "pool-form", content: mentors.Own(frame(ines, ""), ownPool(), back)},
		{name: "pool-empty", content: mentors.Own(frame(ines, ""), model.Own{}, ui.Form{})},
		{name: "pool-hostile", content: mentors.Own(hostileFrame(), hostile(ownPool()), ui.Form{})},
		{name: "program-pool", content: mentors.Pool(frame(wanda, "Programs"), programPool())},
		{name: "program-pool-empty", content: mentors.Pool(frame(wanda, "Programs"), model.Pool{Program: "pr-1", Title: "CSM Internship"})},
		{name: "program-pool-hostile", content: mentors.Pool(hostileFrame(), hostile(programPool()))},
	}
}
