package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
)

// PromptPath is the path of what belongs to one question.
type PromptPath struct {
	ID string `path:"id" doc:"Id of the question."`
}

func (p PromptPath) id() (id.Prompt, error) { return idOf[id.Prompt](p.ID, "question") }

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
	register(s, operation{id: "find-prompt", method: http.MethodGet, path: "/prompts/{id}", tag: tag, action: access.PlanFind, summary: "One question with its answers as far as you may see them"},
		func(ctx context.Context, c call.Call, in *PromptPath) (*answer[promptDetail], error) {
			p, err := in.id()
			if err != nil {
				return nil, err
			}
			return read(ctx, s.DB, func(tx *sqldb.Tx) (promptDetail, error) {
				found, err := prompt.Find(tx, c.Actor, p)
				d := promptDetail{PromptBody: promptOf(&found.Prompt), Internship: found.Internship, Week: found.Week, Answers: []answerBody{}}
				for _, a := range found.Answers {
					d.Answers = append(d.Answers, answerBody{a.Version, a.Body, a.At})
				}
				return d, err
			})
		})
	register(s, operation{id: "save-draft", method: http.MethodPost, path: "/prompts/{id}/drafts", tag: tag, action: access.AnswerWrite, created: true, summary: "Save a draft of an answer; only you can read it"},
		func(ctx context.Context, c call.Call, in *draftInput) (*answer[savedDraft], error) {
			p, err := in.id()
			if err != nil {
				return nil, err
			}
			done, err := s.Prompts.SaveDraft(ctx, c, prompt.SaveDraft{Prompt: p, Body: in.Body.Body, Version: in.Body.Version})
			return ok(savedDraft{done.Version, done.At}, err)
		})
	register(s, operation{id: "put-answer", method: http.MethodPost, path: "/prompts/{id}/answers", tag: tag, action: access.AnswerWrite, created: true, summary: "Put an answer on the agenda of the next 1:1"},
		func(ctx context.Context, c call.Call, in *putInput) (*answer[internshipRef], error) {
			p, err := in.id()
			if err != nil {
				return nil, err
			}
			done, err := s.Prompts.PutOnAgenda(ctx, c, prompt.Put{Prompt: p, Body: in.Body.Body, Draft: in.Body.Draft})
			return ok(internshipRef{done.Internship, done.Version}, err)
		})
	register(s, operation{id: "reply", method: http.MethodPost, path: "/prompts/{id}/replies", tag: tag, action: access.ReplyWrite, created: true, summary: "Reply to an answer"},
		func(ctx context.Context, c call.Call, in *replyInput) (*answer[internshipRef], error) {
			p, err := in.id()
			if err != nil {
				return nil, err
			}
			of, err := s.Prompts.Reply(ctx, c, prompt.Write{Prompt: p, Body: in.Body.Body})
			return ok(internshipRef{Internship: of}, err)
		})
	register(s, operation{id: "reopen-prompt", method: http.MethodPost, path: "/prompts/{id}/reopenings", tag: tag, action: access.AgendaWrite, created: true, summary: "Reopen a question that was discussed"},
		func(ctx context.Context, c call.Call, in *PromptPath) (*answer[internshipRef], error) {
			p, err := in.id()
			if err != nil {
				return nil, err
			}
			of, err := s.Prompts.Reopen(ctx, c, p)
			return ok(internshipRef{Internship: of}, err)
		})
}
