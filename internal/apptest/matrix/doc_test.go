// Package matrix walks every way into a whole application as everybody who may
// knock, and compares what they meet with tables that were reviewed by hand:
// who may do what (testdata/permissions.txt), what another site may start in
// somebody's browser, and where private words show.
package matrix
