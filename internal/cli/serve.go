package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"stint/internal/app"
	"stint/internal/config"
	"stint/internal/demo"
	"stint/internal/fault"
	"stint/internal/sqldb"
)

// settings reads the environment; flags are laid over it.
type settings func() (config.Config, error)

// serverFlags are the settings that serve and demo share.
func serverFlags(cmd *cobra.Command, listen, database *string) {
	cmd.Flags().StringVar(listen, "listen", "", "address to serve on, host:port (STINT_LISTEN)")
	cmd.Flags().StringVar(database, "database", "", "path of an SQLite file, or a postgres:// URL (STINT_DATABASE)")
}

func lay(c *config.Config, listen, database string) {
	if listen != "" {
		c.Listen = listen
	}
	if database != "" {
		c.Database = database
	}
}

func logger(c config.Config, out io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(out, options))
	}
	return slog.New(slog.NewTextHandler(out, options))
}

func serveCommand(read settings) *cobra.Command {
	var listen, database string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run an installation",
		Long: "Run an installation on the database that STINT_DATABASE names. An empty one prints a one-time link\n" +
			"with which the first administrator sets it up. Any number of processes may serve one PostgreSQL database.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := read()
			if err != nil {
				return err
			}
			lay(&c, listen, database)
			if err := c.Check(); err != nil {
				return err
			}
			a, err := app.New(cmd.Context(), c, app.Options{Log: logger(c, cmd.ErrOrStderr()), Build: Version()})
			if err != nil {
				return err
			}
			return a.Serve(cmd.Context(), func(base string) error {
				link, err := a.SetUpLink(cmd.Context(), base)
				if err != nil {
					return err
				}
				if link != "" {
					fmt.Fprintf(cmd.OutOrStdout(), "Nobody administers this installation yet. Set it up with this link, which works once, for a day:\n  %s\n", link)
				}
				_, err = fmt.Fprintln(cmd.OutOrStdout(), "ready", base)
				return err
			})
		},
	}
	serverFlags(cmd, &listen, &database)
	return cmd
}

func demoCommand(read settings) *cobra.Command {
	var listen, data string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run a believable company on this machine, to look around",
		Long: "Run a working installation with a believable company in it, at every stage of an internship.\n" +
			"It listens on loopback only: the printed links sign in at once.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := read()
			if err != nil {
				return err
			}
			c.Database, c.URL, c.SMTP = "", "", ""
			lay(&c, listen, "")
			c.LinkChecks = "off" // the company and its links are made up: nobody outside is asked
			if err := demo.OnlyLoopback(c.Listen); err != nil {
				return err
			}
			folder, done, err := demoFolder(data)
			if err != nil {
				return err
			}
			defer done()
			c.Database = filepath.Join(folder, "stint.db")
			return runDemo(cmd, c)
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "", "loopback address to serve on (STINT_LISTEN, else 127.0.0.1:8080)")
	cmd.Flags().StringVar(&data, "data", "", "folder to keep the company in; without it, it is gone when the demo ends")
	return cmd
}

// demoFolder returns the folder for the demo's database, and what removes it
// again where nobody asked to keep it.
func demoFolder(data string) (string, func(), error) {
	if data != "" {
		return data, func() {}, nil
	}
	folder, err := os.MkdirTemp("", "stint-demo-")
	if err != nil {
		return "", nil, fault.Wrap(err, fault.Unavailable, "There is no place for the demo's database.")
	}
	return folder, func() { _ = os.RemoveAll(folder) }, nil
}

func runDemo(cmd *cobra.Command, c config.Config) error {
	clock := demo.NewClock(time.Now)
	a, err := app.New(cmd.Context(), c, app.Options{Log: logger(c, cmd.ErrOrStderr()), Build: Version(), Clock: clock.Now, Demo: true})
	if err != nil {
		return err
	}
	company, err := demo.Fill(cmd.Context(), a, clock)
	if err != nil {
		_ = a.Close()
		return err
	}
	return a.Serve(cmd.Context(), func(base string) error {
		for _, p := range company.People {
			if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%-18s %-11s %s/sign-in/%s\n", p.Part, p.Name, base, p.Secret); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintln(cmd.OutOrStdout(), "ready", base)
		return err
	})
}

func migrateCommand(read settings) *cobra.Command {
	var database string
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database's schema up to date",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDatabase(cmd.Context(), read, database, sqldb.Options{}, func(db *sqldb.DB) error {
				about, err := db.Describe(cmd.Context())
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "The schema is up to date (%s).\n", about)
				return err
			})
		},
	}
	cmd.Flags().StringVar(&database, "database", "", "path of an SQLite file, or a postgres:// URL (STINT_DATABASE)")
	return cmd
}

func doctorCommand(read settings) *cobra.Command {
	var database string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check that what must always hold does hold",
		Long:  "Check every invariant and every chain of the audit record on one snapshot of the database. Ends with status 1 where something is wrong. Nothing is changed.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDatabase(cmd.Context(), read, database, sqldb.Options{NoMigrate: true}, func(db *sqldb.DB) error {
				found, err := app.Examine(cmd.Context(), db)
				if err != nil {
					return err
				}
				for _, f := range found {
					fmt.Fprintf(cmd.OutOrStdout(), "broken: %s %s\n", f.Rule, f.What)
				}
				if len(found) > 0 {
					return &ExitError{Code: 1, Err: fmt.Errorf("%d things are wrong; nothing has been changed", len(found))}
				}
				_, err = fmt.Fprintln(cmd.OutOrStdout(), "All is well.")
				return err
			})
		},
	}
	cmd.Flags().StringVar(&database, "database", "", "path of an SQLite file, or a postgres:// URL (STINT_DATABASE)")
	return cmd
}

func withDatabase(ctx context.Context, read settings, database string, o sqldb.Options, fn func(*sqldb.DB) error) (err error) {
	c, err := read()
	if err != nil {
		return err
	}
	lay(&c, "", database)
	db, err := sqldb.Open(ctx, c.Database, o)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := db.Close(); err == nil {
			err = closeErr
		}
	}()
	return fn(db)
}
