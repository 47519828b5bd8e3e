package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"stint/internal/program/reader"
	"stint/internal/program/reader/mend"
	"stint/internal/program/reader/report"
)

// lint is what `stint program lint` was asked for.
type lint struct {
	format, address string
	fix, understood bool
}

// pageAddress is a flag that says where a page is published.
type pageAddress string

// String returns the address, for the flag package.
func (a *pageAddress) String() string { return string(*a) }

// Type names what the flag takes, for its help.
func (a *pageAddress) Type() string { return "address" }

// Set takes the address, and refuses one that no page can have.
func (a *pageAddress) Set(s string) error {
	if wrong := reader.CheckAddress(s); wrong != "" {
		return errors.New(wrong)
	}
	*a = pageAddress(s)
	return nil
}

func programLintCommand() *cobra.Command {
	var l lint
	cmd := &cobra.Command{
		Use:   "lint PAGE.md…",
		Short: "Say what program pages are understood as, and what is odd about them",
		Long: "Read program pages as an import would, and say line by line what is remarkable about them. PAGE.md may be -\n" +
			"for standard input. With several pages, a line at the end sums them up. The exit status is 0 where every page\n" +
			"can be imported, 1 where one cannot, 2 for a wrong call.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongCall("usage: stint program lint PAGE.md…")
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&l.format, "format", "text", "text, json (what was understood: an object, or a list of them for several pages) or sarif")
	cmd.Flags().Var((*pageAddress)(&l.address), "address", "where the page is published; links are resolved against it")
	cmd.Flags().BoolVar(&l.fix, "fix", false, "mend the pages where that cannot change what is meant")
	cmd.Flags().BoolVar(&l.understood, "understood", false, "with text: list everything that was understood, and how sure")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := oneOf(l.format, "text", "json", "sarif"); err != nil {
			return err
		}
		pages, err := l.read(cmd, args)
		if err != nil {
			return err
		}
		if err := l.write(cmd.OutOrStdout(), pages); err != nil {
			return err
		}
		for _, p := range pages {
			if !p.Page.Importable {
				return &ExitError{Code: 1}
			}
		}
		return nil
	}
	return cmd
}

// read reads every page, so that a wrong name says so before anything is
// written; with --fix it mends them then.
func (l lint) read(cmd *cobra.Command, args []string) ([]report.Page, error) {
	pages := make([]report.Page, 0, len(args))
	seen := map[string]bool{}
	for _, path := range args {
		if seen[path] {
			return nil, wrongCall("%s is named twice", path)
		}
		seen[path] = true
		src, name, err := readPage(cmd, path)
		if err != nil {
			return nil, err
		}
		pages = append(pages, report.Page{Name: name, Source: src, Page: reader.Read(src, reader.Options{Address: l.address})})
	}
	if !l.fix {
		return pages, nil
	}
	for i, path := range args {
		p := &pages[i]
		var err error
		if p.Source, p.Page, err = fixPage(cmd, path, p.Source, p.Page, l.address); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// write writes what was asked for of the pages. A single page is an object of
// JSON; several are a list, each with its name.
func (l lint) write(w io.Writer, pages []report.Page) error {
	switch l.format {
	case "json":
		if len(pages) == 1 {
			return writeJSON(w, pages[0].Page)
		}
		return writeJSON(w, pages)
	case "sarif":
		return report.SARIF(w, pages...)
	}
	for i, p := range pages {
		if i > 0 {
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
		if err := (report.Text{Name: p.Name, Understood: l.understood}).Write(w, p.Source, p.Page); err != nil {
			return err
		}
	}
	if len(pages) == 1 {
		return nil
	}
	_, err := fmt.Fprintf(w, "\n%s\n", report.Summary(pages))
	return err
}

// fixPage mends a page where it stands and reads it again.
func fixPage(cmd *cobra.Command, path string, src []byte, page *reader.Page, address string) ([]byte, *reader.Page, error) {
	if path == "-" {
		return nil, nil, wrongCall("--fix needs a file; standard input cannot be mended in place")
	}
	mended, made := mend.Apply(src, page.Diagnostics)
	if made == 0 {
		return src, page, nil
	}
	if err := replaceFile(path, mended); err != nil {
		return nil, nil, wrongCall("the page cannot be written: %w; it is as it was", err)
	}
	places := "places"
	if made == 1 {
		places = "place"
	}
	if _, err := fmt.Fprintf(cmd.ErrOrStderr(), "Mended %d %s in %s.\n", made, places, path); err != nil {
		return nil, nil, err
	}
	return mended, reader.Read(mended, reader.Options{Address: address}), nil
}
