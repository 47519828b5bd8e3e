package agreeing

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/meeting/preparation"
	"stint/internal/sqldb"
)

// PreparationItemBody is one of the standing items before the start.
type PreparationItemBody struct {
	Item     preparation.Item `json:"item" enum:"series,notes,intern-wants,mentor-wants,issue,channels,calls"`
	Text     string           `json:"text"`
	Owner    access.Role      `json:"owner" enum:"intern,mentor"`
	Optional bool             `json:"optional"`
	Done     bool             `json:"done"`
	DoneAt   *time.Time       `json:"done_at" doc:"Null while it is open, and where Stint did it."`
	DoneBy   id.Person        `json:"done_by,omitempty"`
	Link     string           `json:"link" doc:"Of the outside document or issue. That of the notes is for intern and mentor."`
	Version  int              `json:"version" doc:"For the next change of the link."`
}

// PreparationBody is the checklist before the start. What the program's page
// asks for beside it is the week 0 of the plan.
type PreparationBody struct {
	Items []PreparationItemBody `json:"items"`
	Open  int                   `json:"open" doc:"How many are open, without the optional ones."`
}

func checklistOf(lines []preparation.Line) PreparationBody {
	b := PreparationBody{Items: []PreparationItemBody{}, Open: len(preparation.Missing(lines))}
	for _, l := range lines {
		b.Items = append(b.Items, PreparationItemBody{
			Item: l.Item, Text: l.Item.Words(), Owner: l.Owner, Optional: l.Optional, Done: l.Done, DoneAt: rest.Instant(l.DoneAt), DoneBy: l.DoneBy, Link: l.Link, Version: l.Version,
		})
	}
	return b
}

// WantBody is what somebody wants from an internship.
type WantBody struct {
	Author  id.Person   `json:"author"`
	Role    access.Role `json:"role" enum:"intern,mentor"`
	Version int         `json:"version"`
	Body    string      `json:"body" doc:"Markdown."`
	At      time.Time   `json:"at"`
}

// WantDraftBody is one's own draft.
type WantDraftBody struct {
	Body    string     `json:"body"`
	Version int        `json:"version" doc:"For the next saving; 0 where there is none."`
	SavedAt *time.Time `json:"saved_at"`
}

// WantsBody are what intern and mentor want.
type WantsBody struct {
	Draft  WantDraftBody `json:"draft" doc:"Yours; nobody else sees it."`
	Shared []WantBody    `json:"shared" doc:"Every version, the newest first."`
}

// SharedWantBody is what sharing has made.
type SharedWantBody struct {
	Version int        `json:"version"`
	Meeting id.Meeting `json:"meeting" doc:"On whose agenda it is."`
}

type tickPreparationInput struct {
	rest.InternshipPath
	Body struct {
		Item string `json:"item" enum:"channels,calls"`
		Done bool   `json:"done"`
	}
}

type linkPreparationInput struct {
	rest.InternshipPath
	Body struct {
		Item    string `json:"item" enum:"notes,issue"`
		Link    string `json:"link" doc:"Starts with http:// or https://; empty takes it away."`
		Version int    `json:"version" doc:"Of the item, as you saw it."`
	}
}

type saveWantInput struct {
	rest.InternshipPath
	Body struct {
		Body    string `json:"body" doc:"Markdown, at most 64 KiB."`
		Version int    `json:"version" doc:"That the writing began from; 0 where there was none."`
	}
}

type shareWantInput struct {
	rest.InternshipPath
	Body struct {
		Body string `json:"body" doc:"Markdown, at most 64 KiB."`
	}
}

func (s Services) registerPreparation(a *rest.API) {
	const tag = "Before the start"
	rest.Register(a, rest.Operation{ID: "find-preparation", Method: http.MethodGet, Path: "/internships/{id}/preparation", Tag: tag, Action: access.PreparationFind,
		Summary: "The standing items of the checklist before the start"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[PreparationBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			lines, err := s.Preparations.Checklist(ctx, c.Actor, of)
			return rest.OK(checklistOf(lines), err)
		})
	rest.Register(a, rest.Operation{ID: "tick-preparation", Method: http.MethodPost, Path: "/internships/{id}/preparation/ticks", Tag: tag, Action: access.PreparationTick,
		Summary: "Tick or untick a standing item, as its owner"},
		func(ctx context.Context, c call.Call, in *tickPreparationInput) (*rest.Answer[PreparationBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			lines, err := s.Preparations.Tick(ctx, c, preparation.Tick{Internship: of, Item: preparation.Item(in.Body.Item), Done: in.Body.Done})
			return rest.OK(checklistOf(lines), err)
		})
	rest.Register(a, rest.Operation{ID: "link-preparation", Method: http.MethodPost, Path: "/internships/{id}/preparation/links", Tag: tag, Action: access.PreparationTick,
		Summary: "Say where the notes document or the tracking issue is"},
		func(ctx context.Context, c call.Call, in *linkPreparationInput) (*rest.Answer[PreparationBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			lines, err := s.Preparations.Link(ctx, c, preparation.Link{Internship: of, Item: preparation.Item(in.Body.Item), Link: in.Body.Link, Version: in.Body.Version})
			return rest.OK(checklistOf(lines), err)
		})
	s.registerWants(a, tag)
}

func (s Services) registerWants(a *rest.API, tag string) {
	rest.Register(a, rest.Operation{ID: "find-wants", Method: http.MethodGet, Path: "/internships/{id}/wants", Tag: tag, Action: access.WantFind,
		Summary: "What intern and mentor want from it"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[WantsBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (WantsBody, error) {
				found, err := preparation.FindWants(tx, c.Actor, of)
				b := WantsBody{Shared: []WantBody{}, Draft: WantDraftBody{Body: found.Draft.Body, Version: found.Draft.Version, SavedAt: rest.Instant(found.Draft.SavedAt)}}
				for _, w := range found.Shared {
					b.Shared = append(b.Shared, WantBody(w))
				}
				return b, err
			})
		})
	rest.Register(a, rest.Operation{ID: "save-want", Method: http.MethodPost, Path: "/internships/{id}/wants/drafts", Tag: tag, Action: access.WantWrite,
		Summary: "Save what you want as a draft"},
		func(ctx context.Context, c call.Call, in *saveWantInput) (*rest.Answer[WantDraftBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			d, err := s.Preparations.SaveDraft(ctx, c, preparation.SaveDraft{Internship: of, Body: in.Body.Body, Version: in.Body.Version})
			return rest.OK(WantDraftBody{Body: in.Body.Body, Version: d.Version, SavedAt: rest.Instant(d.SavedAt)}, err)
		})
	rest.Register(a, rest.Operation{ID: "share-want", Method: http.MethodPost, Path: "/internships/{id}/wants", Tag: tag, Action: access.WantWrite, Created: true,
		Summary: "Share what you want, and put it on the agenda of the kick-off or the next 1:1"},
		func(ctx context.Context, c call.Call, in *shareWantInput) (*rest.Answer[SharedWantBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			done, err := s.Preparations.Share(ctx, c, preparation.Share{Internship: of, Body: in.Body.Body})
			return rest.OK(SharedWantBody{done.Version, done.Meeting}, err)
		})
}
