package mark

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Service changes marks and makes patches of them.
type Service struct {
	db       *sqldb.DB
	ids      *id.Source
	trail    *audit.Trail
	programs *program.Service
}

// New returns the service. Pages are read through programs, which keeps them
// decoded.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail, programs *program.Service) *Service {
	return &Service{db: db, ids: ids, trail: trail, programs: programs}
}

// Put is what somebody says of an item.
type Put struct {
	Internship id.Internship `json:"internship"` // on which they have it
	Item       string        `json:"item"`       // its id on the page
	Verdict    Verdict       `json:"verdict"`
	Comment    string        `json:"comment,omitempty"`
	Replaces   string        `json:"replaces,omitempty"` // an address on the item; empty where the wording is meant
	Proposal   string        `json:"proposal,omitempty"`
}

// Put makes the actor's mark on an item, or changes the one that stands there.
// For the intern and the mentor of an internship that runs or ran. What a
// coordinator took into the patch is no longer changed: Conflict. The error is
// Invalid at "verdict", "comment", "replaces" or "proposal".
func (s *Service) Put(ctx context.Context, c call.Call, in Put) (Mark, error) {
	return call.Do(ctx, s.db, c, "mark.put", in, func(tx *sqldb.Tx) (Mark, error) {
		if _, err := access.Require(tx, c.Actor, access.MarkWrite, in.Internship); err != nil {
			return Mark{}, err
		}
		at, err := stageOf(tx, in.Internship)
		if err != nil {
			return Mark{}, err
		}
		if !at.ran {
			return Mark{}, fault.New(fault.Conflict, "An item can be marked once the internship has begun. Nothing has been changed.")
		}
		item, err := s.item(tx, at.version, in.Item)
		if err != nil {
			return Mark{}, err
		}
		if in, err = in.check(item); err != nil {
			return Mark{}, err
		}
		return s.put(tx, c.Actor, at, in)
	})
}

// item is an activity of a version by its id.
func (s *Service) item(tx *sqldb.Tx, version id.ProgramVersion, item string) (*reader.Activity, error) {
	v, err := s.programs.FindVersion(tx, version)
	if err != nil {
		return nil, err
	}
	if a := itemsOf(v.Page)[item]; a != nil {
		return a, nil
	}
	return nil, fault.At("item", "The program’s page has no such item. What you added yourselves is not on the page.")
}

// itemsOf are the activities of a page by their ids.
func itemsOf(page *reader.Page) map[string]*reader.Activity {
	items := map[string]*reader.Activity{}
	page.Walk(func(_ *reader.Phase, a *reader.Activity) { items[a.ID] = a })
	return items
}

func (s *Service) put(tx *sqldb.Tx, by access.Actor, at stage, in Put) (Mark, error) {
	old, err := OwnOn(tx, by, in.Internship, in.Item)
	if err != nil {
		return Mark{}, err
	}
	if old.State == Accepted {
		return Mark{}, fault.New(fault.Conflict, "A coordinator has taken what you proposed into the patch of the page, so it is not changed any more. Nothing has been changed. You can still take it back.")
	}
	m := old
	m.Version, m.Internship, m.ChangedAt = at.version, in.Internship, tx.Now()
	m.Verdict, m.Comment, m.Replaces, m.Proposal = in.Verdict, in.Comment, in.Replaces, in.Proposal
	if old.ID == "" {
		m.ID, m.Program, m.Item, m.Person = id.New[id.Mark](s.ids), at.program, in.Item, by.Person
		m.State, m.Revision, m.MadeAt = Open, 1, tx.Now()
		if err := insert(tx, m); err != nil {
			return Mark{}, err
		}
		return m, s.append(tx, by, "mark.made", m)
	}
	if m.Verdict == old.Verdict && m.Comment == old.Comment && m.Replaces == old.Replaces && m.Proposal == old.Proposal {
		return old, nil
	}
	if err := save(tx, old, m); err != nil {
		return Mark{}, err
	}
	m.Revision++
	return m, s.append(tx, by, "mark.changed", m)
}

// append records an event about a mark, without its words.
func (s *Service) append(tx *sqldb.Tx, by access.Actor, name string, m Mark) error {
	_, err := s.trail.Append(tx, by, audit.Event{
		Chain: audit.Organization, Name: name, Object: string(m.ID),
		Facts: audit.Facts{"program": string(m.Program), "verdict": string(m.Verdict)},
	})
	return err
}

// Withdraw takes the actor's own mark back, whatever became of it; nothing of it
// is kept but that it was there.
func (s *Service) Withdraw(ctx context.Context, c call.Call, mark id.Mark) (Mark, error) {
	return call.Do(ctx, s.db, c, "mark.withdraw", mark, func(tx *sqldb.Tx) (Mark, error) {
		m, _, err := find(tx, c.Actor, access.MarkWithdraw, mark)
		if err != nil {
			return Mark{}, err
		}
		if err := tx.Guard(changedMeanwhile, "DELETE FROM mark WHERE id = ? AND revision = ?", m.ID, m.Revision); err != nil {
			return Mark{}, err
		}
		return m, s.append(tx, c.Actor, "mark.withdrawn", m)
	})
}

// Settle is a coordinator's answer to a mark.
type Settle struct {
	Mark     id.Mark `json:"mark"`
	Revision int     `json:"revision"` // of the mark as they saw it
	State    State   `json:"state"`    // accepted, resolved, declined, or open again
	Answer   string  `json:"answer,omitempty"`
}

// Settle answers a mark: its proposal is taken into the patch, or it is resolved
// or declined with a word back, or opened again. Whoever marked it is told. For
// coordinators of the program who are no party of the internship on which it was
// made. A mark that was changed since is a Conflict; a declined one needs an
// answer.
func (s *Service) Settle(ctx context.Context, c call.Call, in Settle) (Mark, error) {
	return call.Do(ctx, s.db, c, "mark.settle", in, func(tx *sqldb.Tx) (Mark, error) {
		old, _, err := find(tx, c.Actor, access.MarkSettle, in.Mark)
		if err != nil {
			return Mark{}, err
		}
		if old.Revision != in.Revision {
			return Mark{}, fault.New(fault.Conflict, changedMeanwhile)
		}
		m := old
		if err := m.settle(in.State, in.Answer); err != nil {
			return Mark{}, err
		}
		m.SettledBy, m.SettledAt, m.ChangedAt = c.Actor.Person, tx.Now(), tx.Now()
		err = save(tx, old, m)
		if sqldb.Duplicate(err) {
			return Mark{}, fault.Wrap(err, fault.Conflict, "Whoever marked this has marked it anew since, so it is not opened again. Nothing has been changed. Look at the newer mark.")
		}
		if err != nil {
			return Mark{}, err
		}
		m.Revision++
		_, err = s.trail.Append(tx, c.Actor, audit.Event{
			Chain: audit.Organization, Name: "mark.settled", Object: string(m.ID),
			Facts: audit.Facts{"person": string(m.Person), "program": string(m.Program), "state": string(m.State)},
		})
		return m, err
	})
}
