package plan

import (
	"fmt"
	"slices"
	"strings"

	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/person"
	"stint/internal/plan/packed"
	"stint/internal/plan/place"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Make is what an agreement does to the plan, in its transaction. The page is
// the reading of the terms' version of the program.
//
// The first agreement copies the page. Later ones find the plan made: dates
// follow from the terms by themselves, and the weeks before the week of entry
// are waived or given back. Terms with another version of the program change the
// plan to it; see reconcile. Called twice, Make changes nothing the second time.
func Make(tx *sqldb.Tx, ids *id.Source, page *reader.Page, a internship.Agreement) error {
	known, err := knownRows(tx, a.Internship)
	if err != nil {
		return err
	}
	fresh := len(known.activities) == 0
	if fresh || a.Previous != nil && (a.Previous.ProgramVersion != a.Terms.ProgramVersion || !slices.Equal(a.Previous.Kept, a.Terms.Kept)) {
		laid := layOut(page, a.Terms.Weeks, known, ids)
		weights := Count(laid.activities, laid.prompts, nil)
		for i := range laid.activities {
			laid.activities[i].Weight = weights[laid.activities[i].ID]
		}
		if err := putAll(tx, a.Internship, laid); err != nil {
			return err
		}
		if err := reconcile(tx, a.Internship, known, laid); err != nil {
			return err
		}
		facts, err := person.Facts(tx, a.Terms.Intern)
		if err != nil {
			return err
		}
		if err := chooseAll(tx, a.Internship, laid.activities, facts); err != nil {
			return err
		}
	}
	if err := enter(tx, a.Internship, a.Terms.EntryWeek); err != nil {
		return err
	}
	return Recount(tx, a.Internship)
}

// WeeksOf returns in which week, from 1 to last, each phase of a page sits, by
// its index: where Make puts its activities.
func WeeksOf(page *reader.Page, last int) []int { return place.Weeks(page, last) }

// laid is a page laid out as a plan.
type laid struct {
	activities []Activity // parents before what hangs below them
	prompts    []prompt.Prompt
}

// known are the rows of a plan that came from the program, by source.
type known struct {
	activities map[string]id.Activity
	prompts    map[string]id.Prompt
}

// layOut copies a page into a plan whose last week is given. Rows that are known
// keep their ids.
func layOut(page *reader.Page, last int, known known, ids *id.Source) laid {
	l := layer{known: known, ids: ids}
	l.phase(&page.Setup, 0)
	weeks := place.Weeks(page, last)
	for i := range page.Phases {
		l.phase(&page.Phases[i], weeks[i])
	}
	return l.laid
}

type layer struct {
	laid
	known known
	ids   *id.Source
}

func (l *layer) phase(p *reader.Phase, week int) {
	for i := range p.Activities {
		l.activity(&p.Activities[i], week, Activity{})
	}
}

func (l *layer) activity(a *reader.Activity, week int, above Activity) {
	row := Activity{
		ID: l.known.activities[packed.Clean(a.ID)], Parent: above.ID, Position: len(l.activities) + 1, Week: week, HomeWeek: week, Source: packed.Clean(a.ID),
		Text: oneLine(a.Markdown, a.Text), Kind: a.Kind, Owner: a.Owner, Shape: a.Role, Heading: oneLine(a.Group, ""),
		Optional: a.Optional, Choose: a.Choose, Condition: packed.Clean(a.Condition),
		Branch: packed.Clean(a.Branch), Side: packed.Clean(a.Side), Course: packed.Clean(a.Course), Part: packed.Clean(a.Part), BuildsOn: a.After, Minutes: a.Estimate, Links: linksOf(a.Links),
		State: Open, Version: 1,
	}
	if row.ID == "" {
		row.ID = id.New[id.Activity](l.ids)
	}
	if row.Branch == "" {
		row.Branch, row.Side = above.Branch, above.Side
	}
	l.activities = append(l.activities, row)
	for i := range a.Prompts {
		l.prompt(&a.Prompts[i], row.ID, i+1)
	}
	for i := range a.Children {
		l.activity(&a.Children[i], week, row)
	}
}

func (l *layer) prompt(p *reader.Prompt, head id.Activity, position int) {
	row := prompt.Prompt{
		ID: l.known.prompts[packed.Clean(p.ID)], Head: head, Position: position, Source: packed.Clean(p.ID), Text: oneLine(p.Markdown, p.Text),
		Optional: p.Optional || p.Condition != "", State: prompt.Open,
	}
	if row.ID == "" {
		row.ID = id.New[id.Prompt](l.ids)
	}
	l.prompts = append(l.prompts, row)
}

// oneLine is a text as written, or else as read, on one line.
func oneLine(written, read string) string {
	for _, text := range []string{written, read} {
		if line := strings.Join(strings.Fields(packed.Clean(text)), " "); line != "" {
			return line
		}
	}
	return ""
}

func linksOf(links []reader.Link) []Link {
	list := make([]Link, len(links))
	for i, l := range links {
		list[i] = Link{Text: l.Text, URL: l.URL}
	}
	return list
}

// enter waives what is open in the weeks before the week of entry, and gives
// back what an earlier entry waived since.
func enter(tx *sqldb.Tx, of id.Internship, week int) error {
	if _, err := tx.Exec(`
		UPDATE activity SET state = 'waived', state_at = ?, state_by = NULL, reason = ?, changed_at = ?, version = version + 1
		WHERE internship_id = ? AND state = 'open' AND week BETWEEN 1 AND ?`,
		tx.Now(), fmt.Sprintf("The internship entered at week %d.", week), tx.Now(), of, week-1); err != nil {
		return err
	}
	_, err := tx.Exec(`
		UPDATE activity SET state = 'open', state_at = NULL, reason = '', changed_at = ?, version = version + 1
		WHERE internship_id = ? AND state = 'waived' AND state_by IS NULL AND week >= ?`, tx.Now(), of, week)
	return err
}

// reconcile ends what a plan had before a page was laid over it. What both
// versions of the program have keeps its state, notes and answers. What is gone
// is removed where nobody touched it, and stays where somebody did. Heads follow
// the questions that they have now.
func reconcile(tx *sqldb.Tx, of id.Internship, old known, laid laid) error {
	if len(old.activities) == 0 {
		return nil
	}
	for i := range laid.activities {
		delete(old.activities, laid.activities[i].Source)
	}
	for i := range laid.prompts {
		delete(old.prompts, laid.prompts[i].Source)
	}
	if err := removeUntouched(tx, of, old.activities, old.prompts); err != nil {
		return err
	}
	for i := range laid.activities {
		if _, err := prompt.Follow(tx, laid.activities[i].ID); err != nil {
			return err
		}
	}
	return nil
}
