package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
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
}

func versionOf(v program.Version) VersionBody {
	return VersionBody{v.ID, v.Number, v.Title, v.Digest, v.Weeks, v.MinMinutes, v.MinRule, v.PublishedBy, v.PublishedAt}
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

// ProgramPath is the path of what belongs to one program.
type ProgramPath struct {
	ID string `path:"id" doc:"Id of the program."`
}

func (p ProgramPath) id() (id.Program, error) { return idOf[id.Program](p.ID, "program") }

type pageBody struct {
	Source  string `json:"source" doc:"The page in Markdown, at most 1 MiB."`
	Slug    string `json:"slug,omitempty" doc:"A new program's name in addresses; made of the title where absent."`
	Address string `json:"address,omitempty" doc:"Where the page is published; its relative links are read from there."`
}

type importInput struct{ Body pageBody }

type publishInput struct {
	ProgramPath
	Body pageBody
}

type lintInput struct {
	Body struct {
		Source string `json:"source" doc:"The page in Markdown, at most 1 MiB."`
	}
}

type listVersions struct {
	ProgramPath
	Paged
}

type versionPath struct {
	ProgramPath
	Number int `path:"number" minimum:"1"`
}

type versionDetail struct {
	VersionBody
	Page *reader.Page `json:"page" doc:"What was understood."`
}

type coordinatorInput struct {
	ProgramPath
	Body struct {
		Person string `json:"person"`
	}
}

// maxPage is the most that a request with a page may bring: 1 MiB of Markdown,
// escaped as JSON.
const maxPage = 3 << 20

func (s *Server) registerPrograms() {
	const tag = "Programs"
	register(s, operation{id: "list-programs", method: http.MethodGet, path: "/programs", tag: tag, action: access.ProgramFind, summary: "Programs, by title"},
		func(ctx context.Context, c call.Call, in *Paged) (*answer[list[programBody]], error) {
			found, err := s.Programs.List(ctx, c.Actor, program.Page{After: in.After, Limit: in.Limit})
			out := list[programBody]{Items: []programBody{}, Next: found.Next}
			for _, p := range found.Programs {
				out.Items = append(out.Items, programOf(p))
			}
			return ok(out, err)
		})
	register(s, operation{id: "find-program", method: http.MethodGet, path: "/programs/{id}", tag: tag, action: access.ProgramFind, summary: "One program"},
		func(ctx context.Context, c call.Call, in *ProgramPath) (*answer[programBody], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			p, err := s.Programs.Find(ctx, c.Actor, of)
			return ok(programOf(p), err)
		})
	register(s, operation{id: "list-versions", method: http.MethodGet, path: "/programs/{id}/versions", tag: tag, action: access.ProgramFind, summary: "The versions of a program, newest first"},
		func(ctx context.Context, c call.Call, in *listVersions) (*answer[list[VersionBody]], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			found, err := s.Programs.ListVersions(ctx, c.Actor, of, program.Page{After: in.After, Limit: in.Limit})
			out := list[VersionBody]{Items: []VersionBody{}, Next: found.Next}
			for _, v := range found.Versions {
				out.Items = append(out.Items, versionOf(v))
			}
			return ok(out, err)
		})
	register(s, operation{id: "find-version", method: http.MethodGet, path: "/programs/{id}/versions/{number}", tag: tag, action: access.ProgramFind, summary: "One version with what was understood of its page"},
		func(ctx context.Context, c call.Call, in *versionPath) (*answer[versionDetail], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			return read(ctx, s.DB, func(tx *sqldb.Tx) (versionDetail, error) { return s.versionDetail(tx, c.Actor, of, in.Number) })
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
	register(s, operation{id: "import-program", method: http.MethodPost, path: "/programs", tag: tag, action: access.ProgramImport, created: true, summary: "Make a program of a page", maxBody: maxPage},
		func(ctx context.Context, c call.Call, in *importInput) (*answer[program.Imported], error) {
			return ok(s.Programs.Import(ctx, c, program.Import{Source: in.Body.Source, Slug: in.Body.Slug, Address: in.Body.Address}))
		})
	register(s, operation{id: "publish-version", method: http.MethodPost, path: "/programs/{id}/versions", tag: tag, action: access.ProgramPublish, created: true,
		summary: "Make the next version of a program", about: "A new version never touches an internship under way.", maxBody: maxPage},
		func(ctx context.Context, c call.Call, in *publishInput) (*answer[program.Imported], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			return ok(s.Programs.Import(ctx, c, program.Import{Program: of, Source: in.Body.Source, Address: in.Body.Address}))
		})
	register(s, operation{id: "lint-page", method: http.MethodPost, path: "/lint", tag: tag, action: access.ProgramFind, summary: "What would be understood of a page; nothing is saved", maxBody: maxPage},
		func(_ context.Context, _ call.Call, in *lintInput) (*answer[*reader.Page], error) {
			if len(in.Body.Source) > program.MaxSource {
				return nil, fault.At("source", "A page has at most 1 MiB.")
			}
			return ok(reader.Read([]byte(in.Body.Source), reader.Options{}), nil)
		})
	register(s, operation{id: "name-coordinator", method: http.MethodPost, path: "/programs/{id}/coordinators", tag: tag, action: access.CoordinatorName, created: true, summary: "Name a coordinator"},
		func(ctx context.Context, c call.Call, in *coordinatorInput) (*answer[programBody], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			p, err := s.Programs.NameCoordinator(ctx, c, program.NameCoordinator{Program: of, Person: id.Person(in.Body.Person)})
			return ok(programOf(p), err)
		})
}
