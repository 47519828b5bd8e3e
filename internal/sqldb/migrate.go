package sqldb

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"stint/internal/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema to this binary's version, or, with check, only
// refuses a schema it does not know. Several processes may do so at once.
func migrate(ctx context.Context, pool *sql.DB, dialect Dialect, check bool) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	kind := database.DialectSQLite3
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if dialect == Postgres {
		kind = database.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(kind, pool, files, options...)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	sources := provider.ListSources()
	newest := sources[len(sources)-1].Version
	current, err := provider.GetDBVersion(ctx)
	if err != nil {
		return translate(err)
	}
	switch {
	case current > newest:
		return fault.New(fault.Conflict, "This database is newer (schema %d) than this program (schema %d). Nothing has been changed. Start the newer stint instead.", current, newest)
	case current == newest:
		return nil
	case check:
		return fault.New(fault.Conflict, "This database has schema %d, and this program needs %d. Run `stint migrate` first.", current, newest)
	}
	if _, err := provider.Up(ctx); err != nil {
		// On SQLite another process may have been quicker between the look
		// and the leap; then its work is ours.
		if now, again := provider.GetDBVersion(ctx); again == nil && now == newest {
			return nil
		}
		return fault.Wrap(err, fault.Unavailable, "The schema could not be brought up to date. Each step is a transaction, so the database is as it was before the failed one.")
	}
	return nil
}
