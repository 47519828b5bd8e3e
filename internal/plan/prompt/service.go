package prompt

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/bounds"
	"stint/internal/sqldb"
)

// Service changes prompts: one call, one transaction.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
	// recount measures the progress of a plan anew: plan.Recount, which is
	// above this package.
	recount func(*sqldb.Tx, id.Internship) error
}

// New returns a service. The function recount is plan.Recount.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail, recount func(*sqldb.Tx, id.Internship) error) *Service {
	return &Service{db: db, ids: ids, trail: trail, recount: recount}
}

// find returns a prompt that the actor may do something to, in an internship
// that still changes.
func find(tx *sqldb.Tx, a access.Actor, action access.Action, prompt id.Prompt) (place, error) {
	at, err := locate(tx, prompt)
	if err != nil {
		return place{}, err
	}
	if _, err := bounds.Require(tx, a, action, at.Internship, noun); err != nil {
		return place{}, err
	}
	return at, bounds.Changes(at.standing)
}

// hold is find for a change of what stands on an agenda: it holds the
// internship and returns the prompt as it is then.
func hold(tx *sqldb.Tx, a access.Actor, action access.Action, prompt id.Prompt) (place, error) {
	at, err := find(tx, a, action, prompt)
	if err != nil {
		return place{}, err
	}
	if _, err := bounds.Hold(tx, at.Internship); err != nil {
		return place{}, err
	}
	if at, err = locate(tx, prompt); err != nil {
		return place{}, err
	}
	return at, bounds.Changes(at.standing)
}

func (s *Service) append(tx *sqldb.Tx, a access.Actor, at place, name string, facts audit.Facts) error {
	_, err := s.trail.Append(tx, a, audit.Event{Chain: string(at.Internship), Name: name, Object: string(at.ID), Facts: facts})
	return err
}

// Put puts a question on the agenda of the next meeting, with an answer or
// without.
type Put struct {
	Prompt id.Prompt
	Body   string // the answer in Markdown; empty puts the bare question, or what was put before
	Draft  int    // the version of the draft that the answer was made from; 0 for none
}

// Putting is the result of Put.
type Putting struct {
	Internship id.Internship
	Version    int // of the answer; 0 where there is none
}

// PutOnAgenda makes the next version of the answer, unless it is the newest one
// word for word, and puts the question on the agenda of the next meeting, unless
// it stands on one already. The intern may. The draft that the answer was made
// from ends; one that was changed elsewhere meanwhile is kept.
func (s *Service) PutOnAgenda(ctx context.Context, c call.Call, in Put) (Putting, error) {
	return call.Do(ctx, s.db, c, "prompt.put", in, func(tx *sqldb.Tx) (Putting, error) {
		var fields fault.Fields
		body := bounds.Text(&fields, "body", in.Body, bounds.MaxNote)
		if err := fields.Err(); err != nil {
			return Putting{}, err
		}
		at, err := hold(tx, c.Actor, access.AnswerWrite, in.Prompt)
		if err == nil {
			err = at.putting()
		}
		if err != nil {
			return Putting{}, err
		}
		isNew, err := differs(tx, at, body)
		if err != nil {
			return Putting{}, err
		}
		put := Putting{Internship: at.Internship, Version: at.Versions}
		if isNew || !at.State.Waiting() {
			if put.Version, err = s.put(tx, c.Actor, at, body, isNew); err != nil {
				return Putting{}, err
			}
		}
		return put, endDraft(tx, c.Actor.Person, in)
	})
}

// put writes the version and the agenda.
func (s *Service) put(tx *sqldb.Tx, a access.Actor, at place, body string, isNew bool) (int, error) {
	more := 0
	if isNew {
		more = 1
	}
	versions, err := sqldb.List(tx, scanInt, `
		UPDATE prompt SET versions = versions + ?,
			state_at = CASE state WHEN 'open' THEN ? ELSE state_at END,
			state = CASE state WHEN 'open' THEN 'agenda' ELSE state END
		WHERE id = ? AND state IN ('open', 'agenda', 'parked', 'reopened') RETURNING versions`, more, tx.Now(), at.ID)
	if err != nil {
		return 0, err
	}
	if len(versions) == 0 {
		return 0, fault.New(fault.Conflict, changedMeanwhile)
	}
	at.Versions = versions[0]
	if isNew {
		if _, err := tx.Exec("INSERT INTO answer (prompt_id, version, author_id, body, at) VALUES (?, ?, ?, ?, ?)",
			at.ID, at.Versions, a.Person, body, tx.Now()); err != nil {
			return 0, err
		}
	}
	if err := s.addToAgenda(tx, a, at.Prompt); err != nil {
		return 0, err
	}
	return at.Versions, s.append(tx, a, at, "answer.put", audit.Facts{"version": audit.Number(at.Versions), "activity": string(at.Head)})
}

// differs reports whether a text is an answer other than the newest one.
func differs(tx *sqldb.Tx, at place, body string) (bool, error) {
	if body == "" {
		return false, nil
	}
	same, err := sqldb.Count(tx, "SELECT count(*) FROM answer WHERE prompt_id = ? AND version = ? AND body = ?", at.ID, at.Versions, body)
	return same == 0, err
}

func endDraft(tx *sqldb.Tx, author id.Person, in Put) error {
	_, err := tx.Exec("DELETE FROM answer_draft WHERE prompt_id = ? AND author_id = ? AND (version = ? OR body = ?)", in.Prompt, author, in.Draft, in.Body)
	return err
}

// Write is a reply to be.
type Write struct {
	Prompt id.Prompt
	Body   string // Markdown
}

// Reply writes under an answer, or under a question that is or was on an
// agenda. The mentor may.
func (s *Service) Reply(ctx context.Context, c call.Call, in Write) (id.Internship, error) {
	return call.Do(ctx, s.db, c, "prompt.reply", in, func(tx *sqldb.Tx) (id.Internship, error) {
		var fields fault.Fields
		body := bounds.Text(&fields, "body", in.Body, bounds.MaxNote)
		bounds.Needed(&fields, "body", body, "Write what you want to say first.")
		if err := fields.Err(); err != nil {
			return "", err
		}
		at, err := find(tx, c.Actor, access.ReplyWrite, in.Prompt)
		if err != nil {
			return "", err
		}
		if at.State == Open && at.Versions == 0 {
			return "", fault.New(fault.Conflict, "There is no answer to reply to yet: this question is on no agenda. Your text is still in the form.").WithCode("not-put")
		}
		if _, err := tx.Exec("INSERT INTO reply (id, prompt_id, author_id, body, at) VALUES (?, ?, ?, ?, ?)",
			id.New[string](s.ids), at.ID, c.Actor.Person, body, tx.Now()); err != nil {
			return "", err
		}
		return at.Internship, s.append(tx, c.Actor, at, "reply.written", audit.Facts{"version": audit.Number(at.Versions)})
	})
}

// Reopen brings a discussed question back to the next agenda. Intern and mentor
// may. One that stands on an agenda already is left as it is.
func (s *Service) Reopen(ctx context.Context, c call.Call, prompt id.Prompt) (id.Internship, error) {
	return call.Do(ctx, s.db, c, "prompt.reopen", prompt, func(tx *sqldb.Tx) (id.Internship, error) {
		at, err := hold(tx, c.Actor, access.AgendaWrite, prompt)
		if err != nil || at.State.Waiting() {
			return at.Internship, err
		}
		if at.State != Discussed {
			return "", fault.New(fault.Conflict, "Only a question that was discussed can be reopened. Nothing has been changed.").WithCode("not-discussed")
		}
		if err := s.addToAgenda(tx, c.Actor, at.Prompt); err != nil {
			return "", err
		}
		return at.Internship, s.reshape(tx, c.Actor, at, "prompt.reopened",
			"UPDATE prompt SET state = 'reopened', state_at = ? WHERE id = ? AND state IN ('discussed', 'reopened')", tx.Now(), prompt)
	})
}

func scanInt(s sqldb.Scanner) (n int, err error) { return n, s.Scan(&n) }
