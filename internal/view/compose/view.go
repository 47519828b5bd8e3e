// Package compose reads the pages of internships: what a person sees in one
// look, from several features in one consistent snapshot, and no more than they
// may see.
package compose

import (
	"stint/internal/view"
	"sync"

	"stint/internal/markdown"
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
	rich  map[string]view.Rich
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
func (v *Views) rich(src string) view.Rich {
	if src == "" {
		return view.Rich{}
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
		v.texts.rich = map[string]view.Rich{}
	}
	v.texts.rich[src] = html
	return html
}

func render(src string) view.Rich {
	html, err := markdown.Render(src, markdown.Options{})
	if err != nil {
		html = markdown.Plain(src)
	}
	return html
}

// Plain is a line of Markdown as plain text, for what a change answers with.
func (v *Views) Plain(src string) string { return v.plain(src) }
