package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/person"
	"stint/internal/worktime"
)

// PersonBody names a person as everybody may see them.
type PersonBody struct {
	ID    id.Person `json:"id"`
	Name  string    `json:"name"`
	Team  string    `json:"team"`
	Title string    `json:"title"`
	Zone  string    `json:"zone" doc:"IANA name."`
}

func bodyOf(p person.Person) *PersonBody {
	if p.ID == "" {
		return nil
	}
	return &PersonBody{ID: p.ID, Name: p.Name, Team: p.Team, Title: p.Title, Zone: p.Zone}
}

type pauseBody struct {
	From worktime.Date `json:"from" format:"date"`
	To   worktime.Date `json:"to" format:"date" doc:"The last day, included."`
}

type rhythmBody struct {
	Weekday string `json:"weekday" example:"Thursday"`
	Time    string `json:"time" example:"15:00" doc:"Civil time in zone: it stays across a change of clocks."`
	Zone    string `json:"zone"`
	Minutes int    `json:"minutes"`
}

// TermsBody is one revision of the terms.
type TermsBody struct {
	Revision       int               `json:"revision"`
	Digest         string            `json:"digest" doc:"SHA-256 of exactly these terms; signatures are bound to it."`
	ProgramVersion id.ProgramVersion `json:"program_version"`
	Intern         id.Person         `json:"intern"`
	Mentor         id.Person         `json:"mentor"`
	Start          worktime.Date     `json:"start" format:"date"`
	End            worktime.Date     `json:"end" format:"date" doc:"The last day of the last week."`
	Zone           string            `json:"zone"`
	Weeks          int               `json:"weeks"`
	WeekMinutes    int               `json:"week_minutes" doc:"The commitment, in minutes a week."`
	Rhythm         rhythmBody        `json:"rhythm"`
	Pauses         []pauseBody       `json:"pauses"`
	EntryWeek      int               `json:"entry_week"`
	Message        string            `json:"message"`
	ProposedBy     id.Person         `json:"proposed_by"`
	ProposedAt     time.Time         `json:"proposed_at"`
}

func termsOf(t terms.Terms) TermsBody {
	b := TermsBody{
		Revision: t.Revision, Digest: t.Digest, ProgramVersion: t.ProgramVersion, Intern: t.Intern, Mentor: t.Mentor,
		Start: t.Start, End: t.Calendar().End(), Zone: t.Zone, Weeks: t.Weeks, WeekMinutes: t.Minutes,
		Rhythm:    rhythmBody{t.Rhythm.Weekday.String(), t.Rhythm.Clock.String(), t.Rhythm.Zone.String(), t.Rhythm.Minutes},
		EntryWeek: t.EntryWeek, Message: t.Message, ProposedBy: t.ProposedBy, ProposedAt: t.ProposedAt, Pauses: []pauseBody{},
	}
	for _, p := range t.Pauses {
		b.Pauses = append(b.Pauses, pauseBody{p.From, p.To})
	}
	return b
}

type internshipBody struct {
	ID            id.Internship    `json:"id"`
	Program       id.Program       `json:"program"`
	ProgramTitle  string           `json:"program_title"`
	State         internship.State `json:"state" enum:"exploring,proposed,agreed,active,paused,completed,ended"`
	Revision      int              `json:"revision" doc:"The newest revision of the terms; 0 before the first."`
	InForce       int              `json:"in_force" doc:"The revision that all four signed last; 0 before."`
	Intern        *PersonBody      `json:"intern"`
	Mentor        *PersonBody      `json:"mentor"`
	InternManager *PersonBody      `json:"intern_manager"`
	MentorManager *PersonBody      `json:"mentor_manager"`
	Signed        int              `json:"signed" doc:"Approvals of the newest revision, of four."`
	Refused       int              `json:"refused"`
	StandIns      []access.Role    `json:"needs_stand_in" doc:"The managers' roles for which a coordinator has to name somebody."`
	Terms         *TermsBody       `json:"terms" doc:"Those in force, or else the newest; null while exploring."`
}

func internshipOf(s internship.Summary) internshipBody {
	b := internshipBody{
		ID: s.Internship.ID, Program: s.Program.ID, ProgramTitle: s.Program.Title, State: s.Internship.State,
		Revision: s.Internship.Revision, InForce: s.Internship.InForce, Intern: bodyOf(s.Intern), Mentor: bodyOf(s.Mentor),
		InternManager: bodyOf(s.InternManager), MentorManager: bodyOf(s.MentorManager), Signed: s.Signed, Refused: s.Refused,
		StandIns: append([]access.Role{}, s.Vacant...),
	}
	if s.Internship.Current() > 0 {
		t := termsOf(s.Terms)
		b.Terms = &t
	}
	return b
}

type signatureBody struct {
	Role       access.Role               `json:"role" enum:"intern,mentor,intern-manager,mentor-manager"`
	Person     id.Person                 `json:"person" doc:"Who answered or, where nobody has, who is asked; empty where nobody is."`
	State      internship.SignatureState `json:"state" enum:"signed,refused,open,void,needs-stand-in,unanswered"`
	Revision   int                       `json:"revision" doc:"The one that was answered; 0 where none was."`
	At         *time.Time                `json:"at"`
	Reason     string                    `json:"reason,omitempty" doc:"Of a refusal: for the intern and whoever refused."`
	StandIn    bool                      `json:"stand_in"`
	RecordedBy id.Person                 `json:"recorded_by,omitempty"`
	Evidence   string                    `json:"evidence,omitempty"`
	Delegate   id.Person                 `json:"delegate,omitempty" doc:"Who answered for the person while they were away."`
	BothSides  bool                      `json:"both_sides" doc:"One person signs, once, for both managers."`
}

type revisionBody struct {
	TermsBody
	Changes    []terms.Change  `json:"changes" doc:"What it says differently from the one before."`
	Signatures []signatureBody `json:"signatures"`
}

func revisionOf(r internship.Revision) revisionBody {
	b := revisionBody{TermsBody: termsOf(r.Terms), Changes: append([]terms.Change{}, r.Changes...), Signatures: []signatureBody{}}
	for _, g := range r.Signatures {
		b.Signatures = append(b.Signatures, signatureBody{
			Role: g.Role, Person: g.Person, State: g.State, Revision: g.Revision, At: rest.Instant(g.At), Reason: g.Reason,
			StandIn: g.StandIn, RecordedBy: g.RecordedBy, Evidence: g.Evidence, Delegate: g.Delegate, BothSides: g.Both,
		})
	}
	return b
}

type listInternships struct {
	rest.Paged
	Program string `query:"program" doc:"Id of a program."`
	State   string `query:"state" enum:"exploring,proposed,agreed,active,paused,completed,ended"`
	Text    string `query:"q" doc:"Words that name, team or title of intern or mentor hold." maxLength:"200"`
}

// TermsDraft is what terms are proposed with.
type TermsDraft struct {
	Mentor         string      `json:"mentor,omitempty" doc:"Id of a person; empty leaves it as it is."`
	ProgramVersion string      `json:"program_version,omitempty" doc:"Empty: the newest, or as it is."`
	Start          string      `json:"start" example:"2026-10-05" doc:"A working day."`
	Zone           string      `json:"zone,omitempty" doc:"Empty: the intern's, or as it is."`
	Weeks          int         `json:"weeks"`
	WeekMinutes    int         `json:"week_minutes" doc:"The commitment, in minutes a week."`
	Weekday        string      `json:"weekday" example:"Thursday"`
	Time           string      `json:"time" example:"15:00"`
	Minutes        int         `json:"minutes" doc:"How long the 1:1 is."`
	Pauses         []pauseText `json:"pauses,omitempty"`
	EntryWeek      int         `json:"entry_week,omitempty" doc:"The week of the program in which it enters; 1 by default."`
	Message        string      `json:"message,omitempty"`
}

type pauseText struct {
	From string `json:"from"`
	To   string `json:"to"`
}

func (d TermsDraft) draft() terms.Draft {
	out := terms.Draft{
		Mentor: id.Person(d.Mentor), ProgramVersion: id.ProgramVersion(d.ProgramVersion), Start: d.Start, Zone: d.Zone, Weeks: d.Weeks,
		WeekMinutes: d.WeekMinutes, Weekday: d.Weekday, Time: d.Time, Minutes: d.Minutes, EntryWeek: d.EntryWeek, Message: d.Message,
	}
	for _, p := range d.Pauses {
		out.Pauses = append(out.Pauses, terms.PauseText{From: p.From, To: p.To})
	}
	return out
}

type exploreInput struct {
	Body struct {
		Program string `json:"program" doc:"Id of the program that one wants to learn."`
	}
}

type proposeInput struct {
	rest.InternshipPath
	Body struct {
		Base int `json:"base" doc:"The newest revision that you have seen; 0 for the first terms."`
		TermsDraft
	}
}

type signOffInput struct {
	rest.InternshipPath
	Body struct {
		Revision int    `json:"revision"`
		Digest   string `json:"digest" doc:"Of the terms that you have before you."`
		Answer   string `json:"answer" enum:"approve,refuse"`
		Reason   string `json:"reason,omitempty" doc:"A refusal needs one."`
	}
}

type approvalInput struct {
	rest.InternshipPath
	Body struct {
		Revision int    `json:"revision"`
		Digest   string `json:"digest"`
		Role     string `json:"role" enum:"intern,mentor,intern-manager,mentor-manager"`
		Evidence string `json:"evidence" doc:"Words or a link that show it."`
	}
}

type standInInput struct {
	rest.InternshipPath
	Body struct {
		Role   string `json:"role" enum:"intern-manager,mentor-manager"`
		Person string `json:"person"`
	}
}

type endInput struct {
	rest.InternshipPath
	Body struct {
		How    string `json:"how" enum:"withdrawn,stopped" doc:"Stopped only once it has begun."`
		Reason string `json:"reason"`
	}
}

func (s *Server) registerInternships() {
	const tag = "Internships"
	rest.Register(s.rest, rest.Operation{ID: "list-internships", Method: http.MethodGet, Path: "/internships", Tag: tag, Action: access.HomeFind, Summary: "Internships that you may see, newest first"},
		func(ctx context.Context, c call.Call, in *listInternships) (*rest.Answer[rest.List[internshipBody]], error) {
			found, err := s.Internships.List(ctx, c.Actor, internship.Query{Program: id.Program(in.Program), State: internship.State(in.State), Text: in.Text, After: in.After, Limit: in.Limit})
			out := rest.List[internshipBody]{Items: []internshipBody{}, Next: found.Next}
			for _, x := range found.Internships {
				out.Items = append(out.Items, internshipOf(x))
			}
			return rest.OK(out, err)
		})
	rest.Register(s.rest, rest.Operation{ID: "explore", Method: http.MethodPost, Path: "/internships", Tag: tag, Action: access.Explore, Created: true, Summary: "Begin to look for a mentor"},
		func(ctx context.Context, c call.Call, in *exploreInput) (*rest.Answer[internship.Standing], error) {
			return rest.OK(s.Internships.Explore(ctx, c, internship.Explore{Program: id.Program(in.Body.Program)}))
		})
	rest.Register(s.rest, rest.Operation{ID: "find-internship", Method: http.MethodGet, Path: "/internships/{id}", Tag: tag, Action: access.InternshipFind, Summary: "One internship"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[internshipBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			found, err := s.Internships.Summary(ctx, c.Actor, of)
			return rest.OK(internshipOf(found), err)
		})
	rest.Register(s.rest, rest.Operation{ID: "list-revisions", Method: http.MethodGet, Path: "/internships/{id}/terms", Tag: tag, Action: access.SignOffFind, Summary: "The revisions of the terms with their signatures, newest first"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[rest.List[revisionBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			found, err := s.Internships.Revisions(ctx, c.Actor, of)
			out := rest.List[revisionBody]{Items: []revisionBody{}}
			for _, r := range found {
				out.Items = append(out.Items, revisionOf(r))
			}
			return rest.OK(out, err)
		})
	s.registerTerms(tag)
}

func (s *Server) registerTerms(tag string) {
	rest.Register(s.rest, rest.Operation{ID: "propose-terms", Method: http.MethodPost, Path: "/internships/{id}/terms", Tag: tag, Action: access.TermsPropose, Created: true,
		Summary: "Propose the first terms, or a revision", About: "Whoever proposes has signed. Signatures under older revisions are void by it."},
		func(ctx context.Context, c call.Call, in *proposeInput) (*rest.Answer[internship.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Internships.Propose(ctx, c, internship.Propose{Internship: of, Base: in.Body.Base, Draft: in.Body.draft()}))
		})
	rest.Register(s.rest, rest.Operation{ID: "sign-off", Method: http.MethodPost, Path: "/internships/{id}/sign-offs", Tag: tag, Action: access.SignOffGive, Created: true, Summary: "Answer the newest terms"},
		func(ctx context.Context, c call.Call, in *signOffInput) (*rest.Answer[internship.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Internships.SignOff(ctx, c, internship.SignOff{Internship: of, Revision: in.Body.Revision, Digest: in.Body.Digest, Answer: in.Body.Answer, Reason: in.Body.Reason}))
		})
	rest.Register(s.rest, rest.Operation{ID: "record-approval", Method: http.MethodPost, Path: "/internships/{id}/approvals", Tag: tag, Action: access.ApprovalRecord, Created: true, Summary: "Record an approval that was given elsewhere"},
		func(ctx context.Context, c call.Call, in *approvalInput) (*rest.Answer[internship.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Internships.RecordApproval(ctx, c, internship.RecordApproval{Internship: of, Revision: in.Body.Revision, Digest: in.Body.Digest, Role: access.Role(in.Body.Role), Evidence: in.Body.Evidence}))
		})
	rest.Register(s.rest, rest.Operation{ID: "name-stand-in", Method: http.MethodPost, Path: "/internships/{id}/stand-ins", Tag: tag, Action: access.StandInName, Created: true, Summary: "Name who signs for a missing manager"},
		func(ctx context.Context, c call.Call, in *standInInput) (*rest.Answer[internship.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Internships.NameStandIn(ctx, c, internship.NameStandIn{Internship: of, Role: access.Role(in.Body.Role), Person: id.Person(in.Body.Person)}))
		})
	rest.Register(s.rest, rest.Operation{ID: "end-internship", Method: http.MethodPost, Path: "/internships/{id}/endings", Tag: tag, Action: access.InternshipEnd, Created: true, Summary: "Withdraw or stop an internship"},
		func(ctx context.Context, c call.Call, in *endInput) (*rest.Answer[internship.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Internships.End(ctx, c, internship.End{Internship: of, How: internship.How(in.Body.How), Reason: in.Body.Reason}))
		})
	rest.Register(s.rest, rest.Operation{ID: "complete-internship", Method: http.MethodPost, Path: "/internships/{id}/completions", Tag: tag, Action: access.InternshipFinish, Created: true,
		Summary: "Mark an internship complete", About: "From the first day of its last week on. Completing an internship promises no position."},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[internship.Standing], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.Internships.Complete(ctx, c, internship.Complete{Internship: of}))
		})
}
