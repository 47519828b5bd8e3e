package internship_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/internship"
	"stint/internal/program"
)

func importOf(source string) program.Import { return program.Import{Source: source} }

func TestAllFourOnOneRevisionAgree(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		for _, c := range []struct {
			by   access.Actor
			want string
		}{
			{h.priya, "signed open open signed"},
			{h.ines, "signed signed open signed"},
		} {
			if at = h.approve(at, c.by); at.State != internship.Proposed || h.states(at.Internship) != c.want {
				t.Errorf("%+v %s, want %s", at, h.states(at.Internship), c.want)
			}
		}
		at = h.approve(at, h.tomasz)
		if at.State != internship.Agreed || at.InForce != 1 {
			t.Errorf("%+v", at)
		}
		x := h.find(at.Internship)
		if want := time.Date(2026, 9, 6, 22, 0, 0, 0, time.UTC); !x.StartsAt.Equal(want) || !x.TurnsAt.Equal(want) {
			t.Errorf("starts at %v, turns at %v, want %v", x.StartsAt, x.TurnsAt, want)
		}
		if diff := cmp.Diff([]string{"after 0 by " + string(h.tomasz.Person)}, h.agreements(at.Internship)); diff != "" {
			t.Errorf("agreements (-want +got):\n%s", diff)
		}
		want := []string{"internship.explored", "internship.proposed", "sign-off.given", "sign-off.given", "sign-off.given", "internship.agreed"}
		if diff := cmp.Diff(want, h.events(at.Internship)); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

func TestASignatureBindsToRevisionAndDigest(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first := h.propose(h.noor, h.draft())
		old := h.answer(first, internship.AnswerApprove)
		h.approve(first, h.ines)
		second := h.propose(h.noor, h.revise(first, func(in *internship.Propose) { in.Start = "2026-09-14" }))
		for name, c := range map[string]struct {
			revision int
			digest   string
			kind     fault.Kind
			words    string
		}{
			"an old revision":              {1, old.Digest, fault.Conflict, "Revision 2 has taken the place of revision 1. What changed: the start (now Mon 14 September 2026, was Mon 7 September 2026). Nothing has been signed."},
			"an old one with a new digest": {1, h.termsOf(first.Internship, 2).Digest, fault.Conflict, "Revision 2 has taken the place"},
			"the digest of the old one":    {2, old.Digest, fault.Conflict, "not those of revision 2"},
			"no digest":                    {2, "", fault.Conflict, "not those of revision 2"},
			"a revision to come":           {3, old.Digest, fault.Invalid, "no revision 3"},
			"revision 0":                   {0, old.Digest, fault.Invalid, "no revision 0"},
		} {
			for _, answer := range []string{internship.AnswerApprove, internship.AnswerRefuse} {
				for _, by := range []access.Actor{h.tomasz, h.ines} { // one who has not signed, and one who signed revision 1
					_, err := h.SignOff(t.Context(), call.By(by), internship.SignOff{
						Internship: first.Internship, Revision: c.revision, Digest: c.digest, Answer: answer, Reason: "No.",
					})
					t.Run(name, func(t *testing.T) { expect(t, err, c.kind, c.words) })
				}
			}
		}
		if got := h.states(second.Internship); got != "signed void open open" {
			t.Error(got)
		}
	})
}

func TestWhoMaySign(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		in := h.answer(at, internship.AnswerApprove)
		for name, c := range map[string]struct {
			by   access.Actor
			want fault.Kind
		}{
			"the coordinator":    {h.wanda, fault.Forbidden},
			"somebody else":      {h.mei, fault.NotFound},
			"the administrator":  {h.anton, fault.NotFound},
			"nobody":             {access.Actor{}, fault.Unauthenticated},
			"Stint":              {access.System(access.ViaJob), fault.Forbidden},
			"a token that reads": {access.Actor{Person: h.ines.Person, Scope: access.ScopeRead, Via: access.ViaAPI}, fault.Forbidden},
		} {
			if _, err := h.SignOff(t.Context(), call.By(c.by), in); !fault.Is(err, c.want) {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
		in.Internship = "01990000-0000-7000-8000-000000000001"
		_, err := h.SignOff(t.Context(), call.By(h.ines), in)
		expect(t, err, fault.NotFound)
	})
}

func TestARefusalNeedsAReasonAndGoesBackToTheIntern(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		in := h.answer(at, internship.AnswerRefuse)
		for _, reason := range []string{"", " \n ", strings.Repeat("x", 4001), "a\x00b", "\xff"} {
			in.Reason = reason
			_, err := h.SignOff(t.Context(), call.By(h.tomasz), in)
			expect(t, err, fault.Invalid, "reason:")
		}
		in.Answer = "perhaps"
		_, err := h.SignOff(t.Context(), call.By(h.tomasz), in)
		expect(t, err, fault.Invalid, "answer:")
		at = h.refuse(at, h.tomasz, "Not before October.")
		if at.State != internship.Proposed {
			t.Errorf("%+v", at)
		}
		owed, err := h.Waiting(t.Context(), h.noor)
		if err != nil || len(owed) != 1 || owed[0].Kind != internship.WaitRefused || len(owed[0].Refusals) != 1 || owed[0].Refusals[0].Reason != "Not before October." {
			t.Errorf("%+v %v", owed, err)
		}
		// Nobody else's signature makes it agreed.
		if at = h.approve(at, h.ines, h.priya); at.State != internship.Proposed {
			t.Errorf("%+v", at)
		}
	})
}

func TestTheReasonOfARefusalIsForInternAndRefuser(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		at = h.refuse(at, h.tomasz, "Marigold")
		at = h.refuse(at, h.priya, "Spruce")
		for name, c := range map[string]struct {
			by          access.Actor
			ours, other string
		}{
			"the intern":           {h.noor, "Marigold", "Spruce"},
			"the mentor":           {h.ines, "", ""},
			"the intern's manager": {h.tomasz, "Marigold", ""},
			"the mentor's manager": {h.priya, "", "Spruce"},
			"the coordinator":      {h.wanda, "", ""},
		} {
			seen := h.signatures(c.by, at.Internship)
			if ours, other := seen[access.InternManager].Reason, seen[access.MentorManager].Reason; ours != c.ours || other != c.other {
				t.Errorf("%s reads %q and %q", name, ours, other)
			}
			l, err := h.List(t.Context(), c.by, internship.Query{})
			owed, err2 := h.Waiting(t.Context(), c.by)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if text := fmt.Sprintf("%+v %+v", l, owed); name != "the intern" && (strings.Contains(text, "Marigold") || strings.Contains(text, "Spruce")) {
				t.Errorf("%s finds a reason in a list", name)
			}
		}
		for _, stranger := range []access.Actor{h.mei, h.anton} {
			_, err := h.Revisions(t.Context(), stranger, at.Internship)
			expect(t, err, fault.NotFound)
		}
	})
}

func TestAnAnswerCanBeChangedUntilItIsAgreed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		at = h.approve(at, h.ines, h.tomasz)
		at = h.refuse(at, h.tomasz, "On second thoughts.")
		at = h.refuse(at, h.tomasz, "On third thoughts.")
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; s.State != internship.SignatureRefused || s.Reason != "On third thoughts." {
			t.Errorf("%+v", s)
		}
		if at = h.approve(at, h.priya); at.State != internship.Proposed {
			t.Errorf("%+v", at)
		}
		at = h.approve(at, h.tomasz)
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; at.State != internship.Agreed || s.Reason != "" {
			t.Errorf("%+v %+v", at, s)
		}
		in := h.answer(at, internship.AnswerRefuse)
		in.Reason = "Too late."
		_, err := h.SignOff(t.Context(), call.By(h.tomasz), in)
		expect(t, err, fault.Conflict, "agreed")
		again := h.approve(at, h.tomasz) // a second click changes nothing
		if again != at || len(h.agreements(at.Internship)) != 1 {
			t.Errorf("%+v %v", again, h.agreements(at.Internship))
		}
		want := []string{
			"internship.explored", "internship.proposed", "sign-off.given", "sign-off.given", "sign-off.refused", "sign-off.refused",
			"sign-off.given", "sign-off.given", "internship.agreed",
		}
		if diff := cmp.Diff(want, h.events(at.Internship)); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

func TestNobodyRefusesWhatTheyProposed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		in := h.answer(at, internship.AnswerRefuse)
		in.Reason = "Oh."
		_, err := h.SignOff(t.Context(), call.By(h.noor), in)
		expect(t, err, fault.Conflict, "You proposed")
	})
}

func TestOneManagerForBothSignsOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.ines, h.tomasz)
		at := h.propose(h.noor, h.draft())
		at = h.approve(at, h.tomasz)
		ours, theirs := h.signatures(h.noor, at.Internship)[access.InternManager], h.signatures(h.noor, at.Internship)[access.MentorManager]
		if !ours.Both || !theirs.Both || ours.State != internship.SignatureSigned || theirs.State != internship.SignatureSigned || !ours.At.Equal(theirs.At) {
			t.Errorf("%+v\n%+v", ours, theirs)
		}
		if at = h.approve(at, h.ines); at.State != internship.Agreed {
			t.Errorf("%+v", at)
		}
		want := []string{"internship.explored", "internship.proposed", "sign-off.given", "sign-off.given", "internship.agreed"}
		if diff := cmp.Diff(want, h.events(at.Internship)); diff != "" {
			t.Errorf("one signature is one event (-want +got):\n%s", diff)
		}
	})
}

func TestACoordinatorRecordsAnApproval(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		record := func(by access.Actor, role access.Role, evidence string) (internship.Standing, error) {
			return h.RecordApproval(t.Context(), call.By(by), internship.RecordApproval{
				Internship: at.Internship, Revision: at.Revision, Digest: h.termsOf(at.Internship, at.Revision).Digest, Role: role, Evidence: evidence,
			})
		}
		const link = "https://chat.example.com/p/17"
		for name, c := range map[string]struct {
			by   access.Actor
			want fault.Kind
		}{
			"the intern":        {h.noor, fault.Forbidden},
			"the mentor":        {h.ines, fault.Forbidden},
			"a manager":         {h.tomasz, fault.Forbidden},
			"the administrator": {h.anton, fault.NotFound},
			"Stint":             {access.System(access.ViaCLI), fault.Forbidden},
		} {
			if _, err := record(c.by, access.InternManager, link); !fault.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, evidence := range []string{"", "javascript:alert(1)"} {
			_, err := record(h.wanda, access.InternManager, evidence)
			expect(t, err, fault.Invalid, "evidence:")
		}
		_, err := record(h.wanda, access.Coordinator, link)
		expect(t, err, fault.Invalid, "role:")

		if at, err = record(h.wanda, access.InternManager, link); err != nil {
			t.Fatal(err)
		}
		s := h.signatures(h.priya, at.Internship)[access.InternManager]
		if s.State != internship.SignatureSigned || s.Person != h.tomasz.Person || s.RecordedBy != h.wanda.Person || s.Evidence != link {
			t.Errorf("%+v", s)
		}
		_, err = record(h.wanda, access.InternManager, link)
		expect(t, err, fault.Conflict, "already")
		at = h.refuse(at, h.priya, "No.")
		_, err = record(h.wanda, access.MentorManager, link)
		expect(t, err, fault.Conflict, "refused")
		at = h.approve(at, h.priya)
		if at, err = record(h.wanda, access.Mentor, "She said so in the call of Monday."); err != nil || at.State != internship.Agreed {
			t.Errorf("%+v %v", at, err)
		}
		if got := strings.Count(strings.Join(h.events(at.Internship), " "), "approval.recorded"); got != 2 {
			t.Errorf("%d approvals are recorded", got)
		}
	})
}

func TestARecordedApprovalOfOneManagerForBothCountsForBothAndCanBeTakenOver(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.ines, h.tomasz)
		at := h.propose(h.noor, h.draft())
		in := internship.RecordApproval{Internship: at.Internship, Revision: 1, Digest: h.termsOf(at.Internship, 1).Digest, Role: access.MentorManager, Evidence: "In chat."}
		if _, err := h.RecordApproval(t.Context(), call.By(h.wanda), in); err != nil {
			t.Fatal(err)
		}
		if got := h.states(at.Internship); got != "signed open signed signed" {
			t.Error(got)
		}
		at = h.approve(at, h.tomasz) // by his own hand now
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; s.RecordedBy != "" || s.Evidence != "" {
			t.Errorf("%+v", s)
		}
		at = h.refuse(at, h.tomasz, "I never said that.")
		if got := h.states(at.Internship); got != "signed open refused refused" {
			t.Error(got)
		}
	})
}

func TestACoordinatorWhoIsAPartyHasOnlyThatPartysRights(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.noor, h.wanda)
		at := h.propose(h.noor, h.draft())
		digest := h.termsOf(at.Internship, 1).Digest
		_, err := h.RecordApproval(t.Context(), call.By(h.wanda), internship.RecordApproval{
			Internship: at.Internship, Revision: 1, Digest: digest, Role: access.MentorManager, Evidence: "In chat.",
		})
		expect(t, err, fault.Forbidden)
		_, err = h.NameStandIn(t.Context(), call.By(h.wanda), internship.NameStandIn{Internship: at.Internship, Role: access.MentorManager, Person: h.mei.Person})
		expect(t, err, fault.Forbidden)
		_, err = h.End(t.Context(), call.By(h.wanda), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "No."})
		expect(t, err, fault.Forbidden)
		at = h.approve(at, h.wanda)
		if got := h.states(at.Internship); got != "signed open signed open" {
			t.Error(got)
		}
	})
}

func TestAKeyRepeatsASignatureAndRefusesAnother(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		c := call.Call{Actor: h.ines, Key: "click-1"}
		in := h.answer(at, internship.AnswerRefuse)
		in.Reason = "Too long."
		first, err := h.SignOff(t.Context(), c, in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.SignOff(t.Context(), c, in)
		if err != nil || again != first {
			t.Errorf("%+v %v", again, err)
		}
		in.Answer = internship.AnswerApprove
		_, err = h.SignOff(t.Context(), c, in)
		expect(t, err, fault.Conflict, "key")
		if got := strings.Count(strings.Join(h.events(at.Internship), " "), "sign-off"); got != 1 {
			t.Errorf("%d answers", got)
		}
	})
}

// Two or more who sign at once must come to one agreement: without the lock on
// the internship each would see only three signatures, or both would see four.
func TestSignersAtOnceAgreeOnce(t *testing.T) {
	const rounds = 25
	each(t, func(t *testing.T, h *house) {
		for round := range rounds {
			at := h.propose(h.noor, h.draft())
			in := h.answer(at, internship.AnswerApprove)
			signers := []access.Actor{h.ines, h.tomasz, h.priya}
			if round%2 == 0 {
				h.approve(at, h.ines)
				signers = signers[1:]
			}
			results := make([]internship.Standing, 2*len(signers))
			var wait sync.WaitGroup
			for i := range results {
				wait.Go(func() {
					var err error
					// Each clicks twice.
					if results[i], err = h.SignOff(t.Context(), call.By(signers[i/2]), in); err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			if got := h.standing(at.Internship); got.State != internship.Agreed || got.InForce != 1 {
				t.Fatalf("round %d: %+v", round, got)
			}
			agreed := strings.Count(strings.Join(h.events(at.Internship), " "), "internship.agreed")
			if hooks := len(h.agreements(at.Internship)); agreed != 1 || hooks != 1 {
				t.Fatalf("round %d: agreed %d times, hook called %d times", round, agreed, hooks)
			}
			if _, err := h.End(t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "Next round."}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// A signature and a revision at once: either the signature counts and the
// revision makes it void, or it comes too late and is refused.
func TestASignatureAndARevisionAtOnce(t *testing.T) {
	const rounds = 15
	each(t, func(t *testing.T, h *house) {
		for round := range rounds {
			at := h.propose(h.noor, h.draft())
			h.approve(at, h.ines, h.tomasz)
			in := h.answer(at, internship.AnswerApprove)
			revision := h.revise(at, longer)
			var signed, revised error
			var wait sync.WaitGroup
			wait.Go(func() { _, signed = h.SignOff(t.Context(), call.By(h.priya), in) })
			wait.Go(func() { _, revised = h.Propose(t.Context(), call.By(h.ines), revision) })
			wait.Wait()
			got := h.standing(at.Internship)
			want := internship.Standing{Internship: at.Internship, State: internship.Proposed, Revision: 2}
			if signed == nil {
				want.InForce = 1 // it was agreed for a moment
			} else {
				expect(t, signed, fault.Conflict, "Revision 2 has taken the place")
			}
			if revised != nil || got != want {
				t.Fatalf("round %d: %+v, signed: %v, revised: %v", round, got, signed, revised)
			}
			if _, err := h.End(t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "Next round."}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
