package source

import (
	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
)

// textKinds are the kinds of text that a fence may name.
var textKinds = map[string]bool{"prose": true, "list": true, "table": true, "code": true, "quote": true, "html": true}

// Fenced reads a block of code whose info is {text}, or {text=list} and its like:
// what stands between its fences is kept as text, as it is written, and nothing
// in it is taken for something else. ok is false for every other block.
func (s *Source) Fenced(b *outline.Block) (t page.Text, ok bool) {
	if b.Kind != outline.Code || len(b.Info) < len("{text}") || b.Info[0] != '{' {
		return page.Text{}, false
	}
	list, rest := attribute.Cut(b.Info)
	said, found := list.Find("text")
	if !found || rest != "" {
		return page.Text{}, false
	}
	t = page.Text{Kind: "prose", Line: b.Line, EndLine: b.EndLine}
	if textKinds[said.Value] {
		t.Kind = said.Value
	}
	var lines inline.Builder
	for _, l := range b.Lines {
		lines.Add(l.Text, l.Number, l.Column)
	}
	text := lines.Text()
	t.Markdown = text.Raw
	if t.Kind != "code" {
		span := inline.Read(text, s.Doc.References)
		t.Links = s.Links(&span)
	}
	return t, true
}
