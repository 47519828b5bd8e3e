// Package meeting holds the kick-off and the 1:1s of an internship: the series
// that comes from the terms, the agendas, and the notes.
//
// # The series
//
// An agreement makes one meeting for each week of the terms, at the rhythm's
// weekday and civil time. A meeting is kept as that civil time with its zone,
// and as the instant it falls on, so it stays at 9:30 when clocks change. When
// the terms change, a planned meeting goes where its week goes. Meetings that
// were held, that have begun, or that somebody moved by hand stay where they
// are; weeks that are no more take their meeting with them. See Follow.
//
// # Agendas
//
// An item is one topic on the agenda of one meeting. It comes from a source
// (a prompt, an activity: Add) or from one of the two (AddTopic). An item that
// is parked, or that its meeting left open, comes back on a later agenda as a
// new item that continues it, so each agenda stays readable as it was and no
// topic is lost: the end of such a chain is open, discussed or withdrawn. What
// is left open after the last meeting stays there, and goes on as soon as
// there is a next one.
//
// # Notes
//
// Every version of a note is kept, and says which version its writer started
// from. Who writes over a version they have not seen is told, and both texts
// are there to be compared.
//
// # Who sees what
//
// Intern and mentor, and nobody else. Each sees the meetings of the time in
// which they had that role, and the notes that were written then: a new mentor
// starts with empty pages, a former one keeps theirs.
//
// Every change but a note locks the internship's row first, so that changes of
// one internship happen one after the other; a note locks its meeting.
package meeting
