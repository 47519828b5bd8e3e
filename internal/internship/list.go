package internship

import (
	"context"
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship/record"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// Summary is what a line about an internship shows.
type Summary struct {
	Internship Internship // without the reason of its end
	Program    program.Program
	Version    program.Version // of Terms; zero while exploring
	// Terms are those in force, before and after that the newest; zero while
	// exploring.
	Terms Terms
	// The people by role; zero where nobody has it.
	Intern, Mentor, InternManager, MentorManager person.Person
	// Signed and Refused count the answers to the newest revision, of four.
	Signed, Refused int
	// Vacant are the managers' roles for which a stand-in is needed.
	Vacant []access.Role
}

// Query says which internships are wanted. Empty fields ask for nothing.
type Query struct {
	Program id.Program
	State   State
	Open    bool          // neither completed nor ended
	As      []access.Role // the actor is a party in one of these roles
	Text    string        // words that name, team or title of intern or mentor hold, in any case
	After   string        // Listing.Next of the part before; empty for the first
	Limit   int           // 1 to 100; 50 where it is 0
}

// Listing is one part of the internships, the newest first.
type Listing struct {
	Internships []Summary
	Next        string // for Query.After; empty on the last part
}

// List returns the internships that the actor may see: as a party, or as a
// coordinator of the program.
func List(tx *sqldb.Tx, a access.Actor, q Query) (Listing, error) {
	if err := access.Check(a, access.HomeFind, nil, "internship"); err != nil {
		return Listing{}, err
	}
	limit := 50
	if q.Limit > 0 {
		limit = min(q.Limit, 100)
	}
	coordinates, err := coordinates(tx, a)
	if err != nil {
		return Listing{}, err
	}
	where, args := q.conditions(a)
	if !coordinates && !a.IsSystem() {
		// Nothing else can be visible then, and the parties are a short way to it.
		where += " AND i.id IN (SELECT o.internship_id FROM party o WHERE o.person_id = ? AND o.until_at IS NULL)"
		args = append(args, a.Person)
	}
	found, err := sqldb.List(tx, scan, "SELECT "+columns+" FROM internship i WHERE "+where+" ORDER BY i.id DESC LIMIT ?", append(args, limit+1)...)
	if err != nil {
		return Listing{}, err
	}
	var l Listing
	if len(found) > limit {
		found = found[:limit]
		l.Next = string(found[limit-1].ID)
	}
	l.Internships, err = summarize(tx, found)
	return l, err
}

// coordinates reports whether the actor coordinates any program.
func coordinates(tx *sqldb.Tx, a access.Actor) (bool, error) {
	n, err := sqldb.Count(tx, "SELECT count(*) FROM program_coordinator WHERE person_id = ?", a.Person)
	return n > 0, err
}

// conditions returns the query as SQL with its arguments: first what is cheap
// to check, last who may see it.
func (q Query) conditions(a access.Actor) (string, []any) {
	where, args := []string{"1 = 1"}, []any(nil)
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	if q.Program != "" {
		add("i.program_id = ?", q.Program)
	}
	if q.State != "" {
		add("i.state = ?", q.State)
	}
	if q.Open {
		add("i.state NOT IN (?, ?)", Completed, Ended)
	}
	if q.After != "" {
		add("i.id < ?", q.After)
	}
	if len(q.As) > 0 {
		in, roles := sqldb.In(q.As)
		add("i.id IN (SELECT o.internship_id FROM party o WHERE o.person_id = ? AND o.until_at IS NULL AND o.role IN "+in+")", append([]any{a.Person}, roles...)...)
	}
	for _, pattern := range person.Patterns(q.Text) {
		add(`i.id IN (SELECT p.internship_id FROM party p WHERE p.until_at IS NULL AND p.role IN ('intern', 'mentor')
			AND p.person_id IN (SELECT n.id FROM person n WHERE n.folded LIKE ? ESCAPE '\'))`,
			pattern)
	}
	visible, who := access.Visible(a, access.InternshipFind, "i")
	add(visible, who...)
	return strings.Join(where, " AND "), args
}

// summarize fills in what lines show of internships, in a number of queries
// that does not grow with them.
func summarize(tx *sqldb.Tx, list []Internship) ([]Summary, error) {
	if len(list) == 0 {
		return nil, nil
	}
	ids := make([]id.Internship, len(list))
	for i, x := range list {
		ids[i] = x.ID
	}
	terms, err := termsOfAll(tx, ids)
	if err != nil {
		return nil, err
	}
	counts, err := countAnswers(tx, ids)
	if err != nil {
		return nil, err
	}
	tables, err := seatsOfAll(tx, ids)
	if err != nil {
		return nil, err
	}
	var versionIDs []id.ProgramVersion
	var programIDs []id.Program
	for _, x := range list {
		programIDs = append(programIDs, x.Program)
		versionIDs = append(versionIDs, terms[x.ID].ProgramVersion)
	}
	versions, err := program.Versions(tx, versionIDs)
	if err != nil {
		return nil, err
	}
	programs, err := program.Programs(tx, programIDs)
	if err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(list))
	for i, x := range list {
		x.EndedWhy = ""
		t, seats := terms[x.ID], tables[x.ID]
		summaries[i] = Summary{
			Internship: x, Program: programs[x.Program], Version: versions[t.ProgramVersion], Terms: t,
			Intern: seats.person(access.Intern), Mentor: seats.person(access.Mentor),
			InternManager: seats.person(access.InternManager), MentorManager: seats.person(access.MentorManager),
			Signed: counts[x.ID].signed, Refused: counts[x.ID].refused, Vacant: vacant(x, seats, counts[x.ID]),
		}
	}
	return summaries, nil
}

// vacant returns the managers' roles that wait for a stand-in.
func vacant(x Internship, seats table, n tally) []access.Role {
	var roles []access.Role
	for _, role := range []access.Role{access.InternManager, access.MentorManager} {
		if x.Pending() && !n.answered[role] && seats.holder(role) == "" {
			roles = append(roles, role)
		}
	}
	return roles
}

// termsOfAll returns the current terms of internships, see Internship.Current.
func termsOfAll(tx *sqldb.Tx, ids []id.Internship) (map[id.Internship]Terms, error) {
	in, args := sqldb.In(padded(ids))
	found, err := sqldb.List(tx, record.Scan, "SELECT "+record.Columns+` FROM internship i JOIN terms t ON t.internship_id = i.id
		AND t.revision = CASE WHEN i.in_force > 0 AND i.state <> 'proposed' THEN i.in_force ELSE i.revision END
		WHERE i.id IN `+in, args...)
	terms := make(map[id.Internship]Terms, len(found))
	for _, t := range found {
		terms[t.Internship] = t
	}
	return terms, err
}

// tally counts the answers to the newest terms of an internship.
type tally struct {
	signed, refused int
	answered        map[access.Role]bool
}

func countAnswers(tx *sqldb.Tx, ids []id.Internship) (map[id.Internship]tally, error) {
	type line struct {
		internship id.Internship
		role       access.Role
		answer     Answer
	}
	in, args := sqldb.In(padded(ids))
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.internship, &l.role, &l.answer) }, `
		SELECT s.internship_id, s.role, s.answer FROM internship i JOIN sign_off s ON s.internship_id = i.id AND s.revision = i.revision
		WHERE i.id IN `+in, args...)
	counts := make(map[id.Internship]tally, len(ids))
	for _, l := range lines {
		n := counts[l.internship]
		if n.answered == nil {
			n.answered = map[access.Role]bool{}
		}
		n.answered[l.role] = true
		if l.answer == Approved {
			n.signed++
		} else {
			n.refused++
		}
		counts[l.internship] = n
	}
	return counts, err
}

// seatsOfAll returns who holds which role on internships, in two queries.
func seatsOfAll(tx *sqldb.Tx, ids []id.Internship) (map[id.Internship]table, error) {
	in, args := sqldb.In(padded(ids))
	parties, err := sqldb.List(tx, func(s sqldb.Scanner) (p access.Party, err error) {
		return p, s.Scan(&p.Internship, &p.Person, &p.Role, &p.StandIn)
	}, "SELECT internship_id, person_id, role, stand_in FROM party WHERE until_at IS NULL AND internship_id IN "+in, args...)
	if err != nil {
		return nil, err
	}
	var who []id.Person
	for _, p := range parties {
		who = append(who, p.Person)
	}
	people, err := person.Names(tx, who)
	tables := make(map[id.Internship]table, len(ids))
	for _, p := range parties {
		t := tables[p.Internship]
		t.parties, t.people = append(t.parties, p), people
		tables[p.Internship] = t
	}
	return tables, err
}

// padded repeats the last id until their number is a power of two, so that few
// texts of a query are prepared and not one for each length of a list.
func padded[T any](ids []T) []T {
	full := 1
	for full < len(ids) {
		full *= 2
	}
	all := slices.Grow(slices.Clone(ids), full)
	for len(ids) > 0 && len(all) < full {
		all = append(all, ids[len(ids)-1])
	}
	return all
}

// List is the function List in a snapshot of its own.
func (s *Service) List(ctx context.Context, a access.Actor, q Query) (l Listing, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { l, err = List(tx, a, q); return err })
	return l, err
}

// Find is the function Find in a snapshot of its own.
func (s *Service) Find(ctx context.Context, a access.Actor, internship id.Internship) (x Internship, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { x, err = Find(tx, a, internship); return err })
	return x, err
}
