package templates_test

import (
	"stint/internal/fault"
	"stint/internal/program/diff"
	"stint/internal/view"
	data "stint/internal/view/versions"
	"stint/internal/web/templates/ui"
	"stint/internal/web/templates/versions"
)

func sections() []data.Section {
	return []data.Section{
		{ID: "phase-4-4", Heading: "Week 3: Onboarding", Fields: []data.Field{{Name: "Goals", Was: "Know the tools", Now: ""}}, Rows: []data.Row{
			{Added: true, Text: "Write the kick-off deck"},
			{Removed: true, Text: "Read the old guide", Mine: data.MineDone},
			{Removed: true, Text: "Draft a plan", Mine: data.MineHeld},
			{Moved: true, Reworded: true, Text: "Meet the team", Was: "Meet everybody", From: "Week 2", Mine: data.MineDone},
			{Moved: true, Text: "Book the room"},
			{Question: true, Reworded: true, Text: "What did you see?", Was: "What was there?"},
			{Text: "Join a call", Fields: []data.Field{{Name: "Kind", Was: "do", Now: "shadow"}}},
			{Text: "Close the loop", Mine: data.MineDone, Moved: true, From: "Week 1"},
		}},
		{ID: "phase-5-0", Heading: "Week 4: Renewal", New: true},
		{ID: "phase-0-6", Heading: "Week 5: Extra", Gone: true, Rows: []data.Row{{Removed: true, Text: "Look back"}}},
	}
}

func changed() data.Changed {
	return data.Changed{
		Fields: []data.Field{{Name: "Weeks", Was: "10", Now: "12"}}, Sections: sections(),
		More: 2, Counts: diff.Counts{Added: 1, Removed: 3, Moved: 2, Reworded: 2, Changed: 1, Same: 40},
	}
}

func versionOffer(change func(*data.Offer)) data.Offer {
	o := data.Offer{
		ID: "o-1", Internship: "i-1", Intern: you(noor), Mentor: ines, Program: view.ProgramRef{ID: "p-1", Title: "CSM", Version: 3, VersionID: "v-3"},
		Told: view.Published{Number: 3, By: ines, At: now, Note: "Week 4 is new."}, Has: 2, Kept: 1, State: "open", MadeAt: now, Base: 1, Fields: changed().Fields, Counts: changed().Counts,
		Parts:      []data.Part{{ID: "phase-3", Title: "Week 3 and Week 4", Sections: sections()[:2], Taken: true}, {ID: "phase-9", Title: "Week 5", Sections: sections()[2:]}},
		MayPropose: true, MayDecline: true,
	}
	if change != nil {
		change(&o)
	}
	return o
}

func versionPages() []page {
	f := func() ui.Frame { return frame(noor, "My week") }
	between := data.Differences{Program: "p-1", Title: "CSM", From: 1, To: 2, Newest: 2, Numbers: []view.Choice{{Value: "2", Label: "Version 2"}, {Value: "1", Label: "Version 1"}}, Changed: changed(), Told: view.Published{Number: 2, By: you(noor), At: now}}
	proposed := func(by view.PersonRef, whole bool) data.Offer {
		return versionOffer(func(o *data.Offer) {
			o.State, o.MayPropose, o.MayConfirm = "proposed", !by.You, !by.You
			o.Proposal = &data.Proposal{By: by, At: now, Digest: "abc", Short: "abc", Whole: whole, Left: 1}
		})
	}
	answered := func(state string) data.Offer {
		return versionOffer(func(o *data.Offer) {
			o.State, o.AnsweredBy, o.AnsweredAt, o.Reason, o.Revision, o.MayDecline, o.MayPropose = state, ines, now, "Not in the last week.", 2, false, state == "declined"
		})
	}
	inPart := versionOffer(func(o *data.Offer) {
		o.State, o.InPart, o.RestDeclined, o.AnsweredBy, o.AnsweredAt, o.Reason, o.Revision, o.MayDecline = "taken", true, true, ines, now, "Later.", 2, false
	})
	rest := versionOffer(func(o *data.Offer) {
		o.State, o.Rest, o.MayConfirm, o.Revision = "proposed", true, true, 2
		o.Proposal = &data.Proposal{By: ines, At: now, Digest: "abc", Short: "abc", Left: 1}
	})
	trail := data.Trail{Internship: "i-1", Intern: you(noor), Mentor: ines, Program: view.ProgramRef{ID: "p-1", Title: "CSM", Version: 3, VersionID: "v-3"}, Kept: 1, Newest: 4, Rows: []data.Offered{
		{ID: "o-4", Number: 4, State: "open", Since: now}, {ID: "o-3", Number: 3, State: "taken", InPart: true, Since: now, Revision: 3, Left: 2}, {ID: "o-2", Number: 2, State: "superseded", Since: now},
	}}
	needing := versionOffer(func(o *data.Offer) {
		o.Intern, o.Pending, o.MayPropose, o.MayRevise = other(noor), true, false, true
		o.Needs = []data.Need{{Field: "weeks", Has: "12 weeks", Wants: "14 weeks"}, {Field: "hours", Has: "8 h a week", Wants: "9 h a week", Rule: "At least nine hours."}}
	})
	overview := data.Overview{Program: "p-1", Title: "CSM", Newest: 3, Next: "i-9", Rows: []data.Standing{
		{Internship: "i-1", Intern: noor, Mentor: ines, State: view.StateActive, Version: 2, Kept: 2, Offer: "o-1", OfferState: "open", Since: now},
		{Internship: "i-2", Intern: ines, State: view.StateActive, Version: 3, Offer: "o-2", OfferState: "taken", Since: now},
		{Internship: "i-3", Intern: ines, Mentor: noor, State: view.StateAgreed, Version: 3},
		{Internship: "i-4", Intern: ines, Mentor: noor, State: view.StateAgreed, Version: 1},
		{Internship: "i-5", Intern: ines, Mentor: noor, State: view.StateActive, Version: 1, Offer: "o-5", OfferState: "proposed", Since: now},
		{Internship: "i-6", Intern: ines, Mentor: noor, State: view.StateActive, Version: 1, Offer: "o-6", OfferState: "declined", Since: now},
	}}
	marked := week0(func(w *view.Week) {
		w.Groups[0].Activities[0].Mark = &view.VersionMark{ID: "m-1", Was: "Read the old guide", MayDismiss: true}
		w.Groups[2].Activities[2].Mark = &view.VersionMark{ID: "m-2", Gone: true}
		w.Groups[2].Activities[2].Prompts[0].Mark = &view.VersionMark{ID: "m-3", Was: "What was there?", MayDismiss: true}
	})
	return []page{
		{name: "differences", content: versions.Differences(f(), between)},
		{name: "differences-none", content: versions.Differences(f(), data.Differences{Program: "p-1", Title: "CSM", From: 1, To: 1, Newest: 1})},
		{name: "differences-hostile", content: versions.Differences(hostileFrame(), hostile(between))},
		{name: "version-offer", content: versions.Offer(f(), versionOffer(nil), ui.Form{})},
		{name: "version-offer-sent", content: versions.Offer(f(), versionOffer(nil), sent(map[string][]string{"take": {}, "reason": {"Because"}}, fault.Field{Name: "take", Message: "Choose at least one part."}, fault.Field{Name: "reason", Message: "This is too long."}))},
		{name: "version-offer-proposed", content: versions.Offer(f(), proposed(ines, false), ui.Form{})},
		{name: "version-offer-own", content: versions.Offer(f(), proposed(you(noor), true), ui.Form{})},
		{name: "version-offer-needs", content: versions.Offer(frame(ines, "Interns"), needing, ui.Form{})},
		{name: "version-offer-taken", content: versions.Offer(f(), answered("taken"), ui.Form{})},
		{name: "version-offer-declined", content: versions.Offer(f(), answered("declined"), ui.Form{})},
		{name: "version-offer-in-part", content: versions.Offer(f(), inPart, ui.Form{})},
		{name: "version-offer-in-part-before", content: versions.Offer(f(), versionOffer(func(o *data.Offer) { o.State, o.InPart, o.Newer, o.MayPropose = "taken", true, 4, false }), ui.Form{})},
		{name: "version-offer-rest", content: versions.Offer(f(), rest, ui.Form{})},
		{name: "version-offer-rest-whole", content: versions.Offer(f(), versionOffer(func(o *data.Offer) {
			*o = rest
			o.Stale, o.Proposal = true, &data.Proposal{By: ines, At: now, Whole: true}
		}), ui.Form{})},
		{name: "version-trail", content: versions.Trail(f(), trail)},
		{name: "version-trail-none", content: versions.Trail(f(), data.Trail{Internship: "i-1", Intern: noor, Newest: 1})},
		{name: "version-trail-hostile", content: versions.Trail(hostileFrame(), hostile(trail))},
		{name: "version-offer-superseded", content: versions.Offer(f(), answered("superseded"), ui.Form{})},
		{name: "version-offer-lapsed", content: versions.Offer(f(), answered("lapsed"), ui.Form{})},
		{name: "version-offer-hostile", content: versions.Offer(hostileFrame(), hostile(versionOffer(nil)), ui.Form{})},
		{name: "version-overview", content: versions.Overview(frame(ines, "Overview"), overview)},
		{name: "version-overview-empty", content: versions.Overview(frame(ines, "Overview"), data.Overview{Program: "p-1", Title: "CSM", Newest: 1})},
		{name: "version-overview-hostile", content: versions.Overview(hostileFrame(), hostile(overview))},
		{name: "week-marked", content: weekPage(f(), marked)},
	}
}
