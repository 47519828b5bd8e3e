package versions

import (
	"fmt"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/change"
	"stint/internal/id"
	"stint/internal/plan/relay"
	"stint/internal/sqldb"
	"stint/internal/view"
)

// Waits returns what waits for an answer about a newer version of the program,
// on internships where the reader is intern or mentor, in one query; all of
// theirs where none is named.
func Waits(tx *sqldb.Tx, who account.Principal, of id.Internship) ([]view.WaitRow, error) {
	may, args := access.Visible(who.Actor, access.OfferAnswer, "i")
	args = append(append([]any{}, args...), of, of)
	type line struct {
		offer            id.VersionOffer
		state            change.State
		number           int
		rest             bool
		by, of, mentor   id.Person // who proposed it, whose internship it is, and who mentors it
		intern, proposer string
		mentors          string // the mentor's name
		since            time.Time
	}
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		return l, s.Scan(&l.offer, &l.state, &l.number, &l.rest, &l.by, &l.of, &l.intern, &l.proposer, &l.mentor, &l.mentors, &l.since)
	}, `
		SELECT o.id, o.state, v.number, CASE WHEN o.revision > 0 THEN 1 ELSE 0 END, COALESCE(o.proposed_by, ''), i.intern_id, n.name, COALESCE(b.name, ''), COALESCE(m.id, ''), COALESCE(m.name, ''), o.changed_at
		FROM version_offer o
		JOIN internship i ON i.id = o.internship_id
		JOIN program_version v ON v.id = o.version_id
		JOIN person n ON n.id = i.intern_id
		LEFT JOIN person b ON b.id = o.proposed_by
		LEFT JOIN party y ON y.internship_id = i.id AND y.role = 'mentor' AND y.until_at IS NULL
		LEFT JOIN person m ON m.id = y.person_id
		WHERE o.state IN ('open', 'proposed') AND `+may+` AND (? = '' OR i.id = ?) ORDER BY o.id`, args...)
	var rows []view.WaitRow
	for _, l := range lines {
		you := view.PersonRef{ID: who.Person.ID, Name: who.Person.FirstName(), You: true}
		row := view.WaitRow{Waiting: view.PersonRef{Name: "Stint"}, On: you, Since: l.since, Href: "/version-offers/" + string(l.offer)}
		row.Subject = fmt.Sprintf("Version %d of the program", l.number)
		if l.of != who.Person.ID {
			row.Subject += ", for " + first(l.intern)
		}
		if l.rest {
			row.Subject = "The rest of version" + strings.TrimPrefix(row.Subject, "Version")
		}
		switch {
		case l.state == change.Proposed && l.by == who.Person.ID:
			row.Waiting, row.On = you, view.PersonRef{ID: l.mentor, Name: first(l.mentors)}
			if l.of != who.Person.ID {
				row.On = view.PersonRef{ID: l.of, Name: first(l.intern)}
			}
		case l.state == change.Proposed:
			row.Waiting = view.PersonRef{ID: l.by, Name: first(l.proposer)}
		}
		rows = append(rows, row)
	}
	return rows, err
}

func first(name string) string {
	for i, c := range name {
		if c == ' ' {
			return name[:i]
		}
	}
	return name
}

// Marks returns what a newer version left behind on a plan, by the activity or
// question that it is about. The caller has found the plan as somebody who may
// see it.
func Marks(tx *sqldb.Tx, who account.Principal, of id.Internship) (map[string]view.VersionMark, error) {
	found, err := relay.Marks(tx, who.Actor, of)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	roles, err := access.RolesOn(tx, who.Actor, of)
	marks := map[string]view.VersionMark{}
	for _, m := range found {
		about := string(m.Activity)
		if m.Prompt != "" {
			about = string(m.Prompt)
		}
		marks[about] = view.VersionMark{
			ID: m.ID, Gone: m.Kind == relay.Gone, Was: m.Was, MayDismiss: access.Can(who.Actor, access.OfferAnswer, roles) == access.Allowed,
		}
	}
	return marks, err
}
