package owner

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

// doubted is how sure it is whose a doing is that somebody is said to do whom
// the page does not call by a role.
const doubted = 0.55

// Prefixed says that a text begins with whose its doing is: "Manager: …".
func (r Party) Prefixed() bool { return r.ownerPrefix() != "" }

// Department says that a text is only the name of those who work beside a
// newcomer, "IT" or "Team", which is as well the name of a matter: it says whose
// the doings are where others around it do.
func (r Party) Department() bool {
	i := 0
	if sense.Articles[r.Word(0)] {
		i = 1
	}
	return len(r.Words) == i+1 && r.department(i)
}

// OfDepartment says that a text begins with such a name as its label and does
// not speak to its reader: "IT: hand out a laptop".
func (r Party) OfDepartment() bool {
	return r.Label() == 1 && r.department(0) && !r.Speaks()
}

func (r Party) department(i int) bool {
	w := r.Word(i)
	if w == "it" {
		return r.Text[r.Words[i].From:r.Words[i].To] == "IT"
	}
	return sense.Departments[w]
}

// OfTrade says that the label of a text names somebody by their trade,
// "Engineer: …": who is new, where the same page calls others by their roles.
func (r Party) OfTrade() bool {
	n := r.Label()
	if n == 0 || n > 2 || !r.Capital(0) || !sense.Trades[r.Word(n-1)] {
		return false
	}
	if n == 2 && sense.Seniors[r.Word(0)] {
		return false
	}
	_, role := r.InRole(0)
	return !role
}

// Reports says that a text tells what somebody does whom it calls by letters or by
// a post of several words: "CI sends the rota", "Night Desk Lead schedules a tour".
func (r Party) Reports() bool {
	letters := false
	for i := 0; i < min(5, len(r.Words)); i++ {
		if i > 0 && sense.Deeds[r.Word(i)] && !r.Capital(i) {
			return letters || i > 1
		}
		word := r.Text[r.Words[i].From:r.Words[i].To]
		if gap := r.Gap(i); !r.Capital(i) || gap != " " && gap != "/" {
			return false
		}
		if _, role := r.InRole(i); role {
			return false
		}
		letters = letters || len(word) > 1 && len(word) < 6 && word == strings.ToUpper(word)
	}
	return false
}
