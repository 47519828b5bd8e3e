package drill

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/call"
	"stint/internal/config"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

// nodeEnv makes the test binary a node on the database that it names: an
// installation without pages and without a worker, which does what it is told
// on its input, all of it at once.
const nodeEnv = "STINT_DRILL_NODE"

// patience is how long a node may take for one change. It is many times what
// the database itself waits for a lock.
const patience = time.Minute

// order is a line of a node's input, and answer one of its output.
type order struct {
	Number int
	Name   string
	By     id.Person
	In     json.RawMessage
}

type answer struct {
	Number int
	Kind   string // of the error; empty where it was done
	Text   string // of the error and its cause
	Out    json.RawMessage
}

// service is one method of a service: of call.Call and an input.
type service[In, Out any] func(context.Context, call.Call, In) (Out, error)

func serves[In, Out any](of func(*app.App) service[In, Out]) func(context.Context, *app.App, call.Call, json.RawMessage) (any, error) {
	return func(ctx context.Context, a *app.App, c call.Call, body json.RawMessage) (any, error) {
		var in In
		if err := json.Unmarshal(body, &in); err != nil {
			return nil, err
		}
		return of(a)(ctx, c, in)
	}
}

// proposed are terms as whoever signs them names them.
type proposed struct {
	Internship id.Internship
	Revision   int
	Digest     string
}

func propose(a *app.App) service[internship.Propose, proposed] {
	return func(ctx context.Context, c call.Call, in internship.Propose) (proposed, error) {
		s, err := a.Internships.Propose(ctx, c, in)
		if err != nil {
			return proposed{}, err
		}
		p := proposed{Internship: s.Internship, Revision: s.Revision}
		return p, a.DB.Read(ctx, func(tx *sqldb.Tx) error {
			t, err := internship.TermsOf(tx, p.Internship, p.Revision)
			p.Digest = t.Digest
			return err
		})
	}
}

// node is what a node's process does: it answers orders until its input ends.
func node(dsn string, in io.Reader, out io.Writer) error {
	ctx := context.Background()
	a, err := app.New(ctx, config.Config{Database: dsn, Listen: "127.0.0.1:0"}, app.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	var mu sync.Mutex
	say := json.NewEncoder(out)
	var all sync.WaitGroup
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var o order
		if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
			return err
		}
		all.Go(func() {
			found := answer{Number: o.Number}
			result, err := orders[o.Name](ctx, a, call.By(access.Actor{Person: o.By, Scope: access.ScopeSession, Via: access.ViaAPI}), o.In)
			if err == nil {
				found.Out, err = json.Marshal(result)
			}
			if err != nil {
				found.Kind, found.Text = fault.KindOf(err).String(), fmt.Sprintf("%v %v (%s)", err, fault.Of(err).Fields, fault.Cause(err))
			}
			mu.Lock()
			defer mu.Unlock()
			_ = say.Encode(found) // whoever asked has left
		})
	}
	all.Wait()
	return a.Close()
}

// remote is a node as the test sees it.
type remote struct {
	command *exec.Cmd
	errors  bytes.Buffer
	in      io.WriteCloser
	ended   chan struct{}

	mu      sync.Mutex
	number  int
	waiting map[int]chan answer
}

func startNode(t *testing.T, dsn string) *remote {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := &remote{command: exec.Command(self), ended: make(chan struct{}), waiting: map[int]chan answer{}}
	r.command.Env = append(os.Environ(), nodeEnv+"="+dsn)
	r.command.Stderr = &r.errors
	if r.in, err = r.command.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := r.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.command.Process.Kill() })
	go r.listen(out)
	return r
}

func (r *remote) listen(out io.Reader) {
	defer close(r.ended)
	for from := json.NewDecoder(out); ; {
		var a answer
		if from.Decode(&a) != nil {
			return
		}
		r.mu.Lock()
		waits := r.waiting[a.Number]
		delete(r.waiting, a.Number)
		r.mu.Unlock()
		waits <- a
	}
}

// send hands an order over and returns where its answer will be.
func (r *remote) send(w want) <-chan answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.number++
	here := make(chan answer, 1)
	r.waiting[r.number] = here
	in, err := json.Marshal(w.in)
	if err == nil {
		err = json.NewEncoder(r.in).Encode(order{r.number, w.name, w.by, in})
	}
	if err != nil {
		delete(r.waiting, r.number)
		here <- answer{Kind: "unsent", Text: err.Error()}
	}
	return here
}

// await waits for an answer.
func (r *remote) await(here <-chan answer) answer {
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case a := <-here:
		return a
	case <-r.ended:
		return answer{Kind: "ended", Text: "the node has ended"}
	case <-late.C:
		return answer{Kind: "late", Text: "no answer in " + patience.String()}
	}
}

// stop lets a node finish and end.
func (r *remote) stop(t *testing.T) {
	t.Helper()
	_ = r.in.Close()
	select {
	case <-r.ended:
	case <-time.After(patience):
		_ = r.command.Process.Kill()
	}
	if err := r.command.Wait(); err != nil {
		t.Errorf("a node ended with %v: %s", err, &r.errors)
	}
}
