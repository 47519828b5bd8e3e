package program

import (
	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

const versionColumns = "v.id, v.program_id, v.number, v.title, v.digest, v.weeks, v.min_hours, v.min_rule, v.published_by, v.created_at, v.note"

func (v *Version) columns() []any {
	return []any{&v.ID, &v.Program, &v.Number, &v.Title, &v.Digest, &v.Weeks, &v.MinMinutes, &v.MinRule, sqldb.Maybe(&v.PublishedBy), &v.PublishedAt, &v.Note}
}

func scanVersion(s sqldb.Scanner) (v Version, err error) { return v, s.Scan(v.columns()...) }

const selectPrograms = `SELECT p.id, p.slug, p.title, p.created_at, p.changed_at, ` + versionColumns + `
	FROM program p JOIN program_version v ON v.program_id = p.id AND v.number = p.latest`

func scanProgram(s sqldb.Scanner) (p Program, err error) {
	return p, s.Scan(append([]any{&p.ID, &p.Slug, &p.Title, &p.CreatedAt, &p.ChangedAt}, p.Newest.columns()...)...)
}

// Find returns a program, for everybody who is signed in.
func Find(tx *sqldb.Tx, a access.Actor, program id.Program) (Program, error) {
	return findBy(tx, a, "p.id = ?", string(program))
}

// FindBySlug returns the program with a slug, for everybody who is signed in.
func FindBySlug(tx *sqldb.Tx, a access.Actor, slug string) (Program, error) {
	return findBy(tx, a, "p.slug = ?", slug)
}

func findBy(tx *sqldb.Tx, a access.Actor, condition, value string) (Program, error) {
	if err := access.Check(a, access.ProgramFind, nil, "program"); err != nil {
		return Program{}, err
	}
	p, err := sqldb.Find(tx, "program", scanProgram, selectPrograms+" WHERE "+condition, value)
	if err != nil {
		return Program{}, err
	}
	list := []Program{p}
	return list[0], addCoordinators(tx, list)
}

// List returns programs by title, for everybody who is signed in.
func List(tx *sqldb.Tx, a access.Actor, page Page) (Listing, error) {
	if err := access.Check(a, access.ProgramFind, nil, "program"); err != nil {
		return Listing{}, err
	}
	query, args := selectPrograms, []any(nil)
	if page.After != "" {
		query += " WHERE (p.title, p.id) > (SELECT title, id FROM program WHERE id = ?)"
		args = append(args, page.After)
	}
	n := limit(page.Limit)
	found, err := sqldb.List(tx, scanProgram, query+" ORDER BY p.title, p.id LIMIT ?", append(args, n+1)...)
	if err != nil {
		return Listing{}, err
	}
	l := Listing{Programs: found}
	if len(found) > n {
		l.Programs, l.Next = found[:n], string(found[n-1].ID)
	}
	return l, addCoordinators(tx, l.Programs)
}

// Programs returns programs by id, without their coordinators, in one query.
// The caller has found the ids on something that the reader may see; ids that
// do not exist are left out.
func Programs(tx *sqldb.Tx, ids []id.Program) (map[id.Program]Program, error) {
	in, args := sqldb.In(ids)
	found, err := sqldb.List(tx, scanProgram, selectPrograms+" WHERE p.id IN "+in, args...)
	byID := make(map[id.Program]Program, len(found))
	for _, p := range found {
		byID[p.ID] = p
	}
	return byID, err
}

// addCoordinators fills in who coordinates the programs.
func addCoordinators(tx *sqldb.Tx, programs []Program) error {
	place := map[id.Program]int{}
	ids := make([]id.Program, len(programs))
	for i, p := range programs {
		place[p.ID], ids[i] = i, p.ID
	}
	type line struct {
		program id.Program
		person  id.Person
	}
	in, args := sqldb.In(ids)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.program, &l.person) },
		"SELECT program_id, person_id FROM program_coordinator WHERE program_id IN "+in+" ORDER BY named_at, person_id", args...)
	for _, l := range lines {
		p := &programs[place[l.program]]
		p.Coordinators = append(p.Coordinators, l.person)
	}
	return err
}

// ListVersions returns a program's versions, newest first and without their
// pages, for everybody who is signed in.
func ListVersions(tx *sqldb.Tx, a access.Actor, program id.Program, page Page) (VersionListing, error) {
	if err := access.Check(a, access.ProgramFind, nil, "program"); err != nil {
		return VersionListing{}, err
	}
	query, args := "SELECT "+versionColumns+" FROM program_version v WHERE v.program_id = ?", []any{program}
	if page.After != "" {
		query += " AND v.number < (SELECT number FROM program_version WHERE id = ?)"
		args = append(args, page.After)
	}
	n := limit(page.Limit)
	found, err := sqldb.List(tx, scanVersion, query+" ORDER BY v.number DESC LIMIT ?", append(args, n+1)...)
	switch {
	case err != nil:
		return VersionListing{}, err
	case len(found) == 0 && page.After == "":
		return VersionListing{}, fault.Missing("program") // every program has a version
	case len(found) > n:
		return VersionListing{Versions: found[:n], Next: string(found[n-1].ID)}, nil
	}
	return VersionListing{Versions: found}, nil
}

// Versions returns versions by id, without their pages, in one query; see
// Programs.
func Versions(tx *sqldb.Tx, ids []id.ProgramVersion) (map[id.ProgramVersion]Version, error) {
	in, args := sqldb.In(ids)
	found, err := sqldb.List(tx, scanVersion, "SELECT "+versionColumns+" FROM program_version v WHERE v.id IN "+in, args...)
	byID := make(map[id.ProgramVersion]Version, len(found))
	for _, v := range found {
		byID[v.ID] = v
	}
	return byID, err
}

// VersionNumbered returns the version of a program with a number, without its
// page. The number 0 is the newest.
func VersionNumbered(tx *sqldb.Tx, program id.Program, number int) (Version, error) {
	return sqldb.Find(tx, "version of the program", scanVersion, "SELECT "+versionColumns+`
		FROM program_version v JOIN program p ON p.id = v.program_id
		WHERE p.id = ? AND v.number = CASE WHEN ? = 0 THEN p.latest ELSE ? END`, program, number, number)
}

// Source returns the page of a version as it came, for everybody who is signed
// in.
func Source(tx *sqldb.Tx, a access.Actor, version id.ProgramVersion) (string, error) {
	if err := access.Check(a, access.ProgramFind, nil, "program"); err != nil {
		return "", err
	}
	return sqldb.Find(tx, "version of the program", scanText, "SELECT source FROM program_version WHERE id = ?", version)
}

func scanText(s sqldb.Scanner) (text string, err error) { return text, s.Scan(&text) }

// lock holds a program for the rest of the transaction, so that its versions
// are numbered one after the other.
func lock(tx *sqldb.Tx, program id.Program) error {
	n, err := tx.Exec("UPDATE program SET latest = latest WHERE id = ?", program)
	if err == nil && n == 0 {
		err = fault.Missing("program")
	}
	return err
}

// findByDigest returns the newest version of a program with that source, and
// whether there is one.
func findByDigest(tx *sqldb.Tx, program id.Program, digest string) (Version, bool, error) {
	found, err := sqldb.List(tx, scanVersion, "SELECT "+versionColumns+`
		FROM program_version v WHERE v.program_id = ? AND v.digest = ? ORDER BY v.number DESC LIMIT 1`, program, digest)
	if err != nil || len(found) == 0 {
		return Version{}, false, err
	}
	return found[0], true, nil
}

func insertProgram(tx *sqldb.Tx, p Program) error {
	_, err := tx.Exec("INSERT INTO program (id, slug, title, latest, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
		p.ID, p.Slug, p.Title, p.Newest.Number, tx.Now(), tx.Now())
	return err
}

func insertVersion(tx *sqldb.Tx, v Version, source, reading string) error {
	m, err := matchingOf(reading)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`
		INSERT INTO program_version (id, program_id, number, title, digest, source, reading, weeks, min_hours, min_rule, mentor_rule, fit, published_by, created_at, note)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.ID, v.Program, v.Number, v.Title, v.Digest, source, reading, v.Weeks, v.MinMinutes, v.MinRule, m.mentors, m.fit,
		sqldb.Null(v.PublishedBy), tx.Now(), v.Note)
	return err
}

// raise makes a version the newest of its program.
func raise(tx *sqldb.Tx, v Version) error {
	return tx.Guard("Somebody published another version at this moment. Nothing has been changed. Look at it and publish again.",
		"UPDATE program SET latest = ?, title = ?, changed_at = ? WHERE id = ? AND latest = ?", v.Number, v.Title, tx.Now(), v.Program, v.Number-1)
}
