// Package cohort is the API's operations on cohorts.
package cohort

import (
	"context"
	"net/http"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/matching/cohort"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

const tag = "Cohorts"

// operations are what the operations work with.
type operations struct {
	api     *rest.API
	db      *sqldb.DB
	cohorts *cohort.Service
}

// Register adds the operations on cohorts.
func Register(api *rest.API, db *sqldb.DB, cohorts *cohort.Service) {
	o := &operations{api, db, cohorts}
	o.readings()
	o.gathering()
	o.editing()
	o.deciding()
	o.parts()
}

// Path is the path of what belongs to one cohort.
type Path struct {
	ID string `path:"id" doc:"Id of the cohort."`
}

func (p Path) parse() (id.Cohort, error) { return rest.IDOf[id.Cohort](p.ID, "cohort") }

// CohortBody is a cohort without its people.
type CohortBody struct {
	ID        id.Cohort      `json:"id"`
	Program   id.Program     `json:"program"`
	Title     string         `json:"title"`
	State     cohort.State   `json:"state" enum:"collecting,proposed,sent,dropped"`
	Start     worktime.Date  `json:"start" format:"date" doc:"The first day of the internships; working hours are compared in the week from it on."`
	Until     *worktime.Date `json:"until" format:"date" doc:"The last day on which people may apply by themselves; null where they may not."`
	Rules     cohort.Rules   `json:"rules"`
	Message   string         `json:"message" doc:"What each mentor who is asked reads."`
	Version   int            `json:"version" doc:"Counts the changes of what is to be solved."`
	Solved    int            `json:"solved" doc:"The version that the proposal answers; 0 where there is none."`
	Digest    string         `json:"digest" doc:"SHA-256 of what was solved. The same has the same answer."`
	CreatedAt time.Time      `json:"created_at"`
	SolvedAt  *time.Time     `json:"solved_at"`
	SentAt    *time.Time     `json:"sent_at"`
}

func cohortOf(c cohort.Cohort) CohortBody {
	return CohortBody{
		c.ID, c.Program, c.Title, c.State, c.Start, day(c.Until), c.Rules, c.Message,
		c.Version, c.Solved, c.Digest, c.CreatedAt, rest.Instant(c.SolvedAt), rest.Instant(c.SentAt),
	}
}

// day is a date, or null for none.
func day(d worktime.Date) *worktime.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

type cohortApplicantBody struct {
	Person   id.Person     `json:"person"`
	Applied  bool          `json:"applied" doc:"They applied by themselves."`
	Locked   id.Person     `json:"locked,omitempty" doc:"The mentor to whom a coordinator locked them."`
	Not      []id.Person   `json:"not" doc:"Mentors with whom a coordinator does not want them."`
	SetAside []cohort.Rule `json:"set_aside" doc:"Must-haves that do not hold for them."`
}

type cohortMentorBody struct {
	Person id.Person `json:"person"`
	Places int       `json:"places"`
}

type cohortDetail struct {
	CohortBody
	Applicants   []cohortApplicantBody `json:"applicants"`
	Mentors      []cohortMentorBody    `json:"mentors"`
	Restrictions int                   `json:"restrictions" doc:"How many pairs applicants or mentors ruled out. Whose they are is private."`
}

type cohortChoiceBody struct {
	Applicant id.Person       `json:"applicant"`
	Mentor    id.Person       `json:"mentor,omitempty" doc:"Absent for an applicant without a place."`
	Locked    bool            `json:"locked"`
	Reasons   []string        `json:"reasons"`
	Next      id.Person       `json:"next,omitempty" doc:"The mentor whom they would have in the best assignment without this pair; absent where they would have none."`
	Fewer     int             `json:"fewer" doc:"How many applicants fewer would have a place then."`
	Changes   []cohort.Change `json:"changes" doc:"For an applicant without a place: what would give them one, alone, with nobody losing theirs."`
	Request   string          `json:"request,omitempty" doc:"Id of the request, once it was sent."`
	Trouble   string          `json:"trouble,omitempty" doc:"Why it could not be sent: refused, stopped."`
}

func choiceOf(c cohort.Choice) cohortChoiceBody {
	return cohortChoiceBody{
		c.Applicant, c.Mentor, c.Locked, append([]string{}, c.Reasons...), c.Next, c.NextFewer, append([]cohort.Change{}, c.Changes...), c.Request, c.Trouble,
	}
}

type listInput struct {
	rest.ProgramPath
	rest.Paged
}

type choicesInput struct {
	Path
	rest.Paged
}

func (o *operations) readings() {
	rest.Register(o.api, rest.Operation{ID: "list-cohorts", Method: http.MethodGet, Path: "/programs/{id}/cohorts", Tag: tag, Action: access.CohortFind, Summary: "The cohorts of a program, the newest first"},
		func(ctx context.Context, c call.Call, in *listInput) (*rest.Answer[rest.List[CohortBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, o.db, func(tx *sqldb.Tx) (rest.List[CohortBody], error) {
				found, err := cohort.List(tx, c.Actor, of, cohort.Page{After: in.After, Limit: in.Limit})
				out := rest.List[CohortBody]{Items: []CohortBody{}, Next: found.Next}
				for _, x := range found.Cohorts {
					out.Items = append(out.Items, cohortOf(x))
				}
				return out, err
			})
		})
	rest.Register(o.api, rest.Operation{ID: "find-cohort", Method: http.MethodGet, Path: "/cohorts/{id}", Tag: tag, Action: access.CohortFind, Summary: "One cohort with its people"},
		func(ctx context.Context, c call.Call, in *Path) (*rest.Answer[cohortDetail], error) {
			of, err := in.parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, o.db, func(tx *sqldb.Tx) (cohortDetail, error) { return detail(tx, c.Actor, of) })
		})
	rest.Register(o.api, rest.Operation{
		ID: "list-choices", Method: http.MethodGet, Path: "/cohorts/{id}/choices", Tag: tag, Action: access.CohortFind,
		Summary: "A cohort’s proposal: one line for each applicant, those without a place first", About: "Pages are by the applicant of the last line.",
	}, func(ctx context.Context, c call.Call, in *choicesInput) (*rest.Answer[rest.List[cohortChoiceBody]], error) {
		of, err := in.parse()
		if err != nil {
			return nil, err
		}
		return rest.Read(ctx, o.db, func(tx *sqldb.Tx) (rest.List[cohortChoiceBody], error) { return choices(tx, c.Actor, of, in.Paged) })
	})
}

func detail(tx *sqldb.Tx, a access.Actor, of id.Cohort) (cohortDetail, error) {
	x, err := cohort.Find(tx, a, of)
	if err != nil {
		return cohortDetail{}, err
	}
	roll, err := cohort.RollOf(tx, of)
	out := cohortDetail{CohortBody: cohortOf(x), Applicants: []cohortApplicantBody{}, Mentors: []cohortMentorBody{}, Restrictions: roll.Restrictions}
	for _, p := range roll.Applicants {
		out.Applicants = append(out.Applicants, cohortApplicantBody{
			p.Person, p.AddedBy == p.Person, roll.Locks[p.Person], append([]id.Person{}, roll.Forbidden[p.Person]...), append([]cohort.Rule{}, roll.Exceptions[p.Person]...),
		})
	}
	for _, m := range roll.Mentors {
		out.Mentors = append(out.Mentors, cohortMentorBody{m.Person, m.Places})
	}
	return out, err
}

// choices are the lines of a proposal after that of an applicant.
func choices(tx *sqldb.Tx, a access.Actor, of id.Cohort, page rest.Paged) (rest.List[cohortChoiceBody], error) {
	out := rest.List[cohortChoiceBody]{Items: []cohortChoiceBody{}}
	if _, err := cohort.Find(tx, a, of); err != nil {
		return out, err
	}
	all, err := cohort.Choices(tx, of)
	for i, c := range all {
		if page.After != "" && strings.EqualFold(string(c.Applicant), page.After) {
			all = all[i+1:]
			break
		}
	}
	for _, c := range all[:min(max(page.Limit, 1), len(all))] {
		out.Items = append(out.Items, choiceOf(c))
	}
	if n := len(out.Items); n > 0 && n < len(all) {
		out.Next = string(out.Items[n-1].Applicant)
	}
	return out, err
}
