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
	"stint/internal/worktime"
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
	TraitsBody
	StartedOn string     `json:"started_on" doc:"Civil date since which they work here; empty where nobody said."`
	ChangedAt *time.Time `json:"changed_at,omitempty" doc:"Of the entry; a change may name it as seen. For the person and administrators."`
}

// TraitsBody is what people say of themselves.
type TraitsBody struct {
	Languages []string      `json:"languages" doc:"BCP 47 tags, such as en and pt-BR."`
	Topics    []string      `json:"topics" doc:"What they can be asked about, in lower case."`
	DaysOff   []DaysOffBody `json:"days_off" doc:"In order, without overlap, in their zone."`
}

// DaysOffBody is a run of days off, both ends included.
type DaysOffBody struct {
	From  string `json:"from" format:"date"`
	To    string `json:"to,omitempty" format:"date" doc:"Absent for one day."`
	Label string `json:"label,omitempty" doc:"What they are. For the person and administrators."`
}

func traitsOf(p person.Person) TraitsBody {
	b := TraitsBody{Languages: p.Languages, Topics: p.Topics, DaysOff: []DaysOffBody{}}
	if b.Languages == nil {
		b.Languages = []string{}
	}
	if b.Topics == nil {
		b.Topics = []string{}
	}
	for _, d := range p.DaysOff {
		b.DaysOff = append(b.DaysOff, DaysOffBody{From: d.From.String(), To: d.To.String(), Label: d.Label})
	}
	return b
}

// daysOff reads days off; nil stays nil.
func daysOff(bodies *[]DaysOffBody) (*[]person.DaysOff, error) {
	if bodies == nil {
		return nil, nil
	}
	days := []person.DaysOff{}
	for _, b := range *bodies {
		d := person.DaysOff{Label: b.Label}
		var err error
		if d.From, err = worktime.ParseDate(b.From); err == nil && b.To != "" {
			d.To, err = worktime.ParseDate(b.To)
		}
		if err != nil {
			return nil, fault.At("days_off", "Days off are dates such as 2026-12-24.")
		}
		days = append(days, d)
	}
	return &days, nil
}

// startedOn reads a date; empty is none.
func startedOn(text *string) (*worktime.Date, error) {
	if *text == "" {
		return &worktime.Date{}, nil
	}
	d, err := worktime.ParseDate(*text)
	if err != nil {
		return nil, fault.At("started_on", "This is not a date such as 2024-03-01.")
	}
	return &d, nil
}

func entryOf(p person.Person) EntryBody {
	return EntryBody{
		PersonBody: PersonBody{ID: p.ID, Name: p.Name, Team: p.Team, Title: p.Title, Zone: p.Zone}, WorkingHours: p.WorkingHours,
		Manager: p.Manager, Active: p.Active, Email: p.Email, Locale: p.Locale, Admin: p.Admin,
		TraitsBody: traitsOf(p), StartedOn: p.StartedOn.String(), ChangedAt: rest.Instant(p.ChangedAt),
	}
}

type listPeople struct {
	rest.Paged
	Text       string `query:"q" maxLength:"200"`
	Team       string `query:"team" maxLength:"200"`
	Topic      string `query:"topic" maxLength:"200" doc:"One of their topics, in any case."`
	Language   string `query:"language" maxLength:"50" doc:"A language of theirs as a BCP 47 tag; pt finds pt-BR too."`
	Practicing bool   `query:"practicing" doc:"Only practitioners: those to whom nobody reports."`
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

		Languages []string      `json:"languages,omitempty" doc:"BCP 47 tags."`
		Topics    []string      `json:"topics,omitempty"`
		DaysOff   []DaysOffBody `json:"days_off,omitempty"`
		StartedOn string        `json:"started_on,omitempty" format:"date"`
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

		Seen      *time.Time     `json:"seen,omitempty" doc:"The changed_at of the entry as you saw it: a change by somebody else since is a conflict."`
		Languages *[]string      `json:"languages,omitempty" doc:"BCP 47 tags; all of them."`
		Topics    *[]string      `json:"topics,omitempty" doc:"All of them."`
		DaysOff   *[]DaysOffBody `json:"days_off,omitempty" doc:"All of them."`
		StartedOn *string        `json:"started_on,omitempty" doc:"A civil date; empty for none."`
	}
}

type sheetInput struct {
	Body struct {
		CSV string `json:"csv" doc:"A sheet with the columns name, email, zone, working_hours, team, title, manager, access, languages, topics, days_off, started_on."`
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
			found, next, err := s.People.List(ctx, c.Actor, person.Query{Text: in.Text, Team: in.Team, Topic: in.Topic, Language: in.Language, Practicing: in.Practicing, Manager: id.Person(in.Manager), OnlyActive: in.OnlyActive, After: in.After, Limit: in.Limit})
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
			days, err := daysOff(&b.DaysOff)
			if err != nil {
				return nil, err
			}
			started, err := startedOn(&b.StartedOn)
			if err != nil {
				return nil, err
			}
			p, err := s.People.Add(ctx, c, person.Entry{Languages: b.Languages, Topics: b.Topics, DaysOff: *days, StartedOn: *started, Name: b.Name, Email: b.Email, Zone: b.Zone, WorkingHours: b.WorkingHours, Team: b.Team, Title: b.Title, Manager: id.Person(b.Manager), Locale: b.Locale, Admin: b.Admin})
			return rest.OK(entryOf(p), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "change-person", Method: http.MethodPatch, Path: "/people/{id}", Tag: tag, Action: access.PersonAdminister, Summary: "Change a person's entry; what is absent stays"},
		func(ctx context.Context, c call.Call, in *changePersonInput) (*rest.Answer[EntryBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			b := in.Body
			change := person.Change{Languages: b.Languages, Topics: b.Topics}
			if change.DaysOff, err = daysOff(b.DaysOff); err != nil {
				return nil, err
			}
			if b.StartedOn != nil {
				if change.StartedOn, err = startedOn(b.StartedOn); err != nil {
					return nil, err
				}
			}
			if b.Seen != nil {
				change.Seen = *b.Seen
			}
			change.Person, change.Name, change.Email, change.Zone, change.WorkingHours, change.Team = of, b.Name, b.Email, b.Zone, b.WorkingHours, b.Team
			change.Title, change.Manager, change.Locale, change.Admin = b.Title, (*id.Person)(b.Manager), b.Locale, b.Admin
			p, err := s.People.Change(ctx, c, change)
			return rest.OK(entryOf(p), err)
		})
	s.registerPeopleLife(tag)
}

// SystemBody is something that people may have access to.
type SystemBody struct {
	Name  string `json:"name" doc:"As programs ask for it: salesforce in access:salesforce."`
	Label string `json:"label,omitempty" doc:"As people say it."`
}

type systemInput struct{ Body SystemBody }

// SystemPath is the path of one system of the list.
type SystemPath struct {
	Name string `path:"name" doc:"Name of the system."`
}

func (s *Server) registerSystems(tag string) {
	rest.Register(s.rest, rest.Operation{ID: "list-systems", Method: http.MethodGet, Path: "/systems", Tag: tag, Action: access.PersonFind, Summary: "What people can have access to"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[SystemBody]], error) {
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[SystemBody], error) {
				out := rest.List[SystemBody]{Items: []SystemBody{}}
				found, err := person.Systems(tx, c.Actor)
				for _, x := range found {
					out.Items = append(out.Items, SystemBody(x))
				}
				return out, err
			})
		})
	rest.Register(s.rest, rest.Operation{ID: "list-system", Method: http.MethodPost, Path: "/systems", Tag: tag, Action: access.PersonAdminister, Created: true, Summary: "Put a system on the list, or rename it"},
		func(ctx context.Context, c call.Call, in *systemInput) (*rest.Answer[SystemBody], error) {
			x, err := s.People.ListSystem(ctx, c, person.System(in.Body))
			return rest.OK(SystemBody(x), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "drop-system", Method: http.MethodPost, Path: "/systems/{name}/removals", Tag: tag, Action: access.PersonAdminister, Created: true, Summary: "Take a system off the list; what people said of it stays"},
		func(ctx context.Context, c call.Call, in *SystemPath) (*rest.Answer[SystemBody], error) {
			x, err := s.People.DropSystem(ctx, c, in.Name)
			return rest.OK(SystemBody(x), err)
		})
}

func (s *Server) registerPeopleLife(tag string) {
	s.registerSystems(tag)
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
		Zone         *string        `json:"zone,omitempty"`
		WorkingHours *string        `json:"working_hours,omitempty"`
		Locale       *string        `json:"locale,omitempty"`
		Languages    *[]string      `json:"languages,omitempty" doc:"BCP 47 tags; all of them."`
		Topics       *[]string      `json:"topics,omitempty" doc:"All of them."`
		DaysOff      *[]DaysOffBody `json:"days_off,omitempty" doc:"All of them."`
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
			b := in.Body
			days, err := daysOff(b.DaysOff)
			if err != nil {
				return nil, err
			}
			p, err := s.People.Settle(ctx, c, person.Settle{Zone: b.Zone, WorkingHours: b.WorkingHours, Locale: b.Locale, Languages: b.Languages, Topics: b.Topics, DaysOff: days})
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
