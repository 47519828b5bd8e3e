// Package internship holds the agreement at the heart of Stint: the terms of
// an internship, the four signatures under them, and its life from exploring
// to completed or ended.
//
// # Terms
//
// Terms are proposed in revisions and never changed. A signature is a party's
// answer to one revision and names the digest of exactly those terms. Whoever
// proposes a revision has signed it; a newer one makes the signatures given to
// older ones void, and they stay readable as history. Once all four parties
// approve one revision it is agreed and in force. While an internship is
// active or paused, the revision in force holds until its successor has all
// four signatures as well.
//
// A party has one answer to a revision. Until the revision is agreed or
// superseded they may change it: the row is replaced under a guard, and each
// answer given is an audit event. Whoever manages both intern and mentor
// signs once; it is kept as two rows of one moment, one for each role, and
// shown as one signature for both. Terms that differ from signed ones in
// nothing but the version of the program carry the managers' signatures over.
//
// # Who signs for a manager
//
// Managers come from the directory. Where it names none, or one who is no
// longer active, or the intern or the mentor themself, nobody holds that role
// and its signature is vacant until a coordinator names a stand-in. When the
// directory changes, the new manager takes the role: what the old one signed
// stays, what they had not answered is the new one's to answer.
//
// # Time
//
// The first day of week 1 is the start date, 00:00 in the zone of the terms,
// or the first instant of that day where clocks jump over midnight. An
// internship that already runs elsewhere enters at week n: its start date is
// in the past then, its weeks are numbered from there, and it becomes active
// as soon as it is agreed. What the clock moves (start, begin and end of a
// pause) is done by Turn, which any number of nodes may run at once.
//
// Every change locks the internship's row first, so changes of one internship
// happen one after the other on both databases, and every change of state is
// a guarded write all the same.
package internship
