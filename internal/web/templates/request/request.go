// Package request is asking a mentor: an intern's search, what a mentor is
// asked, open calls, and guidance.
package request

import (
	"fmt"

	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/view"
	"stint/internal/view/request"
	"stint/internal/web/templates/ui"
)

// The addresses of the search for a mentor.

// URL is the address of a request.
func URL(r id.Request, part ...string) string { return below("/requests/"+string(r), part) }

// CallURL is the address of an open call.
func CallURL(o id.OpenCall, part ...string) string { return below("/open-calls/"+string(o), part) }

// GuidanceURL is the address of a question for guidance.
func GuidanceURL(g id.Guidance, part ...string) string { return below("/guidance/"+string(g), part) }

func below(path string, part []string) string {
	for _, p := range part {
		path += "/" + p
	}
	return path
}

func searchTitle(s request.Search) string {
	if s.MayAct || s.Intern.You {
		return "Your search for a mentor"
	}
	return ui.Possessive(s.Intern.Name) + " search for a mentor"
}

// lead says where a search stands and what comes next.
func lead(s request.Search) string {
	said := count(s.Standing, matching.Accepted)
	asked := count(s.Standing, matching.Asked)
	you := ui.Upper(ui.Named(s.Intern))
	switch {
	case s.Confirmed != nil && s.MayAct:
		return s.Confirmed.Mentor.Name + " is your mentor to be. Propose terms next: dates, hours and the weekly 1:1."
	case s.Confirmed != nil && s.State == view.StateExploring:
		return you + " confirmed " + ui.Named(s.Confirmed.Mentor) + ". Terms come next."
	case s.State != view.StateExploring:
		return "This search is over."
	case said == 1 && s.MayAct:
		return "One mentor said yes. Confirm, and the others are told kindly."
	case said > 1 && s.MayAct:
		return ui.Upper(ui.Number(said)) + " mentors said yes. Confirm one, and the others are told kindly."
	case asked > 0:
		return fmt.Sprintf("%s of %d asked.", ui.Upper(waits(asked)), len(s.Standing)+len(s.Past))
	case s.MayAct:
		return "Nobody is asked right now. Choose somebody, or let mentors come to you."
	}
	return "Nobody is asked right now."
}

func waits(n int) string {
	if n == 1 {
		return "one answer is still to come"
	}
	return ui.Number(n) + " answers are still to come"
}

func count(rows []request.Row, state matching.State) int {
	n := 0
	for _, r := range rows {
		if r.State == state {
			n++
		}
	}
	return n
}

type look struct {
	word, icon string
	tone       ui.Tone
}

var looks = map[matching.State]look{
	matching.Asked:     {"Asked", "hourglass", ui.Wait},
	matching.Accepted:  {"Said yes", "circle-check", ui.Done},
	matching.Confirmed: {"Confirmed", "handshake", ui.Done},
	matching.Declined:  {"Declined", "circle-x", ui.Plain},
	matching.Withdrawn: {"Withdrawn", "rotate-ccw", ui.Plain},
	matching.Released:  {"Came back", "rotate-ccw", ui.Plain},
	matching.Closed:    {"Closed", "circle-check", ui.Plain},
}

func badge(s matching.State) templ.Component {
	l := looks[s]
	return ui.Badge(l.tone, l.icon, l.word)
}

// stands says in words how a request stands, and what happens next.
func stands(f ui.Frame, r request.Row) string {
	mentor, intern := ui.Upper(ui.Named(r.Mentor)), ui.Named(r.Intern)
	switch r.State {
	case matching.Asked:
		return "Asked " + f.On(r.Asked) + ". " + next(f, r)
	case matching.Accepted:
		if r.Mentor.You {
			return "You said yes " + f.On(r.Answered) + ". A place of yours is held until " + intern + " decides."
		}
		return "Said yes " + f.On(r.Answered) + ". A place is held until " + intern + decides(r.Intern)
	case matching.Confirmed:
		return "Confirmed " + f.On(r.Settled) + ". Terms come next."
	case matching.Declined:
		return mentor + " declined " + f.On(r.Answered) + "."
	case matching.Withdrawn:
		return ui.Upper(intern) + " withdrew it " + f.On(r.Settled) + "."
	case matching.Released:
		return released(f, r)
	}
	return closed(f, r)
}

func decides(p view.PersonRef) string {
	if p.You {
		return " decide."
	}
	return " decides."
}

// next says when an unanswered request is remembered and given back.
func next(f ui.Frame, r request.Row) string {
	mentor := r.Mentor.Name
	if r.Mentor.You {
		mentor = "you"
	}
	back := "it comes back to " + ui.Named(r.Intern)
	if r.Mentor.You {
		back = "it goes back to " + r.Intern.Name
	}
	if r.Nudged.IsZero() {
		return fmt.Sprintf("Without an answer Stint reminds %s on %s, and on %s %s.", mentor, f.Day(r.NudgeOn), f.Day(r.ReleaseOn), back)
	}
	return fmt.Sprintf("Stint reminded %s %s. On %s %s.", mentor, f.On(r.Nudged), f.Day(r.ReleaseOn), back)
}

func released(f ui.Frame, r request.Row) string {
	when := " " + f.On(r.Settled) + "."
	switch {
	case r.Cause == matching.CauseManager:
		return ui.Upper(ui.Named(r.Mentor)) + " became the intern’s manager, so it came back" + when
	case r.Cause == matching.CauseLeft:
		return ui.Upper(ui.Named(r.Mentor)) + " can no longer be asked, so it came back" + when
	case r.Mentor.You:
		return "It was not answered in seven working days and went back to " + r.Intern.Name + when
	}
	return "It was not answered in seven working days and came back" + when
}

func closed(f ui.Frame, r request.Row) string {
	when := " " + f.On(r.Settled) + "."
	switch {
	case r.Cause == matching.CauseTerms:
		return "Terms were proposed, which ask for the same" + when
	case r.Cause == matching.CauseOver:
		return ui.Upper(ui.Named(r.Intern)) + " stopped looking" + when
	case r.Mentor.You:
		return r.Intern.Name + " found a mentor" + when + " Thank you for being there."
	}
	return "Closed with thanks, since a mentor was found" + when
}

// pageTitle is the heading of a request for whoever reads it.
func pageTitle(p request.Page) string {
	switch p.You {
	case view.RoleMentor:
		return p.Intern.Name + " asks you to be their mentor"
	case view.RoleIntern:
		return "You asked " + p.Mentor.Name
	}
	return p.Intern.Name + " asked " + p.Mentor.Name
}

// mayAnswer reports whether the reader can say yes or no.
func mayAnswer(p request.Page) bool {
	return p.You == view.RoleMentor && p.State == matching.Asked && p.Looking
}

// mayStepBack reports whether the reader can take a yes back.
func mayStepBack(p request.Page) bool {
	return p.You == view.RoleMentor && (p.State == matching.Accepted || p.State == matching.Confirmed) && p.Looking
}

// hours says what a program asks a week.
func hours(minutes int) string {
	if minutes == 0 {
		return "the program does not say"
	}
	return ui.Hours(minutes) + " h a week"
}

func span(weeks int) string {
	if weeks == 0 {
		return "the program does not say"
	}
	return ui.Count(weeks, "week", "weeks")
}

func callTitle(c request.Call) string {
	if c.You == view.RoleIntern {
		return "Your open call"
	}
	return c.Intern.Name + " looks for a mentor"
}

// callStands says how an open call stands.
func callStands(f ui.Frame, c request.Call) string {
	switch {
	case !c.Open:
		return "Closed " + f.On(c.Closed) + "."
	case c.You == view.RoleMentor || c.You == "" && !c.Intern.You:
		return "Open since " + f.Since(c.Opened) + "."
	case c.Answers == 0:
		return "Open since " + f.Since(c.Opened) + ". Nobody has answered it yet."
	}
	return "Open since " + f.Since(c.Opened) + ". " + ui.Count(c.Answers, "mentor has", "mentors have") + " answered it."
}

func guidanceTitle(g request.Guidance) string {
	if g.Manager.You {
		return g.Intern.Name + " asks you who could mentor them"
	}
	return "You asked " + g.Manager.Name + " for guidance"
}

func guidanceStands(f ui.Frame, g request.Guidance) string {
	switch g.State {
	case matching.GuidanceAnswered:
		return "Answered " + f.On(g.Answered) + "."
	case matching.GuidanceClosed:
		return "No longer needed."
	}
	return "Asked " + f.On(g.Asked) + ", not answered yet."
}

func deskTitle(d request.Desk) string {
	n := len(d.Waiting)
	for _, g := range d.Guidance {
		if g.State == matching.GuidanceAsked {
			n++
		}
	}
	switch n {
	case 0:
		return "Nobody waits for your answer"
	case 1:
		return "One person waits for your answer"
	}
	return ui.Upper(ui.Number(n)) + " people wait for your answer"
}

func empty(d request.Desk) bool {
	return len(d.Waiting)+len(d.Promised)+len(d.Past)+len(d.Calls)+len(d.Guidance) == 0
}

// names lists people: "Ines and Kofi".
func names(people []view.PersonRef) string {
	words := make([]string, len(people))
	for i, p := range people {
		words[i] = ui.Named(p)
	}
	return ui.List(words)
}
