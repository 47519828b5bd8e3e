package demo

import (
	"bytes"
	"embed"
	"fmt"

	"go.yaml.in/yaml/v3"
)

//go:embed stories/*.yaml
var stories embed.FS

// story is what happens in the weeks of an internship, as a file of the folder
// stories tells it. Activities are named by the program's id of them or by words
// of their text. Days are the working days of a week, 1 to 5; the 1:1 of those
// who are under way is on the fourth.
type story struct {
	Skipped []departure // of the setup
	Weeks   []week      // from the first on that Stint runs
}

// week is what happens in a week, as far as it has come. Whatever is the
// intern's in it is ticked, unless it is left open.
type week struct {
	Open    []string    // what is not ticked; "*" for nothing at all
	Ticked  []ticks     // what is ticked when; where this is told, nothing else is
	Remarks []remark    // what the intern notes on what they tick
	Answers []answer    // to the questions of the week, in their order
	Topics  []topic     // what the two put on the agenda
	Notes   []note      // of the 1:1
	Hours   []worked    // what the intern logs
	Added   []addition  // activities of the pair's own
	Moved   []move      // to another week
	Skipped []departure // by the intern
	Waived  []departure // by the mentor
}

type ticks struct {
	Day  int
	What []string
}

type remark struct {
	On       string
	Note     string
	Evidence string
}

// answer is what the intern prepares for a question and puts on the agenda. One
// without a text is the bare question.
type answer struct {
	Text   string
	Reply  string // of the mentor, soon after
	Draft  string // in place of Text: what is not on the agenda yet
	Later  bool   // nothing is prepared at all
	Parked bool   // in the 1:1, to the next one
	Day    int    // when it is put; the day before the 1:1 where 0
}

type topic struct {
	By      string // intern or mentor
	Day     int    // the day of the 1:1 where 0
	Title   string
	Minutes int
	Blocker bool // it is in the way
}

// note is a version of a note: each continues the one before it on the same
// item.
type note struct {
	By   string // intern or mentor
	On   string // words of the agenda item's title; the meeting as a whole where empty
	Text string
}

type worked struct {
	Day    int
	Length string
	What   string
}

type addition struct {
	By      string // intern or mentor
	Day     int
	Text    string
	Kind    string
	Minutes int
	Done    int    // the day on which it is ticked; not at all where 0
	Skipped string // why the intern leaves it out, on the next day
}

type move struct {
	By   string
	Day  int
	What string
	To   int // the week
}

// departure is something that leaves the plan.
type departure struct {
	Day    int
	What   string
	Reason string
}

// recall reads the story with a name. Stories are part of the program, so one
// that cannot be read is a defect.
func recall(name string) (s story, err error) {
	text, err := stories.ReadFile("stories/" + name + ".yaml")
	if err != nil {
		return s, err
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&s); err != nil {
		return s, fmt.Errorf("demo: the story of %s: %w", name, err)
	}
	return s, nil
}
