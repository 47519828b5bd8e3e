package walk

import "testing"

// mentorsWeek is what Ines does for Noor: reply to an answer, and hold the 1:1.
func mentorsWeek(t *testing.T, v *visitor) {
	t.Helper()
	step := func(name string, do func(v *visitor)) {
		t.Run(name, func(t *testing.T) { do(v.within(t)) })
		v.within(t)
	}
	step("reply", func(v *visitor) {
		v.has("h1", "wait for you")
		v.follow("[aria-labelledby=waits] a", "Which knowledge checks")
		v.has(".answer", "child pipeline")
		v.fill("textarea[name=body]", "Draw it once, then nobody forgets it.")
		v.follow("button", "Reply")
		v.has(".toast", "Replied")
		v.has(".reply", "Draw it once")
	})
	step("hour", func(v *visitor) {
		v.open("/mentoring")
		v.follow("[aria-labelledby=next] li a", "Noor")
		v.has("h1", "1:1, Noor and Ines")
		v.has("#length", "You booked 30")
		v.follow("#length button", "Make it an hour")
		v.hasNot("#length", "")
		v.has(".page-head", "14:00 to 15:00")
	})
	step("discussed", func(v *visitor) {
		first := ".agenda > li:first-child "
		v.changes(first+"button", "Discussed")
		v.has(first+".badge", "Discussed")
		v.has(".toast", "Discussed")
		v.has("#agenda-count", "1 discussed")
	})
	step("parked", func(v *visitor) {
		second := ".agenda > li:nth-child(2) "
		v.changes(second+"button", "Park to")
		v.has(second+".badge", "Parked")
		v.changes(second+"button", "Reopen")
		v.has(second+"button", "Discussed")
	})
	step("topic", func(v *visitor) {
		v.fill("#topic", "Who takes over in November")
		v.choose("#minutes", "10 min")
		v.follow("button", "Add")
		v.has(".agenda h3", "Who takes over in November")
	})
	step("notes", func(v *visitor) {
		v.fill("#notes", "We drew it.\n\n- [ ] Noor: send the drawing")
		v.follow("button", "Save notes")
		v.has(".toast", "Notes saved")
		v.has("#notes", "send the drawing")
	})
}
