package sqldb

// Applied is a true value in the form in which goose's own table keeps it: a
// boolean on PostgreSQL, an integer on SQLite.
func Applied(tx *Tx) any {
	if tx.Dialect() == Postgres {
		return applied(true)
	}
	return 1
}

type applied bool
