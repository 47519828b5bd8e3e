package plan_test

import (
	"slices"
	"strings"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

func TestBothMoveWhatIsOpen(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		move := func(a access.Actor, text string, week int) error {
			_, err := c.plans.Move(t.Context(), call.By(a), plan.Move{Activity: c.find(text).ID, Week: week})
			return err
		}
		must[plan.Changed](t)(c.tick(c.noor, "watch"))
		if err := move(c.ines, "basics", 2); err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string]int{"basics": 2, "read": 2, "watch": 2, "show around": 2, "talk": 1} {
			if a := c.find(text); a.Week != want || a.HomeWeek != 1 {
				t.Errorf("%q stands in week %d, its home is %d", text, a.Week, a.HomeWeek)
			}
		}
		if f := c.figure(); f.Week(1).Total != 1 || f.Week(2) != (plan.Figure{Done: 1, Total: 9}) {
			t.Fatalf("%+v", f)
		}
		for text, want := range map[string]struct {
			week int
			kind fault.Kind
			code string
		}{"deck": {13, fault.Invalid, ""}, "talk": {0, fault.Invalid, ""}, "approval": {1, fault.Conflict, "setup"}, "watch": {3, fault.Conflict, "done"}} {
			err := move(c.noor, text, want.week)
			refused(t, err, want.kind, want.code)
		}
		refused(t, move(c.priya, "deck", 2), fault.Forbidden, "")
		c.now("2026-09-22 10:00") // week 3
		refused(t, move(c.noor, "deck", 2), fault.Invalid, "")
		if err := move(c.noor, "deck", 3); err != nil {
			t.Fatal("where it is already", err)
		}
		if err := move(c.noor, "talk", 12); err != nil {
			t.Fatal("carried over, and put off to the end", err)
		}
	})
}

func TestOwnActivitiesCountLikeTheProgram(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		before := c.figure()
		own := must[plan.Changed](t)(c.plans.Add(t.Context(), call.By(c.ines), plan.Add{Internship: c.internship, Week: 2, Text: " Write \n a poem ", Minutes: 30, Kind: reader.KindDeliver}))
		if own.Text != "Write a poem" || own.Week != 2 {
			t.Fatalf("%+v", own)
		}
		below := must[plan.Changed](t)(c.plans.Add(t.Context(), call.By(c.noor), plan.Add{Internship: c.internship, Parent: c.find("plan with access").ID, Text: "Deeper"}))
		if a := c.find("Deeper"); a.Parent != c.find("plan with access").ID || a.Week != 2 || a.Side != "a" || a.Counts() || a.ID != below.Activity {
			t.Fatalf("%+v", a)
		}
		must[plan.Changed](t)(c.plans.Add(t.Context(), call.By(c.noor), plan.Add{Internship: c.internship, Week: 1, Text: "For Ines", Owner: reader.OwnerMentor}))
		f := c.figure()
		if f.Total != before.Total+1 || f.Week(2).Total != before.Week(2).Total+1 {
			t.Fatalf("%+v", f)
		}
		last := c.plan(c.noor).Activities
		if last[len(last)-1].Text != "For Ines" || !last[len(last)-1].Own() {
			t.Fatal("own ones come after the page's")
		}
		must[plan.Changed](t)(c.tick(c.noor, "Write a poem"))
		must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), plan.Mark{Activity: own.Activity}))
		must[plan.Changed](t)(c.skip(c.noor, "Write a poem", "It was our own idea, so it may go"))
		if got, want := c.events(), []string{"activity.added", "activity.added", "activity.added", "activity.ticked", "activity.unticked", "activity.skipped"}; !slices.Equal(got, want) {
			t.Fatalf("events %v", got)
		}
	})
}

func TestWhatCannotBeAdded(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		for field, in := range map[string]plan.Add{
			"text": {Week: 1, Text: "  "}, "kind": {Week: 1, Text: "x", Kind: "dance"}, "owner": {Week: 1, Text: "x", Owner: "cat"},
			"minutes": {Week: 1, Text: "x", Minutes: -1}, "week": {Week: 13, Text: "x"}, "parent": {Text: "x", Parent: c.find("talk").ID},
		} {
			in.Internship = c.internship
			_, err := c.plans.Add(t.Context(), call.By(c.noor), in)
			if !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) != 1 || fault.Of(err).Fields[0].Name != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		_, err := c.plans.Add(t.Context(), call.By(c.noor), plan.Add{Internship: c.internship, Week: 0, Text: "Too late for the setup"})
		if !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		_, err = c.plans.Add(t.Context(), call.By(c.noor), plan.Add{Internship: c.internship, Text: strings.Repeat("x", 501), Week: 1})
		if !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		_, err = c.plans.Add(t.Context(), call.By(c.kofi), plan.Add{Internship: c.internship, Week: 1, Text: "x"})
		refused(t, err, fault.Forbidden, "")
		_, err = c.plans.Add(t.Context(), call.By(c.sam), plan.Add{Internship: c.internship, Week: 1, Text: "x"})
		refused(t, err, fault.NotFound, "")
		_, err = c.plans.Add(t.Context(), call.By(c.noor), plan.Add{Internship: c.internship, Text: "x", Parent: id.New[id.Activity](c.ids)})
		refused(t, err, fault.NotFound, "")
		c.state("ended")
		_, err = c.plans.Add(t.Context(), call.By(c.noor), plan.Add{Internship: c.internship, Week: 1, Text: "x"})
		refused(t, err, fault.Conflict, "internship-over")
	})
}

func TestAnOwnActivityStandsForTheProgram(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		before := c.figure()
		own := must[plan.Changed](t)(c.plans.Replace(t.Context(), call.By(c.noor), plan.Replace{Activity: c.find("read").ID, Text: "Listen to it"}))
		old, new := c.find("read"), c.find("Listen to it")
		if old.State != plan.Replaced || old.ReplacedBy != own.Activity || new.Parent != old.Parent || new.Week != 1 || new.Kind != reader.KindRead || new.Owner != reader.OwnerIntern {
			t.Fatalf("%+v stands for %+v", new, old)
		}
		if f := c.figure(); f.Total != before.Total {
			t.Fatalf("one for one: %+v", f)
		}
		must[plan.Changed](t)(c.plans.Replace(t.Context(), call.By(c.ines), plan.Replace{Activity: c.find("pick two").ID, Text: "One big thing", Kind: reader.KindPresent}))
		if c.find("choice 2").State != plan.Replaced || c.figure().Total != before.Total-1 {
			t.Fatal("what hangs below is replaced with it")
		}
		_, err := c.tick(c.noor, "read")
		refused(t, err, fault.Conflict, "replaced")
		_, err = c.plans.Replace(t.Context(), call.By(c.noor), plan.Replace{Activity: old.ID, Text: "Again"})
		refused(t, err, fault.Conflict, "replaced")
		must[plan.Changed](t)(c.restore(c.ines, "pick two"))
		if a := c.find("choice 2"); a.State != plan.Open || a.ReplacedBy != "" {
			t.Fatalf("%+v", a)
		}
		if f := c.figure(); f.Total != before.Total+1 {
			t.Fatalf("both stand side by side: %+v", f)
		}
	})
}

func TestNotesAreTheOwners(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		note := func(a access.Actor, text, words string) error {
			_, err := c.plans.Note(t.Context(), call.By(a), plan.Remark{Activity: c.find(text).ID, Note: &words})
			return err
		}
		for _, ok := range []error{note(c.noor, "talk", "For Thursday"), note(c.ines, "show around", "Tuesday"), note(c.noor, "agree on the start", "1"), note(c.ines, "agree on the start", "2")} {
			if ok != nil {
				t.Fatal(ok)
			}
		}
		refused(t, note(c.ines, "read", "Mine"), fault.Forbidden, "")
		refused(t, note(c.priya, "grant time", "Mine"), fault.Forbidden, "")
		link := "https://example.com/x"
		must[plan.Changed](t)(c.plans.Note(t.Context(), call.By(c.noor), plan.Remark{Activity: c.find("talk").ID, Evidence: &link}))
		if a := c.find("talk"); a.Note != "For Thursday" || a.Evidence != link || a.NotedAt.IsZero() {
			t.Fatalf("%+v", a)
		}
		if err := note(c.noor, "talk", ""); err != nil {
			t.Fatal(err)
		}
		if a := c.find("talk"); a.Note != "" || a.Evidence != link {
			t.Fatalf("%+v", a)
		}
	})
}

func TestAPlanHoldsSoManyOfTheirOwn(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		c.write(func(tx *sqldb.Tx) {
			for range plan.MaxOwn - 1 {
				c.exec(tx, `INSERT INTO activity (id, internship_id, position, week, home_week, source, text, kind, owner, shape, state, created_by, created_at, changed_at)
					VALUES (?, ?, 1, 1, 1, '', 'x', 'do', 'mentor', 'leaf', 'open', ?, 1, 1)`, id.New[id.Activity](c.ids), c.internship, c.noor.Person)
			}
		})
		must[plan.Changed](t)(c.plans.Add(t.Context(), call.By(c.noor), plan.Add{Internship: c.internship, Week: 1, Text: "x"}))
		_, err := c.plans.Add(t.Context(), call.By(c.noor), plan.Add{Internship: c.internship, Week: 1, Text: "x"})
		refused(t, err, fault.Conflict, "")
	})
}
