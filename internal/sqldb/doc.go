// Package sqldb is the one door to the database, SQLite or PostgreSQL.
//
// It knows no table. It opens a database, brings it to the schema of this
// binary, and runs transactions: Write for a change, Read for one consistent
// snapshot. A transaction has one moment, its Now. SQL is one text for both
// databases with ? for every argument; see Tx for how values are bound.
//
// On SQLite one connection writes. Changes that arrive while it works are
// committed together: each runs in a savepoint of its own, fails alone, and is
// answered only after the shared commit has reached the disk. Readers have
// connections of their own and never wait for the writer. Statements stay
// prepared on their connection. On PostgreSQL each change is a transaction of
// its own at READ COMMITTED, so changes of state must be guarded writes.
//
// Functions given to Write may be run again after a deadlock or a lost
// connection; they must only assign to, never accumulate in, what they
// capture. Inside them nothing may wait for the network or for another
// transaction.
package sqldb
