// Package author is what the API offers to those who write programs: drafts,
// what is understood of a page, its mends, and the explanations of diagnostics.
package author

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/diff"
	"stint/internal/program/draft"
	"stint/internal/sqldb"
)

// Services are what the operations call.
type Services struct {
	DB       *sqldb.DB
	Programs *program.Service
	Drafts   *draft.Service
}

const tag = "Drafts"

// maxPage is the most that a request with a page may bring: 1 MiB of Markdown,
// escaped as JSON.
const maxPage = 3 << 20

// Register adds the operations.
func Register(api *rest.API, s Services) {
	s.registerDrafts(api)
	s.registerDecisions(api)
	registerLint(api)
	s.registerKept(api)
}

// DraftRow is a draft without its page.
type DraftRow struct {
	ID        id.Draft   `json:"id"`
	Program   id.Program `json:"program,omitempty" doc:"Absent for a program to be."`
	BasedOn   int        `json:"based_on" doc:"The number of the program's version that it began from; 0 for a program to be."`
	Version   int        `json:"version" doc:"Counts the savings; what the next saving begins from."`
	CreatedAt time.Time  `json:"created_at"`
	ChangedAt time.Time  `json:"changed_at"`
}

func rowOf(d draft.Draft) DraftRow {
	return DraftRow{d.ID, d.Program, d.BasedOn, d.Version, d.CreatedAt, d.ChangedAt}
}

type pageDraftBody struct {
	DraftRow
	Source string          `json:"source" doc:"The page as typed, with LF at the ends of lines."`
	Texts  []otherTextBody `json:"texts" doc:"What other windows saved and this text passed over, oldest first, until you choose."`
}

type otherTextBody struct {
	Version int       `json:"version"`
	Source  string    `json:"source"`
	SavedAt time.Time `json:"saved_at"`
}

func draftOf(d draft.Draft) pageDraftBody {
	out := pageDraftBody{DraftRow: rowOf(d), Source: d.Source, Texts: []otherTextBody{}}
	for _, t := range d.Texts {
		out.Texts = append(out.Texts, otherTextBody{t.Version, t.Source, t.SavedAt})
	}
	return out
}

// DraftPath is the path of what belongs to one draft.
type DraftPath struct {
	ID string `path:"id" doc:"Id of the draft."`
}

func (p DraftPath) parse() (id.Draft, error) { return rest.IDOf[id.Draft](p.ID, "draft") }

type beginInput struct {
	Body struct {
		Source string `json:"source" doc:"The page in Markdown, at most 1 MiB."`
	}
}

// TypedBody is a text to be saved.
type TypedBody struct {
	Source string `json:"source" doc:"The page in Markdown, at most 1 MiB."`
	Base   int    `json:"base" doc:"The version of the draft that the writing began from; 0 where there was none. Where the draft was saved since, both texts are kept and the answer says conflict."`
	Pane   string `json:"pane,omitempty" maxLength:"100" doc:"A name for the window or program that saves. It never passes over itself, even where an answer got lost."`
}

type saveForInput struct {
	rest.ProgramPath
	Body struct {
		TypedBody
		BasedOn int `json:"based_on,omitempty" doc:"The number of the program's version that the writing began from; the newest one where absent."`
	}
}

type saveInput struct {
	DraftPath
	Body TypedBody
}

func (s Services) registerDrafts(api *rest.API) {
	rest.Register(api, rest.Operation{ID: "list-page-drafts", Method: http.MethodGet, Path: "/drafts", Tag: tag, Action: access.DraftFind, Summary: "Your drafts, those changed last first"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[DraftRow]], error) {
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[DraftRow], error) {
				out := rest.List[DraftRow]{Items: []DraftRow{}}
				found, err := draft.List(tx, c.Actor)
				for _, d := range found {
					out.Items = append(out.Items, rowOf(d))
				}
				return out, err
			})
		})
	rest.Register(api, rest.Operation{ID: "begin-page-draft", Method: http.MethodPost, Path: "/drafts", Tag: tag, Action: access.ProgramImport, Created: true, Summary: "Begin the draft of a new program", MaxBody: maxPage},
		func(ctx context.Context, c call.Call, in *beginInput) (*rest.Answer[draft.Saved], error) {
			return rest.OK(s.Drafts.Save(ctx, c, draft.Save{Source: in.Body.Source}))
		})
	rest.Register(api, rest.Operation{ID: "find-page-draft", Method: http.MethodGet, Path: "/drafts/{id}", Tag: tag, Action: access.DraftFind, Summary: "One of your drafts", About: "A draft is its author's alone."},
		func(ctx context.Context, c call.Call, in *DraftPath) (*rest.Answer[pageDraftBody], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (pageDraftBody, error) {
				d, err := draft.Find(tx, c.Actor, of)
				return draftOf(d), err
			})
		})
	rest.Register(api, rest.Operation{ID: "save-program-draft", Method: http.MethodPost, Path: "/programs/{id}/drafts", Tag: tag, Action: access.ProgramPublish, Created: true,
		Summary: "Save your draft of a program's next version", About: "Begins it where there is none: you have one of each program.", MaxBody: maxPage},
		func(ctx context.Context, c call.Call, in *saveForInput) (*rest.Answer[draft.Saved], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Drafts.Save(ctx, c, draft.Save{Program: of, BasedOn: in.Body.BasedOn, Source: in.Body.Source, Base: in.Body.Base, Pane: in.Body.Pane}))
		})
	rest.Register(api, rest.Operation{ID: "save-page-draft", Method: http.MethodPost, Path: "/drafts/{id}/texts", Tag: tag, Action: access.DraftWrite, Created: true, Summary: "Save a draft",
		About: "A draft that you published or threw away meanwhile is a conflict with the code draft-ended: the text is not saved, so begin a new draft with it.", MaxBody: maxPage},
		func(ctx context.Context, c call.Call, in *saveInput) (*rest.Answer[draft.Saved], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Drafts.Save(ctx, c, draft.Save{Draft: of, Source: in.Body.Source, Base: in.Body.Base, Pane: in.Body.Pane}))
		})
}

type chooseInput struct {
	DraftPath
	Body struct {
		Version int `json:"version" doc:"Of the draft, as you looked at it."`
		Text    int `json:"text" doc:"The version of the text to go on from; version for the draft's own."`
	}
}

type discardInput struct {
	DraftPath
	Body struct {
		Version int `json:"version" doc:"Of the draft, as you looked at it."`
	}
}

type publishInput struct {
	DraftPath
	Body struct {
		Version int    `json:"version" doc:"Of the draft, as you looked at it."`
		Seen    int    `json:"seen,omitempty" doc:"The number of the program's newest version that you compared the draft with; absent for a new program."`
		Note    string `json:"note,omitempty" doc:"What the version changes, in your words, at most 4,000 bytes."`
		Slug    string `json:"slug,omitempty" doc:"A new program's name in addresses; made of the title where absent."`
	}
}

type comparisonBody struct {
	Version    int  `json:"version" doc:"Of the draft."`
	Seen       int  `json:"seen" doc:"The number of the newest version, which the draft is compared with."`
	Importable bool `json:"importable" doc:"No diagnostic is an error."`
	diff.Difference
}

func (s Services) registerDecisions(api *rest.API) {
	rest.Register(api, rest.Operation{ID: "choose-page-draft-text", Method: http.MethodPost, Path: "/drafts/{id}/choices", Tag: tag, Action: access.DraftWrite, Created: true, Summary: "Choose between the texts of a draft", About: "The others go for good."},
		func(ctx context.Context, c call.Call, in *chooseInput) (*rest.Answer[draft.Saved], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Drafts.Choose(ctx, c, draft.Choose{Draft: of, Version: in.Body.Version, Text: in.Body.Text}))
		})
	rest.Register(api, rest.Operation{ID: "discard-page-draft", Method: http.MethodPost, Path: "/drafts/{id}/discards", Tag: tag, Action: access.DraftWrite, Created: true, Summary: "Throw a draft away"},
		func(ctx context.Context, c call.Call, in *discardInput) (*rest.Answer[draft.Saved], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Drafts.Discard(ctx, c, draft.Discard{Draft: of, Version: in.Body.Version}))
		})
	rest.Register(api, rest.Operation{ID: "compare-page-draft", Method: http.MethodGet, Path: "/drafts/{id}/comparison", Tag: tag, Action: access.DraftFind, Summary: "What publishing a draft would change",
		About: "Compares with the program's newest version, by the identities that publishing would give, phase by phase as between two versions; a program to be is compared with nothing."},
		func(ctx context.Context, c call.Call, in *DraftPath) (*rest.Answer[comparisonBody], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.compare(ctx, c.Actor, of))
		})
	rest.Register(api, rest.Operation{ID: "publish-page-draft", Method: http.MethodPost, Path: "/drafts/{id}/publications", Tag: tag, Action: access.DraftWrite, Created: true,
		Summary: "Publish a draft as the next version, or as a new program", About: "The draft ends with it. A new version never touches an internship under way. Where another version has appeared since the one seen it is a conflict with the code newer-version."},
		func(ctx context.Context, c call.Call, in *publishInput) (*rest.Answer[program.Imported], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Drafts.Publish(ctx, c, draft.Publish{Draft: of, Version: in.Body.Version, Seen: in.Body.Seen, Note: in.Body.Note, Slug: in.Body.Slug}))
		})
}

// compare reads a draft as publishing would.
func (s Services) compare(ctx context.Context, a access.Actor, of id.Draft) (comparisonBody, error) {
	var d draft.Draft
	if err := s.DB.Read(ctx, func(tx *sqldb.Tx) (err error) { d, err = draft.Find(tx, a, of); return err }); err != nil {
		return comparisonBody{}, err
	}
	p, err := s.Programs.Preview(ctx, a, program.Import{Program: d.Program, Source: d.Source})
	if err != nil {
		return comparisonBody{}, err
	}
	out := comparisonBody{Version: d.Version, Seen: p.Newest.Number, Importable: p.Page.Importable, Difference: diff.Difference{Program: []diff.Field{}, Sections: []diff.Section{}}}
	if p.Newest.Page != nil {
		out.Difference = diff.Between(p.Newest.Page, p.Page)
	}
	return out, nil
}
