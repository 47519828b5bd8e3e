package change

import (
	"encoding/json"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/program"
	"stint/internal/program/mix"
	"stint/internal/sqldb"
)

const noun = "offer of a version"

const columns = `o.id, o.internship_id, o.version_id, o.state, o.made_at, o.changed_at, o.base, o.digest, o.kept, o.left_out,
	o.proposed_by, o.proposed_at, o.answered_by, o.answered_at, o.reason, o.revision`

func scan(s sqldb.Scanner, more ...any) (o Offer, err error) {
	var kept string
	if err := s.Scan(append([]any{
		&o.ID, &o.Internship, &o.Version, &o.State, &o.MadeAt, &o.ChangedAt, &o.Base, &o.Digest, &kept, &o.LeftOut,
		sqldb.Maybe(&o.ProposedBy), &o.ProposedAt, sqldb.Maybe(&o.AnsweredBy), &o.AnsweredAt, &o.Reason, &o.Revision,
	}, more...)...); err != nil {
		return o, err
	}
	return o, json.Unmarshal([]byte(kept), &o.Kept)
}

func scanOffer(s sqldb.Scanner) (Offer, error) { return scan(s) }

// find returns an offer, whoever asks.
func find(tx *sqldb.Tx, offer id.VersionOffer) (Offer, error) {
	return sqldb.Find(tx, noun, scanOffer, "SELECT "+columns+" FROM version_offer o WHERE o.id = ?", offer)
}

// Find returns an offer, for everybody who may see the internship. The reason of
// a decline is for intern and mentor.
func Find(tx *sqldb.Tx, a access.Actor, offer id.VersionOffer) (Offer, error) {
	o, roles, err := seen(tx, a, access.OfferFind, offer)
	if err != nil {
		return Offer{}, err
	}
	return o.shown(a, roles), nil
}

// seen finds an offer on whose internship the actor may do something. What they
// may not see is answered as what is not there.
func seen(tx *sqldb.Tx, a access.Actor, action access.Action, offer id.VersionOffer) (Offer, access.Roles, error) {
	o, err := find(tx, offer)
	if err != nil {
		return o, nil, err
	}
	roles, err := access.RolesOn(tx, a, o.Internship)
	if err != nil {
		return o, nil, err
	}
	return o, roles, access.Check(a, action, roles, noun)
}

func (o Offer) shown(a access.Actor, roles access.Roles) Offer {
	if access.Can(a, access.PlanPrivate, roles) != access.Allowed {
		o.Reason = ""
	}
	return o
}

// maxOffers bounds how many offers of one internship are read: one for each
// version that was published while it ran.
const maxOffers = 100

// List returns the offers that an internship got, newest first and at most a
// hundred, for everybody who may see it.
func List(tx *sqldb.Tx, a access.Actor, of id.Internship) ([]Offer, error) {
	roles, err := access.Require(tx, a, access.OfferFind, of)
	if err != nil {
		return nil, err
	}
	list, err := sqldb.List(tx, scanOffer, "SELECT "+columns+" FROM version_offer o WHERE o.internship_id = ? ORDER BY o.id DESC LIMIT ?", of, maxOffers)
	for i := range list {
		list[i] = list[i].shown(a, roles)
	}
	return list, err
}

// Waiting returns the offer of an internship that waits for an answer, if there
// is one. The caller has checked that the internship may be seen.
func Waiting(tx *sqldb.Tx, of id.Internship) (o Offer, found bool, err error) {
	list, err := sqldb.List(tx, scanOffer, "SELECT "+columns+" FROM version_offer o WHERE o.internship_id = ? AND o.state IN ('open', 'proposed')", of)
	if err != nil || len(list) == 0 {
		return o, false, err
	}
	list[0].Reason = ""
	return list[0], true, nil
}

// Standing is on which version an internship under way is, and how the offer of
// the newest one stands.
type Standing struct {
	Internship id.Internship
	Intern     id.Person
	Mentor     id.Person
	State      internship.State
	Version    int // the number of the version in force
	Kept       int // how many of its phases are not that version's
	// Offer is of the program's newest version; its ID is empty where none was
	// made: the internship follows that version already, or is about to be asked.
	Offer Offer
}

// Page says which part of a list is wanted.
type Page struct {
	After string // Next of the part before; empty for the first
	Limit int    // 1 to 100; 50 where it is 0
}

// Standings are one part of a program's internships under way.
type Standings struct {
	Items []Standing
	Next  string
}

// Overview returns on which version each internship of a program is that is
// agreed or running and that the actor may see as its coordinator, in one query.
func Overview(tx *sqldb.Tx, a access.Actor, of id.Program, page Page) (Standings, error) {
	if _, err := program.Find(tx, a, of); err != nil {
		return Standings{}, err
	}
	if err := access.RequireCoordinator(tx, a, access.OfferOversee, of); err != nil {
		return Standings{}, err
	}
	n := 50
	if page.Limit > 0 {
		n = min(page.Limit, 100)
	}
	may, args := access.Visible(a, access.OfferFind, "i")
	args = append([]any{of, page.After}, append(args, n+1)...)
	list, err := sqldb.List(tx, scanStanding, `
		SELECT i.id, i.intern_id, t.mentor_id, i.state, v.number, t.kept,
			COALESCE(o.id, ''), COALESCE(o.state, ''), COALESCE(o.made_at, 0), COALESCE(o.changed_at, 0), COALESCE(o.left_out, 0), COALESCE(o.proposed_by, '')
		FROM internship i
		JOIN terms t ON t.internship_id = i.id AND t.revision = i.in_force
		JOIN program_version v ON v.id = t.program_version_id
		JOIN program p ON p.id = i.program_id
		JOIN program_version w ON w.program_id = p.id AND w.number = p.latest
		LEFT JOIN version_offer o ON o.internship_id = i.id AND o.version_id = w.id
		WHERE i.program_id = ? AND i.id > ? AND i.state IN ('agreed', 'active', 'paused') AND `+may+`
		ORDER BY i.id LIMIT ?`, args...)
	if err != nil || len(list) <= n {
		return Standings{Items: list}, err
	}
	return Standings{Items: list[:n], Next: string(list[n-1].Internship)}, nil
}

func scanStanding(s sqldb.Scanner) (x Standing, err error) {
	var kept string
	if err := s.Scan(&x.Internship, &x.Intern, &x.Mentor, &x.State, &x.Version, &kept,
		&x.Offer.ID, &x.Offer.State, &x.Offer.MadeAt, &x.Offer.ChangedAt, &x.Offer.LeftOut, &x.Offer.ProposedBy); err != nil {
		return x, err
	}
	var phases []json.RawMessage
	err = json.Unmarshal([]byte(kept), &phases)
	x.Kept, x.Offer.Internship = len(phases), x.Internship
	return x, err
}

// save writes what became of an offer, if it still stands as it was seen.
func save(tx *sqldb.Tx, was, o Offer) error {
	kept, err := json.Marshal(append([]mix.Kept{}, o.Kept...))
	if err != nil {
		return err
	}
	return tx.Guard("Somebody answered this at this moment. Nothing of yours has been changed. Look at it again.", `
		UPDATE version_offer SET state = ?, changed_at = ?, base = ?, digest = ?, kept = ?, left_out = ?, proposed_by = ?, proposed_at = ?,
			answered_by = ?, answered_at = ?, reason = ?, revision = ?
		WHERE id = ? AND state = ? AND digest = ?`,
		o.State, tx.Now(), o.Base, o.Digest, string(kept), o.LeftOut, sqldb.Null(o.ProposedBy), o.ProposedAt,
		sqldb.Null(o.AnsweredBy), o.AnsweredAt, o.Reason, o.Revision, o.ID, was.State, was.Digest)
}

// hold keeps an internship to this transaction: whoever answers an offer, or
// makes one, holds it first.
func hold(tx *sqldb.Tx, of id.Internship) error {
	n, err := tx.Exec("UPDATE internship SET state = state WHERE id = ?", of)
	if err == nil && n == 0 {
		err = fault.Missing("internship")
	}
	return err
}
