// Package front reads the front matter of a program page, in which an author
// settles title, weeks, hours, rhythm, eligibility and standing invitations.
package front

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/page"
)

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of the front matter.
func Schema() []byte { return append([]byte(nil), schema...) }

// MaxWeeks is how many weeks a program may be said to last.
const MaxWeeks = 260

// Front is what the front matter settles. A zero value is not settled.
type Front struct {
	Title       string
	Description string
	// Name is what other tools call the page, such as a template of issues.
	Name string
	// Address is where the page is published.
	Address     string
	Weeks       int
	Hours       float64
	Every       string
	Minutes     int
	Extendable  int
	Eligibility []Line
	Invitations []Invitation
	Mentors     *page.MentorRule
	Fit         map[string]int
	// HoursLine and WeeksLine are where they are written.
	HoursLine, WeeksLine, RhythmLine int
	Problems                         []Problem
}

// Line is a value with its line.
type Line struct {
	Text string
	Line int
}

// Invitation is a standing call or channel.
type Invitation struct{ Name, Kind, URL string }

// Problem is something that cannot be read as it is written.
type Problem struct {
	Code         string
	Line, Column int
	Message      string
	Help         string
}

// maxBytes is how long front matter may be.
const maxBytes = 64 << 10

// Read reads front matter of a kind, "yaml" or "toml", that begins on a line of
// the page. It never fails: what cannot be read is among the problems.
func Read(text, kind string, line int) Front {
	r := reading{first: line}
	if len(text) > maxBytes {
		r.problem("S505", line, 1, "The front matter is longer than 64 KiB.", "Move what is no setting below it.")
		return r.front
	}
	if kind == "toml" {
		text = fromTOML(text)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		r.syntax(err)
		r.keyByKey(text)
		return r.front
	}
	if len(doc.Content) == 0 {
		return r.front
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		r.problem("S503", line, 1, "The front matter is no list of keys and values.", "Write “title: …” and so on, one to a line.")
		return r.front
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		r.key(root.Content[i], root.Content[i+1])
	}
	return r.front
}

// keyByKey reads the keys that Stint knows out of a text that as a whole is no
// YAML, each the first time it stands at the beginning of a line, with the
// indented lines below it. A value that is none by itself either is a text:
// "title: Support: the first weeks".
func (r *reading) keyByKey(text string) {
	lines := strings.Split(text, "\n")
	seen := map[string]bool{}
	for i, s := range lines {
		name, value, found := strings.Cut(s, ":")
		if !found || seen[name] || name != "name" && !slices.Contains(keys, name) {
			continue
		}
		seen[name] = true
		end := i + 1
		for end < len(lines) && (lines[end] == "" || strings.ContainsAny(lines[end][:1], " \t-")) {
			end++
		}
		own := reading{front: r.front, first: r.first + i}
		var doc yaml.Node
		err := yaml.Unmarshal([]byte(strings.Join(lines[i:end], "\n")), &doc)
		switch {
		case err == nil && len(doc.Content) == 1 && doc.Content[0].Kind == yaml.MappingNode && len(doc.Content[0].Content) == 2:
			own.key(doc.Content[0].Content[0], doc.Content[0].Content[1])
		case strings.TrimSpace(value) != "":
			at := yaml.Node{Kind: yaml.ScalarNode, Line: 1, Column: len(name) + 2, Value: strings.TrimSpace(value)}
			own.key(&yaml.Node{Kind: yaml.ScalarNode, Line: 1, Column: 1, Value: name}, &at)
		}
		r.front = own.front
	}
}

// tomlLine is a line of TOML that can be read as YAML.
var tomlLine = regexp.MustCompile(`^\s*([A-Za-z_-]+)\s*=\s*(.*)$`)

// fromTOML turns the plain key = value lines of TOML into YAML; what is more
// than that is left out, as it is for other tools.
func fromTOML(text string) string {
	var b strings.Builder
	nested := false
	for _, s := range strings.Split(text, "\n") {
		nested = nested || strings.HasPrefix(strings.TrimSpace(s), "[")
		if m := tomlLine.FindStringSubmatch(s); m != nil && !nested && !strings.HasPrefix(m[2], "'''") && !strings.HasPrefix(m[2], `"""`) {
			b.WriteString(m[1] + ": " + m[2])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

type reading struct {
	front Front
	first int
}

// yamlLine finds the line in a message of the YAML reader.
var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

func (r *reading) syntax(err error) {
	line, message := r.first, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		n, _ := strconv.Atoi(m[1])
		line, message = r.first+max(n-1, 0), m[2]
	}
	r.problem("S503", line, 1, "The front matter is no YAML: "+message+". It was read key by key.", "Put quotes around a value that contains a colon or begins with a bracket.")
}

func (r *reading) problem(code string, line, column int, message, help string) {
	r.front.Problems = append(r.front.Problems, Problem{code, line, column, message, help})
}

func (r *reading) line(n *yaml.Node) int { return r.first + n.Line - 1 }

// bad reports a value that cannot be used.
func (r *reading) bad(n *yaml.Node, message string) {
	r.problem("S505", r.line(n), n.Column, message, "")
}

// keys that Stint knows.
var keys = []string{"title", "description", "address", "weeks", "hours", "rhythm", "eligibility", "invitations", "mentors", "fit"}

// foreign are keys of other tools that look like ours.
var foreign = map[string]bool{"tile": true, "url": true, "weight": true, "author": true, "tags": true, "date": true, "layout": true, "aliases": true, "slug": true, "draft": true}

func (r *reading) key(k, v *yaml.Node) {
	switch k.Value {
	case "title":
		r.front.Title = r.text(v)
	case "name":
		r.front.Name = strings.TrimSpace(v.Value)
	case "description":
		r.front.Description = r.text(v)
	case "address":
		r.address(v)
	case "weeks":
		r.front.Weeks, r.front.WeeksLine = int(r.number(v, "weeks", 1, MaxWeeks)), r.line(k)
	case "hours":
		r.front.Hours, r.front.HoursLine = r.number(v, "hours", 0.25, 80), r.line(k)
	case "rhythm":
		r.front.RhythmLine = r.line(k)
		r.rhythm(v)
	case "eligibility":
		r.eligibility(v)
	case "invitations":
		r.invitations(v)
	case "mentors":
		r.mentors(v)
	case "fit":
		r.fit(v)
	default:
		if meant := attribute.Nearest(k.Value, keys); meant != "" && !foreign[k.Value] && len(k.Value) > 3 {
			r.problem("S504", r.line(k), k.Column, fmt.Sprintf("“%s” is no key that Stint knows.", k.Value), fmt.Sprintf("Did you mean “%s”?", meant))
		}
	}
}

func (r *reading) text(v *yaml.Node) string {
	if v.Kind != yaml.ScalarNode {
		r.bad(v, "A text is expected here.")
		return ""
	}
	return strings.TrimSpace(v.Value)
}

func (r *reading) address(v *yaml.Node) {
	text := r.text(v)
	if _, ok := page.ParseAddress(text); text != "" && !ok {
		r.problem("S506", r.line(v), v.Column, fmt.Sprintf("No page can be published there: the address of one begins with http:// or https:// and has %d characters at most.", page.MaxAddress), "Links that name no server are kept as they are written.")
		return
	}
	r.front.Address = text
}

func (r *reading) number(v *yaml.Node, name string, least, most float64) float64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(v.Value), 64)
	if v.Kind != yaml.ScalarNode || err != nil || n < least || n > most || name == "weeks" && n != float64(int(n)) {
		r.bad(v, fmt.Sprintf("%s is a number from %g to %g.", name, least, most))
		return 0
	}
	return n
}

// rhythms are the words for how often two people meet.
var rhythms = map[string]string{
	"day": "day", "daily": "day", "week": "week", "weekly": "week", "two-weeks": "two-weeks", "two weeks": "two-weeks",
	"biweekly": "two-weeks", "fortnightly": "two-weeks", "month": "month", "monthly": "month",
}

// rhythmText is a rhythm on one line: "weekly 30 minutes, up to 60".
var rhythmText = regexp.MustCompile(`^([a-z- ]*[a-z])?[ ,]*(?:(\d+) ?(?:m|min|minutes)?)?(?:,? (?:up )?to (\d+).*)?$`)

func (r *reading) rhythm(v *yaml.Node) {
	f := &r.front
	if v.Kind == yaml.ScalarNode {
		m := rhythmText.FindStringSubmatch(strings.ToLower(strings.TrimSpace(v.Value)))
		if m == nil || rhythms[strings.TrimSpace(m[1])] == "" {
			r.bad(v, "rhythm is “weekly”, “weekly 30 minutes” or “weekly 30 minutes, up to 60”; or daily, biweekly, monthly.")
			return
		}
		f.Every = rhythms[strings.TrimSpace(m[1])]
		f.Minutes, _ = strconv.Atoi(m[2])
		f.Extendable, _ = strconv.Atoi(m[3])
		return
	}
	if v.Kind != yaml.MappingNode {
		r.bad(v, "rhythm has the keys every, minutes and extendable.")
		return
	}
	for i := 0; i+1 < len(v.Content); i += 2 {
		value := v.Content[i+1]
		switch v.Content[i].Value {
		case "every":
			if f.Every = rhythms[strings.ToLower(value.Value)]; f.Every == "" {
				r.bad(value, "every is day, week, two-weeks or month.")
			}
		case "minutes":
			f.Minutes = int(r.number(value, "minutes", 5, 480))
		case "extendable":
			f.Extendable = int(r.number(value, "extendable", 5, 480))
		default:
			r.problem("S504", r.line(v.Content[i]), v.Content[i].Column, fmt.Sprintf("“%s” is no key of rhythm.", v.Content[i].Value), "It has every, minutes and extendable.")
		}
	}
}

func (r *reading) eligibility(v *yaml.Node) {
	list := v.Content
	if v.Kind == yaml.ScalarNode {
		list = []*yaml.Node{v}
	}
	for _, n := range list {
		if s := r.text(n); s != "" {
			r.front.Eligibility = append(r.front.Eligibility, Line{s, r.line(n)})
		}
	}
}

func (r *reading) invitations(v *yaml.Node) {
	if v.Kind != yaml.SequenceNode {
		r.bad(v, "invitations is a list; each has a name, and a kind (channel or call) and a url where there is one.")
		return
	}
	for _, n := range v.Content {
		in := Invitation{Kind: "call"}
		switch n.Kind {
		case yaml.ScalarNode:
			in.Name = strings.TrimSpace(n.Value)
		case yaml.MappingNode:
			r.invitation(n, &in)
		}
		if strings.HasPrefix(in.Name, "#") {
			in.Kind = "channel"
		}
		if in.Name == "" {
			r.bad(n, "An invitation has a name.")
			continue
		}
		r.front.Invitations = append(r.front.Invitations, in)
	}
}

func (r *reading) invitation(n *yaml.Node, in *Invitation) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		value := n.Content[i+1]
		switch n.Content[i].Value {
		case "name":
			in.Name = r.text(value)
		case "url":
			in.URL = r.text(value)
		case "kind":
			if in.Kind = r.text(value); in.Kind != "channel" && in.Kind != "call" {
				r.bad(value, "The kind of an invitation is channel or call.")
			}
		default:
			r.problem("S504", r.line(n.Content[i]), n.Content[i].Column, fmt.Sprintf("“%s” is no key of an invitation.", n.Content[i].Value), "It has name, kind and url.")
		}
	}
}
