package demo

import (
	"context"
	"encoding/json"
	"strings"

	"stint/internal/change"
	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/program"
	"stint/internal/program/bundled"
	"stint/internal/sqldb"
)

// since is an activity that the customer success program has from its second
// version on.
const since = "{id=escalation-coffee"

// What Wanda says that her versions change, and what stands beside the first one
// of a program.
const (
	firstNote  = "The page of the handbook, as it stands."
	secondNote = "New in week 6: a coffee with a CSM who has just closed an escalation. Those who finished this summer missed hearing how one feels from the inside."
	thirdNote  = "Two things from the release notes instead of one, because one was too easy. The recording about versions has a new name."
)

// secondVersion is the bundled page before its third version: with a few things
// that were said otherwise.
func secondVersion() string {
	return strings.NewReplacer(
		"Watch [Why teams keep versions]", "Watch [Why versions matter to a team]",
		"Pick two things from the latest release notes and present them to your mentor {id=release-notes-1", "Pick one thing from the latest release notes and present it to your mentor {id=release-notes-1",
	).Replace(string(bundled.CSM()))
}

// firstVersion is the second one without an activity.
func firstVersion() string {
	var kept []string
	for line := range strings.Lines(secondVersion()) {
		if !strings.Contains(line, since) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// newerVersions has Wanda improve the page twice. Who began since the second has
// it; of those who were under way Jakub and Amara decline it, and the others
// leave it until the third comes. Of that one Marisol and Amara take two weeks
// and leave the one that is behind her; Jakub has proposed it, and the others
// have not looked yet.
func (c *chronicle) newerVersions() {
	second, third := c.workday("wanda", 25, 14, 20), c.workday("wanda", 4, 11, 5)
	c.at(second, "the second version", func(ctx context.Context) error { return c.improve(ctx, secondVersion(), secondNote) })
	c.at(second.AddDate(0, 0, 1), "Jakub’s mentor declines it", func(ctx context.Context) error {
		o, err := c.offerOf(ctx, "jakub")
		if err != nil || o.ID == "" {
			return err
		}
		_, err = c.app.Changes.Decline(ctx, c.as("amara"), change.Decline{Offer: o.ID, Reason: "We have enough to catch up with. The coffee can come anyway."})
		return err
	})
	c.at(third, "the third version", func(ctx context.Context) error {
		return c.improve(ctx, string(bundled.CSM()), thirdNote)
	})
	c.at(third.AddDate(0, 0, 1), "Marisol’s mentor proposes some weeks", func(ctx context.Context) error {
		return c.proposeVersion(ctx, "marisol", "amara", "Week 5", "Week 6")
	})
	c.at(third.AddDate(0, 0, 2), "Marisol takes them", func(ctx context.Context) error {
		o, err := c.offerOf(ctx, "marisol")
		if err != nil || o.ID == "" {
			return err
		}
		_, err = c.app.Changes.Confirm(ctx, c.as("marisol"), change.Confirm{Offer: o.ID, Digest: o.Digest})
		return err
	})
	c.at(third.AddDate(0, 0, 3), "Jakub proposes it", func(ctx context.Context) error { return c.proposeVersion(ctx, "jakub", "jakub") })
}

// improve publishes a version of the customer success program and offers it, as
// a worker would at once.
func (c *chronicle) improve(ctx context.Context, page, note string) error {
	if _, err := c.app.Programs.Import(ctx, c.as("wanda"), program.Import{Program: c.success, Source: page, Note: note}); err != nil {
		return err
	}
	payload, err := json.Marshal(map[string]id.Program{"program": c.success})
	if err != nil {
		return err
	}
	return c.app.Changes.OfferAll(ctx, job.Job{Kind: change.KindOffer, Payload: payload})
}

// offerOf returns what waits for an answer on somebody's internship; without an
// id where nothing does.
func (c *chronicle) offerOf(ctx context.Context, intern string) (change.Offer, error) {
	return read(ctx, c, func(tx *sqldb.Tx) (o change.Offer, err error) {
		found, err := sqldb.List(tx, func(s sqldb.Scanner) (of id.Internship, err error) { return of, s.Scan(&of) },
			"SELECT id FROM internship WHERE intern_id = ? AND state IN ('agreed', 'active', 'paused')", c.who(intern))
		if err != nil || len(found) == 0 {
			return o, err
		}
		o, _, err = change.Waiting(tx, found[0])
		return o, err
	})
}

// proposeVersion has somebody propose what waits for an intern: the parts in
// which a heading begins with one of some words, or the whole.
func (c *chronicle) proposeVersion(ctx context.Context, intern, by string, headings ...string) error {
	o, err := c.offerOf(ctx, intern)
	if err != nil || o.ID == "" {
		return err
	}
	d, err := read(ctx, c, func(tx *sqldb.Tx) (change.Difference, error) { return c.app.Changes.Differ(tx, o) })
	if err != nil {
		return err
	}
	in := change.Propose{Offer: o.ID, Base: d.Terms.Revision, Whole: len(headings) == 0}
	for _, part := range d.Parts {
		for _, h := range headings {
			if strings.HasPrefix(part.Sections[0].Heading, h) {
				in.Take = append(in.Take, part.Key)
			}
		}
	}
	_, err = c.app.Changes.Propose(ctx, c.as(by), in)
	return err
}
