package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	"stint/internal/fault"
)

// Tx is a transaction under way, or a snapshot. It belongs to one goroutine.
//
// Arguments are bound for ?: a bool as 0 or 1, a time.Time as microseconds
// since 1970 in UTC with the zero time as NULL, Null(v) as NULL where v is the
// zero value, anything else as database/sql binds it. Scanning does the
// reverse.
type Tx struct {
	ctx      context.Context
	conn     conn
	db       *DB
	now      time.Time
	onCommit []func()
	known    map[any]any // what Once has read; nil where the transaction writes
}

// conn is what a transaction speaks through.
type conn interface {
	exec(ctx context.Context, query string, args []any) (sql.Result, error)
	query(ctx context.Context, query string, args []any) (*sql.Rows, error)
}

// Now is the moment of the transaction, in UTC, cut to microseconds as it is
// stored: the one time stamp for everything that it writes.
func (tx *Tx) Now() time.Time { return tx.now }

// Dialect says on which kind of database the transaction runs. Only files
// listed in docs/dialects.md may ask.
func (tx *Tx) Dialect() Dialect { return tx.db.dialect }

// OnCommit runs fn after the transaction has been committed, and not if it
// fails. It is for waking somebody who would find the change anyway.
func (tx *Tx) OnCommit(fn func()) { tx.onCommit = append(tx.onCommit, fn) }

// Exec runs a statement and returns how many rows it changed.
func (tx *Tx) Exec(query string, args ...any) (int64, error) {
	bindAll(args)
	tx.db.tell(query, args)
	result, err := tx.conn.exec(tx.ctx, tx.db.bind(query), args)
	if err != nil {
		return 0, translate(err)
	}
	n, err := result.RowsAffected()
	return n, translate(err)
}

// Guard runs a statement that must change exactly one row: a change of state
// with its condition. No row is the Conflict given by the sentence.
func (tx *Tx) Guard(conflict, query string, args ...any) error {
	n, err := tx.Exec(query, args...)
	if err != nil {
		return err
	}
	if n != 1 {
		return fault.New(fault.Conflict, "%s", conflict)
	}
	return nil
}

// Scanner reads the columns of one row.
type Scanner interface{ Scan(dest ...any) error }

// List runs a query and returns its rows as scan makes them; nil where there
// are none. All rows are read before it returns, so queries never interleave.
func List[T any](tx *Tx, scan func(Scanner) (T, error), query string, args ...any) (list []T, err error) {
	bindAll(args)
	tx.db.tell(query, args)
	rows, err := tx.conn.query(tx.ctx, tx.db.bind(query), args)
	if err != nil {
		return nil, translate(err)
	}
	defer func() {
		if closeErr := rows.Close(); err == nil {
			err = translate(closeErr)
		}
	}()
	for rows.Next() {
		v, err := scan(row{rows})
		if err != nil {
			return nil, translate(err)
		}
		list = append(list, v)
	}
	return list, translate(rows.Err())
}

// Find runs a query that answers with one row or none. None is NotFound,
// worded for the noun ("internship").
func Find[T any](tx *Tx, noun string, scan func(Scanner) (T, error), query string, args ...any) (T, error) {
	list, err := List(tx, scan, query, args...)
	if err != nil || len(list) == 0 {
		var none T
		if err == nil {
			err = fault.Missing(noun)
		}
		return none, err
	}
	return list[0], nil
}

// Once returns what read returns. In a snapshot, where a question asked again has
// the same answer, it reads the first time only; a transaction that writes reads
// every time. The key names the question, in a type of the caller's own, and is
// comparable. What is returned is shared: nobody changes it.
func Once[T any](tx *Tx, key any, read func() (T, error)) (T, error) {
	if known, ok := tx.known[key].(T); ok {
		return known, nil
	}
	v, err := read()
	if err == nil && tx.known != nil {
		tx.known[key] = v
	}
	return v, err
}

// Count runs a query whose one column is a number.
func Count(tx *Tx, query string, args ...any) (int, error) {
	n, err := Find(tx, "number", scanInt, query, args...)
	return int(n), err
}

// Null binds the zero value of v as NULL, and scans NULL as the zero value
// when given a pointer.
func Null[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// Maybe scans a column that may be NULL: dest keeps its zero value then.
func Maybe[T any](dest *T) sql.Scanner { return maybe[T]{dest} }

type maybe[T any] struct{ dest *T }

func (m maybe[T]) Scan(src any) error {
	var zero T
	if *m.dest = zero; src == nil {
		return nil
	}
	var n sql.Null[T]
	if err := n.Scan(src); err != nil {
		return err
	}
	*m.dest = n.V
	return nil
}

// row lets times be scanned from the integers they are stored as.
type row struct{ rows *sql.Rows }

func (r row) Scan(dest ...any) error {
	for i, d := range dest {
		if t, ok := d.(*time.Time); ok {
			dest[i] = (*instant)(t)
		}
	}
	return r.rows.Scan(dest...)
}

type instant time.Time

func (i *instant) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*i = instant{}
	case int64:
		*i = instant(time.UnixMicro(v).UTC())
	case time.Time:
		*i = instant(v.UTC())
	default:
		return fmt.Errorf("sqldb: %T is no instant", src)
	}
	return nil
}

// bindAll replaces arguments in place by what both drivers take.
func bindAll(args []any) {
	for i, a := range args {
		switch v := a.(type) {
		case nil, string, int64:
		case int:
			args[i] = int64(v)
		case bool:
			args[i] = int64(0)
			if v {
				args[i] = int64(1)
			}
		case time.Time:
			args[i] = nil
			if !v.IsZero() {
				args[i] = v.UnixMicro()
			}
		default:
			// Named strings (ids, states) reach the drivers as plain strings.
			if r := reflect.ValueOf(a); r.Kind() == reflect.String {
				args[i] = r.String()
			}
		}
	}
}

// queryCache keeps the text of each query as its dialect wants it. The set of
// queries is fixed by the code, but for the few that are put together from
// visibility conditions, so it does not grow without bound.
type queryCache struct{ numbered sync.Map }

// bind is Bind for this database, with what was bound before kept.
func (db *DB) bind(query string) string {
	if db.dialect == SQLite {
		return query
	}
	if q, ok := db.bound.numbered.Load(query); ok {
		return q.(string)
	}
	q := db.dialect.Bind(query)
	db.bound.numbered.Store(query, q)
	return q
}

// Bind returns a query as a database of this kind takes it: with ? replaced by
// $1, $2, … on PostgreSQL. Question marks inside quoted text stay. Transactions
// do this themselves.
func (d Dialect) Bind(query string) string {
	if d != Postgres {
		return query
	}
	var b strings.Builder
	n, quoted := 0, false
	for _, c := range query {
		switch {
		case c == '\'':
			quoted = !quoted
			b.WriteRune(c)
		case c == '?' && !quoted:
			n++
			b.WriteString("$" + strconv.Itoa(n))
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// In returns "(?, ?, …)" for a list and its values as arguments. An empty list
// gives "(NULL)", which nothing is in.
func In[T any](list []T) (string, []any) {
	if len(list) == 0 {
		return "(NULL)", nil
	}
	args := make([]any, len(list))
	for i, v := range list {
		args[i] = v
	}
	return "(?" + strings.Repeat(", ?", len(list)-1) + ")", args
}
