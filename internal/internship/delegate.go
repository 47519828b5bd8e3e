package internship

import (
	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/delegation"
	"stint/internal/sqldb"
)

// answerer is who answers terms, for whom, and as what.
type answerer struct {
	person   id.Person     // whose answer it is
	delegate id.Person     // who gives it, where that is somebody else
	roles    []access.Role // for which it counts; none where they have nothing to answer
}

// answererOf returns as what somebody answers the newest terms: as the party
// that they are, or for a manager whose delegate they are. A delegate who finds
// the place filled by somebody else, as when both press at once, gets a
// Conflict rather than the NotFound of those who never had a part in it.
func answererOf(tx *sqldb.Tx, by access.Actor, x Internship, answers []given) (answerer, error) {
	roles, err := access.Require(tx, by, access.SignOffGive, x.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return answerer{}, err
	}
	if signs := signedRoles(roles); len(signs) > 0 {
		return answerer{person: by.Person, roles: signs}, nil
	}
	places, lookErr := delegation.Places(tx, by.Person, x.ID)
	if lookErr != nil || len(places) == 0 {
		return answerer{}, firstOf(lookErr, err)
	}
	who, answered := side(places, answers, x.Revision, by.Person)
	if answered {
		return who, nil // also by a second click, after which it may have been agreed
	}
	if len(who.roles) == 0 {
		return who, fault.New(fault.Conflict, "This has been answered already, without you. Nothing has been changed, and nothing is needed from you.").WithCode("answered-already")
	}
	return who, err
}

// side is the rule for whom a delegate answers: where they have answered for
// one manager, for that one; else for the first whose place is empty. Where two
// managers have the same delegate, that delegate's word counts for one of them.
// It also reports whether they have answered.
func side(places []delegation.Place, answers []given, revision int, delegate id.Person) (a answerer, answered bool) {
	var own, empty id.Person
	for _, p := range places {
		g, found := answerTo(answers, revision, p.Role)
		switch {
		case found && g.Delegate == delegate && own == "":
			own = p.Manager
		case !found && empty == "":
			empty = p.Manager
		}
	}
	if answered = own != ""; !answered {
		own = empty
	}
	a = answerer{person: own, delegate: delegate}
	for _, p := range places {
		if g, found := answerTo(answers, revision, p.Role); p.Manager == own && (!found || g.Delegate == delegate) {
			a.roles = append(a.roles, p.Role)
		}
	}
	return a, answered
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// FindToSign returns an internship for whoever may see its terms and their
// signatures: those of Find, and the delegates of managers while they may
// answer. The reason of its end is left out.
func FindToSign(tx *sqldb.Tx, a access.Actor, internship id.Internship) (Internship, access.Roles, error) {
	roles, err := access.Require(tx, a, access.SignOffFind, internship)
	if err != nil {
		return Internship{}, nil, err
	}
	x, err := find(tx, internship)
	x.EndedWhy = ""
	return x, roles, err
}
