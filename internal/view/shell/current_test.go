package shell

import (
	"slices"
	"testing"

	"stint/internal/access"
)

// Every page marks at most the entry of the navigation that it belongs to.
func TestAPageMarksWhereItBelongs(t *testing.T) {
	entries := []string{PathWeek, PathMentoring, PathRequests, PathMeetings, PathTeam, PathOverview, PathPrograms, PathPeople}
	for path, want := range map[string]string{
		"/programs": PathPrograms, "/programs/x/pool": PathPrograms, "/drafts/x": PathPrograms, "/cohorts": PathPrograms, "/cohorts/x/part": PathPrograms,
		"/requests/x": PathRequests, "/open-calls/x": PathRequests, "/guidance/x": PathRequests,
		"/week": PathWeek, "/weekly": "", "/cohortsx": "", "/marks": "",
	} {
		got := ""
		for _, href := range entries {
			if current(path, href) {
				got += href
			}
		}
		if got != want {
			t.Errorf("%s marks %q, want %q", path, got, want)
		}
	}
}

// An internship belongs to what the reader does in it.
func TestAnInternshipBelongsToItsPart(t *testing.T) {
	for name, c := range map[string]struct {
		roles access.Roles
		parts Parts
		want  []string
	}{
		"their own":          {access.Roles{access.Intern}, Parts{}, []string{"/internships/x", "/internships/x/requests"}},
		"they mentor":        {access.Roles{access.Mentor}, Parts{Coordinates: 1}, []string{PathMentoring}},
		"they manage both":   {access.Roles{access.InternManager, access.MentorManager}, Parts{}, []string{PathTeam}},
		"they coordinate":    {nil, Parts{Coordinates: 1}, []string{PathOverview}},
		"they stand in":      {nil, Parts{Delegated: 1}, []string{PathTeam}},
		"it is not theirs":   {nil, Parts{Mentoring: 1}, nil},
		"mentor and manager": {access.Roles{access.MentorManager, access.Mentor}, Parts{}, []string{PathMentoring, PathTeam}},
	} {
		if got := entries(c.roles, "/internships/x", c.parts); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
