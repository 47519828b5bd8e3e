package meeting

import (
	"slices"
	"time"

	"stint/internal/internship"
	"stint/internal/worktime"
)

// Slot is where the terms put the 1:1 of a week.
type Slot struct {
	Week    int
	Date    worktime.Date // in Zone
	Time    worktime.Clock
	Zone    worktime.Zone
	Starts  time.Time
	Minutes int
}

// Slots returns the 1:1s of the terms, one for each week that Stint runs, in
// order. Weeks are those of the terms' calendar: pauses move them. Each 1:1 is
// on the rhythm's weekday; where a pause in the middle of a week takes that
// day, it is on the nearest working day of the week that is left.
func Slots(t internship.Terms) []Slot {
	if t.Rhythm.IsZero() {
		return nil
	}
	loc := t.Rhythm.Zone.Location()
	var slots []Slot
	for _, week := range t.Calendar().WeekSpans() {
		if week.Number >= t.EntryWeek {
			slots = append(slots, slotOn(week.Number, dayIn(week, t.Rhythm.Weekday), t.Rhythm, loc))
		}
	}
	return slots
}

func slotOn(week int, d worktime.Date, r worktime.Rhythm, loc *time.Location) Slot {
	starts, _ := worktime.At(d, r.Clock, loc)
	return Slot{Week: week, Date: d, Time: r.Clock, Zone: r.Zone, Starts: starts.UTC(), Minutes: r.Minutes}
}

// dayIn returns the day of a week for a 1:1 on a weekday.
func dayIn(week worktime.WeekSpan, weekday time.Weekday) worktime.Date {
	days := week.Days()
	if at := slices.IndexFunc(days, func(d worktime.Date) bool { return d.Weekday() == weekday }); at >= 0 {
		return days[at]
	}
	wish := week.From.AddDays((int(weekday) - int(week.From.Weekday()) + 7) % 7)
	working := slices.DeleteFunc(slices.Clone(days), func(d worktime.Date) bool {
		return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	})
	if len(working) > 0 {
		days = working
	}
	// Of two days that are equally near, the earlier one: before the pause.
	return slices.MinFunc(days, func(a, b worktime.Date) int { return distance(a, wish) - distance(b, wish) })
}

func distance(a, b worktime.Date) int { return max(a.Sub(b), b.Sub(a)) }

// Verb is what Follow does to a meeting.
type Verb string

// The verbs of Follow.
const (
	VerbAdd    Verb = "add"
	VerbMove   Verb = "move"
	VerbCancel Verb = "cancel"
)

// Step is one thing to be done so that the series follows the terms.
type Step struct {
	Verb Verb
	Was  Meeting // for VerbMove and VerbCancel
	Is   Meeting // for VerbAdd and VerbMove; without ID and Internship for VerbAdd
}

// Follow returns what has to be done so that a series follows its terms: one
// step for each meeting that is made, moved or canceled, in order of weeks. The
// list existing holds the internship's meetings; previous is what was in force
// before, nil the first time.
//
// Only the future moves. What stays as it is: a meeting that was held or has
// begun; one that somebody moved by hand, also where its week moves or is no
// more; one whose place in the new rhythm is past already but whose day still
// is a day of the internship, so that no week loses its 1:1 because of a change
// in the middle of it. A length that somebody chose stays too. A week whose day
// is past gets no meeting after the fact. The first meeting ever made is the
// kick-off, unless the internship had begun elsewhere.
func Follow(existing []Meeting, t internship.Terms, previous *internship.Terms, now time.Time) []Step {
	byWeek := map[int]Meeting{}
	for _, m := range existing {
		if m.Series && m.State != Canceled {
			byWeek[m.Week] = m
		}
	}
	first := len(existing) == 0 && t.EntryWeek <= 1
	var steps []Step
	for _, slot := range Slots(t) {
		was, there := byWeek[slot.Week]
		delete(byWeek, slot.Week)
		switch {
		case there && !was.fixed(now):
			if step, any := was.follow(slot, t, previous, now); any {
				steps = append(steps, step)
			}
		case !there && slot.Starts.After(now):
			is := Meeting{Kind: OneOnOne, Week: slot.Week, State: Planned, Series: true}
			if first {
				is.Kind, first = KickOff, false
			}
			steps = append(steps, Step{Verb: VerbAdd, Is: is.put(slot)})
		}
	}
	for _, was := range byWeek {
		if !was.fixed(now) {
			steps = append(steps, Step{Verb: VerbCancel, Was: was})
		}
	}
	slices.SortFunc(steps, func(a, b Step) int { return a.week() - b.week() })
	return steps
}

// follow returns what has to be done so that a meeting follows the terms, which
// put its week's 1:1 at a slot.
func (m Meeting) follow(slot Slot, t internship.Terms, previous *internship.Terms, now time.Time) (Step, bool) {
	if !slot.Starts.After(now) {
		if _, when := t.Calendar().WeekOn(m.Date); when == worktime.Active {
			return Step{}, false
		}
		// Its day rests now. A week that is interrupted may have the rhythm's
		// weekday twice.
		week, _ := t.Calendar().Week(slot.Week)
		again := slices.IndexFunc(week.Days(), func(d worktime.Date) bool { return d.Weekday() == t.Rhythm.Weekday && d.After(slot.Date) })
		if again < 0 {
			return Step{Verb: VerbCancel, Was: m}, true
		}
		slot = slotOn(slot.Week, week.Days()[again], t.Rhythm, t.Rhythm.Zone.Location())
		if !slot.Starts.After(now) {
			return Step{Verb: VerbCancel, Was: m}, true
		}
	}
	is := m.put(slot)
	if previous != nil && m.Minutes != previous.Rhythm.Minutes {
		is.Minutes = m.Minutes
	}
	return Step{Verb: VerbMove, Was: m, Is: is}, is != m
}

// fixed reports whether the series leaves a meeting alone.
func (m Meeting) fixed(now time.Time) bool {
	return m.State != Planned || m.ByHand || !m.Starts.After(now)
}

// put returns the meeting at a slot.
func (m Meeting) put(s Slot) Meeting {
	m.Date, m.Time, m.Zone, m.Starts, m.Minutes = s.Date, s.Time, s.Zone, s.Starts, s.Minutes
	return m
}

func (s Step) week() int {
	if s.Verb == VerbCancel {
		return s.Was.Week
	}
	return s.Is.Week
}

// nextAfter returns, of the meetings that lie ahead in order of time, the one
// on which a topic of an earlier meeting comes back: the first one after it,
// else the first one of all. It reports whether there is any.
func nextAfter(ahead []Meeting, from Meeting) (Meeting, bool) {
	for _, m := range ahead {
		if m.Starts.After(from.Starts) && m.ID != from.ID {
			return m, true
		}
	}
	if from.State != Planned && len(ahead) > 0 {
		return ahead[0], true
	}
	return Meeting{}, false
}
