package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

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
