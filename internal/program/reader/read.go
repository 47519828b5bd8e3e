package reader

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/front"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
)

// MaxBytes is how long a page may be.
const MaxBytes = 1 << 20

// Read understands a page. It never fails and takes time in proportion to the
// page's length: what cannot be imported has an error among its diagnostics.
func Read(src []byte, opts Options) *Page {
	page := &Page{}
	r := &reading{page: page, spans: map[*outline.Block]*outline.Span{}, lists: map[*outline.Block]attribute.List{}, ids: map[string]bool{},
		tried: map[string]int{}, afterPlaces: map[int]place{}}
	if len(src) > MaxBytes {
		r.doc = outline.Parse("", nil)
		r.say("S101", place{1, 1, 1}, fmt.Sprintf("The page has %d bytes; 1 MiB (1,048,576 bytes) is the limit.", len(src)), "Split the page, or cut what is no part of the program.")
		r.finish()
		return page
	}
	text := r.decode(src)
	r.doc = outline.Parse(text, func(line string) bool {
		_, ok := phase.Line(line)
		return ok
	})
	r.slips()
	r.settle(opts)
	r.phases()
	r.build()
	r.relate()
	r.gatherFacts()
	r.summarize()
	r.finish()
	return page
}

// reading is a page being read.
type reading struct {
	page  *Page
	doc   *outline.Doc
	front front.Front
	base  *url.URL
	spans map[*outline.Block]*outline.Span
	// lists are the attributes of headings and labels.
	lists map[*outline.Block]attribute.List
	// flow is the page's blocks in order, parts what they belong to.
	flow  []*outline.Block
	parts []*part
	setup *part
	// boxes says that the page has checkboxes.
	boxes bool
	// titled is the heading that is the page's title.
	titled *outline.Block
	// ids are the ids in use.
	ids map[string]bool
	// tried remembers up to which number an id is taken.
	tried map[string]int
	// afterPlaces are where "after" is written, by the line of its activity.
	afterPlaces map[int]place
}

// part is a phase, or the setup, with the blocks that belong to it.
type part struct {
	phase  Phase
	label  phase.Label
	blocks []*outline.Block
	// level is the level of its heading; what is no heading has level 7.
	level int
	// style says where the phase's name stands.
	style style
	// heading is the block that names it.
	heading *outline.Block
	// goals says that its heading names goals.
	goals bool
	// owner is whose it is, where the headings around it say; folds is how many
	// <details> are open around it.
	owner string
	folds int
	// rest is a doing that stands behind the phase's name on the same line.
	rest outline.Text
}

// decode makes text of bytes and says what is wrong with them.
func (r *reading) decode(src []byte) string {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if i := bytes.IndexByte(src, 0); i >= 0 {
		line := 1 + bytes.Count(src[:i], []byte("\n"))
		r.say("S103", place{line, 1, 1}, "There is a NUL byte on this line.", "Save the page as UTF-8 text.")
		src = bytes.ReplaceAll(src, []byte{0}, []byte("\uFFFD"))
	}
	if !utf8.Valid(src) {
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
		r.say("S102", place{line, column, column + 1}, "A byte here is not UTF-8.", "Save the page as UTF-8 text.")
		return strings.ToValidUTF8(string(src), "\uFFFD")
	}
	return string(src)
}

// settle takes over what the front matter settles.
func (r *reading) settle(opts Options) {
	f := front.Front{}
	if r.doc.FrontKind != "" {
		f = front.Read(r.doc.Front, r.doc.FrontKind, r.doc.FrontLine)
	}
	r.front = f
	for _, p := range f.Problems {
		r.say(p.Code, place{p.Line, p.Column, p.Column}, p.Message, p.Help)
	}
	r.page.Title, r.page.Description = f.Title, f.Description
	r.page.Weeks, r.page.Hours = f.Weeks, f.Hours
	r.page.Rhythm = Rhythm{Every: f.Every, Minutes: f.Minutes, Extendable: f.Extendable, Line: f.RhythmLine}
	if f.RhythmLine > 0 {
		r.page.Rhythm.Column = 1
		r.page.Rhythm.Quote = strings.TrimSpace(r.doc.LineText(f.RhythmLine))
	}
	for _, e := range f.Eligibility {
		r.page.Eligibility = append(r.page.Eligibility, Statement{e.Text, e.Line, 1})
	}
	for _, in := range f.Invitations {
		r.page.Invitations = append(r.page.Invitations, Invitation{in.Name, in.Kind, in.URL})
	}
	address := opts.Address
	if address == "" {
		address = f.Address
	}
	if base, err := url.Parse(address); err == nil && base.IsAbs() {
		r.base = base
	}
	r.flow = r.doc.Blocks
	r.title()
}

// title takes the page's first heading for its title where it stands alone
// above the others, or where the page has no better one.
func (r *reading) title() {
	var first *outline.Block
	alone, below := true, false
	for _, b := range r.flow {
		if b.Kind != outline.Heading {
			continue
		}
		if first == nil {
			first = b
			continue
		}
		alone = alone && b.Level > first.Level
		if _, ok := phase.Parse(r.plain(b)); ok {
			below = true
		}
	}
	if first == nil {
		return
	}
	section, _ := r.words(first).Section()
	if _, named := phase.Parse(r.plain(first)); named && !below || named && !alone {
		return
	}
	if alone && (section == wording.Unknown || first.Level == 1) {
		r.titled = first
	}
	if r.page.Title == "" && (r.titled != nil || section == wording.Unknown && first.Line < 10) {
		r.page.Title = r.plain(first)
	}
}

// span returns a block's text without markup.
func (r *reading) span(b *outline.Block) *outline.Span {
	if s, ok := r.spans[b]; ok {
		return s
	}
	s := outline.Inline(b.Text, r.doc.References)
	r.spans[b] = &s
	return &s
}

func (r *reading) plain(b *outline.Block) string { return r.span(b).Plain }

// words reads a block's wording.
func (r *reading) words(b *outline.Block) *wording.Reading { return wording.Read(r.plain(b)) }

// links returns the links of a span that can be followed, resolved.
func (r *reading) links(s *outline.Span) []Link {
	out := []Link{}
	for _, l := range s.Links {
		if !l.Image {
			out = append(out, Link{l.Text, r.resolve(l.URL), l.Line})
		}
	}
	return out
}

// resolve makes an address absolute where the page's own is known.
func (r *reading) resolve(address string) string {
	if r.base == nil || address == "" || strings.HasPrefix(address, "{{") {
		return address
	}
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() {
		return address
	}
	return r.base.ResolveReference(u).String()
}

// finish makes every list a list, sorts the diagnostics and sums up.
func (r *reading) finish() {
	p := r.page
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
