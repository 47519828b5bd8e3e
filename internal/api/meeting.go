package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// MeetingBody is a meeting without its agenda.
type MeetingBody struct {
	ID         id.Meeting    `json:"id"`
	Internship id.Internship `json:"internship"`
	Kind       meeting.Kind  `json:"kind" enum:"kick-off,one-on-one,presentation"`
	Week       int           `json:"week"`
	Date       worktime.Date `json:"date" format:"date"`
	Time       string        `json:"time" doc:"Civil time in zone."`
	Zone       string        `json:"zone"`
	Starts     time.Time     `json:"starts" doc:"The same as an instant."`
	Minutes    int           `json:"minutes"`
	State      meeting.State `json:"state" enum:"planned,held,canceled"`
	MovedHand  bool          `json:"moved_by_hand"`
	Version    int           `json:"version"`
}

func meetingOf(m meeting.Meeting) MeetingBody {
	return MeetingBody{
		ID: m.ID, Internship: m.Internship, Kind: m.Kind, Week: m.Week, Date: m.Date, Time: m.Time.String(), Zone: m.Zone.String(),
		Starts: m.Starts, Minutes: m.Minutes, State: m.State, MovedHand: m.ByHand, Version: m.Version,
	}
}

type itemBody struct {
	ID      id.AgendaItem     `json:"id"`
	Kind    meeting.ItemKind  `json:"kind"`
	Source  string            `json:"source" doc:"Id of the question or activity; empty for a topic."`
	Title   string            `json:"title"`
	Minutes int               `json:"minutes"`
	State   meeting.ItemState `json:"state" enum:"open,discussed,parked,carried,withdrawn"`
	From    id.Meeting        `json:"from,omitempty" doc:"The earlier meeting that it comes from."`
	Back    id.Meeting        `json:"back,omitempty" doc:"The later meeting on which it comes back."`
	AddedBy id.Person         `json:"added_by,omitempty"`
	Version int               `json:"version"`
}

func itemOf(i meeting.Item) itemBody {
	b := itemBody{ID: i.ID, Kind: i.Kind, Source: i.Source, Title: i.Title, Minutes: i.Minutes, State: i.State, AddedBy: i.AddedBy, Version: i.Version}
	if i.From != nil {
		b.From = i.From.Meeting
	}
	if i.To != nil {
		b.Back = i.To.Meeting
	}
	return b
}

type noteBody struct {
	Item    id.AgendaItem        `json:"item" doc:"Empty: the meeting as a whole."`
	Version int                  `json:"version"`
	Author  id.Person            `json:"author"`
	Body    string               `json:"body" doc:"Markdown."`
	At      time.Time            `json:"at"`
	Other   *meeting.NoteVersion `json:"other" doc:"What somebody wrote that the author had not seen; null where there is none."`
}

type meetingDetail struct {
	MeetingBody
	Agenda   []itemBody `json:"agenda"`
	Estimate int        `json:"estimate" doc:"Minutes that the agenda needs."`
	Suggest  int        `json:"suggest" doc:"Minutes to book instead; 0 where the booked time does."`
	Notes    []noteBody `json:"notes" doc:"The newest version of each."`
}

type moveMeetingInput struct {
	rest.MeetingPath
	Body struct {
		Date    string `json:"date" doc:"yyyy-mm-dd in the meeting's zone."`
		Time    string `json:"time" example:"15:00"`
		Minutes int    `json:"minutes,omitempty" doc:"0 leaves the length."`
		Version int    `json:"version"`
	}
}

type topicInput struct {
	rest.MeetingPath
	Body struct {
		Title   string `json:"title"`
		Minutes int    `json:"minutes"`
		Blocker bool   `json:"blocker,omitempty" doc:"It is in the way of the intern's work."`
	}
}

// ItemPath is the path of what belongs to one agenda item.
type ItemPath struct {
	ID string `path:"id" doc:"Id of the agenda item."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p ItemPath) Parse() (id.AgendaItem, error) {
	return rest.IDOf[id.AgendaItem](p.ID, "agenda item")
}

type settleInput struct {
	ItemPath
	Body struct {
		State   string `json:"state" enum:"discussed,parked,open"`
		Version int    `json:"version"`
	}
}

type lengthInput struct {
	ItemPath
	Body struct {
		Minutes int `json:"minutes"`
		Version int `json:"version"`
	}
}

type noteInput struct {
	rest.MeetingPath
	Body struct {
		Item string `json:"item,omitempty" doc:"Empty: the meeting as a whole."`
		Body string `json:"body" doc:"Markdown."`
		Base int    `json:"base" doc:"The version that the writing began from; 0 where there was none."`
	}
}

type writtenBody struct {
	Version  int                  `json:"version"`
	Conflict bool                 `json:"conflict" doc:"Somebody wrote since the base. Both texts are kept."`
	Other    *meeting.NoteVersion `json:"other"`
}

func (s *Server) registerMeetings() {
	const tag = "1:1s"
	rest.Register(s.rest, rest.Operation{ID: "list-meetings", Method: http.MethodGet, Path: "/internships/{id}/meetings", Tag: tag, Action: access.MeetingFind, Summary: "The meetings of an internship, in order of time"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[rest.List[MeetingBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[MeetingBody], error) {
				found, err := meeting.List(tx, c.Actor, of)
				out := rest.List[MeetingBody]{Items: []MeetingBody{}}
				for _, m := range found {
					out.Items = append(out.Items, meetingOf(m))
				}
				return out, err
			})
		})
	rest.Register(s.rest, rest.Operation{ID: "find-meeting", Method: http.MethodGet, Path: "/meetings/{id}", Tag: tag, Action: access.MeetingFind, Summary: "One meeting with its agenda and notes"},
		func(ctx context.Context, c call.Call, in *rest.MeetingPath) (*rest.Answer[meetingDetail], error) {
			m, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (meetingDetail, error) { return meetingDetailOf(tx, c.Actor, m) })
		})
	rest.Register(s.rest, rest.Operation{ID: "move-meeting", Method: http.MethodPost, Path: "/meetings/{id}/moves", Tag: tag, Action: access.MeetingMove, Created: true, Summary: "Move a meeting"},
		func(ctx context.Context, c call.Call, in *moveMeetingInput) (*rest.Answer[meeting.Moved], error) {
			move, err := in.move()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Meetings.Move(ctx, c, move))
		})
	s.registerAgenda(tag)
}

func (in *moveMeetingInput) move() (meeting.Move, error) {
	m, err := in.Parse()
	if err != nil {
		return meeting.Move{}, err
	}
	var fields fault.Fields
	move := meeting.Move{Meeting: m, Minutes: in.Body.Minutes, Version: in.Body.Version}
	if move.Date, err = worktime.ParseDate(in.Body.Date); err != nil {
		fields.Add("date", "Choose a day, such as 2026-10-08.")
	}
	if move.Time, err = worktime.ParseClock(in.Body.Time); err != nil {
		fields.Add("time", "Choose a time, such as 15:00.")
	}
	return move, fields.Err()
}

func meetingDetailOf(tx *sqldb.Tx, a access.Actor, of id.Meeting) (meetingDetail, error) {
	m, err := meeting.Find(tx, a, of)
	if err != nil {
		return meetingDetail{}, err
	}
	items, err := meeting.Agenda(tx, a, of)
	if err != nil {
		return meetingDetail{}, err
	}
	d := meetingDetail{MeetingBody: meetingOf(m), Agenda: []itemBody{}, Estimate: meeting.Estimate(items), Notes: []noteBody{}}
	d.Suggest = meeting.Suggest(m.Minutes, d.Estimate)
	for _, i := range items {
		d.Agenda = append(d.Agenda, itemOf(i))
	}
	notes, err := meeting.Notes(tx, a, of)
	for _, n := range notes {
		d.Notes = append(d.Notes, noteBody{n.Item, n.Version, n.Author, n.Body, n.At, n.Other})
	}
	return d, err
}

func (s *Server) registerAgenda(tag string) {
	rest.Register(s.rest, rest.Operation{ID: "add-topic", Method: http.MethodPost, Path: "/meetings/{id}/items", Tag: tag, Action: access.AgendaWrite, Created: true, Summary: "Add a topic to an agenda"},
		func(ctx context.Context, c call.Call, in *topicInput) (*rest.Answer[meeting.Placed], error) {
			m, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Meetings.AddTopic(ctx, c, meeting.AddTopic{Meeting: m, Title: in.Body.Title, Minutes: in.Body.Minutes, Blocker: in.Body.Blocker}))
		})
	rest.Register(s.rest, rest.Operation{ID: "settle-item", Method: http.MethodPost, Path: "/agenda-items/{id}/states", Tag: tag, Action: access.AgendaWrite, Created: true, Summary: "Mark a topic as discussed, park it to the next 1:1, or reopen it"},
		func(ctx context.Context, c call.Call, in *settleInput) (*rest.Answer[meeting.Placed], error) {
			i, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Meetings.Settle(ctx, c, meeting.Settle{Item: i, State: meeting.ItemState(in.Body.State), Version: in.Body.Version}))
		})
	rest.Register(s.rest, rest.Operation{ID: "set-minutes", Method: http.MethodPost, Path: "/agenda-items/{id}/lengths", Tag: tag, Action: access.AgendaWrite, Created: true, Summary: "Change how long a topic may take"},
		func(ctx context.Context, c call.Call, in *lengthInput) (*rest.Answer[meeting.Placed], error) {
			i, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Meetings.SetMinutes(ctx, c, meeting.SetMinutes{Item: i, Minutes: in.Body.Minutes, Version: in.Body.Version}))
		})
	rest.Register(s.rest, rest.Operation{ID: "write-notes", Method: http.MethodPost, Path: "/meetings/{id}/notes", Tag: tag, Action: access.NoteWrite, Created: true, Summary: "Save notes; every version is kept", MaxBody: 1 << 20},
		func(ctx context.Context, c call.Call, in *noteInput) (*rest.Answer[writtenBody], error) {
			m, err := in.Parse()
			if err != nil {
				return nil, err
			}
			done, err := s.Meetings.WriteNote(ctx, c, meeting.WriteNote{Meeting: m, Item: id.AgendaItem(in.Body.Item), Body: in.Body.Body, Base: in.Body.Base})
			return rest.OK(writtenBody{done.Version, done.Conflict, done.Other}, err)
		})
}
