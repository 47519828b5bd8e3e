package change_test

import (
	"os"
	"regexp"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/change"
	"stint/internal/fault"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/meeting"
	"stint/internal/person"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/plan/relay"
	"stint/internal/sqldb"
)

// The drawing in docs/states is compared with the table that the code goes by.
func TestTheDrawingShowsEveryMoveAndNoOther(t *testing.T) {
	drawing, err := os.ReadFile("../../docs/states/version-offer.md")
	if err != nil {
		t.Fatal(err)
	}
	drawn, allowed := []string{}, []string{"[*] open offer"}
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\w+|\[\*\]) --> (\w+): (\w+)$`).FindAllStringSubmatch(string(drawing), -1) {
		drawn = append(drawn, arrow[1]+" "+arrow[2]+" "+arrow[3])
	}
	for _, m := range change.Moves() {
		allowed = append(allowed, string(m.From)+" "+string(m.To)+" "+m.Verb)
	}
	slices.Sort(drawn)
	slices.Sort(allowed)
	if diff := cmp.Diff(allowed, drawn); diff != "" {
		t.Errorf("docs/states/version-offer.md (-code +drawing):\n%s", diff)
	}
}

func TestAVersionTouchesNobodyUntilBothTakeIt(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.offers(edited("Clean the lamp", "Clean the great lamp", "1. Blow the horn {id=horn}\n", "1. Blow the horn {id=horn}\n1. Ring the bell {id=bell}\n"))
		if c.find("lamp").Text != "Clean the lamp" || c.has("bell") {
			t.Fatal("publishing alone changed the plan")
		}
		asked := must[change.Answered](t)(c.propose(c.noor, o))
		if c.has("bell") || c.inForce().Revision != 1 {
			t.Fatal("a proposal alone changed something")
		}
		_, err := c.Confirm(t.Context(), call.By(c.noor), change.Confirm{Offer: o.ID, Digest: asked.Digest})
		refused(t, err, fault.Conflict, "own-proposal")
		done := must[change.Answered](t)(c.Confirm(t.Context(), call.By(c.ines), change.Confirm{Offer: o.ID, Digest: asked.Digest}))
		again := must[change.Answered](t)(c.Confirm(t.Context(), call.By(c.ines), change.Confirm{Offer: o.ID, Digest: asked.Digest}))
		if done.State != change.Taken || done.Revision != 2 || again != done {
			t.Errorf("%+v, then %+v", done, again)
		}
		if c.find("lamp").Text != "Clean the great lamp" || !c.has("bell") || len(c.marks()) != 0 {
			t.Errorf("the plan is not that of the new version: %v", c.marks())
		}
		r := c.inForce()
		if r.Digest != asked.Digest || r.Digest != r.Sum() {
			t.Error("what was signed is not what is in force")
		}
		for _, s := range r.Signatures {
			own := s.Role == access.Intern || s.Role == access.Mentor
			if s.State != internship.SignatureSigned || own != (s.CarriedFrom == 0) || s.Digest == "" {
				t.Errorf("%s: %+v", s.Role, s)
			}
		}
		want := []string{"version.offered", "version.proposed", "version.taken"}
		if got := c.events(); !slices.Equal(got[len(got)-3:], want) {
			t.Errorf("the events are %v", got)
		}
		if standing := c.state(); standing != internship.Active {
			t.Errorf("the internship is %s", standing)
		}
	})
}

func (c *coast) state() internship.State {
	return read(c, func(tx *sqldb.Tx) (internship.State, error) {
		x, err := internship.Find(tx, c.noor, c.of)
		return x.State, err
	})
}

func TestOneMayTakeSomePhases(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		second := edited("Clean the lamp", "Clean the great lamp", "Blow the horn", "Blow the new horn", "Write the report", "Write a long report")
		o := c.offers(second)
		c.take(o, "Fog")
		if got := []string{c.find("lamp").Text, c.find("horn").Text, c.find("report").Text}; !slices.Equal(got, []string{"Clean the lamp", "Blow the new horn", "Write the report"}) {
			t.Errorf("the plan says %q", got)
		}
		r := c.inForce()
		if len(r.Kept) != 2 || r.Digest != r.Sum() || c.offer(o.ID).LeftOut != 2 {
			t.Errorf("the terms keep %v", r.Kept)
		}
		whole := r.Terms
		whole.Kept = nil
		if whole.Sum() == r.Digest {
			t.Error("the digest does not say what was left out")
		}
		// A revision of the dates changes nothing about what is learned.
		in := internship.Propose{Internship: c.of, Base: 2, Draft: draft("A pause")}
		c.sign(must[internship.Standing](t)(c.internships.Propose(t.Context(), call.By(c.noor), in)), c.ines, c.tom, c.kim)
		if got := c.inForce(); !slices.Equal(got.Kept, r.Kept) || c.find("lamp").Text != "Clean the lamp" {
			t.Errorf("the terms keep %v", got.Kept)
		}
		// The next version is compared with what the internship has.
		next := c.offers(edited("Clean the lamp", "Clean the great lamp", "Blow the horn", "Blow the new horn twice", "Write the report", "Write a long report"))
		if n := len(c.differ(next).Parts); n != 3 {
			t.Errorf("%d parts", n)
		}
		c.take(next, "Light", "Fog")
		if got := []string{c.find("lamp").Text, c.find("horn").Text, c.find("report").Text}; !slices.Equal(got, []string{"Clean the great lamp", "Blow the new horn twice", "Write the report"}) {
			t.Errorf("the plan says %q", got)
		}
	})
}

// draft is the draft of revised terms: a longer internship.
func draft(message string) (d terms.Draft) {
	d.Start, d.Weeks, d.WeekMinutes, d.Weekday, d.Time, d.Minutes, d.Message = "2026-09-07", 5, 480, "Thursday", "15:00", 30, message
	return d
}

func TestWhatWasDoneStaysDone(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		c.tick("log")
		c.tick("lamp")
		c.discuss("saw")
		c.prepare("heard")
		note := "It is heavy."
		must[plan.Changed](t)(c.plans.Note(t.Context(), call.By(c.noor), plan.Remark{Activity: c.find("horn").ID, Note: &note}))
		before := c.progress()
		o := c.offers(edited(
			"1. Read the log of the great storm {id=log}\n", "", // done, and gone
			"Clean the lamp", "Clean the great lamp", // done, and reworded
			"What did you see?", "What did you see at night?", // discussed, and reworded
			"   1. What did you hear? {id=heard}\n", "", // on the agenda, and gone
			"1. Blow the horn {id=horn}\n", "", // begun, and gone
			"1. Paint the boat {id=boat}\n", "", // untouched, and gone
		))
		c.take(o)
		for source, want := range map[string]plan.State{"log": plan.Done, "lamp": plan.Done, "horn": plan.Skipped} {
			if got := c.find(source).State; got != want {
				t.Errorf("%s is %s, want %s", source, got, want)
			}
		}
		if c.has("boat") {
			t.Error("what nobody had touched is still there")
		}
		if got := c.question("saw"); got.State != prompt.Discussed || got.Text != "What did you see at night?" {
			t.Errorf("%+v", got)
		}
		if got := c.question("heard"); got.State != prompt.OnAgenda {
			t.Errorf("a question on the agenda became %s", got.State)
		}
		want := map[string]relay.Kind{"log": relay.Gone, "lamp": relay.Changed, "saw": relay.Changed, "heard": relay.Gone, "horn": relay.Gone}
		if d := cmp.Diff(want, c.marks()); d != "" {
			t.Errorf("the marks (-want +got):\n%s", d)
		}
		if after := c.progress(); after.Done != before.Done {
			t.Errorf("%+v became %+v", before, after)
		}
		marks := read(c, func(tx *sqldb.Tx) ([]relay.Mark, error) { return relay.Marks(tx, c.noor, c.of) })
		_, err := c.Dismiss(t.Context(), call.By(c.tom), change.Dismiss{Mark: marks[0].ID})
		refused(t, err, fault.Forbidden, "")
		_, err = c.Dismiss(t.Context(), call.By(c.sam), change.Dismiss{Mark: marks[0].ID})
		refused(t, err, fault.NotFound, "")
		for range 2 {
			for _, m := range marks {
				must[change.Dismissed](t)(c.Dismiss(t.Context(), call.By(c.noor), change.Dismiss{Mark: m.ID}))
			}
		}
		if left := c.marks(); len(left) != 0 {
			t.Errorf("marks are left: %v", left)
		}
		// What was said once is not said again, and what comes back is whole.
		c.take(c.offers(edited("Clean the lamp", "Clean the great lamp", "What did you see?", "What did you see at night?", "Row to the rocks", "Row to the far rocks")))
		if got := c.find("horn"); got.State != plan.Open || got.Note != note {
			t.Errorf("what came back is %s with the note %q", got.State, got.Note)
		}
		if c.find("log").State != plan.Done || !c.has("boat") || len(c.marks()) != 0 {
			t.Errorf("the log is %s, the marks are %v", c.find("log").State, c.marks())
		}
		c.progress()
	})
}

// prepare puts an answer on the agenda.
func (c *coast) prepare(source string) {
	c.t.Helper()
	must[prompt.Putting](c.t)(c.prompts.PutOnAgenda(c.t.Context(), call.By(c.noor), prompt.Put{Prompt: c.question(source).ID, Body: "Gulls."}))
}

func (c *coast) discuss(source string) {
	c.t.Helper()
	c.prepare(source)
	question := c.question(source).ID
	item := read(c, func(tx *sqldb.Tx) (meeting.Placed, error) {
		return sqldb.Find(tx, "item", func(s sqldb.Scanner) (p meeting.Placed, err error) { return p, s.Scan(&p.Item, &p.Version) },
			"SELECT id, version FROM agenda_item WHERE source_id = ?", question)
	})
	must[meeting.Placed](c.t)(c.meetings.Settle(c.t.Context(), call.By(c.ines), meeting.Settle{Item: item.Item, State: meeting.Discussed, Version: item.Version}))
}

// In the second week, something of the third moves to the first, and something
// is added there: nobody is late with either.
func TestWhatMovesIntoThePastIsForToday(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.offers(edited("1. Paint the boat {id=boat}\n", "", "1. Clean the lamp {id=lamp}\n", "1. Clean the lamp {id=lamp}\n1. Paint the boat {id=boat}\n1. Count the matches {id=matches}\n"))
		c.take(o)
		for _, source := range []string{"boat", "matches"} {
			if a := c.find(source); a.Week != 2 || a.HomeWeek != 1 || a.State != plan.Open {
				t.Errorf("%s is %s in week %d, at home in %d", source, a.State, a.Week, a.HomeWeek)
			}
		}
		if a := c.find("lamp"); a.Week != 1 {
			t.Errorf("what was late before is in week %d", a.Week)
		}
	})
}

func TestPhasesThatComeAndGo(t *testing.T) {
	for name, x := range map[string]struct {
		next string
		take []string
		want map[string]int // the week of each; -1 for none
	}{
		"one goes": {edited("## Week 3: Fog\n\n1. Blow the horn {id=horn}\n1. Paint the boat {id=boat}\n\n", "", "Week 4", "Week 3"), nil,
			map[string]int{"row": 2, "horn": -1, "boat": -1, "report": 3}},
		"one goes, and is kept": {edited("## Week 3: Fog\n\n1. Blow the horn {id=horn}\n1. Paint the boat {id=boat}\n\n", "", "Week 4", "Week 3", "Row to the rocks", "Row out"), []string{"Sea"},
			map[string]int{"row": 2, "horn": 3, "boat": 3, "report": 4}},
		"one comes": {edited("## Week 3: Fog", "## Week 3: Ice\n\n1. Break the ice {id=ice}\n\n## Week 4: Fog", "## Week 4: Farewell", "## Week 4 continued: Farewell"), nil,
			map[string]int{"row": 2, "ice": 3, "horn": 4, "report": 4}},
		"one comes, and is left out": {edited("## Week 3: Fog", "## Week 3: Ice\n\n1. Break the ice {id=ice}\n\n## Week 4: Fog", "Row to the rocks", "Row out", "## Week 4: Farewell", "## Week 4 continued: Farewell"), []string{"Sea"},
			map[string]int{"row": 2, "ice": -1, "horn": 3, "report": 4}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, c *coast) {
				c.take(c.offers(x.next), x.take...)
				for source, week := range x.want {
					switch {
					case week < 0 && c.has(source):
						t.Errorf("%s is there", source)
					case week >= 0 && c.find(source).Week != week:
						t.Errorf("%s is in week %d, want %d", source, c.find(source).Week, week)
					}
				}
				c.progress()
			})
		})
	}
}

// Whoever has begun one way stays on it, whatever its condition says now; where
// neither is begun, the new condition chooses.
func TestABranchThatIsBegunStays(t *testing.T) {
	// The ways change places, and the tower becomes the vault.
	next := edited(
		"If you have access to the tower, wind the clock {id=clock}", "If you do not have access to the vault, wind the small clock {id=small-clock}",
		"If you do not have access to the tower, wind the small clock {id=small-clock}", "If you have access to the vault, wind the clock {id=clock}")
	side := func(c *coast, source string) (taken bool) {
		p, a := c.plan(), c.find(source)
		return plan.Take(p.Activities, p.Choices).Has(&a)
	}
	each(t, func(t *testing.T, c *coast) {
		if side(c, "clock") || !side(c, "small-clock") {
			t.Fatal("without access the small clock is theirs")
		}
		c.tick("small-clock")
		o := c.offers(next)
		c.take(o)
		if side(c, "clock") || !side(c, "small-clock") || c.find("small-clock").State != plan.Done {
			t.Error("what was begun was left")
		}
	})
	each(t, func(t *testing.T, c *coast) {
		must[person.Statement](t)(c.people.StateAccess(t.Context(), call.By(c.noor), person.Statement{Fact: "vault", Has: true}))
		c.take(c.offers(next))
		if !side(c, "clock") || side(c, "small-clock") {
			t.Error("neither was begun, and the new condition did not choose")
		}
	})
}

func TestOffersFollowTheNewestVersion(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		first := c.offers(edited("Clean the lamp", "Clean the great lamp"))
		asked := must[change.Answered](t)(c.propose(c.ines, first))
		c.publish(edited("Clean the lamp", "Clean the greatest lamp"))
		// It is out, and not offered yet.
		_, err := c.Confirm(t.Context(), call.By(c.noor), change.Confirm{Offer: first.ID, Digest: asked.Digest})
		refused(t, err, fault.Conflict, "offer-superseded")
		c.runJob()
		c.runJob()
		_, err = c.Confirm(t.Context(), call.By(c.noor), change.Confirm{Offer: first.ID, Digest: asked.Digest})
		refused(t, err, fault.Conflict, "offer-superseded")
		second, _ := c.waiting()
		if c.offer(first.ID).State != change.Superseded || second.ID == first.ID || second.State != change.Open {
			t.Errorf("the first is %s, the second %+v", c.offer(first.ID).State, second)
		}
		if n := len(read(c, func(tx *sqldb.Tx) ([]change.Offer, error) { return change.List(tx, c.tom, c.of) })); n != 2 {
			t.Errorf("%d offers", n)
		}
		must[change.Answered](t)(c.Decline(t.Context(), call.By(c.ines), change.Decline{Offer: second.ID, Reason: "Not now."}))
		if got := c.offer(second.ID); got.State != change.Declined || got.Reason != "Not now." {
			t.Errorf("%+v", got)
		}
		if got := read(c, func(tx *sqldb.Tx) (change.Offer, error) { return change.Find(tx, c.cora, second.ID) }); got.Reason != "" {
			t.Error("the coordinator reads why")
		}
		c.runJob()
		if _, found := c.waiting(); found {
			t.Error("what was declined is offered again")
		}
		c.take(second)
		if c.find("lamp").Text != "Clean the greatest lamp" || c.offer(second.ID).State != change.Taken {
			t.Error("they could not come back to it")
		}
	})
}

func TestMoreWeeksOrHoursAreForAllFour(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.offers(edited("at least 6 hours", "at least 9 hours", "## Week 4: Farewell", "## Week 4: Ice\n\n1. Break the ice {id=ice}\n\n## Week 5: Farewell"))
		d := c.differ(o)
		if len(d.Needs) != 2 || d.Needs[0].Wants != "5 weeks" || d.Needs[1].Wants != "9 h a week" {
			t.Errorf("%+v", d.Needs)
		}
		_, err := c.propose(c.noor, o)
		refused(t, err, fault.Conflict, "terms-needed")
		in := internship.Propose{Internship: c.of, Base: 1, Draft: draft("The new version")}
		in.ProgramVersion, in.WeekMinutes = o.Version, 540
		s := must[internship.Standing](t)(c.internships.Propose(t.Context(), call.By(c.noor), in))
		_, err = c.propose(c.ines, o)
		refused(t, err, fault.Conflict, "terms-needed")
		c.sign(s, c.ines, c.tom, c.kim)
		if got := c.offer(o.ID); got.State != change.Taken || got.Revision != 2 || !c.has("ice") {
			t.Errorf("%+v", got)
		}
	})
}

func TestTermsInBetween(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.offers(edited("Clean the lamp", "Clean the great lamp"))
		asked := must[change.Answered](t)(c.propose(c.noor, o))
		s := must[internship.Standing](t)(c.internships.Propose(t.Context(), call.By(c.noor), internship.Propose{Internship: c.of, Base: 1, Draft: draft("Longer")}))
		_, err := c.Confirm(t.Context(), call.By(c.ines), change.Confirm{Offer: o.ID, Digest: asked.Digest})
		refused(t, err, fault.Conflict, "terms-pending")
		c.sign(s, c.ines, c.tom, c.kim)
		_, err = c.Confirm(t.Context(), call.By(c.ines), change.Confirm{Offer: o.ID, Digest: asked.Digest})
		refused(t, err, fault.Conflict, "digest-differs")
		_, err = c.Propose(t.Context(), call.By(c.noor), change.Propose{Offer: o.ID, Base: 1, Whole: true})
		refused(t, err, fault.Conflict, "terms-changed")
		c.take(o)
		if got := c.inForce(); got.Weeks != 5 || got.Revision != 3 {
			t.Errorf("%+v", got.Terms)
		}
	})
}

func TestWhoMayAnswer(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.offers(edited("Clean the lamp", "Clean the great lamp"))
		for _, x := range []struct {
			who  access.Actor
			kind fault.Kind
		}{{c.tom, fault.Forbidden}, {c.kim, fault.Forbidden}, {c.cora, fault.Forbidden}, {c.admin, fault.NotFound}, {c.sam, fault.NotFound}} {
			_, err := c.propose(x.who, o)
			expect(t, "propose", err, x.kind)
			_, err = c.Confirm(t.Context(), call.By(x.who), change.Confirm{Offer: o.ID})
			expect(t, "confirm", err, x.kind)
			_, err = c.Decline(t.Context(), call.By(x.who), change.Decline{Offer: o.ID})
			expect(t, "decline", err, x.kind)
		}
		_, err := c.Propose(t.Context(), call.By(c.noor), change.Propose{Offer: o.ID, Base: 1, Take: []string{"phase-99"}})
		expect(t, "no such part", err, fault.Invalid)
		_, err = c.Propose(t.Context(), call.By(c.noor), change.Propose{Offer: o.ID, Base: 1})
		expect(t, "nothing", err, fault.Invalid)
		_, err = c.Decline(t.Context(), call.By(c.noor), change.Decline{Offer: o.ID, Reason: "a\x00b"})
		expect(t, "a reason that does not show", err, fault.Invalid)
		for who, n := range map[access.Actor]int{c.cora: 1} {
			if got := read(c, func(tx *sqldb.Tx) (change.Standings, error) {
				return change.Overview(tx, who, c.program, change.Page{})
			}); len(got.Items) != n || got.Items[0].Version != 1 || got.Items[0].Offer.State != change.Open {
				t.Errorf("%+v", got)
			}
		}
		err = c.db.Read(t.Context(), func(tx *sqldb.Tx) error { _, err := change.Overview(tx, c.noor, c.program, change.Page{}); return err })
		expect(t, "overview", err, fault.Forbidden)
	})
}

func expect(t *testing.T, what string, err error, want fault.Kind) {
	t.Helper()
	if !fault.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// Two answers at one instant: one stands, and the other is told.
func TestTwoAnswersAtOnce(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.offers(edited("Clean the lamp", "Clean the great lamp", "Blow the horn", "Blow the new horn"))
		asked := must[change.Answered](t)(c.propose(c.noor, o))
		fog := c.part(o, "Fog")
		answers := []func() error{
			func() error {
				_, err := c.Confirm(t.Context(), call.By(c.ines), change.Confirm{Offer: o.ID, Digest: asked.Digest})
				return err
			},
			func() error {
				_, err := c.Decline(t.Context(), call.By(c.ines), change.Decline{Offer: o.ID})
				return err
			},
			func() error {
				_, err := c.Propose(t.Context(), call.By(c.noor), change.Propose{Offer: o.ID, Base: 1, Take: []string{fog}})
				return err
			},
		}
		errs := make([]error, len(answers))
		var wait sync.WaitGroup
		for i, answer := range answers {
			wait.Go(func() { errs[i] = answer() })
		}
		wait.Wait()
		for i, err := range errs {
			if err != nil && !fault.Is(err, fault.Conflict) {
				t.Errorf("answer %d: %v (%v)", i, err, fault.Cause(err))
			}
		}
		got, r := c.offer(o.ID), c.inForce()
		if (got.State == change.Taken) != (r.Revision == 2) || (errs[0] == nil) != (got.State == change.Taken) {
			t.Errorf("%s with revision %d in force: %v", got.State, r.Revision, errs)
		}
	})
}

// Both want the same: the second proposal confirms the first.
func TestTheSameProposedByBothIsAgreed(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.offers(edited("Clean the lamp", "Clean the great lamp"))
		must[change.Answered](t)(c.propose(c.noor, o))
		if got := must[change.Answered](t)(c.propose(c.ines, o)); got.State != change.Taken {
			t.Errorf("%+v", got)
		}
	})
}

func TestAnOfferLapsesWithTheInternship(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.offers(edited("Clean the lamp", "Clean the great lamp"))
		must[internship.Standing](t)(c.internships.End(t.Context(), call.By(c.noor), internship.End{Internship: c.of, How: internship.HowWithdrawn, Reason: "No."}))
		_, err := c.Propose(t.Context(), call.By(c.noor), change.Propose{Offer: o.ID, Base: 1, Whole: true})
		refused(t, err, fault.Conflict, "offer-lapsed")
		c.publish(edited("Clean the lamp", "Clean the greatest lamp"))
		c.runJob()
		if n := len(read(c, func(tx *sqldb.Tx) ([]change.Offer, error) { return change.List(tx, c.noor, c.of) })); n != 1 {
			t.Errorf("%d offers", n)
		}
	})
}
