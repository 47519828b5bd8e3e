package apptest

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// selector is a small part of CSS: steps tag#id.class[attr=value], with blanks
// between them for what is somewhere inside. Attributes may be asked for by
// name alone, by =, ^=, $= and *=, with or without quotes. Alternatives are
// separated by commas.
type selector [][]step

type step struct {
	tag        string
	id         string
	classes    []string
	attributes []attribute
}

type attribute struct{ name, operator, value string }

// parseSelector reads a selector. What it does not know is an error, so that a
// test never looks for nothing.
func parseSelector(text string) (s selector, err error) {
	for _, alternative := range splitOutside(text, ',') {
		var steps []step
		for _, part := range splitOutside(alternative, ' ') {
			if part == "" {
				continue
			}
			one, err := parseStep(part)
			if err != nil {
				return nil, err
			}
			steps = append(steps, one)
		}
		if len(steps) == 0 {
			return nil, fmt.Errorf("the selector %q is empty", text)
		}
		s = append(s, steps)
	}
	return s, nil
}

// splitOutside splits a text where a character stands outside brackets.
func splitOutside(text string, at rune) []string {
	var parts []string
	begin, depth := 0, 0
	for i, c := range text {
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == at && depth == 0:
			parts = append(parts, strings.TrimSpace(text[begin:i]))
			begin = i + len(string(c))
		}
	}
	return append(parts, strings.TrimSpace(text[begin:]))
}

func parseStep(text string) (s step, err error) {
	name := func(from string) (word, rest string) {
		end := strings.IndexAny(from, "#.[")
		if end < 0 {
			end = len(from)
		}
		return from[:end], from[end:]
	}
	s.tag, text = name(text)
	for text != "" {
		mark := text[0]
		var word string
		if mark == '[' {
			inside, rest, closed := strings.Cut(text[1:], "]")
			if !closed {
				return s, fmt.Errorf("the bracket of %q is open", text)
			}
			text = rest
			s.attributes = append(s.attributes, parseAttribute(inside))
			continue
		}
		word, text = name(text[1:])
		if strings.ContainsAny(s.tag+word, ":>+~()") || word == "" {
			return s, fmt.Errorf("%q is not among what a selector can say here", string(mark)+word)
		}
		if mark == '#' {
			s.id = word
		} else {
			s.classes = append(s.classes, word)
		}
	}
	if strings.ContainsAny(s.tag, ":>+~()") {
		return s, fmt.Errorf("%q is not among what a selector can say here", s.tag)
	}
	return s, nil
}

func parseAttribute(text string) attribute {
	name, value, found := strings.Cut(text, "=")
	if !found {
		return attribute{name: strings.TrimSpace(name)}
	}
	a := attribute{name: name, operator: "=", value: strings.Trim(value, `"'`)}
	if last := name[max(len(name)-1, 0):]; last != "" && strings.Contains("^$*", last) {
		a.name, a.operator = name[:len(name)-1], last+"="
	}
	return a
}

// matches reports whether a node is what one of the alternatives asks for.
func (s selector) matches(n *html.Node) bool {
	return slices.ContainsFunc(s, func(steps []step) bool {
		last := len(steps) - 1
		if !steps[last].matches(n) {
			return false
		}
		above := n.Parent
		for i := last - 1; i >= 0; i-- {
			for above != nil && !steps[i].matches(above) {
				above = above.Parent
			}
			if above == nil {
				return false
			}
			above = above.Parent
		}
		return true
	})
}

func (s step) matches(n *html.Node) bool {
	if n.Type != html.ElementNode || s.tag != "" && s.tag != "*" && s.tag != n.Data {
		return false
	}
	if s.id != "" && attr(n, "id") != s.id {
		return false
	}
	classes := strings.Fields(attr(n, "class"))
	for _, c := range s.classes {
		if !slices.Contains(classes, c) {
			return false
		}
	}
	for _, a := range s.attributes {
		if !a.matches(n) {
			return false
		}
	}
	return true
}

func (a attribute) matches(n *html.Node) bool {
	value, has := attrOf(n, a.name)
	switch a.operator {
	case "=":
		return has && value == a.value
	case "^=":
		return has && strings.HasPrefix(value, a.value)
	case "$=":
		return has && strings.HasSuffix(value, a.value)
	case "*=":
		return has && strings.Contains(value, a.value)
	}
	return has
}

func attr(n *html.Node, name string) string {
	value, _ := attrOf(n, name)
	return value
}

func attrOf(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
