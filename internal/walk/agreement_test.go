package walk

import "testing"

// agreement is how an internship comes to be: a member proposes, a manager
// refuses once, and then all four sign on their own pages.
func agreement(t *testing.T, as func(name string) *visitor) {
	t.Helper()
	var internship string
	step := func(name, who string, do func(v *visitor)) {
		t.Run(name, func(t *testing.T) { v := as(who); do(v.within(t)) })
		as(who).within(t)
	}
	signOff := func() string { return internship + "/sign-off" }
	approve := func(v *visitor, revision, toast string) {
		v.t.Helper()
		v.open(signOff())
		v.follow("button", "Approve revision "+revision)
		v.has(".toast", toast)
	}
	step("propose", "rajesh", func(v *visitor) {
		v.open("/internships/new")
		v.choose("#program_version", "Customer success")
		v.choose("#mentor", "Kofi Mensah")
		v.fill("#start", "2037-10-19")
		v.fill("#zone", "Asia/Kathmandu")
		v.fill("#hours", "6")
		v.choose("#weekday", "Tuesday")
		v.fill("#time", "15:00")
		v.fill("#message", "I answer these customers every day.")
		v.expecting(422, func() { v.follow("button", "Sign and propose") })
		v.has("#problems", "at least 8 hours")
		v.await("what was typed is kept", `document.querySelector("#message").value.startsWith("I answer") && document.querySelector("#hours").value === "6"`)
		v.fill("#hours", "8")
		v.follow("button", "Sign and propose")
		v.has(".toast", "Revision 1 is proposed")
		internship = v.path()
	})
	step("mentor signs", "kofi", func(v *visitor) { approve(v, "1", "Signed") })
	step("manager refuses", "tomasz", func(v *visitor) {
		v.open("/team")
		v.follow("main a", "Read and answer: Rajesh")
		if v.scripts {
			v.press("a", "Decline")
			v.has("dialog[open] h2", "Decline revision 1?")
			v.inspect()
			v.fill("dialog[open] textarea", "Not before the release. A week later is fine.")
			v.follow("dialog[open] button", "Decline and tell Rajesh")
		} else {
			v.follow("a", "Decline")
			v.fill("textarea[name=reason]", "Not before the release. A week later is fine.")
			v.follow("button", "Decline and tell Rajesh")
		}
		v.has(".toast", "Declined")
	})
	step("propose again", "rajesh", func(v *visitor) {
		v.open(signOff())
		v.has("main", "Not before the release")
		v.open(internship + "/terms/new")
		v.fill("#start", "2037-10-26")
		v.follow("button", "Sign and propose")
		v.has(".toast", "Revision 2 is proposed")
	})
	step("mentor signs again", "kofi", func(v *visitor) {
		v.open(signOff())
		v.has("#difference", "What changed since you signed revision 1")
		approve(v, "2", "Signed")
	})
	step("mentor's manager signs", "priya", func(v *visitor) { approve(v, "2", "Signed") })
	step("manager signs", "tomasz", func(v *visitor) {
		approve(v, "2", "All four have, so it is agreed")
		v.open(internship)
		v.has(".page-head .badge", "Agreed")
	})
}

// coordination is what Wanda does from her overview: record an approval that
// was given elsewhere, and name who stands in for a manager who is missing.
func coordination(t *testing.T, v *visitor) {
	t.Helper()
	t.Run("record an approval", func(t *testing.T) {
		v.within(t)
		v.open("/overview")
		v.has("h1", "needs you")
		v.follow("tbody a", "Ravi")
		v.open(v.path() + "/sign-off")
		v.choose("#record-role", "manager")
		v.fill("#evidence", "She wrote yes in the channel of her team.")
		v.follow("button", "Record it")
		v.has(".toast", "Recorded")
		v.has(".signs", "She wrote yes in the channel")
	})
	t.Run("name a stand-in", func(t *testing.T) {
		v.within(t)
		v.open("/overview")
		v.follow("[aria-labelledby=owes] a", "a stand-in")
		v.choose("#stand-in select[name=person]", "Ursula Meier")
		v.follow("button", "Name them")
		v.has(".toast", "Named")
		v.has(".signs", "Ursula")
	})
	t.Run("read a program as understood", func(t *testing.T) {
		v.within(t)
		v.open("/programs")
		v.follow("main a", "Customer success")
		v.follow("main a", "Version 2")
		v.has("h1", "")
	})
	v.within(t)
}

// administration is what Anselm does: people one by one, from a file, and a
// link for somebody who gets no mail.
func administration(t *testing.T, v *visitor, stranger func() *visitor) {
	t.Helper()
	t.Run("add a person", func(t *testing.T) {
		v.within(t)
		v.open("/people")
		v.follow("a", "Add a person")
		v.fill("#name", "Zora Kelly")
		v.fill("#email", "zora@fjordline.example")
		v.fill("#zone", "Nowhere/Land")
		v.expecting(422, func() { v.follow("button", "Add") })
		v.has("#zone-error", "")
		v.fill("#zone", "Europe/Dublin")
		v.follow("button", "Add")
		v.has(".toast", "Zora Kelly is in the directory")
	})
	var link string
	t.Run("hand out a link", func(t *testing.T) {
		v.within(t)
		v.expecting(201, func() { v.follow("button", "Hand out a link") })
		if err := v.js(`document.querySelector("#link").value`, &link); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("the link signs in", func(t *testing.T) {
		stranger().within(t).enter(link)
	})
	t.Run("import with errors", func(t *testing.T) {
		v.within(t)
		v.open("/people")
		v.follow("a", "Import a file")
		v.fill("#text", "name,email,zone\nKim Lee,kim@fjordline.example,Mars/Base\nNobody,,Europe/Oslo\n")
		v.expecting(422, func() { v.follow("button", "Import") })
		v.has("#import-errors", "What is wrong")
		v.has("tbody th", "2")
		v.has("tbody th", "3")
		v.fill("#text", "name,email,zone\nKim Lee,kim@fjordline.example,Asia/Seoul\n")
		v.follow("button", "Import")
		v.has("main", "1 added")
	})
	v.within(t)
}
