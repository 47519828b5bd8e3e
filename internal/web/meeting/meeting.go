package meeting

import (
	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/sqldb"
	"stint/internal/view"
	page "stint/internal/web/templates/meeting"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
	"stint/internal/worktime"
)

// List is the list of one internship's meetings where the address names
// one, else of all that lie ahead.
func (h *Handlers) List(v *visit.Visit) error {
	of := id.Internship(v.Query().Get("internship"))
	if of != "" && !id.Valid(string(of)) {
		return fault.Missing("internship")
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		if of == "" {
			m, err := h.Views.AllMeetings(tx, v.Who)
			return page.List(f, m), err
		}
		m, err := h.Views.Meetings(tx, v.Who, of)
		return page.List(f, m), err
	})
}

// Show is the page of a meeting.
func (h *Handlers) Show(v *visit.Visit) error {
	m, err := visit.PathID[id.Meeting](v, "meeting")
	if err != nil {
		return err
	}
	return v.Show(h.meetingPage(v, m))
}

func (h *Handlers) meetingPage(v *visit.Visit, of id.Meeting) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Meeting(tx, v.Who, of)
		return page.Page(f, m, v.Form), err
	}
}

// AddTopic puts a topic on the agenda.
func (h *Handlers) AddTopic(v *visit.Visit) error {
	m, err := visit.PathID[id.Meeting](v, "meeting")
	if err != nil {
		return err
	}
	in := meeting.AddTopic{Meeting: m, Title: v.Value("topic"), Minutes: v.Number("minutes"), Blocker: v.Value("blocker") == "yes"}
	if _, err := h.Meetings.AddTopic(v.Context(), v.Call(), in); err != nil {
		return v.Again(visit.Named(err, "title", "topic"), h.meetingPage(v, m))
	}
	return v.Redirect(ui.MeetingURL(m)+"#agenda", view.Toast{Text: "On the agenda."})
}

// Settle marks a topic as discussed, parks or reopens it.
func (h *Handlers) Settle(v *visit.Visit) error {
	item, err := visit.PathID[id.AgendaItem](v, "topic")
	if err != nil {
		return err
	}
	in := meeting.Settle{Item: item, State: meeting.ItemState(v.Value("state")), Version: v.Number("version")}
	done, err := h.Meetings.Settle(v.Context(), v.Call(), in)
	if err != nil {
		return err
	}
	toast := view.Toast{Text: "Reopened."}
	switch done.State {
	case meeting.Discussed:
		toast.Text = "Discussed."
	case meeting.Parked:
		toast.Text = "Parked. It comes back by itself on the next agenda."
	}
	if !v.Partial() {
		return v.Redirect(ui.MeetingURL(done.Meeting)+"#agenda", toast)
	}
	v.Say(toast)
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Meeting(tx, v.Who, done.Meeting)
		if err != nil {
			return nil, err
		}
		for _, row := range m.Agenda {
			if row.ID == done.Item {
				return page.Changed(f, m, row), nil
			}
		}
		return nil, fault.Missing("topic")
	})
}

// SetMinutes says how long a topic takes.
func (h *Handlers) SetMinutes(v *visit.Visit) error {
	item, err := visit.PathID[id.AgendaItem](v, "topic")
	if err != nil {
		return err
	}
	done, err := h.Meetings.SetMinutes(v.Context(), v.Call(), meeting.SetMinutes{Item: item, Minutes: v.Number("minutes"), Version: v.Number("version")})
	if err != nil {
		return err
	}
	return v.Redirect(ui.MeetingURL(done.Meeting) + "#agenda")
}

// WriteNotes saves the notes. Where somebody else wrote meanwhile both texts
// are kept, and the page shows them side by side.
func (h *Handlers) WriteNotes(v *visit.Visit) error {
	m, err := visit.PathID[id.Meeting](v, "meeting")
	if err != nil {
		return err
	}
	done, err := h.Meetings.WriteNote(v.Context(), v.Call(), meeting.WriteNote{Meeting: m, Body: v.Typed("notes"), Base: v.Number("version")})
	if err != nil {
		return v.Again(visit.Named(err, "body", "notes"), h.meetingPage(v, m))
	}
	if done.Conflict {
		return v.Redirect(ui.MeetingURL(m) + "#conflict")
	}
	return v.Redirect(ui.MeetingURL(m)+"#notes-title", view.Toast{Text: "Notes saved."})
}

// Move moves a meeting to another day or time.
func (h *Handlers) Move(v *visit.Visit) error {
	m, err := visit.PathID[id.Meeting](v, "meeting")
	if err != nil {
		return err
	}
	in := meeting.Move{Meeting: m, Minutes: v.Number("minutes"), Version: v.Number("version")}
	var fields fault.Fields
	if in.Date, err = worktime.ParseDate(v.Value("on")); err != nil {
		fields.Add("on", "Choose a day.")
	}
	if in.Time, err = worktime.ParseClock(v.Value("at")); err != nil {
		fields.Add("at", "Choose a time, such as 15:00.")
	}
	if err := fields.Err(); err != nil {
		return v.Again(err, h.meetingPage(v, m))
	}
	if _, err := h.Meetings.Move(v.Context(), v.Call(), in); err != nil {
		return v.Again(visit.Named(err, "date", "on", "time", "at"), h.meetingPage(v, m))
	}
	return v.Redirect(ui.MeetingURL(m), view.Toast{Text: "Moved. Both of you find it here."})
}
