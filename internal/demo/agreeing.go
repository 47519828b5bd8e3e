package demo

import (
	"context"

	"stint/internal/internship/delegation"
	"stint/internal/meeting/preparation"
	"stint/internal/worktime"
)

// away: Beatriz is at the fair and has named Harper, so that Ravi's terms wait
// for an answer in her place. Whoever has not answered was reminded at noon.
func (c *chronicle) away() {
	first := back(c.today("beatriz"), 1)
	loc := c.people["beatriz"].Location()
	c.at(moment(first, 9, 5, loc), "beatriz names a delegate", func(ctx context.Context) error {
		_, err := c.app.Delegations.Name(ctx, c.as("beatriz"), delegation.Name{
			Delegate: c.who("harper"), From: first.String(), To: first.AddDays(14).String(),
		})
		return err
	})
	c.at(moment(first, 12, 0, loc), "reminders", func(ctx context.Context) error {
		_, err := c.app.Reminders.Remind(ctx)
		return err
	})
}

// prepares plays what intern and mentor do before the start: each writes down
// what they want, and the mentor brings the intern in.
func (e *engagement) prepares(intern, mentor string) {
	e.shares(e.intern, back(e.begins(), 4), 15, intern)
	e.shares(e.mentor, back(e.begins(), 3), 16, mentor)
	e.on(back(e.begins(), 2), 10, 30, "the mentor ticks the channels", func(ctx context.Context) error {
		_, err := e.app.Setup.Tick(ctx, e.as(e.mentor), preparation.Tick{Internship: e.of, Item: preparation.Channels, Done: true})
		return err
	})
}

func (e *engagement) shares(who string, d worktime.Date, hour int, text string) {
	e.on(d, hour, 20, who+" writes down what they want", func(ctx context.Context) error {
		_, err := e.app.Setup.Share(ctx, e.as(who), preparation.Share{Internship: e.of, Body: text})
		return err
	})
}
