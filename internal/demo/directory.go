package demo

import (
	"context"

	"stint/internal/person"
)

// systems are what people of the company can have access to.
var systems = [...]person.System{
	{Name: "crm", Label: "CRM"}, {Name: "gainsight", Label: "Gainsight"}, {Name: "chorus", Label: "Chorus"}, {Name: "sandbox", Label: "Product sandbox"},
}

// listSystems is what the administrator says once the first people are there.
func (c *chronicle) listSystems(ctx context.Context) error {
	for _, x := range systems {
		if _, err := c.app.People.ListSystem(ctx, c.as("anselm"), x); err != nil {
			return err
		}
	}
	return nil
}

// daysOff: who is away, relative to today.
func (c *chronicle) daysOff() {
	for _, off := range []struct {
		who        string
		from, days int
		label      string
	}{
		{"ines", 24, 5, "A long weekend in Porto"}, {"kofi", 38, 14, "Home leave"}, {"callum", 10, 1, "Moving"}, {"mei", 31, 3, "Family visit"},
	} {
		from := c.today(off.who).AddDays(off.from)
		days := []person.DaysOff{{From: from, To: from.AddDays(off.days - 1), Label: off.label}}
		c.at(c.now.AddDate(0, 0, -6), off.who+"’s days off", func(ctx context.Context) error {
			_, err := c.app.People.Settle(ctx, c.as(off.who), person.Settle{DaysOff: &days})
			return err
		})
	}
}
