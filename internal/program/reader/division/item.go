package division

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/wording/sense"
)

// goalLines makes paragraphs of the lines of items that begin with the label of
// a goal, so that what an item is for is no part of what it is called:
//
//   - Week 2: Ovens
//     **Objective:** know both of them
func (r *division) goalLines(blocks []*outline.Block) {
	for _, b := range blocks {
		if b.Kind != outline.Item {
			continue
		}
		if raw := b.Text.Raw; strings.Contains(raw, "\n") && strings.ContainsAny(raw, ":：") && !strings.HasSuffix(strings.TrimRight(raw, " "), "}") {
			r.goalLinesOf(b)
		}
		r.goalLines(b.Children)
	}
}

// goalLinesOf takes the lines out of one item. Such a line is set off from the
// one before, and goes on up to the next that is. The first line stays: it is
// what the item says.
func (r *division) goalLinesOf(b *outline.Block) {
	raw := b.Text.Raw
	var ranges []inline.Range
	open := false
	for end := strings.IndexByte(raw, '\n'); end >= 0 && end < len(raw); {
		line, from := raw[end+1:], end+1
		if next := strings.IndexByte(line, '\n'); next >= 0 {
			line = line[:next]
		}
		if SetOff(raw[:end], line) {
			if open = goalLine(line); open {
				ranges = append(ranges, inline.Range{From: end, To: end})
			}
		}
		end = from + len(line)
		if open {
			ranges[len(ranges)-1].To = end
		}
	}
	if len(ranges) == 0 {
		return
	}
	children := make([]*outline.Block, 0, len(ranges)+len(b.Children))
	for _, at := range ranges {
		goal := b.Text.Slice(at.From+1, at.To)
		line, column := goal.At(len(goal.Raw) - len(strings.TrimLeft(goal.Raw, " \t")))
		children = append(children, &outline.Block{Kind: outline.Paragraph, Line: line, EndLine: goal.LastLine(), Column: column, Text: goal})
	}
	b.Children = append(children, b.Children...)
	text := b.Text.Without(ranges...)
	b.Text = text.Slice(0, len(strings.TrimRight(text.Raw, " \t\\")))
	r.SpanOf(b, b.Text)
}

// SetOff says that a line does not go on with the text before it: that breaks
// hard, or the line begins in bold or with a label that has a capital letter.
func SetOff(before, line string) bool {
	line = strings.TrimLeft(line, " \t")
	if strings.HasPrefix(line, "**") || strings.HasPrefix(line, "__") || strings.HasSuffix(before, "\\") {
		return true
	}
	first, _ := utf8.DecodeRuneInString(line)
	at := strings.IndexAny(line, ":：")
	return unicode.IsUpper(first) && at > 0 && at <= labelWidth
}

// labelWidth is how many bytes before a colon may be a label.
const labelWidth = 40

// goalLine says that a line begins with the label of a goal.
func goalLine(line string) bool {
	at := strings.IndexAny(line, ":：")
	return at > 0 && at <= labelWidth && goesOn(line[at:]) && AnnouncesGoal(strings.Trim(line[:at], "*_ \t"))
}

// goesOn says that something stands behind the colon of a label.
func goesOn(behind string) bool {
	_, width := utf8.DecodeRuneInString(behind)
	return strings.Trim(behind[width:], "*_ \t\\") != ""
}

// AnnouncesGoal says that a label is one of a goal: its head says so, "End of
// day goal", and it asks for nothing, as "Review your goals" does.
func AnnouncesGoal(label string) bool {
	read := wording.Read(label)
	if section, _ := read.Section(); section != wording.SectionGoals {
		return false
	}
	if HeadedBy(read, sense.Goals) {
		return !read.Imperative() || len(read.Words) <= 3 && !sense.Determiners[read.Word(1)]
	}
	last := len(read.Words) - 1
	return last <= 2 && len(read.Verbs(last)) == 0 && !HeadedBy(read, sense.NounMeet) // "Goal setting" is a doing
}

// HeadedBy says that a label is one of a tag: "End of day goal", "Goal of the day".
func HeadedBy(label *wording.Reading, tag sense.Tag) bool {
	for _, h := range label.Hits {
		if h.Tag == tag && (h.To == len(label.Words) || h.From == 0 && (label.Words[h.To].Text == "of" || label.Words[h.To].Text == "for")) {
			return true
		}
	}
	return false
}
