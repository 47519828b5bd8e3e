package demo

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"stint/internal/id"
	"stint/internal/outbound"
	"stint/internal/program/link"
	marking "stint/internal/program/mark"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// marked: what interns and a mentor said of the program's items, and how its
// links were found. Nothing outside is asked: what was found is recorded here.
func (c *chronicle) marked() {
	c.at(c.workday("noor", 3, 16, 10), "marks on items", func(ctx context.Context) error {
		for _, said := range []struct {
			by, intern string
			nth        int // of the intern's items
			verdict    marking.Verdict
			comment    string
		}{
			{"noor", "noor", 0, marking.Excellent, "Two hours that saved me two weeks."},
			{"noor", "noor", 3, marking.Broken, "The link asks for a password that none of us in Support has."},
			{"ines", "noor", 5, marking.Outdated, "We stopped using the old board in spring. The new one is called Accounts."},
			{"jakub", "jakub", 3, marking.Broken, "Same here, and IT says nobody can get in."},
		} {
			of, items, err := c.items(ctx, said.intern)
			if err != nil || said.nth >= len(items) {
				return err
			}
			if _, err := c.app.Marks.Put(ctx, c.as(said.by), marking.Put{Internship: of, Item: items[said.nth], Verdict: said.verdict, Comment: said.comment}); err != nil {
				return err
			}
		}
		return nil
	})
	for _, days := range []int{5, 3} {
		c.at(moment(worktime.DateOf(c.now, time.UTC).AddDays(-days), 2, 30, time.UTC), "a look at the links", c.lookAtLinks)
	}
}

// items are the newest internship of somebody and its items, in the page's order.
func (c *chronicle) items(ctx context.Context, intern string) (of id.Internship, items []string, err error) {
	err = c.app.DB.Read(ctx, func(tx *sqldb.Tx) error {
		of, err = sqldb.Find(tx, "internship", func(s sqldb.Scanner) (x id.Internship, err error) { return x, s.Scan(&x) },
			"SELECT id FROM internship WHERE intern_id = ? ORDER BY id DESC LIMIT 1", c.who(intern))
		if err != nil {
			return err
		}
		items, err = sqldb.List(tx, func(s sqldb.Scanner) (x string, err error) { return x, s.Scan(&x) },
			"SELECT source FROM activity WHERE internship_id = ? AND source <> '' AND shape = 'leaf' AND week > 0 ORDER BY week, position", of)
		return err
	})
	return of, items, err
}

// looks bounds how many links of one host are looked at in a night.
const looks = 300

// lookAtLinks takes a night to look at every link, one a host at a time.
func (c *chronicle) lookAtLinks(ctx context.Context) error {
	watcher := link.NewWatcher(c.app.DB, c.app.Programs, recorded{}, slog.New(slog.DiscardHandler), c.clock.Now)
	if err := watcher.Gather(ctx); err != nil {
		return err
	}
	begun := c.clock.Now()
	for i := range looks {
		c.clock.stop(begun.Add(time.Duration(i) * 2 * link.Gap))
		if n, err := watcher.Look(ctx); n == 0 || err != nil {
			return err
		}
	}
	return nil
}

// recorded answers for the outside.
type recorded struct{}

// Do answers as the outside did when this was recorded.
func (recorded) Do(_ context.Context, _, address string, _ map[string][]string) (outbound.Answer, error) {
	switch {
	case strings.Contains(address, "//media."):
		return outbound.Answer{Status: 404}, nil
	case strings.Contains(address, "//files."):
		return outbound.Answer{Status: 403}, nil
	}
	return outbound.Answer{Status: 200}, nil
}
