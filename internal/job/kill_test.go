package job

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// asWorker makes this test binary a worker process on the database it names.
const asWorker = "STINT_JOB_TEST_WORKER"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(asWorker); dsn != "" {
		if err := beWorker(dsn); err != nil {
			fmt.Fprintln(os.Stderr, fault.Cause(err))
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// beWorker runs jobs whose effect is a row, and prints a line after each
// effect, before the queue learns of it.
func beWorker(dsn string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() { // the parent closes our input to stop us
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	db, err := sqldb.Open(ctx, dsn, sqldb.Options{NoMigrate: true})
	if err != nil {
		return err
	}
	w := NewWorker(db, NewQueue(id.NewSource(time.Now, nil)), Settings{
		Lease: 300 * time.Millisecond, Poll: 20 * time.Millisecond, Log: slog.New(slog.DiscardHandler),
		After: func(d time.Duration) <-chan time.Time { // asked for when there is nothing to do
			if left, err := undone(ctx, db); err == nil && left == 0 {
				fmt.Println(allDone)
			}
			return time.After(d)
		},
		Handlers: map[string]Handler{"effect": func(ctx context.Context, j Job) error {
			err := db.Write(ctx, func(tx *sqldb.Tx) error {
				_, err := tx.Exec("INSERT INTO setting (name, value, changed_at) VALUES (?, '', ?) ON CONFLICT (name) DO NOTHING", "effect "+string(j.Payload), tx.Now())
				return err
			})
			fmt.Println(string(j.Payload))
			return err
		}},
	})
	return w.Run(ctx)
}

const allDone = "all done"

// undone counts the jobs that are not done.
func undone(ctx context.Context, db *sqldb.DB) (n int, err error) {
	err = db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		n, err = sqldb.Count(tx, "SELECT count(*) FROM job WHERE state <> 'done'")
		return err
	})
	return n, err
}

// process is a worker process, and the lines it prints.
type process struct {
	*exec.Cmd
	in    io.WriteCloser
	lines chan string
}

func startProcess(t *testing.T, dsn string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0]), lines: make(chan string, 1000)}
	p.Env = append(os.Environ(), asWorker+"="+dsn)
	p.Stderr = os.Stderr
	var err error
	if p.in, err = p.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill(); _ = p.Wait() })
	go func() {
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
		close(p.lines)
	}()
	return p
}

// Worker processes are killed in the middle of their work, again and again;
// each job has its effect all the same, and once.
func TestKilledProcessesLoseNothing(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		const jobs, kills = 300, 8
		db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		b := &bench{t: t, db: db, queue: NewQueue(id.NewSource(time.Now, nil))}
		var list []New
		for i := range jobs {
			list = append(list, New{Kind: "effect", Payload: i})
		}
		b.enqueue(b.queue, list...)

		printed := map[string]int{}
		for n := range kills {
			p := startProcess(t, dsn)
			for range 5 + 3*n { // an effect that the queue may not know of yet
				line, alive := <-p.lines
				if !alive {
					t.Fatal("the worker ended by itself")
				}
				printed[line]++
			}
			_ = p.Process.Kill()
			for line := range p.lines {
				printed[line]++
			}
		}
		p := startProcess(t, dsn)
		for { // those whose end was not written down are run again
			line, alive := <-p.lines
			if !alive {
				t.Fatal("the worker ended by itself")
			}
			if line == allDone {
				break
			}
			printed[line]++
		}
		delete(printed, allDone) // of a process that found nothing left
		if len(printed) != jobs {
			t.Errorf("%d jobs were run, want %d", len(printed), jobs)
		}
		_ = p.in.Close()
		for range p.lines {
		}
		if err := p.Wait(); err != nil {
			t.Error(err)
		}
		var effects int
		b.write(func(tx *sqldb.Tx) (err error) {
			effects, err = sqldb.Count(tx, "SELECT count(*) FROM setting WHERE name LIKE 'effect %'")
			return err
		})
		if effects != jobs {
			t.Errorf("%d effects, want %d", effects, jobs)
		}
	})
}
