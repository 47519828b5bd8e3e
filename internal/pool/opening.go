package pool

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person/trait"
	"stint/internal/worktime"
)

// State is where an opening is in its life.
type State string

// The states. Of the last two, either can be opened again.
const (
	StateOpen   State = "open"
	StateLeft   State = "left"   // the mentor left the pool, or the organization
	StateLapsed State = "lapsed" // its last day is past
)

// The verbs that move an opening.
const (
	verbOpen   = "open"
	verbChange = "change"
	verbLeave  = "leave"
	verbLapse  = "lapse"
)

// Move is one allowed step of an opening's life.
type Move struct {
	From  State // empty for the first
	To    State
	Verb  string // open, change, leave, lapse
	Event string // the audit event that tells of it
}

// moves is the whole life; docs/states/opening.md draws it.
var moves = [...]Move{
	{"", StateOpen, verbOpen, "pool.opened"},
	{StateOpen, StateOpen, verbChange, "pool.changed"},
	{StateOpen, StateLeft, verbLeave, "pool.left"},
	{StateOpen, StateLapsed, verbLapse, "pool.left"},
	{StateLeft, StateOpen, verbOpen, "pool.opened"},
	{StateLapsed, StateOpen, verbOpen, "pool.opened"},
}

// Moves returns every allowed move.
func Moves() []Move { return slices.Clone(moves[:]) }

// move returns the step that a verb makes from a state, and a Conflict where
// there is none.
func (s State) move(verb string) (Move, error) {
	for _, m := range moves {
		if m.From == s && m.Verb == verb {
			return m, nil
		}
	}
	if s == StateOpen {
		return Move{}, fault.New(fault.Conflict, "You are open to mentoring in this program already. Nothing has been changed. Change what you offer instead.")
	}
	return Move{}, fault.New(fault.Conflict, "You are not in the pool of this program any more. Nothing has been changed. Open for it again first.")
}

// Opening is a mentor's offer to a program.
type Opening struct {
	ID        id.Opening
	Program   id.Program
	Person    id.Person
	State     State
	Capacity  int      // how many internships at once, 1 to MaxCapacity
	Held      int      // places that promised and running internships take
	Style     string   // one of Styles; empty where the mentor named none
	Topics    []string // as written
	Languages []string // BCP 47
	// Until is the last day on which the opening stands, in the mentor's zone
	// when they said so; zero for an open end.
	Until     worktime.Date
	OpenedAt  time.Time
	ChangedAt time.Time
	LeftAt    time.Time // zero while it is open
}

// Free is how many places are free; 0 where none is.
func (o Opening) Free() int { return max(o.Capacity-o.Held, 0) }

// Limits on what a mentor offers. Lengths are in bytes.
const (
	MaxCapacity  = 20
	MaxTopics    = 30
	MaxTopic     = 60
	MaxLanguages = 10
	maxAhead     = 5 * 366 // days until the last day
)

// Style is a way of mentoring: a word for programs, and a sentence's worth for
// people.
type Style struct{ Name, Words string }

// styles are the ways of mentoring to choose from. They are few and fixed, so
// that an intern can ask for one.
var styles = [...]Style{
	{"hands-on", "Lets you try, then talks it through"},
	{"structured", "Structured, with homework"},
	{"questions", "Thinks aloud, asks a lot"},
	{"calls", "Few words, many calls"},
	{"thorough", "Warm and thorough"},
}

// Styles returns the ways of mentoring to choose from.
func Styles() []Style { return slices.Clone(styles[:]) }

// StyleWords is a style in words; empty for none.
func StyleWords(name string) string {
	for _, s := range styles {
		if s.Name == name {
			return s.Words
		}
	}
	return ""
}

// Offer is what a mentor says of an opening, as they wrote it.
type Offer struct {
	Capacity  int      `json:"capacity" doc:"How many internships at once, 1 to 20. Not below what is held."`
	Style     string   `json:"style,omitempty" doc:"hands-on, structured, questions, calls or thorough; empty for none."`
	Topics    []string `json:"topics,omitempty" doc:"At most 30. Without any, those of the profile stand in."`
	Languages []string `json:"languages,omitempty" doc:"BCP 47. Without any, those of the profile stand in."`
	Until     string   `json:"until,omitempty" doc:"The last day, yyyy-mm-dd; empty for an open end."`
}

// on returns an opening with the offer, or an Invalid error with a message for
// every field that breaks a rule. Today is the mentor's.
func (f Offer) on(o Opening, today worktime.Date) (Opening, error) {
	var fields fault.Fields
	if o.Capacity = f.Capacity; f.Capacity < 1 || f.Capacity > MaxCapacity {
		fields.Add("capacity", "Offer 1 to %d places. To offer none, leave the pool.", MaxCapacity)
	}
	if o.Style = strings.TrimSpace(f.Style); o.Style != "" && StyleWords(o.Style) == "" {
		fields.Add("style", "Choose one of the styles, or none.")
	}
	o.Topics = cleanTopics(&fields, f.Topics)
	o.Languages = cleanLanguages(&fields, f.Languages)
	o.Until = worktime.Date{}
	if text := strings.TrimSpace(f.Until); text != "" {
		until, err := worktime.ParseDate(text)
		switch {
		case err != nil:
			fields.Add("until", "This is not a date such as 2026-10-08.")
		case until.Before(today):
			fields.Add("until", "This day is past. Choose today or later, or leave the field empty for an open end.")
		case until.Sub(today) > maxAhead:
			fields.Add("until", "This is more than five years ahead. Leave the field empty for an open end.")
		}
		o.Until = until
	}
	return o, fields.Err()
}

// cleanTopics returns topics without spaces around them and without those that
// are there already in another case.
func cleanTopics(fields *fault.Fields, list []string) []string {
	topics := []string{}
	for _, topic := range list {
		topic = strings.Join(strings.Fields(topic), " ")
		switch {
		case topic == "" || slices.ContainsFunc(topics, func(t string) bool { return strings.EqualFold(t, topic) }):
			continue
		case len(topic) > MaxTopic:
			fields.Add("topics", "A topic is too long. %d bytes are kept, about as many letters.", MaxTopic)
			return nil
		case !utf8.ValidString(topic) || strings.ContainsFunc(topic, unicode.IsControl):
			fields.Add("topics", "A topic holds a character that does not show. Please type it anew.")
			return nil
		}
		topics = append(topics, topic)
	}
	if len(topics) > MaxTopics {
		fields.Add("topics", "Name at most %d topics.", MaxTopics)
	}
	return topics
}

// cleanLanguages returns tags of languages in their usual form, each once, by
// the rule of the directory.
func cleanLanguages(fields *fault.Fields, list []string) []string {
	languages, err := trait.Languages(list)
	if err != nil {
		fields.Add("languages", "%s", err)
		return nil
	}
	if len(languages) > MaxLanguages {
		fields.Add("languages", "Name at most %d languages.", MaxLanguages)
	}
	return append([]string{}, languages...)
}

// differs names the fields in which two openings differ, for the event.
func differs(was, o Opening) []string {
	var fields []string
	add := func(name string, yes bool) {
		if yes {
			fields = append(fields, name)
		}
	}
	add("capacity", was.Capacity != o.Capacity)
	add("style", was.Style != o.Style)
	add("topics", !slices.Equal(was.Topics, o.Topics))
	add("languages", !slices.Equal(was.Languages, o.Languages))
	add("until", was.Until != o.Until)
	return fields
}
