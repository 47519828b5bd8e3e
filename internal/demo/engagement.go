package demo

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/meeting"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// programWeeks is how many weeks the customer success program spans.
const programWeeks = 12

// engagement is one internship of the company, as it is played.
type engagement struct {
	*chronicle
	intern, mentor string
	program        id.Program
	start          worktime.Date
	weekday        time.Weekday // of the 1:1
	hour           int          // of the 1:1, where the intern is
	pauses         []worktime.Pause
	message        string
	entered        int // the first of the weeks that Stint runs; 1 where 0
	writes         int // the hour at which the intern prepares answers

	of  id.Internship // once it is proposed
	loc *time.Location
}

// engage makes an engagement of what is known of it.
func (c *chronicle) engage(e engagement) *engagement {
	e.chronicle, e.loc = c, c.people[e.intern].Location()
	e.entered = max(e.entered, 1)
	if e.writes == 0 {
		e.writes = 16
	}
	return &e
}

// on adds a scene for an hour and a minute of a day where the intern is.
func (e *engagement) on(d worktime.Date, hour, minute int, what string, play func(context.Context) error) {
	e.at(moment(d, hour, minute, e.loc), e.intern+": "+what, play)
}

func (e *engagement) draft() terms.Draft {
	d := terms.Draft{
		Mentor: e.who(e.mentor), Start: e.start.String(), Weeks: programWeeks, WeekMinutes: 8 * 60,
		Weekday: e.weekday.String(), Time: moment(e.start, e.hour, 0, e.loc).Format("15:04"), Minutes: 30, EntryWeek: e.entered, Message: e.message,
	}
	for _, p := range e.pauses {
		d.Pauses = append(d.Pauses, terms.PauseText{From: p.From.String(), To: p.To.String()})
	}
	return d
}

// explores has the intern look for a mentor.
func (e *engagement) explores(d worktime.Date, hour, minute int) {
	e.on(d, hour, minute, "explores", func(ctx context.Context) error {
		standing, err := e.app.Internships.Explore(ctx, e.as(e.intern), internship.Explore{Program: e.program})
		e.of = standing.Internship
		return err
	})
}

// proposes has the intern propose the terms as they are by then: the first
// ones, or a revision.
func (e *engagement) proposes(d worktime.Date, hour, minute int) {
	draft := e.draft()
	e.on(d, hour, minute, "proposes", func(ctx context.Context) error {
		in := internship.Propose{Internship: e.of, Program: e.program, Draft: draft}
		if e.of != "" {
			t, err := e.newest(ctx)
			if err != nil {
				return err
			}
			in.Base = t.Revision
		}
		standing, err := e.app.Internships.Propose(ctx, e.as(e.intern), in)
		e.of = standing.Internship
		return err
	})
}

// newest returns the newest terms.
func (e *engagement) newest(ctx context.Context) (internship.Terms, error) {
	return read(ctx, e.chronicle, func(tx *sqldb.Tx) (internship.Terms, error) {
		x, err := internship.Find(tx, e.actor(e.intern), e.of)
		if err != nil || x.Revision == 0 {
			return internship.Terms{Internship: e.of}, err
		}
		return internship.TermsOf(tx, e.of, x.Revision)
	})
}

// signs has somebody approve the newest terms.
func (e *engagement) signs(who string, d worktime.Date, hour, minute int) {
	e.answers(who, d, hour, minute, internship.AnswerApprove, "")
}

// refuses has somebody refuse the newest terms.
func (e *engagement) refuses(who string, d worktime.Date, hour, minute int, reason string) {
	e.answers(who, d, hour, minute, internship.AnswerRefuse, reason)
}

func (e *engagement) answers(who string, d worktime.Date, hour, minute int, answer, reason string) {
	e.on(d, hour, minute, who+" signs off", func(ctx context.Context) error {
		t, err := e.newest(ctx)
		if err != nil {
			return err
		}
		_, err = e.app.Internships.SignOff(ctx, e.as(who), internship.SignOff{
			Internship: e.of, Revision: t.Revision, Digest: t.Digest, Answer: answer, Reason: reason,
		})
		return err
	})
}

// records has the coordinator record an approval that was given elsewhere.
func (e *engagement) records(role access.Role, evidence string, d worktime.Date, hour, minute int) {
	e.on(d, hour, minute, "an approval is recorded", func(ctx context.Context) error {
		t, err := e.newest(ctx)
		if err != nil {
			return err
		}
		_, err = e.app.Internships.RecordApproval(ctx, e.as("wanda"), internship.RecordApproval{
			Internship: e.of, Revision: t.Revision, Digest: t.Digest, Role: role, Evidence: evidence,
		})
		return err
	})
}

// begins is the first day of the first week that Stint runs. Nobody's pause is
// before that.
func (e *engagement) begins() worktime.Date { return e.start.AddDays(7 * (e.entered - 1)) }

// agrees plays the usual way to an agreement, in the two weeks before it begins:
// the intern proposes, the other three sign one after the other.
func (e *engagement) agrees() {
	before := e.begins()
	ours, theirs := e.managerOf(e.intern), e.managerOf(e.mentor)
	e.proposes(back(before, 9), 10, 12)
	e.signs(e.mentor, back(before, 8), 11, 40)
	e.signs(ours, back(before, 7), 9, 35)
	e.signs(theirs, back(before, 6), 14, 5)
}

// managerOf is the name of somebody's manager.
func (c *chronicle) managerOf(name string) string { return c.names[c.people[name].Manager] }

// movesKickOff has the mentor move the kick-off to the first day and make it an
// hour.
func (e *engagement) movesKickOff(hour int) {
	e.on(back(e.begins(), 4), 12, 20, "the mentor moves the kick-off", func(ctx context.Context) error {
		m, err := read(ctx, e.chronicle, func(tx *sqldb.Tx) (meeting.Meeting, error) { return meeting.Next(tx, e.of, tx.Now()) })
		if err != nil {
			return err
		}
		clock, err := worktime.NewClock(hour, 0)
		if err != nil {
			return err
		}
		_, err = e.app.Meetings.Move(ctx, e.as(e.mentor), meeting.Move{Meeting: m.ID, Date: e.start, Time: clock, Minutes: 60, Version: m.Version})
		return err
	})
}

// runs plays what a story tells: the setup in the days before it begins, and
// the weeks.
func (e *engagement) runs(name string) error {
	told, err := recall(name)
	if err != nil {
		return err
	}
	calendar, err := worktime.NewCalendar(e.start, programWeeks, e.pauses)
	if err != nil {
		return err
	}
	setup := []worktime.Date{back(e.begins(), 4), back(e.begins(), 3), back(e.begins(), 2)}
	e.on(setup[0], 9, 0, "the setup", func(ctx context.Context) error {
		return e.plays(ctx, week{Skipped: told.Skipped}, 0, setup)
	})
	e.turns(e.start)
	for _, p := range e.pauses {
		e.turns(p.From)
		e.turns(p.To.AddDays(1))
	}
	for i, week := range told.Weeks {
		span, _ := calendar.Week(e.entered + i)
		days := workdays(span)
		e.on(days[0], 8, 0, "a week begins", func(ctx context.Context) error {
			return e.plays(ctx, week, span.Number, days)
		})
		e.on(days[0], 10, 0, "the plan fills the agenda", func(ctx context.Context) error {
			return e.app.Plans.FillAgenda(ctx, e.of)
		})
	}
	return nil
}

// turns has the clock start, pause or resume the internship on a day.
func (e *engagement) turns(d worktime.Date) {
	e.at(d.Start(e.loc), e.intern+": the clock", func(ctx context.Context) error {
		_, err := e.app.Internships.Turn(ctx)
		return err
	})
}

// completes has the mentor mark the internship completed.
func (e *engagement) completes(d worktime.Date, hour, minute int) {
	e.on(d, hour, minute, "is completed", func(ctx context.Context) error {
		_, err := e.app.Internships.Complete(ctx, e.as(e.mentor), internship.Complete{Internship: e.of})
		return err
	})
}

// stops has the intern end the internship early.
func (e *engagement) stops(d worktime.Date, hour, minute int, reason string) {
	e.on(d, hour, minute, "stops", func(ctx context.Context) error {
		_, err := e.app.Internships.End(ctx, e.as(e.intern), internship.End{Internship: e.of, How: internship.HowStopped, Reason: reason})
		return err
	})
}
