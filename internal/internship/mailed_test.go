package internship_test

import (
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/mailed"
	"stint/internal/sqldb"
)

// invite makes a link as the delivery of a mail does; it is zero where the
// person owes nothing.
func (h *house) invite(who access.Actor, of id.Internship) account.Secret {
	h.t.Helper()
	var secret account.Secret
	if err := h.db.Write(h.t.Context(), func(tx *sqldb.Tx) (err error) {
		secret, err = mailed.Invite(tx, who.Person, of)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return secret
}

func (h *house) press(secret, answer, reason string) (mailed.Given, error) {
	nobody := call.By(access.Actor{Via: access.ViaPage})
	return mailed.New(h.db, h.Service).Answer(h.t.Context(), nobody, mailed.Answer{Secret: secret, Answer: answer, Reason: reason})
}

func TestAMailedLinkAnswersOnceAsItsPerson(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		if !h.invite(h.noor, at.Internship).IsZero() || !h.invite(h.mei, at.Internship).IsZero() {
			t.Error("somebody who owes nothing gets a link")
		}
		secret := h.invite(h.tomasz, at.Internship).Reveal()
		for range 3 { // opening changes nothing
			h.read(func(tx *sqldb.Tx) error {
				l, err := mailed.Find(tx, secret)
				if l.Person != h.tomasz.Person || l.Revision != 1 || !l.UsedAt.IsZero() {
					t.Errorf("the link is %+v", l)
				}
				return err
			})
		}
		if got := h.states(at.Internship); got != "signed open open open" {
			t.Fatalf("after opening it: %s", got)
		}
		if _, err := h.press(secret, internship.AnswerRefuse, " "); !fault.Is(err, fault.Invalid) {
			t.Errorf("a refusal without a reason: %v", err)
		}
		given, err := h.press(secret, internship.AnswerApprove, "")
		if err != nil || given.Person != h.tomasz.Person {
			t.Fatalf("pressed: %+v, %v", given, err)
		}
		if got := h.states(at.Internship); got != "signed open signed open" {
			t.Errorf("after pressing it: %s", got)
		}
		_, err = h.press(secret, internship.AnswerRefuse, "After all.")
		expect(t, err, fault.Conflict, "used before")
		refused := h.invite(h.ines, at.Internship).Reveal()
		if _, err := h.press(refused, internship.AnswerRefuse, "In October."); err != nil {
			t.Error(err)
		}
		if got := h.signatures(h.noor, at.Internship)[access.Mentor]; got.Reason != "In October." {
			t.Errorf("the intern finds %+v", got)
		}
		h.read(func(tx *sqldb.Tx) error {
			stored, err := sqldb.Count(tx, "SELECT count(*) FROM sign_off_link WHERE secret = ?", secret)
			if stored != 0 {
				t.Error("the secret itself is kept")
			}
			return err
		})
	})
}

func TestDeadLinksAreAllTheSame(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.propose(h.noor, h.draft())
		old, left := h.invite(h.tomasz, at.Internship).Reveal(), h.invite(h.priya, at.Internship).Reveal()
		h.deactivate(h.priya)
		void := h.invite(h.ines, at.Internship).Reveal()
		h.propose(h.noor, h.revise(at, longer))
		_, err := h.press(void, internship.AnswerApprove, "")
		if fault.Of(err).Code != "link-void" {
			t.Errorf("a link to older terms: %v", err)
		}
		expect(t, err, fault.Conflict, "Sign in to see what changed")
		h.clock.set(monday.Add(mailed.TTL + time.Second))
		var texts []string
		for name, secret := range map[string]string{"too old": old, "of somebody who left": left, "unknown": account.NewSecret().Reveal(), "of no form": "x", "empty": ""} {
			_, err := h.press(secret, internship.AnswerApprove, "")
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
				continue
			}
			texts = append(texts, err.Error())
		}
		for _, text := range texts {
			if text != texts[0] {
				t.Errorf("dead links differ: %q and %q", text, texts[0])
			}
		}
	})
}

func TestAButtonPressedTwiceAtOnceAndBesideThePage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 10 {
			h.recast()
			at := h.approve(h.propose(h.noor, h.draft()), h.ines, h.priya)
			first, second := h.invite(h.tomasz, at.Internship).Reveal(), h.invite(h.tomasz, at.Internship).Reveal()
			in := h.answer(at, internship.AnswerApprove)
			errs := atOnce(4, func(i int) (err error) {
				switch i {
				case 0, 1:
					_, err = h.press(first, internship.AnswerApprove, "")
				case 2:
					_, err = h.press(second, internship.AnswerApprove, "")
				default:
					_, err = h.SignOff(t.Context(), call.By(h.tomasz), in)
				}
				return err
			})
			for i, err := range errs {
				if err != nil && !fault.Is(err, fault.Conflict) {
					t.Errorf("%d: %v", i, err)
				}
			}
			if errs[0] == nil && errs[1] == nil {
				t.Error("one link answered twice")
			}
			if now := h.standing(at.Internship); now.State != internship.Agreed || len(h.agreements(at.Internship)) != 1 {
				t.Errorf("it is %s, agreed %d times", now.State, len(h.agreements(at.Internship)))
			}
		}
	})
}

func TestALinkOfADelegate(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.away(h.tomasz, h.mei)
		at := h.approve(h.propose(h.noor, h.draft()), h.ines)
		ended, good := h.invite(h.mei, at.Internship).Reveal(), h.invite(h.mei, at.Internship).Reveal()
		if _, err := h.press(good, internship.AnswerApprove, ""); err != nil {
			t.Fatal(err)
		}
		if g := h.signatures(h.noor, at.Internship)[access.InternManager]; g.Delegate != h.mei.Person {
			t.Errorf("the signature is %+v", g)
		}
		if _, err := h.delegations.End(t.Context(), call.By(h.tomasz), d.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := h.press(ended, internship.AnswerRefuse, "No."); !fault.Is(err, fault.NotFound) {
			t.Errorf("after the delegation ended: %v", err)
		}
	})
}
