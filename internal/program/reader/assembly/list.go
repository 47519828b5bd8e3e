package assembly

import (
	"strings"

	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// verdict is what a list is.
type verdict int

const (
	isActivities verdict = iota
	isGoals
	isPrompts
	isText
	isEligibility
)

// list takes the items of one list in.
func (b *builder) list(items []*outline.Block) {
	if len(items) == 1 && items[0].Level == 0 {
		b.phaseItem(items[0])
		return
	}
	switch b.judge(items) {
	case isGoals:
		b.goals(items)
	case isPrompts:
		b.prompts(items)
	case isText:
		b.keepList(items)
		b.Say("S304", b.Whole(items[0]), "This list was kept as text.", "Nothing in it was taken for something to do.")
	case isEligibility:
		for _, it := range items {
			b.out.Eligibility = append(b.out.Eligibility, page.Statement{Text: b.Plain(it), Line: it.Line, Column: it.Column})
		}
		b.keepList(items)
	default:
		b.readies = b.readying(items)
		for _, it := range items {
			if it.Check == outline.NoBox && !b.settled([]*outline.Block{it}) && (b.goalItem(it) || len(it.Children) == 0 && b.fieldLine(it)) {
				continue
			}
			if a := b.activity(it, nil); a != nil {
				b.phase.Activities = append(b.phase.Activities, *a)
			}
		}
	}
}

// fieldLine keeps an item that tells something about the others of its list,
// such as "Time: 4 hours a day", as text of the phase; outside of the phases
// also a sentence that tells something: "Homework is due on Fridays."
func (b *builder) fieldLine(it *outline.Block) bool {
	if read := b.Words(it); !read.IsField() && !(b.part == b.setup && read.Tells()) {
		return false
	}
	b.keepList([]*outline.Block{it})
	return true
}

// phaseItem takes in the children of an item that names the phase. Where it has
// none, what stands behind the name is what is to be done.
func (b *builder) phaseItem(it *outline.Block) {
	b.blocks(it.Children)
	if len(b.phase.Activities) > 0 && len(it.Children) > 0 || it.Text.Raw == "" {
		return
	}
	own := *it
	own.Level, own.Children = 1, nil
	if line, column := it.Text.At(0); line > it.Line {
		own.Line, own.Column = line, column // the item's first line is the phase's
	}
	if a := b.activity(&own, nil); a != nil {
		b.phase.Activities = append(b.phase.Activities, *a)
		if !strings.Contains(b.phase.Title, b.phase.Topic) {
			b.phase.Topic = "" // it is what there is to do
		}
	}
}

// likePhases says that a list of links stands beside phases made of such lists.
func (b *builder) likePhases(items []*outline.Block) bool {
	links, all := 0, 0
	for _, p := range b.parts {
		for _, block := range p.Blocks {
			if block.Kind == outline.Item && all < 200 {
				all++
				if b.LinkOnly(block) {
					links++
				}
			}
		}
	}
	return all > 5 && links*2 > all && b.linkOnly(items)*10 >= len(items)*6
}

// linkOnly counts the items that are a link and nothing else.
func (b *builder) linkOnly(items []*outline.Block) int {
	n := 0
	for _, it := range items {
		if b.LinkOnly(it) {
			n++
		}
	}
	return n
}

// linked counts the items that begin with a link, as those of reading lists do.
func (b *builder) linked(items []*outline.Block) int {
	n := 0
	for _, it := range items {
		if links := b.Span(it).Links; len(links) > 0 && !links[0].Image && links[0].From <= 2 {
			n++
		}
	}
	return n
}

// inExample says that one of the headings around the current block announces
// an example.
func (b *builder) inExample() bool {
	for _, h := range b.heads {
		if h.block != b.Title && b.Words(h.block).IsExample() {
			return true
		}
	}
	return false
}

// settled says that an attribute of an item makes the list one of activities.
func (b *builder) settled(items []*outline.Block) bool {
	for _, it := range items {
		if strings.HasSuffix(strings.TrimRight(it.Text.Raw, " \t"), "}") {
			if list, _ := cutAttributes(it.Text); list.To > 0 {
				return true
			}
		}
	}
	return false
}

func anyBox(items []*outline.Block) bool {
	for _, it := range items {
		if it.Kind == outline.Item && (it.Check != outline.NoBox || anyBox(it.Children)) {
			return true
		}
	}
	return false
}

// isContents says that a list is a table of contents: links within the page,
// or names of phases that the page has.
func (b *builder) isContents(items []*outline.Block) bool {
	if len(items) == 1 && strings.EqualFold(b.Plain(items[0]), "toc") {
		return true
	}
	within := 0
	for _, it := range items {
		s := b.Span(it)
		if len(s.Links) > 0 && s.Links[0].From <= 1 && (strings.HasPrefix(s.Links[0].URL, "#") || b.leadsHere(s.Links[0].URL)) {
			within++
		}
	}
	if within > 1 && within*5 >= len(items)*4 {
		return true
	}
	if b.part != b.setup || len(b.parts) < 2 {
		return false
	}
	named := 0
	for _, it := range items {
		if _, ok := phase.Line(b.Plain(it)); ok && len(it.Children) == 0 {
			named++
		}
	}
	return named > 1 && named*5 >= len(items)*4
}

// leadsHere says that an address is one of this page's own headings.
func (b *builder) leadsHere(address string) bool {
	if b.Base == nil {
		return false
	}
	page, anchor, found := strings.Cut(b.Resolve(address), "#")
	return found && anchor != "" && page == b.Base.String()
}

// toDiscuss says that the sentence above a list asks to be ready to discuss it.
func (b *builder) toDiscuss() bool {
	if b.intro == nil {
		return false
	}
	section, _ := b.introSection()
	return section == wording.SectionPrompts
}

// isQuestionsAndAnswers says that a list holds questions with their answers
// nested or behind them.
func (b *builder) isQuestionsAndAnswers(items []*outline.Block) bool {
	if len(items) < 2 {
		return false
	}
	answered := 0
	for _, it := range items {
		s := b.Span(it)
		bold := len(s.Bold) > 0 && s.Bold[0].From == 0
		question := (bold || strings.HasPrefix(s.Plain, "Q:")) && b.Words(it).IsQuestion()
		if question && bold && (len(it.Children) > 0 || s.Bold[0].To < len(s.Plain)-1) || question && strings.HasPrefix(s.Plain, "Q:") {
			answered++
		}
	}
	return answered*5 >= len(items)*4
}

// isQuotes says that a list holds what people said.
func (b *builder) isQuotes(items []*outline.Block) bool {
	quoted := 0
	for _, it := range items {
		plain := b.Plain(it)
		if len(plain) > 20 && (strings.HasPrefix(plain, "\"") || strings.HasPrefix(plain, "“") || strings.HasPrefix(plain, "„") || strings.HasPrefix(plain, "«")) {
			quoted++
		}
	}
	return quoted > 1 && quoted*5 >= len(items)*4
}

// onlyNames says that the items of a list only name things: nothing is linked
// and nobody is asked to do anything.
func (b *builder) onlyNames(items []*outline.Block) bool {
	for _, it := range items {
		if len(b.Span(it).Links) > 0 || len(it.Children) > 0 || b.Words(it).Addressed() {
			return false
		}
	}
	return true
}

// questions says that most items of a list ask something.
func (b *builder) questions(items []*outline.Block) bool {
	n := 0
	for _, it := range items {
		if b.Words(it).IsQuestion() || b.asksOnly(it, true) {
			n++
		}
	}
	return n*2 > len(items)
}

// all says that something is so of the words of every item of a list.
func (b *builder) all(items []*outline.Block, is func(*wording.Reading) bool) bool {
	for _, it := range items {
		if !is(b.Words(it)) {
			return false
		}
	}
	return true
}

// asksThroughout says that every item of a list asks something and has nothing
// nested in it, as a quiz does.
func (b *builder) asksThroughout(items []*outline.Block) bool {
	for _, it := range items {
		if !words.Asks(it.Text.Raw) || len(it.Children) > 0 || b.LinkOnly(it) {
			return false
		}
		if read := b.Words(it); !read.IsQuestion() || !read.Interrogative() {
			return false
		}
	}
	return len(items) > 1
}

// goals takes a list in as goals, nested items as goals of their own.
func (b *builder) goals(items []*outline.Block) {
	for _, it := range items {
		if it.Kind != outline.Item {
			b.keep(textKind(it.Kind), it)
			continue
		}
		if plain := b.Plain(it); plain != "" {
			b.phase.Goals = append(b.phase.Goals, page.Goal{Text: plain, Markdown: strings.TrimSpace(it.Text.Raw), Line: it.Line, EndLine: it.TextEnd(), Links: b.Links(b.Span(it))})
		}
		b.goals(it.Children)
	}
}

// prompts makes a head of prompts of the heading or sentence above a list of
// questions.
func (b *builder) prompts(items []*outline.Block) {
	a := page.Activity{Kind: page.KindDiscuss, Owner: page.OwnerIntern, Role: page.RolePromptHead, Line: items[0].Line, EndLine: items[0].Line, Column: items[0].Column, Group: b.group(),
		Sure: page.Sure{Kind: 0.85, Owner: 0.9, Role: 0.85}}
	if owner, sure := b.owner(); owner != "" {
		a.Owner, a.Sure.Owner = page.Owner(owner), sure
	}
	switch {
	case b.intro != nil:
		a.Text, a.Markdown, a.Line, a.EndLine, a.Column = b.Plain(b.intro), b.intro.Text.Raw, b.intro.Line, b.intro.TextEnd(), b.intro.Column
	case len(b.heads) > 0:
		h := b.heads[len(b.heads)-1]
		a.Text, a.Markdown, a.Line, a.EndLine, a.Column = h.text, h.text, h.block.Line, h.block.TextEnd(), h.block.Column
	}
	for _, it := range items {
		b.prompt(&a, it)
	}
	if len(a.Prompts) == 0 {
		b.keepList(items) // they have no words
		return
	}
	a.Settle()
	b.phase.Activities = append(b.phase.Activities, a)
}

// keepList keeps a whole list as one text.
func (b *builder) keepList(items []*outline.Block) {
	last := items[len(items)-1]
	t := page.Text{Kind: "list", Heading: b.group(), Line: items[0].Line, EndLine: lastLine(last), Markdown: b.written(items[0].Line, lastLine(last))}
	for _, it := range items {
		t.Links = append(t.Links, b.BlockLinks(it)...)
	}
	b.phase.Text = append(b.phase.Text, t)
}
