package internship_test

import (
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
)

func (h *house) standIn(at internship.Standing, role access.Role, who access.Actor) error {
	_, err := h.NameStandIn(h.t.Context(), call.By(h.wanda), internship.NameStandIn{Internship: at.Internship, Role: role, Person: who.Person})
	return err
}

func TestWhereNobodyCanSignForAManagerAStandInIsNeeded(t *testing.T) {
	cases := map[string]struct {
		arrange func(*house)
		want    string
	}{
		"an intern without a manager":   {func(h *house) { h.manages(h.noor, access.Actor{}) }, "signed open needs-stand-in open"},
		"the mentor manages the intern": {func(h *house) { h.manages(h.noor, h.ines) }, "signed open needs-stand-in open"},
		"the intern manages the mentor": {func(h *house) { h.manages(h.ines, h.noor) }, "signed open open needs-stand-in"},
		"a mentor without a manager":    {func(h *house) { h.manages(h.ines, access.Actor{}) }, "signed open open needs-stand-in"},
		"a manager who has left":        {func(h *house) { h.deactivate(h.tomasz) }, "signed open needs-stand-in open"},
		"neither of them has one":       {func(h *house) { h.manages(h.noor, access.Actor{}); h.manages(h.ines, access.Actor{}) }, "signed open needs-stand-in needs-stand-in"},
		"one who left after the proposal": {func(h *house) {
			h.propose(h.noor, h.draft())
			h.deactivate(h.priya)
		}, "signed open open needs-stand-in"},
	}
	each(t, func(t *testing.T, h *house) {
		for name, c := range cases {
			h.recast()
			c.arrange(h)
			var at internship.Standing
			if found, err := h.List(t.Context(), h.noor, internship.Query{}); err != nil {
				t.Fatal(err)
			} else if len(found.Internships) > 0 {
				at = h.standing(found.Internships[0].Internship.ID)
			} else {
				at = h.propose(h.noor, h.draft())
			}
			if got := h.states(at.Internship); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
	})
}

func TestAStandInSigns(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.noor, h.ines)
		at := h.propose(h.noor, h.draft())
		at = h.approve(at, h.ines, h.priya)
		if at.State != internship.Proposed { // the mentor's signature counts as the mentor's alone
			t.Fatalf("%+v", at)
		}
		owed, err := h.Waiting(t.Context(), h.wanda)
		if err != nil || len(owed) != 1 || owed[0].Kind != internship.WaitStandIn || len(owed[0].Roles) != 1 || owed[0].Roles[0] != access.InternManager {
			t.Errorf("%+v %v", owed, err)
		}
		expect(t, h.standIn(at, access.InternManager, h.noor), fault.Invalid, "person:", "Neither the intern nor the mentor")
		expect(t, h.standIn(at, access.InternManager, h.ines), fault.Invalid, "person:", "Neither the intern nor the mentor")
		expect(t, h.standIn(at, access.Mentor, h.mei), fault.Invalid, "role:")
		expect(t, h.standIn(at, access.MentorManager, h.mei), fault.Conflict, "The directory names Priya")
		expect(t, h.standIn(at, access.InternManager, access.Actor{Person: "01990000-0000-7000-8000-000000000001"}), fault.Invalid, "person:")
		_, err = h.RecordApproval(t.Context(), call.By(h.wanda), internship.RecordApproval{
			Internship: at.Internship, Revision: 1, Digest: h.termsOf(at.Internship, 1).Digest, Role: access.InternManager, Evidence: "In chat.",
		})
		expect(t, err, fault.Conflict, "Name a stand-in first")
		if err := h.standIn(at, access.InternManager, h.mei); err != nil {
			t.Fatal(err)
		}
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; s.State != internship.SignatureOpen || s.Person != h.mei.Person || !s.StandIn {
			t.Errorf("%+v", s)
		}
		at = h.approve(at, h.mei)
		if at.State != internship.Agreed {
			t.Errorf("%+v", at)
		}
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; !s.StandIn || s.State != internship.SignatureSigned {
			t.Errorf("%+v", s)
		}
	})
}

func TestWhoNamesAStandIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.noor, access.Actor{})
		at := h.propose(h.noor, h.draft())
		for name, c := range map[string]struct {
			by   access.Actor
			want fault.Kind
		}{
			"the intern":        {h.noor, fault.Forbidden},
			"the mentor":        {h.ines, fault.Forbidden},
			"a manager":         {h.priya, fault.Forbidden},
			"the administrator": {h.anton, fault.NotFound},
			"somebody else":     {h.mei, fault.NotFound},
		} {
			_, err := h.NameStandIn(t.Context(), call.By(c.by), internship.NameStandIn{Internship: at.Internship, Role: access.InternManager, Person: h.mei.Person})
			if !fault.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.End(t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "No."}); err != nil {
			t.Fatal(err)
		}
		expect(t, h.standIn(at, access.InternManager, h.mei), fault.Conflict, "ended")
	})
}

func TestAnotherStandInTakesOverWhatIsOpen(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.noor, access.Actor{})
		at := h.propose(h.noor, h.draft())
		for range 2 { // naming the same one again changes nothing
			if err := h.standIn(at, access.InternManager, h.mei); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.standIn(at, access.InternManager, h.anton); err != nil {
			t.Fatal(err)
		}
		_, err := h.SignOff(t.Context(), call.By(h.mei), h.answer(at, internship.AnswerApprove))
		expect(t, err, fault.NotFound)
		at = h.approve(at, h.anton, h.ines)
		// The mentor's manager stands in for the intern's too, who has signed: that signature stays.
		if err := h.standIn(at, access.InternManager, h.priya); err != nil {
			t.Fatal(err)
		}
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; s.Person != h.anton.Person || s.State != internship.SignatureSigned {
			t.Errorf("%+v", s)
		}
		if at = h.approve(at, h.priya); at.State != internship.Agreed {
			t.Errorf("%+v", at)
		}
	})
}

func TestAStandInWhoHasSignedForTheOtherSideCompletesIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.noor, access.Actor{})
		at := h.propose(h.noor, h.draft())
		h.approve(at, h.ines, h.priya)
		got, err := h.NameStandIn(t.Context(), call.By(h.wanda), internship.NameStandIn{Internship: at.Internship, Role: access.InternManager, Person: h.priya.Person})
		if err != nil || got.State != internship.Agreed {
			t.Errorf("%+v %v", got, err)
		}
		if s := h.signatures(h.noor, at.Internship)[access.InternManager]; !s.Both || s.Person != h.priya.Person {
			t.Errorf("%+v", s)
		}
		if len(h.agreements(at.Internship)) != 1 {
			t.Error(h.agreements(at.Internship))
		}
	})
}

func TestANewManagerTakesWhatIsOpenAndLeavesWhatIsSigned(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		at = h.approve(at, h.tomasz)
		h.manages(h.noor, h.mei)
		h.manages(h.ines, h.anton)
		seats := h.signatures(h.wanda, at.Internship)
		if s := seats[access.InternManager]; s.Person != h.tomasz.Person || s.State != internship.SignatureSigned {
			t.Errorf("what the old manager signed: %+v", s)
		}
		if s := seats[access.MentorManager]; s.Person != h.anton.Person || s.State != internship.SignatureOpen {
			t.Errorf("what is open: %+v", s)
		}
		for _, former := range []access.Actor{h.tomasz, h.priya} {
			_, err := h.Find(t.Context(), former, at.Internship)
			expect(t, err, fault.NotFound)
		}
		if _, err := h.Find(t.Context(), h.mei, at.Internship); err != nil {
			t.Error(err)
		}
		if at = h.approve(at, h.ines, h.anton); at.State != internship.Agreed {
			t.Errorf("%+v", at)
		}
		// On the next revision the new manager is asked.
		at = h.propose(h.noor, h.revise(at, longer))
		if s := h.signatures(h.wanda, at.Internship)[access.InternManager]; s.Person != h.mei.Person || s.State != internship.SignatureOpen {
			t.Errorf("%+v", s)
		}
	})
}

func TestChangesInTheDirectoryFillAndEmptyTheManagersRoles(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		holds := func(when, want string, who access.Actor) {
			t.Helper()
			s := h.signatures(h.wanda, at.Internship)[access.InternManager]
			if string(s.State) != want || s.Person != who.Person {
				t.Errorf("%s: %s %s, want %s %s", when, s.State, s.Person, want, who.Person)
			}
		}
		h.manages(h.noor, access.Actor{})
		holds("no manager", "needs-stand-in", access.Actor{})
		if err := h.standIn(at, access.InternManager, h.mei); err != nil {
			t.Fatal(err)
		}
		h.manages(h.noor, h.ines)
		holds("the mentor as manager, with a stand-in", "open", h.mei)
		h.manages(h.noor, h.anton)
		holds("a manager instead of the stand-in", "open", h.anton)
		h.manages(h.noor, h.ines)
		holds("the mentor as manager", "needs-stand-in", access.Actor{})
	})
}

func TestANewManagerOfBothHasSignedOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		at = h.approve(at, h.ines, h.priya)
		h.manages(h.noor, h.priya)
		if got := h.standing(at.Internship); got.State != internship.Agreed {
			t.Errorf("%+v %s", got, h.states(at.Internship))
		}
		if notes := h.agreements(at.Internship); len(notes) != 1 {
			t.Error(notes)
		}
	})
}

// What a former manager approved stays theirs, also where their successor
// signs for the other side.
func TestAFormerManagersApprovalStays(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		at = h.approve(at, h.tomasz)
		h.manages(h.noor, h.priya)
		at = h.approve(at, h.priya)
		seats := h.signatures(h.wanda, at.Internship)
		if ours, theirs := seats[access.InternManager], seats[access.MentorManager]; ours.Person != h.tomasz.Person || theirs.Person != h.priya.Person || ours.Both || theirs.Both {
			t.Errorf("%+v\n%+v", ours, theirs)
		}
		// As the manager of today she may still refuse it, for both.
		at = h.refuse(at, h.priya, "No.")
		if got := h.states(at.Internship); got != "signed open refused refused" {
			t.Error(got)
		}
	})
}

func TestARefusalOfOneSideDoesNotCountForTheOther(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		at = h.refuse(at, h.priya, "No.")
		h.manages(h.noor, h.priya)
		if got := h.states(at.Internship); got != "signed open open refused" {
			t.Error(got)
		}
	})
}

func TestAChangeInTheDirectoryLeavesInternshipsThatAreOver(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		if _, err := h.End(t.Context(), call.By(h.noor), internship.End{Internship: at.Internship, How: internship.HowWithdrawn, Reason: "No."}); err != nil {
			t.Fatal(err)
		}
		h.manages(h.noor, h.mei)
		_, err := h.Find(t.Context(), h.mei, at.Internship)
		expect(t, err, fault.NotFound)
		if _, err := h.Find(t.Context(), h.tomasz, at.Internship); err != nil {
			t.Error(err)
		}
	})
}

func TestAStandInWhoBecomesTheMentorLosesTheRole(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.manages(h.noor, access.Actor{})
		at := h.propose(h.noor, h.draft())
		if err := h.standIn(at, access.InternManager, h.mei); err != nil {
			t.Fatal(err)
		}
		at = h.propose(h.noor, h.revise(at, func(in *internship.Propose) { in.Mentor = h.mei.Person }))
		if got := h.states(at.Internship); got != "signed open needs-stand-in needs-stand-in" {
			t.Error(got)
		}
		if p := h.signatures(h.noor, at.Internship)[access.InternManager].Person; p != id.Person("") {
			t.Error(p)
		}
	})
}
