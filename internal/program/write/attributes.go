package write

import (
	"fmt"
	"html"
	"slices"
	"sort"
	"strconv"
	"strings"

	"stint/internal/program/reader/attribute"
)

// add adds attributes where they are not there yet; a later value of the same
// name takes the place of the earlier.
func (w *writer) add(id string, list ...string) bool {
	changed := false
	for _, a := range list {
		changed = put(w.attributes, id, a) || changed
	}
	return changed
}

func put[K comparable](m map[K][]string, key K, a string) bool {
	name, _, _ := strings.Cut(a, "=")
	for i, known := range m[key] {
		if other, _, _ := strings.Cut(known, "="); other == name {
			if known == a {
				return false
			}
			m[key][i] = a
			return true
		}
	}
	m[key] = append(m[key], a)
	return true
}

// differences are the attributes that make have the same as want.
func differences(want, have thing) []string {
	var out []string
	if want.prompt != nil {
		a, b := want.prompt, have.prompt
		if a.Condition != b.Condition {
			out = append(out, pair("if", orNone(a.Condition)))
		}
		if a.Optional != b.Optional {
			out = append(out, pair("optional", onOff(a.Optional)))
		}
		if a.ID != b.ID || a.Named && !b.Named {
			out = append(out, pair("id", a.ID))
		}
		return out
	}
	a, b := want.activity, have.activity
	say := func(name, x, y, value string) {
		if x != y {
			out = append(out, pair(name, value))
		}
	}
	say("kind", string(a.Kind), string(b.Kind), string(a.Kind))
	say("owner", string(a.Owner), string(b.Owner), string(a.Owner))
	say("role", string(a.Role), string(b.Role), string(a.Role))
	say("optional", onOff(a.Optional), onOff(b.Optional), onOff(a.Optional))
	say("if", a.Condition, b.Condition, orNone(a.Condition))
	say("branch", a.Branch, b.Branch, orNone(a.Branch))
	if a.Branch != "" {
		say("side", a.Side, b.Side, a.Side)
	}
	say("choose", strconv.Itoa(a.Choose), strconv.Itoa(b.Choose), strconv.Itoa(a.Choose))
	say("course", a.Course, b.Course, orNone(a.Course))
	say("part", a.Part, b.Part, orNone(a.Part))
	say("after", ids(a.After), ids(b.After), orNone(ids(a.After)))
	say("est", minutes(a.Estimate), minutes(b.Estimate), minutes(a.Estimate))
	say("every", a.Every, b.Every, orNone(a.Every))
	say("group", a.Group, b.Group, orNone(a.Group))
	if a.ID != b.ID || a.Named && !b.Named {
		out = append(out, pair("id", a.ID))
	}
	return out
}

// pair is an attribute as it is written. One that is on is its name alone; what
// would end a value or the attributes is an entity in it.
func pair(name, value string) string {
	if name == "optional" && value == "yes" {
		return "optional"
	}
	if html.UnescapeString(value) != value {
		value = strings.ReplaceAll(value, "&", "&amp;")
	}
	value = strings.NewReplacer("{", "&#123;", "}", "&#125;", "\n", "&#10;").Replace(value)
	switch {
	case strings.Contains(value, `"`) && !strings.ContainsAny(value, "“”"):
		return name + "=“" + value + "”"
	case value == "" || strings.ContainsAny(value, " \t,'\"“”"):
		return name + `="` + strings.ReplaceAll(value, `"`, "&#34;") + `"`
	}
	return name + "=" + value
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func onOff(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

func ids(list []string) string {
	sorted := append([]string{}, list...)
	sort.Strings(sorted)
	return strings.Join(sorted, ",")
}

// minutes writes a length of time as people do.
func minutes(n int) string {
	switch {
	case n >= 60 && n%60 == 0:
		return fmt.Sprintf("%dh", n/60)
	case n > 60:
		return fmt.Sprintf("%dh%dm", n/60, n%60)
	}
	return fmt.Sprintf("%dm", n)
}

// order is that of the attributes in braces, whichever was found to be needed first.
var order = []string{"phase", "through", "unit", "topic", "track", "break", "goals", "kind", "owner", "role", "optional", "if", "branch", "side", "choose", "course", "part", "after", "est", "every", "group", "id"}

// braces writes attributes behind a line. Those that do not find room are left
// out, the longest first: longer braces would not be read at all.
func braces(list []string) string {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b string) int { return place(a) - place(b) })
	for {
		said := " {" + strings.Join(list, " ") + "}"
		switch {
		case len(list) == 0:
			return ""
		case len(said) < attribute.MaxLength:
			return said
		}
		longest := slices.MaxFunc(list, func(a, b string) int { return len(a) - len(b) })
		list = slices.DeleteFunc(list, func(a string) bool { return a == longest })
	}
}

// place is where an attribute stands in the order of all.
func place(a string) int {
	name, _, _ := strings.Cut(a, "=")
	return slices.Index(order, name)
}
