// Package marks is what the API offers about the items and links of a program's
// page: marks by interns and mentors, a coordinator's answers, the patch, and
// how the links were found.
package marks

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/program/link"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
	"stint/internal/view/marks"
)

// Services are what the operations call.
type Services struct {
	DB     *sqldb.DB
	Marks  *mark.Service
	Marked *marks.Views
}

// Register adds the operations to an API.
func Register(a *rest.API, s Services) {
	s.registerOwn(a)
	s.registerDesk(a)
}

const tag = "Marks"

// MarkBody is one person's word about one item.
type MarkBody struct {
	ID         id.Mark       `json:"id"`
	Program    id.Program    `json:"program"`
	Item       string        `json:"item" doc:"The activity's id on the program's page, the same in every version."`
	Internship id.Internship `json:"internship"`
	Person     id.Person     `json:"person" doc:"Who wrote it."`
	Verdict    mark.Verdict  `json:"verdict" enum:"broken,outdated,excellent"`
	Comment    string        `json:"comment"`
	Replaces   string        `json:"replaces" doc:"With a proposal: the address that is to go; empty for the wording."`
	Proposal   string        `json:"proposal"`
	State      mark.State    `json:"state" enum:"open,accepted,resolved,declined" doc:"An accepted proposal stands in the patch."`
	Answer     string        `json:"answer" doc:"The coordinator's word back."`
	Revision   int           `json:"revision"`
	MadeAt     time.Time     `json:"made_at"`
	SettledAt  *time.Time    `json:"settled_at"`
}

func bodyOf(m mark.Mark) MarkBody {
	return MarkBody{
		ID: m.ID, Program: m.Program, Item: m.Item, Internship: m.Internship, Person: m.Person, Verdict: m.Verdict, Comment: m.Comment,
		Replaces: m.Replaces, Proposal: m.Proposal, State: m.State, Answer: m.Answer, Revision: m.Revision, MadeAt: m.MadeAt, SettledAt: rest.Instant(m.SettledAt),
	}
}

func bodiesOf(found []mark.Mark) rest.List[MarkBody] {
	out := rest.List[MarkBody]{Items: []MarkBody{}}
	for _, m := range found {
		out.Items = append(out.Items, bodyOf(m))
	}
	return out
}

// MarkPath is the path of what belongs to one mark.
type MarkPath struct {
	ID string `path:"id" doc:"Id of the mark."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p MarkPath) Parse() (id.Mark, error) { return rest.IDOf[id.Mark](p.ID, "mark") }

type putMarkInput struct {
	rest.InternshipPath
	Body struct {
		Item     string       `json:"item" doc:"The activity's id on the program's page."`
		Verdict  mark.Verdict `json:"verdict" enum:"broken,outdated,excellent"`
		Comment  string       `json:"comment,omitempty"`
		Replaces string       `json:"replaces,omitempty" doc:"An address on the item; absent where the proposal is about the wording."`
		Proposal string       `json:"proposal,omitempty"`
	}
}

type settleMarkInput struct {
	MarkPath
	Body struct {
		Revision int        `json:"revision" doc:"Of the mark as you saw it."`
		State    mark.State `json:"state" enum:"open,accepted,resolved,declined"`
		Answer   string     `json:"answer,omitempty" doc:"Needed to decline."`
	}
}

func (s Services) registerOwn(a *rest.API) {
	rest.Register(a, rest.Operation{ID: "list-own-marks", Method: http.MethodGet, Path: "/self/marks", Tag: tag, Action: access.HomeFind, Summary: "What you marked, newest first"},
		func(ctx context.Context, c call.Call, _ *struct{}) (*rest.Answer[rest.List[MarkBody]], error) {
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[MarkBody], error) {
				found, err := mark.Own(tx, c.Actor)
				return bodiesOf(found), err
			})
		})
	rest.Register(a, rest.Operation{ID: "put-mark", Method: http.MethodPost, Path: "/internships/{id}/marks", Tag: tag, Action: access.MarkWrite, Created: true,
		Summary: "Say that an item of the program is broken, out of date or excellent; your mark that stands on it is changed"},
		func(ctx context.Context, c call.Call, in *putMarkInput) (*rest.Answer[MarkBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			b := in.Body
			m, err := s.Marks.Put(ctx, c, mark.Put{Internship: of, Item: b.Item, Verdict: b.Verdict, Comment: b.Comment, Replaces: b.Replaces, Proposal: b.Proposal})
			return rest.OK(bodyOf(m), err)
		})
	rest.Register(a, rest.Operation{ID: "withdraw-mark", Method: http.MethodPost, Path: "/marks/{id}/withdrawals", Tag: tag, Action: access.MarkWithdraw, Created: true, Summary: "Take your own mark back; nothing of it is kept"},
		func(ctx context.Context, c call.Call, in *MarkPath) (*rest.Answer[MarkBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			m, err := s.Marks.Withdraw(ctx, c, of)
			return rest.OK(bodyOf(m), err)
		})
}

type listMarksInput struct {
	rest.ProgramPath
	Settled bool `query:"settled" doc:"The settled ones too."`
}

// PatchBody is a patch of a program's page.
type PatchBody struct {
	Name  string `json:"name" doc:"Of the file."`
	Patch string `json:"patch" doc:"A unified diff for git apply; empty where there is nothing to say."`
	Put   int    `json:"put" doc:"Proposals that stand in it as such."`
	Said  int    `json:"said" doc:"Comments beside items."`
}

// LinkBody is one link of the newest page that needs a look.
type LinkBody struct {
	Line    int        `json:"line"`
	Address string     `json:"address"`
	State   link.State `json:"state" enum:"doubtful,broken,sign-in,closed"`
	Words   string     `json:"words" doc:"How it was found."`
	Since   time.Time  `json:"since"`
}

// LinksBody is how the links of a program's newest page were found.
type LinksBody struct {
	Total  int        `json:"total" doc:"Links on the page."`
	Looked int        `json:"looked" doc:"Of them looked at so far."`
	Fine   int        `json:"fine"`
	LastAt *time.Time `json:"last_at" doc:"The last look; null for none."`
	Items  []LinkBody `json:"items" doc:"Those that need a look."`
}

func (s Services) registerDesk(a *rest.API) {
	rest.Register(a, rest.Operation{ID: "list-marks", Method: http.MethodGet, Path: "/programs/{id}/marks", Tag: tag, Action: access.MarkList, Summary: "Marks on a program's items, for its coordinators"},
		func(ctx context.Context, c call.Call, in *listMarksInput) (*rest.Answer[rest.List[MarkBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (rest.List[MarkBody], error) {
				found, err := mark.List(tx, c.Actor, of, in.Settled)
				return bodiesOf(found), err
			})
		})
	rest.Register(a, rest.Operation{ID: "settle-mark", Method: http.MethodPost, Path: "/marks/{id}/settlements", Tag: tag, Action: access.MarkSettle, Created: true, Summary: "Answer a mark: take it into the patch, resolve it, decline it, or open it again"},
		func(ctx context.Context, c call.Call, in *settleMarkInput) (*rest.Answer[MarkBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			m, err := s.Marks.Settle(ctx, c, mark.Settle{Mark: of, Revision: in.Body.Revision, State: in.Body.State, Answer: in.Body.Answer})
			return rest.OK(bodyOf(m), err)
		})
	rest.Register(a, rest.Operation{ID: "find-marks-patch", Method: http.MethodGet, Path: "/programs/{id}/marks-patch", Tag: tag, Action: access.MarkList, Summary: "What was marked as a patch of the page"},
		func(ctx context.Context, c call.Call, in *rest.ProgramPath) (*rest.Answer[PatchBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			file, err := s.Marks.Patch(ctx, c.Actor, of, link.BrokenOn)
			return rest.OK(PatchBody{file.Name, file.Patch.Text, file.Patch.Put, file.Patch.Said}, err)
		})
	rest.Register(a, rest.Operation{ID: "find-links", Method: http.MethodGet, Path: "/programs/{id}/links", Tag: tag, Action: access.MarkList, Summary: "How the links of a program's newest page were found"},
		func(ctx context.Context, c call.Call, in *rest.ProgramPath) (*rest.Answer[LinksBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.DB, func(tx *sqldb.Tx) (LinksBody, error) { return s.links(tx, c.Actor, of) })
		})
}

func (s Services) links(tx *sqldb.Tx, a access.Actor, of id.Program) (LinksBody, error) {
	desk, err := s.Marked.Desk(tx, account.Principal{Actor: a, Person: person.Person{ID: a.Person}}, of, false)
	l := desk.Links
	out := LinksBody{Total: l.Total, Looked: l.Looked, Fine: l.Fine, LastAt: rest.Instant(l.LastAt), Items: []LinkBody{}}
	for _, r := range l.Rows {
		out.Items = append(out.Items, LinkBody{r.Line, r.Address, r.State, r.Words, r.Since})
	}
	return out, err
}
