package ui

import (
	"fmt"
	"strconv"
	"strings"

	"stint/internal/view"
)

// The small track: week n starts at 12·(n−1), is 10.5 wide and runs along y = 7.
const pitch, width = 12, 10.5

// mini is the small track as SVG paths: ahead, left open, paused, now, done.
type mini struct{ ahead, left, paused, now, done strings.Builder }

func draw(t view.Track) *mini {
	m := &mini{}
	open := true // the first week that is not begun carries the pause that is on now
	for i, week := range t.Weeks {
		x, w := float64(i*pitch), width
		if week.Pause != nil {
			line(&m.paused, x, 3)
			x, w = x+4, w-4
		}
		part := w * float64(week.Percent) / 100
		switch week.State {
		case view.WeekDone:
			line(&m.done, x, w)
		case view.WeekLate:
			line(&m.done, x, part)
			line(&m.left, x+part, w-part)
		case view.WeekNow:
			line(&m.now, x-0.5, w+1)
			line(&m.done, x+1, (w-2)*float64(week.Percent)/100)
		default:
			if t.Paused != nil && open {
				line(&m.paused, x, w)
			} else {
				line(&m.ahead, x, w)
			}
			open = false
		}
	}
	return m
}

func line(b *strings.Builder, x, length float64) {
	if length > 0 {
		fmt.Fprintf(b, "M%s 7h%s", short(x), short(length))
	}
}

func short(v float64) string {
	return strconv.FormatFloat(float64(int(v*10+0.5*sign(v)))/10, 'f', -1, 64)
}

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}

func miniBox(t view.Track) string {
	return fmt.Sprintf("0 0 %d 14", max(1, len(t.Weeks))*pitch)
}

// CurrentWeek returns the number of the week that is on, or 0.
func CurrentWeek(t view.Track) int {
	for _, w := range t.Weeks {
		if w.State == view.WeekNow {
			return w.Number
		}
	}
	return 0
}

// TrackSentence says a track in words: "Week 5 of 12, week 4 has something open".
func TrackSentence(t view.Track) string {
	done, late := 0, []string(nil)
	for _, w := range t.Weeks {
		switch w.State {
		case view.WeekDone:
			done++
		case view.WeekLate:
			late = append(late, strconv.Itoa(w.Number))
		}
	}
	s := "Not started"
	now := CurrentWeek(t)
	switch {
	case t.Paused != nil && done+len(late) > 0:
		s = "Paused after week " + strconv.Itoa(done+len(late))
	case t.Paused != nil:
		s = "Paused"
	case now > 0:
		s = fmt.Sprintf("Week %d of %d", now, len(t.Weeks))
	case done > 0 && done == len(t.Weeks):
		return fmt.Sprintf("All %d weeks done", done)
	case done+len(late) > 0:
		s = fmt.Sprintf("%d of %d weeks done", done, len(t.Weeks))
	}
	switch len(late) {
	case 0:
		return s
	case 1:
		return s + ", week " + late[0] + " has something open"
	}
	return s + ", weeks " + strings.Join(late, ", ") + " have something open"
}

func weekClass(s view.WeekState) string {
	if s == view.WeekAhead {
		return ""
	}
	return "wk-" + string(s)
}

// weekSentence says what a segment shows, after its number.
func (f Frame) weekSentence(w view.TrackWeek) string {
	s := ", ahead"
	switch w.State {
	case view.WeekDone:
		s = ", done"
	case view.WeekLate:
		s = fmt.Sprintf(", %d %% done, the rest carried over", w.Percent)
	case view.WeekNow:
		s = fmt.Sprintf(", this week, %d %% done", w.Percent)
	}
	if w.Pause != nil {
		s += ". Paused before it, " + f.Days(w.Pause.From, w.Pause.To)
	}
	return s
}

func filled(w view.TrackWeek) int {
	if w.State == view.WeekDone {
		return 100
	}
	return w.Percent
}
