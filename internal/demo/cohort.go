package demo

import (
	"context"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching/cohort"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

// cohort: Wanda gathers those who would like to begin in seven weeks. Eight look
// for a mentor, of whom two applied by themselves; the five mentors have fewer
// places than that, one of them said whom not to give them, and one pair is
// locked. She has looked at a proposal and not sent it yet.
func (c *chronicle) cohort() {
	var of id.Cohort
	today := c.today("wanda")
	edit := func(days, hour int, who, what string, play func(context.Context) error) {
		c.at(moment(back(today, days), hour, 0, c.people["wanda"].Location()), who+" "+what, play)
	}
	edit(6, 10, "wanda", "gathers a cohort", func(ctx context.Context) error {
		at, err := c.app.Cohorts.Gather(ctx, c.as("wanda"), cohort.Gather{Program: c.success, Settings: cohort.Settings{
			Title: "The winter cohort", Start: monday(today.AddDays(49)).String(), Until: today.AddDays(5).String(),
			Message: "We match several people at once this winter. Would you mentor one of them, eight hours a week of theirs and one of yours?",
			Rules:   cohort.Rules{MinOverlap: 5 * 60, MaxApart: -1},
		}})
		of = at.Cohort
		return err
	})
	var mentors []id.Person
	for _, name := range []string{"ines", "kofi", "mei", "callum", "joaquim"} {
		mentors = append(mentors, c.who(name))
		edit(6, 11, name, "is in the pool", func(ctx context.Context) error { return c.inPool(ctx, name) })
	}
	edit(5, 10, "wanda", "adds people", func(ctx context.Context) error {
		var people []id.Person
		for _, name := range []string{"harper", "rajesh", "sofia", "yuki", "desmond", "milo"} {
			people = append(people, c.who(name))
		}
		if _, err := c.app.Cohorts.AddApplicants(ctx, c.as("wanda"), cohort.AddApplicants{Cohort: of, People: people}); err != nil {
			return err
		}
		if _, err := c.app.Cohorts.AddMentors(ctx, c.as("wanda"), cohort.AddMentors{Cohort: of, People: mentors}); err != nil {
			return err
		}
		return c.limitsPlaces(ctx, of)
	})
	edit(4, 14, "nadia", "applies", func(ctx context.Context) error {
		_, err := c.app.Cohorts.Join(ctx, c.as("nadia"), cohort.Join{Cohort: of, Wishes: []id.Person{c.who("kofi"), c.who("ines")}})
		return err
	})
	edit(4, 15, "pedro", "applies", func(ctx context.Context) error {
		_, err := c.app.Cohorts.Join(ctx, c.as("pedro"), cohort.Join{Cohort: of, Wishes: []id.Person{c.who("ines")}})
		return err
	})
	edit(3, 16, "mei", "rules somebody out", func(ctx context.Context) error {
		_, err := c.app.Cohorts.RuleOut(ctx, c.as("mei"), cohort.RuleOut{Cohort: of, People: []id.Person{c.who("desmond")}})
		return err
	})
	edit(2, 11, "wanda", "looks at a proposal", func(ctx context.Context) error {
		_, err := c.app.Cohorts.Solve(ctx, c.as("wanda"), of)
		return err
	})
	edit(1, 9, "wanda", "locks a pair and looks again", func(ctx context.Context) error { return c.locksOne(ctx, of) })
}

// winterPlaces is how many places the cohort has at most: fewer than people.
const winterPlaces = 7

// limitsPlaces has Wanda take no more places of the mentors than she planned.
func (c *chronicle) limitsPlaces(ctx context.Context, of id.Cohort) error {
	roll, err := read(ctx, c, func(tx *sqldb.Tx) (cohort.Roll, error) { return cohort.RollOf(tx, of) })
	if err != nil {
		return err
	}
	left := winterPlaces - len(roll.Mentors)
	for _, m := range roll.Mentors {
		extra := min(max(m.Places-1, 0), max(left, 0))
		left -= extra
		if m.Places <= 1+extra {
			continue
		}
		if _, err := c.app.Cohorts.SetPlaces(ctx, c.as("wanda"), cohort.SetPlaces{Cohort: of, Mentor: m.Person, Places: 1 + extra}); err != nil {
			return err
		}
	}
	return nil
}

// locksOne has Wanda lock the first pair of a proposal, and solve again.
func (c *chronicle) locksOne(ctx context.Context, of id.Cohort) error {
	choices, err := read(ctx, c, func(tx *sqldb.Tx) ([]cohort.Choice, error) { return cohort.Choices(tx, of) })
	if err != nil {
		return err
	}
	for _, choice := range choices {
		if choice.Mentor == "" {
			continue
		}
		if _, err := c.app.Cohorts.MarkPair(ctx, c.as("wanda"), cohort.MarkPair{Cohort: of, Applicant: choice.Applicant, Mentor: choice.Mentor, Mark: cohort.MarkLock}); err != nil {
			return err
		}
		break
	}
	_, err = c.app.Cohorts.Solve(ctx, c.as("wanda"), of)
	return err
}

// inPool has somebody open to mentoring in the customer success program who is
// not yet.
func (c *chronicle) inPool(ctx context.Context, name string) error {
	_, err := read(ctx, c, func(tx *sqldb.Tx) (pool.Opening, error) { return pool.Find(tx, c.success, c.who(name)) })
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	_, err = c.app.Pool.Open(ctx, c.as(name), pool.EnterPool{Program: c.success, Offer: pool.Offer{Capacity: 3}})
	return err
}
