package matching_test

import (
	"slices"
	"strings"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/matching"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

func TestTheWayFromAskingToAConfirmedMentor(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		sent, err := h.ask(h.ines, h.kofi, h.mei)
		h.must(err)
		of := map[id.Person]id.Request{}
		for _, r := range sent {
			found, err := h.find(h.noor, r)
			h.must(err)
			of[found.Mentor] = r
		}
		ines, kofi, mei := of[h.ines.Person], of[h.kofi.Person], of[h.mei.Person]
		h.must(h.accept(h.ines, ines))
		h.must(h.accept(h.ines, ines)) // a second click
		h.must(h.accept(h.kofi, kofi)) // both stand
		if h.state(ines) != matching.Accepted || h.state(kofi) != matching.Accepted || h.held(h.ines) != 1 {
			t.Fatal("two acceptances do not stand")
		}
		h.must(h.confirm(kofi))
		h.must(h.confirm(kofi))
		if a, b, c := h.state(ines), h.state(kofi), h.state(mei); a != matching.Closed || b != matching.Confirmed || c != matching.Closed {
			t.Fatalf("%s %s %s", a, b, c)
		}
		if h.held(h.ines) != 0 || h.held(h.kofi) != 1 {
			t.Error("the wrong places are held")
		}
		if _, err := h.ask(h.mei); !fault.Is(err, fault.Conflict) {
			t.Errorf("asking goes on: %v", err)
		}
		expect(t, h.confirm(ines), fault.Conflict, "another mentor")
		want := []string{"internship.explored", "request.sent", "request.sent", "request.sent", "request.accepted", "request.accepted", "request.confirmed", "request.closed", "request.closed"}
		if got := h.events(); !slices.Equal(got, want) {
			t.Errorf("%v", got)
		}
	})
}

func TestWhomNobodyCanAsk(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_, err := h.ask(h.noor)
		expect(t, err, fault.Invalid, "their own mentor")
		_, err = h.ask(h.tomasz)
		expect(t, err, fault.Invalid, "is your manager")
		_, err = h.ask(h.yuki)
		expect(t, err, fault.Invalid, "not open to mentoring")
		_, err = h.ask(h.ines, h.yuki)
		expect(t, err, fault.Invalid, "Yuki")
		_, err = h.ask()
		expect(t, err, fault.Invalid, "Choose whom to ask")
		_, err = h.ask(access.Actor{Person: "00000000-0000-7000-8000-000000000000"})
		expect(t, err, fault.Invalid, "nobody like that")
		if got := h.events(); len(got) != 1 {
			t.Fatalf("something was sent: %v", got)
		}
		h.asked(h.ines)
		_, err = h.ask(h.ines)
		expect(t, err, fault.Invalid, "You asked Ines on Mon 5 October already")
		_, err = h.people.Deactivate(t.Context(), call.By(h.anton), h.mei.Person)
		h.must(err)
		_, err = h.ask(h.mei)
		expect(t, err, fault.Invalid, "no longer active")
		// Whoever leads somebody is no individual contributor any more.
		h.add("Report", h.kofi, false)
		_, err = h.ask(h.kofi)
		expect(t, err, fault.Invalid, "not open to mentoring")
		for _, text := range []string{"", "  ", "a\x00b", "a\xff", strings.Repeat("a", terms.MaxText+1)} {
			_, err := h.Ask(t.Context(), call.By(h.noor), matching.Ask{Internship: h.search, Mentors: []id.Person{h.ines.Person}, Message: text})
			expect(t, err, fault.Invalid, "message")
		}
	})
}

func TestOnlySoManyRequestsStand(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var mentors []access.Actor
		for range matching.MaxStanding + 1 {
			m := h.add("Mentor", h.priya, false)
			h.open(m, 1)
			mentors = append(mentors, m)
		}
		_, err := h.ask(mentors...)
		expect(t, err, fault.Invalid, "5 requests can stand")
		sent, err := h.ask(mentors[:5]...)
		h.must(err)
		_, err = h.ask(mentors[5])
		expect(t, err, fault.Invalid, "5 of yours do")
		h.must(h.withdraw(sent[0]))
		h.asked(mentors[5])
	})
}

func TestWhoDeclinedIsNotAskedAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := h.asked(h.ines)
		_, err := h.Decline(t.Context(), call.By(h.ines), matching.Decline{Request: r, Reason: " "})
		expect(t, err, fault.Invalid, "Say why")
		h.must(h.decline(h.ines, r))
		expect(t, h.decline(h.ines, r), fault.Conflict, "was declined")
		expect(t, h.accept(h.ines, r), fault.Conflict, "was declined")
		expect(t, h.withdraw(r), fault.Conflict, "was declined")
		_, err = h.ask(h.ines)
		expect(t, err, fault.Invalid, "declined on Mon 5 October")
		r = h.asked(h.kofi)
		h.must(h.withdraw(r))
		h.must(h.withdraw(r))
		expect(t, h.accept(h.kofi, r), fault.Conflict, "withdrawn")
		h.asked(h.kofi) // who was not asked after all may be asked again
	})
}

// Who was asked sees their own request, a coordinator sees that it is there and
// how it stands, and for all others it is not there.
func TestWhoSeesARequest(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := h.asked(h.ines)
		h.must(h.decline(h.ines, r))
		for name, a := range map[string]access.Actor{"intern": h.noor, "mentor": h.ines} {
			found, err := h.find(a, r)
			if err != nil || found.Message == "" || found.Reason == "" {
				t.Errorf("%s: %+v %v", name, found, err)
			}
		}
		found, err := h.find(h.wanda, r)
		if err != nil || found.State != matching.Declined || found.Message+found.Reason+found.Offer != "" {
			t.Errorf("coordinator: %+v %v", found, err)
		}
		for name, a := range map[string]access.Actor{"another mentor": h.kofi, "intern's manager": h.tomasz, "mentor's manager": h.priya, "admin": h.anton, "stranger": h.yuki} {
			if _, err := h.find(a, r); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
			_, err := h.Ask(t.Context(), call.By(a), matching.Ask{Internship: h.search, Mentors: []id.Person{h.kofi.Person}, Message: "Please."})
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s asks: %v", name, err)
			}
			expect(t, h.accept(a, r), fault.NotFound)
		}
		expect(t, h.accept(h.wanda, r), fault.Forbidden)
		expect(t, h.accept(h.noor, r), fault.Forbidden)
		_, err = h.Withdraw(t.Context(), call.By(h.ines), r)
		expect(t, err, fault.Forbidden)
		h.read(func(tx *sqldb.Tx) error {
			for _, a := range []access.Actor{h.ines, h.tomasz, h.anton, h.yuki} {
				if _, err := matching.List(tx, a, h.search); !fault.Is(err, fault.NotFound) {
					t.Errorf("%v", err)
				}
			}
			list, err := matching.List(tx, h.wanda, h.search)
			if len(list) != 1 || list[0].Message != "" {
				t.Errorf("%+v", list)
			}
			return err
		})
	})
}

func TestWhoIsFullSaysSo(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := h.asked(h.ines)
		other := h.explore(h.yuki)
		sent, err := h.Ask(t.Context(), call.By(h.yuki), matching.Ask{Internship: other, Mentors: []id.Person{h.ines.Person}, Message: "Me too."})
		h.must(err)
		h.must(h.accept(h.ines, sent.Requests[0]))
		expect(t, h.accept(h.ines, r), fault.Conflict, "no place free")
		if h.state(r) != matching.Asked {
			t.Error("the request moved")
		}
		_, err = h.Withdraw(t.Context(), call.By(h.yuki), sent.Requests[0])
		h.must(err)
		h.must(h.accept(h.ines, r))
	})
}

func TestAYesCanBeTakenBackUntilTermsAreProposed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := h.asked(h.ines)
		h.must(h.accept(h.ines, r))
		h.must(h.confirm(r))
		h.must(h.decline(h.ines, r))
		if h.state(r) != matching.Declined || h.held(h.ines) != 0 {
			t.Error("a place is still held")
		}
		r = h.asked(h.kofi)
		h.must(h.accept(h.kofi, r))
		h.must(h.confirm(r))
		h.propose(h.kofi)
		expect(t, h.decline(h.kofi, r), fault.Conflict, "Answer the terms")
		expect(t, h.withdraw(r), fault.Conflict, "Terms are proposed")
		if h.state(r) != matching.Confirmed || h.held(h.kofi) != 1 {
			t.Error("the terms hold no place")
		}
	})
}

// propose has Noor propose terms with a mentor.
func (h *house) propose(mentor access.Actor) {
	h.t.Helper()
	_, err := h.internships.Propose(h.t.Context(), call.By(h.noor), internship.Propose{Internship: h.search, Draft: terms.Draft{
		Mentor: mentor.Person, Start: "2026-11-02", Weeks: 4, WeekMinutes: 480, Weekday: "Thursday", Time: "15:00", Minutes: 30,
	}})
	h.must(err)
}

// Terms end the search: with whom they are proposed is confirmed or asked by
// them, the others are let go.
func TestTermsEndTheSearch(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ines, kofi, mei := h.asked(h.ines), h.asked(h.kofi), h.asked(h.mei)
		h.must(h.accept(h.ines, ines))
		h.must(h.accept(h.kofi, kofi))
		_, err := h.Post(t.Context(), call.By(h.noor), matching.Post{Internship: h.search, Message: "Anybody?"})
		h.must(err)
		h.propose(h.kofi)
		if a, b, c := h.state(ines), h.state(kofi), h.state(mei); a != matching.Closed || b != matching.Confirmed || c != matching.Closed {
			t.Fatalf("%s %s %s", a, b, c)
		}
		if h.held(h.ines) != 0 || h.held(h.kofi) != 1 {
			t.Error("the wrong places are held")
		}
		_, err = h.Post(t.Context(), call.By(h.noor), matching.Post{Internship: h.search, Message: "Anybody?"})
		expect(t, err, fault.Conflict, "Terms are proposed")
	})
}

func TestTermsToWhomWasAskedAndHasNotAnswered(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := h.asked(h.ines)
		h.propose(h.ines)
		if h.state(r) != matching.Closed || h.held(h.ines) != 1 {
			t.Fatalf("%s, %d held", h.state(r), h.held(h.ines))
		}
		found, err := h.find(h.ines, r)
		if err != nil || found.Cause != matching.CauseTerms {
			t.Errorf("%+v %v", found, err)
		}
	})
}

func TestTheEndOfASearchLetsEverybodyGo(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ines, kofi := h.asked(h.ines), h.asked(h.kofi)
		h.must(h.accept(h.ines, ines))
		_, err := h.internships.End(t.Context(), call.By(h.noor), internship.End{Internship: h.search, How: internship.HowWithdrawn, Reason: "Not now."})
		h.must(err)
		if h.state(ines) != matching.Closed || h.state(kofi) != matching.Closed || h.held(h.ines) != 0 {
			t.Error("somebody still waits")
		}
		_, err = h.ask(h.mei)
		expect(t, err, fault.Conflict, "is over")
		expect(t, h.accept(h.kofi, kofi), fault.Conflict, "no longer looking")
	})
}

func TestWhoeverLeavesIsWaitedForNoLonger(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ines, kofi, mei := h.asked(h.ines), h.asked(h.kofi), h.asked(h.mei)
		h.must(h.accept(h.ines, ines))
		h.must(h.accept(h.kofi, kofi))
		_, err := h.people.Deactivate(t.Context(), call.By(h.anton), h.ines.Person)
		h.must(err)
		if h.state(ines) != matching.Released || h.held(h.ines) != 0 {
			t.Error("a place of somebody who left is held")
		}
		// Noor moves to Kofi's team.
		_, err = h.people.Change(t.Context(), call.By(h.anton), person.Change{Person: h.noor.Person, Manager: &h.kofi.Person})
		h.must(err)
		if found, err := h.find(h.noor, kofi); err != nil || found.State != matching.Released || found.Cause != matching.CauseManager {
			t.Errorf("%+v %v", found, err)
		}
		// Mei leaves the pool: the clock takes back what she had not answered.
		var own []pool.Opening
		h.read(func(tx *sqldb.Tx) (err error) { own, err = pool.Own(tx, h.mei); return err })
		_, err = h.pool.Leave(t.Context(), call.By(h.mei), pool.LeavePool{Opening: own[0].ID})
		h.must(err)
		expect(t, h.accept(h.mei, mei), fault.Conflict, "not open to mentoring")
		h.turn()
		h.turn()
		if found, err := h.find(h.noor, mei); err != nil || found.State != matching.Released || found.Cause != matching.CauseLeft {
			t.Errorf("%+v %v", found, err)
		}
	})
}

// An intern who leaves takes their search with them.
func TestASearchEndsWithItsIntern(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ines, kofi := h.asked(h.ines), h.asked(h.kofi)
		h.must(h.accept(h.ines, ines))
		_, err := h.people.Deactivate(t.Context(), call.By(h.anton), h.noor.Person)
		h.must(err)
		if h.state(ines) != matching.Closed || h.state(kofi) != matching.Closed || h.held(h.ines) != 0 {
			t.Error("somebody waits for an intern who left")
		}
	})
}

// Five working days after it was asked Stint reminds, once; after seven the
// request is the intern's again. The clock may run often and late.
func TestTheClockRemindsOnceAndReleases(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := h.asked(h.ines)
		for range 3 { // looked at each day
			h.clock.set(h.clock.Now().AddDate(0, 0, 1))
			h.turn()
		}
		h.clock.set(at(t, "Europe/Amsterdam", "2026-10-12 08:59"))
		h.turn()
		if found, _ := h.find(h.noor, r); !found.NudgedAt.IsZero() {
			t.Fatal("reminded too early")
		}
		h.clock.set(at(t, "Europe/Amsterdam", "2026-10-12 09:00"))
		h.turn()
		h.turn()
		h.clock.set(at(t, "Europe/Amsterdam", "2026-10-14 16:59"))
		h.turn()
		if found, _ := h.find(h.noor, r); found.State != matching.Asked || found.NudgedAt.IsZero() {
			t.Fatalf("%+v", found)
		}
		h.clock.set(at(t, "Europe/Amsterdam", "2026-10-14 17:00"))
		h.turn()
		h.turn()
		if h.state(r) != matching.Released {
			t.Fatal(h.state(r))
		}
		if got := h.events(); !slices.Equal(got, []string{"internship.explored", "request.sent", "request.nudged", "request.released"}) {
			t.Errorf("%v", got)
		}
		expect(t, h.accept(h.ines, r), fault.Conflict, "went back")
		h.asked(h.ines) // and may be asked again
	})
}

// A clock that stood still for weeks gives back without a reminder that would
// come too late.
func TestALateClockReleasesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := h.asked(h.ines)
		h.clock.set(monday.AddDate(0, 1, 0))
		h.turn()
		if got := h.events(); h.state(r) != matching.Released || slices.Contains(got, "request.nudged") {
			t.Errorf("%v", got)
		}
	})
}

func TestOpenCalls(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		posted, err := h.Post(t.Context(), call.By(h.noor), matching.Post{Internship: h.search, Message: "Who would teach me?"})
		h.must(err)
		_, err = h.Post(t.Context(), call.By(h.noor), matching.Post{Internship: h.search, Message: "Who would teach me?"})
		expect(t, err, fault.Conflict, "open already")
		calls := func(a access.Actor) (n int) {
			h.read(func(tx *sqldb.Tx) error {
				list, err := matching.Calls(tx, a)
				n = len(list)
				return err
			})
			return n
		}
		find := func(a access.Actor) (o matching.OpenCall, err error) {
			err = h.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) { o, err = matching.FindCall(tx, a, posted.OpenCall); return err })
			return o, err
		}
		for name, a := range map[string]access.Actor{"manager": h.tomasz, "stranger": h.yuki, "admin": h.anton} {
			if _, err := find(a); !fault.Is(err, fault.NotFound) || calls(a) != 0 {
				t.Errorf("%s: %v", name, err)
			}
			_, err := h.Offer(t.Context(), call.By(a), matching.Offer{OpenCall: posted.OpenCall})
			expect(t, err, fault.NotFound)
		}
		if o, err := find(h.wanda); err != nil || o.Message != "" || o.State != matching.CallOpen {
			t.Errorf("%+v %v", o, err)
		}
		if calls(h.ines) != 1 || calls(h.noor) != 0 {
			t.Error("the wrong people find it")
		}
		kofi := h.asked(h.kofi)
		offered, err := h.Offer(t.Context(), call.By(h.ines), matching.Offer{OpenCall: posted.OpenCall, Offer: "I would."})
		h.must(err)
		again, err := h.Offer(t.Context(), call.By(h.ines), matching.Offer{OpenCall: posted.OpenCall})
		if h.must(err); again.Request != offered.Request || h.held(h.ines) != 1 {
			t.Error("offered twice")
		}
		// Who was asked anyway accepts that request.
		answered, err := h.Offer(t.Context(), call.By(h.kofi), matching.Offer{OpenCall: posted.OpenCall})
		if h.must(err); answered.Request != kofi || h.state(kofi) != matching.Accepted {
			t.Errorf("%+v", answered)
		}
		if o, err := find(h.noor); err != nil || o.Answers != 1 {
			t.Errorf("%+v %v", o, err)
		}
		if o, err := find(h.ines); err != nil || o.Answers != 0 || o.Mine != offered.Request || calls(h.ines) != 0 {
			t.Errorf("%+v %v", o, err)
		}
		_, err = h.CloseCall(t.Context(), call.By(h.mei), posted.OpenCall)
		expect(t, err, fault.Forbidden)
		h.must(h.confirm(offered.Request))
		if o, err := find(h.noor); err != nil || o.State != matching.CallClosed {
			t.Errorf("%+v %v", o, err)
		}
		if _, err := find(h.mei); !fault.Is(err, fault.NotFound) {
			t.Errorf("a closed call is seen: %v", err)
		}
		if _, err := find(h.ines); err != nil {
			t.Errorf("who answered a call no longer sees it: %v", err)
		}
		h.sound()
	})
}

func TestGuidance(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ask := func(manager access.Actor) (id.Guidance, error) {
			return h.AskGuidance(t.Context(), call.By(h.noor), matching.Question{Internship: h.search, Manager: manager.Person, Question: "Who has room?"})
		}
		_, err := ask(h.tomasz)
		expect(t, err, fault.Invalid, "your own manager")
		_, err = ask(h.yuki)
		expect(t, err, fault.Invalid, "does not lead")
		g, err := ask(h.priya)
		h.must(err)
		_, err = ask(h.priya)
		expect(t, err, fault.Invalid, "already")
		find := func(a access.Actor) (found matching.Guidance, err error) {
			err = h.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) { found, err = matching.FindGuidance(tx, a, g); return err })
			return found, err
		}
		for _, a := range []access.Actor{h.wanda, h.ines, h.tomasz, h.anton, h.yuki} {
			if _, err := find(a); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v", err)
			}
			_, err := h.Advise(t.Context(), call.By(a), matching.Advice{Guidance: g, Answer: "Me."})
			expect(t, err, fault.NotFound)
		}
		_, err = h.Advise(t.Context(), call.By(h.noor), matching.Advice{Guidance: g, Answer: "Me."})
		expect(t, err, fault.Forbidden)
		_, err = h.Advise(t.Context(), call.By(h.priya), matching.Advice{Guidance: g, Answer: "Ask Yuki.", Suggest: []id.Person{h.yuki.Person}})
		expect(t, err, fault.Invalid, "open to mentoring")
		_, err = h.Advise(t.Context(), call.By(h.priya), matching.Advice{Guidance: g, Answer: "Kofi or Mei.", Suggest: []id.Person{h.mei.Person, h.kofi.Person, h.mei.Person}})
		h.must(err)
		_, err = h.Advise(t.Context(), call.By(h.priya), matching.Advice{Guidance: g, Answer: "Kofi."})
		expect(t, err, fault.Conflict, "answered already")
		found, err := find(h.noor)
		if err != nil || found.State != matching.GuidanceAnswered || found.Answer != "Kofi or Mei." || len(found.Suggested) != 2 {
			t.Errorf("%+v %v", found, err)
		}
		// A question that waits is closed with the search.
		g, err = ask(h.priya)
		h.must(err)
		r := h.asked(h.mei)
		h.must(h.accept(h.mei, r))
		h.must(h.confirm(r))
		if found, err := find(h.priya); err != nil || found.State != matching.GuidanceClosed {
			t.Errorf("%+v %v", found, err)
		}
	})
}
