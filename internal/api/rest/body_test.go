package rest

import (
	"strings"
	"testing"
)

// What cannot be kept as it was sent is refused, and says what it is.
func TestABodyIsKeptAsItWasSent(t *testing.T) {
	for body, want := range map[string]string{
		`{"a": "plain \\ \" \/ \n \u00e9"}`:       "",
		`{"a": "pair \ud83d\ude00 \ud83d\ude00"}`: "",
		`{"a": "\\ud83d is a backslash"}`:         "",
		`{"a": "\\\ud83d"}`:                       `\ud83d`,
		`{"a": "high alone \ud83d."}`:             `\ud83d`,
		`{"a": "low alone \ude00"}`:               `\ude00`,
		`{"a": "the wrong way \ude00\ud83d"}`:     `\ude00`,
		`{"a": "two high \uD83D\uD83D\uDE00"}`:    `\uD83D`,
		`{"a": "cut \ud83d\`:                      `\ud83d`,
		"{\"a\": \"\xff\"}":                       "UTF-8",
	} {
		var into map[string]string
		err := unmarshal([]byte(body), &into)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", body, err, want)
		}
	}
}
