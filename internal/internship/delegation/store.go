package delegation

import (
	"context"
	"slices"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/sqldb"
)

const columns = "d.id, d.manager_id, d.delegate_id, d.from_date, d.to_date, d.zone, d.from_at, d.until_at, d.created_at, d.ended_at, d.ended_by"

func scan(s sqldb.Scanner) (d Delegation, err error) {
	return d, s.Scan(&d.ID, &d.Manager, &d.Delegate, &d.From, &d.To, &d.Zone, &d.FromAt, &d.UntilAt, &d.CreatedAt, &d.EndedAt, sqldb.Maybe(&d.EndedBy))
}

// Page asks for a part of a list.
type Page struct {
	After string // Listing.Next of the part before; empty for the first
	Limit int    // 1 to 100; 50 where it is 0
}

// Listing is one part of somebody's delegations, the newest first.
type Listing struct {
	Delegations []Delegation
	Next        string // for Page.After; empty on the last part
}

// List returns the delegations that the actor made or that name them, the
// newest first.
func List(tx *sqldb.Tx, a access.Actor, p Page) (Listing, error) {
	if err := access.Check(a, access.DelegationFind, nil, "delegation"); err != nil {
		return Listing{}, err
	}
	limit := 50
	if p.Limit > 0 {
		limit = min(p.Limit, 100)
	}
	found, err := sqldb.List(tx, scan, "SELECT "+columns+` FROM delegation d
		WHERE (d.manager_id = ? OR d.delegate_id = ?) AND (? = '' OR d.id < ?) ORDER BY d.id DESC LIMIT ?`,
		a.Person, a.Person, p.After, p.After, limit+1)
	l := Listing{Delegations: found}
	if len(found) > limit {
		l.Delegations = found[:limit]
		l.Next = string(found[limit-1].ID)
	}
	return l, err
}

// List is the function List in a snapshot of its own.
func (s *Service) List(ctx context.Context, a access.Actor, p Page) (l Listing, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { l, err = List(tx, a, p); return err })
	return l, err
}

// find returns a delegation, for the two whom it is about; for everybody else
// it is NotFound.
func find(tx *sqldb.Tx, a access.Actor, delegation id.Delegation) (Delegation, error) {
	return sqldb.Find(tx, "delegation", scan, "SELECT "+columns+" FROM delegation d WHERE d.id = ? AND (d.manager_id = ? OR d.delegate_id = ?)",
		delegation, a.Person, a.Person)
}

// Places returns the managers' places on an internship that somebody may fill
// today for those managers, whether or not they are filled, in the order of
// access.PartyRoles. It is for package internship, which decides what counts.
func Places(tx *sqldb.Tx, delegate id.Person, internship id.Internship) ([]Place, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (p Place, err error) { return p, s.Scan(&p.Manager, &p.Role) }, `
		SELECT p.person_id, p.role FROM delegation d
		JOIN party p ON p.person_id = d.manager_id AND p.until_at IS NULL AND p.role IN ('intern-manager', 'mentor-manager')
		WHERE d.delegate_id = ? AND d.from_at <= ? AND d.until_at > ? AND p.internship_id = ?
			AND NOT EXISTS (SELECT 1 FROM party q WHERE q.internship_id = p.internship_id AND q.person_id = d.delegate_id AND q.until_at IS NULL)
		ORDER BY p.role`, delegate, tx.Now(), tx.Now(), internship)
}

// InForce returns who answers for managers at the transaction's moment, by
// manager, in one query. The caller has checked who asks.
func InForce(tx *sqldb.Tx, managers []id.Person) (map[id.Person]id.Person, error) {
	in, args := sqldb.In(slices.Compact(slices.Sorted(slices.Values(managers))))
	found, err := sqldb.List(tx, scan, "SELECT "+columns+" FROM delegation d WHERE d.from_at <= ? AND d.until_at > ? AND d.manager_id IN "+in,
		append([]any{tx.Now(), tx.Now()}, args...)...)
	delegates := make(map[id.Person]id.Person, len(found))
	for _, d := range found {
		delegates[d.Manager] = d.Delegate
	}
	return delegates, err
}

// Manages reports whether somebody is the manager of anybody who is active, or
// signs as a manager on an internship that is not over.
func Manages(tx *sqldb.Tx, who id.Person) (bool, error) {
	n, err := sqldb.Count(tx, `
		SELECT (SELECT count(*) FROM person m WHERE m.manager_id = ? AND m.active = 1)
			+ (SELECT count(*) FROM party p JOIN internship i ON i.id = p.internship_id
				WHERE p.person_id = ? AND p.until_at IS NULL AND p.role IN ('intern-manager', 'mentor-manager') AND i.state NOT IN ('completed', 'ended'))`, who, who)
	return n > 0, err
}

// takesPart reports whether somebody is a party where terms wait for a manager's
// answer now.
func takesPart(tx *sqldb.Tx, who, manager id.Person) (bool, error) {
	n, err := sqldb.Count(tx, `
		SELECT count(*) FROM party m JOIN internship i ON i.id = m.internship_id JOIN party p ON p.internship_id = i.id
		WHERE m.person_id = ? AND m.until_at IS NULL AND m.role IN ('intern-manager', 'mentor-manager')
			AND i.revision > i.in_force AND i.state IN ('proposed', 'active', 'paused')
			AND NOT EXISTS (SELECT 1 FROM sign_off s WHERE s.internship_id = i.id AND s.revision = i.revision AND s.role = m.role)
			AND p.person_id = ? AND p.until_at IS NULL`, manager, who)
	return n > 0, err
}

// overlapping returns the delegations of a manager that are not over and share
// a moment with a new one.
func overlapping(tx *sqldb.Tx, d Delegation) ([]Delegation, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+" FROM delegation d WHERE d.manager_id = ? AND d.from_at < ? AND d.until_at > ? ORDER BY d.from_at",
		d.Manager, d.UntilAt, d.FromAt)
}

func insert(tx *sqldb.Tx, d Delegation) error {
	_, err := tx.Exec(`
		INSERT INTO delegation (id, manager_id, delegate_id, from_date, to_date, zone, from_at, until_at, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, d.ID, d.Manager, d.Delegate, d.From, d.To, d.Zone, d.FromAt, d.UntilAt, tx.Now())
	return err
}

// hold keeps people as they are for the rest of the transaction, in order of
// their ids, so that two who name each other never wait for each other.
func hold(tx *sqldb.Tx, who ...id.Person) error {
	for _, p := range slices.Sorted(slices.Values(who)) {
		if _, err := tx.Exec("UPDATE person SET active = active WHERE id = ?", p); err != nil {
			return err
		}
	}
	return nil
}

// endNow ends a delegation at the transaction's moment, one that is still ahead
// before it begins, if it lasts still.
func endNow(tx *sqldb.Tx, d Delegation, by id.Person) error {
	return tx.Guard("This delegation is over already. Nothing has been changed.",
		"UPDATE delegation SET until_at = ?, ended_at = ?, ended_by = ? WHERE id = ? AND until_at > ? AND ended_at IS NULL",
		tx.Now(), tx.Now(), sqldb.Null(by), d.ID, tx.Now())
}

// lasting returns the delegations that somebody has a part in and that are not
// over.
func lasting(tx *sqldb.Tx, who id.Person) ([]Delegation, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+" FROM delegation d WHERE (d.manager_id = ? OR d.delegate_id = ?) AND d.until_at > ? AND d.ended_at IS NULL ORDER BY d.id",
		who, who, tx.Now())
}
