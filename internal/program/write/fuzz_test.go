package write_test

import (
	"testing"
	"unicode/utf8"

	"stint/internal/program/bundled"
	"stint/internal/program/reader"
	"stint/internal/program/write"
)

// FuzzMarkdown writes what was understood of anything, and reads it again.
func FuzzMarkdown(f *testing.F) {
	f.Add(string(bundled.CSM()))
	f.Add("# a\n\n## Week 1\n- [x] b\n\n  c\n\n## Goals\n- d\n")
	reader.Read(bundled.CSM(), reader.Options{}) // makes the vocabularies, which is no coverage of the first input
	f.Fuzz(func(t *testing.T, src string) {
		p := reader.Read([]byte(src), reader.Options{})
		if said := same(p); said != "" && utf8.ValidString(src) && p.Importable && p.Title != "" && p.Counts.Activities > 0 {
			t.Error(said)
		}
		got := reader.Read(write.Markdown(p), reader.Options{})
		if len(p.Phases) > 0 && len(got.Phases) == 0 {
			t.Errorf("%d phases are gone", len(p.Phases))
		}
	})
}
