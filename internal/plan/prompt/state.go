package prompt

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/plan/bounds"
	"stint/internal/sqldb"
)

// Follow brings a head to where its prompts are: done when each of them that is
// not skipped has been discussed. Heads that are skipped, waived or replaced
// stay so. It reports whether the head is one of a choice, so that the progress
// of the plan has to be counted anew. The caller holds the internship.
func Follow(tx *sqldb.Tx, head id.Activity) (isChoice bool, err error) {
	counts, err := sqldb.List(tx, scanInt, `
		UPDATE activity SET state_at = ?, state_by = NULL, changed_at = ?, version = version + 1, state = CASE state WHEN 'open' THEN 'done' ELSE 'open' END
		WHERE id = ? AND shape = 'prompt-head' AND state = CASE
			WHEN EXISTS (SELECT 1 FROM prompt p WHERE p.activity_id = activity.id AND p.state = 'discussed')
			AND NOT EXISTS (SELECT 1 FROM prompt p WHERE p.activity_id = activity.id AND p.state NOT IN ('discussed', 'skipped'))
			THEN 'open' ELSE 'done' END
		RETURNING counts`, tx.Now(), tx.Now(), head)
	return len(counts) == 1 && counts[0] > 1, err
}

// Settle follows what became of a question on an agenda: discussed, parked, or
// open again. It is for the items of kind prompt, runs in the transaction that
// settles them, and reports what Follow reports. What stands on an old agenda
// of a question that was skipped since is a Conflict.
func Settle(tx *sqldb.Tx, item meeting.Item) (isChoice bool, err error) {
	set := ""
	switch item.State {
	case meeting.Discussed:
		set = "state = 'discussed'"
	case meeting.Parked:
		set = "state = 'parked'"
	case meeting.Open, meeting.Carried:
		set = "state = CASE state WHEN 'discussed' THEN 'reopened' WHEN 'parked' THEN 'agenda' WHEN 'open' THEN 'agenda' ELSE state END"
	default:
		return false, nil
	}
	heads, err := sqldb.List(tx, func(s sqldb.Scanner) (head id.Activity, err error) { return head, s.Scan(&head) },
		"UPDATE prompt SET state_at = ?, "+set+" WHERE id = ? AND state <> 'skipped' RETURNING activity_id", tx.Now(), item.Source)
	if err == nil && len(heads) == 0 {
		err = fault.New(fault.Conflict, "This question was skipped. The intern can bring it back. Nothing has been changed.").WithCode("skipped")
	}
	if err != nil {
		return false, err
	}
	if item.State == meeting.Discussed {
		// It may stand on a later agenda too, where it was put after this one
		// had left it open.
		if err := takeOffAgenda(tx, item.Internship, id.Prompt(item.Source)); err != nil {
			return false, err
		}
	}
	return Follow(tx, heads[0])
}

// Withdraw takes the prompts of heads that are skipped, waived or replaced off
// the agenda. What was discussed stays discussed, and answers are kept. The
// caller holds the internship.
func Withdraw(tx *sqldb.Tx, of id.Internship, heads []id.Activity) error {
	for _, head := range heads {
		prompts, err := sqldb.List(tx, func(s sqldb.Scanner) (p id.Prompt, err error) { return p, s.Scan(&p) },
			"UPDATE prompt SET state = 'open', state_at = ? WHERE activity_id = ? AND state IN ('agenda', 'parked', 'reopened') RETURNING id", tx.Now(), head)
		if err != nil {
			return err
		}
		for _, p := range prompts {
			if err := takeOffAgenda(tx, of, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// Leave skips a question.
type Leave struct {
	Prompt id.Prompt
	Reason string // for intern and mentor to read
}

// Skip leaves an optional question out, with a reason, and takes it off the
// agenda; its head waits for it no longer. The intern may.
func (s *Service) Skip(ctx context.Context, c call.Call, in Leave) (id.Internship, error) {
	return call.Do(ctx, s.db, c, "prompt.skip", in, func(tx *sqldb.Tx) (id.Internship, error) {
		var fields fault.Fields
		reason := bounds.Text(&fields, "reason", in.Reason, bounds.MaxReason)
		bounds.Needed(&fields, "reason", reason, "Say why in a few words. Only intern and mentor read it.")
		if err := fields.Err(); err != nil {
			return "", err
		}
		at, err := hold(tx, c.Actor, access.PlanSkip, in.Prompt)
		switch {
		case err != nil:
			return "", err
		case at.State == Skipped:
			return at.Internship, nil
		case !at.Optional:
			return "", fault.New(fault.Conflict, "This question is not optional, so it cannot be skipped. Your mentor can waive the activity that it belongs to. Nothing has been changed.").WithCode("not-optional")
		case at.State == Discussed:
			return "", fault.New(fault.Conflict, "This question was discussed already, so there is nothing to skip. Nothing has been changed.").WithCode("discussed")
		}
		if at.State.Waiting() {
			if err := takeOffAgenda(tx, at.Internship, at.ID); err != nil {
				return "", err
			}
		}
		return at.Internship, s.reshape(tx, c.Actor, at, "activity.skipped",
			"UPDATE prompt SET state = 'skipped', state_at = ?, reason = ? WHERE id = ? AND state = ?", tx.Now(), reason, at.ID, at.State)
	})
}

// Restore brings a skipped question back. The intern may.
func (s *Service) Restore(ctx context.Context, c call.Call, prompt id.Prompt) (id.Internship, error) {
	return call.Do(ctx, s.db, c, "prompt.restore", prompt, func(tx *sqldb.Tx) (id.Internship, error) {
		at, err := hold(tx, c.Actor, access.PlanSkip, prompt)
		if err != nil || at.State != Skipped {
			return at.Internship, err
		}
		return at.Internship, s.reshape(tx, c.Actor, at, "activity.restored",
			"UPDATE prompt SET state = 'open', state_at = ?, reason = '' WHERE id = ? AND state = 'skipped'", tx.Now(), at.ID)
	})
}

// reshape changes what a head asks for, and counts the plan anew.
func (s *Service) reshape(tx *sqldb.Tx, a access.Actor, at place, event, query string, args ...any) error {
	if err := tx.Guard(changedMeanwhile, query, args...); err != nil {
		return err
	}
	if _, err := Follow(tx, at.Head); err != nil {
		return err
	}
	if err := s.recount(tx, at.Internship); err != nil {
		return err
	}
	return s.append(tx, a, at, event, audit.Facts{"activity": string(at.Head)})
}

const changedMeanwhile = "Somebody else changed this question just now. Look at it again; nothing has been changed."
