package prompt

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/bounds"
	"stint/internal/sqldb"
)

// SaveDraft is a draft to be saved.
type SaveDraft struct {
	Prompt  id.Prompt
	Body    string // Markdown, kept as typed; empty empties the draft
	Version int    // the version that the writing began from; 0 where there was none
}

// SavedDraft is the result of saving.
type SavedDraft struct {
	Internship id.Internship
	Version    int // what the next saving begins from
	At         time.Time
}

// A Clash is the Conflict of two windows in which one person wrote one answer.
// Nothing was saved, and both texts are here to be shown side by side.
type Clash struct {
	Saved Draft  // what is saved
	Yours string // what was sent
	cause *fault.Error
}

// Error returns the sentence for people.
func (c *Clash) Error() string { return c.cause.Error() }

// Unwrap returns the error of kind Conflict.
func (c *Clash) Unwrap() error { return c.cause }

// SaveDraft saves a draft of the intern's own. Saving is no event. A draft that
// was changed since the version that the writing began from is a *Clash; the
// same text once more is not, so a repeated saving is safe.
func (s *Service) SaveDraft(ctx context.Context, c call.Call, in SaveDraft) (SavedDraft, error) {
	return call.Do(ctx, s.db, c, "prompt.save-draft", in, func(tx *sqldb.Tx) (SavedDraft, error) {
		var fields fault.Fields
		body := bounds.Typed(&fields, "body", in.Body, bounds.MaxNote)
		if err := fields.Err(); err != nil {
			return SavedDraft{}, err
		}
		at, err := find(tx, c.Actor, access.AnswerWrite, in.Prompt)
		if err != nil {
			return SavedDraft{}, err
		}
		// A draft that was there and ended with its putting begins anew, one
		// version on, so that a window left open does not take it for its own.
		versions, err := sqldb.List(tx, scanInt, `
			INSERT INTO answer_draft (prompt_id, author_id, body, saved_at, version) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (prompt_id, author_id) DO UPDATE
			SET body = excluded.body, saved_at = excluded.saved_at, version = answer_draft.version + 1
			WHERE answer_draft.version = ? RETURNING version`,
			in.Prompt, c.Actor.Person, body, tx.Now(), in.Version+1, in.Version)
		if err != nil {
			return SavedDraft{}, err
		}
		if len(versions) == 1 {
			return SavedDraft{Internship: at.Internship, Version: versions[0], At: tx.Now()}, nil
		}
		saved, err := sqldb.Find(tx, "draft", func(s sqldb.Scanner) (d Draft, err error) { return d, s.Scan(&d.Body, &d.Version, &d.At) },
			"SELECT body, version, saved_at FROM answer_draft WHERE prompt_id = ? AND author_id = ?", in.Prompt, c.Actor.Person)
		if err == nil && saved.Body != body {
			err = &Clash{Saved: saved, Yours: body, cause: fault.New(fault.Conflict,
				"You saved another text for this answer in another window. Both are kept here. Compare them and save the one you want.").WithCode("draft-changed")}
		}
		return SavedDraft{Internship: at.Internship, Version: saved.Version, At: saved.At}, err
	})
}
