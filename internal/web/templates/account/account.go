// Package account is signing in, and what a person sets for themselves.
package account

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
