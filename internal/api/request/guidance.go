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

// guidanceBody is one question to a manager.
type guidanceBody struct {
	ID         id.Guidance            `json:"id"`
	Internship id.Internship          `json:"internship"`
	Program    id.Program             `json:"program"`
	Intern     id.Person              `json:"intern"`
	Manager    id.Person              `json:"manager" doc:"Who was asked."`
	State      matching.GuidanceState `json:"state" enum:"asked,answered,closed"`
	Question   string                 `json:"question"`
	Answer     string                 `json:"answer,omitempty"`
	Suggested  []id.Person            `json:"suggested" doc:"Mentors whom the answer names."`
	AskedAt    time.Time              `json:"asked_at"`
	AnsweredAt *time.Time             `json:"answered_at"`
}

func guidanceBodyOf(g matching.Guidance) guidanceBody {
	return guidanceBody{
		ID: g.ID, Internship: g.Internship, Program: g.Program, Intern: g.Intern, Manager: g.Manager, State: g.State, Question: g.Question, Answer: g.Answer,
		Suggested: append([]id.Person{}, g.Suggested...), AskedAt: g.AskedAt, AnsweredAt: rest.Instant(g.AnsweredAt),
	}
}

// GuidancePath is the path of what belongs to one question.
type GuidancePath struct {
	ID string `path:"id" doc:"Id of the question."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p GuidancePath) Parse() (id.Guidance, error) { return rest.IDOf[id.Guidance](p.ID, "question") }

type questionInput struct {
	rest.InternshipPath
	Body struct {
		Manager  string `json:"manager" doc:"Somebody who leads mentors of the program, and not your own manager."`
		Question string `json:"question"`
	}
}

type adviceInput struct {
	GuidancePath
	Body struct {
		Answer    string   `json:"answer"`
		Suggested []string `json:"suggested,omitempty" doc:"Ids of people who are open to mentoring in the program, five at most."`
	}
}

// guidanceMade names a question that was put or answered.
type guidanceMade struct {
	Guidance id.Guidance `json:"guidance"`
}

func made(g id.Guidance, err error) (*rest.Answer[guidanceMade], error) {
	return rest.OK(guidanceMade{g}, err)
}

func (o Operations) registerGuidance(api *rest.API) {
	rest.Register(api, rest.Operation{ID: "ask-guidance", Method: http.MethodPost, Path: "/internships/{id}/guidance", Tag: tag, Action: access.GuidanceAsk, Created: true,
		Summary: "Ask somebody who leads mentors whom to ask", About: "The question and its answer are between the two of you."},
		func(ctx context.Context, c call.Call, in *questionInput) (*rest.Answer[guidanceMade], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return made(o.Matching.AskGuidance(ctx, c, matching.Question{Internship: of, Manager: id.Person(in.Body.Manager), Question: in.Body.Question}))
		})
	rest.Register(api, rest.Operation{ID: "list-guidance", Method: http.MethodGet, Path: "/guidance", Tag: tag, Action: access.HomeFind,
		Summary: "The questions that were put to you: open ones first, a hundred at most"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[guidanceBody]], error) {
			return rest.Read(ctx, o.DB, func(tx *sqldb.Tx) (rest.List[guidanceBody], error) {
				out := rest.List[guidanceBody]{Items: []guidanceBody{}}
				list, err := matching.GuidanceFrom(tx, c.Actor)
				for _, g := range list {
					out.Items = append(out.Items, guidanceBodyOf(g))
				}
				return out, err
			})
		})
	rest.Register(api, rest.Operation{ID: "find-guidance", Method: http.MethodGet, Path: "/guidance/{id}", Tag: tag, Action: access.GuidanceFind, Summary: "One question, for the intern and who was asked"},
		func(ctx context.Context, c call.Call, in *GuidancePath) (*rest.Answer[guidanceBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, o.DB, func(tx *sqldb.Tx) (guidanceBody, error) {
				g, err := matching.FindGuidance(tx, c.Actor, of)
				return guidanceBodyOf(g), err
			})
		})
	rest.Register(api, rest.Operation{ID: "answer-guidance", Method: http.MethodPost, Path: "/guidance/{id}/answers", Tag: tag, Action: access.GuidanceAnswer, Created: true, Summary: "Answer a question for guidance"},
		func(ctx context.Context, c call.Call, in *adviceInput) (*rest.Answer[guidanceMade], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			advice := matching.Advice{Guidance: of, Answer: in.Body.Answer}
			for _, p := range in.Body.Suggested {
				advice.Suggest = append(advice.Suggest, id.Person(p))
			}
			return made(o.Matching.Advise(ctx, c, advice))
		})
}
