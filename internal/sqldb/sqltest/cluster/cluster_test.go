package cluster_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stint/internal/sqldb/sqltest/cluster"
)

// TestTheClusterEndsWithItsProcess kills the process that started a cluster, which
// then has no chance to clean up. All processes below it inherit the end of a
// pipe, so the other end closes when the last of them has ended.
func TestTheClusterEndsWithItsProcess(t *testing.T) {
	if os.Getenv("STINT_TEST_CLUSTER_CHILD") != "" {
		startAndWait(t)
	}
	needPostgres(t)
	ended, held, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestTheClusterEndsWithItsProcess$")
	child.Env = append(os.Environ(), "STINT_TEST_CLUSTER_CHILD=1")
	child.ExtraFiles = []*os.File{held}
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	folder := folderOf(t, strings.TrimSpace(line))
	if _, err := os.Stat(filepath.Join(folder, "data", "postmaster.pid")); err != nil {
		t.Fatalf("no server runs in %q: %v", folder, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	if err := ended.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := ended.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("the server or its supervisor still runs: %v", err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", folder, err)
	}
}

// startAndWait prints the address of a cluster and never returns.
func startAndWait(t *testing.T) {
	c, err := cluster.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(c.URL())
	select {}
}

// folderOf returns the folder of the cluster with this address.
func folderOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("host")
}

func TestStopEndsTheClusterAndRemovesItsFolder(t *testing.T) {
	needPostgres(t)
	c, err := cluster.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	folder := folderOf(t, c.URL())
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder of the cluster is still there: %v", err)
	}
}

func TestStartEndsWhenItsContextDoes(t *testing.T) {
	needPostgres(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	switch c, err := cluster.Start(ctx); {
	case err == nil:
		t.Errorf("a cluster started although nobody waits for it: %v", c.Stop())
	case !errors.Is(err, context.Canceled):
		t.Errorf("got %v, want that it was canceled", err)
	}
}

func needPostgres(t *testing.T) {
	t.Helper()
	if os.Getenv("STINT_TEST_NO_POSTGRES") != "" {
		t.Skip("STINT_TEST_NO_POSTGRES is set: this test starts a server")
	}
}
