// Package cli is the command line of Stint, for operators and authors.
//
// Commands decode flags, call app or a service, and print. Errors end with the
// exit status of their kind: 2 for a wrong call or setting, 1 for anything
// else.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"stint/internal/config"
	"stint/internal/fault"
)

// Main runs a command line without the program's name and returns the exit
// status. The context of commands ends with SIGINT or SIGTERM.
func Main(args, environ []string, in io.Reader, out, err io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(ctx, args, environ, in, out, err)
}

// Run is Main with a context, for tests and for embedding.
func Run(ctx context.Context, args, environ []string, in io.Reader, out, errOut io.Writer) int {
	root := newRoot(environ)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	if exit, ok := errors.AsType[*ExitError](err); ok {
		if exit.Err != nil {
			fmt.Fprintln(errOut, "stint:", exit.Err)
		}
		return exit.Code
	}
	if known, ok := errors.AsType[*fault.Error](err); ok {
		fmt.Fprintln(errOut, "stint:", known.Message)
		for _, f := range known.Fields {
			fmt.Fprintf(errOut, "  %s: %s\n", f.Name, f.Message)
		}
		if cause := errors.Unwrap(known); cause != nil {
			fmt.Fprintln(errOut, "  because:", fault.Cause(cause))
		}
		if known.Kind == fault.Invalid {
			return 2
		}
		return 1
	}
	fmt.Fprintln(errOut, "stint:", err)
	fmt.Fprintln(errOut, "Run `stint help` for the commands.")
	return 2
}

func newRoot(environ []string) *cobra.Command {
	root := &cobra.Command{
		Use:           "stint",
		Short:         "Internships for learning: take the handbook page as it is and run it",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	read := settings(func() (config.Config, error) { return config.Read(environ) })
	root.AddCommand(versionCommand(), demoCommand(read), serveCommand(read), migrateCommand(read), doctorCommand(read), programCommand(read), personCommand(read))
	return root
}
