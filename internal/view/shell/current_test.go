package shell

import "testing"

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
