// Package drill holds what is practiced on a whole installation: the real
// program is killed under load and started again, and the pages are read with a
// company of any size.
//
// STINT_DRILL_KILLS sets how often each database's process is killed, ten times
// where it is not set.
package drill
