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
	"stint/internal/sqldb"
)

// openCallBody is one open call.
type openCallBody struct {
	ID         id.OpenCall        `json:"id"`
	Internship id.Internship      `json:"internship"`
	Program    id.Program         `json:"program"`
	Intern     id.Person          `json:"intern"`
	State      matching.CallState `json:"state" enum:"open,closed"`
	Message    string             `json:"message,omitempty" doc:"The intern's words; coordinators get none."`
	Answers    int                `json:"answers" doc:"How many mentors offered to; 0 for mentors."`
	Mine       id.Request         `json:"mine,omitempty" doc:"Your own offer, a request."`
	OpenedAt   time.Time          `json:"opened_at"`
	ClosedAt   *time.Time         `json:"closed_at"`
}

func callBodyOf(o matching.OpenCall) openCallBody {
	return openCallBody{
		ID: o.ID, Internship: o.Internship, Program: o.Program, Intern: o.Intern, State: o.State, Message: o.Message, Answers: o.Answers, Mine: o.Mine,
		OpenedAt: o.OpenedAt, ClosedAt: rest.Instant(o.ClosedAt),
	}
}

// CallPath is the path of what belongs to one open call.
type CallPath struct {
	ID string `path:"id" doc:"Id of the open call."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p CallPath) Parse() (id.OpenCall, error) { return rest.IDOf[id.OpenCall](p.ID, "open call") }

type postInput struct {
	rest.InternshipPath
	Body struct {
		Message string `json:"message" doc:"Every eligible mentor reads it."`
	}
}

type offerInput struct {
	CallPath
	Body struct {
		Offer string `json:"offer,omitempty" doc:"Words to the intern."`
	}
}

func (o Operations) registerCalls(api *rest.API) {
	rest.Register(api, rest.Operation{ID: "open-call", Method: http.MethodPost, Path: "/internships/{id}/open-calls", Tag: tag, Action: access.OpenCallPost, Created: true,
		Summary: "Ask every eligible mentor at once", About: "One call of a search is open at a time."},
		func(ctx context.Context, c call.Call, in *postInput) (*rest.Answer[matching.Posted], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(o.Matching.Post(ctx, c, matching.Post{Internship: of, Message: in.Body.Message}))
		})
	rest.Register(api, rest.Operation{ID: "list-open-calls", Method: http.MethodGet, Path: "/open-calls", Tag: tag, Action: access.HomeFind,
		Summary: "The open calls that you could answer, newest first, a hundred at most"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[openCallBody]], error) {
			return rest.Read(ctx, o.DB, func(tx *sqldb.Tx) (rest.List[openCallBody], error) {
				out := rest.List[openCallBody]{Items: []openCallBody{}}
				list, err := matching.Calls(tx, c.Actor)
				for _, found := range list {
					out.Items = append(out.Items, callBodyOf(found))
				}
				return out, err
			})
		})
	rest.Register(api, rest.Operation{ID: "find-open-call", Method: http.MethodGet, Path: "/open-calls/{id}", Tag: tag, Action: access.OpenCallFind, Summary: "One open call"},
		func(ctx context.Context, c call.Call, in *CallPath) (*rest.Answer[openCallBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, o.DB, func(tx *sqldb.Tx) (openCallBody, error) {
				found, err := matching.FindCall(tx, c.Actor, of)
				return callBodyOf(found), err
			})
		})
	rest.Register(api, rest.Operation{ID: "answer-open-call", Method: http.MethodPost, Path: "/open-calls/{id}/offers", Tag: tag, Action: access.OpenCallAnswer, Created: true,
		Summary: "Offer to mentor", About: "It becomes a request that you have accepted; the intern confirms one."},
		func(ctx context.Context, c call.Call, in *offerInput) (*rest.Answer[matching.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(o.Matching.Offer(ctx, c, matching.Offer{OpenCall: of, Offer: in.Body.Offer}))
		})
	rest.Register(api, rest.Operation{ID: "close-open-call", Method: http.MethodPost, Path: "/open-calls/{id}/closings", Tag: tag, Action: access.OpenCallClose, Created: true,
		Summary: "Close an open call", About: "Offers that came stay."},
		func(ctx context.Context, c call.Call, in *CallPath) (*rest.Answer[matching.Posted], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(o.Matching.CloseCall(ctx, c, of))
		})
}
