package web

import (
	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/sqldb"
	"stint/internal/view"
	page "stint/internal/web/templates/meeting"
	"stint/internal/web/templates/ui"
	"stint/internal/worktime"
)

// meetings is the list of one internship's meetings where the address names
// one, else of all that lie ahead.
func (v *visit) meetings() error {
	of := id.Internship(v.r.URL.Query().Get("internship"))
	if of != "" && !id.Valid(string(of)) {
		return fault.Missing("internship")
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		if of == "" {
			m, err := v.s.Views.AllMeetings(tx, v.who)
			return page.List(f, m), err
		}
		m, err := v.s.Views.Meetings(tx, v.who, of)
		return page.List(f, m), err
	})
}

func (v *visit) meeting() error {
	m, err := pathID[id.Meeting](v, "meeting")
	if err != nil {
		return err
	}
	return v.show(v.meetingPage(m))
}

func (v *visit) meetingPage(of id.Meeting) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.Meeting(tx, v.who, of)
		return page.Page(f, m, v.form), err
	}
}

func (v *visit) addTopic() error {
	m, err := pathID[id.Meeting](v, "meeting")
	if err != nil {
		return err
	}
	in := meeting.AddTopic{Meeting: m, Title: v.value("topic"), Minutes: v.number("minutes"), Blocker: v.value("blocker") == "yes"}
	if _, err := v.s.Meetings.AddTopic(v.r.Context(), v.call(), in); err != nil {
		return v.again(v.named(err, "title", "topic"), v.meetingPage(m))
	}
	return v.redirect(ui.MeetingURL(m)+"#agenda", view.Toast{Text: "On the agenda."})
}

// settleItem marks a topic as discussed, parks or reopens it.
func (v *visit) settleItem() error {
	item, err := pathID[id.AgendaItem](v, "topic")
	if err != nil {
		return err
	}
	in := meeting.Settle{Item: item, State: meeting.ItemState(v.value("state")), Version: v.number("version")}
	done, err := v.s.Meetings.Settle(v.r.Context(), v.call(), in)
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
	if !v.partial() {
		return v.redirect(ui.MeetingURL(done.Meeting)+"#agenda", toast)
	}
	v.toast = []view.Toast{toast}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.Meeting(tx, v.who, done.Meeting)
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

func (v *visit) setMinutes() error {
	item, err := pathID[id.AgendaItem](v, "topic")
	if err != nil {
		return err
	}
	done, err := v.s.Meetings.SetMinutes(v.r.Context(), v.call(), meeting.SetMinutes{Item: item, Minutes: v.number("minutes"), Version: v.number("version")})
	if err != nil {
		return err
	}
	return v.redirect(ui.MeetingURL(done.Meeting) + "#agenda")
}

// writeNotes saves the notes. Where somebody else wrote meanwhile both texts
// are kept, and the page shows them side by side.
func (v *visit) writeNotes() error {
	m, err := pathID[id.Meeting](v, "meeting")
	if err != nil {
		return err
	}
	done, err := v.s.Meetings.WriteNote(v.r.Context(), v.call(), meeting.WriteNote{Meeting: m, Body: v.typed("notes"), Base: v.number("version")})
	if err != nil {
		return v.again(v.named(err, "body", "notes"), v.meetingPage(m))
	}
	if done.Conflict {
		return v.redirect(ui.MeetingURL(m) + "#conflict")
	}
	return v.redirect(ui.MeetingURL(m)+"#notes-title", view.Toast{Text: "Notes saved."})
}

func (v *visit) moveMeeting() error {
	m, err := pathID[id.Meeting](v, "meeting")
	if err != nil {
		return err
	}
	in := meeting.Move{Meeting: m, Minutes: v.number("minutes"), Version: v.number("version")}
	var fields fault.Fields
	if in.Date, err = worktime.ParseDate(v.value("on")); err != nil {
		fields.Add("on", "Choose a day.")
	}
	if in.Time, err = worktime.ParseClock(v.value("at")); err != nil {
		fields.Add("at", "Choose a time, such as 15:00.")
	}
	if err := fields.Err(); err != nil {
		return v.again(err, v.meetingPage(m))
	}
	if _, err := v.s.Meetings.Move(v.r.Context(), v.call(), in); err != nil {
		return v.again(v.named(err, "date", "on", "time", "at"), v.meetingPage(m))
	}
	return v.redirect(ui.MeetingURL(m), view.Toast{Text: "Moved. Both of you find it here."})
}
