package cohort

import (
	"context"
	"net/http"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/matching/cohort"
	"stint/internal/sqldb"
)

type cohortSettingsBody struct {
	Title   string       `json:"title"`
	Start   string       `json:"start" doc:"yyyy-mm-dd"`
	Until   string       `json:"until,omitempty" doc:"yyyy-mm-dd, the last day on which people may apply by themselves; absent where they may not."`
	Message string       `json:"message" doc:"What each mentor who is asked reads."`
	Rules   cohort.Rules `json:"rules"`
}

func (b cohortSettingsBody) settings() cohort.Settings {
	return cohort.Settings{Title: b.Title, Start: b.Start, Until: b.Until, Message: b.Message, Rules: b.Rules}
}

type gatherCohortInput struct {
	rest.ProgramPath
	Body cohortSettingsBody
}

type amendCohortInput struct {
	Path
	Body cohortSettingsBody
}

type cohortApplicantsInput struct {
	Path
	Body struct {
		People []id.Person `json:"people,omitempty"`
		Emails []string    `json:"emails,omitempty" doc:"Addresses of people in the directory."`
	}
}

type cohortMentorsInput struct {
	Path
	Body struct {
		People []id.Person `json:"people,omitempty" doc:"Mentors of the program’s pool; absent for everybody there with a place free."`
	}
}

type cohortRemovalInput struct {
	Path
	Body struct {
		Person id.Person `json:"person"`
		As     string    `json:"as" enum:"applicant,mentor"`
	}
}

type cohortPlacesInput struct {
	Path
	Body struct {
		Mentor id.Person `json:"mentor"`
		Places int       `json:"places" minimum:"0" maximum:"20"`
	}
}

type markPairInput struct {
	Path
	Body struct {
		Applicant id.Person   `json:"applicant"`
		Mentor    id.Person   `json:"mentor"`
		Mark      cohort.Mark `json:"mark,omitempty" enum:"lock,forbid" doc:"Absent: neither any more."`
	}
}

type cohortExceptionInput struct {
	Path
	Body struct {
		Applicant id.Person   `json:"applicant"`
		Rule      cohort.Rule `json:"rule" enum:"overlap,apart,language"`
		Again     bool        `json:"again,omitempty" doc:"It is to hold for them again."`
	}
}

type joinCohortInput struct {
	Path
	Body struct {
		Wishes []id.Person `json:"wishes,omitempty" doc:"Mentors of the cohort, the dearest first, at most three."`
		Vetoes []id.Person `json:"vetoes,omitempty" doc:"Mentors who are not to be. Private."`
	}
}

type cohortRuleOutInput struct {
	Path
	Body struct {
		People []id.Person `json:"people" doc:"Whom the mentor is not to be given. Private."`
	}
}

// on is the shape of a change of one cohort.
func on[I, R any](path func(*I) Path, change func(context.Context, call.Call, id.Cohort, *I) (R, error)) func(context.Context, call.Call, *I) (*rest.Answer[R], error) {
	return func(ctx context.Context, c call.Call, in *I) (*rest.Answer[R], error) {
		of, err := path(in).parse()
		if err != nil {
			return nil, err
		}
		return rest.OK(change(ctx, c, of, in))
	}
}

// direct describes a change by a coordinator.
func direct(name, path, summary string) rest.Operation {
	return rest.Operation{ID: name, Method: http.MethodPost, Path: path, Tag: tag, Action: access.CohortDirect, Created: true, Summary: summary}
}

// join describes a change of one's own part.
func join(name, path, summary string) rest.Operation {
	return rest.Operation{ID: name, Method: http.MethodPost, Path: path, Tag: tag, Action: access.CohortJoin, Created: true, Summary: summary}
}

func (o *operations) gathering() {
	rest.Register(o.api, direct("gather-cohort", "/programs/{id}/cohorts", "Gather a cohort"),
		func(ctx context.Context, c call.Call, in *gatherCohortInput) (*rest.Answer[cohort.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(o.cohorts.Gather(ctx, c, cohort.Gather{Program: of, Settings: in.Body.settings()}))
		})
	rest.Register(o.api, direct("amend-cohort", "/cohorts/{id}/settings", "Give a cohort other settings"),
		on(func(in *amendCohortInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *amendCohortInput) (cohort.Standing, error) {
			return o.cohorts.Amend(ctx, c, cohort.Amend{Cohort: of, Settings: in.Body.settings()})
		}))
	rest.Register(o.api, direct("add-applicants", "/cohorts/{id}/applicants", "Add applicants to a cohort"),
		on(func(in *cohortApplicantsInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *cohortApplicantsInput) (cohort.Standing, error) {
			return o.cohorts.AddApplicants(ctx, c, cohort.AddApplicants{Cohort: of, People: in.Body.People, Emails: in.Body.Emails})
		}))
	rest.Register(o.api, direct("add-cohort-mentors", "/cohorts/{id}/mentors", "Add mentors of the pool to a cohort"),
		on(func(in *cohortMentorsInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *cohortMentorsInput) (cohort.Standing, error) {
			return o.cohorts.AddMentors(ctx, c, cohort.AddMentors{Cohort: of, People: in.Body.People})
		}))
}

func (o *operations) editing() {
	rest.Register(o.api, direct("remove-from-cohort", "/cohorts/{id}/removals", "Take somebody out of a cohort"),
		on(func(in *cohortRemovalInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *cohortRemovalInput) (cohort.Standing, error) {
			return o.cohorts.Remove(ctx, c, cohort.Remove{Cohort: of, Person: in.Body.Person, As: in.Body.As})
		}))
	rest.Register(o.api, direct("set-places", "/cohorts/{id}/places", "Say how many places a mentor has in a cohort"),
		on(func(in *cohortPlacesInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *cohortPlacesInput) (cohort.Standing, error) {
			return o.cohorts.SetPlaces(ctx, c, cohort.SetPlaces{Cohort: of, Mentor: in.Body.Mentor, Places: in.Body.Places})
		}))
	rest.Register(o.api, direct("mark-pair", "/cohorts/{id}/marks", "Lock a pair of a cohort, forbid it, or neither"),
		on(func(in *markPairInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *markPairInput) (cohort.Standing, error) {
			return o.cohorts.MarkPair(ctx, c, cohort.MarkPair{Cohort: of, Applicant: in.Body.Applicant, Mentor: in.Body.Mentor, Mark: in.Body.Mark})
		}))
	rest.Register(o.api, direct("set-must-have-aside", "/cohorts/{id}/exceptions", "Set a must-have aside for one applicant, or hold it again"),
		on(func(in *cohortExceptionInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *cohortExceptionInput) (cohort.Standing, error) {
			return o.cohorts.SetAside(ctx, c, cohort.SetAside{Cohort: of, Applicant: in.Body.Applicant, Rule: in.Body.Rule, Again: in.Body.Again})
		}))
}

func pathItself(in *Path) Path { return *in }

func (o *operations) deciding() {
	rest.Register(o.api, direct("solve-cohort", "/cohorts/{id}/proposals", "Find the best assignment of a cohort"),
		on(pathItself, func(ctx context.Context, c call.Call, of id.Cohort, _ *Path) (cohort.Standing, error) {
			return o.cohorts.Solve(ctx, c, of)
		}))
	rest.Register(o.api, direct("send-cohort", "/cohorts/{id}/sendings", "Send a cohort’s proposal as requests"),
		on(pathItself, func(ctx context.Context, c call.Call, of id.Cohort, _ *Path) (cohort.Standing, error) {
			return o.cohorts.Send(ctx, c, of)
		}))
	rest.Register(o.api, direct("drop-cohort", "/cohorts/{id}/drops", "Drop a cohort"),
		on(pathItself, func(ctx context.Context, c call.Call, of id.Cohort, _ *Path) (cohort.Standing, error) {
			return o.cohorts.Drop(ctx, c, of)
		}))
}

type cohortPartBody struct {
	Cohort    id.Cohort    `json:"cohort"`
	Program   id.Program   `json:"program"`
	Title     string       `json:"title"`
	State     cohort.State `json:"state" enum:"collecting,proposed,sent,dropped"`
	Applicant bool         `json:"applicant"`
	Mentor    bool         `json:"mentor"`
	MayApply  bool         `json:"may_apply"`
	Wishes    []id.Person  `json:"wishes"`
	Vetoes    []id.Person  `json:"vetoes"`
	Mentors   []id.Person  `json:"mentors" doc:"For whom an applicant may wish."`
}

func partOf(p cohort.Part) cohortPartBody {
	return cohortPartBody{
		p.Cohort.ID, p.Cohort.Program, p.Cohort.Title, p.Cohort.State, p.Applicant, p.Mentor, p.MayApply,
		append([]id.Person{}, p.Wishes...), append([]id.Person{}, p.Vetoes...), append([]id.Person{}, p.Mentors...),
	}
}

func (o *operations) parts() {
	rest.Register(o.api, rest.Operation{ID: "list-own-cohorts", Method: http.MethodGet, Path: "/cohorts", Tag: tag, Action: access.CohortPart, Summary: "The cohorts that concern you, the newest first"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[cohortPartBody]], error) {
			return rest.Read(ctx, o.db, func(tx *sqldb.Tx) (rest.List[cohortPartBody], error) {
				found, err := cohort.Parts(tx, c.Actor)
				out := rest.List[cohortPartBody]{Items: []cohortPartBody{}}
				for _, p := range found {
					out.Items = append(out.Items, partOf(p))
				}
				return out, err
			})
		})
	rest.Register(o.api, rest.Operation{ID: "find-own-part", Method: http.MethodGet, Path: "/cohorts/{id}/part", Tag: tag, Action: access.CohortPart, Summary: "Your own part in a cohort"},
		func(ctx context.Context, c call.Call, in *Path) (*rest.Answer[cohortPartBody], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, o.db, func(tx *sqldb.Tx) (cohortPartBody, error) {
				p, err := cohort.FindPart(tx, c.Actor, of)
				return partOf(p), err
			})
		})
	rest.Register(o.api, join("join-cohort", "/cohorts/{id}/applications", "Apply for a cohort, or say anew what you wish"),
		on(func(in *joinCohortInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *joinCohortInput) (cohort.Joined, error) {
			return o.cohorts.Join(ctx, c, cohort.Join{Cohort: of, Wishes: in.Body.Wishes, Vetoes: in.Body.Vetoes})
		}))
	rest.Register(o.api, join("withdraw-from-cohort", "/cohorts/{id}/withdrawals", "Withdraw your application for a cohort"),
		on(pathItself, func(ctx context.Context, c call.Call, of id.Cohort, _ *Path) (cohort.Joined, error) {
			return o.cohorts.Withdraw(ctx, c, of)
		}))
	rest.Register(o.api, join("rule-out", "/cohorts/{id}/restrictions", "Say whom you, a mentor of a cohort, are not to be given"),
		on(func(in *cohortRuleOutInput) Path { return in.Path }, func(ctx context.Context, c call.Call, of id.Cohort, in *cohortRuleOutInput) (cohort.Joined, error) {
			return o.cohorts.RuleOut(ctx, c, cohort.RuleOut{Cohort: of, People: in.Body.People})
		}))
}
