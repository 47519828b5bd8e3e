package internship_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/delegation"
	"stint/internal/sqldb"
)

// away has a manager name somebody for the ten days from today on.
func (h *house) away(manager, delegate access.Actor) delegation.Delegation {
	h.t.Helper()
	d, err := h.delegations.Name(h.t.Context(), call.By(manager), delegation.Name{Delegate: delegate.Person, From: "2026-08-10", To: "2026-08-19"})
	if err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
	return d
}

// sees reports whether somebody sees the terms of an internship, and whether
// they see the internship.
func (h *house) sees(who access.Actor, x id.Internship) (terms, whole bool) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		_, err := internship.Revisions(tx, who, x)
		if terms = err == nil; err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		_, err = internship.Find(tx, who, x)
		if whole = err == nil; err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		return nil
	})
	return terms, whole
}

func TestADelegateSignsForAManagerAndSeesNothingElse(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.away(h.tomasz, h.mei)
		at := h.approve(h.propose(h.noor, h.draft()), h.ines, h.priya)
		if terms, whole := h.sees(h.mei, at.Internship); !terms || whole {
			t.Errorf("while it waits the delegate sees the terms %v, the internship %v", terms, whole)
		}
		h.read(func(tx *sqldb.Tx) error {
			waits, err := internship.Waiting(tx, h.mei)
			if len(waits) != 1 || waits[0].For.ID != h.tomasz.Person || !slices.Equal(waits[0].Roles, []access.Role{access.InternManager}) {
				t.Errorf("the delegate owes %+v", waits)
			}
			return err
		})
		if at = h.approve(at, h.mei); at.State != internship.Agreed {
			t.Fatalf("with the delegate's signature it is %s", at.State)
		}
		if g := h.signatures(h.noor, at.Internship)[access.InternManager]; g.Person != h.tomasz.Person || g.Delegate != h.mei.Person || g.State != internship.SignatureSigned {
			t.Errorf("the signature is %+v", g)
		}
		if terms, whole := h.sees(h.mei, at.Internship); terms || whole {
			t.Error("the delegate sees it after it is agreed")
		}
		if notes := h.agreements(at.Internship); len(notes) != 1 {
			t.Errorf("agreed %d times", len(notes))
		}
	})
}

func TestADelegatesRefusalIsForInternManagerAndDelegate(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.away(h.tomasz, h.mei)
		at := h.refuse(h.propose(h.noor, h.draft()), h.mei, "Not in September.")
		for _, c := range []struct {
			who  access.Actor
			want string
		}{{h.noor, "Not in September."}, {h.tomasz, "Not in September."}, {h.mei, "Not in September."}, {h.ines, ""}, {h.priya, ""}} {
			if got := h.signatures(c.who, at.Internship)[access.InternManager].Reason; got != c.want {
				t.Errorf("a reader finds the reason %q, want %q", got, c.want)
			}
		}
		at = h.approve(at, h.mei) // changed their mind, as a party may
		at = h.refuse(at, h.tomasz, "I say no after all.")
		if g := h.signatures(h.noor, at.Internship)[access.InternManager]; g.State != internship.SignatureRefused || g.Delegate != "" {
			t.Errorf("the manager's own answer is %+v", g)
		}
		_, err := h.SignOff(t.Context(), call.By(h.mei), h.answer(at, internship.AnswerApprove))
		expect(t, err, fault.Conflict, "without you")
	})
}

func TestWhoActsForWhom(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		// One delegate of two managers answers for one of them only.
		h.away(h.tomasz, h.mei)
		h.away(h.priya, h.mei)
		at := h.approve(h.propose(h.noor, h.draft()), h.ines, h.mei)
		if got := h.states(at.Internship); got != "signed signed signed open" {
			t.Errorf("after the delegate of both: %s", got)
		}
		at = h.approve(at, h.mei)
		if got := h.states(at.Internship); got != "signed signed signed open" {
			t.Errorf("after the delegate of both signed again: %s", got)
		}
		if at = h.approve(at, h.priya); at.State != internship.Agreed {
			t.Errorf("with the manager's own signature it is %s", at.State)
		}

		// A manager who is the other's delegate signs for their own side only.
		h.recast()
		h.away(h.tomasz, h.priya)
		at = h.approve(h.propose(h.noor, h.draft()), h.ines, h.priya)
		if got := h.states(at.Internship); got != "signed signed open signed" {
			t.Errorf("after one manager who is the other's delegate: %s", got)
		}

		// The delegate of a manager of both signs once for both.
		h.recast()
		h.manages(h.ines, h.tomasz)
		h.away(h.tomasz, h.mei)
		if at = h.approve(h.propose(h.noor, h.draft()), h.ines, h.mei); at.State != internship.Agreed {
			t.Errorf("with the signature of the delegate of both it is %s", at.State)
		}
	})
}

func TestADelegationEnds(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.away(h.tomasz, h.mei)
		at := h.propose(h.noor, h.draft())
		sees := func(when string, want bool) {
			t.Helper()
			if terms, _ := h.sees(h.mei, at.Internship); terms != want {
				t.Errorf("%s the delegate sees the terms: %v", when, terms)
			}
		}
		h.clock.set(time.Date(2026, 8, 19, 21, 59, 0, 0, time.UTC)) // 23:59 in Amsterdam
		sees("on the last day", true)
		h.clock.set(time.Date(2026, 8, 19, 22, 0, 0, 0, time.UTC))
		sees("after the last day", false)
		h.clock.set(monday.Add(time.Hour))
		if _, err := h.delegations.End(t.Context(), call.By(h.ines), d.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger ends it: %v", err)
		}
		for range 2 { // a second click changes nothing
			ended, err := h.delegations.End(t.Context(), call.By(h.mei), d.ID)
			if err != nil || ended.EndedBy != h.mei.Person {
				t.Errorf("ended by %q: %v", ended.EndedBy, err)
			}
		}
		sees("after the delegate gave it back", false)
		h.away(h.tomasz, h.mei)
		sees("named again", true)
		h.deactivate(h.mei)
		sees("after they left", false)
		var l delegation.Listing
		h.read(func(tx *sqldb.Tx) (err error) { l, err = delegation.List(tx, h.tomasz, delegation.Page{}); return err })
		if len(l.Delegations) != 2 || l.Delegations[0].State(h.clock.Now()) != delegation.Ended || l.Delegations[0].EndedBy != "" {
			t.Errorf("the manager finds %+v", l.Delegations)
		}
	})
}

func TestRulesOfNaming(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		gone := h.add("Gone", access.Actor{}, false)
		h.deactivate(gone)
		h.propose(h.noor, h.draft())
		for name, c := range map[string]struct {
			by   access.Actor
			in   delegation.Name
			kind fault.Kind
			says string
		}{
			"themself":             {h.tomasz, delegation.Name{Delegate: h.tomasz.Person, From: "2026-08-10", To: "2026-08-11"}, fault.Invalid, "for yourself already"},
			"somebody who left":    {h.tomasz, delegation.Name{Delegate: gone.Person, From: "2026-08-10", To: "2026-08-11"}, fault.Invalid, "who is active"},
			"nobody":               {h.tomasz, delegation.Name{From: "2026-08-10", To: "2026-08-11"}, fault.Invalid, "who is active"},
			"the intern":           {h.tomasz, delegation.Name{Delegate: h.noor.Person, From: "2026-08-10", To: "2026-08-11"}, fault.Invalid, "nobody signs for two sides"},
			"the mentor":           {h.tomasz, delegation.Name{Delegate: h.ines.Person, From: "2026-08-10", To: "2026-08-11"}, fault.Invalid, "nobody signs for two sides"},
			"the other manager":    {h.tomasz, delegation.Name{Delegate: h.priya.Person, From: "2026-08-10", To: "2026-08-11"}, fault.Invalid, "nobody signs for two sides"},
			"yesterday":            {h.tomasz, delegation.Name{Delegate: h.mei.Person, From: "2026-08-09", To: "2026-08-11"}, fault.Invalid, "before today"},
			"backwards":            {h.tomasz, delegation.Name{Delegate: h.mei.Person, From: "2026-08-12", To: "2026-08-11"}, fault.Invalid, "before it begins"},
			"93 days":              {h.tomasz, delegation.Name{Delegate: h.mei.Person, From: "2026-08-10", To: "2026-11-10"}, fault.Invalid, "at most 92 days"},
			"no days":              {h.tomasz, delegation.Name{Delegate: h.mei.Person}, fault.Invalid, "first day"},
			"by nobody's manager":  {h.mei, delegation.Name{Delegate: h.wanda.Person, From: "2026-08-10", To: "2026-08-11"}, fault.Forbidden, "manages somebody"},
			"by nobody":            {access.Actor{Via: access.ViaPage}, delegation.Name{Delegate: h.mei.Person, From: "2026-08-10", To: "2026-08-11"}, fault.Unauthenticated, "sign in"},
			"one that may be read": {h.tomasz, delegation.Name{Delegate: "x", From: "2026-08-10", To: "soon"}, fault.Invalid, "last day"},
		} {
			_, err := h.delegations.Name(ctx, call.By(c.by), c.in)
			if !fault.Is(err, c.kind) {
				t.Errorf("%s: %v", name, err)
				continue
			}
			text := err.Error()
			for _, f := range fault.Of(err).Fields {
				text += " " + f.Message
			}
			if !strings.Contains(text, c.says) {
				t.Errorf("%s: %q does not say %q", name, text, c.says)
			}
		}
		if _, err := h.delegations.Name(ctx, call.By(h.tomasz), delegation.Name{Delegate: h.mei.Person, From: "2026-08-10", To: "2026-11-09"}); err != nil {
			t.Errorf("92 days: %v", err)
		}
	})
}

func TestTwoDelegationsAtOnceAreOne(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		others := []access.Actor{h.mei, h.wanda}
		errs := atOnce(len(others), func(i int) error {
			_, err := h.delegations.Name(t.Context(), call.By(h.tomasz), delegation.Name{Delegate: others[i].Person, From: "2026-08-12", To: "2026-08-14"})
			return err
		})
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else {
				expect(t, err, fault.Conflict, "already")
			}
		}
		if won != 1 {
			t.Errorf("%d of two overlapping delegations were made", won)
		}
	})
}

func TestDelegateAndManagerAtOnceAgreeOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 10 {
			h.recast()
			h.away(h.tomasz, h.mei)
			at := h.approve(h.propose(h.noor, h.draft()), h.ines, h.priya)
			in := h.answer(at, internship.AnswerApprove)
			signers := []access.Actor{h.tomasz, h.mei, h.mei, h.tomasz}
			for i, err := range atOnce(len(signers), func(i int) error {
				_, err := h.SignOff(t.Context(), call.By(signers[i]), in)
				return err
			}) {
				if err != nil && !fault.Is(err, fault.Conflict) {
					t.Errorf("signer %d: %v", i, err)
				}
			}
			if now := h.standing(at.Internship); now.State != internship.Agreed || len(h.agreements(at.Internship)) != 1 {
				t.Errorf("it is %s, agreed %d times", now.State, len(h.agreements(at.Internship)))
			}
			if d := h.lasting(h.tomasz); len(d) == 1 {
				if _, err := h.delegations.End(t.Context(), call.By(h.tomasz), d[0].ID); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

// lasting are somebody's delegations that are on.
func (h *house) lasting(who access.Actor) (list []delegation.Delegation) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		l, err := delegation.List(tx, who, delegation.Page{})
		for _, d := range l.Delegations {
			if d.State(tx.Now()) == delegation.On {
				list = append(list, d)
			}
		}
		return err
	})
	return list
}

// atOnce runs something several times at once and returns the errors.
func atOnce(n int, do func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var done sync.WaitGroup
	for i := range n {
		done.Go(func() {
			<-start
			errs[i] = do(i)
		})
	}
	close(start)
	done.Wait()
	return errs
}

func delegationFrom(from, to string, delegate access.Actor) delegation.Name {
	return delegation.Name{Delegate: delegate.Person, From: from, To: to}
}
