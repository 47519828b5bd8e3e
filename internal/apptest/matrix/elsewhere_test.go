package matrix

import (
	"slices"

	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/delegation"
	"stint/internal/internship/terms"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
)

// Internships beside Noor's, by the names of their interns: those on which a
// column of the table asks.
const (
	over      = "theo"      // ended in its third week
	searching = "freya"     // Mei was asked and has not answered
	revised   = "oluwaseun" // runs, and new terms wait for Tomasz, whose delegate is Pedro
	succeeded = "jakub"     // runs, and had Callum for a mentor until after the first 1:1
)

// elsewhere are the objects of everybody who asks about another internship than
// Noor's, by its intern. What such an internship does not have stays Noor's.
func (w *world) elsewhere(o objects) map[string]objects {
	w.t.Helper()
	w.succeeds()
	at := map[string]objects{"": o}
	for _, name := range []string{over, searching, revised, succeeded} {
		at[name] = w.objectsOf(name, o)
	}
	ended := at[over]
	ended.request, ended.openCall, ended.guidance = w.search(id.Internship(ended.internship), over, "aroha", "priya")
	items := w.words("SELECT source FROM activity WHERE internship_id = ? AND source <> '' ORDER BY week, position LIMIT 3", ended.internship)
	ended.withdrawn = nil
	for i, item := range items {
		made, err := w.Marks.Put(w.t.Context(), w.as(over), mark.Put{Internship: id.Internship(ended.internship), Item: item, Verdict: mark.Excellent})
		w.must(err)
		if ended.mark = string(made.ID); i < len(items)-1 { // one for pages, one for the API, one that stays
			ended.withdrawn = append(ended.withdrawn, slices.Repeat([]string{ended.mark}, len(principals))...)
		}
	}
	at[over] = ended

	asked := at[searching]
	asked.request = w.word("SELECT id FROM request WHERE internship_id = ? AND mentor_id = ? AND state = 'asked'", asked.internship, w.people["mei"].ID)
	asked.openCall = w.word("SELECT id FROM open_call WHERE internship_id = ?", asked.internship)
	asked.guidance = w.word("SELECT id FROM guidance WHERE internship_id = ?", asked.internship)
	at[searching] = asked

	delegated := at[revised]
	delegated.digest, delegated.delegation = w.delegates(id.Internship(delegated.internship))
	at[revised] = delegated
	return at
}

// objectsOf are the objects of somebody's internship, whatever state they are in.
func (w *world) objectsOf(name string, o objects) objects {
	w.t.Helper()
	of := w.internshipOf(name)
	o.internship = string(of)
	for field, query := range map[*string]string{
		&o.activity: "SELECT id FROM activity WHERE internship_id = ? AND shape = 'leaf' AND owner = 'intern' ORDER BY week, position",
		&o.waived:   "SELECT id FROM activity WHERE internship_id = ? AND shape = 'leaf' AND owner = 'intern' ORDER BY week DESC, position",
		&o.prompt:   "SELECT id FROM prompt WHERE internship_id = ? ORDER BY state, id",
		&o.meeting:  "SELECT id FROM meeting WHERE internship_id = ? ORDER BY starts_at",
		&o.item:     "SELECT a.id FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id WHERE m.internship_id = ? ORDER BY m.starts_at, a.position",
		&o.digest:   "SELECT digest FROM terms WHERE internship_id = ? ORDER BY revision DESC",
		&o.mark:     "SELECT id FROM mark WHERE internship_id = ? ORDER BY id",
	} {
		if found := w.words(query, of); len(found) > 0 {
			*field = found[0]
		}
	}
	if found := w.words("SELECT id FROM hours WHERE internship_id = ? ORDER BY date", of); len(found) > 0 {
		o.hours = found
	}
	return o
}

// delegates has an intern of Tomasz's propose a revision, and Tomasz name Pedro
// for this week, who is to answer it, and for one to come, which may be ended.
func (w *world) delegates(of id.Internship) (digest, later string) {
	w.t.Helper()
	ctx, pedro := w.t.Context(), w.people["pedro"].ID
	var before internship.Terms
	w.must(w.DB.Read(ctx, func(tx *sqldb.Tx) (err error) { before, err = internship.TermsOf(tx, of, 1); return err }))
	_, err := w.Internships.Propose(ctx, w.as(revised), internship.Propose{Internship: of, Base: 1, Draft: terms.Draft{
		Start: before.Start.String(), Weeks: before.Weeks, WeekMinutes: before.Minutes, Weekday: before.Rhythm.Weekday.String(), Time: "14:00", Minutes: before.Rhythm.Minutes,
	}})
	w.must(err)
	_, err = w.Delegations.Name(ctx, w.as("tomasz"), delegation.Name{Delegate: pedro, From: "2026-10-07", To: "2026-10-09"})
	w.must(err)
	named, err := w.Delegations.Name(ctx, w.as("tomasz"), delegation.Name{Delegate: pedro, From: "2026-11-16", To: "2026-11-20"})
	w.must(err)
	return w.word("SELECT digest FROM terms WHERE internship_id = ? ORDER BY revision DESC", of), string(named.ID)
}

// succeeds lets Callum have mentored Jakub until after their first 1:1, under
// the first terms, and Amara since. What runs keeps its mentor today, but what
// somebody may see of their time is said for whoever was one.
func (w *world) succeeds() {
	w.t.Helper()
	of, callum := w.internshipOf(succeeded), w.people["callum"].ID
	w.must(w.DB.Write(w.t.Context(), func(tx *sqldb.Tx) error {
		if err := tx.Guard("no mentor", `INSERT INTO party (id, internship_id, person_id, role, from_at, until_at)
			SELECT ?, p.internship_id, ?, p.role, p.from_at, (SELECT min(m.starts_at) + 3600000000 FROM meeting m WHERE m.internship_id = p.internship_id) FROM party p
			WHERE p.internship_id = ? AND p.role = 'mentor' AND p.until_at IS NULL`, id.New[id.Party](w.IDs), callum, of); err != nil {
			return err
		}
		if err := tx.Guard("no terms", "UPDATE terms SET mentor_id = ? WHERE internship_id = ? AND revision = 1", callum, of); err != nil {
			return err
		}
		return tx.Guard("no mentor", `UPDATE party SET from_at = (SELECT f.until_at FROM party f WHERE f.internship_id = party.internship_id AND f.person_id = ?)
			WHERE internship_id = ? AND role = 'mentor' AND until_at IS NULL`, callum, of)
	}))
}
