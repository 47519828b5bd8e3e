// Package request is the search for a mentor at the API: requests, open calls,
// and guidance.
package request

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// requestBody is one request.
type requestBody struct {
	ID         id.Request     `json:"id"`
	Internship id.Internship  `json:"internship"`
	Program    id.Program     `json:"program"`
	Intern     id.Person      `json:"intern"`
	Mentor     id.Person      `json:"mentor"`
	State      matching.State `json:"state" enum:"asked,accepted,confirmed,declined,withdrawn,released,closed"`
	Cause      matching.Cause `json:"cause,omitempty" enum:"silence,left,manager,found,proposed,terms,over" doc:"Why it was released or closed."`
	OpenCall   id.OpenCall    `json:"open_call,omitempty" doc:"The open call that the mentor answered."`
	Message    string         `json:"message,omitempty" doc:"The intern's words; coordinators get none."`
	Offer      string         `json:"offer,omitempty" doc:"The mentor's words with a yes."`
	Reason     string         `json:"reason,omitempty" doc:"Why the mentor declined: for the intern and the mentor."`
	AskedAt    time.Time      `json:"asked_at"`
	NudgesAt   *time.Time     `json:"nudges_at" doc:"When the mentor is reminded, in their calendar as it is now; null once it is answered."`
	NudgedAt   *time.Time     `json:"nudged_at"`
	ReleasesAt *time.Time     `json:"releases_at" doc:"When it goes back to the intern; null once it is answered."`
	AnsweredAt *time.Time     `json:"answered_at"`
	SettledAt  *time.Time     `json:"settled_at" doc:"When it was confirmed, withdrawn, released or closed."`
}

func bodyOf(r matching.Request, mentor person.Person) requestBody {
	b := requestBody{
		ID: r.ID, Internship: r.Internship, Program: r.Program, Intern: r.Intern, Mentor: r.Mentor, State: r.State, Cause: r.Cause, OpenCall: r.Call,
		Message: r.Message, Offer: r.Offer, Reason: r.Reason, AskedAt: r.AskedAt, NudgedAt: rest.Instant(r.NudgedAt),
		AnsweredAt: rest.Instant(r.AnsweredAt), SettledAt: rest.Instant(r.SettledAt),
	}
	if r.State == matching.Asked {
		d := matching.DeadlinesOf(mentor, r.AskedAt)
		b.NudgesAt, b.ReleasesAt = rest.Instant(d.Nudge), rest.Instant(d.Release)
	}
	return b
}

// bodies are requests with their deadlines, in one query more.
func bodies(tx *sqldb.Tx, list []matching.Request) (rest.List[requestBody], error) {
	out := rest.List[requestBody]{Items: []requestBody{}}
	var mentors []id.Person
	for _, r := range list {
		mentors = append(mentors, r.Mentor)
	}
	people, err := person.Names(tx, mentors)
	for _, r := range list {
		out.Items = append(out.Items, bodyOf(r, people[r.Mentor]))
	}
	return out, err
}

// Path is the path of what belongs to one request.
type Path struct {
	ID string `path:"id" doc:"Id of the request."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p Path) Parse() (id.Request, error) { return rest.IDOf[id.Request](p.ID, "request") }

type askInput struct {
	rest.InternshipPath
	Body struct {
		Mentors []string `json:"mentors" minItems:"1" doc:"Ids of people. All of them are asked, or none."`
		Message string   `json:"message" doc:"Each of them reads it."`
	}
}

type acceptInput struct {
	Path
	Body struct {
		Offer string `json:"offer,omitempty" doc:"Words to the intern."`
	}
}

type declineInput struct {
	Path
	Body struct {
		Reason string `json:"reason" doc:"The intern reads it, nobody else."`
	}
}

// Operations are the search for a mentor.
type Operations struct {
	DB       *sqldb.DB
	Matching *matching.Service
}

const tag = "Finding a mentor"

// Register adds the operations to an API.
func (o Operations) Register(api *rest.API) {
	o.registerSearch(api)
	o.registerAnswers(api)
	o.registerCalls(api)
	o.registerGuidance(api)
}

func (o Operations) registerSearch(api *rest.API) {
	rest.Register(api, rest.Operation{ID: "list-requests", Method: http.MethodGet, Path: "/internships/{id}/requests", Tag: tag, Action: access.RequestList,
		Summary: "Whom an intern asked, newest first", About: "For the intern, and for coordinators of the program without any of the words."},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[rest.List[requestBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, o.DB, func(tx *sqldb.Tx) (rest.List[requestBody], error) {
				list, err := matching.List(tx, c.Actor, of)
				if err != nil {
					return rest.List[requestBody]{}, err
				}
				return bodies(tx, list)
			})
		})
	rest.Register(api, rest.Operation{ID: "ask-mentors", Method: http.MethodPost, Path: "/internships/{id}/requests", Tag: tag, Action: access.RequestSend, Created: true,
		Summary: "Ask one or several mentors", About: "At most five requests of one search stand at a time. What speaks against one of them is told at body.mentor, and nobody is asked."},
		func(ctx context.Context, c call.Call, in *askInput) (*rest.Answer[matching.Sent], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			ask := matching.Ask{Internship: of, Message: in.Body.Message}
			for _, m := range in.Body.Mentors {
				ask.Mentors = append(ask.Mentors, id.Person(m))
			}
			return rest.OK(o.Matching.Ask(ctx, c, ask))
		})
	rest.Register(api, rest.Operation{ID: "list-sent-requests", Method: http.MethodGet, Path: "/requests", Tag: tag, Action: access.HomeFind,
		Summary: "The requests that were sent to you: those that stand first, a hundred at most"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[requestBody]], error) {
			return rest.Read(ctx, o.DB, func(tx *sqldb.Tx) (rest.List[requestBody], error) {
				list, err := matching.SentTo(tx, c.Actor)
				if err != nil {
					return rest.List[requestBody]{}, err
				}
				return bodies(tx, list)
			})
		})
	rest.Register(api, rest.Operation{ID: "find-request", Method: http.MethodGet, Path: "/requests/{id}", Tag: tag, Action: access.RequestFind, Summary: "One request"},
		func(ctx context.Context, c call.Call, in *Path) (*rest.Answer[requestBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, o.DB, func(tx *sqldb.Tx) (requestBody, error) {
				r, err := matching.Find(tx, c.Actor, of)
				if err != nil {
					return requestBody{}, err
				}
				list, err := bodies(tx, []matching.Request{r})
				return list.Items[0], err
			})
		})
}

func (o Operations) registerAnswers(api *rest.API) {
	rest.Register(api, rest.Operation{ID: "accept-request", Method: http.MethodPost, Path: "/requests/{id}/acceptances", Tag: tag, Action: access.RequestAnswer, Created: true,
		Summary: "Say yes to being a mentor", About: "Holds one of your places until the intern decides. Several mentors may accept; the intern confirms one."},
		func(ctx context.Context, c call.Call, in *acceptInput) (*rest.Answer[matching.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(o.Matching.Accept(ctx, c, matching.Accept{Request: of, Offer: in.Body.Offer}))
		})
	rest.Register(api, rest.Operation{ID: "decline-request", Method: http.MethodPost, Path: "/requests/{id}/declines", Tag: tag, Action: access.RequestAnswer, Created: true,
		Summary: "Say no, or take a yes back until terms are proposed"},
		func(ctx context.Context, c call.Call, in *declineInput) (*rest.Answer[matching.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(o.Matching.Decline(ctx, c, matching.Decline{Request: of, Reason: in.Body.Reason}))
		})
	rest.Register(api, rest.Operation{ID: "withdraw-request", Method: http.MethodPost, Path: "/requests/{id}/withdrawals", Tag: tag, Action: access.RequestSettle, Created: true,
		Summary: "Take a request back, until terms are proposed"},
		func(ctx context.Context, c call.Call, in *Path) (*rest.Answer[matching.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(o.Matching.Withdraw(ctx, c, of))
		})
	rest.Register(api, rest.Operation{ID: "confirm-request", Method: http.MethodPost, Path: "/requests/{id}/confirmations", Tag: tag, Action: access.RequestSettle, Created: true,
		Summary: "Choose a mentor who said yes", About: "Everything else in the search is closed by it. Terms are proposed next."},
		func(ctx context.Context, c call.Call, in *Path) (*rest.Answer[matching.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(o.Matching.Confirm(ctx, c, of))
		})
}
