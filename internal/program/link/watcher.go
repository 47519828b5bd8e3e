package link

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"stint/internal/id"
	"stint/internal/outbound"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// Asker asks the outside; *outbound.Client is one.
type Asker interface {
	Do(ctx context.Context, method, address string, header map[string][]string) (outbound.Answer, error)
}

// Watcher watches the links. It is safe for concurrent use, also by several
// processes on one database.
type Watcher struct {
	db       *sqldb.DB
	programs *program.Service
	ask      Asker
	log      *slog.Logger
	clock    func() time.Time
}

// NewWatcher returns a watcher.
func NewWatcher(db *sqldb.DB, programs *program.Service, ask Asker, log *slog.Logger, clock func() time.Time) *Watcher {
	return &Watcher{db: db, programs: programs, ask: ask, log: log, clock: clock}
}

// Gather takes up the links of every program's newest page, and forgets those
// that are on none any more.
func (w *Watcher) Gather(ctx context.Context) error {
	return w.db.Write(ctx, func(tx *sqldb.Tx) error {
		newest, err := sqldb.List(tx, func(s sqldb.Scanner) (v id.ProgramVersion, err error) { return v, s.Scan(&v) },
			"SELECT v.id FROM program p JOIN program_version v ON v.program_id = p.id AND v.number = p.latest ORDER BY p.id")
		if err != nil {
			return err
		}
		var all []string
		for _, v := range newest {
			version, err := w.programs.FindVersion(tx, v)
			if err != nil {
				return err
			}
			all = append(all, addressesOf(version.Page)...)
		}
		return watch(tx, all)
	})
}

// atOnce is how many hosts are asked side by side.
const atOnce = 8

// Look asks for links that are due, one a host, and writes down what it found.
// It reports how many.
func (w *Watcher) Look(ctx context.Context) (int, error) {
	var ours []claimed
	err := w.db.Write(ctx, func(tx *sqldb.Tx) (err error) {
		ours, err = claim(tx, atOnce)
		return err
	})
	if err != nil {
		return 0, err
	}
	results := make([]found, len(ours))
	var wg sync.WaitGroup
	for i, c := range ours {
		wg.Go(func() { results[i] = w.find(ctx, c.Address) })
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return 0, err // what was called off says nothing about the links; the lease ends by itself
	}
	err = w.db.Write(ctx, func(tx *sqldb.Tx) error {
		for i, c := range ours {
			if err := keep(tx, judge(c.Check, results[i], tx.Now()), c.host, results[i].wait); err != nil {
				return err
			}
		}
		return nil
	})
	for i, c := range ours {
		w.log.Debug("looked at a link", "host", c.host, "status", results[i].status, "problem", string(results[i].problem))
	}
	return len(ours), err
}

// find asks for one link: for its head, and where that is answered with an
// error, which many servers do that know no HEAD, for its first bytes.
func (w *Watcher) find(ctx context.Context, address string) found {
	f := w.once(ctx, "HEAD", address, nil)
	refused := f.status >= 400 && f.status != statusUnauthorized && f.wait == 0
	if refused || f.problem == outbound.Garbled {
		f = w.once(ctx, "GET", address, map[string][]string{"Range": {"bytes=0-1023"}})
	}
	return f
}

func (w *Watcher) once(ctx context.Context, method, address string, header map[string][]string) found {
	answer, err := w.ask.Do(ctx, method, address, header)
	if err != nil {
		return found{problem: outbound.ProblemOf(err)}
	}
	f := found{status: answer.Status}
	switch f.status {
	case statusTooMany, statusUnavailable:
		if f.wait = waitOf(answer.Header.Get("Retry-After"), w.clock()); f.wait == 0 && f.status == statusTooMany {
			f.wait = time.Hour
		}
	case statusRange:
		f.status = statusOK // it is there, and shorter than what was asked for
	}
	return f
}

// BrokenSince counts the links of a program's newest page that were found to be
// broken after a moment.
func (w *Watcher) BrokenSince(tx *sqldb.Tx, of id.Program, since time.Time) (int, error) {
	newest, err := program.VersionNumbered(tx, of, 0)
	if err != nil {
		return 0, err
	}
	version, err := w.programs.FindVersion(tx, newest.ID)
	if err != nil {
		return 0, err
	}
	known, err := Checks(tx, version.Page)
	n := 0
	for _, c := range known {
		// A link is broken when it fails for the second time, so it is news if
		// that was after the last word.
		if c.State == Broken && c.FailingAt.Add(Recheck).After(since) {
			n++
		}
	}
	return n, err
}
