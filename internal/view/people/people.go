// Package people names persons on pages: in one query for a page, as the
// reader may see them.
package people

import (
	"slices"

	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/view"
)

// Named are the persons of a page by their ids.
type Named struct {
	Known map[id.Person]person.Person
	you   id.Person
}

// Name reads the names that a page for one reader needs, in one query.
func Name(tx *sqldb.Tx, you id.Person, who ...id.Person) (Named, error) {
	known, err := person.Names(tx, append(who, you))
	return Named{Known: known, you: you}, err
}

// Ref returns how the page names a person; nobody for an empty id.
func (n Named) Ref(who id.Person) view.PersonRef {
	if who == "" {
		return view.PersonRef{}
	}
	return view.PersonRef{ID: who, Name: n.Known[who].FirstName(), You: who == n.you}
}

// Maybe is Ref as a pointer, nil for nobody.
func (n Named) Maybe(who id.Person) *view.PersonRef {
	if who == "" {
		return nil
	}
	ref := n.Ref(who)
	return &ref
}

// Actor names who did something; Stint where nobody did.
func (n Named) Actor(who id.Person) view.PersonRef {
	if who == "" {
		return view.PersonRef{Name: "Stint"}
	}
	return n.Ref(who)
}

// maxChoices bounds how many people a form offers to choose from.
const maxChoices = 500

// Choices are the active people, by name, without some, for a form.
func Choices(tx *sqldb.Tx, who account.Principal, without ...id.Person) ([]view.Choice, error) {
	var choices []view.Choice
	q := person.Query{OnlyActive: true, Limit: 100}
	for len(choices) < maxChoices {
		list, next, err := person.List(tx, who.Actor, q)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			if !slices.Contains(without, p.ID) {
				choices = append(choices, view.Choice{Value: string(p.ID), Label: described(p)})
			}
		}
		if next == "" {
			break
		}
		q.After = next
	}
	return choices, nil
}

func described(p person.Person) string {
	label := p.Name
	if p.Title != "" {
		label += ", " + p.Title
	}
	if p.Team != "" {
		label += " (" + p.Team + ")"
	}
	return label
}
