package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/view"
)

// The small track: week n starts at 12·(n−1), is 10.5 wide and runs along y = 7.
const pitch, width = 12, 10.5

// mini is the small track as SVG paths: ahead, left open, paused, now, done.
type mini struct{ ahead, left, paused, now, done []byte }

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

// line adds a stroke to a path.
func line(path *[]byte, x, length float64) {
	if length <= 0 {
		return
	}
	b := append(*path, 'M')
	b = tenths(b, x)
	b = append(b, " 7h"...)
	*path = tenths(b, length)
}

// tenths writes a number with one decimal at most.
func tenths(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, math.Round(v*10)/10, 'f', -1, 64)
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

// segment is one week of a track, as a link.
func segment(f Frame, t view.Track, w view.TrackWeek, large bool) templ.Component {
	b := make([]byte, 0, 640)
	b = append(b, `<li class="`...)
	b = append(b, weekClass(w.State)...)
	b = append(b, `"><a href="`...)
	b = append(b, escaped(WeekURL(t.Internship, w.Number))...)
	b = append(b, segmentMarks(t, w)...)
	if large {
		b = appendPins(b, w.Pins)
	}
	b = append(b, `<span class="seg-row" aria-hidden="true">`...)
	if w.Pause != nil {
		b = append(b, `<span class="seg-pause"></span>`...)
	}
	b = append(b, `<span class="seg"><svg viewBox="0 0 100 1" preserveAspectRatio="none">`...)
	if n := filled(w); n > 0 {
		b = append(b, `<rect width="`...)
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, `" height="1"></rect>`...)
	}
	b = append(b, `</svg></span></span><span class="wk-n"><span class="vh">Week </span>`...)
	b = strconv.AppendInt(b, int64(w.Number), 10)
	if w.State == view.WeekDone {
		b = append(b, icon("check")...)
	}
	b = append(b, `</span>`...)
	if large {
		b = append(b, `<span class="wk-name">`+escaped(w.Name)+`</span>`...)
		if !w.From.IsZero() {
			b = append(b, `<span class="wk-day">`+ShortDay(w.From)+`</span>`...)
		}
	}
	b = append(b, `<span class="vh">`+escaped(f.weekSentence(w))+`</span></a></li>`...)
	return markup(b)
}

// segmentMarks end the opening tag of a segment's link: where one is, and the
// keys that lead to the weeks beside it.
func segmentMarks(t view.Track, w view.TrackWeek) string {
	switch {
	case w.Number == t.Shown:
		return `" aria-current="page">`
	case t.Shown > 0 && w.Number == t.Shown-1:
		return `" data-key="[">`
	case t.Shown > 0 && w.Number == t.Shown+1:
		return `" data-key="]">`
	case w.State == view.WeekNow:
		return `" aria-current="step">`
	}
	return `">`
}

func appendPins(b []byte, pins []view.Pin) []byte {
	b = append(b, `<span class="wk-pins">`...)
	for _, p := range pins {
		hit := ""
		if p.Hit {
			hit = "hit"
		}
		label := escaped(p.Label)
		b = append(b, `<span class="`+hit+`" title="`+label+`">`+icon(p.Icon)+`<span class="vh">`+label+`. </span></span>`...)
	}
	return append(b, `</span>`...)
}
