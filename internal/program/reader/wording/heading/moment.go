package heading

import "stint/internal/program/reader/wording/sense"

// NamesMoment says that a heading is only a time before, amid or after a program,
// or how often something comes round in it: "Two weeks prior", "Mid term", "End
// of the summer rotation".
func (r Title) NamesMoment() bool {
	anchored, more := false, 0
	for i, w := range r.Words {
		switch {
		case sense.Anchors[w.Text]:
			anchored = true
		case w.Number >= 0, sense.Moments[w.Text], sense.Lasting[w.Text]:
		case sense.NumberWords[w.Text] > 0:
		case anchored && i > 0 && sense.Lasting[r.Word(i+1)]:
			more++
		default:
			return false
		}
	}
	return anchored && more < 2 && len(r.Words) < 7
}
