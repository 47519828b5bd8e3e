package program_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/call"
	"stint/internal/program"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

func TestWhatAPageSaysOfItsMentors(t *testing.T) {
	yes, no := true, false
	const prose = "# Keeping a lighthouse\n\nMentors are individual contributors.\n\n## Week 1\n\n1. Clean the lamp\n"
	for name, c := range map[string]struct {
		source string
		want   program.Matching
	}{
		"nothing": {"# Lamps\n\n## Week 1\n\n1. Clean the lamp\n", program.Matching{}},
		"prose":   {prose, program.Matching{Mentors: reader.MentorRule{IndividualContributor: &yes}}},
		"front matter against prose": {"---\nmentors: {individual-contributor: false}\n---\n" + prose,
			program.Matching{Mentors: reader.MentorRule{IndividualContributor: &no}}},
		"prose beside front matter": {"---\nmentors: {teams: [Keepers], tenure: 6}\nfit: {overlap: 70}\n---\n" + prose,
			program.Matching{Mentors: reader.MentorRule{Teams: []string{"Keepers"}, TenureMonths: 6, IndividualContributor: &yes}, Fit: map[string]int{"overlap": 70}}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, h *house) {
				made, err := h.Import(t.Context(), call.By(h.admin), program.Import{Source: c.source})
				if err != nil {
					t.Fatal(err)
				}
				err = h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
					got, err := program.MatchingOf(tx, made.Program)
					if diff := cmp.Diff(c.want, got); diff != "" {
						t.Error(diff)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}
