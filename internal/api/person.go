package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// EntryBody is a person’s entry in the directory.
type EntryBody struct {
	PersonBody
	WorkingHours string    `json:"working_hours" doc:"Such as Mon-Fri 09:00-17:30; empty where nobody said."`
	Manager      id.Person `json:"manager"`
	Active       bool      `json:"active"`
	Email        string    `json:"email,omitempty" doc:"For the person and administrators."`
	Locale       string    `json:"locale,omitempty" doc:"For the person and administrators."`
	Admin        bool      `json:"admin,omitempty" doc:"For the person and administrators."`
}

func entryOf(p person.Person) EntryBody {
	return EntryBody{
		PersonBody: PersonBody{ID: p.ID, Name: p.Name, Team: p.Team, Title: p.Title, Zone: p.Zone}, WorkingHours: p.WorkingHours,
		Manager: p.Manager, Active: p.Active, Email: p.Email, Locale: p.Locale, Admin: p.Admin,
	}
}

type listPeople struct {
	Paged
	Text       string `query:"q" maxLength:"200"`
	Team       string `query:"team" maxLength:"200"`
	Manager    string `query:"manager" doc:"Id of the person to whom they report."`
	OnlyActive bool   `query:"only_active" doc:"Always so unless you administer."`
}

// PersonPath is the path of what belongs to one person.
type PersonPath struct {
	ID string `path:"id" doc:"Id of the person."`
}

func (p PersonPath) id() (id.Person, error) { return idOf[id.Person](p.ID, "person") }

type addPersonInput struct {
	Body struct {
		Name         string `json:"name"`
		Email        string `json:"email"`
		Zone         string `json:"zone"`
		WorkingHours string `json:"working_hours,omitempty"`
		Team         string `json:"team,omitempty"`
		Title        string `json:"title,omitempty"`
		Manager      string `json:"manager,omitempty"`
		Locale       string `json:"locale,omitempty"`
		Admin        bool   `json:"admin,omitempty"`
	}
}

type changePersonInput struct {
	PersonPath
	Body struct {
		Name         *string `json:"name,omitempty"`
		Email        *string `json:"email,omitempty"`
		Zone         *string `json:"zone,omitempty"`
		WorkingHours *string `json:"working_hours,omitempty"`
		Team         *string `json:"team,omitempty"`
		Title        *string `json:"title,omitempty"`
		Manager      *string `json:"manager,omitempty" doc:"Empty for none."`
		Locale       *string `json:"locale,omitempty"`
		Admin        *bool   `json:"admin,omitempty"`
	}
}

type sheetInput struct {
	Body struct {
		CSV string `json:"csv" doc:"A sheet with the columns name, email, zone, working_hours, team, title, manager, access."`
	}
}

type importedBody struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
}

func (s *Server) registerPeople() {
	const tag = "People"
	register(s, operation{id: "list-people", method: http.MethodGet, path: "/people", tag: tag, action: access.PersonFind, summary: "The directory, by name"},
		func(ctx context.Context, c call.Call, in *listPeople) (*answer[list[EntryBody]], error) {
			found, next, err := s.People.List(ctx, c.Actor, person.Query{Text: in.Text, Team: in.Team, Manager: id.Person(in.Manager), OnlyActive: in.OnlyActive, After: in.After, Limit: in.Limit})
			out := list[EntryBody]{Items: []EntryBody{}, Next: next}
			for _, p := range found {
				out.Items = append(out.Items, entryOf(p))
			}
			return ok(out, err)
		})
	register(s, operation{id: "find-person", method: http.MethodGet, path: "/people/{id}", tag: tag, action: access.PersonFind, summary: "One person"},
		func(ctx context.Context, c call.Call, in *PersonPath) (*answer[EntryBody], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			p, err := s.People.Find(ctx, c.Actor, of)
			return ok(entryOf(p), err)
		})
	register(s, operation{id: "add-person", method: http.MethodPost, path: "/people", tag: tag, action: access.PersonAdminister, created: true, summary: "Add a person"},
		func(ctx context.Context, c call.Call, in *addPersonInput) (*answer[EntryBody], error) {
			b := in.Body
			p, err := s.People.Add(ctx, c, person.Entry{Name: b.Name, Email: b.Email, Zone: b.Zone, WorkingHours: b.WorkingHours, Team: b.Team, Title: b.Title, Manager: id.Person(b.Manager), Locale: b.Locale, Admin: b.Admin})
			return ok(entryOf(p), err)
		})
	register(s, operation{id: "change-person", method: http.MethodPatch, path: "/people/{id}", tag: tag, action: access.PersonAdminister, summary: "Change a person's entry; what is absent stays"},
		func(ctx context.Context, c call.Call, in *changePersonInput) (*answer[EntryBody], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			b := in.Body
			p, err := s.People.Change(ctx, c, person.Change{Person: of, Name: b.Name, Email: b.Email, Zone: b.Zone, WorkingHours: b.WorkingHours, Team: b.Team, Title: b.Title, Manager: (*id.Person)(b.Manager), Locale: b.Locale, Admin: b.Admin})
			return ok(entryOf(p), err)
		})
	s.registerPeopleLife(tag)
}

func (s *Server) registerPeopleLife(tag string) {
	register(s, operation{id: "import-people", method: http.MethodPost, path: "/people/imports", tag: tag, action: access.PersonAdminister, created: true, summary: "Add and change people from a sheet, all or nothing", maxBody: 2 * person.MaxSheet},
		func(ctx context.Context, c call.Call, in *sheetInput) (*answer[importedBody], error) {
			if len(in.Body.CSV) > person.MaxSheet {
				return nil, fault.At("csv", "A sheet has at most %d KiB.", person.MaxSheet>>10)
			}
			done, err := s.People.Import(ctx, c, []byte(in.Body.CSV))
			return ok(importedBody(done), err)
		})
	register(s, operation{id: "deactivate-person", method: http.MethodPost, path: "/people/{id}/deactivations", tag: tag, action: access.PersonAdminister, created: true, summary: "End everything that lets a person in"},
		func(ctx context.Context, c call.Call, in *PersonPath) (*answer[EntryBody], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			p, err := s.People.Deactivate(ctx, c, of)
			return ok(entryOf(p), err)
		})
	register(s, operation{id: "reactivate-person", method: http.MethodPost, path: "/people/{id}/reactivations", tag: tag, action: access.PersonAdminister, created: true, summary: "Let a deactivated person in again"},
		func(ctx context.Context, c call.Call, in *PersonPath) (*answer[EntryBody], error) {
			of, err := in.id()
			if err != nil {
				return nil, err
			}
			p, err := s.People.Reactivate(ctx, c, of)
			return ok(entryOf(p), err)
		})
}

type selfBody struct {
	EntryBody
	Access map[string]bool `json:"access" doc:"What you said you have access to."`
	Scope  access.Scope    `json:"scope" doc:"Of the token."`
}

type settleSelf struct {
	Body struct {
		Zone         *string `json:"zone,omitempty"`
		WorkingHours *string `json:"working_hours,omitempty"`
		Locale       *string `json:"locale,omitempty"`
	}
}

type statementInput struct {
	Body struct {
		Fact string `json:"fact" example:"salesforce"`
		Has  bool   `json:"has"`
	}
}

type statementBody struct {
	Fact string `json:"fact"`
	Has  bool   `json:"has"`
}

type tokenBody struct {
	ID         id.Token     `json:"id"`
	Name       string       `json:"name"`
	Scope      access.Scope `json:"scope"`
	CreatedAt  time.Time    `json:"created_at"`
	ExpiresAt  time.Time    `json:"expires_at"`
	LastUsedAt *time.Time   `json:"last_used_at" doc:"To the hour; null where it never was."`
}

func (s *Server) registerSelf() {
	const tag = "Yourself"
	register(s, operation{id: "find-self", method: http.MethodGet, path: "/self", tag: tag, action: access.HomeFind, summary: "Who you are here"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*answer[selfBody], error) {
			p, err := s.People.Find(ctx, c.Actor, c.Actor.Person)
			if err != nil {
				return nil, err
			}
			facts, err := s.People.Facts(ctx, c.Actor)
			if facts == nil {
				facts = map[string]bool{}
			}
			return ok(selfBody{entryOf(p), facts, c.Actor.Scope}, err)
		})
	register(s, operation{id: "settle-self", method: http.MethodPatch, path: "/self", tag: tag, action: access.Settle, summary: "Change your own settings; what is absent stays"},
		func(ctx context.Context, c call.Call, in *settleSelf) (*answer[EntryBody], error) {
			p, err := s.People.Settle(ctx, c, person.Settle{Zone: in.Body.Zone, WorkingHours: in.Body.WorkingHours, Locale: in.Body.Locale})
			return ok(entryOf(p), err)
		})
	register(s, operation{id: "state-access", method: http.MethodPost, path: "/self/access", tag: tag, action: access.Settle, created: true, summary: "Say what you have access to"},
		func(ctx context.Context, c call.Call, in *statementInput) (*answer[statementBody], error) {
			said, err := s.People.StateAccess(ctx, c, person.Statement{Fact: in.Body.Fact, Has: in.Body.Has})
			return ok(statementBody(said), err)
		})
	register(s, operation{id: "list-tokens", method: http.MethodGet, path: "/self/tokens", tag: tag, action: access.TokenList, summary: "Your tokens, without their secrets"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*answer[list[tokenBody]], error) {
			return read(ctx, s.DB, func(tx *sqldb.Tx) (list[tokenBody], error) {
				found, err := account.ListTokens(tx, c.Actor)
				out := list[tokenBody]{Items: []tokenBody{}}
				for _, t := range found {
					out.Items = append(out.Items, tokenBody{t.ID, t.Name, t.Scope, t.CreatedAt, t.ExpiresAt, instant(t.LastUsedAt)})
				}
				return out, err
			})
		})
}
