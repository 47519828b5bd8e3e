package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/program/bundled"
	"stint/internal/sqldb"
)

// operator is who an operator's command line acts as: Stint itself.
func operator() call.Call { return call.By(access.System(access.ViaCLI)) }

// database is a command's --database flag.
func databaseFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("database", "", "path of an SQLite file, or a postgres:// URL (STINT_DATABASE)")
}

// withApp opens an installation's services without serving anything.
func withApp(cmd *cobra.Command, read settings, database string, fn func(*app.App) error) (err error) {
	c, err := read()
	if err != nil {
		return err
	}
	lay(&c, "", database)
	a, err := app.New(cmd.Context(), c, app.Options{Log: logger(c, cmd.ErrOrStderr()), Build: Version()})
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := a.Close(); err == nil {
			err = closeErr
		}
	}()
	return fn(a)
}

// readFile reads a file of at most limit bytes, or standard input for "-".
func readFile(cmd *cobra.Command, path string, limit int64) ([]byte, error) {
	in := cmd.InOrStdin()
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "The file %s cannot be opened.", path)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The file %s cannot be read.", path)
	}
	if int64(len(text)) > limit {
		return nil, fault.New(fault.Invalid, "The file %s is larger than %d KiB. Nothing has been changed.", path, limit>>10)
	}
	return text, nil
}

func programCommand(read settings) *cobra.Command {
	parent := &cobra.Command{
		Use:   "program",
		Short: "Read, check and import program pages",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	parent.AddCommand(programImportCommand(read), programCoordinatorCommand(read), programVersionsCommand(read))
	parent.AddCommand(programPageCommands(read)...)
	return parent
}

func programImportCommand(read settings) *cobra.Command {
	var in program.Import
	var slug string
	var bundledPage bool
	cmd := &cobra.Command{
		Use:   "import PAGE.md",
		Short: "Make a program of a page, or the next version of one",
		Long: "Read a page and make a program of it. A program of the same name in addresses (--slug, else made of the\n" +
			"title) gets the page as its next version; the same page again changes nothing. A page with errors is\n" +
			"refused line by line. PAGE.md may be - for standard input.",
		Args: cobra.MaximumNArgs(1),
	}
	database := databaseFlag(cmd)
	cmd.Flags().StringVar(&slug, "slug", "", "the program's name in addresses")
	cmd.Flags().Var((*pageAddress)(&in.Address), "address", "where the page is published; its relative links are read from there")
	cmd.Flags().IntVar(&in.Seen, "seen", 0, "the newest version, which you compared the page with; a newer one refuses it, and an older page becomes a version again")
	cmd.Flags().BoolVar(&bundledPage, "bundled", false, "import the program that comes with Stint")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if (len(args) == 1) == bundledPage {
			return &ExitError{Code: 2, Err: fmt.Errorf("name a page, or --bundled")}
		}
		source := bundled.CSM()
		if !bundledPage {
			var err error
			if source, err = readFile(cmd, args[0], program.MaxSource); err != nil {
				return err
			}
		}
		in.Source, in.Slug = string(source), slug
		return withApp(cmd, read, *database, func(a *app.App) error {
			if err := a.DB.Read(cmd.Context(), func(tx *sqldb.Tx) error { return sameProgram(tx, &in) }); err != nil {
				return err
			}
			done, err := a.Programs.Import(cmd.Context(), operator(), in)
			if err != nil {
				return err
			}
			return toldImport(cmd, a, done)
		})
	}
	return cmd
}

// toldImport says what became of a page.
func toldImport(cmd *cobra.Command, a *app.App, done program.Imported) error {
	out := cmd.OutOrStdout()
	var p program.Program
	err := a.DB.Read(cmd.Context(), func(tx *sqldb.Tx) (err error) {
		p, err = program.Find(tx, operator().Actor, done.Program)
		return err
	})
	if err != nil {
		return err
	}
	switch newest := p.Newest.Number; {
	case !done.Known:
		_, err = fmt.Fprintf(out, "The page imported as version %d of program %s.\n", done.Number, p.Slug)
	case newest == done.Number:
		_, err = fmt.Fprintf(out, "The page is unchanged: version %d of program %s.\n", done.Number, p.Slug)
	default:
		_, err = fmt.Fprintf(out, "The page was version %d of program %s; version %d has come since, and stays the newest. --seen %d publishes the page again.\n",
			done.Number, p.Slug, newest, newest)
	}
	return err
}

// sameProgram finds the program that the page is a new version of.
func sameProgram(tx *sqldb.Tx, in *program.Import) error {
	slug := in.Slug
	if slug == "" {
		slug = program.SlugFor([]byte(in.Source))
	}
	found, err := program.FindBySlug(tx, operator().Actor, slug)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	in.Program = found.ID
	return err
}

func programCoordinatorCommand(read settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "coordinator SLUG EMAIL",
		Short: "Name a coordinator of a program",
		Args:  cobra.ExactArgs(2),
	}
	database := databaseFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return withApp(cmd, read, *database, func(a *app.App) error {
			var in program.NameCoordinator
			err := a.DB.Read(cmd.Context(), func(tx *sqldb.Tx) error {
				p, err := program.FindBySlug(tx, operator().Actor, args[0])
				if err != nil {
					return err
				}
				who, err := person.FindByEmail(tx, operator().Actor, args[1])
				in.Program, in.Person = p.ID, who.ID
				return err
			})
			if err != nil {
				return err
			}
			if _, err := a.Programs.NameCoordinator(cmd.Context(), operator(), in); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s coordinates %s.\n", args[1], args[0])
			return err
		})
	}
	return cmd
}
