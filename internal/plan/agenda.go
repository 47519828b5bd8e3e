package plan

import (
	"context"
	"errors"
	"slices"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/meeting"
	"stint/internal/plan/bounds"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// itemKind is as what an activity stands on an agenda. It does not change with
// the weeks, so that an activity never stands there twice.
func (a *Activity) itemKind() meeting.ItemKind {
	switch a.Kind {
	case reader.KindDeliver:
		return meeting.KindDeliverable
	case reader.KindPresent, reader.KindRoleplay:
		return meeting.KindPresentation
	}
	return meeting.KindCarried
}

// itemMinutes is how long an activity takes on an agenda: as long as the page
// says where it happens in the meeting, else ten minutes to look at something
// and two to say why something was left open.
func (a *Activity) itemMinutes() int {
	switch {
	case a.itemKind() == meeting.KindCarried:
		return 2
	case a.itemKind() == meeting.KindPresentation && a.Minutes > 0 && a.Minutes < 30:
		return a.Minutes
	}
	return 10
}

func (s *Service) addToAgenda(tx *sqldb.Tx, by id.Person, a *Activity) (meeting.Item, error) {
	return meeting.Add(tx, s.ids, meeting.NewItem{
		Internship: a.Internship, Kind: a.itemKind(), Source: string(a.ID), Title: a.Text, Minutes: a.itemMinutes(), AddedBy: by,
	})
}

// put puts activities on the next agenda in a week of the internship.
func (s *Service) put(tx *sqldb.Tx, by access.Actor, week int, list ...Activity) error {
	items := make([]meeting.Item, len(list))
	for i := range list {
		var err error
		if items[i], err = s.addToAgenda(tx, by.Person, &list[i]); err != nil {
			return err
		}
		// That it stood there once is no change that anybody sees, so the
		// version stays.
		if _, err := tx.Exec("UPDATE activity SET agenda_week = ? WHERE id = ?", week, list[i].ID); err != nil {
			return err
		}
	}
	for i, item := range items {
		if _, err := s.trail.Append(tx, by, audit.Event{
			Chain: string(item.Internship), Name: "agenda-item.added", Object: string(item.ID),
			Facts: audit.Facts{"kind": string(item.Kind), "meeting": string(item.Meeting), "activity": string(list[i].ID)},
		}); err != nil {
			return err
		}
	}
	return nil
}

func takeOffAgenda(tx *sqldb.Tx, a *Activity) error {
	return meeting.Remove(tx, a.Internship, a.itemKind(), string(a.ID))
}

// followOnAgenda takes an activity that was ticked off the agenda, and puts it
// back where the tick was taken back.
func (s *Service) followOnAgenda(tx *sqldb.Tx, a access.Actor, x *Activity) error {
	if x.State == Done {
		return takeOffAgenda(tx, x)
	}
	_, err := s.addToAgenda(tx, a.Person, x)
	return err
}

// PutOnAgenda puts an open activity on the agenda of the next meeting: something
// to present, or something to talk about. Intern and mentor may.
func (s *Service) PutOnAgenda(ctx context.Context, c call.Call, activity id.Activity) (Changed, error) {
	return call.Do(ctx, s.db, c, "plan.put-on-agenda", activity, func(tx *sqldb.Tx) (Changed, error) {
		x, err := find(tx, c.Actor, access.AgendaWrite, activity)
		if err != nil {
			return Changed{}, err
		}
		switch {
		case x.Shape == reader.RolePromptHead:
			return Changed{}, fault.New(fault.Conflict, "Its questions go on the agenda one by one, each with its answer. Nothing has been changed.").WithCode("follows-prompts")
		case x.Shape != reader.RoleLeaf:
			return Changed{}, x.ticked()
		case x.State == Done:
			return Changed{}, fault.New(fault.Conflict, "This is done already. Take the tick back first. Nothing has been changed.").WithCode("done")
		}
		if err := x.left(); err != nil {
			return Changed{}, err
		}
		now, err := bounds.WeeksNow(tx, x.Internship)
		if err != nil {
			return Changed{}, err
		}
		return x.changed(), s.put(tx, c.Actor, max(now.Current, 1), *x)
	})
}

// FillAgenda puts what the plan brings to the next meeting on its agenda: what
// the current week asks to be presented or delivered, and what the weeks before
// left open. Each activity is put once a week at most, so one that was discussed
// and is still open comes back in the next week and not before. It is for the
// clock, and may run at any time and any number of times. While the internship
// rests or is over it does nothing.
func (s *Service) FillAgenda(ctx context.Context, of id.Internship) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		standing, err := bounds.Hold(tx, of)
		if err != nil {
			return err
		}
		terms, err := internship.TermsInForce(tx, of)
		if err != nil {
			return err
		}
		current, _ := terms.Calendar().WeekOn(terms.Today(tx.Now()))
		if standing == internship.Active && current > 0 {
			if err := s.fill(tx, of, current); err != nil {
				return err
			}
		}
		_, err = tx.Exec("UPDATE plan SET fills_at = ? WHERE internship_id = ?", bounds.FillsNext(standing, terms, tx.Now()), of)
		return err
	})
}

func (s *Service) fill(tx *sqldb.Tx, of id.Internship, current int) error {
	rows, err := activities(tx, all(), of, bounds.WeekAndBefore(current))
	if err != nil {
		return err
	}
	taken, err := choices(tx, of)
	if err != nil {
		return err
	}
	return s.put(tx, access.System(access.ViaJob), current, due(rows, taken, current)...)
}

// maxFills is how many plans one run of FillAgendas looks at.
const maxFills = 1000

// FillAgendas runs FillAgenda for every internship whose plan is due to be
// looked at, each in a transaction of its own. One that fails does not keep the
// others from it. Any number of nodes may run it at once.
func (s *Service) FillAgendas(ctx context.Context) error {
	var waiting []id.Internship
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		waiting, err = sqldb.List(tx, func(s sqldb.Scanner) (of id.Internship, err error) { return of, s.Scan(&of) },
			"SELECT internship_id FROM plan WHERE fills_at <= ? ORDER BY fills_at, internship_id LIMIT ?", tx.Now(), maxFills)
		return err
	})
	failures := []error{err}
	for _, of := range waiting {
		failures = append(failures, s.FillAgenda(ctx, of))
	}
	return errors.Join(failures...)
}

// due is the rule for what the plan brings to a meeting of a week by itself.
// Optional things that were left open are carried over, but nobody has to talk
// about them.
func due(rows []Activity, taken []Choice, week int) []Activity {
	list := slices.DeleteFunc(Carried(rows, taken, week), func(a Activity) bool { return a.Optional })
	for i := range rows {
		a := &rows[i]
		if a.Week == week && a.State == Open && a.Counts() && a.Presented() {
			list = append(list, *a)
		}
	}
	return slices.DeleteFunc(list, func(a Activity) bool { return a.Shape != reader.RoleLeaf || a.AgendaWeek >= week })
}

// Settle follows what became of an item on an agenda; it is meeting's hook
// Settled, in its transaction. A question's head is done with its last question.
// An activity stays open until its owner ticks it: that it was talked about does
// not say that it is done.
func Settle(tx *sqldb.Tx, item meeting.Item) error {
	if item.Kind != meeting.KindPrompt {
		return nil
	}
	isChoice, err := prompt.Settle(tx, item)
	if err != nil || !isChoice {
		return err
	}
	return Recount(tx, item.Internship)
}
