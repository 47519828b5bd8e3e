package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"stint/internal/app"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/program/diff"
	"stint/internal/program/reader"
	"stint/internal/program/write"
	"stint/internal/sqldb"
)

// versionName is how a command names a version in an installation.
var versionName = regexp.MustCompile(`^([a-z0-9][a-z0-9-]*)@(latest|[1-9][0-9]{0,8})$`)

// version is a version of a program in an installation, by the program's slug.
type version struct {
	slug   string
	number int // 0 for the newest
}

// versionNamed reads the name of a version: SLUG@3, or SLUG@latest. A file of that
// name is a page all the same.
func versionNamed(arg string) (v version, ok bool) {
	m := versionName.FindStringSubmatch(arg)
	if m == nil {
		return v, false
	}
	if _, err := os.Stat(arg); err == nil {
		return v, false
	}
	v.slug = m[1]
	v.number, _ = strconv.Atoi(m[2]) // “latest” is 0
	return v, true
}

// find returns a version with its page, and the page as it was published.
func (v version) find(ctx context.Context, a *app.App) (found program.Version, source string, err error) {
	err = a.DB.Read(ctx, func(tx *sqldb.Tx) error {
		p, err := program.FindBySlug(tx, operator().Actor, v.slug)
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.NotFound, "There is no program %q here. `stint program versions` lists what there is.", v.slug)
		}
		if err != nil {
			return err
		}
		if v.number > p.Newest.Number {
			return fault.New(fault.NotFound, "There is no version %d of %s; the newest is %d.", v.number, v.slug, p.Newest.Number)
		}
		if found, _, err = a.Programs.Between(tx, operator().Actor, p.ID, v.number, v.number); err != nil {
			return err
		}
		source, err = program.Source(tx, operator().Actor, found.ID)
		return err
	})
	return found, source, err
}

func programExportCommand(read settings) *cobra.Command {
	var asWritten bool
	cmd := &cobra.Command{
		Use:   "export PAGE.md",
		Short: "Write a page anew, as the program that it was understood as",
		Long: "Read a page and write it anew: with front matter, numbered lists, and attributes where the words alone\n" +
			"would not be understood. What is written is understood as the same program. PAGE.md may be - for standard\n" +
			"input, or a version in an installation: SLUG@3, SLUG@latest. A page with errors is not written; lint\n" +
			"names them.",
		Args: pageArgs(1, "stint program export PAGE.md"),
	}
	database := databaseFlag(cmd)
	cmd.Flags().BoolVar(&asWritten, "as-written", false, "of a version: its page as it was published, byte for byte")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		v, kept := versionNamed(args[0])
		if kept {
			return withApp(cmd, read, *database, func(a *app.App) error {
				found, source, err := v.find(cmd.Context(), a)
				if err != nil {
					return err
				}
				if !asWritten {
					source = string(write.Markdown(found.Page))
				}
				_, err = io.WriteString(cmd.OutOrStdout(), source)
				return err
			})
		}
		if asWritten {
			return wrongCall("--as-written is for a version in an installation, such as SLUG@latest")
		}
		page, name, err := readProgram(cmd, args[0])
		if err != nil {
			return err
		}
		if !page.Importable {
			return &ExitError{Code: 1, Err: fmt.Errorf("%s has errors; run `stint program lint %s`", name, args[0])}
		}
		_, err = cmd.OutOrStdout().Write(write.Markdown(page))
		return err
	}
	return cmd
}

func programDiffCommand(read settings) *cobra.Command {
	var format, address string
	cmd := &cobra.Command{
		Use:   "diff OLD.md NEW.md",
		Short: "Compare two versions of a page, activity by activity",
		Long: "Say what of a page has been added, removed, moved to another phase, reworded, or changed in what it means.\n" +
			"Either page may be - for standard input, or a version in an installation: SLUG@3, SLUG@latest. Two versions\n" +
			"of one program are compared by the identities that people's plans follow, and SLUG@latest with a page as\n" +
			"publishing the page would. The exit status is 0 whether they differ or not.",
		Example: "  stint program diff csm@1 csm@latest\n  stint program diff csm@latest page.md",
		Args:    pageArgs(2, "stint program diff OLD.md NEW.md"),
	}
	database := databaseFlag(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().Var((*pageAddress)(&address), "address", "where NEW.md is published; its relative links are read from there")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := oneOf(format, "text", "json"); err != nil {
			return err
		}
		if args[0] == "-" && args[1] == "-" {
			return wrongCall("only one of the two pages can be standard input")
		}
		var sides [2]side
		kept := false
		for i, arg := range args {
			s := &sides[i]
			if s.version, s.kept = versionNamed(arg); s.kept {
				kept = true
				continue
			}
			src, _, err := readPage(cmd, arg)
			if err != nil {
				return err
			}
			if s.source = string(src); i == 1 {
				s.address = address
			}
			s.page = reader.Read(src, reader.Options{Address: s.address})
		}
		if !kept {
			return told(cmd, format, diff.Compare(sides[0].page, sides[1].page))
		}
		return withApp(cmd, read, *database, func(a *app.App) error {
			d, err := compareKept(cmd.Context(), a, sides[0], sides[1])
			if err != nil {
				return err
			}
			return told(cmd, format, d)
		})
	}
	return cmd
}

// side is one of two pages that are compared: a file, or a version that is kept.
type side struct {
	version
	kept    bool
	source  string
	address string
	page    *reader.Page
	program id.Program
}

// comparison is a comparison of pages or of versions.
type comparison interface{ Text(io.Writer) error }

func told(cmd *cobra.Command, format string, c comparison) error {
	if format == "json" {
		return writeJSON(cmd.OutOrStdout(), c)
	}
	return c.Text(cmd.OutOrStdout())
}

// compareKept compares where one of two pages, or both, are kept as versions.
func compareKept(ctx context.Context, a *app.App, old, now side) (comparison, error) {
	for _, s := range []*side{&old, &now} {
		if !s.kept {
			continue
		}
		found, _, err := s.find(ctx, a)
		if err != nil {
			return nil, err
		}
		s.page, s.program = found.Page, found.Program
	}
	switch {
	case old.kept && now.kept && old.program == now.program:
		return diff.Between(old.page, now.page), nil
	case old.kept && old.number == 0 && !now.kept && now.page.Importable:
		next, err := a.Programs.Preview(ctx, operator().Actor, program.Import{Program: old.program, Source: now.source, Address: now.address})
		if err != nil {
			return nil, err
		}
		return diff.Between(next.Newest.Page, next.Page), nil
	}
	return diff.Compare(old.page, now.page), nil
}

func programVersionsCommand(read settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "versions [SLUG]",
		Short: "List the programs of an installation, or the versions of one",
		Long:  "List programs with their newest versions, or the versions of one program, newest first. Times are UTC.",
		Args:  cobra.MaximumNArgs(1),
	}
	database := databaseFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return withApp(cmd, read, *database, func(a *app.App) error {
			out := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
			err := a.DB.Read(cmd.Context(), func(tx *sqldb.Tx) error {
				if len(args) == 1 {
					return listVersions(tx, out, args[0])
				}
				return listPrograms(tx, out)
			})
			if err != nil {
				return err
			}
			return out.Flush()
		})
	}
	return cmd
}

func listPrograms(tx *sqldb.Tx, out io.Writer) error {
	for page := (program.Page{Limit: 100}); ; {
		found, err := program.List(tx, operator().Actor, page)
		if err != nil {
			return err
		}
		for _, p := range found.Programs {
			if _, err := fmt.Fprintf(out, "%s@%d\t%s\t%s\n", p.Slug, p.Newest.Number, p.Newest.PublishedAt.UTC().Format("2006-01-02 15:04"), p.Title); err != nil {
				return err
			}
		}
		if page.After = found.Next; page.After == "" {
			return nil
		}
	}
}

func listVersions(tx *sqldb.Tx, out io.Writer, slug string) error {
	p, err := program.FindBySlug(tx, operator().Actor, slug)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "There is no program %q here. `stint program versions` lists what there is.", slug)
	}
	if err != nil {
		return err
	}
	for page := (program.Page{Limit: 100}); ; {
		found, err := program.ListVersions(tx, operator().Actor, p.ID, page)
		if err != nil {
			return err
		}
		authors := make([]id.Person, 0, len(found.Versions))
		for _, v := range found.Versions {
			authors = append(authors, v.PublishedBy)
		}
		names, err := person.Names(tx, authors)
		if err != nil {
			return err
		}
		for _, v := range found.Versions {
			by := "an operator"
			if who, ok := names[v.PublishedBy]; ok {
				by = who.Name
			}
			if _, err := fmt.Fprintf(out, "%s@%d\t%s\t%s\t%s\n", slug, v.Number, v.PublishedAt.UTC().Format("2006-01-02 15:04"), by, strings.Join(strings.Fields(v.Note), " ")); err != nil {
				return err
			}
		}
		if page.After = found.Next; page.After == "" {
			return nil
		}
	}
}
