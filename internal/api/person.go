package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/api/rest"
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
	rest.Paged
	Text       string `query:"q" maxLength:"200"`
	Team       string `query:"team" maxLength:"200"`
	Manager    string `query:"manager" doc:"Id of the person to whom they report."`
	OnlyActive bool   `query:"only_active" doc:"Always so unless you administer."`
}

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
	rest.PersonPath
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
	rest.Register(s.rest, rest.Operation{ID: "list-people", Method: http.MethodGet, Path: "/people", Tag: tag, Action: access.PersonFind, Summary: "The directory, by name"},
		func(ctx context.Context, c call.Call, in *listPeople) (*rest.Answer[rest.List[EntryBody]], error) {
			found, next, err := s.People.List(ctx, c.Actor, person.Query{Text: in.Text, Team: in.Team, Manager: id.Person(in.Manager), OnlyActive: in.OnlyActive, After: in.After, Limit: in.Limit})
			out := rest.List[EntryBody]{Items: []EntryBody{}, Next: next}
			for _, p := range found {
				out.Items = append(out.Items, entryOf(p))
			}
			return rest.OK(out, err)
		})
	rest.Register(s.rest, rest.Operation{ID: "find-person", Method: http.MethodGet, Path: "/people/{id}", Tag: tag, Action: access.PersonFind, Summary: "One person"},
		func(ctx context.Context, c call.Call, in *rest.PersonPath) (*rest.Answer[EntryBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			p, err := s.People.Find(ctx, c.Actor, of)
			return rest.OK(entryOf(p), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "add-person", Method: http.MethodPost, Path: "/people", Tag: tag, Action: access.PersonAdminister, Created: true, Summary: "Add a person"},
		func(ctx context.Context, c call.Call, in *addPersonInput) (*rest.Answer[EntryBody], error) {
			b := in.Body
			p, err := s.People.Add(ctx, c, person.Entry{Name: b.Name, Email: b.Email, Zone: b.Zone, WorkingHours: b.WorkingHours, Team: b.Team, Title: b.Title, Manager: id.Person(b.Manager), Locale: b.Locale, Admin: b.Admin})
			return rest.OK(entryOf(p), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "change-person", Method: http.MethodPatch, Path: "/people/{id}", Tag: tag, Action: access.PersonAdminister, Summary: "Change a person's entry; what is absent stays"},
		func(ctx context.Context, c call.Call, in *changePersonInput) (*rest.Answer[EntryBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			b := in.Body
			p, err := s.People.Change(ctx, c, person.Change{Person: of, Name: b.Name, Email: b.Email, Zone: b.Zone, WorkingHours: b.WorkingHours, Team: b.Team, Title: b.Title, Manager: (*id.Person)(b.Manager), Locale: b.Locale, Admin: b.Admin})
			return rest.OK(entryOf(p), err)
		})
	s.registerPeopleLife(tag)
}

func (s *Server) registerPeopleLife(tag string) {
	rest.Register(s.rest, rest.Operation{ID: "import-people", Method: http.MethodPost, Path: "/people/imports", Tag: tag, Action: access.PersonAdminister, Created: true, Summary: "Add and change people from a sheet, all or nothing", MaxBody: 2 * person.MaxSheet},
		func(ctx context.Context, c call.Call, in *sheetInput) (*rest.Answer[importedBody], error) {
			if len(in.Body.CSV) > person.MaxSheet {
				return nil, fault.At("csv", "A sheet has at most %d KiB.", person.MaxSheet>>10)
			}
			done, err := s.People.Import(ctx, c, []byte(in.Body.CSV))
			return rest.OK(importedBody(done), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "deactivate-person", Method: http.MethodPost, Path: "/people/{id}/deactivations", Tag: tag, Action: access.PersonAdminister, Created: true, Summary: "End everything that lets a person in"},
		func(ctx context.Context, c call.Call, in *rest.PersonPath) (*rest.Answer[EntryBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			p, err := s.People.Deactivate(ctx, c, of)
			return rest.OK(entryOf(p), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "reactivate-person", Method: http.MethodPost, Path: "/people/{id}/reactivations", Tag: tag, Action: access.PersonAdminister, Created: true, Summary: "Let a deactivated person in again"},
		func(ctx context.Context, c call.Call, in *rest.PersonPath) (*rest.Answer[EntryBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			p, err := s.People.Reactivate(ctx, c, of)
			return rest.OK(entryOf(p), err)
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
	rest.Register(s.rest, rest.Operation{ID: "find-self", Method: http.MethodGet, Path: "/self", Tag: tag, Action: access.HomeFind, Summary: "Who you are here"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[selfBody], error) {
			p, err := s.People.Find(ctx, c.Actor, c.Actor.Person)
			if err != nil {
				return nil, err
			}
			facts, err := s.People.Facts(ctx, c.Actor)
			if facts == nil {
				facts = map[string]bool{}
			}
			return rest.OK(selfBody{entryOf(p), facts, c.Actor.Scope}, err)
		})
	rest.Register(s.rest, rest.Operation{ID: "settle-self", Method: http.MethodPatch, Path: "/self", Tag: tag, Action: access.Settle, Summary: "Change your own settings; what is absent stays"},
		func(ctx context.Context, c call.Call, in *settleSelf) (*rest.Answer[EntryBody], error) {
			p, err := s.People.Settle(ctx, c, person.Settle{Zone: in.Body.Zone, WorkingHours: in.Body.WorkingHours, Locale: in.Body.Locale})
			return rest.OK(entryOf(p), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "state-access", Method: http.MethodPost, Path: "/self/access", Tag: tag, Action: access.Settle, Created: true, Summary: "Say what you have access to"},
		func(ctx context.Context, c call.Call, in *statementInput) (*rest.Answer[statementBody], error) {
			said, err := s.People.StateAccess(ctx, c, person.Statement{Fact: in.Body.Fact, Has: in.Body.Has})
			return rest.OK(statementBody(said), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "list-tokens", Method: http.MethodGet, Path: "/self/tokens", Tag: tag, Action: access.TokenList, Summary: "Your tokens, without their secrets"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[tokenBody]], error) {
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[tokenBody], error) {
				found, err := account.ListTokens(tx, c.Actor)
				out := rest.List[tokenBody]{Items: []tokenBody{}}
				for _, t := range found {
					out.Items = append(out.Items, tokenBody{t.ID, t.Name, t.Scope, t.CreatedAt, t.ExpiresAt, rest.Instant(t.LastUsedAt)})
				}
				return out, err
			})
		})
}
