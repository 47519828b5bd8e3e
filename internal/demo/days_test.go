package demo_test

import (
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/demo"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/meeting"
	"stint/internal/person"
	"stint/internal/plan"
	"stint/internal/plan/bounds"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Whatever day it is, the company is at the same stages: on each day of a week,
// around the turn of a year, where clocks change on either side of the ocean, on
// a leap day, and in the first and last minutes of a day.
func TestEveryDayIsTheRightOne(t *testing.T) {
	var days []time.Time
	for d := range 7 {
		days = append(days, time.Date(2026, 11, 16+d, 3*d, 13*d%60, 0, 0, time.UTC))
	}
	for _, moment := range [][5]int{
		{2026, 12, 31, 23, 59}, {2027, 1, 1, 0, 0}, {2027, 3, 14, 9, 0}, {2027, 3, 28, 0, 30}, {2026, 10, 25, 1, 0}, {2026, 11, 1, 6, 0},
		{2028, 2, 29, 15, 0},
	} {
		days = append(days, time.Date(moment[0], time.Month(moment[1]), moment[2], moment[3], moment[4], 0, 0, time.UTC))
	}
	for _, now := range days {
		t.Run(now.Format("Mon 2006-01-02 15:04"), func(t *testing.T) {
			a, clock := build(t, inMemory(t), now)
			if _, err := demo.Fill(t.Context(), a, clock); err != nil {
				t.Fatal(err, fault.Cause(err))
			}
			examine(t, look(t, a), now)
			published(t, a)
			doctor(t, a)
		})
	}
}

// published checks that every version says what it changes, and came out when
// people work where its author lives.
func published(t *testing.T, a *app.App) {
	t.Helper()
	stint := access.System(access.ViaCLI)
	err := a.DB.Read(t.Context(), func(tx *sqldb.Tx) error {
		programs, err := program.List(tx, stint, program.Page{Limit: 100})
		if err != nil {
			return err
		}
		seen := 0
		for _, p := range programs.Programs {
			found, err := program.ListVersions(tx, stint, p.ID, program.Page{Limit: 100})
			if err != nil {
				return err
			}
			for _, version := range found.Versions {
				seen++
				author, err := person.Find(tx, stint, version.PublishedBy)
				if err != nil {
					return err
				}
				at := version.PublishedAt.In(author.Location())
				if weekday := at.Weekday(); weekday == time.Saturday || weekday == time.Sunday || at.Hour() < 8 || at.Hour() > 17 {
					t.Errorf("%s@%d came out %s", p.Slug, version.Number, at.Format("Mon 15:04"))
				}
				if version.Note == "" {
					t.Errorf("%s@%d does not say what it changes", p.Slug, version.Number)
				}
			}
		}
		if seen < 4 {
			t.Errorf("%d versions of programs", seen)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// stage is how one internship stands.
type stage struct {
	internship.Summary
	week    int
	moment  worktime.Moment
	today   worktime.Date
	plan    plan.Week // of the week of today
	logged  []int     // minutes by week
	next    int       // the estimate of the next 1:1's agenda, in minutes
	booked  int       // how long it is
	history []meeting.Meeting
	signs   []internship.Signature
	prompts []prompt.Prompt // of the week of today
	path    []internship.Revision
}

// look reads how the internships stand, by the intern's first name.
func look(t *testing.T, a *app.App) map[string]stage {
	t.Helper()
	stages := map[string]stage{}
	stint := access.System(access.ViaCLI)
	err := a.DB.Read(t.Context(), func(tx *sqldb.Tx) error {
		all, err := internship.List(tx, stint, internship.Query{Limit: 100})
		if err != nil {
			return err
		}
		for _, summary := range all.Internships {
			s := stage{Summary: summary}
			if summary.Internship.Revision > 0 {
				if s.signs, err = internship.Signatures(tx, stint, summary.Internship.ID); err != nil {
					return err
				}
				if s.path, err = internship.Revisions(tx, stint, summary.Internship.ID); err != nil {
					return err
				}
			}
			if summary.Internship.InForce > 0 {
				if err := s.read(tx, summary.Internship.ID); err != nil {
					return err
				}
			}
			stages[summary.Intern.FirstName()] = s
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return stages
}

// read reads what there is from the agreement on.
func (s *stage) read(tx *sqldb.Tx, of id.Internship) (err error) {
	stint := access.System(access.ViaCLI)
	calendar := s.Terms.Calendar()
	s.today = s.Terms.Today(tx.Now())
	s.week, s.moment = calendar.WeekOn(s.today)
	if s.plan, err = plan.ReadWeek(tx, stint, of, s.week, s.week); err != nil {
		return err
	}
	if err := s.ask(tx, of); err != nil {
		return err
	}
	entries, err := hours.List(tx, stint, of, worktime.Date{}, worktime.Date{})
	if err != nil {
		return err
	}
	s.logged = hours.ByWeek(entries, calendar)
	if s.history, err = meeting.List(tx, stint, of); err != nil {
		return err
	}
	next, err := meeting.Next(tx, of, tx.Now())
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	items, err := meeting.Agenda(tx, stint, next.ID)
	s.next, s.booked = meeting.Estimate(items), next.Minutes
	return err
}

// ask reads the questions of the week of today as the intern sees them.
func (s *stage) ask(tx *sqldb.Tx, of id.Internship) error {
	intern := access.Actor{Person: s.Intern.ID, Scope: access.ScopeRead, Via: access.ViaPage}
	sight, err := bounds.Look(tx, intern, of, "internship")
	if err != nil {
		return err
	}
	var here []id.Activity
	for _, a := range s.plan.Activities {
		here = append(here, a.ID)
	}
	s.prompts, err = prompt.Below(tx, intern.Person, sight, of, here)
	return err
}

// examine checks what a newcomer is to find.
func examine(t *testing.T, stages map[string]stage, now time.Time) {
	t.Helper()
	for name, state := range map[string]internship.State{
		"Freya": internship.Exploring, "Samuel": internship.Exploring, "Ravi": internship.Proposed, "Marguerite": internship.Proposed, "Elif": internship.Proposed,
		"Lena": internship.Agreed, "Oluwaseun": internship.Active, "Jakub": internship.Active, "Noor": internship.Active, "Marisol": internship.Paused,
		"Nadia": internship.Completed, "Théo": internship.Ended,
	} {
		if got := stages[name].Internship.State; got != state {
			t.Errorf("%s’s internship is %q, want %q", name, got, state)
		}
	}
	if len(stages) != 12 {
		t.Errorf("%d internships, want 12", len(stages))
	}
	for name, s := range stages {
		for _, m := range s.history {
			if over := !m.Ends().Add(meeting.HeldAfter).After(now); s.Internship.State.Running() && over != (m.State == meeting.Held) {
				t.Errorf("%s’s 1:1 of %s is %s", name, m.Date, m.State)
			}
		}
	}
	examineSignatures(t, stages)
	examineNoor(t, stages["Noor"])
	examineOthers(t, stages)
}

func examineSignatures(t *testing.T, stages map[string]stage) {
	t.Helper()
	want := map[string][4]internship.SignatureState{
		"Ravi":       {internship.SignatureSigned, internship.SignatureSigned, internship.SignatureOpen, internship.SignatureOpen},
		"Marguerite": {internship.SignatureSigned, internship.SignatureSigned, internship.SignatureVacant, internship.SignatureSigned},
		"Elif":       {internship.SignatureSigned, internship.SignatureSigned, internship.SignatureOpen, internship.SignatureOpen},
		"Lena":       {internship.SignatureSigned, internship.SignatureSigned, internship.SignatureSigned, internship.SignatureSigned},
	}
	for name, states := range want {
		for i, s := range stages[name].signs {
			if s.State != states[i] {
				t.Errorf("%s: %s is %s, want %s", name, s.Role, s.State, states[i])
			}
		}
	}
	if ravi := stages["Ravi"]; ravi.Internship.Revision != 2 || len(ravi.path) != 2 {
		t.Errorf("Ravi has %d revisions", ravi.Internship.Revision)
	} else if first := ravi.path[1].Signatures[2]; first.State != internship.SignatureRefused || first.Reason == "" {
		t.Errorf("the first terms were not refused: %+v", first)
	}
	if elif := stages["Elif"].signs; !elif[2].Both || !elif[3].Both {
		t.Error("Elif and Callum have two managers")
	}
	if lena := stages["Lena"].signs; lena[3].RecordedBy == "" {
		t.Error("no approval is recorded by a coordinator")
	}
}

func examineNoor(t *testing.T, s stage) {
	t.Helper()
	if s.week != 5 || s.moment != worktime.Active {
		t.Errorf("Noor is in week %d, %s", s.week, s.moment)
	}
	if len(s.plan.Carried) != 1 || s.plan.Carried[0].Source != "call-agenda" {
		t.Errorf("%d things are carried over: %v", len(s.plan.Carried), s.plan.Carried)
	}
	for n := 1; n <= 3; n++ {
		if f := s.plan.Progress.Week(n); f.Done != f.Total {
			t.Errorf("week %d is at %v", n, f)
		}
	}
	if f := s.plan.Progress.Week(5); f.Done < 4 || f.Done > 7 {
		t.Errorf("this week is at %v", f)
	}
	for n := 1; n <= 4; n++ {
		if s.logged[n] < 7*60 || s.logged[n] > 8*60 {
			t.Errorf("%d minutes in week %d", s.logged[n], n)
		}
	}
	if s.logged[5] < 4*60 || s.next <= s.booked || s.booked != 30 || s.next > 60 {
		t.Errorf("%d minutes this week; the agenda needs %d of %d", s.logged[5], s.next, s.booked)
	}
	states := map[prompt.State]int{}
	replies, drafts := 0, 0
	for _, p := range s.prompts {
		states[p.State]++
		replies += len(p.Replies)
		if p.Draft != nil {
			drafts++
		}
	}
	if states[prompt.OnAgenda] != 3 || states[prompt.Open] != 2 || replies != 2 || drafts != 1 {
		t.Errorf("questions: %v, %d replies, %d drafts", states, replies, drafts)
	}
	if c := s.plan.Choices; len(c) != 1 || c[0].Side != "b" || c[0].By != "" {
		t.Errorf("the way without the CRM is not chosen by her access: %+v", c)
	}
	if p := s.Terms.Pauses; len(p) != 1 || !p[0].From.After(s.today) || p[0].Days() != 7 {
		t.Errorf("the pause ahead: %v", p)
	}
	if !s.history[0].ByHand || s.history[0].Date != s.Terms.Start {
		t.Errorf("the kick-off: %+v", s.history[0])
	}
	if s.Intern.Manager != s.InternManager.ID || s.InternManager.FirstName() != "Tomasz" || s.MentorManager.FirstName() != "Priya" {
		t.Errorf("the managers are %s and %s", s.InternManager.Name, s.MentorManager.Name)
	}
}

func examineOthers(t *testing.T, stages map[string]stage) {
	t.Helper()
	if s := stages["Oluwaseun"]; s.week != 1 || s.history[0].State != meeting.Held || s.plan.Progress.Done < 4 {
		t.Errorf("Oluwaseun: week %d, %v, kick-off %s", s.week, s.plan.Progress.Figure, s.history[0].State)
	}
	if s := stages["Jakub"]; s.week != 4 || len(s.plan.Carried) != 3 {
		t.Errorf("Jakub: week %d, %d carried over", s.week, len(s.plan.Carried))
	}
	for _, m := range stages["Jakub"].history {
		if m.Date.Weekday() == time.Friday {
			t.Errorf("Amara does not work on Friday %s", m.Date)
		}
	}
	if s := stages["Marisol"]; s.moment != worktime.Paused || s.week != 6 || s.plan.Progress.Done < 30 {
		t.Errorf("Marisol: week %d, %s, %v", s.week, s.moment, s.plan.Progress.Figure)
	}
	if s := stages["Nadia"]; s.plan.Progress.Percent() != 100 || s.moment != worktime.AfterEnd {
		t.Errorf("Nadia: %v, %s", s.plan.Progress.Figure, s.moment)
	}
	if s := stages["Théo"].Internship; s.EndedHow != internship.HowStopped {
		t.Errorf("Théo: %s", s.EndedHow)
	}
	lena := stages["Lena"]
	if ahead := lena.Terms.Start.Sub(lena.today); lena.Terms.Start.Weekday() != time.Monday || ahead < 1 || ahead > 7 {
		t.Errorf("Lena starts in %d days, on a %s", ahead, lena.Terms.Start.Weekday())
	}
	if noor, oluwaseun := stages["Noor"].Version.Number, stages["Oluwaseun"].Version.Number; noor != 1 || oluwaseun != 2 {
		t.Errorf("the versions of the program are %d and %d", noor, oluwaseun)
	}
}
