// Package cluster starts throw-away PostgreSQL servers from the programs that
// are installed on this machine.
//
// A cluster lives in a folder of its own that only its user can enter, listens
// on a socket in there and nowhere else, and keeps nothing: it does not wait
// for the disk. It ends with the process that started it, however that ends: a
// small shell watches a pipe from it, and when the pipe closes it stops the
// server and removes the folder.
package cluster

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"strings"
)

// supervisor is the shell script that runs a server and watches the pipe.
//
//go:embed supervisor.sh
var supervisor string

// settings of the server: nothing is durable, because nothing is kept; room
// for many small databases and their connections; and a time zone that nobody
// expects, because no result may depend on the server's.
const settings = "-c listen_addresses= -c port=5432 -c fsync=off -c full_page_writes=off " +
	"-c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c checkpoint_timeout=1h " +
	"-c max_wal_size=4GB -c max_connections=400 -c shared_buffers=128MB -c autovacuum=off " +
	"-c timezone=Asia/Kathmandu"

// A Cluster is a running PostgreSQL server with the superuser postgres.
type Cluster struct {
	folder string
	pipe   io.Closer // closed, it ends the supervisor
	cmd    *exec.Cmd
}

// Start makes a cluster and returns when it answers, after about a second. It
// returns ErrMissing where this machine has no PostgreSQL. As root the server
// runs as the user postgres, or nobody, because it refuses to run as root.
// Canceling ctx ends the cluster as Stop does.
func Start(ctx context.Context) (*Cluster, error) {
	programs, err := findPrograms(ctx)
	if err != nil {
		return nil, err
	}
	owner, err := findOwner()
	if err != nil {
		return nil, err
	}
	folder, err := makeFolder(owner)
	if err != nil {
		return nil, err
	}
	c := &Cluster{folder: folder}
	if err := c.run(ctx, programs, owner); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	context.AfterFunc(ctx, func() { _ = c.pipe.Close() })
	return c, nil
}

// run starts the supervisor and waits for its answer.
func (c *Cluster) run(ctx context.Context, programs string, as *owner) error {
	c.cmd = exec.Command("/bin/sh", "-c", supervisor, "supervisor", programs, c.folder, settings+" -k "+c.folder)
	c.cmd.Dir = "/" // a folder that every user may enter
	c.cmd.SysProcAttr = as.attributes()
	pipe, err := c.cmd.StdinPipe()
	if err != nil {
		return err
	}
	answers, err := c.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.cmd.Start(); err != nil {
		return fmt.Errorf("start the supervisor of PostgreSQL: %w", err)
	}
	c.pipe = pipe
	stop := context.AfterFunc(ctx, func() { _ = pipe.Close() })
	defer stop()
	lines := bufio.NewScanner(answers)
	var said []string
	for lines.Scan() {
		if lines.Text() == "ready" {
			return nil
		}
		said = append(said, lines.Text())
	}
	err = errors.Join(lines.Err(), c.Stop(), ctx.Err())
	return fmt.Errorf("PostgreSQL of %s did not start: %s: %w", programs, strings.Join(said, "; "), err)
}

// URL returns the address of the cluster's database postgres.
func (c *Cluster) URL() string {
	q := url.Values{"host": {c.folder}, "port": {"5432"}}
	return (&url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres", RawQuery: q.Encode()}).String()
}

// Stop ends the server at once and removes its folder.
func (c *Cluster) Stop() error {
	return errors.Join(ignoreClosed(c.pipe.Close()), c.cmd.Wait())
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// makeFolder makes the folder of a cluster, owned by as: in memory where the
// machine has a file system for it, since making and dropping databases there
// takes a tenth of the time, else where temporary files belong.
func makeFolder(as *owner) (string, error) {
	base := os.TempDir()
	switch {
	case roomy(memory):
		base = memory
	case as.other && !passable(base):
		base = "/tmp"
	}
	folder, err := os.MkdirTemp(base, "stint-postgres-")
	if err != nil {
		return "", err
	}
	if as.other {
		if err := os.Chown(folder, as.uid, as.gid); err != nil {
			return "", errors.Join(err, os.Remove(folder))
		}
	}
	return folder, nil
}
