package author

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/program/link"
	"stint/internal/program/reader"
	"stint/internal/program/reader/notice"
	"stint/internal/program/reader/report"
	"stint/internal/sqldb"
)

// SourceBody is a page to be read.
type SourceBody struct {
	Source  string `json:"source" doc:"The page in Markdown, at most 1 MiB."`
	Address string `json:"address,omitempty" maxLength:"2000" doc:"Where the page is published; its relative links are read from there."`
}

// read reads the page, unless it is longer than any page may be, or published where
// no page can be.
func (p SourceBody) read() (*reader.Page, error) {
	if len(p.Source) > program.MaxSource {
		return nil, fault.At("source", "A page has at most 1 MiB.")
	}
	if wrong := reader.CheckAddress(p.Address); wrong != "" {
		return nil, fault.At("address", "%s", wrong)
	}
	return reader.Read([]byte(p.Source), reader.Options{Address: p.Address}), nil
}

type lintInput struct{ Body SourceBody }

// registerKept adds what lint says of pages that are kept here.
func (s Services) registerKept(api *rest.API) {
	const about = "Like lint of a page, with what looking at links has found: a link that is known to be broken is a warning S603 at its line, with when it was last looked at and what answered. Nothing is looked at now."
	rest.Register(api, rest.Operation{ID: "lint-program", Method: http.MethodGet, Path: "/programs/{id}/lint", Tag: "Programs", Action: access.MarkList, Summary: "What is understood of a program's newest page, for its coordinators", About: about},
		func(ctx context.Context, c call.Call, in *rest.ProgramPath) (*rest.Answer[*reader.Page], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (*reader.Page, error) { return s.lintProgram(tx, c.Actor, of) })
		})
	rest.Register(api, rest.Operation{ID: "lint-page-draft", Method: http.MethodGet, Path: "/drafts/{id}/lint", Tag: tag, Action: access.DraftFind, Summary: "What is understood of one of your drafts", About: about},
		func(ctx context.Context, c call.Call, in *DraftPath) (*rest.Answer[*reader.Page], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (*reader.Page, error) {
				d, err := draft.Find(tx, c.Actor, of)
				if err != nil {
					return nil, err
				}
				if d.Program == "" {
					return reader.Read([]byte(d.Source), reader.Options{}), nil
				}
				p, err := program.Find(tx, c.Actor, d.Program)
				if err != nil {
					return nil, err
				}
				return s.lintKept(tx, p.Newest.ID, d.Source)
			})
		})
}

// lintProgram reads a program's newest page as it came.
func (s Services) lintProgram(tx *sqldb.Tx, a access.Actor, of id.Program) (*reader.Page, error) {
	p, err := program.Find(tx, a, of)
	if err != nil {
		return nil, err
	}
	if err := access.RequireCoordinator(tx, a, access.MarkList, of); err != nil {
		return nil, err
	}
	source, err := program.Source(tx, a, p.Newest.ID)
	if err != nil {
		return nil, err
	}
	return s.lintKept(tx, p.Newest.ID, source)
}

// lintKept reads a text of a program whose newest version is named, with what is
// known of its links.
func (s Services) lintKept(tx *sqldb.Tx, newest id.ProgramVersion, source string) (*reader.Page, error) {
	page, err := s.Programs.Reread(tx, newest, source)
	if err != nil {
		return nil, err
	}
	page.Diagnostics, err = link.Remarked(tx, source, page)
	return page, err
}

type mendInput struct {
	Body struct {
		SourceBody
		Choice string `json:"choice,omitempty" default:"all" doc:"all for every certain mend, or the place of one diagnostic, certain or not: line:column:code, such as 54:4:S210."`
	}
}

type mendedBody struct {
	Source string       `json:"source" doc:"The page with the mends."`
	Mends  int          `json:"mends" doc:"How many were made."`
	Page   *reader.Page `json:"page" doc:"What is understood of the mended page."`
}

type reportInput struct {
	Body struct {
		SourceBody
		Name       string `json:"name,omitempty" default:"page.md" maxLength:"200" doc:"The page's name in places."`
		Format     string `json:"format,omitempty" enum:"text,sarif" default:"text" doc:"text in the manner of a compiler, or SARIF 2.1.0."`
		Understood bool   `json:"understood,omitempty" doc:"With text: list everything that was understood, and how sure."`
	}
}

// rawAnswer is a body that is no JSON of ours.
type rawAnswer struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func registerLint(api *rest.API) {
	const tag = "Programs"
	rest.Register(api, rest.Operation{ID: "lint-page", Method: http.MethodPost, Path: "/lint", Tag: tag, Action: access.ProgramFind, Summary: "What would be understood of a page; nothing is saved",
		About: "What its front matter may hold is a JSON Schema (draft 2020-12), public at `/schemas/front-matter.json`.", MaxBody: maxPage},
		func(_ context.Context, _ call.Call, in *lintInput) (*rest.Answer[*reader.Page], error) {
			return rest.OK(in.Body.read())
		})
	rest.Register(api, rest.Operation{ID: "mend-page", Method: http.MethodPost, Path: "/lint/mends", Tag: tag, Action: access.ProgramFind, Summary: "Make the proposed mends of a page; nothing is saved", MaxBody: maxPage},
		func(_ context.Context, _ call.Call, in *mendInput) (*rest.Answer[mendedBody], error) {
			if _, err := draft.Clean(in.Body.Source); err != nil {
				return nil, err
			}
			mended, made := draft.Mend(in.Body.Source, in.Body.Choice)
			page, err := SourceBody{mended, in.Body.Address}.read()
			return rest.OK(mendedBody{mended, made, page}, err)
		})
	rest.Register(api, rest.Operation{ID: "report-page", Method: http.MethodPost, Path: "/lint/reports", Tag: tag, Action: access.ProgramFind, Summary: "What lint says of a page, for people or as SARIF; nothing is saved", MaxBody: maxPage},
		func(_ context.Context, _ call.Call, in *reportInput) (*rawAnswer, error) { return reportOf(in) })
	rest.Register(api, rest.Operation{ID: "list-diagnostics", Method: http.MethodGet, Path: "/diagnostics", Tag: tag, Action: access.ProgramFind, Summary: "What may be remarked about a page, by code"},
		func(context.Context, call.Call, *struct{}) (*rest.Answer[rest.List[notice.Notice]], error) {
			return rest.OK(rest.List[notice.Notice]{Items: notice.List()}, nil)
		})
	rest.Register(api, rest.Operation{ID: "explain-diagnostic", Method: http.MethodGet, Path: "/diagnostics/{code}", Tag: tag, Action: access.ProgramFind, Summary: "What a code means, and how to settle it"},
		func(_ context.Context, _ call.Call, in *struct {
			Code string `path:"code" doc:"Such as S210." maxLength:"10"`
		}) (*rest.Answer[notice.Notice], error) {
			n, ok := notice.Find(strings.ToUpper(in.Code))
			if !ok {
				return nil, fault.Missing("diagnostic")
			}
			return rest.OK(n, nil)
		})
}

func reportOf(in *reportInput) (*rawAnswer, error) {
	page, err := in.Body.read()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if in.Body.Format == "sarif" {
		err = report.SARIF(&b, report.Page{Name: in.Body.Name, Source: []byte(in.Body.Source), Page: page})
		return &rawAnswer{"application/sarif+json", b.Bytes()}, err
	}
	err = report.Text{Name: in.Body.Name, Understood: in.Body.Understood}.Write(&b, []byte(in.Body.Source), page)
	return &rawAnswer{"text/plain; charset=utf-8", b.Bytes()}, err
}
