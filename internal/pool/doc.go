// Package pool is who is open to mentoring, in which program and for how many.
//
// # Openings
//
// A practitioner opens for a program: with a capacity, a style, topics and
// languages, and for as long as they like. There is one opening for a person
// and a program; leaving it and coming back keeps it. What the program's page
// says of its mentors (team, individual contributor, tenure) is asked when
// somebody opens, see Eligible; it is looked at again wherever mentors are
// offered, so that somebody who became a manager meanwhile is not.
//
// # Places
//
// An internship that is promised or runs holds a place of its mentor: from the
// moment at which a mentor says yes to a request, or terms that name them are
// proposed, until it is declined, completed or ended, or has another mentor.
// Places are counted in one row for each mentor of a program (table
// mentor_place), whether they are in the pool or not; the row is changed only
// by one guarded statement that takes a place if there is one, so that no
// number of nodes takes the last place twice, and the schema refuses more held
// places than a mentor in the pool offers. Nothing limits a mentor who is not
// in the pool: intern and mentor may have found each other without it.
//
// # Locks
//
// Whoever changes an internship has locked its row first, then the rows of
// places, so changes of one mentor's places happen one after the other.
package pool
