package prompt_test

import (
	"testing"
	"time"

	"stint/internal/plan/prompt"
)

func TestFamilies(t *testing.T) {
	for _, same := range [][2]string{{"Why?", " why?\n"}, {"What  for,\tand WHEN?", "what for, and when?"}} {
		if prompt.Family(same[0]) != prompt.Family(same[1]) {
			t.Errorf("%q and %q are two questions", same[0], same[1])
		}
	}
	if prompt.Family("Why?") == prompt.Family("Why not?") {
		t.Error("two questions are one")
	}
}

func TestWhatWaitsForAReply(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 9, 8, 10, minute, 0, 0, time.UTC) }
	answer := &prompt.Answer{Version: 1, Author: "noor", At: at(10)}
	reply := func(author string, minute int) prompt.Reply {
		return prompt.Reply{Author: "ines", At: at(minute), Body: author}
	}
	for name, test := range map[string]struct {
		prompt prompt.Prompt
		want   bool
	}{
		"no answer":              {prompt.Prompt{State: prompt.OnAgenda}, false},
		"an answer":              {prompt.Prompt{State: prompt.OnAgenda, Answer: answer}, true},
		"parked":                 {prompt.Prompt{State: prompt.Parked, Answer: answer}, true},
		"discussed":              {prompt.Prompt{State: prompt.Discussed, Answer: answer}, false},
		"replied to":             {prompt.Prompt{State: prompt.OnAgenda, Answer: answer, Replies: []prompt.Reply{reply("ines", 11)}}, false},
		"replied to an old one":  {prompt.Prompt{State: prompt.OnAgenda, Answer: answer, Replies: []prompt.Reply{reply("ines", 9)}}, true},
		"by the author themself": {prompt.Prompt{State: prompt.OnAgenda, Answer: answer, Replies: []prompt.Reply{{Author: "noor", At: at(11)}}}, true},
	} {
		if got := test.prompt.Unanswered(); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
