package draft

import (
	"context"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// Publish is a draft to be made the next version of its program, or a program.
type Publish struct {
	Draft   id.Draft `json:"draft"`
	Version int      `json:"version"` // of the draft, as its author looked at it
	// Seen is the number of the program's newest version that its author has
	// compared it with; 0 for a new program.
	Seen int    `json:"seen"`
	Note string `json:"note"` // what it changes, at most program.MaxNote bytes; may be empty
	Slug string `json:"slug"` // of a new program; empty makes one of its title
}

// Publish makes a version of a draft and ends the draft, in one transaction, for
// its author where they may publish. What program.Import refuses is refused here;
// a draft that was saved since, that has texts to choose from, or whose program
// has got another newest version than the one seen is Conflict, and a page that
// is a version already Invalid. Nothing is lost then: the draft stays.
func (s *Service) Publish(ctx context.Context, c call.Call, in Publish) (program.Imported, error) {
	prepared, err := s.prepare(ctx, c.Actor, in)
	return call.Do(ctx, s.db, c, "draft.publish", in, func(tx *sqldb.Tx) (program.Imported, error) {
		// An error is told here, behind the key: a draft that this very call has
		// published before is gone.
		if err != nil {
			return program.Imported{}, err
		}
		d, err := s.seen(tx, c.Actor, in.Draft, in.Version)
		if err != nil {
			return program.Imported{}, err
		}
		waiting, err := texts(tx, d.ID)
		if err != nil {
			return program.Imported{}, err
		}
		if len(waiting) > 0 {
			return program.Imported{}, fault.New(fault.Conflict, "Another window saved another text of this draft. Both are kept, and nothing has been published. Choose one first.").WithCode("texts-waiting")
		}
		if d.Program != "" && in.Seen < 1 {
			return program.Imported{}, fault.At("seen", "Say which version you compared the draft with.")
		}
		done, err := s.programs.Commit(tx, c.Actor, prepared)
		if err != nil {
			return program.Imported{}, err
		}
		if done.Known {
			return program.Imported{}, fault.At("source", "This very page is version %d already, so there is nothing to publish. Your draft stays as it is.", done.Number)
		}
		return done, remove(tx, d, in.Version, done)
	})
}

// prepare reads the draft's page outside of any transaction that writes.
func (s *Service) prepare(ctx context.Context, a access.Actor, in Publish) (program.Prepared, error) {
	var d Draft
	var newest string
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		if d, err = find(tx, a, access.DraftWrite, in.Draft); err != nil || d.Program == "" {
			return err
		}
		v, err := program.VersionNumbered(tx, d.Program, 0)
		if err == nil {
			newest, err = program.Source(tx, a, v.ID)
		}
		if err == nil && Same(newest, d.Source) {
			err = fault.At("source", "This is version %d as it stands, so there is nothing to publish. Your draft stays as it is.", v.Number)
		}
		return err
	})
	if err != nil {
		return program.Prepared{}, err
	}
	return s.programs.Prepare(ctx, a, program.Import{Program: d.Program, Slug: in.Slug, Source: d.Source, Note: in.Note, Seen: in.Seen})
}

// Same reports whether a version's page and a draft's are the same but for the
// ends of their lines.
func Same(version, draft string) bool {
	kept, err := Clean(version)
	return err == nil && kept == draft
}
