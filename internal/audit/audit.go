// Package audit keeps the record of what happened.
//
// An event is appended in the transaction of the change it tells of. Events
// form one chain per internship, and one for the organization: each carries
// the hash of the one before it, so an edit or a deletion shows. Facts are
// ids, numbers and words from closed lists, never free text, so that erasing a
// person's words and keeping the record do not collide.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Organization is the chain of everything that belongs to no internship.
const Organization = "organization"

// Event is one thing that happened. Names are in the past tense:
// internship.agreed.
type Event struct {
	ID     id.Event
	Chain  string // an internship's id, or Organization
	Seq    int64  // 1, 2, 3, … in its chain
	At     time.Time
	Actor  id.Person // empty where Stint acted by itself
	Via    access.Via
	Name   string
	Object string // the id of what it happened to
	Facts  Facts
	Hash   string
}

// Internship returns the internship whose chain the event stands in, or ""
// for one of the organization.
func (e Event) Internship() id.Internship {
	if e.Chain == Organization {
		return ""
	}
	return id.Internship(e.Chain)
}

// Facts are the particulars of an event, by name.
type Facts map[string]string

// word is what a fact may be: an id, a number, a date, or a word of a closed
// list. A sentence does not pass.
var word = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9:._/+-]{0,79}$`)

func (f Facts) check() error {
	for name, value := range f {
		if value != "" && !word.MatchString(value) {
			return fmt.Errorf("audit: the fact %q is free text", name)
		}
	}
	return nil
}

// Number is the form of a number among facts.
func Number[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// Trail appends events.
type Trail struct {
	ids *id.Source
	// after is told of each event within its transaction; the roof hands over
	// what makes notices of it.
	after func(*sqldb.Tx, Event) error
}

// New returns a trail. The function after may be nil.
func New(ids *id.Source, after func(*sqldb.Tx, Event) error) *Trail {
	if after == nil {
		after = func(*sqldb.Tx, Event) error { return nil }
	}
	return &Trail{ids: ids, after: after}
}

// Append records an event: who comes from the actor, when from the
// transaction, the place in the chain from the database. Chain, Name and
// Object are the caller's.
func (t *Trail) Append(tx *sqldb.Tx, by access.Actor, e Event) (id.Event, error) {
	events := []Event{e}
	err := t.AppendAll(tx, by, e.Chain, events)
	return events[0].ID, err
}

// batch is how many events one statement writes. Its arguments stay below what
// both databases take (32,766 on SQLite).
const batch = 200

// AppendAll records many events of one chain, in their order, as Append records
// one, and fills them in. The head of the chain moves once for all of them: on
// PostgreSQL each change of one row within a transaction walks past the versions
// that the earlier ones left, so that many single events cost the square of
// their number.
func (t *Trail) AppendAll(tx *sqldb.Tx, by access.Actor, chain string, events []Event) error {
	if len(events) == 0 {
		return nil
	}
	// The upsert locks the chain's head, so two events never take one place.
	type link struct {
		seq  int64
		hash string
	}
	last, err := sqldb.Find(tx, "chain", func(s sqldb.Scanner) (l link, err error) { return l, s.Scan(&l.seq, &l.hash) }, `
		INSERT INTO audit_chain (chain, seq, hash) VALUES (?, ?, '')
		ON CONFLICT (chain) DO UPDATE SET seq = audit_chain.seq + excluded.seq RETURNING seq, hash`, chain, len(events))
	if err != nil {
		return err
	}
	first, previous := last.seq-int64(len(events))+1, last.hash
	var rows [][]any
	for i := range events {
		e := &events[i]
		if err := e.Facts.check(); err != nil {
			return err
		}
		facts, err := json.Marshal(e.Facts) // keys sorted
		if err != nil {
			return err
		}
		e.ID, e.Chain, e.Seq, e.At, e.Actor, e.Via = id.New[id.Event](t.ids), chain, first+int64(i), tx.Now(), by.Person, by.Via
		e.Hash = digest(*e, string(facts), previous)
		rows = append(rows, []any{e.ID, e.Chain, e.Seq, e.At, sqldb.Null(e.Actor), e.Via, e.Name, e.Object, string(facts), previous, e.Hash})
		previous = e.Hash
	}
	if err := insert(tx, rows); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE audit_chain SET hash = ? WHERE chain = ?`, previous, chain); err != nil {
		return err
	}
	for _, e := range events {
		if err := t.after(tx, e); err != nil {
			return err
		}
	}
	return nil
}

// insert writes rows of events: whole batches, and what remains one by one, so
// that only two texts of the statement are prepared.
func insert(tx *sqldb.Tx, rows [][]any) error {
	const one = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	for len(rows) > 0 {
		n := 1
		if len(rows) >= batch {
			n = batch
		}
		if _, err := tx.Exec("INSERT INTO audit_event ("+columns+") VALUES "+one+strings.Repeat(", "+one, n-1), slices.Concat(rows[:n]...)...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// digest is the SHA-256 over the event and the hash before it. Fields are
// separated by line ends, which none of them can hold.
func digest(e Event, facts, previous string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		previous, string(e.ID), e.Chain, strconv.FormatInt(e.Seq, 10), strconv.FormatInt(e.At.UnixMicro(), 10),
		string(e.Actor), string(e.Via), e.Name, e.Object, facts,
	}, "\n")))
	return hex.EncodeToString(sum[:])
}

const columns = "id, chain, seq, at, actor_id, via, name, object, facts, previous, hash"

type stored struct {
	Event
	facts, previous string
}

func scan(s sqldb.Scanner) (e stored, err error) {
	if err := s.Scan(&e.ID, &e.Chain, &e.Seq, &e.At, sqldb.Maybe(&e.Actor), &e.Via, &e.Name, &e.Object, &e.facts, &e.previous, &e.Hash); err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(e.facts), &e.Facts)
}

// Find returns an event by its id, for delivery. The caller checks who may
// learn of it.
func Find(tx *sqldb.Tx, event id.Event) (Event, error) {
	e, err := sqldb.Find(tx, "event", scan, "SELECT "+columns+" FROM audit_event WHERE id = ?", event)
	return e.Event, err
}

// List returns a chain's events, newest first, at most limit, older than the
// sequence number before (0: from the newest). The caller has checked that the
// chain may be seen.
func List(tx *sqldb.Tx, chain string, before int64, limit int) ([]Event, error) {
	if before <= 0 {
		before = 1<<62 - 1
	}
	found, err := sqldb.List(tx, scan, "SELECT "+columns+" FROM audit_event WHERE chain = ? AND seq < ? ORDER BY seq DESC LIMIT ?", chain, before, limit)
	events := make([]Event, len(found))
	for i, e := range found {
		events[i] = e.Event
	}
	return events, err
}

// ListNamed is List for the events of some names only.
func ListNamed(tx *sqldb.Tx, chain string, names []string, limit int) ([]Event, error) {
	in, args := sqldb.In(names)
	found, err := sqldb.List(tx, scan, "SELECT "+columns+" FROM audit_event WHERE chain = ? AND name IN "+in+" ORDER BY seq DESC LIMIT ?",
		append(append([]any{chain}, args...), limit)...)
	events := make([]Event, len(found))
	for i, e := range found {
		events[i] = e.Event
	}
	return events, err
}

// Chains returns the names of all chains, those too of which only events or only
// the head is left.
func Chains(tx *sqldb.Tx) ([]string, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (chain string, err error) { return chain, s.Scan(&chain) },
		"SELECT chain FROM audit_chain UNION SELECT chain FROM audit_event ORDER BY 1")
}

// Verify walks a chain and returns a Conflict naming the first event that was
// changed, removed or put in.
func Verify(tx *sqldb.Tx, chain string) error {
	found, err := sqldb.List(tx, scan, "SELECT "+columns+" FROM audit_event WHERE chain = ? ORDER BY seq", chain)
	if err != nil {
		return err
	}
	previous := ""
	for i, e := range found {
		if e.Seq != int64(i+1) || e.previous != previous || e.Hash != digest(e.Event, e.facts, previous) {
			return fault.New(fault.Conflict, "The audit record of %s does not hold at number %d: it was changed after it was written.", chain, i+1)
		}
		previous = e.Hash
	}
	head, err := sqldb.List(tx, func(s sqldb.Scanner) (h string, err error) { return h, s.Scan(&h) }, "SELECT hash FROM audit_chain WHERE chain = ?", chain)
	if err != nil {
		return err
	}
	if len(head) == 0 && len(found) > 0 || len(head) > 0 && head[0] != previous {
		return fault.New(fault.Conflict, "The audit record of %s is cut off after number %d.", chain, len(found))
	}
	return nil
}
