// Package agreeing is what the API offers around the agreement on terms:
// delegates of managers, what terms cost a team, and what is prepared before
// the start.
package agreeing

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
	"stint/internal/internship"
	"stint/internal/internship/delegation"
	"stint/internal/meeting/preparation"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/signing"
	"stint/internal/worktime"
)

// Services are what the operations call.
type Services struct {
	DB           *sqldb.DB
	Delegations  *delegation.Service
	Preparations *preparation.Service
}

// Register adds the operations to an API.
func Register(a *rest.API, s Services) {
	s.registerDelegations(a)
	s.registerCost(a)
	s.registerPreparation(a)
}

// DelegationBody is one manager's delegate.
type DelegationBody struct {
	ID       id.Delegation    `json:"id"`
	Manager  id.Person        `json:"manager"`
	Delegate id.Person        `json:"delegate"`
	From     worktime.Date    `json:"from" format:"date" doc:"The first day, in zone."`
	To       worktime.Date    `json:"to" format:"date" doc:"The last day, included."`
	Zone     string           `json:"zone" doc:"The manager's when they named the delegate."`
	State    delegation.State `json:"state" enum:"ahead,on,over,ended"`
	EndedAt  *time.Time       `json:"ended_at" doc:"When it was ended early; null otherwise."`
}

func bodyOf(d delegation.Delegation, now time.Time) DelegationBody {
	return DelegationBody{
		ID: d.ID, Manager: d.Manager, Delegate: d.Delegate, From: d.From, To: d.To, Zone: d.Zone, State: d.State(now), EndedAt: rest.Instant(d.EndedAt),
	}
}

type nameDelegateInput struct {
	Body struct {
		Delegate string `json:"delegate" doc:"Id of who answers terms for you."`
		From     string `json:"from" example:"2026-10-05" doc:"The first day, where you are; today or later."`
		To       string `json:"to" example:"2026-10-16" doc:"The last day; at most 92 in all."`
	}
}

type delegationPath struct {
	ID string `path:"id" doc:"Id of the delegation."`
}

func (s Services) registerDelegations(a *rest.API) {
	const tag = "Delegates"
	rest.Register(a, rest.Operation{ID: "list-delegations", Method: http.MethodGet, Path: "/delegations", Tag: tag, Action: access.DelegationFind,
		Summary: "The delegates that you named, and the managers for whom you answer"},
		func(ctx context.Context, c call.Call, in *rest.Paged) (*rest.Answer[rest.List[DelegationBody]], error) {
			out := rest.List[DelegationBody]{Items: []DelegationBody{}}
			err := s.DB.Read(ctx, func(tx *sqldb.Tx) error {
				found, err := delegation.List(tx, c.Actor, delegation.Page{After: in.After, Limit: in.Limit})
				out.Next = found.Next
				for _, d := range found.Delegations {
					out.Items = append(out.Items, bodyOf(d, tx.Now()))
				}
				return err
			})
			return rest.OK(out, err)
		})
	rest.Register(a, rest.Operation{ID: "name-delegate", Method: http.MethodPost, Path: "/delegations", Tag: tag, Action: access.DelegationName, Created: true,
		Summary: "Name who answers terms for you while you are away", About: "They see the terms that wait for your answer, and nothing else of those internships. You may still answer yourself."},
		func(ctx context.Context, c call.Call, in *nameDelegateInput) (*rest.Answer[DelegationBody], error) {
			d, err := s.Delegations.Name(ctx, c, delegation.Name{Delegate: id.Person(in.Body.Delegate), From: in.Body.From, To: in.Body.To})
			return s.answer(ctx, d, err)
		})
	rest.Register(a, rest.Operation{ID: "end-delegation", Method: http.MethodPost, Path: "/delegations/{id}/endings", Tag: tag, Action: access.DelegationName,
		Summary: "End a delegation early, as either of the two"},
		func(ctx context.Context, c call.Call, in *delegationPath) (*rest.Answer[DelegationBody], error) {
			of, err := rest.IDOf[id.Delegation](in.ID, "delegation")
			if err != nil {
				return nil, err
			}
			d, err := s.Delegations.End(ctx, c, of)
			return s.answer(ctx, d, err)
		})
}

// answer is a delegation as it stands when it is answered.
func (s Services) answer(ctx context.Context, d delegation.Delegation, err error) (*rest.Answer[DelegationBody], error) {
	if err != nil {
		return nil, err
	}
	var body DelegationBody
	err = s.DB.Read(ctx, func(tx *sqldb.Tx) error { body = bodyOf(d, tx.Now()); return nil })
	return rest.OK(body, err)
}

// TeamCostBody is what the newest terms cost the team of a manager.
type TeamCostBody struct {
	WeekMinutes int             `json:"week_minutes" doc:"What this internship takes from the team, in minutes a week."`
	Minutes     int             `json:"minutes" doc:"In all its weeks."`
	Others      []CostShareBody `json:"others" doc:"Internships of the team that fall into its weeks."`
	Weeks       []CostWeekBody  `json:"weeks"`
}

// CostShareBody is what somebody of the team gives to another internship.
type CostShareBody struct {
	Internship  id.Internship    `json:"internship,omitempty" doc:"Left out for a delegate, who does not see it."`
	Person      id.Person        `json:"person,omitempty" doc:"Left out for a delegate."`
	As          access.Role      `json:"as" enum:"intern,mentor"`
	WeekMinutes int              `json:"week_minutes" doc:"For a mentor an estimate."`
	From        worktime.Date    `json:"from" format:"date"`
	To          worktime.Date    `json:"to" format:"date"`
	State       internship.State `json:"state" enum:"proposed,agreed,active,paused"`
}

// CostWeekBody is what one week takes from the team.
type CostWeekBody struct {
	Week   int           `json:"week"`
	From   worktime.Date `json:"from" format:"date"`
	To     worktime.Date `json:"to" format:"date"`
	This   int           `json:"this" doc:"Minutes for this internship."`
	Others int           `json:"others" doc:"Minutes for the others."`
}

func costOf(c view.TeamCost) TeamCostBody {
	b := TeamCostBody{WeekMinutes: c.Minutes, Minutes: c.Total, Others: []CostShareBody{}, Weeks: []CostWeekBody{}}
	for _, o := range c.Others {
		b.Others = append(b.Others, CostShareBody{
			Internship: o.Internship, Person: o.Person.ID, As: access.Role(o.As), WeekMinutes: o.Minutes, From: o.From, To: o.To, State: internship.State(o.State),
		})
	}
	for _, w := range c.Weeks {
		b.Weeks = append(b.Weeks, CostWeekBody{Week: w.Number, From: w.From, To: w.To, This: w.This, Others: w.Others})
	}
	return b
}

func (s Services) registerCost(a *rest.API) {
	rest.Register(a, rest.Operation{ID: "find-team-cost", Method: http.MethodGet, Path: "/internships/{id}/team-cost", Tag: "Internships", Action: access.SignOffFind,
		Summary: "What the newest terms cost your team, week by week", About: "For the managers who sign, and for their delegates, who see hours and no names."},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[TeamCostBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			var page view.SignOff
			err = s.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
				page, err = signing.SignOff(tx, account.Principal{Actor: c.Actor, Person: person.Person{ID: c.Actor.Person}}, of)
				return err
			})
			if err == nil && page.Cost == nil {
				err = fault.New(fault.Forbidden, "What terms cost a team is for its manager to see.")
			}
			if err != nil {
				return nil, err
			}
			return rest.OK(costOf(*page.Cost), nil)
		})
}
