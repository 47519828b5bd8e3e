package internship

import (
	"context"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship/record"
	"stint/internal/internship/terms"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// Revision is one revision of the terms with what became of it.
type Revision struct {
	Terms
	// Changes are what it says differently from the one before; none for the
	// first.
	Changes []Change
	// Signatures are its four places, in the order of access.PartyRoles.
	Signatures []Signature
}

// maxRevisions bounds how far back a history is read.
const maxRevisions = 100

// Revisions returns the terms of an internship with their signatures, the
// newest first and at most a hundred, for everybody who may see it. The reason
// of a refusal is for the intern and for whoever refused.
func Revisions(tx *sqldb.Tx, a access.Actor, internship id.Internship) ([]Revision, error) {
	return revisions(tx, a, internship, maxRevisions)
}

// Signatures returns the four places under the newest terms, none while there
// are no terms; see Revisions.
func Signatures(tx *sqldb.Tx, a access.Actor, internship id.Internship) ([]Signature, error) {
	newest, err := revisions(tx, a, internship, 1)
	if err != nil || len(newest) == 0 {
		return nil, err
	}
	return newest[0].Signatures, nil
}

func revisions(tx *sqldb.Tx, a access.Actor, internship id.Internship, limit int) ([]Revision, error) {
	roles, err := access.Require(tx, a, access.SignOffFind, internship)
	if err != nil {
		return nil, err
	}
	x, err := find(tx, internship)
	if err != nil {
		return nil, err
	}
	// One more than wanted, to tell what the last one changed.
	found, err := sqldb.List(tx, record.Scan, "SELECT "+record.Columns+" FROM terms t WHERE t.internship_id = ? ORDER BY t.revision DESC LIMIT ?", internship, limit+1)
	if err != nil {
		return nil, err
	}
	answers, err := answersTo(tx, internship)
	if err != nil {
		return nil, err
	}
	seats, err := seatsOf(tx, x)
	if err != nil {
		return nil, err
	}
	var list []Revision
	for i, t := range found[:min(len(found), limit)] {
		r := Revision{Terms: t, Signatures: signatures(x, t.Revision, seats, answers)}
		hideReasons(r.Signatures, a, roles)
		if i+1 < len(found) {
			r.Changes = terms.Compare(found[i+1], t)
		}
		list = append(list, r)
	}
	return list, nil
}

// WaitKind says what somebody owes an internship's terms.
type WaitKind string

// What is owed.
const (
	WaitSignOff WaitKind = "sign-off" // to answer the newest terms
	WaitRefused WaitKind = "refused"  // as the intern, to propose other terms or to withdraw
	WaitStandIn WaitKind = "stand-in" // as a coordinator, to name who signs for a manager
)

// Wait is one thing that somebody owes.
type Wait struct {
	Kind    WaitKind
	Summary Summary
	// Roles are those for which an answer is owed, or by which it was refused,
	// or that are vacant.
	Roles []access.Role
	// Revision is the one that waits, and Digest names its terms.
	Revision int
	Digest   string
	// Voided is the newest older revision that the actor had approved, and
	// that is void now; 0 where there is none.
	Voided int
	// Refusals are the refusals with their reasons, for WaitRefused.
	Refusals []Signature
	// For is the manager for whom the actor answers as their delegate; zero
	// where they answer for themself.
	For person.Person
	// Proposer is who proposed the revision.
	Proposer person.Person
}

// maxWaits bounds what Waiting returns of each kind.
const maxWaits = 100

// Waiting returns what the actor owes: the terms that wait for their answer or,
// as a delegate, for that of a manager who is away, as an intern those that somebody refused, as a coordinator those for which
// a stand-in is to be named. The longest waiting come first within each kind.
func Waiting(tx *sqldb.Tx, a access.Actor) ([]Wait, error) {
	if err := access.Check(a, access.HomeFind, nil, "internship"); err != nil {
		return nil, err
	}
	if a.Person == "" {
		return nil, nil // Stint itself owes nobody a signature
	}
	found, err := owed(tx, a)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return waits(tx, a, found)
}

// owes is one row of what somebody owes.
type owes struct {
	kind       WaitKind
	internship Internship
	role       access.Role
	manager    id.Person // for whom a delegate answers
}

// pending is the condition for terms that wait for signatures; see
// Internship.Pending.
const pending = "i.revision > i.in_force AND i.state IN ('proposed', 'active', 'paused')"

// owed returns what the actor owes, one row for each role.
func owed(tx *sqldb.Tx, a access.Actor) ([]owes, error) {
	var all []owes
	add := func(kind WaitKind, query string, args ...any) error {
		rows, err := sqldb.List(tx, func(s sqldb.Scanner) (o owes, err error) {
			o.kind = kind
			return o, s.Scan(append(o.internship.columns(), &o.role, &o.manager)...)
		}, query, append(args, maxWaits)...)
		all = append(all, rows...)
		return err
	}
	if err := add(WaitSignOff, "SELECT "+columns+`, p.role, '' FROM internship i JOIN party p ON p.internship_id = i.id
		WHERE p.person_id = ? AND p.until_at IS NULL AND `+pending+` AND NOT EXISTS (
			SELECT 1 FROM sign_off s WHERE s.internship_id = i.id AND s.revision = i.revision AND s.role = p.role)
		ORDER BY i.id, p.role LIMIT ?`, a.Person); err != nil {
		return nil, err
	}
	if err := add(WaitSignOff, "SELECT "+columns+", p.role, p.person_id "+access.Delegated+`
		AND NOT EXISTS (SELECT 1 FROM sign_off o WHERE o.internship_id = i.id AND o.revision = i.revision AND o.role = p.role)
		ORDER BY i.id, p.role LIMIT ?`, a.Person, tx.Now(), tx.Now()); err != nil {
		return nil, err
	}
	if err := add(WaitRefused, "SELECT "+columns+`, s.role, '' FROM internship i
		JOIN party p ON p.internship_id = i.id AND p.role = 'intern' AND p.until_at IS NULL
		JOIN sign_off s ON s.internship_id = i.id AND s.revision = i.revision AND s.answer = 'refused'
		WHERE p.person_id = ? AND `+pending+` ORDER BY i.id, s.role LIMIT ?`, a.Person); err != nil {
		return nil, err
	}
	if coordinates, err := coordinates(tx, a); err != nil || !coordinates {
		return all, err
	}
	// Counting, where NOT EXISTS would say the same, keeps PostgreSQL from
	// joining all parties with all people.
	may, args := access.Visible(a, access.StandInName, "i")
	err := add(WaitStandIn, "SELECT "+columns+`, r.role, '' FROM internship i
		JOIN (SELECT 'intern-manager' AS role UNION ALL SELECT 'mentor-manager') r ON 1 = 1
		WHERE `+may+` AND `+pending+` AND NOT EXISTS (
			SELECT 1 FROM sign_off s WHERE s.internship_id = i.id AND s.revision = i.revision AND s.role = r.role)
		AND 0 = (
			SELECT count(*) FROM party p JOIN person h ON h.id = p.person_id
			WHERE p.internship_id = i.id AND p.role = r.role AND p.until_at IS NULL AND h.active = 1)
		ORDER BY i.id, r.role LIMIT ?`, args...)
	return all, err
}

// waits gathers rows by kind and internship and fills in what a line shows.
func waits(tx *sqldb.Tx, a access.Actor, found []owes) ([]Wait, error) {
	type place struct {
		kind       WaitKind
		internship id.Internship
		manager    id.Person
	}
	var list []Wait
	var internships []Internship
	var named []id.Person
	at := map[place]int{}
	for _, o := range found {
		key := place{o.kind, o.internship.ID, o.manager}
		if _, known := at[key]; !known {
			at[key] = len(list)
			list = append(list, Wait{Kind: o.kind, Revision: o.internship.Revision})
			internships, named = append(internships, o.internship), append(named, o.manager)
		}
		w := &list[at[key]]
		w.Roles = append(w.Roles, o.role)
	}
	summaries, err := summarize(tx, internships)
	if err != nil {
		return nil, err
	}
	newest, answers, err := newestOfAll(tx, internships)
	if err != nil {
		return nil, err
	}
	people, err := person.Names(tx, append(proposers(newest), named...))
	if err != nil {
		return nil, err
	}
	for i := range list {
		w, x := &list[i], internships[i]
		t := newest[x.ID]
		w.Summary, w.Digest, w.Proposer, w.For = summaries[i], t.Digest, people[t.ProposedBy], people[named[i]]
		for _, g := range answers[x.ID] {
			switch {
			case w.Kind == WaitSignOff && g.Person == a.Person && g.Answer == Approved && g.Revision < x.Revision:
				w.Voided = max(w.Voided, g.Revision)
			case w.Kind == WaitRefused && g.Revision == x.Revision && g.Answer == Refused:
				w.Refusals = append(w.Refusals, g.signature())
			}
		}
	}
	return list, nil
}

func proposers(newest map[id.Internship]Terms) (list []id.Person) {
	for _, t := range newest {
		list = append(list, t.ProposedBy)
	}
	return list
}

// newestOfAll returns the newest terms of internships and all answers to their
// terms, in two queries.
func newestOfAll(tx *sqldb.Tx, list []Internship) (map[id.Internship]Terms, map[id.Internship][]given, error) {
	ids := make([]id.Internship, len(list))
	for i, x := range list {
		ids[i] = x.ID
	}
	in, args := sqldb.In(padded(ids))
	terms, err := sqldb.List(tx, record.Scan, "SELECT "+record.Columns+` FROM internship i JOIN terms t ON t.internship_id = i.id AND t.revision = i.revision
		WHERE i.id IN `+in, args...)
	if err != nil {
		return nil, nil, err
	}
	newest := make(map[id.Internship]Terms, len(terms))
	for _, t := range terms {
		newest[t.Internship] = t
	}
	type line struct {
		internship id.Internship
		given
	}
	in, args = sqldb.In(padded(ids))
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		return l, s.Scan(append(l.columns(), &l.internship)...)
	}, "SELECT "+answerColumns+", s.internship_id FROM sign_off s WHERE s.internship_id IN "+in+" ORDER BY s.revision, s.id", args...)
	answers := map[id.Internship][]given{}
	for _, l := range lines {
		answers[l.internship] = append(answers[l.internship], l.given)
	}
	return newest, answers, err
}

// Revisions is the function Revisions in a snapshot of its own.
func (s *Service) Revisions(ctx context.Context, a access.Actor, internship id.Internship) (list []Revision, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { list, err = Revisions(tx, a, internship); return err })
	return list, err
}

// Waiting is the function Waiting in a snapshot of its own.
func (s *Service) Waiting(ctx context.Context, a access.Actor) (list []Wait, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { list, err = Waiting(tx, a); return err })
	return list, err
}
