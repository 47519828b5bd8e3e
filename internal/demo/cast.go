package demo

import (
	"time"

	"stint/internal/access"
	"stint/internal/worktime"
)

// cast adds every internship of the company, one at each stage of its life.
func (c *chronicle) cast() error {
	c.pool()
	c.exploring()
	c.proposed()
	c.away()
	c.agreed()
	for _, add := range []func() error{c.weekFive, c.weekOne, c.slow, c.paused, c.completed, c.ended} {
		if err := add(); err != nil {
			return err
		}
	}
	c.marked()
	return nil
}

// exploring: Freya looks for a mentor, and Samuel in the other program.
func (c *chronicle) exploring() {
	freya := c.engage(engagement{intern: "freya", program: c.success})
	freya.explores(back(c.today("freya"), 7), 13, 20)
	c.searches(freya)
	samuel := c.engage(engagement{intern: "samuel", program: c.writing})
	samuel.explores(back(c.today("samuel"), 2), 15, 45)
}

// proposed: Ravi waits for two managers, after one of them refused his first
// terms. Marguerite has no manager in the directory who could sign. Elif and
// Callum have one manager, who signs for both.
func (c *chronicle) proposed() {
	today := c.today("ravi")
	ravi := c.engage(engagement{intern: "ravi", mentor: "kofi", program: c.success, start: monday(today.AddDays(3)), weekday: time.Wednesday, hour: 15,
		message: "Half of my calls end with a question that only a CSM can answer. I would like to be able to."})
	ravi.proposes(back(today, 8), 16, 5)
	ravi.signs("kofi", back(today, 7), 17, 30)
	ravi.refuses("beatriz", back(today, 5), 14, 10, "Yes to the internship, no to the date: the two weeks after that are the fair, and I need you on the stand. Any Monday after it is fine.")
	ravi.start = ravi.start.AddDays(21)
	ravi.message = "Three weeks later, after the fair. Everything else stays."
	ravi.proposes(back(today, 3), 11, 30)
	ravi.signs("kofi", back(today, 2), 15, 50)

	today = c.today("marguerite")
	marguerite := c.engage(engagement{intern: "marguerite", mentor: "joaquim", program: c.success, start: monday(today.AddDays(12)), weekday: time.Thursday, hour: 15,
		message: "I sign what our customers pay. I want to know what they get for it."})
	marguerite.proposes(back(today, 4), 10, 40)
	marguerite.signs("joaquim", back(today, 3), 16, 20)
	marguerite.signs("sunniva", back(today, 2), 9, 15)

	today = c.today("elif")
	elif := c.engage(engagement{intern: "elif", mentor: "callum", program: c.success, start: monday(today.AddDays(10)), weekday: time.Tuesday, hour: 17,
		message: "I prepare every renewal and have never been on the call. Twelve weeks, eight hours, next to Callum."})
	elif.proposes(back(today, 3), 14, 25)
	elif.signs("callum", back(today, 2), 18, 10)
}

// agreed: Lena starts next Monday with Kofi. The approval of Kofi's manager was
// given elsewhere.
func (c *chronicle) agreed() {
	today := c.today("lena")
	lena := c.engage(engagement{intern: "lena", mentor: "kofi", program: c.success, start: monday(today.AddDays(1)), weekday: time.Thursday, hour: 11,
		message: "I teach people who then become customers. I would like to see the second half."})
	lena.proposes(back(today, 9), 10, 12)
	lena.signs("kofi", back(today, 8), 11, 40)
	lena.signs("oskar", back(today, 6), 9, 35)
	lena.records(access.MentorManager, "Priya said yes in the team call, while she was traveling: https://chat.fjordline.example.com/success-crew/lena", back(today, 4), 13, 30)
}

// weekFive: Noor with Ines, in the middle of week 5, with something carried over
// and a pause ahead.
func (c *chronicle) weekFive() error {
	today := c.today("noor")
	rest := monday(today.AddDays(16))
	noor := c.engage(engagement{intern: "noor", mentor: "ines", program: c.success, start: started(today, 5), weekday: forward(lastWorking(today), 1).Weekday(), hour: 15,
		pauses:  []worktime.Pause{{From: rest, To: rest.AddDays(6)}},
		message: "Twelve weeks next to Ines, with a week off in the middle for my sister’s wedding."})
	noor.agrees()
	noor.movesKickOff(11)
	return noor.runs("noor")
}

// weekOne: Oluwaseun with Mei, in the first week.
func (c *chronicle) weekOne() error {
	today := c.today("oluwaseun")
	start := started(today, 1)
	oluwaseun := c.engage(engagement{intern: "oluwaseun", mentor: "mei", program: c.success, start: start, weekday: forward(start, 1).Weekday(), hour: 9,
		message: "I close about thirty tickets a week. I want to see what they look like from the other side."})
	oluwaseun.agrees()
	oluwaseun.prepares("To be in three calls before I am asked to say anything, and to know by the end whether I like the part after the sale.",
		"To find out how much of my week can be explained, and to see our customers with the eyes of support.")
	return oluwaseun.runs("oluwaseun")
}

// slow: Jakub with Amara, in week 4 and behind. Amara does not work on Fridays.
func (c *chronicle) slow() error {
	today := c.today("jakub")
	day := forward(lastWorking(today), 1)
	if day.Weekday() == time.Friday {
		day = forward(day, 1)
	}
	jakub := c.engage(engagement{intern: "jakub", mentor: "amara", program: c.success, start: started(today, 4), weekday: day.Weekday(), hour: 11,
		message: "I know every customer by their invoices. I would like to know them by their voices."})
	jakub.agrees()
	return jakub.runs("jakub")
}

// paused: Marisol with Amara, in a planned pause of two weeks after week 5.
func (c *chronicle) paused() error {
	today := c.today("marisol")
	rest := monday(today.AddDays(-6))
	marisol := c.engage(engagement{intern: "marisol", mentor: "amara", program: c.success, start: rest.AddDays(-35), weekday: time.Tuesday, hour: 9, writes: 10,
		pauses:  []worktime.Pause{{From: rest, To: rest.AddDays(13)}},
		message: "With two weeks off for the launch, which is planned already."})
	marisol.agrees()
	return marisol.runs("marisol")
}

// completed: Nadia, who had begun with Callum before Stint was here and entered
// in week 7, was done two weeks ago.
func (c *chronicle) completed() error {
	this := monday(c.today("nadia").AddDays(-6))
	nadia := c.engage(engagement{intern: "nadia", mentor: "callum", program: c.success, start: this.AddDays(-7 * (programWeeks + 2)), entered: 7, weekday: time.Thursday, hour: 15,
		message: "We are in the middle of it already, by the notes document. From week 7 on it is here."})
	nadia.agrees()
	nadia.completes(nadia.start.AddDays(7*programWeeks-3), 16, 30)
	return nadia.runs("nadia")
}

// ended: Théo stopped in his third week with Aroha.
func (c *chronicle) ended() error {
	this := monday(c.today("theo").AddDays(-6))
	theo := c.engage(engagement{intern: "theo", mentor: "aroha", program: c.success, start: this.AddDays(-7 * 9), weekday: time.Wednesday, hour: 14,
		message: "Aroha and I sit in the same town, so let us use it."})
	theo.agrees()
	theo.stops(theo.start.AddDays(7*2+3), 16, 40, "Two colleagues left, and I cannot keep eight hours a week free next to their shifts. Aroha and I agreed to try again later.")
	return theo.runs("theo")
}
