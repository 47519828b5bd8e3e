// Command stint runs internships for learning. See `stint help`.
package main

import (
	"os"

	"stint/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)) }
