// Package edittest edits program pages at random, in the ways in which their
// authors do, and knows of every line where it comes from. It is for tests.
package edittest

import (
	"math/rand"
	"regexp"
	"strings"

	"stint/internal/program/reader"
)

// Edited is a page that somebody has edited.
type Edited struct {
	Lines  []string
	Origin []int // the line of the old page that each line comes from, from 1; 0 for a new one
}

var itemLine = regexp.MustCompile(`^(\s*)(1\.|[-*]|\d+\.)( \[[ x]\])? \S`)

// Edit changes a share of the page's items: rewords them, takes them away, puts
// new ones between, moves them to other places.
func Edit(r *rand.Rand, src string, share float64) Edited {
	e := Edited{Lines: strings.Split(src, "\n")}
	var items []int
	var vocabulary []string
	for i, line := range e.Lines {
		e.Origin = append(e.Origin, i+1)
		if itemLine.MatchString(line) {
			items = append(items, i)
			vocabulary = append(vocabulary, strings.Fields(line)[1:]...)
		}
	}
	edits := int(float64(len(items)) * share)
	r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	targets := append([]int{}, items[:edits]...)
	drop, before := map[int]bool{}, map[int][]int{}
	added := map[int][]string{}
	for _, i := range targets {
		switch p := r.Float64(); {
		case p < 0.62:
			e.Lines[i] = reword(r, e.Lines[i], vocabulary)
		case p < 0.75 && leaf(e.Lines, i):
			drop[i] = true
		case p < 0.88 && leaf(e.Lines, i):
			added[i] = append(added[i], fresh(r, e.Lines[i], vocabulary))
		case leaf(e.Lines, i):
			at := items[r.Intn(len(items))]
			drop[i] = true
			before[at] = append(before[at], i)
		}
	}
	out := Edited{}
	for i := range e.Lines {
		for _, moved := range before[i] {
			out.add(indented(e.Lines[i], e.Lines[moved]), moved+1)
		}
		if !drop[i] {
			out.add(e.Lines[i], i+1)
		}
		for _, line := range added[i] {
			out.add(line, 0)
		}
	}
	return out
}

func (e *Edited) add(line string, origin int) {
	e.Lines = append(e.Lines, line)
	e.Origin = append(e.Origin, origin)
}

// leaf says that nothing is nested in the item on a line.
func leaf(lines []string, i int) bool {
	return i+1 >= len(lines) || indentOf(lines[i+1]) <= indentOf(lines[i]) || strings.TrimSpace(lines[i+1]) == ""
}

func indentOf(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// indented gives an item the indent of another.
func indented(as, line string) string {
	return strings.Repeat(" ", indentOf(as)) + strings.TrimLeft(line, " ")
}

// reword changes a few words of an item, in the ways in which people do.
func reword(r *rand.Rand, line string, vocabulary []string) string {
	fields := strings.Split(line, " ")
	var at []int
	for i, f := range fields {
		if len(f) > 2 && !strings.ContainsAny(f, "[](){}<>|`") {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return line + " " + vocabulary[r.Intn(len(vocabulary))]
	}
	for n := 1 + r.Intn(max(1, len(at)/4)); n > 0; n-- {
		i := at[r.Intn(len(at))]
		switch r.Intn(4) {
		case 0:
			fields[i] = plainWord(r, vocabulary)
		case 1:
			fields[i] += " " + plainWord(r, vocabulary)
		case 2:
			fields[i] = ""
		default:
			if len(fields[i]) < 3 {
				continue
			}
			k := r.Intn(len(fields[i]) - 1)
			fields[i] = fields[i][:k] + fields[i][k+1:] // a slip of the pen
		}
	}
	return strings.TrimRight(strings.Join(fields, " "), " ")
}

func plainWord(r *rand.Rand, vocabulary []string) string {
	for n := 0; n < 20; n++ {
		if w := vocabulary[r.Intn(len(vocabulary))]; !strings.ContainsAny(w, "[](){}<>|`") {
			return w
		}
	}
	return "thing"
}

// fresh is an item that was not there before.
func fresh(r *rand.Rand, beside string, vocabulary []string) string {
	n := 4 + r.Intn(8)
	list := make([]string, n)
	for i := range list {
		list[i] = plainWord(r, vocabulary)
	}
	return strings.Repeat(" ", indentOf(beside)) + "1. " + strings.Join(list, " ")
}

// Words are the words of a line, by which two of them are the same.
func Words(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "[", " ")), " ")
}

// ByLine are the ids of everything on a page by its line.
func ByLine(p *reader.Page) map[int]string {
	out := map[int]string{}
	p.Walk(func(_ *reader.Phase, a *reader.Activity) {
		out[a.Line] = a.ID
		for _, q := range a.Prompts {
			out[q.Line] = q.ID
		}
	})
	return out
}
