package patch

import (
	"bytes"
	"encoding/json"
	"net/url"
	"reflect"
	"regexp"
	"strings"

	"stint/internal/program/reader"
	"stint/internal/program/reader/attribute"
)

// draft is a page being changed, line by line as the reader counts them.
type draft struct {
	was     []string // the lines with their ends
	now     []string // what each became; may hold more than one line
	reading any      // of the page as it stands, for comparing
	shape   [3]int
}

func newDraft(source string) *draft {
	lines := split(source)
	d := &draft{was: lines, now: append([]string(nil), lines...)}
	d.look(reader.Read([]byte(source), reader.Options{}))
	return d
}

// split cuts a text behind every line end: a line feed, a carriage return, or
// both.
func split(text string) []string {
	var lines []string
	for text != "" {
		end := strings.IndexAny(text, "\r\n")
		switch {
		case end < 0:
			end = len(text)
		case text[end] == '\r' && strings.HasPrefix(text[end:], "\r\n"):
			end += 2
		default:
			end++
		}
		lines, text = append(lines, text[:end]), text[end:]
	}
	return lines
}

func (d *draft) text() string { return strings.Join(d.now, "") }

func (d *draft) look(page *reader.Page) {
	d.reading, d.shape = understood(page), shape(page)
}

// shape counts what a page holds: phases, activities, prompts.
func shape(p *reader.Page) [3]int {
	return [3]int{len(p.Phases), p.Counts.Activities, p.Counts.Prompts}
}

// understood is a reading without where things stand, without remarks, and
// without the comments in what it keeps as written: nobody who reads the page
// sees those.
func understood(page *reader.Page) any {
	text, err := json.Marshal(page)
	if err != nil {
		return err.Error() // a page is made of plain values
	}
	var v any
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&v); err != nil {
		return err.Error()
	}
	return placeless(v)
}

func placeless(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for _, place := range [...]string{"line", "column", "end_column", "diagnostics"} {
			delete(v, place)
		}
		for name, inner := range v {
			if text, ok := inner.(string); ok && name == "markdown" {
				v[name] = strings.TrimSpace(ours.ReplaceAllString(text, ""))
				continue
			}
			v[name] = placeless(inner)
		}
	case []any:
		kept := []any{}
		for _, inner := range v {
			if inner = placeless(inner); !nothing(inner) {
				kept = append(kept, inner)
			}
		}
		return kept
	}
	return v
}

// nothing reports whether a piece of the page was only a comment.
func nothing(v any) bool {
	piece, ok := v.(map[string]any)
	return ok && piece["kind"] == "html" && piece["markdown"] == ""
}

// ours are the comments that a patch writes, with the space before them.
var ours = regexp.MustCompile(`\s*<!-- Stint.*?-->`)

// same reports whether the page as it stands is understood as it was, with no
// error and no warning that was not there.
func (d *draft) same() bool {
	return reflect.DeepEqual(d.reading, understood(reader.Read([]byte(d.text()), reader.Options{})))
}

// lineOf is the text of a line without its end; false where there is no such
// line or it was changed into several.
func (d *draft) lineOf(n int) (text, end string, ok bool) {
	if n < 1 || n > len(d.now) {
		return "", "", false
	}
	line := d.now[n-1]
	text = strings.TrimRight(line, "\r\n")
	return text, line[len(text):], !strings.ContainsAny(text, "\r\n")
}

// replace puts a proposal into the page, where that can be done exactly.
func (d *draft) replace(a *reader.Activity, old, with string) bool {
	line, end, ok := d.lineOf(a.Line)
	if !ok {
		return false
	}
	var changed string
	if old == "" {
		changed, ok = reworded(line, a, with)
	} else {
		changed, ok = relinked(line, old, with)
	}
	if !ok || changed == line {
		return false
	}
	before := d.now[a.Line-1]
	d.now[a.Line-1] = changed + end
	page := reader.Read([]byte(d.text()), reader.Options{})
	if shape(page) != d.shape || !page.Importable {
		d.now[a.Line-1] = before
		return false
	}
	d.look(page)
	return true
}

// reworded replaces an item's words and leaves its marker, its checkbox and its
// attributes.
func reworded(line string, a *reader.Activity, with string) (string, bool) {
	if list, _ := attribute.Cut(with); list.To > 0 || a.Markdown == "" || strings.ContainsAny(a.Markdown, "\r\n") || strings.Count(line, a.Markdown) != 1 {
		return "", false
	}
	return strings.Replace(line, a.Markdown, with, 1), true
}

// relinked replaces an address on a line. A page names its own server's
// addresses without the server, so these are looked for too; the address must
// stand there once, and end there.
func relinked(line, old, with string) (string, bool) {
	for _, written := range spellings(old) {
		at := -1
		for from := 0; ; {
			i := strings.Index(line[from:], written)
			if i < 0 {
				break
			}
			if i += from; whole(line, i, i+len(written)) {
				if at >= 0 {
					return "", false // which of the two is meant?
				}
				at = i
			}
			from = i + 1
		}
		if at >= 0 {
			return line[:at] + with + line[at+len(written):], true
		}
	}
	return "", false
}

// spellings are how a page may write an address.
func spellings(address string) []string {
	all := []string{address}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		if rest := strings.TrimPrefix(address, u.Scheme+"://"+u.Host); len(rest) > 1 {
			all = append(all, rest)
		}
	}
	return all
}

// whole reports whether what stands there is not a part of a longer address.
func whole(line string, from, to int) bool {
	before := from == 0 || strings.ContainsRune(" \t(<[\"'=:", rune(line[from-1]))
	after := to == len(line) || strings.ContainsRune(" \t)>]\"'", rune(line[to])) ||
		strings.ContainsRune(".,;", rune(line[to])) && (to+1 == len(line) || line[to+1] == ' ')
	return before && after
}

// remark is a comment and the item that it stands beside.
type remark struct {
	item *reader.Activity
	text string
}

// A place is one way to write a comment beside an item: it returns what the
// item's line becomes.
type place func(line, end string, r remark) string

var places = [...]place{
	// At the end of the line, which is where one looks.
	func(line, end string, r remark) string {
		return strings.TrimRight(line, " \t") + " " + r.text + end
	},
	// Before the attributes at its end.
	func(line, end string, r remark) string {
		list, rest := attribute.Cut(line)
		if list.To == 0 {
			return line + end
		}
		return strings.TrimRight(rest, " \t") + " " + r.text + strings.TrimRight(line[len(rest):], " \t") + end
	},
	// On a line of its own below, as a part of the item.
	func(line, end string, r remark) string {
		if end == "" {
			end = "\n"
		}
		return line + end + strings.Repeat(" ", max(r.item.Column-1, 0)) + r.text + end
	},
	// On a line of its own at the margin.
	func(line, end string, r remark) string {
		if end == "" {
			end = "\n"
		}
		return line + end + r.text + end
	},
}

// comment writes the remarks. All are tried at the end of their lines at once;
// only where that changes what is understood are they tried one by one. What
// fits nowhere beside its item stands at the end of the page.
func (d *draft) comment(remarks []remark) {
	before := append([]string(nil), d.now...)
	var rest []remark
	for _, r := range remarks {
		if !d.put(places[0], r) {
			rest = append(rest, r)
		}
	}
	if !d.same() {
		d.now, rest = before, remarks
	}
	var left []string
	for _, r := range rest {
		if !d.putSomewhere(r) {
			left = append(left, strings.Replace(r.text, "Stint: ", "Stint, on “"+plain(r.item.Text)+"”: ", 1))
		}
	}
	d.append(left)
}

func (d *draft) put(where place, r remark) bool {
	line, end, ok := d.lineOf(r.item.Line)
	if !ok {
		return false
	}
	d.now[r.item.Line-1] = where(line, end, r)
	return d.now[r.item.Line-1] != line+end
}

func (d *draft) putSomewhere(r remark) bool {
	for _, where := range places {
		if _, _, ok := d.lineOf(r.item.Line); !ok {
			return false
		}
		before := d.now[r.item.Line-1]
		if d.put(where, r) && d.same() {
			return true
		}
		d.now[r.item.Line-1] = before
	}
	return false
}

// append writes comments at the end of the page, as far as that changes nothing.
func (d *draft) append(comments []string) {
	if len(comments) == 0 || len(d.now) == 0 {
		return
	}
	last := len(d.now) - 1
	before := d.now[last]
	tail := before
	if strings.TrimRight(tail, "\r\n") == tail {
		tail += "\n"
	}
	d.now[last] = tail + "\n" + strings.Join(comments, "\n\n") + "\n"
	if !d.same() {
		d.now[last] = before
	}
}
