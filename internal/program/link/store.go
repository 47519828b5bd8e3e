package link

import (
	"slices"
	"strings"
	"time"

	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

const columns = "c.address, c.state, c.status, c.problem, c.failing_at, c.checked_at, c.due_at"

func scan(s sqldb.Scanner) (c Check, err error) {
	return c, s.Scan(&c.Address, &c.State, &c.Status, &c.Problem, &c.FailingAt, &c.CheckedAt, &c.DueAt)
}

// chunk is how many addresses one statement names.
const chunk = 500

// Checks returns what is known of the links of a page, by address as it is
// watched. The caller has checked who may see the page's report.
func Checks(tx *sqldb.Tx, page *reader.Page) (map[string]Check, error) {
	known := map[string]Check{}
	for some := range slices.Chunk(addressesOf(page), chunk) {
		in, args := sqldb.In(padded(some))
		found, err := sqldb.List(tx, scan, "SELECT "+columns+" FROM link_check c WHERE c.address IN "+in, args...)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			known[c.Address] = c
		}
	}
	return known, nil
}

// padded repeats the last address until there are as many as a chunk or a power
// of two below it, so that few texts of a query are prepared.
func padded(list []string) []string {
	full := 1
	for full < len(list) {
		full *= 2
	}
	full = min(full, chunk)
	for len(list) < full {
		list = append(slices.Clip(list), list[len(list)-1])
	}
	return list
}

func addressesOf(page *reader.Page) []string {
	var all []string
	for _, on := range Links(page) {
		all = append(all, on.Address)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// BrokenOn returns the broken links of a page by their addresses as the page has
// them, with why.
func BrokenOn(tx *sqldb.Tx, page *reader.Page) (map[string]string, error) {
	known, err := Checks(tx, page)
	broken := map[string]string{}
	for _, on := range Links(page) {
		if c := known[on.Address]; c.State == Broken {
			broken[on.URL] = c.Words()
		}
	}
	return broken, err
}

// watch makes the table hold the addresses and no others. New ones are due at
// once; what becomes of them is spread by the hosts' gaps.
func watch(tx *sqldb.Tx, addresses []string) error {
	known, err := sqldb.List(tx, func(s sqldb.Scanner) (a string, err error) { return a, s.Scan(&a) }, "SELECT address FROM link_check")
	if err != nil {
		return err
	}
	have := make(map[string]bool, len(known))
	for _, a := range known {
		have[a] = true
	}
	want := make(map[string]bool, len(addresses))
	var rows []any
	for _, a := range addresses {
		if want[a] = true; !have[a] {
			rows = append(rows, a, hostOf(a), tx.Now())
		}
	}
	for some := range slices.Chunk(rows, 3*chunk) {
		_, err := tx.Exec("INSERT INTO link_check (address, host, due_at) VALUES (?, ?, ?)"+strings.Repeat(", (?, ?, ?)", len(some)/3-1)+" ON CONFLICT (address) DO NOTHING", some...)
		if err != nil {
			return err
		}
	}
	gone := slices.DeleteFunc(known, func(a string) bool { return want[a] })
	for some := range slices.Chunk(gone, chunk) {
		in, args := sqldb.In(some)
		if _, err := tx.Exec("DELETE FROM link_check WHERE address IN "+in, args...); err != nil {
			return err
		}
	}
	return nil
}

// claimed is a link to be asked for, by us alone until its lease ends.
type claimed struct {
	Check
	host string
}

// lease is how long a claimed link and its host are ours. A process that dies
// leaves them for another after that.
const lease = 5 * time.Minute

// claim takes links that are due, one a host, at most a number of them, of hosts
// that may be asked. Two processes never get one link, nor one host.
func claim(tx *sqldb.Tx, most int) ([]claimed, error) {
	now := tx.Now()
	due, err := sqldb.List(tx, func(s sqldb.Scanner) (c claimed, err error) {
		return c, s.Scan(&c.Address, &c.State, &c.Status, &c.Problem, &c.FailingAt, &c.CheckedAt, &c.DueAt, &c.host)
	}, "SELECT "+columns+`, c.host FROM link_check c LEFT JOIN link_host h ON h.host = c.host
		WHERE c.due_at <= ? AND (h.free_at IS NULL OR h.free_at <= ?) AND NOT EXISTS (
			SELECT 1 FROM link_check o WHERE o.host = c.host AND o.due_at <= ? AND (o.due_at < c.due_at OR o.due_at = c.due_at AND o.address < c.address))
		ORDER BY c.due_at, c.address LIMIT ?`, now, now, now, most)
	if err != nil {
		return nil, err
	}
	var ours []claimed
	for _, c := range due {
		n, err := tx.Exec("INSERT INTO link_host (host, free_at) VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET free_at = excluded.free_at WHERE link_host.free_at <= ?",
			c.host, now.Add(lease), now)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue // another process has the host
		}
		if n, err = tx.Exec("UPDATE link_check SET due_at = ? WHERE address = ? AND due_at = ?", now.Add(lease), c.Address, c.DueAt); err != nil {
			return nil, err
		}
		if n == 1 {
			ours = append(ours, c)
		}
	}
	return ours, nil
}

// keep writes what became of a link and frees its host after a while.
func keep(tx *sqldb.Tx, c Check, host string, wait time.Duration) error {
	if _, err := tx.Exec("UPDATE link_check SET state = ?, status = ?, problem = ?, failing_at = ?, checked_at = ?, due_at = ? WHERE address = ?",
		c.State, c.Status, c.Problem, c.FailingAt, c.CheckedAt, c.DueAt, c.Address); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE link_host SET free_at = ? WHERE host = ?", tx.Now().Add(max(wait, Gap)), host)
	return err
}
