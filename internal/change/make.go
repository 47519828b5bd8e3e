package change

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/job"
	"stint/internal/plan"
	"stint/internal/plan/relay"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// KindOffer is the kind of the job that offers a version to those under way.
const KindOffer = "change.offer"

type offering struct {
	Program id.Program `json:"program"`
}

// Happened follows what happened elsewhere, in its transaction: a version that
// was published is offered by a job, and the offers of an internship that is
// over lapse. It is for the audit trail's after function.
func Happened(queue *job.Queue) func(*sqldb.Tx, audit.Event) error {
	return func(tx *sqldb.Tx, e audit.Event) error {
		switch e.Name {
		case "program.published":
			return queue.Enqueue(tx, job.New{Kind: KindOffer, Payload: offering{id.Program(e.Object)}, Unique: KindOffer + ":" + string(e.ID)})
		case "internship.ended", "internship.completed":
			return settleWaiting(tx, e.Internship(), Lapsed, "")
		}
		return nil
	}
}

// settleWaiting ends the offers of an internship that wait, but for the one of a
// version. A proposal of the rest of a version ends as what was taken before it.
func settleWaiting(tx *sqldb.Tx, of id.Internship, to State, but id.ProgramVersion) error {
	if _, err := tx.Exec(`
		UPDATE version_offer SET state = 'taken', changed_at = ?, base = 0, digest = '', proposed_by = NULL, proposed_at = NULL,
			kept = (SELECT t.kept FROM terms t WHERE t.internship_id = version_offer.internship_id AND t.revision = version_offer.revision)
		WHERE internship_id = ? AND version_id <> ? AND state = 'proposed' AND revision > 0`, tx.Now(), of, but); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE version_offer SET state = ?, changed_at = ? WHERE internship_id = ? AND version_id <> ? AND state IN ('open', 'proposed')",
		to, tx.Now(), of, but)
	return err
}

// offerBatch is how many internships the job looks up at once.
const offerBatch = 100

// OfferAll is the handler of KindOffer: it offers the newest version of a program
// to every internship that is agreed, active or paused on an older one, each in a
// transaction of its own. Run twice it has its effect once.
func (s *Service) OfferAll(ctx context.Context, j job.Job) error {
	var in offering
	if err := json.Unmarshal(j.Payload, &in); err != nil {
		return job.GiveUp(err)
	}
	var trouble []error
	for after := id.Internship(""); ; {
		var batch []id.Internship
		err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			batch, err = behind(tx, in.Program, after)
			return err
		})
		if err != nil || len(batch) == 0 {
			return errors.Join(append(trouble, err)...)
		}
		for _, of := range batch {
			after = of
			if err := s.db.Write(ctx, func(tx *sqldb.Tx) error { return s.offerNewest(tx, of) }); err != nil {
				trouble = append(trouble, err)
			}
		}
	}
}

// behind returns internships under way on an older version than the newest that
// it was not offered to, by their ids.
func behind(tx *sqldb.Tx, of id.Program, after id.Internship) ([]id.Internship, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (x id.Internship, err error) { return x, s.Scan(&x) }, `
		SELECT i.id FROM internship i
		JOIN terms t ON t.internship_id = i.id AND t.revision = i.in_force
		JOIN program p ON p.id = i.program_id
		JOIN program_version w ON w.program_id = p.id AND w.number = p.latest
		WHERE i.program_id = ? AND i.id > ? AND i.state IN ('agreed', 'active', 'paused') AND t.program_version_id <> w.id
		AND NOT EXISTS (SELECT 1 FROM version_offer o WHERE o.internship_id = i.id AND o.version_id = w.id)
		ORDER BY i.id LIMIT ?`, of, after, offerBatch)
}

// offerNewest offers the program's newest version to an internship that is under
// way on an older one. An offer that still waits is superseded. Where it was
// offered before nothing happens.
func (s *Service) offerNewest(tx *sqldb.Tx, of id.Internship) error {
	if err := hold(tx, of); err != nil {
		return err
	}
	stint := access.System(access.ViaJob)
	x, err := internship.Find(tx, stint, of)
	if err != nil {
		return err
	}
	if x.State != internship.Agreed && !x.State.Running() {
		return nil
	}
	held, err := internship.TermsOf(tx, of, x.InForce)
	if err != nil {
		return err
	}
	newest, err := program.VersionNumbered(tx, x.Program, 0)
	if err != nil {
		return err
	}
	if err := settleWaiting(tx, of, Superseded, newest.ID); err != nil || newest.ID == held.ProgramVersion {
		return err
	}
	o := Offer{ID: id.New[id.VersionOffer](s.ids), Internship: of, Version: newest.ID}
	n, err := tx.Exec(`
		INSERT INTO version_offer (id, internship_id, version_id, state, made_at, changed_at) VALUES (?, ?, ?, 'open', ?, ?)
		ON CONFLICT (internship_id, version_id) DO NOTHING`, o.ID, of, newest.ID, tx.Now(), tx.Now())
	if err != nil || n == 0 {
		return err
	}
	return s.append(tx, stint, "version.offered", o, audit.Facts{"version": string(newest.ID), "number": audit.Number(newest.Number)})
}

// Agreed lays the page of an agreement into the plan, with what an earlier
// agreement left there, and sees to the offers: one of the version that came in
// force is taken, and where there is a newer one, it is offered. A proposal of the
// rest of that version stands until it is made anew, as every proposal does where
// the terms have changed under it. It is a part of
// internship.Hooks.Agreed.
func (s *Service) Agreed(tx *sqldb.Tx, g internship.Agreement) error {
	version, err := s.programs.FindMixed(tx, g.Terms.ProgramVersion, g.Terms.Kept)
	if err != nil {
		return err
	}
	before, err := relay.Look(tx, g.Internship)
	if err != nil {
		return err
	}
	if err := plan.Make(tx, s.ids, version.Page, g); err != nil {
		return err
	}
	if g.Previous != nil && !samePage(*g.Previous, g.Terms) {
		current, when := g.Terms.Calendar().WeekOn(g.Terms.Today(tx.Now()))
		if when == worktime.AfterEnd {
			current = 0
		}
		if err := before.Settle(tx, s.ids, relay.Laid{Page: version.Page, Entry: g.Terms.EntryWeek, Current: current}); err != nil {
			return err
		}
		// A condition that says something else may choose another side, where
		// neither is begun.
		if err := s.facts(tx, access.System(access.ViaJob), g.Terms.Intern); err != nil {
			return err
		}
	}
	if len(g.Terms.Kept) == 0 {
		if _, err := tx.Exec(`
			UPDATE version_offer SET state = 'taken', changed_at = ?, answered_at = ?, revision = ?, kept = '[]', left_out = 0
			WHERE internship_id = ? AND version_id = ? AND state IN ('open', 'proposed', 'declined')`,
			tx.Now(), tx.Now(), g.Terms.Revision, g.Internship, g.Terms.ProgramVersion); err != nil {
			return err
		}
	}
	return s.offerNewest(tx, g.Internship)
}

// samePage reports whether two terms name the same page.
func samePage(a, b internship.Terms) bool {
	return a.ProgramVersion == b.ProgramVersion && slices.Equal(a.Kept, b.Kept)
}
