package walk

import "testing"

// internsWeek is what an intern does with My week: Noor, in week 5.
func internsWeek(t *testing.T, v *visitor) {
	t.Helper()
	step := func(name string, do func(v *visitor)) {
		t.Run(name, func(t *testing.T) { do(v.within(t)) })
		v.within(t)
	}
	step("tick", ticks)
	if v.scripts {
		step("keys", keys)
	}
	step("answer", answers)
	step("skip", skips)
	step("hours", func(v *visitor) {
		v.open("/week")
		v.fill("#log-hours", "0.5")
		v.fill("#log-what", "Practice with Kofi")
		v.follow("button", "Log hours")
		v.has(".toast", "30 min logged")
		v.has("[aria-labelledby=hours]", "5 of 8 h promised")
	})
	step("own activity", func(v *visitor) {
		v.press("summary", "Add something of your own")
		v.fill("#title", "Sit in on the pricing round")
		v.choose("#kind", "Meet")
		v.fill("#minutes", "45")
		v.follow("button", "Add to week 5")
		v.has(".toast", "Added: Sit in on the pricing round")
		v.has(".act", "Added by you, not part of the program")
	})
	step("move", func(v *visitor) {
		v.open("/week")
		v.follow(".act-title a", "Sit in on the pricing round")
		v.choose("#week", "6")
		v.follow("button", "Move it")
		v.has(".toast", "Moved to week 6")
		v.open("/week?week=6")
		v.has(".act-title", "Sit in on the pricing round")
	})
}

const path = `.tick[aria-label*="Pipelines path"]`

func ticks(v *visitor) {
	v.has("h1", "Week 5")
	v.has("#count", "6 of 10 done")
	v.changes(path, "")
	v.has(path+"[aria-pressed=true]", "")
	v.has("#count", "7 of 10 done")
	v.has(".toast", "Marked as done")
	if v.scripts {
		v.goes(func() { v.key("z") })
	} else {
		v.follow(".toast button", "Undo")
	}
	v.has(path+"[aria-pressed=false]", "")
	v.has("#count", "6 of 10 done")
}

// keys: J and K go from item to item, X ticks, E goes to the answer, and none
// of them does anything while something is typed.
func keys(v *visitor) {
	v.open("/week")
	here := func(n string) {
		v.await("item "+n, `document.activeElement.closest(".act, .prompt") === [...document.querySelectorAll("main :is(.act, .prompt)")].filter((e) => e.checkVisibility())[`+n+`]`)
	}
	v.key("j")
	here("0")
	v.key("j")
	v.key("j")
	here("2")
	v.key("k")
	here("1")
	v.key("k")
	here("0")
	v.key("x")
	v.await("the carried activity is done", `document.querySelector("#carried") === null || !document.querySelector("[aria-labelledby=carried] .act:not(.done)")`)
	v.goes(func() { v.key("z") })
	v.has("[aria-labelledby=carried] .tick[aria-pressed=false]", "")

	v.await("the question with a draft is reached by J", `(() => {
		const all = [...document.querySelectorAll("main :is(.act, .prompt)")].filter((e) => e.checkVisibility());
		all.find((e) => e.matches(".prompt:has(details[open])")).querySelector("summary").focus();
		return true;
	})()`)
	v.key("e")
	v.await("the answer has the focus", `document.activeElement.matches("textarea[name=body]")`)
	v.key("x")
	v.await("the letter is typed", `document.activeElement.value.includes("x")`)
	v.press("h1", "")
	v.key("?")
	v.has("#sheet h2", "What the keys do")
	v.inspect()
	v.key("\u001b")
	v.await("the sheet is closed", `!document.querySelector("#sheet").open`)
	v.goes(func() { v.key("g"); v.key("i") })
	v.has("h1", "Your Customer success internship")
}

const (
	question = "How would you tell a customer"
	editor   = `textarea[aria-label*="` + question + `"]`
)

// answers: what is typed is saved as a draft by itself, and is still there on
// the next visit, until it is put on the agenda.
func answers(v *visitor) {
	v.open("/week")
	v.press(".prompt summary", question)
	v.fill(editor, "It is the last step before **shipping**.")
	if v.scripts {
		v.has(".prompt details[open] .saved:has(svg)", "Draft saved at 11:3")
		v.await("the draft says when it was saved", `[...document.querySelectorAll(".prompt")].find((e) => e.textContent.includes(`+quote(question)+`)).querySelector(".saved").textContent.includes("Draft saved at")`)
	} else {
		v.follow(".prompt:has("+editor+") button", "Keep as draft")
		v.has(".toast", "Draft saved")
	}
	v.open("/week")
	v.has(editor, "It is the last step before **shipping**.")
	v.follow(".prompt:has("+editor+") button", "Put on the agenda")
	v.has(".toast", "On the agenda of your next 1:1")
	v.has(".prompt", "On Thursday’s agenda")
	v.open("/week")
	v.press(".prompt summary", question)
	v.has(".prompt .answer strong", "shipping")
}

// skips: something optional is left out in the dialog, or on the page behind it.
func skips(v *visitor) {
	v.open("/week?week=7")
	if v.scripts {
		v.press("a[data-dialog]", "Skip")
		v.has("dialog[open] h2", "Skip “Shadow a real kick-off")
		v.inspect()
		v.press("dialog[open] button", "Keep it")
		v.await("the dialog is closed", `!document.querySelector("dialog[open]")`)
		v.key("j")
		v.press("a[data-dialog]", "Skip")
		v.fill("dialog[open] input[name=reason]", "None is planned")
		v.follow("dialog[open] button", "Skip it")
		v.has(".act.off", "“None is planned”")
	} else {
		v.follow("a[data-dialog]", "Skip")
		v.fill("#skip input[name=reason]", "None is planned")
		v.follow("#skip button", "Skip it")
	}
	v.has(".toast", "Skipped: Shadow a real kick-off")
	v.open("/week?week=7")
	v.follow(".act.off button", "Bring back")
	v.has(".toast", "Brought back")
}
