// Package sqltest gives tests real databases, SQLite and PostgreSQL, each empty
// and migrated.
//
// PostgreSQL is the server that STINT_TEST_POSTGRES names, whose user may make
// and drop databases. Where that is not set, a server is started for this test
// binary from the programs of the machine and ends with it (package cluster).
// Without PostgreSQL a test fails, and says how to get it. On a machine that
// cannot have it, STINT_TEST_NO_POSTGRES=1 leaves those runs out, except where
// CI=true.
//
// Every database is a copy of one that was migrated once: for SQLite the bytes
// of a file, for PostgreSQL a template, which the test binaries of one cluster
// share. A copy takes about a tenth of the time that migrating does.
package sqltest
