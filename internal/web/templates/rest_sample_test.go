package templates_test

import (
	"time"

	"stint/internal/fault"
	"stint/internal/view"
	"stint/internal/web/templates/account"
	"stint/internal/web/templates/person"
	"stint/internal/web/templates/program"
	"stint/internal/web/templates/ui"
)

func understood() view.Understood {
	number := view.DiagnosticRow{Code: "S210", Severity: view.SeverityWarning, Line: 54, Column: 4, Message: "This line starts with “. [”, a list number is missing.", Help: "Read as item 2 of this list, because its neighbors are."}
	length := view.DiagnosticRow{Code: "S104", Severity: view.SeverityNote, Line: 9, Column: 31, Message: "“3 months” and 12 weeks do not say quite the same."}
	after := view.DiagnosticRow{Code: "S402", Severity: view.SeverityWarning, Line: 178, Column: 53, Message: "This builds on something in week 18. There are 12 weeks.", Help: "Choose it, or name it."}
	return view.Understood{
		Published: view.Published{Number: 4, By: wanda, At: now, Note: "Two lines\nof a note."},
		Program:   "pr-1", Title: "CSM Internship", File: "csm.md", Number: 4, Lines: 192, Phases: 12, Activities: 98, Prompts: 46, Certain: 91,
		Rows: []view.LintRow{
			{Line: 9, Source: "It takes 3 months.", Marks: []view.Mark{{From: 9, To: 17}, {From: 3, To: 4}, {From: 10, To: 99}}, Reads: []view.Reading{{Text: "Length:", More: "12 weeks"}}, Sure: view.SureLikely, Diagnostics: []view.DiagnosticRow{length}},
			{Line: 41, Source: "#### Week 1", Heading: true, Reads: []view.Reading{{More: "Phase 1"}}, Sure: view.SureCertain},
			{Line: 43, Source: "Some words in between."},
			{Line: 54, Source: "   . [201 course](/201/)", Marks: []view.Mark{{From: 3, To: 6}}, Depth: 1, Reads: []view.Reading{{Kind: view.KindCourse, Text: "201 course"}}, Sure: view.SureLikely, Diagnostics: []view.DiagnosticRow{number}},
			{Line: 178, Source: "      1. Based on week 18, build a deck", Marks: []view.Mark{{From: 18, To: 25, Bad: true}}, Depth: 2, Reads: []view.Reading{{Kind: view.KindDeliver, Text: "Review deck"}, {Kind: view.KindPresent, Text: "and presented"}}, Sure: view.SureUnsure, Diagnostics: []view.DiagnosticRow{after}},
		},
		Diagnostics: []view.DiagnosticRow{after, number, length},
		Kinds:       []view.KindCount{{Kind: view.KindRead, Count: 31}, {Kind: view.KindShadow, Count: 13}, {Kind: view.KindExam, Count: 2}},
		AllHref:     "/programs/pr-1/versions/5?lines=all", TellingHref: "/programs/pr-1/versions/5", MayWrite: true,
	}
}

func programPages() []page {
	f := func() ui.Frame { return frame(wanda, "Programs") }
	row := view.ProgramRow{ID: "pr-1", Title: "CSM Internship", Version: 4, Phases: 12, Activities: 98, Prompts: 46, Running: 6, Changed: now.Add(-50 * time.Hour)}
	list := view.Programs{Rows: []view.ProgramRow{row, {ID: "pr-2", Title: "Solutions architect", Version: 1, Phases: 1, Activities: 1, Prompts: 1, Changed: now}}, MayImport: true}
	one := view.Program{Row: row, Coordinators: []view.PersonRef{you(wanda)}, MayImport: true, Versions: []view.VersionRow{
		{Number: 4, At: now, By: you(wanda), Warnings: 2, Running: 6, Note: "Another coffee.", States: []view.StateCount{{State: view.StateActive, Count: 5}, {State: view.StatePaused, Count: 1}}}, {Number: 3, At: now.Add(-900 * time.Hour), By: other(wanda), Warnings: 1},
	}}
	one.People = []view.Choice{{Value: "p-kofi", Label: "Kofi"}}
	twice := understood()
	twice.Diagnostics = append(twice.Diagnostics, twice.Diagnostics[0])
	fine := understood()
	fine.Diagnostics, fine.AllLines, fine.File = fine.Diagnostics[1:], true, ""
	fine.Newest = fine.Number + 2
	savedPage := understood()
	savedPage.MayWrite, savedPage.Diagnostics, savedPage.AllHref = false, nil, ""
	return []page{
		{name: "programs", content: program.List(f(), list)},
		{name: "programs-empty", content: program.List(f(), view.Programs{})},
		{name: "program", content: program.Page(f(), one)},
		{name: "program-empty", content: program.Page(f(), view.Program{Row: view.ProgramRow{ID: "p", Title: "P"}})},
		{name: "program-hostile", content: program.Page(hostileFrame(), hostile(one))},
		{name: "version", content: program.Version(f(), understood())},
		{name: "version-errors", content: program.Version(f(), twice)},
		{name: "version-fine", content: program.Version(f(), fine)},
		{name: "version-saved", content: program.Version(f(), savedPage)},
		{name: "version-empty", content: program.Version(f(), view.Understood{Title: "P", Number: 1})},
		{name: "version-hostile", content: program.Version(hostileFrame(), hostile(understood()))},
	}
}

func peoplePages() []page {
	f := func() ui.Frame { return frame(wanda, "People") }
	rows := []view.PersonRow{
		{ID: "p-noor", Name: "Noor", Email: "noor@example.com", Team: "Support", Manager: tomasz, Zone: "Europe/Amsterdam", Active: true, Seen: now.Add(-time.Hour), Topics: []string{"renewals", "onboarding"}},
		{ID: "p-wanda", Name: "Wanda", Email: "wanda@example.com", Team: "People", Admin: true, Active: true, Seen: now},
		{ID: "p-old", Name: "Old", Email: "old@example.com", Zone: "UTC"},
	}
	list := view.People{Rows: rows, Query: "o", Team: "Support", Topic: "renewals", Inactive: true, Pager: view.Pager{Shown: 3, Total: 3, PreviousHref: "/people"}, Installation: view.Installation{
		Version: "stint 0.1.0", Database: view.Part{OK: true, Text: "SQLite, 12 MB"}, Queue: view.Part{OK: true, Text: "3 waiting, the oldest for 2 minutes"}, Mail: view.Part{Text: "No mail server is set up"},
	}}
	broken := list.Installation
	broken.MayRetry = true
	broken.Failed = []view.JobRow{{ID: "j-1", Kind: "mail.send", Attempts: 12, At: now, Error: "The mail server did not answer."}}
	jobs := view.Installation{Failed: broken.Failed}
	one := view.Person{Row: rows[0], FullName: "Noor de Vries", ManagerID: "p-tomasz", Managers: []view.Choice{{Value: "p-tomasz", Label: "Tomasz"}}, Zones: []string{"Europe/Amsterdam"}, Locale: "nl-NL",
		Week: "Mon-Fri 09:00-17:00", Link: "https://stint.example.com/sign-in/abc", LinkUntil: now.Add(15 * time.Minute), History: internshipSample().History,
		Seen: "2026-10-05T09:30:00Z", Languages: "nl, en", Topics: "renewals", DaysOff: "2026-12-24 Eve", StartedOn: day("2024-03-01"), Leads: true,
		Facts: []view.AccessFact{{Name: "crm", Label: "CRM", Has: true}, {Name: "desk", Label: "Desk"}}}
	systems := view.Systems{Rows: []view.SystemRow{{Name: "salesforce", Label: "Salesforce", Have: 3}, {Name: "desk", Label: "Desk", Have: 1}}}
	gone := view.Person{Row: rows[2]}
	self := view.Person{Row: rows[1], You: true}
	imported := view.PeopleImport{Columns: []string{"email", "name", "manager", "zone"}, Errors: []view.ImportError{{Line: 3, Column: "zone", Text: "There is no zone “Mars”."}, {Line: 7, Text: "Two fields are missing."}}}
	done := view.PeopleImport{Columns: imported.Columns, Added: 12, Changed: 3, Same: 40, Done: true}
	return []page{
		{name: "people", content: person.List(f(), list)},
		{name: "installation", content: person.InstallationPage(f(), broken)},
		{name: "installation-jobs", content: person.InstallationPage(f(), jobs)},
		{name: "installation-parts", content: person.InstallationPage(f(), view.Installation{Mail: view.Part{Text: "None"}, Queue: view.Part{Text: "Stuck"}})},
		{name: "installation-fine", content: person.InstallationPage(f(), view.Installation{})},
		{name: "people-empty", content: person.List(f(), view.People{})},
		{name: "people-hostile", content: person.List(hostileFrame(), hostile(list))},
		{name: "person", content: person.Page(f(), one, ui.Form{})},
		{name: "person-new", content: person.Page(f(), view.Person{}, sent(map[string][]string{"email": {"x"}, "admin": {"yes"}}, fault.Field{Name: "email", Message: "That is no address."}))},
		{name: "person-gone", content: person.Page(f(), gone, ui.Form{})},
		{name: "person-self", content: person.Page(f(), self, ui.Form{})},
		{name: "person-hostile", content: person.Page(hostileFrame(), hostile(one), ui.Form{})},
		{name: "systems", content: person.Systems(f(), systems, ui.Form{})},
		{name: "systems-empty", content: person.Systems(f(), view.Systems{}, sent(map[string][]string{"name": {"Big CRM"}}, fault.Field{Name: "name", Message: "Use one word."}))},
		{name: "systems-hostile", content: person.Systems(hostileFrame(), hostile(systems), ui.Form{})},
		{name: "people-import", content: person.Import(f(), view.PeopleImport{Columns: imported.Columns}, ui.Form{})},
		{name: "people-import-wrong", content: person.Import(f(), imported, ui.Form{})},
		{name: "people-import-done", content: person.Import(f(), done, ui.Form{})},
		{name: "people-import-hostile", content: person.Import(hostileFrame(), hostile(imported), ui.Form{})},
	}
}

func profilePages() []page {
	f := func() ui.Frame { return frame(noor, "") }
	profile := view.Profile{
		Person: noor, Email: "noor@example.com", Zone: amsterdam, Zones: []string{"Europe/Amsterdam", "Europe/Lisbon"}, Locale: "nl-NL", Locales: []view.Choice{{Value: "nl-NL", Label: "Dutch, Netherlands"}},
		Week: "Mon-Fri 09:00-17:00", Theme: view.ThemeAuto, Tokens: 1, FullName: "Noor Haddad", Team: "Support", Title: "Support Engineer", Manager: "Tomasz Zielinski", StartedOn: day("2024-03-01"),
		Languages: "nl, ar", Topics: "escalations", DaysOff: "2026-12-24 to 2027-01-01 Winter break",
		Facts:    []view.AccessFact{{Name: "salesforce", Label: "Salesforce", Since: day("2026-09-07")}, {Name: "sandbox", Label: "The sandbox", Has: true}},
		Sessions: []view.SessionRow{{ID: "s-1", Agent: "Firefox on Linux", Started: now.Add(-50 * time.Hour), Seen: now, Current: true}, {ID: "s-2", Agent: "Safari on iPhone", Started: now, Seen: now}},
	}
	bare := profile
	bare.KeysOff, bare.Facts, bare.Sessions = true, nil, profile.Sessions[:1]
	tokens := view.Tokens{Secret: "stint_pat_abc", Latest: day("2027-10-07"), Scopes: []view.Choice{{Value: "read", Label: "Read"}, {Value: "act", Label: "Read and act"}}, Rows: []view.TokenRow{
		{ID: "t-1", Name: "Editor", Scope: "read", Made: now, Expires: clock("2027-01-01 00:00"), Used: now}, {ID: "t-2", Name: "Old", Scope: "act", Made: now, Expires: now, Revoked: true},
	}}
	return []page{
		{name: "profile", content: account.Profile(f(), profile, ui.Form{})},
		{name: "profile-keys-off", content: account.Profile(f(), bare, sent(map[string][]string{"zone": {"Mars"}}, fault.Field{Name: "zone", Message: "There is no such zone."}))},
		{name: "profile-empty", content: account.Profile(f(), view.Profile{}, ui.Form{})},
		{name: "profile-hostile", content: account.Profile(hostileFrame(), hostile(profile), ui.Form{})},
		{name: "tokens", content: account.Tokens(f(), tokens, ui.Form{})},
		{name: "tokens-empty", content: account.Tokens(f(), view.Tokens{}, ui.Form{})},
		{name: "tokens-hostile", content: account.Tokens(hostileFrame(), hostile(tokens), ui.Form{})},
	}
}
