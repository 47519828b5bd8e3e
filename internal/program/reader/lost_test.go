package reader_test

import (
	"os"
	"path/filepath"
	"testing"

	"stint/internal/program/reader"
)

// TestLostIsFound takes from what was understood of each margin page one piece
// after the other, or a line of it, as a reader would that loses it, and looks
// whether the check finds that.
func TestLostIsFound(t *testing.T) {
	names, err := filepath.Glob("testdata/margin/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d pages, %v", len(names), err)
	}
	taken, unseen := 0, 0
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, text := unmargined(t, string(src))
		page := reader.Read([]byte(text), reader.Options{})
		without := func(restore func()) {
			if taken++; len(lost(page, text)) == 0 {
				unseen++
			}
			restore()
		}
		for _, ph := range page.All() {
			texts, goals, activities := ph.Text, ph.Goals, ph.Activities
			for i := range texts {
				if texts[i].Kind == "heading" || texts[i].Kind == "html" {
					continue // what a phase or a head of prompts is called again, or tags
				}
				ph.Text = append(append([]reader.Text{}, texts[:i]...), texts[i+1:]...)
				without(func() { ph.Text = texts })
			}
			for i := range goals {
				ph.Goals = append(append([]reader.Goal{}, goals[:i]...), goals[i+1:]...)
				without(func() { ph.Goals = goals })
			}
			for i := range activities {
				if activities[i].Role == reader.RolePromptHead {
					continue // the heading above it holds its words too
				}
				ph.Activities = append(append([]reader.Activity{}, activities[:i]...), activities[i+1:]...)
				without(func() { ph.Activities = activities })
			}
			ph.Walk(func(a *reader.Activity) {
				if a.EndLine > a.Line { // its last line is cut off
					last := a.EndLine
					a.EndLine--
					without(func() { a.EndLine = last })
				}
			})
		}
	}
	if taken < 500 || unseen*40 > taken { // the words of some stand on their line once more
		t.Errorf("%d of %d are not seen to be lost", unseen, taken)
	}
}
