package walk

import "testing"

// TestTheSearchForAMentor walks from the first page of somebody without a part
// to an agreed internship: the intern asks two mentors, one says yes in one
// click, the intern confirms, terms are proposed, and the others sign.
func TestTheSearchForAMentor(t *testing.T) { searchJob(t, true) }

// TestTheSearchForAMentorWithoutScripts does the same by links and forms alone.
func TestTheSearchForAMentorWithoutScripts(t *testing.T) { searchJob(t, false) }

func searchJob(t *testing.T, scripts bool) {
	t.Parallel()
	i := install(t)
	browser := launch(t)
	people := map[string]*visitor{}
	step := func(name, who string, do func(v *visitor)) {
		if people[who] == nil {
			people[who] = visit(t, browser, i.URL, scripts)
			people[who].enter(i.link(t, who))
		}
		t.Run(name, func(t *testing.T) { do(people[who].within(t)) })
		people[who].within(t)
	}
	var internship string
	step("start here and ask", "rajesh", func(v *visitor) {
		v.open("/")
		v.has("h1", "Curious about another role?")
		v.follow("main button", "Find a mentor: Customer success internship")
		v.press("li.mentor label", "Ask Ines")
		v.press("li.mentor label", "Ask Mei")
		v.fill("#message", "I mend what you keep alive. Eight hours a week for twelve weeks, next to you?")
		v.follow("main button", "Send")
		v.has(".toast", "Sent to two mentors")
		v.has("main .list", "Without an answer Stint reminds Ines on")
		internship = v.path()[:len(v.path())-len("/requests")]
	})
	step("a mentor answers in one click", "ines", func(v *visitor) {
		v.open("/requests")
		v.follow("main button", "Accept: Rajesh")
		v.has(".toast", "Accepted")
		v.has("main", "You said yes")
	})
	step("confirm and propose", "rajesh", func(v *visitor) {
		v.open("/")
		v.has(".lead", "One mentor said yes")
		v.follow("main button", "Confirm: Ines")
		v.has(".toast", "Confirmed")
		v.await("the terms begin with the mentor", `document.querySelector("#mentor").selectedOptions[0].textContent.includes("Ines")`)
		v.fill("#start", "2037-10-19")
		v.follow("button", "Sign and propose")
		v.has(".toast", "Revision 1 is proposed")
	})
	step("the other mentor is told", "mei", func(v *visitor) {
		v.open("/requests")
		v.has("main", "Rajesh found a mentor")
	})
	// Each signs on two screens at most: where they land, and the terms.
	for _, s := range []struct{ name, who, toast string }{
		{"the mentor signs", "ines", "Signed"},
		{"the mentor's manager signs", "priya", "Signed"},
		{"the intern's manager signs", "tomasz", "All four have, so it is agreed"},
	} {
		step(s.name, s.who, func(v *visitor) {
			v.open(internship + "/sign-off")
			v.follow("button", "Approve revision 1")
			v.has(".toast", s.toast)
		})
	}
}
