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
	if err := e.Facts.check(); err != nil {
		return "", err
	}
	e.ID, e.At, e.Actor, e.Via = id.New[id.Event](t.ids), tx.Now(), by.Person, by.Via
	type link struct {
		seq  int64
		hash string
	}
	// The upsert locks the chain's head, so two events never take one place.
	last, err := sqldb.Find(tx, "chain", func(s sqldb.Scanner) (l link, err error) { return l, s.Scan(&l.seq, &l.hash) }, `
		INSERT INTO audit_chain (chain, seq, hash) VALUES (?, 1, '')
		ON CONFLICT (chain) DO UPDATE SET seq = audit_chain.seq + 1 RETURNING seq, hash`, e.Chain)
	if err != nil {
		return "", err
	}
	e.Seq = last.seq
	facts, err := json.Marshal(e.Facts) // keys sorted
	if err != nil {
		return "", err
	}
	e.Hash = digest(e, string(facts), last.hash)
	if _, err := tx.Exec(`
		INSERT INTO audit_event (id, chain, seq, at, actor_id, via, name, object, facts, previous, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.ID, e.Chain, e.Seq, e.At, sqldb.Null(e.Actor), e.Via, e.Name, e.Object, string(facts), last.hash, e.Hash); err != nil {
		return "", err
	}
	if _, err := tx.Exec(`UPDATE audit_chain SET hash = ? WHERE chain = ?`, e.Hash, e.Chain); err != nil {
		return "", err
	}
	return e.ID, t.after(tx, e)
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
	if len(head) > 0 && head[0] != previous {
		return fault.New(fault.Conflict, "The audit record of %s is cut off after number %d.", chain, len(found))
	}
	return nil
}
