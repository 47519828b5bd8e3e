package draft

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// Service changes drafts.
type Service struct {
	db       *sqldb.DB
	ids      *id.Source
	programs *program.Service
}

// New returns the service. Publishing goes through programs.
func New(db *sqldb.DB, ids *id.Source, programs *program.Service) *Service {
	return &Service{db: db, ids: ids, programs: programs}
}

// Save is a text to be saved. It names a draft, or a program of whose next
// version its author has one draft, or neither: then a draft of a new program is
// begun.
type Save struct {
	Draft   id.Draft   `json:"draft,omitempty"`
	Program id.Program `json:"program,omitempty"`
	// BasedOn is the number of the program's version that the writing began
	// from. It is looked at where the draft is made.
	BasedOn int `json:"based_on,omitempty"`
	// Source is the page as typed, at most program.MaxSource bytes.
	Source string `json:"source"`
	// Base is the version of the draft that the writing began from; 0 where there
	// was none.
	Base int `json:"base"`
	// Pane names the window that saves, in at most 100 bytes, and may be empty.
	// A window never passes over itself, even where an answer to it got lost.
	Pane string `json:"pane,omitempty"`
}

// Saved is a draft after saving.
type Saved struct {
	Draft   id.Draft   `json:"draft"`
	Program id.Program `json:"program,omitempty"`
	Version int        `json:"version"` // what the next saving begins from
	SavedAt time.Time  `json:"saved_at"`
	// Conflict says that another window saved between the base and this version.
	// Both texts are kept: this one is the draft, the other among its texts.
	Conflict bool `json:"conflict"`
}

// Save saves a text, for the draft's author; to begin one needs the right to
// publish it. Where another window has saved since the version that the writing
// began from, both texts are kept and the answer says so. Saving what is saved
// already changes nothing. A draft that was published or thrown away meanwhile is
// Conflict with CodeEnded. Saving is no event.
func (s *Service) Save(ctx context.Context, c call.Call, in Save) (Saved, error) {
	source, err := Clean(in.Source)
	if err != nil {
		return Saved{}, err
	}
	if len(in.Pane) > maxPane {
		in.Pane = in.Pane[:maxPane]
	}
	in.Source = source
	return call.Do(ctx, s.db, c, "draft.save", in, func(tx *sqldb.Tx) (Saved, error) {
		if in.Draft != "" {
			d, err := find(tx, c.Actor, access.DraftWrite, in.Draft)
			if err != nil {
				return Saved{}, err
			}
			return s.write(tx, c.Actor, d.ID, in)
		}
		if in.Program == "" {
			return s.begin(tx, c.Actor, in)
		}
		return s.saveFor(tx, c.Actor, in)
	})
}

// saveFor saves the author's one draft of a program, and makes it where there is
// none.
func (s *Service) saveFor(tx *sqldb.Tx, by access.Actor, in Save) (Saved, error) {
	if _, err := program.Find(tx, by, in.Program); err != nil {
		return Saved{}, err
	}
	if err := access.RequireCoordinator(tx, by, access.ProgramPublish, in.Program); err != nil {
		return Saved{}, err
	}
	newest, err := program.VersionNumbered(tx, in.Program, 0)
	if err != nil {
		return Saved{}, err
	}
	if in.BasedOn < 1 || in.BasedOn > newest.Number {
		in.BasedOn = newest.Number
	}
	d := Draft{ID: id.New[id.Draft](s.ids), Program: in.Program, Author: by.Person, BasedOn: in.BasedOn, Version: 1, Source: in.Source, pane: in.Pane}
	made, err := insert(tx, d)
	if err != nil {
		return Saved{}, err
	}
	if made {
		return saved(tx, d), nil
	}
	if d, err = findFor(tx, by, in.Program); err != nil {
		return Saved{}, err
	}
	return s.write(tx, by, d.ID, in)
}

func (s *Service) begin(tx *sqldb.Tx, by access.Actor, in Save) (Saved, error) {
	if err := program.MayMake(tx, by); err != nil {
		return Saved{}, err
	}
	n, err := sqldb.Count(tx, "SELECT count(*) FROM program_draft WHERE author_id = ? AND program_id IS NULL", by.Person)
	if err != nil {
		return Saved{}, err
	}
	if n >= MaxDrafts {
		return Saved{}, fault.New(fault.Conflict, "You have %d drafts of new programs already. They are safe, and nothing has been changed. Publish or discard one first.", n)
	}
	d := Draft{ID: id.New[id.Draft](s.ids), Author: by.Person, Version: 1, Source: in.Source, pane: in.Pane}
	if _, err := insert(tx, d); err != nil {
		return Saved{}, err
	}
	return saved(tx, d), nil
}

func saved(tx *sqldb.Tx, d Draft) Saved {
	return Saved{Draft: d.ID, Program: d.Program, Version: d.Version, SavedAt: tx.Now()}
}

// write saves a text over the one that a draft has.
func (s *Service) write(tx *sqldb.Tx, by access.Actor, draft id.Draft, in Save) (Saved, error) {
	if err := lock(tx, draft); err != nil {
		return Saved{}, err
	}
	d, err := find(tx, by, access.DraftWrite, draft)
	if err != nil {
		return Saved{}, err
	}
	if in.Source == d.Source {
		done := saved(tx, d)
		done.SavedAt = d.ChangedAt
		return done, nil
	}
	passes := in.Base != d.Version && (in.Pane == "" || in.Pane != d.pane)
	if passes {
		if err := keep(tx, d); err != nil {
			return Saved{}, err
		}
	}
	if err := superseded(tx, d.ID, in.Base); err != nil {
		return Saved{}, err
	}
	if err := replace(tx, d, in.Source, in.Pane); err != nil {
		return Saved{}, err
	}
	d.Version++
	done := saved(tx, d)
	done.Conflict = passes
	return done, nil
}

// Choose is its author's decision between texts.
type Choose struct {
	Draft   id.Draft `json:"draft"`
	Version int      `json:"version"` // of the draft, as its author looked at it
	Text    int      `json:"text"`    // the version of the text to go on from; Version for the draft's own
}

// Choose goes on from one of the texts of a draft and lets the others go, for its
// author. A draft that was saved since is Conflict.
func (s *Service) Choose(ctx context.Context, c call.Call, in Choose) (Saved, error) {
	return call.Do(ctx, s.db, c, "draft.choose", in, func(tx *sqldb.Tx) (Saved, error) {
		d, err := s.seen(tx, c.Actor, in.Draft, in.Version)
		if err != nil {
			return Saved{}, err
		}
		kept, err := texts(tx, d.ID)
		if err != nil {
			return Saved{}, err
		}
		source, found := d.Source, in.Text == d.Version
		for _, t := range kept {
			if t.Version == in.Text {
				source, found = t.Source, true
			}
		}
		if !found {
			return Saved{}, fault.At("text", "There is no such text any more. Load the page again and choose.")
		}
		if err := forgetTexts(tx, d.ID); err != nil {
			return Saved{}, err
		}
		if err := replace(tx, d, source, ""); err != nil {
			return Saved{}, err
		}
		d.Version++
		return saved(tx, d), nil
	})
}

// seen returns a draft, held for the rest of the transaction, if it is the
// version that its author has looked at.
func (s *Service) seen(tx *sqldb.Tx, a access.Actor, draft id.Draft, version int) (Draft, error) {
	if err := lock(tx, draft); err != nil {
		return Draft{}, err
	}
	d, err := find(tx, a, access.DraftWrite, draft)
	if err == nil && d.Version != version {
		err = fault.New(fault.Conflict, changed).WithCode("draft-changed")
	}
	return d, err
}

// Discard is a draft to be thrown away.
type Discard struct {
	Draft   id.Draft `json:"draft"`
	Version int      `json:"version"` // as its author looked at it
}

// Discard removes a draft for good, for its author. A draft that was saved since
// is Conflict. The program and its versions stay as they are.
func (s *Service) Discard(ctx context.Context, c call.Call, in Discard) (Saved, error) {
	return call.Do(ctx, s.db, c, "draft.discard", in, func(tx *sqldb.Tx) (Saved, error) {
		d, err := s.seen(tx, c.Actor, in.Draft, in.Version)
		if err != nil {
			return Saved{}, err
		}
		return saved(tx, d), remove(tx, d, in.Version, program.Imported{})
	})
}
