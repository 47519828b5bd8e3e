package compose

import (
	"stint/internal/view"
	"stint/internal/view/shell"
	"strings"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/plan/hours"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// prose is what a phase says that is nothing to do: paragraphs, quotes and
// tables as they stand on the page, without its headings.
func prose(texts []reader.Text) string {
	var parts []string
	for _, t := range texts {
		if t.Kind == "prose" || t.Kind == "quote" || t.Kind == "table" {
			parts = append(parts, t.Markdown)
		}
	}
	return strings.Join(parts, "\n\n")
}

// hoursCard is what was logged in a week against what the terms promise.
func hoursCard(tx *sqldb.Tx, who account.Principal, b *basis, n int) (*view.HoursCard, error) {
	span, ok := b.cal.Week(n)
	if !ok {
		return nil, nil
	}
	entries, err := hours.List(tx, who.Actor, b.x.ID, span.From, span.To)
	if err != nil {
		return nil, err
	}
	card := &view.HoursCard{Promised: b.terms.Minutes, Pace: hours.Pace(span, b.today, b.terms.Minutes), Today: b.today}
	for _, e := range entries {
		card.Logged += e.Minutes
		card.Entries = append(card.Entries, view.HoursRow{ID: e.ID, On: e.Date, Minutes: e.Minutes, What: e.What})
	}
	return card, nil
}

// nextMeeting is the next planned meeting with the length of its agenda, in
// one query. The caller has checked that the reader may see meetings.
func nextMeeting(tx *sqldb.Tx, who account.Principal, b *basis) (*view.MeetingCard, error) {
	cards, err := sqldb.List(tx, func(s sqldb.Scanner) (c view.MeetingCard, err error) {
		return c, s.Scan(&c.ID, &c.At, &c.Minutes, &c.Topics, &c.Estimate)
	}, `
		SELECT m.id, m.starts_at, m.minutes,
			(SELECT count(*) FROM agenda_item i WHERE i.meeting_id = m.id AND i.state = 'open'),
			(SELECT COALESCE(sum(i.minutes), 0) FROM agenda_item i WHERE i.meeting_id = m.id AND i.state IN ('open', 'discussed'))
		FROM meeting m WHERE m.internship_id = ? AND m.state = 'planned' AND m.starts_at + m.minutes * 60000000 > ?
		ORDER BY m.starts_at LIMIT 1`, b.x.ID, tx.Now())
	if err != nil || len(cards) == 0 {
		return nil, err
	}
	card := cards[0]
	other := b.terms.Mentor
	if who.Person.ID == other {
		other = b.terms.Intern
	}
	card.With, card.WithZone = b.people.Ref(other), b.people.Known[other].Location()
	card.MayMove = access.Can(who.Actor, access.MeetingMove, b.roles) == access.Allowed
	return &card, nil
}

// MyWeek is the week of the actor's own internship; 0 asks for today's. Without
// an internship that has a plan it answers with false.
func (v *Views) MyWeek(tx *sqldb.Tx, who account.Principal, asked int) (view.Week, bool, error) {
	parts, err := shell.PartsOf(tx, who.Actor)
	if err != nil || parts.Own == "" || !hasWeeks(parts.OwnState) {
		return view.Week{}, false, err
	}
	w, err := v.Week(tx, who, parts.Own, asked)
	return w, err == nil, err
}

// hasWeeks reports whether an internship in the state has a plan to show week
// by week.
func hasWeeks(state string) bool { return state == "active" || state == "paused" || state == "agreed" }
