package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
)

// PromptPath is the path of what belongs to one question.
type PromptPath struct {
	ID string `path:"id" doc:"Id of the question."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p PromptPath) Parse() (id.Prompt, error) { return rest.IDOf[id.Prompt](p.ID, "question") }

type draftInput struct {
	PromptPath
	Body struct {
		Body    string `json:"body" doc:"Markdown, kept as typed."`
		Version int    `json:"version" doc:"The version that the writing began from; 0 where there was none."`
	}
}

type putInput struct {
	PromptPath
	Body struct {
		Body  string `json:"body,omitempty" doc:"The answer; empty puts the bare question."`
		Draft int    `json:"draft,omitempty" doc:"The version of the draft that it was made from."`
	}
}

type replyInput struct {
	PromptPath
	Body struct {
		Body string `json:"body" doc:"Markdown."`
	}
}

type promptDetail struct {
	PromptBody
	Internship id.Internship `json:"internship"`
	Week       int           `json:"week"`
	Answers    []answerBody  `json:"answers" doc:"Every version, oldest first."`
}

type savedDraft struct {
	Version int       `json:"version" doc:"What the next saving begins from."`
	At      time.Time `json:"at"`
}

type internshipRef struct {
	Internship id.Internship `json:"internship"`
	Version    int           `json:"version,omitempty"`
}

func (s *Server) registerPrompts() {
	const tag = "Questions"
	rest.Register(s.rest, rest.Operation{ID: "find-prompt", Method: http.MethodGet, Path: "/prompts/{id}", Tag: tag, Action: access.PlanFind, Summary: "One question with its answers as far as you may see them"},
		func(ctx context.Context, c call.Call, in *PromptPath) (*rest.Answer[promptDetail], error) {
			p, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (promptDetail, error) {
				found, err := prompt.Find(tx, c.Actor, p)
				d := promptDetail{PromptBody: promptOf(&found.Prompt), Internship: found.Internship, Week: found.Week, Answers: []answerBody{}}
				for _, a := range found.Answers {
					d.Answers = append(d.Answers, answerBody{a.Version, a.Body, a.At})
				}
				return d, err
			})
		})
	rest.Register(s.rest, rest.Operation{ID: "save-draft", Method: http.MethodPost, Path: "/prompts/{id}/drafts", Tag: tag, Action: access.AnswerWrite, Created: true, Summary: "Save a draft of an answer; only you can read it"},
		func(ctx context.Context, c call.Call, in *draftInput) (*rest.Answer[savedDraft], error) {
			p, err := in.Parse()
			if err != nil {
				return nil, err
			}
			done, err := s.Prompts.SaveDraft(ctx, c, prompt.SaveDraft{Prompt: p, Body: in.Body.Body, Version: in.Body.Version})
			return rest.OK(savedDraft{done.Version, done.At}, err)
		})
	rest.Register(s.rest, rest.Operation{ID: "put-answer", Method: http.MethodPost, Path: "/prompts/{id}/answers", Tag: tag, Action: access.AnswerWrite, Created: true, Summary: "Put an answer on the agenda of the next 1:1"},
		func(ctx context.Context, c call.Call, in *putInput) (*rest.Answer[internshipRef], error) {
			p, err := in.Parse()
			if err != nil {
				return nil, err
			}
			done, err := s.Prompts.PutOnAgenda(ctx, c, prompt.Put{Prompt: p, Body: in.Body.Body, Draft: in.Body.Draft})
			return rest.OK(internshipRef{done.Internship, done.Version}, err)
		})
	rest.Register(s.rest, rest.Operation{ID: "reply", Method: http.MethodPost, Path: "/prompts/{id}/replies", Tag: tag, Action: access.ReplyWrite, Created: true, Summary: "Reply to an answer"},
		func(ctx context.Context, c call.Call, in *replyInput) (*rest.Answer[internshipRef], error) {
			p, err := in.Parse()
			if err != nil {
				return nil, err
			}
			of, err := s.Prompts.Reply(ctx, c, prompt.Write{Prompt: p, Body: in.Body.Body})
			return rest.OK(internshipRef{Internship: of}, err)
		})
	rest.Register(s.rest, rest.Operation{ID: "reopen-prompt", Method: http.MethodPost, Path: "/prompts/{id}/reopenings", Tag: tag, Action: access.AgendaWrite, Created: true, Summary: "Reopen a question that was discussed"},
		func(ctx context.Context, c call.Call, in *PromptPath) (*rest.Answer[internshipRef], error) {
			p, err := in.Parse()
			if err != nil {
				return nil, err
			}
			of, err := s.Prompts.Reopen(ctx, c, p)
			return rest.OK(internshipRef{Internship: of}, err)
		})
}
