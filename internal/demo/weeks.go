package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/plan"
	"stint/internal/plan/bounds"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// played is a week of an engagement, on its first morning; its number is 0 for
// the setup.
type played struct {
	*engagement
	week
	number  int
	days    []worktime.Date // working days
	here    []*plan.Activity
	prompts []prompt.Prompt
	meeting meeting.Meeting // its ID is empty where there is none

	remarks map[id.Activity]remark
	left    map[id.Activity]bool // not ticked
	parked  map[string]bool      // sources of agenda items
}

// plays adds the scenes of a week.
func (e *engagement) plays(ctx context.Context, told week, number int, days []worktime.Date) error {
	w := &played{
		engagement: e, week: told, number: number, days: days,
		remarks: map[id.Activity]remark{}, left: map[id.Activity]bool{}, parked: map[string]bool{},
	}
	if err := w.look(ctx); err != nil {
		return err
	}
	for _, play := range []func() error{w.tailored, w.remarked, w.ticked, w.answered, w.logged} {
		if err := play(); err != nil {
			return fmt.Errorf("week %d: %w", number, err)
		}
	}
	w.talked()
	return nil
}

// look reads the plan and the meeting of the week.
func (w *played) look(ctx context.Context) error {
	intern := w.actor(w.intern)
	return w.app.DB.Read(ctx, func(tx *sqldb.Tx) error {
		told, err := plan.ReadWeek(tx, intern, w.of, w.number, 0)
		if err != nil {
			return err
		}
		taken := plan.Take(told.Activities, told.Choices)
		var ids []id.Activity
		for i := range told.Activities {
			if a := &told.Activities[i]; taken.Has(a) {
				w.here, ids = append(w.here, a), append(ids, a.ID)
			}
		}
		sight, err := bounds.Look(tx, intern, w.of, "internship")
		if err != nil {
			return err
		}
		if w.prompts, err = prompt.Below(tx, intern.Person, sight, w.of, ids); err != nil {
			return err
		}
		meetings, err := meeting.List(tx, intern, w.of)
		for _, m := range meetings {
			if m.Week == w.number && m.State == meeting.Planned {
				w.meeting = m
			}
		}
		return err
	})
}

// find returns the activity of the week that is meant by its id in the program,
// or by words of its text.
func (w *played) find(words string) (*plan.Activity, error) {
	for _, a := range w.here {
		if a.Source == words {
			return a, nil
		}
	}
	for _, a := range w.here {
		if strings.Contains(a.Text, words) {
			return a, nil
		}
	}
	return nil, fmt.Errorf("there is no activity %q", words)
}

// day is a working day of the week, counted from 1; the first one where 0.
func (w *played) day(n int) worktime.Date { return w.days[min(max(n, 1), len(w.days))-1] }

// by is the name of the intern or the mentor.
func (w *played) by(role string) string {
	if role == "mentor" {
		return w.mentor
	}
	return w.intern
}

// tailored adds what intern and mentor change about the plan.
func (w *played) tailored() error {
	for _, m := range w.Moved {
		if err := w.leaves(m.What, m.Day, w.by(m.By), "moves", func(ctx context.Context, a *plan.Activity) error {
			_, err := w.app.Plans.Move(ctx, w.as(w.by(m.By)), plan.Move{Activity: a.ID, Week: m.To})
			return err
		}); err != nil {
			return err
		}
	}
	for _, d := range w.Skipped {
		if err := w.leaves(d.What, d.Day, w.intern, "skips", func(ctx context.Context, a *plan.Activity) error {
			_, err := w.app.Plans.Skip(ctx, w.as(w.intern), plan.Leave{Activity: a.ID, Reason: d.Reason})
			return err
		}); err != nil {
			return err
		}
	}
	for _, d := range w.Waived {
		if err := w.leaves(d.What, d.Day, w.mentor, "waives", func(ctx context.Context, a *plan.Activity) error {
			_, err := w.app.Plans.Waive(ctx, w.as(w.mentor), plan.Leave{Activity: a.ID, Reason: d.Reason})
			return err
		}); err != nil {
			return err
		}
	}
	for _, add := range w.Added {
		w.adds(add)
	}
	return nil
}

// leaves adds the scene in which an activity leaves the week.
func (w *played) leaves(words string, day int, who, what string, play func(context.Context, *plan.Activity) error) error {
	a, err := w.find(words)
	if err != nil {
		return err
	}
	w.left[a.ID] = true
	w.on(w.day(day), 9, 25, who+" "+what+" "+words, func(ctx context.Context) error { return play(ctx, a) })
	return nil
}

// adds adds an activity of the pair's own, and what becomes of it.
func (w *played) adds(add addition) {
	var own id.Activity
	w.on(w.day(add.Day), 9, 40, add.By+" adds "+add.Text, func(ctx context.Context) error {
		made, err := w.app.Plans.Add(ctx, w.as(w.by(add.By)), plan.Add{
			Internship: w.of, Week: w.number, Text: add.Text, Kind: reader.Kind(add.Kind), Minutes: add.Minutes,
		})
		own = made.Activity
		return err
	})
	if add.Done > 0 {
		w.on(w.day(add.Done), 15, 50, "ticks "+add.Text, func(ctx context.Context) error {
			_, err := w.app.Plans.Tick(ctx, w.as(w.intern), plan.Mark{Activity: own})
			return err
		})
	}
	if add.Skipped != "" {
		w.on(w.day(add.Day+1), 9, 5, "skips "+add.Text, func(ctx context.Context) error {
			_, err := w.app.Plans.Skip(ctx, w.as(w.intern), plan.Leave{Activity: own, Reason: add.Skipped})
			return err
		})
	}
}

// remarked finds what the remarks and what stays open are about.
func (w *played) remarked() error {
	for _, r := range w.Remarks {
		a, err := w.find(r.On)
		if err != nil {
			return err
		}
		w.remarks[a.ID] = r
	}
	for _, words := range w.Open {
		if words == "*" {
			continue
		}
		a, err := w.find(words)
		if err != nil {
			return err
		}
		w.left[a.ID] = true
	}
	return nil
}

// ticked adds the ticks of the week.
func (w *played) ticked() error {
	for _, t := range w.Ticked {
		for i, words := range t.What {
			a, err := w.find(words)
			if err != nil {
				return err
			}
			w.ticks(a, moment(w.day(t.Day), 9, 30+70*i, w.loc))
		}
	}
	if len(w.Ticked) > 0 || slices.Contains(w.Open, "*") {
		return nil
	}
	var alone, talked []*plan.Activity
	for _, a := range w.here {
		ticked := a.Shape == reader.RoleLeaf || a.Shape == reader.RoleMilestone
		switch {
		case !ticked || a.State != plan.Open || w.left[a.ID]:
		case w.meeting.ID != "" && needsTalk(a):
			talked = append(talked, a)
		default:
			alone = append(alone, a)
		}
	}
	for i, a := range alone {
		w.ticks(a, moment(w.days[i*len(w.days)/len(alone)], 10, 50*(i%8), w.loc))
	}
	for i, a := range talked {
		w.ticks(a, w.meeting.Ends().Add(time.Duration(5+4*i)*time.Minute))
	}
	return nil
}

// needsTalk reports whether an activity is done in the 1:1 of its week.
func needsTalk(a *plan.Activity) bool {
	return a.Presented() || a.Kind == reader.KindDiscuss || a.Source == "kick-off" || a.Shape == reader.RoleMilestone
}

// ticks has whoever owns an activity tick it.
func (w *played) ticks(a *plan.Activity, when time.Time) {
	who := w.intern
	if a.Owner == reader.OwnerMentor {
		who = w.mentor
	}
	r := w.remarks[a.ID]
	w.at(when, who+" ticks "+a.Text, func(ctx context.Context) error {
		_, err := w.app.Plans.Tick(ctx, w.as(who), plan.Mark{Activity: a.ID, Note: r.Note, Evidence: r.Evidence})
		return err
	})
}

// logged adds the hours.
func (w *played) logged() error {
	for i, h := range w.Hours {
		d := w.day(h.Day)
		w.on(d, 17, 10+i, "logs hours", func(ctx context.Context) error {
			_, err := w.app.Hours.Log(ctx, w.as(w.intern), hours.Log{Internship: w.of, Length: h.Length, Date: d.String(), What: h.What})
			return err
		})
	}
	return nil
}
