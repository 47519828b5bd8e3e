package preparation

import (
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
)

func TestWhatIsDoneByItselfByHandAndByALink(t *testing.T) {
	at := time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)
	done := func(f facts) map[Item]bool {
		byItem := map[Item]bool{}
		for _, l := range lines(f) {
			byItem[l.Item] = l.Done
		}
		return byItem
	}
	for i, yes := range done(facts{}) {
		if yes {
			t.Errorf("%s is done before anything is", i)
		}
	}
	all := facts{
		meetings: 12, written: map[access.Role]wrote{access.Intern: {"noor", at}, access.Mentor: {"ines", at}},
		rows: map[Item]row{Issue: {link: "https://example.com/1", version: 1}, Channels: {doneAt: at, version: 1}, Calls: {doneAt: at, version: 1}},
	}
	for i, yes := range done(all) {
		if !yes {
			t.Errorf("%s is open when everything is done", i)
		}
	}
	if open := Missing(lines(facts{meetings: 12})); len(open) != 4 { // wants of both, channels and calls; the issue is optional
		t.Errorf("after the agreement %v are missing", open)
	}
}

func TestALinkIsOneOfTheWeb(t *testing.T) {
	for text, good := range map[string]bool{
		"": true, "https://docs.example.com/notes": true, " http://example.com ": true, "javascript:alert(1)": false, "https://": false,
		"//example.com": false, "https://noor:secret@example.com": false, "https://example.com/a b": false, "ftp://example.com": false,
	} {
		var fields fault.Fields
		cleanLink(&fields, "link", text)
		if (len(fields) == 0) != good {
			t.Errorf("%q: %v", text, fields)
		}
	}
}
