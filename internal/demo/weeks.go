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
	type found struct {
		plan.Week
		meetings []meeting.Meeting
	}
	f, err := read(ctx, w.chronicle, func(tx *sqldb.Tx) (f found, err error) {
		if f.Week, err = plan.ReadWeek(tx, w.actor(w.intern), w.of, w.number, 0); err != nil {
			return f, err
		}
		f.meetings, err = meeting.List(tx, w.actor(w.intern), w.of)
		return f, err
	})
	if err != nil {
		return err
	}
	taken := plan.Take(f.Activities, f.Choices)
	for i := range f.Activities {
		if a := &f.Activities[i]; taken.Has(a) {
			w.here = append(w.here, a)
		}
	}
	w.prompts = f.Prompts
	for _, m := range f.meetings {
		if m.Week == w.number && m.State == meeting.Planned {
			w.meeting = m
		}
	}
	return nil
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

// answered adds what the intern prepares for the questions, and the mentor's
// replies.
func (w *played) answered() error {
	if len(w.Answers) > len(w.prompts) {
		return fmt.Errorf("%d answers for %d questions", len(w.Answers), len(w.prompts))
	}
	for i, told := range w.Answers {
		p, day := w.prompts[i].ID, w.dayBefore()
		if told.Day > 0 {
			day = w.day(told.Day)
		}
		when := moment(day, w.writes, 20+6*i, w.loc)
		w.parked[string(p)] = told.Parked
		switch {
		case told.Later:
		case told.Draft != "":
			w.at(when, "saves a draft", func(ctx context.Context) error {
				_, err := w.app.Prompts.SaveDraft(ctx, w.as(w.intern), prompt.SaveDraft{Prompt: p, Body: told.Draft})
				return err
			})
		default:
			w.at(when, "puts an answer on the agenda", func(ctx context.Context) error {
				_, err := w.app.Prompts.PutOnAgenda(ctx, w.as(w.intern), prompt.Put{Prompt: p, Body: told.Text})
				return err
			})
		}
		if told.Reply != "" {
			w.at(when.Add(64*time.Minute), "the mentor replies", func(ctx context.Context) error {
				_, err := w.app.Prompts.Reply(ctx, w.as(w.mentor), prompt.Write{Prompt: p, Body: told.Reply})
				return err
			})
		}
	}
	return nil
}

// dayBefore is the working day before the 1:1.
func (w *played) dayBefore() worktime.Date {
	for i, d := range w.days {
		if d == w.meeting.Date && i > 0 {
			return w.days[i-1]
		}
	}
	return w.days[0]
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

// talked adds the 1:1 of the week: its topics, what becomes of its agenda, and
// its notes.
func (w *played) talked() {
	m := w.meeting
	if m.ID == "" {
		return
	}
	for i, t := range w.Topics {
		when := m.Starts.Add(time.Duration(4*i-50) * time.Minute)
		if t.Day > 0 {
			when = moment(w.day(t.Day), 11, 5+4*i, w.loc)
		}
		w.at(when, t.By+" adds a topic", func(ctx context.Context) error {
			_, err := w.app.Meetings.AddTopic(ctx, w.as(w.by(t.By)), meeting.AddTopic{Meeting: m.ID, Title: t.Title, Minutes: t.Minutes, Blocker: t.Blocker})
			return err
		})
	}
	w.at(m.Starts, "the 1:1", w.meets)
	w.at(m.Ends().Add(meeting.HeldAfter+time.Minute), "the 1:1 is over", func(ctx context.Context) error {
		_, err := w.app.Meetings.Turn(ctx)
		return err
	})
}

// meets adds what happens in the 1:1 itself, once its agenda is known.
func (w *played) meets(ctx context.Context) error {
	items, err := read(ctx, w.chronicle, func(tx *sqldb.Tx) ([]meeting.Item, error) {
		return meeting.Agenda(tx, w.actor(w.mentor), w.meeting.ID)
	})
	if err != nil {
		return err
	}
	items = slices.DeleteFunc(items, func(i meeting.Item) bool { return i.State != meeting.Open })
	for i, item := range items {
		in := meeting.Settle{Item: item.ID, State: meeting.Discussed, Version: item.Version}
		if w.parked[item.Source] {
			in.State = meeting.Parked
		}
		w.at(w.meeting.Starts.Add(time.Duration(3+2*i)*time.Minute), "settles "+item.Title, func(ctx context.Context) error {
			_, err := w.app.Meetings.Settle(ctx, w.as(w.mentor), in)
			return err
		})
	}
	versions := map[id.AgendaItem]int{}
	for i, n := range w.Notes {
		in := meeting.WriteNote{Meeting: w.meeting.ID, Body: n.Text}
		if n.On != "" {
			at := slices.IndexFunc(items, func(i meeting.Item) bool { return strings.Contains(i.Title, n.On) })
			if at < 0 {
				return fmt.Errorf("there is no agenda item %q", n.On)
			}
			in.Item = items[at].ID
		}
		w.at(w.meeting.Starts.Add(time.Duration(8+5*i)*time.Minute), n.By+" takes notes", func(ctx context.Context) error {
			in.Base = versions[in.Item]
			written, err := w.app.Meetings.WriteNote(ctx, w.as(w.by(n.By)), in)
			versions[in.Item] = written.Version
			return err
		})
	}
	return nil
}
