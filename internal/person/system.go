package person

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/person/trait"
	"stint/internal/sqldb"
)

// System is something that people may have access to, on the administrators'
// list: what forms offer as an access fact.
type System struct {
	Name  string // as programs ask for it after "access:", such as "salesforce"
	Label string // as people say it; made of the name where nobody said
}

// MaxSystems bounds the list of systems.
const MaxSystems = 200

// Systems returns the administrators' list by name. Everybody who is signed in
// may ask.
func Systems(tx *sqldb.Tx, a access.Actor) ([]System, error) {
	if err := access.Check(a, access.PersonFind, nil, "list of systems"); err != nil {
		return nil, err
	}
	return systems(tx)
}

func systems(tx *sqldb.Tx) ([]System, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (x System, err error) { return x, s.Scan(&x.Name, &x.Label) },
		"SELECT name, label FROM access_system ORDER BY name")
}

// ListSystem puts a system on the list, or gives one that is there another
// label. For administrators. The error is Invalid at "name" or "label".
func (s *Service) ListSystem(ctx context.Context, c call.Call, in System) (System, error) {
	return call.Do(ctx, s.db, c, "person.list-system", in, func(tx *sqldb.Tx) (System, error) {
		if err := access.Check(c.Actor, access.PersonAdminister, nil, "list of systems"); err != nil {
			return System{}, err
		}
		x, err := in.clean()
		if err != nil {
			return System{}, err
		}
		known, err := systems(tx)
		if err != nil {
			return System{}, err
		}
		if len(known) >= MaxSystems && !slices.ContainsFunc(known, func(k System) bool { return k.Name == x.Name }) {
			return System{}, fault.At("name", "The list has %d systems already, and no more are kept. Take one off first.", MaxSystems)
		}
		if slices.Contains(known, x) {
			return x, nil
		}
		if _, err := tx.Exec(`INSERT INTO access_system (name, label, listed_at) VALUES (?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET label = excluded.label`, x.Name, x.Label, tx.Now()); err != nil {
			return System{}, err
		}
		return x, s.appendSystem(tx, c.Actor, "access-system.listed", x.Name)
	})
}

// clean returns the system in its one form.
func (x System) clean() (System, error) {
	var fields fault.Fields
	var err error
	if x.Name, err = cleanFact(x.Name); err != nil {
		fields.Add("name", "%s", err)
	}
	if x.Label, err = trait.Line(x.Label); err != nil {
		fields.Add("label", "%s", err)
	}
	if x.Label == "" && x.Name != "" {
		x.Label = strings.ToUpper(x.Name[:1]) + x.Name[1:]
	}
	return x, fields.Err()
}

// DropSystem takes a system off the list. What people stated of it stays. For
// administrators.
func (s *Service) DropSystem(ctx context.Context, c call.Call, name string) (System, error) {
	return call.Do(ctx, s.db, c, "person.drop-system", name, func(tx *sqldb.Tx) (System, error) {
		if err := access.Check(c.Actor, access.PersonAdminister, nil, "list of systems"); err != nil {
			return System{}, err
		}
		n, err := tx.Exec("DELETE FROM access_system WHERE name = ?", name)
		if err == nil && n == 0 {
			err = fault.Missing("system")
		}
		if err != nil {
			return System{}, err
		}
		return System{Name: name}, s.appendSystem(tx, c.Actor, "access-system.dropped", name)
	})
}

func (s *Service) appendSystem(tx *sqldb.Tx, by access.Actor, event, name string) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: audit.Organization, Name: event, Object: name})
	return err
}

// offered are the names of access facts that may be stated: the list, and what
// the programs' pages ask for. Nil stands for any name, where there is no list.
type offered map[string]bool

// offers reads them.
func (s *Service) offers(tx *sqldb.Tx) (offered, error) {
	listed, err := systems(tx)
	if err != nil || len(listed) == 0 {
		return nil, err
	}
	asked, err := s.hooks.FactsAsked(tx)
	if err != nil {
		return nil, err
	}
	names := offered{}
	for _, x := range listed {
		names[x.Name] = true
	}
	for _, name := range asked {
		names[strings.ToLower(name)] = true
	}
	return names, nil
}

// check refuses a name that is not offered, with what is.
func (o offered) check(name string) error {
	if o == nil || o[name] {
		return nil
	}
	var all []string
	for known := range o {
		all = append(all, known)
	}
	slices.SortFunc(all, cmp.Compare[string])
	return trait.Broken("“" + name + "” is not on the list of systems. Choose one of " + trait.FirstLetters(strings.Join(all, ", "), 1000) + ", or ask an administrator to add it.")
}
