package assembly

import (
	"slices"
	"strings"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// above is what an item inherits from the one it is nested in.
type above struct {
	kind     page.Kind
	owner    page.Owner
	sure     float64
	named    bool // the owner was said in words or by a heading
	optional bool
	boxed    bool
	readies  bool // it names what others do before the newcomer's first day
}

// cutAttributes returns the attributes of a text and the text without them.
func cutAttributes(t inline.Text) (attribute.List, inline.Text) {
	list, _ := attribute.Cut(t.Raw)
	if list.To == 0 {
		return list, t
	}
	from := len(strings.TrimRight(t.Raw[:list.From], " \t"))
	return list, t.Without(inline.Range{From: from, To: list.To})
}

// activity makes an activity of an item and everything nested in it; nil where
// the item says nothing.
func (b *builder) activity(it *outline.Block, up *above) *page.Activity {
	list, text := cutAttributes(it.Text)
	span := b.spanWithout(it, list, text)
	if span.Plain == "" && len(it.Children) == 0 {
		b.Say("S222", b.Whole(it), "This item has no text.", "")
		return nil
	}
	whole := b.Words(it)
	read := leading(whole)
	below := titled(it, span)
	a := &page.Activity{
		Text: span.Plain, Markdown: strings.TrimSpace(text.Raw), Line: it.Line, EndLine: it.TextEnd(), Column: it.Column, Links: b.Links(span),
		Boxed: it.Check != outline.NoBox, Done: it.Check == outline.Ticked, Every: rhythm(read, whole), Role: page.RoleLeaf,
	}
	if it.Level == 1 {
		a.Group = b.group()
	}
	asked, owned := read, read
	if below != nil {
		if !read.Until(span.Bold[0].To).Imperative() && below.Addressed() {
			asked = below
		}
		if owner, _ := below.Owner(); owner != "" {
			owned = below
		}
	}
	b.decideOwner(a, owned, up)
	b.decideKind(a, it, asked, span, up)
	b.decideBinding(a, read, up)
	if a.Estimate, a.Sure.Estimate = whole.Estimate(); a.Estimate == 0 {
		a.Estimate, a.Sure.Estimate = lineEndEstimate(span, whole)
	}
	settled := b.apply(a, text, it.Text, list)
	if b.nest(a, it, whole, up); a.Text == "" && len(a.Children)+len(a.Prompts)+len(a.Notes) == 0 {
		b.Say("S222", b.Whole(it), "This item has no text.", "Nor has anything nested in it.")
		return nil
	}
	if !settled["role"] {
		a.Role, a.Sure.Role = b.decideRole(a, it, read, whole, up)
	}
	b.decideChoice(a, read, settled)
	b.decideCourse(a, read, span, settled)
	a.Settle()
	return a
}

// lineEndEstimate is the length of time that a span of code at the end of a
// line of an item holds: "Loops `50min`", with links on the lines below it.
func lineEndEstimate(span *inline.Span, whole *wording.Reading) (minutes int, sure float64) {
	for _, c := range span.Code {
		if c.To < len(span.Plain) && span.Breaks(c.To) {
			if minutes := whole.LengthAt(c.From, c.To); minutes > 0 {
				return minutes, 0.85
			}
		}
	}
	return 0, 0
}

// rhythm is how often something is done: as its sentence says, else one behind
// it that says so of the same. "Check in every two weeks" in a later sentence
// makes nothing a habit.
func rhythm(first, whole *wording.Reading) string {
	every := first.Every()
	if every != "" || !whole.Has(sense.Daily, sense.Weekly, sense.Fortnightly, sense.Monthly) {
		return every
	}
	for text, from := whole.Text, len(first.Text); every == "" && from < len(text); {
		end := wording.SentenceEnd(text, from)
		if sentence := text[from:end]; len(sentence) < 200 {
			every = wording.Read(sentence).Again()
		}
		from = end
	}
	return every
}

// leading is the sentence of a text that says what is to be done. A first
// sentence of a word or two, such as "Optional.", is none of its own.
func leading(whole *wording.Reading) *wording.Reading {
	text := whole.Text
	end := wording.SentenceEnd(text, 0)
	for end < len(text) && len(strings.Fields(text[:end])) <= 2 {
		end = wording.SentenceEnd(text, end)
	}
	if end >= len(text) {
		return whole
	}
	return whole.Until(end)
}

// spanWithout is an item's text without markup and attributes.
func (b *builder) spanWithout(it *outline.Block, list attribute.List, text inline.Text) *inline.Span {
	if list.To == 0 {
		return b.Span(it)
	}
	return b.SpanOf(it, text)
}

// decideOwner takes the owner from the words, else from above, else from the
// headings; who is not named is the intern.
func (b *builder) decideOwner(a *page.Activity, read *wording.Reading, up *above) {
	owner, sure := b.named(a, read)
	around, aroundSure := b.owner()
	if aroundSure < 0.7 && read.Speaks() {
		around = "" // "Team" is whom "Meet your buddy" is about
	}
	byYou := owner == wording.ByIntern && len(read.Words) > 0 && read.Words[0].Text == "you"
	switch {
	case owner != "" && !(byYou && around != ""):
		a.Owner, a.Sure.Owner = page.Owner(owner), sure
	case owner == "" && read.OfTrade() && (up != nil && up.named || around != ""):
		a.Owner, a.Sure.Owner = page.OwnerIntern, 0.7
	case up != nil && up.named:
		a.Owner, a.Sure.Owner = up.owner, min(up.sure, 0.9)
	case around != "":
		a.Owner, a.Sure.Owner = page.Owner(around), aroundSure
	default:
		a.Owner, a.Sure.Owner = b.preparer(read, up)
	}
}

// decideKind takes the kind from the words and the links.
func (b *builder) decideKind(a *page.Activity, it *outline.Block, read *wording.Reading, span *inline.Span, up *above) {
	around := wording.Around{Linked: len(a.Links) > 0, LinkOnly: len(a.Links) > 0 && b.LinkOnly(it)}
	if l := span.Links; len(l) > 0 && !l[0].Image && l[0].From == 0 && strings.Contains(l[0].URL, "://") {
		rest := strings.TrimLeft(span.Plain[l[0].To:], " ")
		around.Annotated = strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, "by ")
	}
	for _, l := range a.Links {
		around.CourseSite = around.CourseSite || courseSite(l.URL)
	}
	if up != nil {
		around.Parent = string(up.kind)
	} else {
		around.Group = b.groupKind()
		if b.acquired {
			around.Acquired, around.Group = true, string(page.KindDo)
		}
	}
	kind, sure := read.Kind(around)
	a.Kind, a.Sure.Kind = page.Kind(kind), sure
}

// courseHosts are parts of the names of sites where courses are taken, behind
// a dot; courseParts are parts of their addresses.
var (
	courseHosts = []string{".levelup.", ".learn.", ".academy.", ".training.", ".coursera.org", ".udemy.com", ".edx.org", ".pluralsight.com", ".edcast.com", ".khanacademy.org", ".codecademy.com", ".datacamp.com", ".skillbuilder.aws"}
	courseParts = []string{"linkedin.com/learning", "freecodecamp.org/learn", "/courses/", "/course/", "/learning-path", "/learn/"}
)

// courseSite says that an address leads to a place where courses are taken.
func courseSite(address string) bool {
	_, rest, found := strings.Cut(address[:min(len(address), page.MaxAddress)], "://")
	if !found {
		return false
	}
	host, _, _ := strings.Cut(rest, "/")
	return containsOne("."+host, courseHosts) || containsOne(rest, courseParts)
}

func containsOne(s string, parts []string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(s, part) })
}

// decideBinding takes what is optional and conditional from the words.
func (b *builder) decideBinding(a *page.Activity, read *wording.Reading, up *above) {
	binding := read.Binding()
	a.Optional, a.Condition = binding.Optional, binding.Condition
	if binding.Optional {
		a.Sure.Optional = binding.Sure
	}
	if binding.Condition != "" {
		a.Sure.Condition = binding.Sure
	}
	if !a.Optional && (up != nil && up.optional || up == nil && b.optional()) {
		a.Optional, a.Sure.Optional = true, 0.8
	}
}

// nest takes in what is nested in an item: prompts, activities, notes.
func (b *builder) nest(a *page.Activity, it *outline.Block, read *wording.Reading, up *above) {
	boxed := it.Check != outline.NoBox || up != nil && up.boxed
	here := &above{kind: a.Kind, owner: a.Owner, sure: a.Sure.Owner, named: a.Sure.Owner >= 0.9 || up != nil && up.named, optional: a.Optional, boxed: boxed, readies: read.BeforeStart() && b.preparations(it.Children)}
	head := a.Role == page.RolePromptHead || read.IsPromptHead()
	asked := !head && b.asksOnly(it, read.Introduces())
	if n := countItemsOf(it.Children); n > 0 {
		if head || asked {
			a.Prompts = make([]page.Prompt, 0, n)
		} else {
			a.Children = make([]page.Activity, 0, n)
		}
	}
	for _, c := range it.Children {
		switch {
		case c.Kind == outline.Paragraph && b.goalLine(c):
		case c.Kind == outline.Item && c.Check == outline.NoBox && !head && !b.settled([]*outline.Block{c}) && b.goalItem(c):
		case c.Kind != outline.Item:
			a.Notes = append(a.Notes, b.note(c))
		case b.isPrompt(c, head || asked):
			b.prompt(a, c)
		default:
			if child := b.activity(c, here); child != nil {
				a.Children = append(a.Children, *child)
			}
		}
	}
	if head && len(a.Prompts) > 0 && a.Sure.Role < 1 {
		a.Role, a.Sure.Role = page.RolePromptHead, 0.95
		if a.Sure.Kind < 1 {
			a.Kind, a.Sure.Kind = page.KindDiscuss, 0.95
		}
	}
}

// countItemsOf counts the items among some blocks.
func countItemsOf(blocks []*outline.Block) int {
	n := 0
	for _, c := range blocks {
		if c.Kind == outline.Item {
			n++
		}
	}
	return n
}

// asksOnly says that everything nested in an item asks something. A question
// with a box of its own is ticked by itself, unless the item leads over to it.
func (b *builder) asksOnly(it *outline.Block, introduced bool) bool {
	n := 0
	for _, c := range it.Children {
		if c.Kind != outline.Item {
			continue
		}
		if !words.Asks(c.Text.Raw) && !strings.Contains(c.Text.Raw, "か") {
			return false
		}
		if read := b.Words(c); b.LinkOnly(c) || !read.IsQuestion() || !read.Interrogative() || c.Check != outline.NoBox && !introduced {
			return false
		}
		n++
	}
	return n > 0
}

// isPrompt says that a nested item is a prompt: by its attributes, else by what
// it is nested in.
func (b *builder) isPrompt(c *outline.Block, asked bool) bool {
	if list, _ := cutAttributes(c.Text); list.To > 0 {
		if kind, ok := list.Find("kind"); ok {
			return kind.Value == "prompt"
		}
	}
	return asked
}

// prompt adds an item to the prompts of an activity, and what is nested in it
// as prompts of their own.
func (b *builder) prompt(a *page.Activity, c *outline.Block) {
	list, text := cutAttributes(c.Text)
	span := b.spanWithout(c, list, text)
	if span.Plain != "" {
		read := b.Words(c)
		binding := read.Binding()
		p := page.Prompt{Text: span.Plain, Markdown: strings.TrimSpace(text.Raw), Line: c.Line, EndLine: c.TextEnd(), Column: c.Column, Links: b.Links(span),
			Optional: binding.Optional, Condition: binding.Condition, Action: read.Addressed() && !read.IsQuestion() && !read.Interrogative()}
		b.applyPrompt(&p, c.Text, list)
		if p.Action {
			b.Say("S303", b.Whole(c), "This prompt asks for a doing rather than for an answer.", "It stays on the agenda with the other prompts.")
		}
		a.Prompts = append(a.Prompts, p)
	}
	for _, inner := range c.Children {
		if inner.Kind == outline.Item {
			b.prompt(a, inner)
		} else {
			a.Notes = append(a.Notes, b.note(inner))
		}
	}
}

// note keeps a block of an item that is no item.
func (b *builder) note(c *outline.Block) page.Text {
	if t, ok := b.Fenced(c); ok {
		return t
	}
	t := page.Text{Kind: textKind(c.Kind), Line: c.Line, EndLine: lastLine(c), Links: b.BlockLinks(c)}
	if c.Kind == outline.Paragraph {
		t.Markdown = c.Text.Raw
	} else {
		t.Markdown = b.Doc.Source(c.Line, lastLine(c))
	}
	return t
}

// decideRole says how an activity enters the progress figure.
func (b *builder) decideRole(a *page.Activity, it *outline.Block, read, whole *wording.Reading, up *above) (page.Role, float64) {
	switch {
	case a.Role == page.RolePromptHead:
		return page.RolePromptHead, a.Sure.Role
	case read.IsMilestone() && len(a.Children) == 0:
		return page.RoleMilestone, 0.9
	case up != nil && up.boxed && it.Check == outline.NoBox:
		return page.RoleNote, roleByBox // the author's boxes say what is ticked
	case read.IsNote(it.Level > 1):
		return page.RoleNote, 0.8
	}
	doing, boxed := 0, 0
	for _, c := range a.Children {
		if c.Role != page.RoleNote {
			doing++
		}
		if c.Boxed {
			boxed++
		}
	}
	if boxed > 0 && boxed == doing && len(a.Links) == 0 && whole.Names() {
		return page.RoleContainer, 0.75 // a heading with a box, ticked with what is below
	}
	if doing == 0 || !whole.Introduces() && (it.Check != outline.NoBox || b.ownDoing(a)) {
		return page.RoleLeaf, 0.9
	}
	return page.RoleContainer, 0.85
}

// roleByBox is how sure a role is that checkboxes around it tell.
const roleByBox = 0.75

// ownDoing says that an activity asks for something besides what is nested in
// it: it leads to something of its own, or asks for more than to read about it.
func (b *builder) ownDoing(a *page.Activity) bool {
	switch a.Kind {
	case page.KindShadow, page.KindDiscuss, page.KindPresent, page.KindRoleplay, page.KindDeliver, page.KindMeet, page.KindExam:
		for _, c := range a.Children {
			if c.Kind == a.Kind && len(a.Links) == 0 {
				return false
			}
		}
		return a.Sure.Kind >= 0.7
	}
	return len(a.Links) > 0
}

// decideChoice reads "one of the following".
func (b *builder) decideChoice(a *page.Activity, read *wording.Reading, settled map[string]bool) {
	if settled["choose"] || len(a.Children) < 2 || a.Role == page.RolePromptHead {
		return
	}
	least, exact := read.Choose()
	if least == 0 || least >= len(a.Children) {
		return
	}
	a.Choose = least
	for i := range a.Children {
		if c := &a.Children[i]; c.Role == page.RoleNote && c.Sure.Role == roleByBox {
			c.Role = page.RoleLeaf // what is chosen from is more than a note
		}
	}
	if !settled["role"] {
		a.Role, a.Sure.Role = page.RoleContainer, 0.85
	}
	b.Say("S306", source.At(a.Line, a.Column, b.EndOfLine(a.Line)), "Some of what is nested here is asked for, not all of it.", "As many count as are asked for.")
	if exact {
		for i := range a.Children {
			if c := &a.Children[i]; c.Branch == "" && c.Sure.Branch < 1 && i < 26 {
				c.Branch, c.Side, c.Sure.Branch = page.ChoiceBranch, string(rune('a'+i)), 0.85
			}
		}
	}
}

// decideCourse names the course and the part of it.
func (b *builder) decideCourse(a *page.Activity, read *wording.Reading, span *inline.Span, settled map[string]bool) {
	courses := a.Kind == page.KindCourse || a.Kind == page.KindExam
	if !settled["part"] && (courses || a.Kind == page.KindRead || a.Kind == page.KindPractice) {
		a.Part = read.Part()
	}
	if settled["course"] || !courses && a.Part == "" {
		return
	}
	for _, l := range a.Links {
		if len(l.Text) > 1 && !pointers[strings.ToLower(l.Text)] && !strings.Contains(l.Text, "://") {
			a.Course = l.Text
			return
		}
	}
	if courses {
		a.Course = read.CourseName()
	}
}

// pointers are texts of links that say nothing of what is linked.
var pointers = map[string]bool{"here": true, "link": true, "this": true, "video": true, "page": true, "course": true, "documentation": true, "docs": true, "this link": true, "hier": true, "ici": true, "aquí": true, "aqui": true, "click here": true}
