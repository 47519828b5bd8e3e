package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// VersionBody is a version of a program without its page.
type VersionBody struct {
	ID          id.ProgramVersion `json:"id"`
	Number      int               `json:"number"`
	Title       string            `json:"title"`
	Digest      string            `json:"digest" doc:"SHA-256 of the page."`
	Weeks       int               `json:"weeks" doc:"How many weeks the program spans."`
	MinMinutes  int               `json:"min_minutes" doc:"The least commitment in minutes a week; 0 where the page names none."`
	MinRule     string            `json:"min_rule" doc:"The page's words for it."`
	PublishedBy id.Person         `json:"published_by,omitempty"`
	PublishedAt time.Time         `json:"published_at"`
	Note        string            `json:"note" doc:"What its author says that it changes."`
}

func versionOf(v program.Version) VersionBody {
	return VersionBody{v.ID, v.Number, v.Title, v.Digest, v.Weeks, v.MinMinutes, v.MinRule, v.PublishedBy, v.PublishedAt, v.Note}
}

type programBody struct {
	ID           id.Program  `json:"id"`
	Slug         string      `json:"slug"`
	Title        string      `json:"title"`
	Newest       VersionBody `json:"newest"`
	Coordinators []id.Person `json:"coordinators"`
}

func programOf(p program.Program) programBody {
	return programBody{p.ID, p.Slug, p.Title, versionOf(p.Newest), append([]id.Person{}, p.Coordinators...)}
}

type pageBody struct {
	Source  string `json:"source" doc:"The page in Markdown, at most 1 MiB."`
	Slug    string `json:"slug,omitempty" doc:"A new program's name in addresses; made of the title where absent."`
	Address string `json:"address,omitempty" doc:"Where the page is published; its relative links are read from there."`
	Note    string `json:"note,omitempty" doc:"What this version changes, in its author's words, at most 4,000 bytes."`
	Seen    int    `json:"seen,omitempty" doc:"The number of the newest version that you compared the page with; where another one has appeared it is a conflict. With it, the page of an older version is published again; without it, that version is the answer."`
}

type importInput struct{ Body pageBody }

type publishInput struct {
	rest.ProgramPath
	Body pageBody
}

type listVersions struct {
	rest.ProgramPath
	rest.Paged
}

type versionPath struct {
	rest.ProgramPath
	Number int `path:"number" minimum:"1"`
}

type versionDetail struct {
	VersionBody
	Page *reader.Page `json:"page" doc:"What was understood."`
}

type coordinatorInput struct {
	rest.ProgramPath
	Body struct {
		Person string `json:"person"`
	}
}

// maxPage is the most that a request with a page may bring: 1 MiB of Markdown,
// escaped as JSON.
const maxPage = 3 << 20

func (s *Server) registerPrograms() {
	const tag = "Programs"
	rest.Register(s.rest, rest.Operation{ID: "list-programs", Method: http.MethodGet, Path: "/programs", Tag: tag, Action: access.ProgramFind, Summary: "Programs, by title"},
		func(ctx context.Context, c call.Call, in *rest.Paged) (*rest.Answer[rest.List[programBody]], error) {
			found, err := s.Programs.List(ctx, c.Actor, program.Page{After: in.After, Limit: in.Limit})
			out := rest.List[programBody]{Items: []programBody{}, Next: found.Next}
			for _, p := range found.Programs {
				out.Items = append(out.Items, programOf(p))
			}
			return rest.OK(out, err)
		})
	rest.Register(s.rest, rest.Operation{ID: "find-program", Method: http.MethodGet, Path: "/programs/{id}", Tag: tag, Action: access.ProgramFind, Summary: "One program"},
		func(ctx context.Context, c call.Call, in *rest.ProgramPath) (*rest.Answer[programBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			p, err := s.Programs.Find(ctx, c.Actor, of)
			return rest.OK(programOf(p), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "list-versions", Method: http.MethodGet, Path: "/programs/{id}/versions", Tag: tag, Action: access.ProgramFind, Summary: "The versions of a program, newest first"},
		func(ctx context.Context, c call.Call, in *listVersions) (*rest.Answer[rest.List[VersionBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			found, err := s.Programs.ListVersions(ctx, c.Actor, of, program.Page{After: in.After, Limit: in.Limit})
			out := rest.List[VersionBody]{Items: []VersionBody{}, Next: found.Next}
			for _, v := range found.Versions {
				out.Items = append(out.Items, versionOf(v))
			}
			return rest.OK(out, err)
		})
	rest.Register(s.rest, rest.Operation{ID: "find-version", Method: http.MethodGet, Path: "/programs/{id}/versions/{number}", Tag: tag, Action: access.ProgramFind, Summary: "One version with what was understood of its page"},
		func(ctx context.Context, c call.Call, in *versionPath) (*rest.Answer[versionDetail], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (versionDetail, error) { return s.versionDetail(tx, c.Actor, of, in.Number) })
		})
	s.registerImports(tag)
}

func (s *Server) versionDetail(tx *sqldb.Tx, a access.Actor, of id.Program, number int) (versionDetail, error) {
	if _, err := program.Find(tx, a, of); err != nil {
		return versionDetail{}, err
	}
	found, err := program.VersionNumbered(tx, of, number)
	if err != nil {
		return versionDetail{}, err
	}
	v, err := s.Programs.FindVersion(tx, found.ID)
	return versionDetail{versionOf(v), v.Page}, err
}

func (s *Server) registerImports(tag string) {
	rest.Register(s.rest, rest.Operation{ID: "import-program", Method: http.MethodPost, Path: "/programs", Tag: tag, Action: access.ProgramImport, Created: true, Summary: "Make a program of a page", MaxBody: maxPage},
		func(ctx context.Context, c call.Call, in *importInput) (*rest.Answer[program.Imported], error) {
			return rest.OK(s.Programs.Import(ctx, c, program.Import{Source: in.Body.Source, Slug: in.Body.Slug, Address: in.Body.Address, Note: in.Body.Note}))
		})
	rest.Register(s.rest, rest.Operation{ID: "publish-version", Method: http.MethodPost, Path: "/programs/{id}/versions", Tag: tag, Action: access.ProgramPublish, Created: true,
		Summary: "Make the next version of a program", About: "A new version never touches an internship under way.", MaxBody: maxPage},
		func(ctx context.Context, c call.Call, in *publishInput) (*rest.Answer[program.Imported], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Programs.Import(ctx, c, program.Import{Program: of, Source: in.Body.Source, Address: in.Body.Address, Note: in.Body.Note, Seen: in.Body.Seen}))
		})
	rest.Register(s.rest, rest.Operation{ID: "name-coordinator", Method: http.MethodPost, Path: "/programs/{id}/coordinators", Tag: tag, Action: access.CoordinatorName, Created: true, Summary: "Name a coordinator"},
		func(ctx context.Context, c call.Call, in *coordinatorInput) (*rest.Answer[programBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			p, err := s.Programs.NameCoordinator(ctx, c, program.NameCoordinator{Program: of, Person: id.Person(in.Body.Person)})
			return rest.OK(programOf(p), err)
		})
}
