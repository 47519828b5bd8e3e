package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"stint/internal/app"
	"stint/internal/person"
	"stint/internal/sqldb"
)

func personCommand(read settings) *cobra.Command {
	parent := &cobra.Command{
		Use:   "person",
		Short: "The directory of people",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	parent.AddCommand(personImportCommand(read), personLinkCommand(read))
	return parent
}

func personImportCommand(read settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import PEOPLE.csv",
		Short: "Add and change people from a sheet",
		Long: "Bring the directory up to date with a sheet of name, email, zone, working_hours, team, title, manager (an\n" +
			"email) and access. People are known by their email. Where anything is wrong, every mistake is told with\n" +
			"its line and column, and nobody is changed. PEOPLE.csv may be - for standard input.",
		Args: cobra.ExactArgs(1),
	}
	database := databaseFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		text, err := readFile(cmd, args[0], person.MaxSheet)
		if err != nil {
			return err
		}
		return withApp(cmd, read, *database, func(a *app.App) error {
			done, err := a.People.Import(cmd.Context(), operator(), text)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d added, %d changed, %d unchanged.\n", done.Added, done.Changed, done.Unchanged)
			return err
		})
	}
	return cmd
}

func personLinkCommand(read settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "link EMAIL",
		Short: "Make a sign-in link for a person",
		Long:  "Make a link that signs a person in, once. It ends their other sessions, tells them, and is recorded.",
		Args:  cobra.ExactArgs(1),
	}
	database := databaseFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c, err := read()
		if err != nil {
			return err
		}
		return withApp(cmd, read, *database, func(a *app.App) error {
			var to person.Person
			err := a.DB.Read(cmd.Context(), func(tx *sqldb.Tx) (err error) {
				to, err = person.FindByEmail(tx, operator().Actor, args[0])
				return err
			})
			if err != nil {
				return err
			}
			handed, err := a.Accounts.HandLink(cmd.Context(), operator(), to.ID)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s/sign-in/%s\n", c.BaseURL(c.Listen), handed.Secret.Reveal())
			return err
		})
	}
	return cmd
}
