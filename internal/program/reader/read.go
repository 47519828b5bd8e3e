package reader

import (
	"bytes"
	"cmp"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/assembly"
	"stint/internal/program/reader/division"
	"stint/internal/program/reader/fact"
	"stint/internal/program/reader/front"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/relation"
	"stint/internal/program/reader/review"
	"stint/internal/program/reader/source"
)

// MaxBytes is how long a page may be.
const MaxBytes = 1 << 20

// Read understands a page. It never fails and takes time in proportion to the
// page's length: what cannot be imported has an error among its diagnostics.
func Read(src []byte, opts Options) *Page {
	r := &reading{page: &Page{}}
	if len(src) > MaxBytes {
		r.Source = source.New(outline.Parse("", nil))
		r.Say("S101", source.At(1, 1, 1), fmt.Sprintf("The page has %d bytes; 1 MiB (1,048,576 bytes) is the limit.", len(src)), "Split the page, or cut what is no part of the program.")
		return r.finish()
	}
	text, damage := decode(src)
	r.Source = source.New(outline.Parse(text, func(line string) bool {
		_, ok := phase.Line(line)
		return ok
	}))
	for _, d := range damage {
		r.Say(d.code, d.at, d.message, "Save the page as UTF-8 text.")
	}
	r.slips()
	r.settle(opts)
	r.Named = r.page.Title
	setup, parts := division.Divide(r.Source)
	switch {
	case r.page.Title == "" && r.Title != nil:
		r.page.Title = r.Plain(r.Title)
	case r.page.Title == "":
		r.title() // the page may have stood in a code block
	}
	r.Named = r.page.Title
	made := assembly.Assemble(r.Source, setup, parts)
	r.page.Setup, r.page.Phases = made.Setup, made.Phases
	r.page.Eligibility = append(r.page.Eligibility, made.Eligibility...)
	relation.Relate(r.Source, r.page, made.IDs, made.After)
	fact.Gather(r.Source, r.page, r.front)
	review.Review(r.Source, r.page, r.front, parts)
	return r.finish()
}

// reading is a page being read.
type reading struct {
	*source.Source
	page  *Page
	front front.Front
}

// damaged is what is wrong with the bytes of a page.
type damaged struct {
	code    string
	at      source.Place
	message string
}

// decode makes text of bytes and says what is wrong with them.
func decode(src []byte) (text string, found []damaged) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if i := bytes.IndexByte(src, 0); i >= 0 {
		line := 1 + bytes.Count(src[:i], []byte("\n"))
		found = append(found, damaged{"S103", source.At(line, 1, 1), "There is a NUL byte on this line."})
		src = bytes.ReplaceAll(src, []byte{0}, []byte("\uFFFD"))
	}
	if utf8.Valid(src) {
		return string(src), found
	}
	i := 0
	for i < len(src) {
		c, size := utf8.DecodeRune(src[i:])
		if c == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	line := 1 + bytes.Count(src[:i], []byte("\n"))
	column := 1 + utf8.RuneCount(src[bytes.LastIndexByte(src[:i], '\n')+1:i])
	found = append(found, damaged{"S102", source.At(line, column, column+1), "A byte here is not UTF-8."})
	return strings.ToValidUTF8(string(src), "\uFFFD"), found
}

// settle takes over what the front matter settles.
func (r *reading) settle(opts Options) {
	f := front.Front{}
	if r.Doc.FrontKind != "" {
		f = front.Read(r.Doc.Front, r.Doc.FrontKind, r.Doc.FrontLine)
	}
	r.front = f
	for _, p := range f.Problems {
		r.Say(p.Code, source.At(p.Line, p.Column, p.Column), p.Message, p.Help)
	}
	r.page.Title, r.page.Description = f.Title, f.Description
	if toFill(f.Title) && strings.Contains(f.Name, " ") && !toFill(f.Name) {
		r.page.Title = f.Name // the title is that of the issues that are made of it
	}
	r.page.Weeks, r.page.Hours = f.Weeks, f.Hours
	r.page.Rhythm = Rhythm{Every: f.Every, Minutes: f.Minutes, Extendable: f.Extendable, Line: f.RhythmLine}
	if f.RhythmLine > 0 {
		r.page.Rhythm.Column = 1
		r.page.Rhythm.Quote = strings.TrimSpace(r.Doc.LineText(f.RhythmLine))
	}
	for _, e := range f.Eligibility {
		r.page.Eligibility = append(r.page.Eligibility, Statement{Text: e.Text, Line: e.Line, Column: 1})
	}
	for _, in := range f.Invitations {
		r.page.Invitations = append(r.page.Invitations, Invitation{Name: in.Name, Kind: in.Kind, URL: in.URL})
	}
	r.page.Mentors, r.page.Fit = f.Mentors, f.Fit
	address := cmp.Or(opts.Address, f.Address, opts.Earlier)
	if base, ok := page.ParseAddress(address); ok {
		r.Base, r.page.Address = base, address
	}
	r.title()
}

// slipSays is what is said of each slip: code, message, help.
var slipSays = map[outline.SlipKind][3]string{
	outline.MissingNumber:   {"S210", "This line starts with “.”, a list number is missing.", "Read as an item of this list, because its neighbors are."},
	outline.DoubleMarker:    {"S211", "Two list markers on one line.", "Read as one item, not as a list in a list."},
	outline.MissingSpace:    {"S212", "The space after the marker is missing.", "Read as if it were there."},
	outline.MissingMarker:   {"S213", "A checkbox without a list marker before it.", "Read as an item of a list."},
	outline.BrokenBox:       {"S214", "Markdown does not take this for a checkbox.", "Read as one."},
	outline.ShallowNesting:  {"S215", "Indented by less than Markdown needs below this marker.", "Read as nested, as it looks."},
	outline.LabelInText:     {"S216", "A bold line without a blank line before it.", "Read as the head of what follows."},
	outline.TooDeep:         {"S217", "Nested more than 32 levels deep.", "Read as if it stood 32 levels deep."},
	outline.UnclosedCode:    {"S218", "This code block is never closed.", "Close it with the same fence."},
	outline.UnclosedComment: {"S219", "This comment is never closed.", "Close it with -->."},
	outline.UnclosedFront:   {"S220", "The front matter is never closed.", "Write a line with --- below the last setting."},
	outline.WideTable:       {"S221", "The table is larger than 64 columns or 10,000 cells.", "It is kept as text. Split it to make activities of its rows."},
	outline.TooMany:         {"S105", "The page has more than 50,000 parts; the rest is not read.", "Split the page."},
}

// maxNotes is how many remarks of one code are made; a further one says no more.
const maxNotes = 100

// slips says what the outline mended.
func (r *reading) slips() {
	counts := map[string]int{}
	for _, s := range r.Doc.Slips {
		says := slipSays[s.Kind]
		if counts[says[0]]++; counts[says[0]] > maxNotes {
			continue
		}
		d := r.Say(says[0], source.At(s.Line, s.Column, s.EndColumn), says[1], says[2])
		if s.Fix {
			d.Fix = &Fix{Line: s.Line, Column: max(s.Column, s.FixColumn), EndColumn: s.EndColumn, Text: s.Text, Certain: true}
		}
	}
}

// sortDiagnostics puts them in the order of the page, each once.
func sortDiagnostics(p *Page) {
	list := p.Diagnostics
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		if a.Column != b.Column {
			return a.Column < b.Column
		}
		return a.Code < b.Code
	})
	out := list[:0]
	for i, d := range list {
		if i > 0 && d.Code == list[i-1].Code && d.Line == list[i-1].Line && d.Column == list[i-1].Column {
			continue
		}
		out = append(out, d)
	}
	p.Diagnostics = out
}

// finish makes every list a list and sorts the diagnostics.
func (r *reading) finish() *Page {
	p := r.page
	if p.Diagnostics = r.Remarks; r.TooLong() || p.Length() > page.MaxText {
		p = r.refuse()
	}
	tidyPhase(&p.Setup)
	for i := range p.Phases {
		tidyPhase(&p.Phases[i])
	}
	p.Phases = listed(p.Phases)
	p.Eligibility, p.Invitations = listed(p.Eligibility), listed(p.Invitations)
	sortDiagnostics(p)
	p.Importable = true
	for _, d := range p.Diagnostics {
		p.Importable = p.Importable && d.Severity != SeverityError
	}
	p.Diagnostics = listed(p.Diagnostics)
	return p
}

// refuse leaves nothing of a page that would come to more than a page may, but the
// errors that were found in it.
func (r *reading) refuse() *Page {
	longest, length := 1, 0
	for line := range r.Doc.LineCount() {
		if n := len(r.Doc.LineText(line + 1)); n > length {
			longest, length = line+1, n
		}
	}
	r.Say("S122", source.At(longest, 1, 1), "What the page's items share would take more than 16 MiB. This line is the longest.", "Make it shorter.")
	refused := &Page{}
	for _, d := range r.Remarks {
		if d.Severity == SeverityError {
			refused.Diagnostics = append(refused.Diagnostics, d)
		}
	}
	return refused
}

func tidyPhase(p *Phase) {
	p.Items, p.Goals, p.Activities, p.Text = listed(p.Items), listed(p.Goals), listed(p.Activities), listed(p.Text)
	for i := range p.Goals {
		p.Goals[i].Links = listed(p.Goals[i].Links)
	}
	for i := range p.Text {
		p.Text[i].Links = listed(p.Text[i].Links)
	}
	p.Walk(func(a *Activity) {
		a.Links, a.After, a.Prompts, a.Children, a.Notes = listed(a.Links), listed(a.After), listed(a.Prompts), listed(a.Children), listed(a.Notes)
		for i := range a.Prompts {
			a.Prompts[i].Links = listed(a.Prompts[i].Links)
		}
		for i := range a.Notes {
			a.Notes[i].Links = listed(a.Notes[i].Links)
		}
	})
}

// listed returns an empty list for none.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
