package change_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/change"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/plan"
)

// second is a version that differs in three phases.
var second = edited("Clean the lamp", "Clean the great lamp", "Blow the horn", "Blow the new horn", "Write the report", "Write a long report")

// inPart offers the second version and has the two take the third week of it.
func (c *coast) inPart() change.Offer {
	c.t.Helper()
	o := c.offers(second)
	c.take(o, "Fog")
	return c.offer(o.ID)
}

func TestTheRestOfAVersionCanBeTakenLater(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.inPart()
		if !o.InPart() || len(c.differ(o).Parts) != 2 {
			t.Fatalf("%+v with %d parts left", o, len(c.differ(o).Parts))
		}
		c.tick("lamp")
		asked := must[change.Answered](t)(c.propose(c.ines, o, "Light"))
		if got := c.offer(o.ID); got.State != change.Proposed || !got.Rest() || c.find("lamp").Text != "Clean the lamp" {
			t.Fatalf("a proposal of the rest made %+v", got)
		}
		if waits, found := c.waiting(); !found || waits.ID != o.ID {
			t.Error("nobody is asked for the rest")
		}
		done := must[change.Answered](t)(c.Confirm(t.Context(), call.By(c.noor), change.Confirm{Offer: o.ID, Digest: asked.Digest}))
		if done.Revision != 3 || c.find("lamp").Text != "Clean the great lamp" || c.find("lamp").State != plan.Done || c.find("report").Text != "Write the report" {
			t.Errorf("%+v, and the lamp is %+v", done, c.find("lamp"))
		}
		if r := c.inForce(); len(r.Kept) != 1 || r.Digest != r.Sum() || r.Digest != asked.Digest {
			t.Errorf("the terms keep %v", r.Kept)
		}
		// And what is left then, the whole of it.
		if got := c.offer(o.ID); !got.InPart() || len(c.differ(got).Parts) != 1 {
			t.Errorf("%+v", got)
		}
		c.take(o)
		if got := c.offer(o.ID); got.State != change.Taken || got.InPart() || got.Revision != 4 || len(c.inForce().Kept) != 0 || c.find("report").Text != "Write a long report" {
			t.Errorf("%+v", got)
		}
		_, err := c.propose(c.noor, o)
		refused(t, err, fault.Conflict, "offer-taken")
	})
}

func TestARestThatIsNotWantedLeavesWhatWasTaken(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.inPart()
		_, err := c.Decline(t.Context(), call.By(c.noor), change.Decline{Offer: o.ID})
		refused(t, err, fault.Conflict, "offer-taken") // nothing of it is proposed
		must[change.Answered](t)(c.propose(c.noor, o))
		for range 2 {
			if got := must[change.Answered](t)(c.Decline(t.Context(), call.By(c.ines), change.Decline{Offer: o.ID, Reason: "Later."})); got.State != change.Taken || got.Revision != 2 {
				t.Errorf("%+v", got)
			}
		}
		got := c.offer(o.ID)
		if !got.InPart() || got.Reason != "Later." || got.AnsweredBy != c.ines.Person || got.LeftOut != 2 || !slices.Equal(got.Kept, c.inForce().Kept) {
			t.Errorf("%+v", got)
		}
		if c.inForce().Revision != 2 || c.find("horn").Text != "Blow the new horn" {
			t.Error("declining the rest changed what was taken")
		}
		c.take(o, "Farewell") // they may come back to it
		if c.find("report").Text != "Write a long report" || c.find("lamp").Text != "Clean the lamp" {
			t.Error("they could not come back to it")
		}
	})
}

func TestANewerVersionTakesThePlaceOfTheRest(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.inPart()
		asked := must[change.Answered](t)(c.propose(c.noor, o))
		c.publish(strings.ReplaceAll(second, "Row to the rocks", "Row far out"))
		_, err := c.Confirm(t.Context(), call.By(c.ines), change.Confirm{Offer: o.ID, Digest: asked.Digest})
		refused(t, err, fault.Conflict, "offer-superseded")
		c.runJob()
		got := c.offer(o.ID)
		next, _ := c.waiting()
		if got.State != change.Taken || !got.InPart() || got.Digest != "" || got.ProposedBy != "" || next.ID == o.ID || len(c.differ(next).Parts) != 3 {
			t.Errorf("%+v, then %+v", got, next)
		}
		_, err = c.propose(c.noor, got)
		refused(t, err, fault.Conflict, "offer-superseded")
	})
}

func TestTheEndAndOtherTermsLeaveWhatWasTaken(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.inPart()
		asked := must[change.Answered](t)(c.propose(c.noor, o))
		// Other dates, while the rest waits: it has to be proposed anew.
		s := must[internship.Standing](t)(c.internships.Propose(t.Context(), call.By(c.noor), internship.Propose{Internship: c.of, Base: 2, Draft: draft("Longer")}))
		c.sign(s, c.ines, c.tom, c.kim)
		if got := c.offer(o.ID); !got.Rest() || got.Revision != 2 {
			t.Errorf("other dates made %+v", got)
		}
		_, err := c.Confirm(t.Context(), call.By(c.ines), change.Confirm{Offer: o.ID, Digest: asked.Digest})
		refused(t, err, fault.Conflict, "digest-differs")
		must[internship.Standing](t)(c.internships.End(t.Context(), call.By(c.noor), internship.End{Internship: c.of, How: internship.HowWithdrawn, Reason: "No."}))
		if got := c.offer(o.ID); !got.InPart() || got.Revision != 2 {
			t.Errorf("the end made %+v", got)
		}
		_, err = c.propose(c.noor, o)
		expect(t, "after the end", err, fault.Conflict)
	})
}

// Both propose another part of the rest at one instant, and both answer what the
// other wants: one revision comes of it, and the terms are what was signed.
func TestTwoWhoTakeTheRestAtOnce(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.inPart()
		light, farewell := c.part(o, "Light"), c.part(o, "Farewell")
		at := func(do ...func() error) []error {
			errs := make([]error, len(do))
			var wait sync.WaitGroup
			for i, one := range do {
				wait.Go(func() { errs[i] = one() })
			}
			wait.Wait()
			for i, err := range errs {
				if err != nil && !fault.Is(err, fault.Conflict) {
					t.Errorf("answer %d: %v (%v)", i, err, fault.Cause(err))
				}
			}
			return errs
		}
		digests := make([]string, 2)
		ask := func(i int, by access.Actor, take string) func() error {
			return func() error {
				done, err := c.Propose(t.Context(), call.By(by), change.Propose{Offer: o.ID, Base: 2, Take: []string{take}})
				digests[i] = done.Digest
				return err
			}
		}
		at(ask(0, c.noor, light), ask(1, c.ines, farewell))
		stands := c.offer(o.ID)
		if stands.State != change.Proposed || !slices.Contains(digests, stands.Digest) {
			t.Fatalf("%+v stands of %q", stands, digests)
		}
		confirm := func(by access.Actor, digest string) func() error {
			return func() error {
				_, err := c.Confirm(t.Context(), call.By(by), change.Confirm{Offer: o.ID, Digest: digest})
				return err
			}
		}
		errs := at(confirm(c.ines, digests[0]), confirm(c.noor, digests[1]))
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("one of the two wins: %v", errs)
		}
		if r := c.inForce(); r.Revision != 3 || r.Digest != stands.Digest || len(r.Kept) != 1 {
			t.Errorf("revision %d keeps %v", r.Revision, r.Kept)
		}
	})
}

// Whoever is not one of the two proposes nothing of the rest either.
func TestTheRestIsForTheTwo(t *testing.T) {
	each(t, func(t *testing.T, c *coast) {
		o := c.inPart()
		for who, want := range map[access.Actor]fault.Kind{c.tom: fault.Forbidden, c.cora: fault.Forbidden, c.sam: fault.NotFound} {
			_, err := c.propose(who, o)
			expect(t, "propose the rest", err, want)
		}
		_, err := c.Propose(t.Context(), call.By(c.noor), change.Propose{Offer: id.VersionOffer(c.of), Base: 2, Whole: true})
		expect(t, "no such offer", err, fault.NotFound)
	})
}
