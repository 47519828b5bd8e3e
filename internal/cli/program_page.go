package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"stint/internal/program/reader"
	"stint/internal/program/reader/front"
	"stint/internal/program/reader/notice"
	"stint/internal/program/write"
)

// ExitError ends a command with an exit status. Err is told on standard error
// and may be nil where the command has said everything.
type ExitError struct {
	Code int
	Err  error
}

// Error returns what went wrong.
func (e *ExitError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit status %d", e.Code)
	}
	return e.Err.Error()
}

// Unwrap returns the error behind the status.
func (e *ExitError) Unwrap() error { return e.Err }

// wrongCall is the error of a command that was called in a way it cannot be.
func wrongCall(format string, args ...any) error {
	return &ExitError{Code: 2, Err: fmt.Errorf(format, args...)}
}

// programPageCommands are the commands of `stint program` that read and write
// pages. They need no database, but where a version in one is named.
func programPageCommands(read settings) []*cobra.Command {
	return []*cobra.Command{
		programLintCommand(), programExplainCommand(), programSchemaCommand(), programExportCommand(read), programDiffCommand(read), programNewCommand(),
	}
}

// formats is a flag that takes one of some names.
func oneOf(value string, names ...string) error {
	for _, n := range names {
		if value == n {
			return nil
		}
	}
	return wrongCall("--format is one of %s", strings.Join(names, ", "))
}

// pageArgs takes a number of pages, and says so where there are others.
func pageArgs(n int, usage string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return wrongCall("usage: %s", usage)
		}
		return nil
	}
}

// readPage reads a page from a file, or from standard input for "-". It stops
// one byte after the limit of pages, so that the reader can name the limit.
func readPage(cmd *cobra.Command, path string) (src []byte, name string, err error) {
	in := cmd.InOrStdin()
	name = path
	if path == "-" {
		name = "stdin"
	} else {
		f, err := os.Open(path)
		if err != nil {
			return nil, "", wrongCall("the page cannot be read: %w", err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	src, err = io.ReadAll(io.LimitReader(in, reader.MaxBytes+1))
	if err != nil {
		return nil, "", wrongCall("the page cannot be read: %w", err)
	}
	return src, name, nil
}

// replaceFile writes a file beside the old one and then puts it in its place,
// so that nothing is lost on the way. Its permissions stay.
func replaceFile(path string, content []byte) error {
	stat, err := os.Stat(path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(folderOf(path), ".stint-*.md")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Chmod(stat.Mode().Perm()), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}

func folderOf(path string) string {
	if i := strings.LastIndexByte(path, os.PathSeparator); i > 0 {
		return path[:i]
	} else if i == 0 {
		return string(os.PathSeparator)
	}
	return "."
}

func writeJSON(w io.Writer, value any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(value)
}

func programExplainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Explain a remark of lint, or list them all",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			if len(args) == 0 {
				for _, n := range notice.List() {
					if _, err := fmt.Fprintf(out, "%s  %-7s  %s\n", n.Code, n.Severity, n.Title); err != nil {
						return err
					}
				}
				return nil
			}
			n, ok := notice.Find(strings.ToUpper(args[0]))
			if !ok {
				return wrongCall("there is no remark %q; `stint program explain` lists them", args[0])
			}
			_, err := fmt.Fprintf(out, "%s, %s: %s\n\n%s\n", n.Code, n.Severity, n.Title, wrapped(n.Explanation, 80))
			return err
		},
	}
}

// wrapped breaks a text into lines of at most some columns.
func wrapped(text string, columns int) string {
	var b strings.Builder
	length := 0
	for _, w := range strings.Fields(text) {
		if length > 0 && length+1+len(w) > columns {
			b.WriteByte('\n')
			length = 0
		}
		if length > 0 {
			b.WriteByte(' ')
			length++
		}
		b.WriteString(w)
		length += len(w)
	}
	return b.String()
}

func programSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of a page's front matter",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(front.Schema())
			return err
		},
	}
}

// readProgram reads a page and understands it.
func readProgram(cmd *cobra.Command, path string) (*reader.Page, string, error) {
	src, name, err := readPage(cmd, path)
	if err != nil {
		return nil, "", err
	}
	return reader.Read(src, reader.Options{}), name, nil
}

func programNewCommand() *cobra.Command {
	var path string
	s := write.Start{}
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Begin a program page with a few questions",
		Long: "Ask for a program's name, role, length and hours, and write a page to go on from. Questions that a flag\n" +
			"answers are not asked. An existing file is never written over.",
		Args: pageArgs(0, "stint program new"),
	}
	cmd.Flags().StringVar(&path, "out", "", "the file to write; standard output if not given")
	cmd.Flags().StringVar(&s.Title, "title", "", "the program's name")
	cmd.Flags().StringVar(&s.Role, "role", "", "the role that the intern gets to know")
	cmd.Flags().IntVar(&s.Weeks, "weeks", 0, "how many weeks it lasts")
	cmd.Flags().Float64Var(&s.Hours, "hours", 0, "how many hours a week it asks for")
	cmd.Flags().IntVar(&s.Minutes, "minutes", 0, "how long the weekly 1:1 is")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := askStart(cmd, &s); err != nil {
			return err
		}
		if path == "" {
			_, err := cmd.OutOrStdout().Write(s.Page())
			return err
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return wrongCall("the page cannot be written: %w", err)
		}
		_, err = f.Write(s.Page())
		if err = errors.Join(err, f.Close()); err != nil {
			return &ExitError{Code: 1, Err: fmt.Errorf("the page cannot be written: %w", err)}
		}
		_, err = fmt.Fprintf(cmd.ErrOrStderr(), "Wrote %s. `stint program lint %s` says what is understood.\n", path, path)
		return err
	}
	return cmd
}

// askStart asks what no flag has answered. An empty answer takes what stands in
// brackets, and so does the end of the input.
func askStart(cmd *cobra.Command, s *write.Start) error {
	in := bufio.NewScanner(cmd.InOrStdin())
	ask := func(question, otherwise string) (string, error) {
		if _, err := fmt.Fprintf(cmd.ErrOrStderr(), "%s [%s] ", question, otherwise); err != nil {
			return "", err
		}
		if in.Scan() && strings.TrimSpace(in.Text()) != "" {
			return strings.TrimSpace(in.Text()), nil
		}
		return otherwise, in.Err()
	}
	number := func(question, otherwise string, value *float64, least, most float64) error {
		if *value == 0 {
			answer, err := ask(question, otherwise)
			if err != nil {
				return err
			}
			if *value, err = strconv.ParseFloat(answer, 64); err != nil {
				return wrongCall("%q is no number", answer)
			}
		}
		if *value < least || *value > most {
			return wrongCall("%g is not between %g and %g", *value, least, most)
		}
		return nil
	}
	var err error
	if s.Title == "" {
		if s.Title, err = ask("What is the program called?", "Internship"); err != nil {
			return err
		}
	}
	if s.Role == "" {
		if s.Role, err = ask("Which role does the intern get to know?", "practitioner"); err != nil {
			return err
		}
	}
	weeks, minutes := float64(s.Weeks), float64(s.Minutes)
	err = errors.Join(number("How many weeks does it last?", "12", &weeks, 1, 104), number("How many hours a week?", "8", &s.Hours, 1, 40), number("How many minutes is the weekly 1:1?", "30", &minutes, 10, 240))
	s.Weeks, s.Minutes = int(weeks), int(minutes)
	return err
}
