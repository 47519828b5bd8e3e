package words

import "strings"

// Clock reads the times of day that a text begins with: "9:00–9:30", "1 pm to
// 2:30 pm", "14h00 - 15h30". It returns the minutes between them and how many
// words they have; no minutes where there is one time only, and no words where
// there is none.
func Clock(s string, list []Word) (minutes, end int) {
	from, i, ok := clockTime(s, list, 0)
	if !ok {
		return 0, 0
	}
	until, j, ok := clockTime(s, list, i)
	if i < len(list) && (list[i].Text == "to" || list[i].Text == "bis" || list[i].Text == "à") {
		until, j, ok = clockTime(s, list, i+1)
	} else if gap := between(s, list, i-1); !strings.ContainsAny(gap, "-–—〜～~") {
		ok = false
	}
	if !ok {
		return 0, i
	}
	minutes = until - from
	if minutes < 0 && until <= 12*60 {
		minutes += 12 * 60 // "11:30–1:00" goes over noon
	}
	if minutes <= 0 || minutes > 12*60 {
		return 0, j
	}
	return minutes, j
}

// clockTime reads one time of day at word i, in minutes from midnight. A bare
// number is none.
func clockTime(s string, list []Word, i int) (minutes, end int, ok bool) {
	if i >= len(list) || list[i].Number < 0 || list[i].Number > 24 || len(list[i].Text) > 2 {
		return 0, 0, false
	}
	minutes, end = list[i].Number*60, i+1
	colon, hour := end, false
	if end < len(list) && list[end].Text == "h" && between(s, list, i) == "" {
		colon, hour = end+1, true
	}
	if gap := between(s, list, colon-1); colon < len(list) && list[colon].Number >= 0 && list[colon].Number < 60 && list[colon].To-list[colon].From == 2 && (gap == ":" || gap == "：" || hour && gap == "") {
		minutes, end, ok = minutes+list[colon].Number, colon+1, true
	}
	if end >= len(list) {
		return minutes, end, ok
	}
	switch half := list[end].Text; {
	case half != "am" && half != "pm" || strings.TrimSpace(between(s, list, end-1)) != "":
	case half == "pm" && list[i].Number < 12:
		return minutes + 12*60, end + 1, true
	case half == "am" && list[i].Number == 12:
		return minutes - 12*60, end + 1, true
	default:
		return minutes, end + 1, true
	}
	return minutes, end, ok
}

// between is the text between a word and the next.
func between(s string, list []Word, i int) string {
	if i < 0 || i+1 >= len(list) {
		return ""
	}
	return s[list[i].To:list[i+1].From]
}
