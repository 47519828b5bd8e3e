package main

import (
	"os"
	"testing"
)

func TestTheCommandIsGivenAServer(t *testing.T) {
	if os.Getenv("STINT_TEST_NO_POSTGRES") != "" {
		t.Skip("STINT_TEST_NO_POSTGRES is set: this test starts a server")
	}
	t.Setenv("STINT_TEST_POSTGRES", "")
	// The server's socket lies in the folder that the address names.
	code, err := run([]string{"sh", "-c", `
		folder=${STINT_TEST_POSTGRES#*host=%2F}
		folder=/$(echo "${folder%%&*}" | sed 's,%2F,/,g')
		test -S "$folder/.s.PGSQL.5432"`})
	if code != 0 || err != nil {
		t.Errorf("the command found no server: %d, %v", code, err)
	}
}

func TestTheCommandsEndIsOurs(t *testing.T) {
	t.Setenv("STINT_TEST_POSTGRES", "postgres://somewhere/else")
	for _, c := range []struct {
		name    string
		command []string
		code    int
		fails   bool
	}{
		{name: "success", command: []string{"true"}},
		{name: "failure", command: []string{"sh", "-c", "exit 3"}, code: 3},
		{name: "killed", command: []string{"sh", "-c", "kill -9 $$"}, code: 1},
		{name: "a server is there already", command: []string{"sh", "-c", `test "$STINT_TEST_POSTGRES" = postgres://somewhere/else`}},
		{name: "no such command", command: []string{"/nonexistent"}, code: 1, fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, err := run(c.command)
			if code != c.code || (err != nil) != c.fails {
				t.Errorf("run returned %d, %v, want %d, failing %v", code, err, c.code, c.fails)
			}
		})
	}
}
