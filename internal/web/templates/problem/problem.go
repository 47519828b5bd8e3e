// Package problem is what people see when something went wrong: what happened,
// what is safe, what to do next.
package problem

import (
	"cmp"
	"strings"

	"stint/internal/view"
)

// titles are what the kinds of error are called.
var titles = map[string]string{
	"internal":        "Something went wrong",
	"invalid":         "Something needs another look",
	"unauthenticated": "Please sign in",
	"forbidden":       "That is not yours to do",
	"not-found":       "There is no such page",
	"conflict":        "It has changed meanwhile",
	"unavailable":     "Stint could not do this right now",
}

// told is an error as a heading and what follows it. What is not there is named
// by the error's own first sentence, which then is the heading and not said twice.
func told(p view.Problem) (title, message string) {
	title, ok := titles[p.Kind]
	if !ok {
		title = titles["internal"]
	}
	if first, rest, cut := strings.Cut(p.Message, ". "); cut && p.Kind == "not-found" {
		return first, rest
	}
	return title, p.Message
}

// long reports that a value is something a person wrote, and not a choice.
func long(value string) bool { return len(value) > 80 || strings.Contains(value, "\n") }

// signIn is where one signs in, to be led back from there.
func signIn(p view.Problem) string { return cmp.Or(p.SignInHref, "/sign-in") }
