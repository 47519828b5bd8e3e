// Package attribute reads the attributes with which an author settles what is
// otherwise inferred: {kind=deliver optional if=access:crm id=plan est=2h} at
// the end of a line.
package attribute

import (
	"html"
	"sort"
	"strconv"
	"strings"
)

// Attribute is one attribute as written.
type Attribute struct {
	// Name is lower case. A bare name has the value "yes".
	Name, Value string
	// From and To are its bytes in the text.
	From, To int
}

// List are the attributes of a line.
type List struct {
	// From and To are the bytes of the braces in the text.
	From, To   int
	attributes []Attribute
}

// names of attributes. A line that has none of them in braces has no attributes.
var known = map[string]bool{
	"kind": true, "owner": true, "role": true, "optional": true, "if": true, "branch": true, "side": true, "choose": true,
	"course": true, "part": true, "after": true, "est": true, "every": true, "id": true, "group": true,
	"phase": true, "through": true, "unit": true, "topic": true, "track": true, "break": true, "goals": true, "text": true,
}

// Known says that a name is one of an attribute.
func Known(name string) bool { return known[name] }

// Cut finds the attributes at the end of a text, or at the end of its first
// line, and returns the text without them.
func Cut(text string) (List, string) {
	end := len(strings.TrimRight(text, " \t\n"))
	if l, ok := ending(text, end); ok {
		return l, strings.TrimRight(text[:l.From], " \t")
	}
	if n := strings.IndexByte(text, '\n'); n >= 0 {
		if l, ok := ending(text, len(strings.TrimRight(text[:n], " \t"))); ok {
			return l, strings.TrimRight(text[:l.From], " \t") + text[n:]
		}
	}
	return List{}, text
}

// MaxLength is how many bytes a list of attributes may have with its braces.
const MaxLength = 2000

// ending reads attributes that end at a byte of the text.
func ending(text string, end int) (List, bool) {
	if end == 0 || text[end-1] != '}' {
		return List{}, false
	}
	from := strings.LastIndexByte(text[max(0, end-MaxLength):end], '{')
	if from < 0 {
		return List{}, false
	}
	from += max(0, end-MaxLength)
	if from > 0 && (text[from-1] == '{' || text[from-1] != ' ' && text[from-1] != '\t' && text[from-1] != '\n') {
		return List{}, false
	}
	l := List{From: from, To: end}
	recognized := l.parse(text, from+1, end-1)
	return l, recognized
}

// flags are the attributes that may stand without a value.
var flags = map[string]bool{"optional": true, "break": true, "goals": true, "text": true}

// parse reads name=value pairs and bare names. It returns whether they are
// attributes at all: some are pairs, and all are, or the others are known flags.
func (l *List) parse(text string, i, end int) bool {
	bare, pairs, flagged := 0, 0, 0
	for i < end {
		if c := text[i]; c == ' ' || c == '\t' || c == '\n' || c == ',' {
			i++
			continue
		}
		a := Attribute{From: i, Value: "yes"}
		for i < end && nameByte(text[i]) {
			i++
		}
		if i == a.From {
			return false
		}
		a.Name = strings.ToLower(text[a.From:i])
		switch {
		case i < end && text[i] == '=':
			from := i + 1
			if a.Value, i = value(text, from, end); i-from == len(a.Value) && strings.Contains(a.Value, "}") {
				return false // the braces are closed before the end of the text
			}
			a.Value = html.UnescapeString(a.Value)
			pairs++
		case flags[a.Name]:
			flagged++
		default:
			bare++
		}
		a.To = i
		l.attributes = append(l.attributes, a)
	}
	return pairs > 0 || flagged > 0 && bare == 0
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_'
}

// value reads a word or what stands in quotes. Braces, quotes and ends of lines
// stand in it as entities, as in “R&amp;D &#123;new&#125;”.
func value(text string, i, end int) (string, int) {
	for _, quote := range []string{"\"", "'", "“", "”"} {
		if strings.HasPrefix(text[i:end], quote) {
			closing := quote
			if quote == "“" {
				closing = "”"
			}
			from := i + len(quote)
			if n := strings.Index(text[from:end], closing); n >= 0 {
				return text[from : from+n], from + n + len(closing)
			}
		}
	}
	from := i
	for i < end && text[i] != ' ' && text[i] != '\t' && text[i] != '\n' {
		i++
	}
	return text[from:i], i
}

// All returns the attributes in the order in which they are written.
func (l List) All() []Attribute { return l.attributes }

// Find returns the last attribute with a name.
func (l List) Find(name string) (Attribute, bool) {
	for i := len(l.attributes) - 1; i >= 0; i-- {
		if l.attributes[i].Name == name {
			return l.attributes[i], true
		}
	}
	return Attribute{}, false
}

// Yes reads the value of an attribute that is on or off.
func Yes(value string) (on, ok bool) {
	switch strings.ToLower(value) {
	case "yes", "true", "on", "1":
		return true, true
	case "no", "false", "off", "0":
		return false, true
	}
	return false, false
}

// Minutes reads a length of time: "2h", "90m", "1h30m", "1.5h", "45", "30min",
// "1d" for a working day of eight hours. It is between 0 minutes and 400 hours.
func Minutes(value string) (int, bool) {
	s := strings.ToLower(strings.ReplaceAll(value, " ", ""))
	if s == "" {
		return 0, false
	}
	total := 0.0
	for s != "" {
		n := 0
		for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
			n++
		}
		number, err := strconv.ParseFloat(s[:n], 64)
		if err != nil {
			return 0, false
		}
		u := n
		for u < len(s) && s[u] >= 'a' && s[u] <= 'z' {
			u++
		}
		factor, ok := unitMinutes[s[n:u]]
		if !ok {
			return 0, false
		}
		total += number * factor
		s = s[u:]
	}
	return int(total + 0.5), total >= 0 && total <= 24_000
}

// unitMinutes are the units of lengths of time in minutes.
var unitMinutes = map[string]float64{
	"d": 480, "day": 480, "days": 480, "h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60, "m": 1, "min": 1, "mins": 1, "minutes": 1, "": 1,
}

// Nearest returns the known name or value that a misspelled one is meant to be,
// empty where none is near.
func Nearest(word string, candidates []string) string {
	best, distance := "", 3
	for _, c := range candidates {
		if d := edits(word, c); d < distance && d < len(c) {
			best, distance = c, d
		}
	}
	return best
}

// Names returns the known names of attributes in order.
func Names() []string {
	out := make([]string, 0, len(known))
	for name := range known {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// edits is how many letters have to be changed, put in or left out.
func edits(a, b string) int {
	if len(a) > 32 || len(b) > 32 {
		return 99
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(row[j]+1, row[j-1]+1, cost)
		}
	}
	return row[len(b)]
}
