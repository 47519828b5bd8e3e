package internship

import "time"

// due returns the verb by which the clock moves the internship at an instant
// under the terms in force, and false where nothing is due.
func (x Internship) due(t Terms, now time.Time) (verb string, yes bool) {
	switch {
	case x.State == Agreed && !now.Before(x.StartsAt):
		return verbStart, true
	case x.State == Active && t.PausedAt(now):
		return verbPause, true
	case x.State == Paused && !t.PausedAt(now):
		return verbResume, true
	}
	return "", false
}

// nextTurn returns when the clock moves the internship next, after now; zero
// for never.
func (x Internship) nextTurn(t Terms, now time.Time) (next time.Time) {
	if x.State == Agreed {
		return x.StartsAt
	}
	if !x.State.Running() {
		return time.Time{}
	}
	return t.NextEdge(now)
}

// moved returns the internship after a move of the clock at an instant.
func (x Internship) moved(m Move, t Terms, now time.Time) Internship {
	x.State = m.To
	switch m.Verb {
	case verbStart:
		x.StartedAt = now
	case verbPause:
		x.PausedAt = now
	case verbResume:
		x.PausedAt = time.Time{}
	}
	x.TurnsAt = x.nextTurn(t, now)
	return x
}
