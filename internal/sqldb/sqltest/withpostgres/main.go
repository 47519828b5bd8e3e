// Command withpostgres runs a command beside a throw-away PostgreSQL cluster
// and hands it the address in STINT_TEST_POSTGRES. Where that variable is set
// already, or STINT_TEST_NO_POSTGRES is, it only runs the command. It exits as
// the command does.
//
//	go run ./internal/sqldb/sqltest/withpostgres go test ./...
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"stint/internal/sqldb/sqltest/cluster"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: withpostgres command [argument …]")
		os.Exit(2)
	}
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// run returns the exit code of the command, or 1 and the reason why there is
// none. An interrupt reaches the command by itself, from the terminal; this
// process waits for it, to stop the server afterwards.
func run(args []string) (code int, err error) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer func() { signal.Stop(signals); close(signals) }()
	env := os.Environ()
	if os.Getenv("STINT_TEST_POSTGRES") == "" && os.Getenv("STINT_TEST_NO_POSTGRES") == "" {
		server, err := cluster.Start(context.Background())
		if err != nil {
			return 1, err
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		env = append(env, "STINT_TEST_POSTGRES="+server.URL())
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	go func() {
		for s := range signals {
			if s == syscall.SIGTERM {
				_ = cmd.Process.Signal(s)
			}
		}
	}()
	err = cmd.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return max(1, exit.ExitCode()), nil
	}
	return 0, err
}
