// Package mentors is the API's operations on the pool, and on who fits whom.
package mentors

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/matching/fit"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Services are what the operations call.
type Services struct {
	DB   *sqldb.DB
	Pool *pool.Service
}

// OpeningBody is a mentor's offer to a program.
type OpeningBody struct {
	ID        id.Opening    `json:"id"`
	Program   id.Program    `json:"program"`
	Person    id.Person     `json:"person"`
	State     pool.State    `json:"state" enum:"open,left,lapsed" doc:"lapsed: its last day is past."`
	Capacity  int           `json:"capacity" doc:"How many internships at once."`
	Held      int           `json:"held" doc:"Places that promised and running internships take."`
	Free      int           `json:"free"`
	Style     string        `json:"style" doc:"hands-on, structured, questions, calls or thorough; empty for none."`
	Topics    []string      `json:"topics" doc:"Empty where those of the mentor's profile stand in."`
	Languages []string      `json:"languages" doc:"BCP 47. Empty where those of the mentor's profile stand in."`
	Until     worktime.Date `json:"until" doc:"The last day; empty for an open end."`
	OpenedAt  time.Time     `json:"opened_at"`
	ChangedAt time.Time     `json:"changed_at"`
	LeftAt    *time.Time    `json:"left_at"`
}

func openingOf(o pool.Opening) OpeningBody {
	return OpeningBody{
		o.ID, o.Program, o.Person, o.State, o.Capacity, o.Held, o.Free(), o.Style, append([]string{}, o.Topics...), append([]string{}, o.Languages...),
		o.Until, o.OpenedAt, o.ChangedAt, rest.Instant(o.LeftAt),
	}
}

func openings(list []pool.Opening, err error) (rest.List[OpeningBody], error) {
	out := rest.List[OpeningBody]{Items: []OpeningBody{}}
	for _, o := range list {
		out.Items = append(out.Items, openingOf(o))
	}
	return out, err
}

// CandidateBody is a mentor who can be asked, with why they rank where they do.
// There is no score: it counts what is never shown.
type CandidateBody struct {
	Rank    int          `json:"rank" doc:"From 1; who has no place free comes last."`
	Person  id.Person    `json:"person"`
	Name    string       `json:"name"`
	Zone    string       `json:"zone"`
	Opening OpeningBody  `json:"opening"`
	Overlap OverlapBody  `json:"overlap"`
	Reasons []fit.Reason `json:"reasons"`
}

// OverlapBody is how long two people work at the same time in a week.
type OverlapBody struct {
	From      worktime.Date `json:"from" doc:"The Monday of the week of the start, in the intern's zone."`
	Week      int           `json:"week" doc:"Minutes that both work in it, days off left out."`
	Usual     int           `json:"usual" doc:"Minutes without anybody's days off."`
	ChangesOn worktime.Date `json:"changes_on" doc:"The next change of clocks of either; empty for none within a year."`
	LaterFrom worktime.Date `json:"later_from" doc:"The Monday of the first whole week after it."`
	Later     int           `json:"later" doc:"Minutes that both usually work in that week."`
}

func overlapOf(o fit.Overlap) OverlapBody {
	return OverlapBody{o.From, int(o.Week / time.Minute), int(o.Usual / time.Minute), o.ChangesOn, o.LaterFrom, int(o.Later / time.Minute)}
}

// EligibilityBody says whether the caller may mentor in a program.
type EligibilityBody struct {
	Eligible bool     `json:"eligible"`
	Met      []string `json:"met" doc:"Rules that are met, in words."`
	Unmet    []string `json:"unmet" doc:"Rules that are not."`
}

func eligibilityOf(e pool.Eligibility) EligibilityBody {
	b := EligibilityBody{Eligible: e.Eligible, Met: []string{}, Unmet: []string{}}
	for _, r := range e.Reasons {
		if r.Met {
			b.Met = append(b.Met, r.Text)
		} else {
			b.Unmet = append(b.Unmet, r.Text)
		}
	}
	return b
}

// OpeningPath is the path of what belongs to one opening.
type OpeningPath struct {
	ID string `path:"id" doc:"Id of the opening."`
}

type openInput struct {
	rest.ProgramPath
	Body pool.Offer
}

type changeBody struct {
	pool.Offer
	Seen time.Time `json:"seen,omitzero" doc:"changed_at as you saw it: then a change since is a conflict."`
}

type changeInput struct {
	OpeningPath
	Body changeBody
}

// Ranked are the parameters of a ranking.
type Ranked struct {
	Start string `query:"start" doc:"The start date; this week where absent." maxLength:"10"`
	Style string `query:"style" doc:"The way of mentoring that the intern asks for." enum:",hands-on,structured,questions,calls,thorough"`
}

type rankProgram struct {
	rest.ProgramPath
	Ranked
	Intern string `query:"intern" doc:"Whose candidates; yours where absent. For others, coordinators of the program only." maxLength:"36"`
}

type rankInternship struct {
	rest.InternshipPath
	Ranked
}

// start reads the start date.
func (r Ranked) start() (worktime.Date, error) {
	if r.Start == "" {
		return worktime.Date{}, nil
	}
	d, err := worktime.ParseDate(r.Start)
	if err != nil || d.Year() < 1970 || d.Year() > 2200 {
		return d, fault.At("start", "This is not a date such as 2026-10-08.")
	}
	return d, nil
}

const tag = "Mentors"

// Register adds the operations.
func Register(a *rest.API, s Services) {
	registerReads(a, s)
	registerRankings(a, s)
	registerChanges(a, s)
}

func registerReads(a *rest.API, s Services) {
	rest.Register(a, rest.Operation{ID: "list-pool", Method: http.MethodGet, Path: "/programs/{id}/pool", Tag: tag, Action: access.PoolFind, Summary: "Who is open to mentoring in a program, those who opened first first"},
		func(ctx context.Context, c call.Call, in *rest.ProgramPath) (*rest.Answer[rest.List[OpeningBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[OpeningBody], error) { return openings(pool.List(tx, c.Actor, of)) })
		})
	rest.Register(a, rest.Operation{ID: "list-own-openings", Method: http.MethodGet, Path: "/openings", Tag: tag, Action: access.PoolFind, Summary: "Your own openings, also those that you left"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[OpeningBody]], error) {
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[OpeningBody], error) { return openings(pool.Own(tx, c.Actor)) })
		})
	rest.Register(a, rest.Operation{ID: "find-eligibility", Method: http.MethodGet, Path: "/programs/{id}/eligibility", Tag: tag, Action: access.PoolFind, Summary: "Whether you may mentor in a program, and why"},
		func(ctx context.Context, c call.Call, in *rest.ProgramPath) (*rest.Answer[EligibilityBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (EligibilityBody, error) {
				if _, err := program.Find(tx, c.Actor, of); err != nil {
					return EligibilityBody{}, err
				}
				e, err := pool.Eligible(tx, of, c.Actor.Person)
				return eligibilityOf(e), err
			})
		})
}

func registerRankings(a *rest.API, s Services) {
	rest.Register(a, rest.Operation{ID: "list-candidates", Method: http.MethodGet, Path: "/programs/{id}/mentors", Tag: tag, Action: access.PoolFind, Summary: "Mentors of a program by fit, each rank with its reasons"},
		func(ctx context.Context, c call.Call, in *rankProgram) (*rest.Answer[rest.List[CandidateBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			intern := c.Actor.Person
			if in.Intern != "" {
				if intern, err = rest.IDOf[id.Person](in.Intern, "person"); err != nil {
					return nil, err
				}
			}
			return s.candidates(ctx, c, fit.Wanted{Program: of, Intern: intern}, in.Ranked)
		})
	rest.Register(a, rest.Operation{ID: "list-internship-candidates", Method: http.MethodGet, Path: "/internships/{id}/mentors", Tag: tag, Action: access.MentorFind, Summary: "Mentors whom the intern of an internship can ask, by fit"},
		func(ctx context.Context, c call.Call, in *rankInternship) (*rest.Answer[rest.List[CandidateBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			var x internship.Internship
			err = s.DB.Read(ctx, func(tx *sqldb.Tx) error {
				if _, err := access.Require(tx, c.Actor, access.MentorFind, of); err != nil {
					return err
				}
				x, err = internship.Find(tx, c.Actor, of)
				return err
			})
			if err != nil {
				return nil, err
			}
			return s.candidates(ctx, c, fit.Wanted{Program: x.Program, Intern: x.Intern}, in.Ranked)
		})
}

// candidates ranks mentors and says why.
func (s Services) candidates(ctx context.Context, c call.Call, wanted fit.Wanted, in Ranked) (*rest.Answer[rest.List[CandidateBody]], error) {
	start, err := in.start()
	if err != nil {
		return nil, err
	}
	wanted.Start, wanted.Style = start, in.Style
	return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[CandidateBody], error) {
		r, err := fit.Candidates(tx, c.Actor, wanted)
		out := rest.List[CandidateBody]{Items: []CandidateBody{}}
		for _, m := range r.Candidates {
			out.Items = append(out.Items, CandidateBody{
				Rank: m.Rank, Person: m.Person.ID, Name: m.Person.Name, Zone: m.Person.Zone, Opening: openingOf(m.Opening),
				Overlap: overlapOf(m.Fit.Overlap), Reasons: append([]fit.Reason{}, m.Fit.Reasons...),
			})
		}
		return out, err
	})
}

func registerChanges(a *rest.API, s Services) {
	rest.Register(a, rest.Operation{ID: "open-to-mentoring", Method: http.MethodPost, Path: "/programs/{id}/openings", Tag: tag, Action: access.PoolOpen, Created: true, Summary: "Be open to mentoring in a program",
		About: "Who may is said by the program's page; what you promised already and what runs counts against the capacity from the first moment."},
		func(ctx context.Context, c call.Call, in *openInput) (*rest.Answer[OpeningBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return opened(s.Pool.Open(ctx, c, pool.EnterPool{Program: of, Offer: in.Body}))
		})
	rest.Register(a, rest.Operation{ID: "change-opening", Method: http.MethodPut, Path: "/openings/{id}", Tag: tag, Action: access.PoolChange, Summary: "Change what you offer; the whole offer is sent"},
		func(ctx context.Context, c call.Call, in *changeInput) (*rest.Answer[OpeningBody], error) {
			of, err := rest.IDOf[id.Opening](in.ID, "opening")
			if err != nil {
				return nil, err
			}
			return opened(s.Pool.Change(ctx, c, pool.ChangeOffer{Opening: of, Seen: in.Body.Seen, Offer: in.Body.Offer}))
		})
	rest.Register(a, rest.Operation{ID: "leave-pool", Method: http.MethodPost, Path: "/openings/{id}/departures", Tag: tag, Action: access.PoolChange, Created: true, Summary: "Leave the pool of a program; what you promised and what runs goes on"},
		func(ctx context.Context, c call.Call, in *OpeningPath) (*rest.Answer[OpeningBody], error) {
			of, err := rest.IDOf[id.Opening](in.ID, "opening")
			if err != nil {
				return nil, err
			}
			return opened(s.Pool.Leave(ctx, c, pool.LeavePool{Opening: of}))
		})
	rest.Register(a, rest.Operation{ID: "return-to-pool", Method: http.MethodPost, Path: "/openings/{id}/returns", Tag: tag, Action: access.PoolChange, Created: true, Summary: "Come back to a pool that you left, with what you offered before"},
		func(ctx context.Context, c call.Call, in *OpeningPath) (*rest.Answer[OpeningBody], error) {
			of, err := rest.IDOf[id.Opening](in.ID, "opening")
			if err != nil {
				return nil, err
			}
			return opened(s.Pool.Return(ctx, c, pool.Returning{Opening: of}))
		})
}

func opened(o pool.Opening, err error) (*rest.Answer[OpeningBody], error) {
	return rest.OK(openingOf(o), err)
}
