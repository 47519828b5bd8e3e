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
//	name, email, zone, working_hours, team, title, manager, access, languages,
//	topics, days_off, started_on
//
// Name and email must be there. A person whom the directory has by the email
// is changed, anybody else is added, and nobody is removed or reactivated. A
// column that the sheet lacks changes nothing. An empty cell empties team,
// title, manager and started_on, and leaves what people settle themselves (zone,
// working hours, languages, topics and days off) as it is; who is new needs a
// zone. A manager is named by the
// email of somebody in the sheet or in the directory. Access is a list such as
// "salesforce;gainsight;zendesk=no"; facts that it does not name stay. Languages
// are BCP 47 tags and topics words, between semicolons; days off are what
// ParseDaysOff reads; started_on is a date (ISO 8601).
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
		if sheet.has("access") {
			if directory.offers, err = s.offers(tx); err != nil {
				return Imported{}, err
			}
		}
		plan := directory.compare(sheet, func() id.Person { return id.New[id.Person](s.ids) })
		if err := sheet.wrong.Err(); err != nil {
			return Imported{}, err
		}
		return plan.counts(), s.carryOut(tx, c.Actor, plan)
	})
}

// batch is how many rows one statement writes. Its arguments stay below what
// both databases take (32,766 on SQLite).
const batch = 200

// carryOut writes a plan with its events and tells the hooks.
func (s *Service) carryOut(tx *sqldb.Tx, by access.Actor, p plan) error {
	if err := insertAll(tx, p); err != nil {
		return err
	}
	if err := saveAll(tx, p); err != nil {
		return err
	}
	if err := putAll(tx, p); err != nil {
		return err
	}
	if err := s.record(tx, by, p); err != nil {
		return err
	}
	return s.followAll(tx, by, p)
}

// record appends an event for each person.
func (s *Service) record(tx *sqldb.Tx, by access.Actor, p plan) error {
	events := make([]audit.Event, 0, len(p.steps))
	for _, step := range p.steps {
		name, facts := "person.added", addedFacts(step.entry)
		if !step.new() {
			name, facts = "person.changed", difference(step.old.record(), step.entry)
		}
		for fact, has := range step.access {
			facts["access."+fact] = yesNo(has)
		}
		events = append(events, audit.Event{Name: name, Object: string(step.person), Facts: facts})
	}
	return s.trail.AppendAll(tx, by, audit.Organization, events)
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
				e.Name, e.Zone, e.WorkingHours, e.Team, e.Title, sqldb.Null(e.Manager), e.folded(), e.foldedTopics(),
				lines(e.Languages), lines(e.Topics), DaysOffText(e.DaysOff), e.StartedOn})
		}
	}
	return inBatches(rows, func(some [][]any) error {
		n, err := tx.Exec(`
			UPDATE person SET changed_at = v.column3, name = v.column4, zone = v.column5, working_hours = v.column6,
				team = v.column7, title = v.column8, manager_id = v.column9, folded = v.column10,
				folded_topics = v.column11, languages = v.column12, topics = v.column13, days_off = v.column14, started_on = v.column15
			FROM (VALUES `+rowsOf("(?, CAST(? AS BIGINT), CAST(? AS BIGINT), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", len(some))+`) AS v
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
