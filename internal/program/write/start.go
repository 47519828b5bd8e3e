package write

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/fault"
)

// Start is what an author answers to begin a page.
type Start struct {
	// Title is the program's name.
	Title string
	// Role is what the intern gets to know, such as "customer success manager".
	Role string
	// Weeks is how many weeks it lasts, Hours how many hours a week it asks
	// for, Minutes how long the weekly 1:1 is.
	Weeks, Minutes int
	Hours          float64
}

// Check says at the fields title, role, weeks, hours and minutes what no page can
// be made of; nil where all is well.
func (s Start) Check() error {
	var fields fault.Fields
	words := func(field, text string, most int, missing string) {
		switch {
		case strings.TrimSpace(text) == "":
			fields.Add(field, "%s", missing)
		case len(text) > most:
			fields.Add(field, "This is too long: %d bytes, and %d are possible.", len(text), most)
		case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
			fields.Add(field, "This holds a character that cannot be read. Please type it anew.")
		}
	}
	number := func(field string, n, least, most float64) {
		if !(n >= least && n <= most) {
			fields.Add(field, "Say a number from %g to %g.", least, most)
		}
	}
	words("title", s.Title, 500, "Say what the program is called.")
	words("role", s.Role, 200, "Say which role the intern gets to know.")
	number("weeks", float64(s.Weeks), 1, 104)
	number("hours", s.Hours, 1, 40)
	number("minutes", float64(s.Minutes), 10, 240)
	return fields.Err()
}

// Page returns a page to go on from: everything that a program needs is there
// once, with words to be replaced. It reads without errors and warnings.
func (s Start) Page() []byte {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("---\ntitle: %q\nweeks: %d\nhours: %g\nrhythm:\n  every: week\n  minutes: %d\n---\n", s.Title, s.Weeks, s.Hours, s.Minutes)
	say("Spend %d weeks beside a %s, and decide then whether that is a role for you. Completing it is not a guarantee of a position.\n", s.Weeks, s.Role)
	say("Your mentor is an individual contributor who does this work every day. Plan for at least %g hours per week, and for a weekly 1:1 of %d minutes.\n", s.Hours, s.Minutes)
	say("## Before you start\n")
	say("1. Ask your manager to approve your internship {kind=meet est=20m}")
	say("1. Agree with a mentor that they will take you along {kind=meet est=30m}")
	say("1. Mentor: ask your own manager to approve the time this takes {kind=meet est=20m}")
	say("1. Write down what you want to know at the end that you do not know today {kind=deliver est=30m}\n")
	say("## Week by week")
	for week := 1; week <= s.Weeks; week++ {
		s.week(say, week)
	}
	return []byte(b.String())
}

// week writes the week with a number. The first has a kick-off and the last an end.
func (s Start) week(say func(string, ...any), week int) {
	say("\n### Week %d\n", week)
	if week == 1 {
		say("1. Have the first call with your mentor: who you are, what you hope for, how the plan fits {id=kick-off kind=meet est=1h}")
		say("1. Read how a %s works {kind=read est=1h}", s.Role)
	} else {
		say("1. Shadow your mentor on a call {id=shadow-w%d est=1h}", week)
	}
	if week == s.Weeks {
		say("1. Present to your mentor what you have learned {id=final-talk kind=present est=2h}")
		say("1. Celebrate: you have done %d weeks of it", s.Weeks)
		return
	}
	say("1. Be prepared to discuss with your mentor:")
	say("   1. What surprised you this week?")
	say("   1. What would you want to do more of?")
}
