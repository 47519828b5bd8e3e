package prompt

import (
	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/sqldb"
)

// addToAgenda puts a prompt on the agenda of the next meeting; one that stands
// on an agenda stays there.
func (s *Service) addToAgenda(tx *sqldb.Tx, a access.Actor, p Prompt) error {
	_, err := meeting.Add(tx, s.ids, meeting.NewItem{
		Internship: p.Internship, Kind: meeting.KindPrompt, Source: string(p.ID), Title: p.Text, Minutes: p.minutes(), AddedBy: a.Person,
	})
	return err
}

// takeOffAgenda takes a prompt off the agenda that it is open on.
func takeOffAgenda(tx *sqldb.Tx, of id.Internship, p id.Prompt) error {
	return meeting.Remove(tx, of, meeting.KindPrompt, string(p))
}
