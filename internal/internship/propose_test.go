package internship_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/sqldb"
)

func TestExploreMakesAnInternOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first, err := h.Explore(t.Context(), call.By(h.noor), internship.Explore{Program: h.lamp})
		if err != nil || first.State != internship.Exploring || first.Revision != 0 {
			t.Fatalf("%+v %v", first, err)
		}
		again, err := h.Explore(t.Context(), call.By(h.noor), internship.Explore{Program: h.lamp})
		if err != nil || again != first {
			t.Errorf("%+v %v, want %+v", again, err, first)
		}
		at := h.propose(h.noor, h.draft())
		if at.Internship != first.Internship {
			t.Error("a proposal made another internship than the one explored")
		}
		_, err = h.Explore(t.Context(), call.By(h.noor), internship.Explore{Program: h.lamp})
		expect(t, err, fault.Conflict, "already", "proposed")
		_, err = h.Propose(t.Context(), call.By(h.noor), h.draft())
		expect(t, err, fault.Conflict, "already", "proposed")
		if diff := cmp.Diff([]string{"internship.explored", "internship.proposed"}, h.events(at.Internship)); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
		_, err = h.Explore(t.Context(), call.By(h.noor), internship.Explore{Program: "01990000-0000-7000-8000-000000000001"})
		expect(t, err, fault.NotFound)
		_, err = h.Explore(t.Context(), call.By(access.Actor{}), internship.Explore{Program: h.lamp})
		expect(t, err, fault.Unauthenticated)
		_, err = h.Explore(t.Context(), call.By(access.System(access.ViaCLI)), internship.Explore{Program: h.lamp})
		expect(t, err, fault.Forbidden)
	})
}

func TestSomebodyMayExploreAgainAfterTheEnd(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		if _, err := h.End(t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "Not now."}); err != nil {
			t.Fatal(err)
		}
		if again := h.propose(h.noor, h.draft()); again.Internship == at.Internship || again.Revision != 1 {
			t.Errorf("%+v", again)
		}
	})
}

func TestWhoProposesHasSigned(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		if at.State != internship.Proposed || at.Revision != 1 || at.InForce != 0 {
			t.Fatalf("%+v", at)
		}
		got := h.termsOf(at.Internship, 1)
		if got.Digest != got.Sum() || got.Zone != "Europe/Amsterdam" || got.ProgramVersion != h.version1 || got.EntryWeek != 1 ||
			got.Intern != h.noor.Person || got.Mentor != h.ines.Person || got.ProposedBy != h.noor.Person || !got.ProposedAt.Equal(monday) {
			t.Errorf("%+v", got)
		}
		if got := h.states(at.Internship); got != "signed open open open" {
			t.Error(got)
		}
		seats := h.signatures(h.wanda, at.Internship)
		for role, who := range map[access.Role]access.Actor{access.Intern: h.noor, access.Mentor: h.ines, access.InternManager: h.tomasz, access.MentorManager: h.priya} {
			if seats[role].Person != who.Person {
				t.Errorf("%s is %s", role, seats[role].Person)
			}
		}
		at = h.propose(h.ines, h.revise(at, longer))
		if got := h.states(at.Internship); got != "void signed open open" {
			t.Error(got)
		}
	})
}

func TestWhoMayPropose(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		for name, c := range map[string]struct {
			by   access.Actor
			want fault.Kind
		}{
			"the intern's manager": {h.tomasz, fault.Forbidden},
			"the mentor's manager": {h.priya, fault.Forbidden},
			"the coordinator":      {h.wanda, fault.Forbidden},
			"somebody else":        {h.mei, fault.NotFound},
			"the administrator":    {h.anton, fault.NotFound},
			"nobody":               {access.Actor{}, fault.Unauthenticated},
			"Stint":                {access.System(access.ViaCLI), fault.Forbidden},
			"a token that reads":   {access.Actor{Person: h.noor.Person, Scope: access.ScopeRead, Via: access.ViaAPI}, fault.Forbidden},
		} {
			_, err := h.Propose(t.Context(), call.By(c.by), h.revise(at, longer))
			if !fault.Is(err, c.want) {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
		if got := h.standing(at.Internship); got != at {
			t.Errorf("%+v, want %+v", got, at)
		}
	})
}

func TestRulesAreToldTogether(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		in := h.draft()
		in.Weeks, in.WeekMinutes, in.Start, in.Message = 3, 300, "2026-09-06", "\x00"
		_, err := h.Propose(t.Context(), call.By(h.noor), in)
		expect(t, err, fault.Invalid, "6 h a week at least: “An apprentice should be ready to commit at least 6 hours per week.”", "Sun 6 September is a day off. The next working day is Mon 7 September.", "spans 4 weeks")
		var names []string
		for _, f := range fault.Of(err).Fields {
			names = append(names, f.Name)
		}
		if diff := cmp.Diff([]string{"start", "weeks", "hours", "message"}, names); diff != "" {
			t.Errorf("fields (-want +got):\n%s", diff)
		}
		l, err := h.List(t.Context(), h.noor, internship.Query{})
		if err != nil || len(l.Internships) != 0 {
			t.Errorf("a proposal that was refused left %+v, %v", l, err)
		}
	})
}

func TestMentorsThatCannotBe(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		propose := func(by access.Actor, in internship.Propose) error {
			_, err := h.Propose(t.Context(), call.By(by), in)
			return err
		}
		in := h.draft()
		in.Mentor = h.noor.Person
		expect(t, propose(h.noor, in), fault.Invalid, "mentor:", "their own mentor")
		in.Mentor = "01990000-0000-7000-8000-000000000001"
		expect(t, propose(h.noor, in), fault.Invalid, "mentor:", "nobody like that")
		h.deactivate(h.mei)
		in.Mentor = h.mei.Person
		expect(t, propose(h.noor, in), fault.Invalid, "mentor:", "Mei is no longer active")
		at := h.propose(h.noor, h.draft())
		expect(t, propose(h.ines, h.revise(at, func(in *internship.Propose) { in.Mentor = h.priya.Person })), fault.Invalid, "Only the intern")
		at = h.approve(at, h.ines, h.tomasz, h.priya)
		h.clock.set(time.Date(2026, 9, 8, 9, 0, 0, 0, time.UTC))
		h.turn(1)
		expect(t, propose(h.noor, h.revise(at, func(in *internship.Propose) { in.Mentor = h.priya.Person })), fault.Invalid, "keeps its mentor")
		h.deactivate(h.noor)
		expect(t, propose(h.ines, h.revise(at, longer)), fault.Conflict, "intern is no longer active")
	})
}

func TestAnotherMentorBeforeTheStartTakesTheRoleAndBringsTheirManager(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		callum := h.add("Callum", h.mei, false)
		at := h.agreed()
		at = h.propose(h.noor, h.revise(at, func(in *internship.Propose) { in.Mentor = callum.Person }))
		if at.State != internship.Proposed || at.InForce != 1 {
			t.Errorf("%+v", at)
		}
		seats := h.signatures(h.noor, at.Internship)
		if seats[access.Mentor].Person != callum.Person || seats[access.MentorManager].Person != h.mei.Person {
			t.Errorf("%+v", seats)
		}
		if got := h.states(at.Internship); got != "signed open void open" {
			t.Error(got)
		}
		for _, former := range []access.Actor{h.ines, h.priya} {
			_, err := h.Find(t.Context(), former, at.Internship)
			expect(t, err, fault.NotFound)
		}
		at = h.approve(at, callum, h.mei, h.tomasz)
		if at.State != internship.Agreed || at.InForce != 2 {
			t.Errorf("%+v", at)
		}
	})
}

func TestAProposalOnOlderTermsTellsWhatChanged(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first := h.propose(h.noor, h.draft())
		h.propose(h.ines, h.revise(first, func(in *internship.Propose) { in.Start, in.WeekMinutes = "2026-09-14", 600 }))
		_, err := h.Propose(t.Context(), call.By(h.noor), h.revise(first, longer))
		expect(t, err, fault.Conflict, "Revision 2", "the start (now Mon 14 September 2026, was Mon 7 September 2026) and the hours a week (now 10 h, was 8 h)")
		if code := fault.Of(err).Code; code != "revision-superseded" {
			t.Error(code)
		}
		for _, base := range []int{-1, 0, 3} {
			_, err := h.Propose(t.Context(), call.By(h.noor), h.revise(internship.Standing{Internship: first.Internship, Revision: base}, longer))
			expect(t, err, fault.Conflict, "does not follow the newest")
		}
	})
}

func TestTheSameTermsAreNoRevision(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		_, err := h.Propose(t.Context(), call.By(h.ines), h.revise(at, func(in *internship.Propose) { in.Message = "Again." }))
		expect(t, err, fault.Conflict, "revision 1 already")
	})
}

func TestANewRevisionMakesSignaturesVoidAndKeepsThem(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		at = h.approve(at, h.ines)
		at = h.refuse(at, h.tomasz, "Six hours are enough.")
		at = h.propose(h.noor, h.revise(at, func(in *internship.Propose) { in.WeekMinutes, in.Message = 360, "As Tomasz asked." }))
		if at.State != internship.Proposed || at.Revision != 2 {
			t.Fatalf("%+v", at)
		}
		list, err := h.Revisions(t.Context(), h.noor, at.Internship)
		if err != nil || len(list) != 2 {
			t.Fatalf("%v %v", list, err)
		}
		states := func(r internship.Revision) (words []string) {
			for _, s := range r.Signatures {
				words = append(words, string(s.State))
			}
			return words
		}
		if diff := cmp.Diff([]string{"signed", "void", "open", "open"}, states(list[0])); diff != "" {
			t.Errorf("revision 2 (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"void", "void", "refused", "unanswered"}, states(list[1])); diff != "" {
			t.Errorf("revision 1 (-want +got):\n%s", diff)
		}
		if v := list[0].Signatures[1]; v.Revision != 1 || v.Person != h.ines.Person || v.Digest != list[1].Digest || !v.At.Equal(monday) {
			t.Errorf("the void signature is %+v", v)
		}
		if list[1].Signatures[2].Reason != "Six hours are enough." || list[0].Message != "As Tomasz asked." {
			t.Errorf("%+v", list)
		}
		if diff := cmp.Diff([]terms.Change{{Field: "hours", Old: "8 h", New: "6 h"}}, list[0].Changes); diff != "" || list[1].Changes != nil {
			t.Errorf("changes (-want +got):\n%s", diff)
		}
	})
}

func TestBeforeTheStartARevisionBringsAgreedBackToProposed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.agreed()
		at = h.propose(h.ines, h.revise(at, longer))
		if at.State != internship.Proposed || at.Revision != 2 || at.InForce != 1 {
			t.Errorf("%+v", at)
		}
		h.clock.set(time.Date(2026, 9, 20, 9, 0, 0, 0, time.UTC))
		h.turn(0) // what was agreed before does not start by itself
		at = h.approve(at, h.noor, h.tomasz, h.priya)
		if at.State != internship.Active || at.InForce != 2 {
			t.Errorf("%+v", at)
		}
		if diff := cmp.Diff([]string{"after 0 by " + string(h.priya.Person), "after 1 by " + string(h.priya.Person)}, h.agreements(at.Internship)); diff != "" {
			t.Errorf("agreements (-want +got):\n%s", diff)
		}
	})
}

func TestOnceActiveTheSignedRevisionHolds(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.active()
		at = h.propose(h.noor, h.revise(at, longer))
		if at.State != internship.Active || at.Revision != 2 || at.InForce != 1 {
			t.Fatalf("%+v", at)
		}
		inForce := func() (t internship.Terms) {
			h.read(func(tx *sqldb.Tx) (err error) { t, err = internship.TermsInForce(tx, at.Internship); return err })
			return t
		}
		at = h.approve(at, h.ines, h.priya)
		at = h.refuse(at, h.tomasz, "Four weeks are enough.")
		if at.State != internship.Active || at.InForce != 1 || inForce().Weeks != 4 {
			t.Errorf("%+v", at)
		}
		at = h.approve(at, h.tomasz)
		if at.State != internship.Active || at.InForce != 2 || inForce().Weeks != 5 {
			t.Errorf("%+v", at)
		}
		_, err := h.Propose(t.Context(), call.By(h.noor), h.revise(at, func(in *internship.Propose) { in.Weeks, in.Start = 6, "2026-09-14" }))
		expect(t, err, fault.Invalid, "It began on Mon 7 September, and that stays.")
		want := []string{
			"internship.explored", "internship.proposed", "sign-off.given", "sign-off.given", "sign-off.given", "internship.agreed", "internship.started",
			"internship.revised", "sign-off.given", "sign-off.given", "sign-off.refused", "sign-off.given", "internship.agreed",
		}
		if diff := cmp.Diff(want, h.events(at.Internship)); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

func TestANewVersionOfTheProgramNeedsInternAndMentorOnly(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.active()
		signed := h.termsOf(at.Internship, 1).Digest
		second := h.importPage(strings.ReplaceAll(page(4), "lamp", "lens"))
		adopt := func(in *internship.Propose) { in.ProgramVersion = second.Version }

		// With something else changed, the managers are asked again.
		at = h.propose(h.noor, h.revise(at, func(in *internship.Propose) { adopt(in); in.WeekMinutes = 540 }))
		if got := h.states(at.Internship); got != "signed void void void" {
			t.Error(got)
		}
		// What they signed is the revision in force, also behind another one.
		at = h.propose(h.noor, h.revise(at, adopt))
		if got := h.states(at.Internship); got != "signed void signed signed" {
			t.Error(got)
		}
		for _, role := range []access.Role{access.InternManager, access.MentorManager} {
			if s := h.signatures(h.noor, at.Internship)[role]; s.CarriedFrom != 1 || s.Digest != signed || !s.At.Equal(monday) {
				t.Errorf("carried over: %+v", s)
			}
		}
		at = h.approve(at, h.ines)
		if at.InForce != 3 || at.State != internship.Active {
			t.Errorf("%+v", at)
		}
	})
}

func TestACarriedSignatureCanBeTakenBackAndCarriedOn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.active()
		version := func(n int) func(*internship.Propose) {
			v := h.importPage(strings.ReplaceAll(page(4), "lamp", strings.Repeat("lens ", n))).Version
			return func(in *internship.Propose) { in.ProgramVersion = v }
		}
		at = h.propose(h.noor, h.revise(at, version(1)))
		at = h.propose(h.noor, h.revise(at, version(2)))
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; s.State != internship.SignatureSigned || s.CarriedFrom != 1 {
			t.Errorf("carried twice: %+v", s)
		}
		at = h.refuse(at, h.tomasz, "Not this page.")
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; s.State != internship.SignatureRefused || s.CarriedFrom != 0 || s.Revision != 3 {
			t.Errorf("taken back: %+v", s)
		}
		if at = h.approve(at, h.ines); at.InForce != 1 {
			t.Errorf("%+v", at)
		}
	})
}

func TestAVersionMustBeOneOfTheProgram(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		other, err := h.programs.Import(t.Context(), call.By(h.anton), importOf("# Sailing\n\n## Week 1\n\n1. Read\n"))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []id.ProgramVersion{other.Version, "01990000-0000-7000-8000-000000000001"} {
			in := h.draft()
			in.ProgramVersion = v
			_, err := h.Propose(t.Context(), call.By(h.noor), in)
			expect(t, err, fault.Invalid, "program_version:")
		}
	})
}

func TestAKeyRepeatsAProposalAndRefusesAnother(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		c := call.Call{Actor: h.noor, Key: "proposal-1"}
		first, err := h.Propose(t.Context(), c, h.draft())
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.Propose(t.Context(), c, h.draft())
		if err != nil || again != first {
			t.Errorf("%+v %v, want %+v", again, err, first)
		}
		in := h.draft()
		longer(&in)
		_, err = h.Propose(t.Context(), c, in)
		expect(t, err, fault.Conflict, "key")
		if len(h.events(first.Internship)) != 2 {
			t.Error(h.events(first.Internship))
		}
	})
}
