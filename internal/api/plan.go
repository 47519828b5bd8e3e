package api

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

type activityBody struct {
	ID         id.Activity  `json:"id"`
	Parent     id.Activity  `json:"parent" doc:"What it hangs below; empty at the top."`
	Week       int          `json:"week" doc:"Where it stands now; 0 is the setup."`
	HomeWeek   int          `json:"home_week" doc:"Where the program put it."`
	Source     string       `json:"source" doc:"The program's id of it; empty for one that was added."`
	Text       string       `json:"text" doc:"Markdown of one line."`
	Kind       reader.Kind  `json:"kind"`
	Owner      reader.Owner `json:"owner"`
	Shape      reader.Role  `json:"shape" doc:"leaf, container, prompt-head, note or milestone."`
	Heading    string       `json:"heading"`
	Optional   bool         `json:"optional"`
	Condition  string       `json:"condition"`
	Branch     string       `json:"branch"`
	Side       string       `json:"side"`
	Taken      bool         `json:"taken" doc:"False on the side of a branch that was not taken."`
	Counts     bool         `json:"counts" doc:"It enters the progress figure."`
	Course     string       `json:"course"`
	Part       string       `json:"part"`
	BuildsOn   []string     `json:"builds_on"`
	Minutes    int          `json:"minutes" doc:"Estimate; 0 for none."`
	Links      []plan.Link  `json:"links"`
	State      plan.State   `json:"state" enum:"open,done,skipped,waived,replaced"`
	StateAt    *time.Time   `json:"state_at"`
	StateBy    id.Person    `json:"state_by,omitempty"`
	Reason     string       `json:"reason,omitempty" doc:"Intern and mentor read it."`
	Note       string       `json:"note,omitempty" doc:"Intern and mentor read it."`
	Evidence   string       `json:"evidence,omitempty" doc:"Intern and mentor read it."`
	ReplacedBy id.Activity  `json:"replaced_by,omitempty"`
	Version    int          `json:"version"`
}

func activityOf(a *plan.Activity, taken plan.Taken) activityBody {
	return activityBody{
		ID: a.ID, Parent: a.Parent, Week: a.Week, HomeWeek: a.HomeWeek, Source: a.Source, Text: a.Text, Kind: a.Kind, Owner: a.Owner,
		Shape: a.Shape, Heading: a.Heading, Optional: a.Optional, Condition: a.Condition, Branch: a.Branch, Side: a.Side, Taken: taken.Has(a),
		Counts: a.Counts(), Course: a.Course, Part: a.Part, BuildsOn: append([]string{}, a.BuildsOn...), Minutes: a.Minutes,
		Links: append([]plan.Link{}, a.Links...), State: a.State, StateAt: rest.Instant(a.StateAt), StateBy: a.StateBy, Reason: a.Reason,
		Note: a.Note, Evidence: a.Evidence, ReplacedBy: a.ReplacedBy, Version: a.Version,
	}
}

type replyBody struct {
	Author id.Person `json:"author"`
	Body   string    `json:"body"`
	At     time.Time `json:"at"`
}

type answerBody struct {
	Version int       `json:"version"`
	Body    string    `json:"body" doc:"Markdown."`
	At      time.Time `json:"at"`
}

// PromptBody is a question with what was written to it, as far as the caller may see that.
type PromptBody struct {
	ID       id.Prompt    `json:"id"`
	Activity id.Activity  `json:"activity" doc:"The activity that gathers it."`
	Text     string       `json:"text"`
	State    prompt.State `json:"state" enum:"open,agenda,parked,discussed,reopened,skipped"`
	Draft    *draftBody   `json:"draft" doc:"Your own; null where you have none."`
	Answer   *answerBody  `json:"answer" doc:"The newest one that was put on an agenda, for intern and mentor."`
	Replies  []replyBody  `json:"replies"`
}

type draftBody struct {
	Body    string    `json:"body"`
	Version int       `json:"version"`
	At      time.Time `json:"at"`
}

func promptOf(p *prompt.Prompt) PromptBody {
	b := PromptBody{ID: p.ID, Activity: p.Head, Text: p.Text, State: p.State, Replies: []replyBody{}}
	if p.Draft != nil {
		b.Draft = &draftBody{p.Draft.Body, p.Draft.Version, p.Draft.At}
	}
	if p.Answer != nil {
		b.Answer = &answerBody{p.Answer.Version, p.Answer.Body, p.Answer.At}
	}
	for _, r := range p.Replies {
		b.Replies = append(b.Replies, replyBody{r.Author, r.Body, r.At})
	}
	return b
}

type figureBody struct {
	Done  int `json:"done"`
	Total int `json:"total"`
}

type planBody struct {
	Progress   figureBody     `json:"progress" doc:"The one progress figure: the weeks together."`
	Setup      figureBody     `json:"setup" doc:"Counted apart."`
	Weeks      []figureBody   `json:"weeks" doc:"Week n at index n-1."`
	Activities []activityBody `json:"activities" doc:"In the order of the page."`
	Prompts    []PromptBody   `json:"prompts"`
}

type changedBody struct {
	Internship id.Internship `json:"internship"`
	Activity   id.Activity   `json:"activity"`
	Week       int           `json:"week"`
	State      plan.State    `json:"state"`
	Version    int           `json:"version"`
}

func changedOf(c plan.Changed, err error) (*rest.Answer[changedBody], error) {
	return rest.OK(changedBody{c.Internship, c.Activity, c.Week, c.State, c.Version}, err)
}

type markInput struct {
	rest.ActivityPath
	Body struct {
		Note     string `json:"note,omitempty" doc:"Markdown; empty leaves what is there."`
		Evidence string `json:"evidence,omitempty" doc:"A link; empty leaves what is there."`
		Version  int    `json:"version,omitempty" doc:"The version that you saw; 0 where it does not matter."`
	}
}

type unmarkInput struct {
	rest.ActivityPath
	Body struct {
		Version int `json:"version,omitempty"`
	}
}

type leaveInput struct {
	rest.ActivityPath
	Body struct {
		Reason  string `json:"reason" doc:"Intern and mentor read it."`
		Version int    `json:"version,omitempty"`
	}
}

type remarkInput struct {
	rest.ActivityPath
	Body struct {
		Note     *string `json:"note,omitempty" doc:"Absent leaves it, empty removes it."`
		Evidence *string `json:"evidence,omitempty" doc:"Absent leaves it, empty removes it."`
		Version  int     `json:"version,omitempty"`
	}
}

type moveActivityInput struct {
	rest.ActivityPath
	Body struct {
		Week    int `json:"week"`
		Version int `json:"version,omitempty"`
	}
}

type replaceInput struct {
	rest.ActivityPath
	Body struct {
		Text    string `json:"text"`
		Kind    string `json:"kind,omitempty"`
		Minutes int    `json:"minutes,omitempty"`
		Version int    `json:"version,omitempty"`
	}
}

type addActivityInput struct {
	rest.InternshipPath
	Body struct {
		Week     int    `json:"week"`
		Parent   string `json:"parent,omitempty"`
		Text     string `json:"text"`
		Kind     string `json:"kind,omitempty"`
		Owner    string `json:"owner,omitempty" enum:"intern,mentor"`
		Minutes  int    `json:"minutes,omitempty"`
		Optional bool   `json:"optional,omitempty"`
	}
}

type branchInput struct {
	rest.InternshipPath
	Body struct {
		Activity string `json:"activity" doc:"Any on the side to be taken."`
		Confirm  bool   `json:"confirm,omitempty" doc:"Also where either side is begun."`
	}
}

func (s *Server) registerPlan() {
	const tag = "Plan"
	rest.Register(s.rest, rest.Operation{ID: "find-plan", Method: http.MethodGet, Path: "/internships/{id}/plan", Tag: tag, Action: access.PlanFind, Summary: "The whole plan with its progress"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[planBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (planBody, error) { return planOf(tx, c.Actor, of) })
		})
	rest.Register(s.rest, rest.Operation{ID: "tick", Method: http.MethodPost, Path: "/activities/{id}/ticks", Tag: tag, Action: access.PlanTick, Created: true, Summary: "Mark an activity as done"},
		func(ctx context.Context, c call.Call, in *markInput) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Tick(ctx, c, plan.Mark{Activity: a, Note: in.Body.Note, Evidence: in.Body.Evidence, Version: in.Body.Version}))
		})
	s.registerUnmarks(tag)
	s.registerTailoring(tag)
}

func planOf(tx *sqldb.Tx, a access.Actor, of id.Internship) (planBody, error) {
	p, err := plan.Read(tx, a, of)
	if err != nil {
		return planBody{}, err
	}
	progress := plan.Measure(p.Activities, p.Prompts, p.Choices)
	b := planBody{
		Progress: figureBody(progress.Figure), Setup: figureBody(progress.Setup),
		Weeks: []figureBody{}, Activities: []activityBody{}, Prompts: []PromptBody{},
	}
	for _, f := range progress.Weeks {
		b.Weeks = append(b.Weeks, figureBody(f))
	}
	taken := plan.Take(p.Activities, p.Choices)
	for i := range p.Activities {
		b.Activities = append(b.Activities, activityOf(&p.Activities[i], taken))
	}
	for i := range p.Prompts {
		b.Prompts = append(b.Prompts, promptOf(&p.Prompts[i]))
	}
	return b, nil
}

func (s *Server) registerUnmarks(tag string) {
	rest.Register(s.rest, rest.Operation{ID: "untick", Method: http.MethodPost, Path: "/activities/{id}/unticks", Tag: tag, Action: access.PlanTick, Created: true, Summary: "Take a tick back"},
		func(ctx context.Context, c call.Call, in *unmarkInput) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Untick(ctx, c, plan.Mark{Activity: a, Version: in.Body.Version}))
		})
	rest.Register(s.rest, rest.Operation{ID: "skip", Method: http.MethodPost, Path: "/activities/{id}/skips", Tag: tag, Action: access.PlanSkip, Created: true, Summary: "Leave out what is optional"},
		func(ctx context.Context, c call.Call, in *leaveInput) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Skip(ctx, c, plan.Leave{Activity: a, Reason: in.Body.Reason, Version: in.Body.Version}))
		})
	rest.Register(s.rest, rest.Operation{ID: "waive", Method: http.MethodPost, Path: "/activities/{id}/waivers", Tag: tag, Action: access.PlanWaive, Created: true, Summary: "Let the intern off an activity"},
		func(ctx context.Context, c call.Call, in *leaveInput) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Waive(ctx, c, plan.Leave{Activity: a, Reason: in.Body.Reason, Version: in.Body.Version}))
		})
	rest.Register(s.rest, rest.Operation{ID: "return-activity", Method: http.MethodPost, Path: "/activities/{id}/returns", Tag: tag, Action: access.PlanTailor, Created: true, Summary: "Bring back what was skipped, waived or replaced"},
		func(ctx context.Context, c call.Call, in *unmarkInput) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Restore(ctx, c, plan.Mark{Activity: a, Version: in.Body.Version}))
		})
	rest.Register(s.rest, rest.Operation{ID: "write-note-on-activity", Method: http.MethodPost, Path: "/activities/{id}/notes", Tag: tag, Action: access.PlanTailor, Created: true, Summary: "Write the note and the evidence of an activity"},
		func(ctx context.Context, c call.Call, in *remarkInput) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Note(ctx, c, plan.Remark{Activity: a, Note: in.Body.Note, Evidence: in.Body.Evidence, Version: in.Body.Version}))
		})
}

func (s *Server) registerTailoring(tag string) {
	rest.Register(s.rest, rest.Operation{ID: "add-activity", Method: http.MethodPost, Path: "/internships/{id}/activities", Tag: tag, Action: access.PlanTailor, Created: true, Summary: "Add an activity of one's own"},
		func(ctx context.Context, c call.Call, in *addActivityInput) (*rest.Answer[changedBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Add(ctx, c, plan.Add{
				Internship: of, Week: in.Body.Week, Parent: id.Activity(in.Body.Parent), Text: in.Body.Text, Kind: reader.Kind(in.Body.Kind),
				Owner: reader.Owner(in.Body.Owner), Minutes: in.Body.Minutes, Optional: in.Body.Optional,
			}))
		})
	rest.Register(s.rest, rest.Operation{ID: "move-activity", Method: http.MethodPost, Path: "/activities/{id}/moves", Tag: tag, Action: access.PlanTailor, Created: true, Summary: "Move an activity to another week"},
		func(ctx context.Context, c call.Call, in *moveActivityInput) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Move(ctx, c, plan.Move{Activity: a, Week: in.Body.Week, Version: in.Body.Version}))
		})
	rest.Register(s.rest, rest.Operation{ID: "replace-activity", Method: http.MethodPost, Path: "/activities/{id}/replacements", Tag: tag, Action: access.PlanTailor, Created: true, Summary: "Put an own activity in the place of another"},
		func(ctx context.Context, c call.Call, in *replaceInput) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.Replace(ctx, c, plan.Replace{Activity: a, Text: in.Body.Text, Kind: reader.Kind(in.Body.Kind), Minutes: in.Body.Minutes, Version: in.Body.Version}))
		})
	rest.Register(s.rest, rest.Operation{ID: "put-activity-on-agenda", Method: http.MethodPost, Path: "/activities/{id}/agenda-items", Tag: tag, Action: access.AgendaWrite, Created: true, Summary: "Put an activity on the agenda of the next 1:1"},
		func(ctx context.Context, c call.Call, in *rest.ActivityPath) (*rest.Answer[changedBody], error) {
			a, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.PutOnAgenda(ctx, c, a))
		})
	rest.Register(s.rest, rest.Operation{ID: "choose-branch", Method: http.MethodPost, Path: "/internships/{id}/branch-choices", Tag: tag, Action: access.PlanTailor, Created: true, Summary: "Take the other side of a branch"},
		func(ctx context.Context, c call.Call, in *branchInput) (*rest.Answer[changedBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return changedOf(s.Plans.ChooseBranch(ctx, c, plan.TakeSide{Internship: of, Activity: id.Activity(in.Body.Activity), Confirm: in.Body.Confirm}))
		})
}
