package templates_test

import (
	"strings"
	"time"

	"stint/internal/fault"
	"stint/internal/program"
	"stint/internal/program/reader/notice"

	"stint/internal/view/author"
	authorpage "stint/internal/web/templates/author"
	"stint/internal/web/templates/ui"
)

// bees is a page with something of everything, slips among it.
const bees = `---
title: Keeping bees
weeks: 2
hours: 6
rhythm: weekly 30 minutes, up to 60
eligibility: Whoever is not afraid
invitations: ["#hives"]
---
A keeper should be ready to commit at least 6 hours per week.

1. Mentor: lend a veil {est=20m}

## Week 1

Goals:

- Know the queen

1. Read about smoke {est=90m}
   1. [Smoke](https://example.com/smoke)
   . [Veils](https://example.com/veils)
1. Be prepared to discuss with your mentor:
   1. What do bees fear?
   1. If you have access to a hive, what did you hear? {optional}
1. Optionally, visit a fair {id=fair est=2h}
1. If you have access to a hive, open it
1. If you do not have access to a hive, watch one being opened

## Week 2

1. Build a frame, based on week 9
1. Finish Beekeeping 101 (modules 1-3)
1. Celebrate
`

func deskSample() author.Desk {
	return author.Desk{
		Program: "pr-1", Title: "Keeping bees", Draft: "d-1", Version: 7, Pane: "pane", BasedOn: 3, Newest: 4, Source: bees, Lines: strings.Count(bees, "\n") + 1,
		Newer: &author.Newer{Number: 4, By: other(wanda), At: now, Note: "A veil for everybody."}, Live: true, Saved: now,
		Texts: []author.Text{{Version: 5, Source: "\n# Bees\n", At: now.Add(-time.Hour)}}, Reading: author.Read(bees), MayPublish: true,
	}
}

func authorPages() []page {
	f := func() ui.Frame { return frame(wanda, "Programs") }
	desk := deskSample()
	fresh := author.Desk{Program: "pr-1", Title: "Keeping bees", BasedOn: 4, Newest: 4, Lines: 1, Live: true, MayPublish: true, Reading: author.Read("")}
	own := desk
	own.Program, own.Newer, own.Texts, own.Newest, own.BasedOn = "", nil, nil, 0, 0
	long := desk
	long.Live, long.Reading, long.MayPublish = false, author.Reading{Unread: true}, false
	many := desk
	many.Reading = author.Read("## Week 1\n\n" + strings.Repeat("1. Read Smoke\n. [x](y)\n", author.MaxThings))
	hostilePage := desk
	hostilePage.Source = strings.ReplaceAll(bees, "Week", payload)
	hostilePage.Title, hostilePage.Reading = payload, author.Read("# "+payload+"\n\n## Week 1: "+payload+"\n\n1. Read "+payload+" {kind="+payload+"}\n. ["+payload+"](javascript:alert(1))\n1. Discuss:\n   1. Why "+payload+"?\n")
	clear := own
	clear.Reading = author.Read("# Bees\n\n## Week 1\n\n1. Read about smoke\n")
	ready := clear
	ready.Program, ready.Newest, ready.BasedOn = "pr-1", 4, 4
	starts := author.Start{MaxSize: program.MaxSource, Drafts: []author.DraftRow{{ID: "d-1", Title: "Keeping bees", Changed: now}}}
	one, _ := notice.Find("S402")
	return []page{
		{name: "desk", content: authorpage.Desk(f(), desk, ui.Form{})},
		{name: "desk-fresh", content: authorpage.Desk(f(), fresh, ui.Form{})},
		{name: "desk-own", content: authorpage.Desk(f(), own, ui.Form{})},
		{name: "desk-long", content: authorpage.Desk(f(), long, ui.Form{})},
		{name: "desk-many", content: authorpage.Desk(f(), many, ui.Form{})},
		{name: "desk-clear", content: authorpage.Desk(f(), clear, ui.Form{})},
		{name: "desk-again", content: authorpage.Desk(f(), desk, sent(map[string][]string{"source": {payload}}, fault.Field{Name: "source", Message: "This is not UTF-8."}, fault.Field{Name: "file", Message: "Choose a file."}))},
		{name: "desk-hostile", content: authorpage.Desk(hostileFrame(), hostile(desk), sent(map[string][]string{"source": {payload}}))},
		{name: "desk-hostile-page", content: authorpage.Desk(hostileFrame(), hostilePage, ui.Form{})},
		{name: "desk-understood", fragment: true, content: authorpage.Understood(f(), desk)},
		{name: "publication", content: authorpage.Publication(f(), author.Publication{Desk: ready, Changed: changed()}, ui.Form{})},
		{name: "publication-errors", content: authorpage.Publication(f(), author.Publication{Desk: desk}, ui.Form{})},
		{name: "publication-unchanged", content: authorpage.Publication(f(), author.Publication{Desk: ready, Unchanged: true}, ui.Form{})},
		{name: "publication-new", content: authorpage.Publication(f(), author.Publication{Desk: clear, Slug: "bees"}, sent(map[string][]string{"slug": {payload}, "note": {payload}}, fault.Field{Name: "slug", Message: "Taken."}))},
		{name: "publication-hostile", content: authorpage.Publication(hostileFrame(), hostile(author.Publication{Desk: ready, Changed: changed()}), ui.Form{})},
		{name: "draft-ended", content: authorpage.Ended(f(), author.Ended{Program: "pr-1", Title: "Keeping bees", Number: 4, At: now, MayGoOn: true}, authorpage.Unsaved{Source: bees, Note: "A veil.", Pane: "pane"})},
		{name: "draft-ended-discarded", content: authorpage.Ended(f(), author.Ended{Program: "pr-1", Title: "Keeping bees", At: now}, authorpage.Unsaved{Source: bees})},
		{name: "draft-ended-own", content: authorpage.Ended(f(), author.Ended{At: now, MayGoOn: true}, authorpage.Unsaved{Source: bees})},
		{name: "draft-ended-hostile", content: authorpage.Ended(hostileFrame(), hostile(author.Ended{Program: "pr-1", Title: "Keeping bees", Number: 4, At: now, MayGoOn: true}), authorpage.Unsaved{Source: payload, Note: payload, Pane: payload})},
		{name: "program-start", content: authorpage.Start(f(), starts, ui.Form{})},
		{name: "program-start-again", content: authorpage.Start(f(), author.Start{MaxSize: 1 << 16}, sent(map[string][]string{"title": {payload}}, fault.Field{Name: "title", Message: "Say what it is called."}))},
		{name: "program-start-hostile", content: authorpage.Start(hostileFrame(), hostile(starts), ui.Form{})},
		{name: "diagnostic", content: authorpage.Explanation(f(), author.Notice{Notice: one})},
		{name: "diagnostics", content: authorpage.Explanation(f(), author.Notice{Others: notice.List()})},
	}
}
