package notify

import (
	"slices"
	"strings"
	"testing"

	"stint/internal/id"
)

// search gives the office a search for a mentor: Noor asked Yuki, who has no
// part in the internship, and asked Anselm for guidance.
func (o *office) search() (request, guidance string) {
	request, guidance = string(id.New[id.Request](o.ids)), string(id.New[id.Guidance](o.ids))
	o.exec("INSERT INTO request (id, internship_id, mentor_id, asked_by, message, state, asked_at, turns_at) VALUES (?, ?, ?, ?, 'You?', 'asked', 0, 0)", request, o.internship, o.people["Yuki"], o.people["Noor"])
	o.exec("INSERT INTO guidance (id, internship_id, manager_id, question, state, asked_at) VALUES (?, ?, ?, 'Whom?', 'asked', 0)", guidance, o.internship, o.people["Anselm"])
	return request, guidance
}

// What the search for a mentor tells reaches the intern, or whom they asked, and
// nobody who has a part in the internship otherwise.
func TestTheSearchReachesWhomItConcerns(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		request, guidance := o.search()
		for _, c := range []struct{ name, object, by, reader string }{
			{"request.sent", request, "Noor", "Yuki"},
			{"request.nudged", request, "", "Yuki"},
			{"request.withdrawn", request, "Noor", "Yuki"},
			{"request.confirmed", request, "Noor", "Yuki"},
			{"request.closed", request, "", "Yuki"},
			{"request.accepted", request, "Yuki", "Noor"},
			{"request.declined", request, "Yuki", "Noor"},
			{"request.released", request, "", "Noor"},
			{"guidance.asked", guidance, "Noor", "Anselm"},
			{"guidance.answered", guidance, "Anselm", "Noor"},
		} {
			o.exec("DELETE FROM notice")
			o.exec("DELETE FROM job")
			o.fan(o.happens(o.as(c.by), c.name, c.object))
			if got := o.readers(); !slices.Equal(got, []string{c.reader}) {
				t.Errorf("%s reaches %q", c.name, got)
			}
			if got := o.deliver(); len(got) != 1 || !strings.HasPrefix(got[0], c.reader) {
				t.Errorf("%s is mailed to %q", c.name, got)
			}
			for _, n := range o.inbox(c.reader) {
				if words := n.Sentence(); strings.ContainsAny(words+n.Path(), "{}") || strings.HasSuffix(words, ".") {
					t.Errorf("%s reads %q and leads to %s", c.name, words, n.Path())
				}
			}
			if !rules[c.name].search {
				t.Errorf("%s is not about the search", c.name)
			}
		}
	})
}

// Whoever is no longer asked hears nothing of it any more.
func TestNobodyHearsOfASearchThatIsNotTheirs(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		request, _ := o.search()
		o.fan(o.happens(o.as("Noor"), "request.sent", request))
		o.exec("UPDATE request SET mentor_id = ? WHERE id = ?", o.people["Wanda"], request)
		if len(o.inbox("Yuki")) != 0 || len(o.deliver()) != 0 {
			t.Error("somebody hears of what is not theirs to see")
		}
	})
}
