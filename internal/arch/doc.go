// Package arch tests the house itself: which package stands on which floor and
// may import what, how large a file may grow, what a name may not be called,
// and which versions are built in. It holds nothing but tests.
//
// floors_test.go is the list of floors, the map of the tree for whoever is new
// here. A rule is a function from the parsed tree to what breaks it; every rule
// is also run on the small trees in testdata, which show that it can fail.
package arch
