package demo

import (
	"context"
	"fmt"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/pool"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// search is somebody's search for a mentor, as it is played.
type search struct {
	*engagement
	sent map[string]id.Request // by the mentor
}

// searches: Freya asked four mentors, all at a time. Callum declined, Joaquim
// said yes, Mei was reminded, and Ines was asked only yesterday. She also posted
// an open call, and asked Priya whom she would ask.
func (c *chronicle) searches(freya *engagement) {
	s := search{freya, map[string]id.Request{}}
	today := c.today("freya")
	s.opens(back(today, 7), 14, 0, "mei", "callum", "joaquim", "ines", "kofi")
	s.asks(back(today, 6), 10, 5, "I build what your customers use and have never met one. For eight hours a week I would like to see what they do with it, and what they say.", "mei", "callum", "joaquim")
	s.declines("callum", back(c.today("callum"), 5), 11, 20, "I have somebody starting with me and the quarter ends in between. Ask me again in spring, or try Joaquim, who likes engineers.")
	s.accepts("joaquim", back(c.today("joaquim"), 4), 15, 10, "With pleasure. I have always wanted somebody next to me who can say why it is slow.")
	s.posts(back(today, 3), 9, 40, "Engineer, ten years behind the keyboard, looking for somebody who takes her to the customer. Copenhagen hours, flexible on Fridays.")
	s.on(back(c.today("mei"), 1), 12, 0, "Mei is reminded", func(ctx context.Context) error {
		_, err := c.app.Matching.Turn(ctx)
		return err
	})
	s.seeks("priya", back(today, 1), 9, 15, "Joaquim has said yes, and I am not sure whether somebody nearer to my own hours would be better. Whom would you ask?")
	s.asks(back(today, 1), 14, 30, "Joaquim would mentor me from four hours behind. You are one hour away and know the integrations. Would you?", "ines")
}

// opens sees to it that mentors are in the pool before they are asked: who is not
// opens for it with three places.
func (s search) opens(d worktime.Date, hour, minute int, mentors ...string) {
	s.on(d, hour, minute, "mentors are open to it", func(ctx context.Context) error {
		for _, name := range mentors {
			_, err := read(ctx, s.chronicle, func(tx *sqldb.Tx) (pool.Opening, error) { return pool.Find(tx, s.program, s.who(name)) })
			if !fault.Is(err, fault.NotFound) {
				continue
			}
			if _, err := s.app.Pool.Open(ctx, s.as(name), pool.EnterPool{Program: s.program, Offer: pool.Offer{Capacity: 3}}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s search) asks(d worktime.Date, hour, minute int, message string, mentors ...string) {
	s.on(d, hour, minute, "asks", func(ctx context.Context) error {
		in := matching.Ask{Internship: s.of, Message: message}
		for _, name := range mentors {
			in.Mentors = append(in.Mentors, s.who(name))
		}
		sent, err := s.app.Matching.Ask(ctx, s.as(s.intern), in)
		if err != nil {
			return err
		}
		for _, r := range sent.Requests {
			found, err := s.app.Matching.Find(ctx, s.actor(s.intern), r)
			if err != nil {
				return err
			}
			s.sent[s.names[found.Mentor]] = r
		}
		return nil
	})
}

func (s search) accepts(mentor string, d worktime.Date, hour, minute int, offer string) {
	s.at(moment(d, hour, minute, s.people[mentor].Location()), mentor+" says yes", func(ctx context.Context) error {
		_, err := s.app.Matching.Accept(ctx, s.as(mentor), matching.Accept{Request: s.sent[mentor], Offer: offer})
		return err
	})
}

func (s search) declines(mentor string, d worktime.Date, hour, minute int, reason string) {
	s.at(moment(d, hour, minute, s.people[mentor].Location()), mentor+" says no", func(ctx context.Context) error {
		_, err := s.app.Matching.Decline(ctx, s.as(mentor), matching.Decline{Request: s.sent[mentor], Reason: reason})
		return err
	})
}

func (s search) posts(d worktime.Date, hour, minute int, message string) {
	s.on(d, hour, minute, "posts an open call", func(ctx context.Context) error {
		_, err := s.app.Matching.Post(ctx, s.as(s.intern), matching.Post{Internship: s.of, Message: message})
		return err
	})
}

func (s search) seeks(manager string, d worktime.Date, hour, minute int, question string) {
	s.on(d, hour, minute, "asks for guidance", func(ctx context.Context) error {
		if _, err := s.app.Matching.AskGuidance(ctx, s.as(s.intern), matching.Question{Internship: s.of, Manager: s.who(manager), Question: question}); err != nil {
			return fmt.Errorf("%s is asked: %w", manager, err)
		}
		return nil
	})
}
