package meeting

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"stint/internal/id"
)

// Note is what was written in a meeting, on one item or on the meeting as a
// whole.
type Note struct {
	Meeting id.Meeting
	Item    id.AgendaItem // empty: the meeting as a whole
	NoteVersion
	// Other is what somebody wrote that the writer of this version had not
	// seen, so that the two have to be compared; nil where there is no such
	// thing.
	Other *NoteVersion
}

// NoteVersion is one version of a note, kept for ever.
type NoteVersion struct {
	Version int       `json:"version"` // 1, 2, 3, …
	Base    int       `json:"base"`    // the version that its writer started from; 0 for an empty page
	Author  id.Person `json:"author"`
	Body    string    `json:"body"` // Markdown, as typed
	At      time.Time `json:"at"`
}

// Task is a line of a note that asks somebody for something until next time:
// "- [ ] Name: task".
type Task struct {
	Name string // whose it is, as written; empty where the line names nobody
	Text string
	Done bool
}

var (
	taskLine = regexp.MustCompile(`^\s*(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\]\s+(.*\S)\s*$`)
	fence    = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})")
)

// Tasks returns the tasks in a note, in order. They are the task list items of
// GitHub's Markdown, at any depth, outside blocks of code between fences. What
// stands before the first colon and blank is the name, if it is at most four
// words.
func Tasks(body string) []Task {
	var tasks []Task
	fenced := ""
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, "\r\n")
		if mark := fence.FindStringSubmatch(line); mark != nil {
			switch {
			case fenced == "":
				fenced = mark[1]
			case strings.HasPrefix(mark[1], fenced) && strings.TrimRight(strings.TrimLeft(line, " "), " \t") == mark[1]:
				fenced = ""
			}
			continue
		}
		item := taskLine.FindStringSubmatch(line)
		if fenced != "" || item == nil {
			continue
		}
		name, text := splitName(item[2])
		tasks = append(tasks, Task{Name: name, Text: text, Done: item[1] != " "})
	}
	return tasks
}

// splitName cuts the name from a task.
func splitName(task string) (name, text string) {
	name, text, found := strings.Cut(task, ": ")
	words := strings.Fields(name)
	if !found || len(words) == 0 || len(words) > 4 || utf8.RuneCountInString(name) > 60 || strings.TrimSpace(text) == "" {
		return "", task
	}
	return strings.Join(words, " "), strings.TrimSpace(text)
}
