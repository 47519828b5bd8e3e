package drill

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/app"
	"stint/internal/cli"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// programEnv makes the test binary the program itself.
const programEnv = "STINT_DRILL_PROGRAM"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(nodeEnv); dsn != "" {
		if err := node(dsn, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if os.Getenv(programEnv) != "" {
		os.Exit(cli.Main(os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

const (
	clients    = 8
	soonReady  = 3 * time.Second  // after a kill, in the median
	everyReady = 20 * time.Second // at the latest, on a machine that does much else
)

func kills(t *testing.T) int {
	t.Helper()
	text := os.Getenv("STINT_DRILL_KILLS")
	if text == "" {
		return 10
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("STINT_DRILL_KILLS is %q and no number of kills", text)
	}
	return n
}

// The program is killed at random moments while eight clients tick and untick.
// After each start every tick that was answered is there, and what was not
// answered is sent again with its key. In the end each change happened once, the
// chains of the record are whole, and no invariant is broken.
func TestKilledUnderLoad(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		c := found(t, dsn, clients, time.Now())
		all := c.hands()
		c.must(c.Close()) // so that whoever opens the database after a kill is the first to
		var ready []time.Duration
		total := kills(t)
		for round := range total {
			p := start(t, dsn)
			ready = append(ready, p.ready)
			check(t, dsn, all, fmt.Sprintf("after %d kills", round))
			p.load(all, 30+rand.N(40))
			p.kill()
		}
		p := start(t, dsn)
		ready = append(ready, p.ready)
		for _, h := range all {
			h.settle(t, p.base)
		}
		check(t, dsn, all, "in the end")
		acknowledged := 0
		for _, h := range all {
			acknowledged += h.acknowledged
		}
		p.kill()
		examine(t, dsn, acknowledged)
		slices.Sort(ready)
		if median := ready[len(ready)/2]; median > soonReady {
			t.Errorf("ready again after %s in the median, want %s", median, soonReady)
		}
		t.Logf("%d kills, %d changes acknowledged, ready after %s in the median, %s at worst",
			total, acknowledged, ready[len(ready)/2].Round(time.Millisecond), ready[len(ready)-1].Round(time.Millisecond))
	})
}

// examine looks through a database that nobody else has open.
func examine(t *testing.T, dsn string, acknowledged int) {
	t.Helper()
	db := open(t, dsn)
	defer func() { _ = db.Close() }()
	events := len(texts(t, db, "SELECT id FROM audit_event WHERE name IN ('activity.ticked', 'activity.unticked')"))
	if events != acknowledged {
		t.Errorf("%d changes were acknowledged, and %d are on record", acknowledged, events)
	}
	broken, err := app.Examine(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range broken {
		t.Errorf("broken: %s %s", f.Rule, f.What)
	}
}

func open(t *testing.T, dsn string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{NoMigrate: true, Readers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// process is the program under way.
type process struct {
	t       *testing.T
	command *exec.Cmd
	base    string
	ready   time.Duration // from its start to its first answer
	errors  bytes.Buffer
}

func start(t *testing.T, dsn string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, command: exec.Command(self, "serve", "--listen", "127.0.0.1:0", "--database", dsn)}
	p.command.Env = append(os.Environ(), programEnv+"=1")
	p.command.Stderr = &p.errors
	out, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(everyReady, func() { _ = p.command.Process.Kill() })
	lines := bufio.NewScanner(out)
	for p.base == "" && lines.Scan() {
		if base, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
			p.base = base
		}
	}
	late.Stop()
	if p.base == "" {
		_ = p.command.Wait()
		t.Fatalf("the program did not get ready: %s", &p.errors)
	}
	answer, err := http.Get(p.base + "/readyz")
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal("not ready", err)
	}
	_ = answer.Body.Close()
	p.ready = time.Since(began)
	go func() { _, _ = io.Copy(io.Discard, out) }()
	t.Cleanup(func() { _ = p.command.Process.Kill() })
	return p
}

// kill is kill -9.
func (p *process) kill() {
	if err := p.command.Process.Kill(); err != nil {
		p.t.Fatal(err)
	}
	_ = p.command.Wait() // says "killed"
}

// load lets all hands work until so many changes were acknowledged, and kills the
// program in the middle of the next ones.
func (p *process) load(all []*hand, until int) {
	p.t.Helper()
	var answered atomic.Int64
	enough := make(chan struct{})
	var working sync.WaitGroup
	for _, h := range all {
		working.Go(func() {
			for h.change(p.base) == nil {
				if answered.Add(1) == int64(until) {
					close(enough)
				}
			}
		})
	}
	select {
	case <-enough:
	case <-time.After(everyReady):
		p.t.Errorf("%d changes were answered in %s: %s", answered.Load(), everyReady, &p.errors)
	}
	_ = p.command.Process.Kill()
	working.Wait()
}

// hand is a client with activities of its own.
type hand struct {
	token        string
	activities   []string
	stands       map[string]string // the state that was acknowledged
	open         *wish             // what was sent and not answered
	sent         int
	acknowledged int
	name         string
}

// wish is a change that a hand asks for.
type wish struct{ activity, state, key string }

// hands gives each intern a token and the activities that can be ticked.
func (c *company) hands() (all []*hand) {
	c.tb.Helper()
	for n := range clients {
		name := fmt.Sprintf("intern%d", n)
		made, err := c.Accounts.MakeToken(c.tb.Context(), c.as(name), account.NewToken{Name: "drill", Scope: access.ScopeAct, Days: 1})
		c.must(err)
		h := &hand{token: made.Secret.Reveal(), name: name, stands: map[string]string{}}
		h.activities = texts(c.tb, c.DB, `
			SELECT a.id FROM activity a JOIN internship i ON i.id = a.internship_id
			WHERE i.intern_id = ? AND a.week > 0 AND a.shape = 'leaf' AND a.owner = 'intern' AND a.branch = '' AND a.state = 'open' ORDER BY a.id LIMIT 20`, c.people[name])
		if len(h.activities) < 5 {
			c.tb.Fatalf("%s has %d activities", name, len(h.activities))
		}
		for _, a := range h.activities {
			h.stands[a] = "open"
		}
		all = append(all, h)
	}
	return all
}

// change sends what was not answered once more, or the next change.
func (h *hand) change(base string) error {
	if h.open == nil {
		a := h.activities[h.sent%len(h.activities)]
		state := "done"
		if h.stands[a] == "done" {
			state = "open"
		}
		h.sent++
		h.open = &wish{a, state, fmt.Sprintf("%s-%d", h.name, h.sent)}
	}
	noun := map[string]string{"done": "ticks", "open": "unticks"}[h.open.state]
	ctx, cancel := context.WithTimeout(context.Background(), everyReady)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/api/v1/activities/"+h.open.activity+"/"+noun, strings.NewReader("{}"))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+h.token)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", h.open.key)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	var done struct{ State string }
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusCreated || json.Unmarshal(text, &done) != nil || done.State != h.open.state {
		return fmt.Errorf("%s %s: %s %s", noun, h.open.key, answer.Status, text)
	}
	h.stands[h.open.activity], h.open = h.open.state, nil
	h.acknowledged++
	return nil
}

// settle sends what was not answered.
func (h *hand) settle(t *testing.T, base string) {
	t.Helper()
	if h.open != nil {
		if err := h.change(base); err != nil {
			t.Error(err)
		}
	}
}

// check compares what was acknowledged with what is there. What was sent and not
// answered may have happened or not.
func check(t *testing.T, dsn string, all []*hand, when string) {
	t.Helper()
	there := map[string]string{}
	db := open(t, dsn)
	defer func() { _ = db.Close() }()
	for _, line := range texts(t, db, "SELECT id || ' ' || state FROM activity") {
		activity, state, _ := strings.Cut(line, " ")
		there[activity] = state
	}
	for _, h := range all {
		for activity, state := range h.stands {
			unsure := h.open != nil && h.open.activity == activity && there[activity] == h.open.state
			if there[activity] != state && !unsure {
				t.Errorf("%s: %s was acknowledged as %s and is %s", when, activity, state, there[activity])
			}
		}
	}
}
