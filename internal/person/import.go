package person

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Imported says what an import did to the directory.
type Imported struct {
	Added     int
	Changed   int
	Unchanged int
}

// Import brings the directory up to date with a sheet of people: a CSV file in
// UTF-8 of at most MaxSheet bytes and MaxRows rows, whose first line names its
// columns, in any case and order, of
//
//	name, email, zone, working_hours, team, title, manager, access
//
// Name and email must be there. A person whom the directory has by the email
// is changed, anybody else is added, and nobody is removed or reactivated. A
// column that the sheet lacks changes nothing. An empty cell empties team,
// title and manager, and leaves zone and working hours, which people settle
// themselves, as they are; who is new needs a zone. A manager is named by the
// email of somebody in the sheet or in the directory. Access is a list such as
// "salesforce;gainsight;zendesk=no"; facts that it does not name stay.
//
// All or nothing: where anything is wrong the error is Invalid with one message
// for each mistake, at a field csv.<line>.<column>, and nobody is changed. For
// administrators.
func (s *Service) Import(ctx context.Context, c call.Call, text []byte) (Imported, error) {
	if err := access.Check(c.Actor, access.PersonAdminister, nil, "person"); err != nil {
		return Imported{}, err
	}
	read := readSheet(text) // before the transaction, which on SQLite keeps every other change waiting
	sum := sha256.Sum256(text)
	digest := hex.EncodeToString(sum[:])
	return call.Do(ctx, s.db, c, "person.import", digest, func(tx *sqldb.Tx) (Imported, error) {
		sheet := read.again()
		directory, err := readDirectory(tx, sheet)
		if err != nil {
			return Imported{}, err
		}
		plan := directory.compare(sheet, func() id.Person { return id.New[id.Person](s.ids) })
		if err := sheet.wrong.Err(); err != nil {
			return Imported{}, err
		}
		return plan.counts(), s.carryOut(tx, c.Actor, plan, digest)
	})
}

// directory is everybody before an import.
type directory struct {
	byEmail map[string]Person
	email   map[id.Person]string
	facts   map[id.Person]map[string]bool // only where the sheet speaks of access
}

func readDirectory(tx *sqldb.Tx, s *sheet) (directory, error) {
	d := directory{byEmail: map[string]Person{}, email: map[id.Person]string{}, facts: map[id.Person]map[string]bool{}}
	people, err := sqldb.List(tx, scan, "SELECT "+Columns+" FROM person p")
	if err != nil {
		return d, err
	}
	for _, p := range people {
		d.byEmail[p.Email], d.email[p.ID] = p, p.Email
	}
	if !s.has("access") {
		return d, nil
	}
	_, err = sqldb.List(tx, func(s sqldb.Scanner) (none struct{}, err error) {
		var person id.Person
		var name string
		var has bool
		if err := s.Scan(&person, &name, &has); err != nil {
			return none, err
		}
		if d.facts[person] == nil {
			d.facts[person] = map[string]bool{}
		}
		d.facts[person][name] = has
		return none, nil
	}, "SELECT person_id, name, has FROM access_fact")
	return d, err
}

// step is what an import does to one person.
type step struct {
	person id.Person
	old    Person          // the zero Person where they are new
	entry  record          // what they become
	access map[string]bool // access facts that are stated anew
}

func (s step) new() bool { return s.old.ID == "" }

// plan is what an import does, new people after their managers.
type plan struct {
	steps     []step
	unchanged int
}

func (p plan) counts() Imported {
	counts := Imported{Unchanged: p.unchanged}
	for _, s := range p.steps {
		if s.new() {
			counts.Added++
		} else {
			counts.Changed++
		}
	}
	return counts
}

// compare checks the rows of a sheet against each other and the directory,
// and returns what has to be done where the sheet has nothing wrong.
func (d directory) compare(s *sheet, newID func() id.Person) plan {
	rows := d.uniqueRows(s)
	d.checkManagers(s, rows)
	if len(s.wrong) > 0 {
		return plan{}
	}
	ids := make(map[string]id.Person, len(rows))
	order := managersFirst(s.rows, rows)
	for _, r := range order {
		if ids[r.entry.Email] = d.byEmail[r.entry.Email].ID; ids[r.entry.Email] == "" {
			ids[r.entry.Email] = newID()
		}
	}
	var p plan
	for _, r := range order {
		step := d.step(s, r, ids)
		if !step.new() && len(step.access) == 0 && step.entry == step.old.record() {
			p.unchanged++
			continue
		}
		p.steps = append(p.steps, step)
	}
	return p
}

// uniqueRows returns the rows by email, and complains of rows that name one
// again and of new people without a zone.
func (d directory) uniqueRows(s *sheet) map[string]*row {
	rows := make(map[string]*row, len(s.rows))
	for _, r := range s.rows {
		email := r.entry.Email
		if email == "" {
			continue // complained of already
		}
		if first, twice := rows[email]; twice {
			s.complainOf(r, "email", "Line %d has the address %s already.", first.line, email)
			continue
		}
		rows[email] = r
		if _, known := d.byEmail[email]; !known && s.cell(r, "zone") == "" {
			s.complainOf(r, "zone", "A time zone such as Europe/Amsterdam is needed for somebody who is new.")
		}
	}
	return rows
}

// checkManagers complains of managers who are nobody, and of circles.
func (d directory) checkManagers(s *sheet, rows map[string]*row) {
	if !s.has("manager") {
		return
	}
	managerOf := make(map[string]string, len(d.byEmail)+len(rows))
	for email, p := range d.byEmail {
		if p.Manager != "" {
			managerOf[email] = d.email[p.Manager]
		}
	}
	for _, r := range s.rows {
		_, inFile := rows[r.manager]
		_, known := d.byEmail[r.manager]
		if r.manager != "" && r.manager == r.entry.Email {
			s.complainOf(r, "manager", "Nobody is their own manager.")
		} else if r.manager != "" && !inFile && !known {
			s.complainOf(r, "manager", "Nobody in this file or in the directory has the address %s.", r.manager)
		}
		if rows[r.entry.Email] == r {
			delete(managerOf, r.entry.Email)
			if r.manager != "" && r.manager != r.entry.Email {
				managerOf[r.entry.Email] = r.manager
			}
		}
	}
	circles := inCircles(managerOf)
	for _, r := range s.rows {
		if circles[r.entry.Email] && rows[r.entry.Email] == r {
			s.complainOf(r, "manager", "This makes a circle: %s reports to %s, directly or through others.", r.manager, r.entry.Email)
		}
	}
}

// managersFirst orders rows so that nobody comes before their manager, and
// else as they stand. There are no circles.
func managersFirst(rows []*row, byEmail map[string]*row) []*row {
	depth := make(map[*row]int, len(rows))
	for _, r := range rows {
		var chain []*row
		at := r
		for at != nil && depth[at] == 0 {
			chain = append(chain, at)
			at = byEmail[at.manager]
		}
		above := 0
		if at != nil {
			above = depth[at]
		}
		for i, below := range slices.Backward(chain) {
			depth[below] = above + len(chain) - i
		}
	}
	order := slices.Clone(rows)
	slices.SortStableFunc(order, func(a, b *row) int { return depth[a] - depth[b] })
	return order
}

// step is what a row does to its person.
func (d directory) step(s *sheet, r *row, ids map[string]id.Person) step {
	old := d.byEmail[r.entry.Email]
	step := step{person: ids[r.entry.Email], old: old, entry: old.record(), access: map[string]bool{}}
	if step.new() {
		step.entry = newRecord(Entry{Locale: DefaultLocale})
	}
	e := &step.entry
	e.Name, e.Email = r.entry.Name, r.entry.Email
	if r.entry.Zone != "" {
		e.Zone = r.entry.Zone
	}
	if r.entry.WorkingHours != "" {
		e.WorkingHours = r.entry.WorkingHours
	}
	if s.has("team") {
		e.Team = r.entry.Team
	}
	if s.has("title") {
		e.Title = r.entry.Title
	}
	if s.has("manager") {
		if e.Manager = ids[r.manager]; e.Manager == "" {
			e.Manager = d.byEmail[r.manager].ID
		}
	}
	for name, has := range r.access {
		if had, known := d.facts[old.ID][name]; !known || had != has {
			step.access[name] = has
		}
	}
	return step
}

// batch is how many rows one statement writes. Its arguments stay below what
// both databases take (32,766 on SQLite).
const batch = 200

// carryOut writes a plan with its events and tells the hooks.
func (s *Service) carryOut(tx *sqldb.Tx, by access.Actor, p plan, digest string) error {
	if err := insertAll(tx, p); err != nil {
		return err
	}
	if err := saveAll(tx, p); err != nil {
		return err
	}
	if err := putAll(tx, p); err != nil {
		return err
	}
	if err := s.record(tx, by, p, digest); err != nil {
		return err
	}
	return s.followAll(tx, by, p)
}

// maxEvents is how many people an import may touch with an event for each.
const maxEvents = 1_000

// record appends an event for each person. For more than maxEvents it appends
// one for the whole, with the numbers and the hash of the sheet: each event
// moves the head of the chain, and on PostgreSQL the cost of moving one row
// grows with how often the transaction did so, to minutes during which nobody
// else could sign in.
func (s *Service) record(tx *sqldb.Tx, by access.Actor, p plan, digest string) error {
	if len(p.steps) > maxEvents {
		n := p.counts()
		return s.append(tx, by, "directory.imported", "", audit.Facts{"added": audit.Number(n.Added), "changed": audit.Number(n.Changed), "sheet": digest})
	}
	for _, step := range p.steps {
		name, facts := "person.added", addedFacts(step.entry)
		if !step.new() {
			name, facts = "person.changed", difference(step.old.record(), step.entry)
		}
		for fact, has := range step.access {
			facts["access."+fact] = yesNo(has)
		}
		if err := s.append(tx, by, name, step.person, facts); err != nil {
			return err
		}
	}
	return nil
}

// followAll is what follows of other managers, as in follow, and of access
// facts. Of people who were not there nothing can follow but a circle.
func (s *Service) followAll(tx *sqldb.Tx, by access.Actor, p plan) error {
	moved := func(step step) bool { return step.entry.Manager != step.old.Manager }
	if slices.ContainsFunc(p.steps, moved) {
		if err := requireNoCircle(tx); err != nil {
			return err
		}
	}
	for _, step := range p.steps {
		if step.new() {
			continue
		}
		if moved(step) {
			if err := s.hooks.ManagerChanged(tx, step.person, step.old.Manager, step.entry.Manager); err != nil {
				return err
			}
		}
		if len(step.access) > 0 {
			if err := s.hooks.FactsChanged(tx, by, step.person); err != nil {
				return err
			}
		}
	}
	return nil
}

// insertAll enters the new people of a plan. They come after their managers,
// so that each statement finds whom it refers to.
func insertAll(tx *sqldb.Tx, p plan) error {
	var rows [][]any
	for _, step := range p.steps {
		if step.new() {
			rows = append(rows, rowOf(step.person, step.entry, tx.Now()))
		}
	}
	return taken(inBatches(rows, func(some [][]any) error {
		_, err := tx.Exec(insertColumns+rowsOf(insertRow, len(some)), slices.Concat(some...)...)
		return err
	}))
}

// saveAll writes the changed people of a plan, as save does for one, for what
// a sheet can change.
func saveAll(tx *sqldb.Tx, p plan) error {
	var rows [][]any
	for _, step := range p.steps {
		if e := step.entry; !step.new() {
			rows = append(rows, []any{step.person, step.old.ChangedAt, later(tx.Now(), step.old),
				e.Name, e.Zone, e.WorkingHours, e.Team, e.Title, sqldb.Null(e.Manager), e.folded()})
		}
	}
	return inBatches(rows, func(some [][]any) error {
		n, err := tx.Exec(`
			UPDATE person SET changed_at = v.column3, name = v.column4, zone = v.column5, working_hours = v.column6,
				team = v.column7, title = v.column8, manager_id = v.column9, folded = v.column10
			FROM (VALUES `+rowsOf("(?, CAST(? AS BIGINT), CAST(? AS BIGINT), ?, ?, ?, ?, ?, ?, ?)", len(some))+`) AS v
			WHERE person.id = v.column1 AND person.changed_at = v.column2`, slices.Concat(some...)...)
		if err == nil && n != int64(len(some)) {
			err = fault.New(fault.Conflict, "Somebody else changed one of these people at the same moment. Nothing has been changed. Import the file again.")
		}
		return err
	})
}

// putAll states the access facts of a plan.
func putAll(tx *sqldb.Tx, p plan) error {
	var rows [][]any
	for _, step := range p.steps {
		for _, fact := range slices.Sorted(maps.Keys(step.access)) {
			rows = append(rows, factRow(step.person, fact, step.access[fact], tx.Now()))
		}
	}
	return inBatches(rows, func(some [][]any) error {
		_, err := tx.Exec(insertFact+rowsOf(insertFactRow, len(some))+orStateAnew, slices.Concat(some...)...)
		return err
	})
}

// inBatches writes many rows with few statements: in batches, and what remains
// one by one, so that only two texts of a statement are prepared.
func inBatches(rows [][]any, write func(some [][]any) error) error {
	whole := len(rows) / batch * batch
	for some := range slices.Chunk(rows[:whole], batch) {
		if err := write(some); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(rows[whole:], 1) {
		if err := write(some); err != nil {
			return err
		}
	}
	return nil
}

// rowsOf repeats the placeholders of one row.
func rowsOf(one string, n int) string { return one + strings.Repeat(", "+one, n-1) }

// requireNoCircle looks at the whole directory once more while this transaction
// holds the organization's chain: somebody else may have changed a manager
// after the sheet was compared.
func requireNoCircle(tx *sqldb.Tx) error {
	of, err := managers(tx)
	if err == nil && len(inCircles(of)) > 0 {
		err = fault.New(fault.Conflict, "Somebody else changed managers at the same moment, and together it would make a circle. Nothing has been changed. Import the file again.")
	}
	return err
}
