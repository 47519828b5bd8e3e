package api

import (
	"context"
	"net/http"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/plan/hours"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

type hoursBody struct {
	ID      id.Hours      `json:"id"`
	Date    worktime.Date `json:"date" format:"date"`
	Minutes int           `json:"minutes"`
	What    string        `json:"what,omitempty" doc:"Intern and mentor read it."`
}

type logInput struct {
	rest.InternshipPath
	Body struct {
		Length string `json:"length" example:"1:30" doc:"1.5, 1:30, 1 h 30 or 90 min."`
		Date   string `json:"date,omitempty" doc:"yyyy-mm-dd; today in the zone of the terms where absent."`
		What   string `json:"what,omitempty"`
	}
}

type hoursPath struct {
	ID string `path:"id" doc:"Id of the entry."`
}

type loggedBody struct {
	Internship id.Internship `json:"internship"`
	Entry      hoursBody     `json:"entry"`
	Week       int           `json:"week"`
	Sum        int           `json:"sum" doc:"Minutes logged in that week now."`
}

func loggedOf(l hours.Logged, err error) (*rest.Answer[loggedBody], error) {
	return rest.OK(loggedBody{l.Internship, hoursOf(l.Entry), l.Week, l.Sum}, err)
}

func hoursOf(e hours.Entry) hoursBody { return hoursBody{e.ID, e.Date, e.Minutes, e.What} }

func (s *Server) registerHours() {
	const tag = "Hours"
	rest.Register(s.rest, rest.Operation{ID: "list-hours", Method: http.MethodGet, Path: "/internships/{id}/hours", Tag: tag, Action: access.PlanFind, Summary: "Hours logged, by day"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[rest.List[hoursBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[hoursBody], error) {
				entries, err := hours.List(tx, c.Actor, of, worktime.Date{}, worktime.Date{})
				out := rest.List[hoursBody]{Items: []hoursBody{}}
				for _, e := range entries {
					out.Items = append(out.Items, hoursOf(e))
				}
				return out, err
			})
		})
	rest.Register(s.rest, rest.Operation{ID: "log-hours", Method: http.MethodPost, Path: "/internships/{id}/hours", Tag: tag, Action: access.HoursLog, Created: true, Summary: "Log hours"},
		func(ctx context.Context, c call.Call, in *logInput) (*rest.Answer[loggedBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return loggedOf(s.Hours.Log(ctx, c, hours.Log{Internship: of, Length: in.Body.Length, Date: in.Body.Date, What: in.Body.What}))
		})
	rest.Register(s.rest, rest.Operation{ID: "take-hours-back", Method: http.MethodPost, Path: "/hours/{id}/withdrawals", Tag: tag, Action: access.HoursLog, Created: true, Summary: "Take back hours that were logged"},
		func(ctx context.Context, c call.Call, in *hoursPath) (*rest.Answer[loggedBody], error) {
			h, err := rest.IDOf[id.Hours](in.ID, "entry")
			if err != nil {
				return nil, err
			}
			return loggedOf(s.Hours.TakeBack(ctx, c, h))
		})
}
