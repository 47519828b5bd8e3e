// Package mark keeps what interns and mentors say about the items of a program's
// page: that one is broken, out of date or excellent.
//
// A mark belongs to its writer. The program's coordinators read it, answer it
// with a word back, and take proposals over into a patch of the page; nobody
// else learns of it, no manager and not the other half of the pair. It names the
// item by its identity, which versions share, so it stays with the item until
// somebody has settled it, through as many versions as it takes.
package mark

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program/reader"
)

// Verdict is what somebody found an item to be.
type Verdict string

// The verdicts.
const (
	Broken    Verdict = "broken"
	Outdated  Verdict = "outdated"
	Excellent Verdict = "excellent"
)

// Verdicts returns every verdict, in the order in which forms offer them.
func Verdicts() []Verdict { return []Verdict{Broken, Outdated, Excellent} }

// Words is the verdict in a sentence: "out of date".
func (v Verdict) Words() string {
	if v == Outdated {
		return "out of date"
	}
	return string(v)
}

// State is where a mark is in its life.
type State string

// The states. An accepted mark's proposal stands in the patch.
const (
	Open     State = "open"
	Accepted State = "accepted"
	Resolved State = "resolved"
	Declined State = "declined"
)

// Move is one way from a state to another.
type Move struct {
	From, To State
	Verb     string
}

// Moves returns every move there is, as docs/states/mark.md draws them.
func Moves() []Move {
	return []Move{
		{Open, Accepted, "accept"}, {Open, Resolved, "resolve"}, {Open, Declined, "decline"},
		{Accepted, Open, "reopen"}, {Accepted, Resolved, "resolve"}, {Accepted, Declined, "decline"},
		{Resolved, Open, "reopen"}, {Declined, Open, "reopen"},
	}
}

// Standing reports whether the mark still asks for something.
func (s State) Standing() bool { return s == Open || s == Accepted }

// Limits of what a mark holds, in bytes.
const (
	MaxComment  = 4000
	MaxProposal = 2000
	MaxAnswer   = 4000
)

// Mark is one person's word about one item.
type Mark struct {
	ID         id.Mark
	Program    id.Program
	Item       string            // the activity's id on the page, the same in every version
	Version    id.ProgramVersion // the one that the writer saw
	Internship id.Internship     // on which they saw it
	Person     id.Person         // who wrote it
	Verdict    Verdict
	Comment    string // as typed; empty for none
	Replaces   string // with a proposal: the address that is to go; empty for the item's wording
	Proposal   string // what is to stand there; empty for none
	State      State
	Answer     string    // the coordinator's word back
	SettledBy  id.Person // who answered it last
	SettledAt  time.Time // zero until then
	Revision   int       // raised by every change
	MadeAt     time.Time
	ChangedAt  time.Time
}

// check brings what somebody says of an item to its one form, or tells at the
// fields what is wrong with it.
func (in Put) check(item *reader.Activity) (Put, error) {
	var fields fault.Fields
	if !slices.Contains(Verdicts(), in.Verdict) {
		fields.Add("verdict", "Choose what it is: broken, out of date or excellent.")
	}
	in.Comment = checkText(&fields, "comment", in.Comment, MaxComment)
	in.Proposal = oneLine(checkText(&fields, "proposal", in.Proposal, MaxProposal))
	in.Replaces = strings.TrimSpace(in.Replaces)
	switch {
	case in.Proposal == "":
		in.Replaces = ""
	case in.Verdict == Excellent:
		fields.Add("proposal", "What is excellent stays as it is. Choose another mark, or leave the proposal out.")
	case in.Replaces == "" && in.Proposal == item.Markdown:
		fields.Add("proposal", "This is what the page says already.")
	case in.Replaces == "" && strings.Contains(in.Proposal, "<!--"):
		fields.Add("proposal", "Write the words without a comment in them.")
	case in.Replaces == "":
	case !slices.ContainsFunc(item.Links, func(l reader.Link) bool { return l.URL == in.Replaces }):
		fields.Add("replaces", "This address is not on the item.")
	case !validAddress(in.Proposal):
		fields.Add("proposal", "This is not an address that begins with http:// or https:// and holds no spaces or brackets.")
	case in.Proposal == in.Replaces:
		fields.Add("proposal", "This is the address that is there.")
	}
	return in, fields.Err()
}

// checkText returns a text as it was typed but for its line ends and the space
// around it.
func checkText(fields *fault.Fields, field, text string, limit int) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	unseen := func(c rune) bool {
		return unicode.IsControl(c) && c != '\n' && c != '\t' || unicode.Is(unicode.Bidi_Control, c)
	}
	switch {
	case len(text) > limit:
		fields.Add(field, "This is too long: %d bytes, and %d are possible.", len(text), limit)
	case !utf8.ValidString(text):
		fields.Add(field, "This holds characters that cannot be read (it is not UTF-8).")
	case strings.ContainsFunc(text, unseen):
		fields.Add(field, "This holds a character that does not show. Please type it anew.")
	default:
		return text
	}
	return ""
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// validAddress reports whether an address can stand in a page as a link without
// ending it early.
func validAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil &&
		!strings.ContainsAny(address, " \t<>()[]\"'{}|\\^`")
}

// settle is the rule for a coordinator's answer. It changes the mark.
func (m *Mark) settle(to State, answer string) error {
	var fields fault.Fields
	answer = checkText(&fields, "answer", answer, MaxAnswer)
	if to == Declined && answer == "" && len(fields) == 0 {
		fields.Add("answer", "Say in a few words why, for whoever marked it.")
	}
	if err := fields.Err(); err != nil {
		return err
	}
	switch {
	case !slices.ContainsFunc(Moves(), func(v Move) bool { return v.From == m.State && v.To == to }):
		return fault.New(fault.Conflict, "This mark is %s, so it cannot become %s. Nothing has been changed. Look at the page again.", m.State, oneOf(to))
	case to == Accepted && m.Proposal == "":
		return fault.New(fault.Conflict, "This mark proposes nothing that a patch could hold. Nothing has been changed. Resolve it or decline it.")
	}
	m.State = to
	if answer != "" || to == Open {
		m.Answer = answer
	}
	return nil
}

// oneOf is a state as somebody named it, where it is one.
func oneOf(s State) State {
	if slices.Contains([]State{Open, Accepted, Resolved, Declined}, s) {
		return s
	}
	return "that"
}
