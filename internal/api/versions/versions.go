// Package versions is the API's operations on versions of programs: what differs
// between two, their export, and the offers of newer ones to internships under
// way.
package versions

import (
	"context"
	"net/http"
	"time"

	"stint/internal/access"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/change"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/relay"
	"stint/internal/program"
	"stint/internal/program/diff"
	"stint/internal/program/write"
	"stint/internal/sqldb"
)

// Register adds the operations.
func Register(a *rest.API, db *sqldb.DB, programs *program.Service, changes *change.Service) {
	s := &operations{a, db, programs, changes}
	s.registerPages()
	s.registerOffers()
	s.registerAnswers()
	s.registerMarks()
}

type operations struct {
	api      *rest.API
	db       *sqldb.DB
	programs *program.Service
	changes  *change.Service
}

// VersionPath is the path of one version of a program.
type VersionPath struct {
	rest.ProgramPath
	Number int `path:"number" minimum:"1"`
}

type differencesInput struct {
	VersionPath
	From int `query:"from" minimum:"1" doc:"The version to compare with; the one before where absent."`
}

type exportInput struct {
	VersionPath
	AsWritten bool `query:"as_written" doc:"The page as it was published, rather than written anew."`
}

type differencesBody struct {
	From int `json:"from" doc:"Number of the version compared with."`
	To   int `json:"to"`
	diff.Difference
}

type markdownAnswer struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               []byte
}

func (s *operations) registerPages() {
	const tag = "Programs"
	rest.Register(s.api, rest.Operation{ID: "compare-versions", Method: http.MethodGet, Path: "/programs/{id}/versions/{number}/differences", Tag: tag, Action: access.ProgramFind,
		Summary: "What differs between two versions", About: "Activities and questions keep their identity from version to version, so the same id is the same thing."},
		func(ctx context.Context, c call.Call, in *differencesInput) (*rest.Answer[differencesBody], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			from := in.From
			if from == 0 {
				from = max(in.Number-1, 1)
			}
			return rest.Read(ctx, s.db, func(tx *sqldb.Tx) (differencesBody, error) {
				older, newer, err := s.programs.Between(tx, c.Actor, of, from, in.Number)
				if err != nil {
					return differencesBody{}, err
				}
				return differencesBody{older.Number, newer.Number, diff.Between(older.Page, newer.Page)}, nil
			})
		})
	rest.Register(s.api, rest.Operation{ID: "export-version", Method: http.MethodGet, Path: "/programs/{id}/versions/{number}/page", Tag: tag, Action: access.ProgramFind,
		Summary: "A version as Markdown", About: "A page (text/markdown) that imports to the same program; or the page as it was published, byte for byte."},
		func(ctx context.Context, c call.Call, in *exportInput) (*markdownAnswer, error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			var v program.Version
			var source string
			if err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
				if _, v, err = s.programs.Between(tx, c.Actor, of, in.Number, in.Number); err == nil && in.AsWritten {
					source, err = program.Source(tx, c.Actor, v.ID)
				}
				return err
			}); err != nil {
				return nil, err
			}
			text := []byte(source)
			if !in.AsWritten {
				text = write.Markdown(v.Page)
			}
			return &markdownAnswer{"text/markdown; charset=utf-8", "attachment", text}, nil
		})
}

// OfferBody is an offered version.
type OfferBody struct {
	ID         id.VersionOffer   `json:"id"`
	Internship id.Internship     `json:"internship"`
	Version    id.ProgramVersion `json:"version"`
	State      string            `json:"state" enum:"open,proposed,taken,declined,superseded,lapsed"`
	MadeAt     time.Time         `json:"made_at"`
	ChangedAt  time.Time         `json:"changed_at"`
	InPart     bool              `json:"in_part" doc:"It was taken, and some of it left. What was left can still be proposed while there is no newer version."`
	Rest       bool              `json:"rest" doc:"What is proposed is of what was left when it was taken in part."`
	Digest     string            `json:"digest,omitempty" doc:"Of the terms that are proposed."`
	LeftOut    int               `json:"left_out" doc:"How many parts the proposal leaves as they are."`
	ProposedBy id.Person         `json:"proposed_by,omitempty"`
	ProposedAt *time.Time        `json:"proposed_at,omitempty"`
	AnsweredBy id.Person         `json:"answered_by,omitempty"`
	AnsweredAt *time.Time        `json:"answered_at,omitempty"`
	Reason     string            `json:"reason,omitempty" doc:"Of a decline; for intern and mentor alone."`
	Revision   int               `json:"revision,omitempty" doc:"Of the terms that took it."`
}

func offerOf(o change.Offer) OfferBody {
	return OfferBody{
		o.ID, o.Internship, o.Version, string(o.State), o.MadeAt, o.ChangedAt, o.InPart(), o.Rest(), o.Digest, o.LeftOut,
		o.ProposedBy, rest.Instant(o.ProposedAt), o.AnsweredBy, rest.Instant(o.AnsweredAt), o.Reason, o.Revision,
	}
}

type needBody struct {
	Field string `json:"field" enum:"weeks,hours"`
	Has   string `json:"has"`
	Wants string `json:"wants"`
	Rule  string `json:"rule,omitempty" doc:"The page's sentence."`
}

type offerDetail struct {
	OfferBody
	Base  int         `json:"base" doc:"The revision of the terms in force, for a proposal."`
	Parts []diff.Part `json:"parts" doc:"What can be taken or left by itself; of a version that was taken in part, what was left."`
	Left  []string    `json:"left" doc:"Keys of the parts that the proposal leaves."`
	Needs []needBody  `json:"needs" doc:"What all four have to sign in a revision of the terms before it can be taken."`
}

type standingBody struct {
	Internship id.Internship   `json:"internship"`
	Intern     id.Person       `json:"intern"`
	Mentor     id.Person       `json:"mentor"`
	State      string          `json:"state"`
	Version    int             `json:"version" doc:"The number of the version in force."`
	Kept       int             `json:"kept" doc:"How many phases stayed with an older one."`
	Offer      id.VersionOffer `json:"offer,omitempty" doc:"Of the program's newest version."`
	OfferState string          `json:"offer_state,omitempty"`
}

type overviewInput struct {
	rest.ProgramPath
	rest.Paged
}

func (s *operations) registerOffers() {
	const tag = "Versions under way"
	rest.Register(s.api, rest.Operation{ID: "list-version-offers", Method: http.MethodGet, Path: "/internships/{id}/version-offers", Tag: tag, Action: access.OfferFind, Summary: "The versions that were offered to an internship, newest first"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[rest.List[OfferBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.db, func(tx *sqldb.Tx) (rest.List[OfferBody], error) {
				found, err := change.List(tx, c.Actor, of)
				out := rest.List[OfferBody]{Items: []OfferBody{}}
				for _, o := range found {
					out.Items = append(out.Items, offerOf(o))
				}
				return out, err
			})
		})
	rest.Register(s.api, rest.Operation{ID: "find-version-offer", Method: http.MethodGet, Path: "/version-offers/{id}", Tag: tag, Action: access.OfferFind, Summary: "One offered version, with what it would change"},
		func(ctx context.Context, c call.Call, in *OfferPath) (*rest.Answer[offerDetail], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.db, func(tx *sqldb.Tx) (offerDetail, error) { return s.detail(tx, c.Actor, of) })
		})
	rest.Register(s.api, rest.Operation{ID: "list-program-version-offers", Method: http.MethodGet, Path: "/programs/{id}/version-offers", Tag: tag, Action: access.OfferOversee, Summary: "Which internships of a program are on which version, for its coordinators"},
		func(ctx context.Context, c call.Call, in *overviewInput) (*rest.Answer[rest.List[standingBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.db, func(tx *sqldb.Tx) (rest.List[standingBody], error) {
				found, err := change.Overview(tx, c.Actor, of, change.Page{After: in.After, Limit: in.Limit})
				out := rest.List[standingBody]{Items: []standingBody{}, Next: found.Next}
				for _, x := range found.Items {
					out.Items = append(out.Items, standingBody{x.Internship, x.Intern, x.Mentor, string(x.State), x.Version, x.Kept, x.Offer.ID, string(x.Offer.State)})
				}
				return out, err
			})
		})
}

func (s *operations) detail(tx *sqldb.Tx, a access.Actor, of id.VersionOffer) (offerDetail, error) {
	o, err := change.Find(tx, a, of)
	if err != nil {
		return offerDetail{}, err
	}
	d, err := s.changes.Differ(tx, o)
	if err != nil {
		return offerDetail{}, err
	}
	out := offerDetail{OfferBody: offerOf(o), Base: d.Terms.Revision, Parts: append([]diff.Part{}, d.Parts...), Left: append([]string{}, d.Left(o)...), Needs: []needBody{}}
	for _, n := range d.Needs {
		out.Needs = append(out.Needs, needBody(n))
	}
	return out, nil
}

// OfferPath is the path of what belongs to one offer.
type OfferPath struct {
	ID string `path:"id" doc:"Id of the offer."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p OfferPath) Parse() (id.VersionOffer, error) {
	return rest.IDOf[id.VersionOffer](p.ID, "offer of a version")
}

type proposeVersionInput struct {
	OfferPath
	Body struct {
		Base  int      `json:"base" doc:"The revision of the terms in force that the difference was shown against."`
		Whole bool     `json:"whole,omitempty" doc:"Take all of it."`
		Take  []string `json:"take,omitempty" maxItems:"500" doc:"Keys of the parts to take, where it is not the whole."`
	}
}

type confirmVersionInput struct {
	OfferPath
	Body struct {
		Digest string `json:"digest" doc:"Of the terms that are proposed; it is what is signed."`
	}
}

type declineVersionInput struct {
	OfferPath
	Body struct {
		Reason string `json:"reason,omitempty" doc:"For the other of the two."`
	}
}

func (s *operations) registerAnswers() {
	const tag = "Versions under way"
	rest.Register(s.api, rest.Operation{ID: "propose-version", Method: http.MethodPost, Path: "/version-offers/{id}/proposals", Tag: tag, Action: access.OfferAnswer, Created: true, Summary: "Say what to take of an offered version, and sign that",
		About: "Of a version that was taken in part, what was left can be proposed in the same way. A proposal takes the place of an earlier one; where both propose the same, that is a confirmation. With a newer version out it is a conflict with the code offer-superseded, with other terms in force terms-changed, with nothing left offer-taken."},
		func(ctx context.Context, c call.Call, in *proposeVersionInput) (*rest.Answer[change.Answered], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.changes.Propose(ctx, c, change.Propose{Offer: of, Base: in.Body.Base, Whole: in.Body.Whole, Take: in.Body.Take}))
		})
	rest.Register(s.api, rest.Operation{ID: "confirm-version", Method: http.MethodPost, Path: "/version-offers/{id}/confirmations", Tag: tag, Action: access.OfferAnswer, Created: true, Summary: "Sign what the other of the two proposed; it is in force then"},
		func(ctx context.Context, c call.Call, in *confirmVersionInput) (*rest.Answer[change.Answered], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.changes.Confirm(ctx, c, change.Confirm{Offer: of, Digest: in.Body.Digest}))
		})
	rest.Register(s.api, rest.Operation{ID: "decline-version", Method: http.MethodPost, Path: "/version-offers/{id}/declines", Tag: tag, Action: access.OfferAnswer, Created: true, Summary: "Decline an offered version",
		About: "Where the rest of a version was proposed, what was taken stays taken."},
		func(ctx context.Context, c call.Call, in *declineVersionInput) (*rest.Answer[change.Answered], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.OK(s.changes.Decline(ctx, c, change.Decline{Offer: of, Reason: in.Body.Reason}))
		})
}

type versionMarkBody struct {
	ID       id.VersionMark `json:"id"`
	Activity id.Activity    `json:"activity"`
	Prompt   id.Prompt      `json:"prompt,omitempty" doc:"The question, where one is meant."`
	Kind     string         `json:"kind" enum:"changed,gone"`
	Was      string         `json:"was" doc:"What it said, in Markdown of one line."`
	At       time.Time      `json:"at"`
}

type versionMarkInput struct {
	ID string `path:"id" doc:"Id of the mark."`
}

func (s *operations) registerMarks() {
	const tag = "Versions under way"
	rest.Register(s.api, rest.Operation{ID: "list-version-marks", Method: http.MethodGet, Path: "/internships/{id}/version-marks", Tag: tag, Action: access.PlanFind, Summary: "What newer versions changed under what was done, until it is put away"},
		func(ctx context.Context, c call.Call, in *rest.InternshipPath) (*rest.Answer[rest.List[versionMarkBody]], error) {
			of, err := in.Parse()
			if err != nil {
				return nil, err
			}
			return rest.Read(ctx, s.db, func(tx *sqldb.Tx) (rest.List[versionMarkBody], error) {
				found, err := relay.Marks(tx, c.Actor, of)
				out := rest.List[versionMarkBody]{Items: []versionMarkBody{}}
				for _, m := range found {
					out.Items = append(out.Items, versionMarkBody{m.ID, m.Activity, m.Prompt, string(m.Kind), m.Was, m.At})
				}
				return out, err
			})
		})
	rest.Register(s.api, rest.Operation{ID: "dismiss-version-mark", Method: http.MethodPost, Path: "/version-marks/{id}/dismissals", Tag: tag, Action: access.OfferAnswer, Created: true, Summary: "Put a mark away"},
		func(ctx context.Context, c call.Call, in *versionMarkInput) (*rest.Answer[change.Dismissed], error) {
			if !id.Valid(in.ID) {
				return nil, fault.Missing("mark")
			}
			return rest.OK(s.changes.Dismiss(ctx, c, change.Dismiss{Mark: id.VersionMark(in.ID)}))
		})
}
