// Package bench holds the measurements of a whole installation, under load over
// HTTP, each beside a bare handler that does the same to the database and
// nothing else.
//
// `make bench BENCHED=./internal/bench` runs the measurements. Ours and the bare one
// take turns of half a second, so whatever else the machine does falls on both,
// and ratios hold where figures do not. The load comes from a process of its
// own, so that the processor time of the server is that of the server. What the
// figures mean is told in docs/performance.md.
package bench
