// Package account is signing in, and what a person sets for themselves.
package account

import (
	"strings"

	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

// placed says where the directory has a person: title, team, manager, since
// when.
func placed(f ui.Frame, p view.Profile) string {
	var parts []string
	for _, part := range []string{p.Title, p.Team} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if p.Manager != "" {
		parts = append(parts, "reports to "+p.Manager)
	}
	if !p.StartedOn.IsZero() {
		parts = append(parts, "here since "+f.PlainDay(p.StartedOn))
	}
	return ui.Upper(strings.Join(parts, ", "))
}

// shortcuts are the keys that stint.js knows.
var shortcuts = [...]struct {
	keys []string
	does string
}{
	{[]string{"J", "K"}, "Next, previous item"},
	{[]string{"X"}, "Tick, untick"},
	{[]string{"Z"}, "Undo the last change"},
	{[]string{"N"}, "Note or evidence"},
	{[]string{"E"}, "Edit the answer"},
	{[]string{"S"}, "Skip an optional item"},
	{[]string{"F"}, "Mark an item as broken, out of date or excellent"},
	{[]string{"D", "P"}, "Discussed, park"},
	{[]string{"[", "]"}, "Previous, next week"},
	{[]string{"/"}, "Search a list"},
	{[]string{"G", "W"}, "Go to My week"},
	{[]string{"G", "I"}, "Go to the internship"},
	{[]string{"G", "M"}, "Go to the next 1:1"},
	{[]string{"?"}, "This list"},
	{[]string{"Ctrl", "Enter"}, "Send the form"},
	{[]string{"Esc"}, "Close, keeping the draft"},
}

// tokensInUse is how many API tokens still work: "Two in use.".
func tokensInUse(n int) string {
	if n == 0 {
		return "None is in use."
	}
	return ui.Upper(ui.Number(n)) + " in use."
}
