package plan_test

import "stint/internal/program/reader"

// leaf is an activity of the intern's that counts one.
func leaf(source string, kind reader.Kind) reader.Activity {
	return reader.Activity{ID: source, Text: source, Markdown: source, Kind: kind, Owner: reader.OwnerIntern, Role: reader.RoleLeaf}
}

func with(a reader.Activity, change func(*reader.Activity)) reader.Activity {
	change(&a)
	return a
}

func group(source string, children ...reader.Activity) reader.Activity {
	a := leaf(source, "")
	a.Role, a.Children = reader.RoleContainer, children
	return a
}

func head(source string, questions ...string) reader.Activity {
	a := leaf(source, reader.KindDiscuss)
	a.Role = reader.RolePromptHead
	for _, q := range questions {
		a.Prompts = append(a.Prompts, reader.Prompt{ID: source + "/" + q, Text: q, Markdown: q})
	}
	return a
}

func side(source, branch, side, condition string) reader.Activity {
	return with(leaf(source, reader.KindDeliver), func(a *reader.Activity) { a.Branch, a.Side, a.Condition = branch, side, condition })
}

func owner(source string, o reader.Owner) reader.Activity {
	return with(leaf(source, reader.KindDo), func(a *reader.Activity) { a.Owner = o })
}

func week(number int, activities ...reader.Activity) reader.Phase {
	return reader.Phase{Number: &number, Unit: "week", Activities: activities}
}

// smallPage is a program of three weeks that has one of everything. In the
// weeks count: read, talk, watch, hand-over (3 + 1), demo (1 of the branch, 1),
// two of the choice, coffee, deck: see TestProgressOfThePage.
func smallPage() *reader.Page {
	return &reader.Page{
		Title: "Small", Weeks: 3, Importable: true,
		Setup: reader.Phase{Activities: []reader.Activity{
			leaf("approval", reader.KindMeet), owner("invite", reader.OwnerMentor), owner("grant time", reader.OwnerManager),
			owner("give time", reader.OwnerMentorManager), owner("agree on the start", reader.OwnerAll),
		}},
		Phases: []reader.Phase{
			week(1,
				group("basics", leaf("read", reader.KindRead), leaf("watch", reader.KindCourse), owner("show around", reader.OwnerMentor)),
				head("talk", "Why?", "What  for?", "How?"),
				with(leaf("remark", ""), func(a *reader.Activity) { a.Role = reader.RoleNote }),
			),
			week(2,
				with(side("plan with access", "success", "a", "access:crm"), func(a *reader.Activity) { a.Children = []reader.Activity{leaf("look it up", reader.KindDo)} }),
				side("plan without", "success", "b", "not access:crm"),
				with(group("pick two", leaf("choice 1", reader.KindDo), leaf("choice 2", reader.KindDo), leaf("choice 3", reader.KindDo)), func(a *reader.Activity) { a.Choose = 2 }),
				with(leaf("coffee", reader.KindMeet), func(a *reader.Activity) { a.Optional = true }),
				with(head("again", "why?", "Score?"), func(a *reader.Activity) { a.Prompts[1].Optional = true }),
				with(group("if there is time", leaf("extra 1", reader.KindDo), leaf("extra 2", reader.KindDo)), func(a *reader.Activity) { a.Condition = "availability" }),
			),
			week(3,
				with(leaf("deck", reader.KindPresent), func(a *reader.Activity) { a.Estimate = 20; a.After = []string{"plan with access", "plan without"} }),
				with(leaf("celebrate", reader.KindDo), func(a *reader.Activity) { a.Role = reader.RoleMilestone }),
			),
		},
	}
}
