// Package drill holds what is practiced on a whole installation: the real
// program is killed under load and started again, several nodes race on one
// database, and the pages are read with a company of any size.
//
// STINT_DRILL_KILLS sets how often each database's process is killed, ten times
// where it is not set. The flag -races sets how many races of each kind are run
// on each database.
package drill
