package api

import (
	"context"
	"net/http"

	"stint/internal/access"
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
	InternshipPath
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

func loggedOf(l hours.Logged, err error) (*answer[loggedBody], error) {
	return ok(loggedBody{l.Internship, hoursOf(l.Entry), l.Week, l.Sum}, err)
}

func hoursOf(e hours.Entry) hoursBody { return hoursBody{e.ID, e.Date, e.Minutes, e.What} }

func (s *Server) registerHours() {
	const tag = "Hours"
	register(s, operation{id: "list-hours", method: http.MethodGet, path: "/internships/{id}/hours", tag: tag, action: access.PlanFind, summary: "Hours logged, by day"},
		func(ctx context.Context, c call.Call, in *InternshipPath) (*answer[list[hoursBody]], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			return read(ctx, s.DB, func(tx *sqldb.Tx) (list[hoursBody], error) {
				entries, err := hours.List(tx, c.Actor, of, worktime.Date{}, worktime.Date{})
				out := list[hoursBody]{Items: []hoursBody{}}
				for _, e := range entries {
					out.Items = append(out.Items, hoursOf(e))
				}
				return out, err
			})
		})
	register(s, operation{id: "log-hours", method: http.MethodPost, path: "/internships/{id}/hours", tag: tag, action: access.HoursLog, created: true, summary: "Log hours"},
		func(ctx context.Context, c call.Call, in *logInput) (*answer[loggedBody], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			return loggedOf(s.Hours.Log(ctx, c, hours.Log{Internship: of, Length: in.Body.Length, Date: in.Body.Date, What: in.Body.What}))
		})
	register(s, operation{id: "take-hours-back", method: http.MethodPost, path: "/hours/{id}/withdrawals", tag: tag, action: access.HoursLog, created: true, summary: "Take back hours that were logged"},
		func(ctx context.Context, c call.Call, in *hoursPath) (*answer[loggedBody], error) {
			h, err := idOf[id.Hours](in.ID, "entry")
			if err != nil {
				return nil, err
			}
			return loggedOf(s.Hours.TakeBack(ctx, c, h))
		})
}
