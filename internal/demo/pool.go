package demo

import (
	"context"
	"time"

	"stint/internal/id"
	"stint/internal/pool"
)

// stance is somebody who is open to mentoring.
type stance struct {
	name    string
	program *id.Program
	offer   pool.Offer
	days    int // how many working days ago they opened
	ends    int // days from today to the last one; 0 for an open end
	leaves  int // working days ago that they left; 0 where they did not
}

// pool fills the pools of both programs. Of the customer success managers Amara
// has no place left, Joaquim one, and Aroha stays for another nine days only;
// Elif, who renews contracts, tried it and left.
func (c *chronicle) pool() {
	for _, s := range []stance{
		{"ines", &c.success, pool.Offer{Capacity: 2, Style: "hands-on", Topics: []string{"Onboarding", "Renewals", "Integrations"}}, age - 2, 0, 0},
		{"kofi", &c.success, pool.Offer{Capacity: 3, Style: "structured", Topics: []string{"Onboarding", "Adoption", "Public sector"}}, age - 2, 0, 0},
		{"mei", &c.success, pool.Offer{Capacity: 2, Style: "questions"}, age - 3, 0, 0},
		{"callum", &c.success, pool.Offer{Capacity: 2, Style: "calls", Topics: []string{"Escalations", "Renewals"}}, age - 3, 0, 0},
		{"amara", &c.success, pool.Offer{Capacity: 2, Style: "thorough"}, age - 4, 0, 0},
		{"joaquim", &c.success, pool.Offer{Capacity: 2, Style: "hands-on", Topics: []string{"Integrations", "Training"}}, 30, 0, 0},
		{"aroha", &c.success, pool.Offer{Capacity: 1, Style: "questions"}, age - 4, 9, 0},
		{"elif", &c.success, pool.Offer{Capacity: 1, Topics: []string{"Renewals"}}, 20, 0, 6},
		{"pedro", &c.writing, pool.Offer{Capacity: 1, Style: "structured", Topics: []string{"Style guides", "Interviews"}, Languages: []string{"pt", "en"}}, 40, 0, 0},
		{"yuki", &c.writing, pool.Offer{Capacity: 2, Style: "questions", Topics: []string{"Diagrams"}, Languages: []string{"ja", "en"}}, 15, 0, 0},
	} {
		c.opens(s)
	}
}

// opens plays an opening from its first day on.
func (c *chronicle) opens(s stance) {
	today, loc := c.today(s.name), c.people[s.name].Location()
	if s.ends > 0 {
		s.offer.Until = today.AddDays(s.ends).String()
	}
	var opening id.Opening
	c.at(moment(back(today, s.days), 10, 5, loc), s.name+" opens", func(ctx context.Context) error {
		o, err := c.app.Pool.Open(ctx, c.as(s.name), pool.EnterPool{Program: *s.program, Offer: s.offer})
		opening = o.ID
		return err
	})
	if s.leaves == 0 {
		return
	}
	c.at(moment(back(today, s.leaves), 10, 5, loc).Add(20*time.Minute), s.name+" leaves the pool", func(ctx context.Context) error {
		_, err := c.app.Pool.Leave(ctx, c.as(s.name), pool.LeavePool{Opening: opening})
		return err
	})
}
