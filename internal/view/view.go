// Package view composes pages: what a person sees in one look, read from
// several features in one consistent snapshot, and no more than they may see.
//
// The models (model_*.go) are facts; how they are worded and formatted is the
// templates' business.
package view

import (
	"sync"

	"stint/internal/id"
	"stint/internal/markdown"
	"stint/internal/person"
	"stint/internal/program"
)

// Views makes the models of pages. It is safe for concurrent use.
type Views struct {
	programs *program.Service
	texts    texts
}

// New returns views over the programs, whose versions are kept decoded there.
func New(programs *program.Service) *Views { return &Views{programs: programs} }

// What is kept of rendered texts: as many, and none longer. A program has a few
// hundred short ones, on every page; what people write is longer and rarer.
const (
	maxTexts    = 5_000
	maxTextKept = 2 << 10
)

// texts keeps what rendering Markdown gave. The same text gives the same
// result for ever, so there is nothing to invalidate.
type texts struct {
	mu    sync.RWMutex
	plain map[string]string
	rich  map[string]Rich
}

// plain is a line of Markdown as plain text, for titles.
func (v *Views) plain(src string) string {
	v.texts.mu.RLock()
	text, ok := v.texts.plain[src]
	v.texts.mu.RUnlock()
	if ok {
		return text
	}
	text = markdown.Label(src)
	v.texts.mu.Lock()
	defer v.texts.mu.Unlock()
	if v.texts.plain == nil || len(v.texts.plain) >= maxTexts {
		v.texts.plain = map[string]string{}
	}
	v.texts.plain[src] = text
	return text
}

// rich is Markdown that people wrote, rendered and sanitised. What breaks the
// limits of Markdown was refused when it was saved; if it turns up all the
// same it is shown as plain text rather than not at all.
func (v *Views) rich(src string) Rich {
	if src == "" {
		return ""
	}
	v.texts.mu.RLock()
	html, ok := v.texts.rich[src]
	v.texts.mu.RUnlock()
	if ok {
		return html
	}
	html = render(src)
	if len(src) > maxTextKept {
		return html
	}
	v.texts.mu.Lock()
	defer v.texts.mu.Unlock()
	if v.texts.rich == nil || len(v.texts.rich) >= maxTexts {
		v.texts.rich = map[string]Rich{}
	}
	v.texts.rich[src] = html
	return html
}

// people names persons on a page.
type people struct {
	known map[id.Person]person.Person
	you   id.Person
}

// ref returns how the page names a person; nobody for an empty id.
func (p people) ref(who id.Person) PersonRef {
	if who == "" {
		return PersonRef{}
	}
	return PersonRef{ID: who, Name: p.known[who].FirstName(), You: who == p.you}
}

// maybe is ref as a pointer, nil for nobody.
func (p people) maybe(who id.Person) *PersonRef {
	if who == "" {
		return nil
	}
	ref := p.ref(who)
	return &ref
}

func render(src string) Rich {
	html, err := markdown.Render(src, markdown.Options{})
	if err != nil {
		html = markdown.Plain(src)
	}
	return Rich(html.String())
}

// Plain is a line of Markdown as plain text, for what a change answers with.
func (v *Views) Plain(src string) string { return v.plain(src) }
