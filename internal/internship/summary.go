package internship

import (
	"context"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// FindSummary returns one internship as a line of a list shows it; who may see
// it is as for Find.
func FindSummary(tx *sqldb.Tx, a access.Actor, internship id.Internship) (Summary, error) {
	x, err := Find(tx, a, internship)
	if err != nil {
		return Summary{}, err
	}
	x.EndedWhy = ""
	list, err := summarize(tx, []Internship{x})
	if err != nil {
		return Summary{}, err
	}
	return list[0], nil
}

// Summary is FindSummary on a snapshot of its own.
func (s *Service) Summary(ctx context.Context, a access.Actor, internship id.Internship) (found Summary, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		found, err = FindSummary(tx, a, internship)
		return err
	})
	return found, err
}
