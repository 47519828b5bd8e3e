package person

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"stint/internal/id"
	"stint/internal/person/trait"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// directory is everybody before an import.
type directory struct {
	byEmail map[string]Person
	email   map[id.Person]string
	facts   map[id.Person]map[string]bool // only where the sheet speaks of access
	offers  offered                       // likewise
	now     time.Time
}

func readDirectory(tx *sqldb.Tx, s *sheet) (directory, error) {
	d := directory{now: tx.Now(), byEmail: map[string]Person{}, email: map[id.Person]string{}, facts: map[id.Person]map[string]bool{}}
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
	d.checkTraits(s)
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
		if !step.new() && len(step.access) == 0 && len(difference(step.old.record(), step.entry)) == 0 {
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

// checkTraits complains of days off that are over, and of access to what is not
// on the list of systems and was not stated before.
func (d directory) checkTraits(s *sheet) {
	for _, r := range s.rows {
		old := d.byEmail[r.entry.Email]
		zone := cmp.Or(r.entry.Zone, old.Zone)
		if err := trait.NotOver(old.DaysOff, r.entry.DaysOff, worktime.DateOf(d.now, Person{Zone: zone}.Location())); err != nil {
			s.complainOf(r, "days_off", "%s", err)
		}
		for _, name := range slices.Sorted(maps.Keys(r.access)) {
			if _, stated := d.facts[old.ID][name]; stated {
				continue
			}
			if err := d.offers.check(name); err != nil {
				s.complainOf(r, "access", "%s", err)
			}
		}
	}
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
	if len(r.entry.Languages) > 0 {
		e.Languages = r.entry.Languages
	}
	if len(r.entry.Topics) > 0 {
		e.Topics = r.entry.Topics
	}
	if len(r.entry.DaysOff) > 0 {
		e.DaysOff = r.entry.DaysOff
	}
	if s.has("started_on") {
		e.StartedOn = r.entry.StartedOn
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
