package phase

import (
	"fmt"
	"strings"
	"testing"
)

func (l Label) String() string {
	s := string(l.Unit)
	if l.Numbered {
		s += fmt.Sprintf(" %d", l.Number)
	}
	if l.Ranged {
		s += fmt.Sprintf("-%d", l.Through)
	}
	if l.Open {
		s += "+"
	}
	for _, f := range []struct {
		on   bool
		text string
	}{{l.Break, " break"}, {l.Weak, " weak"}, {l.Plan, " plan"}} {
		if f.on {
			s += f.text
		}
	}
	if l.Also != nil {
		s += " (" + l.Also.String() + ")"
	}
	if l.Topic != "" {
		s += " | " + l.Topic
	}
	return s
}

func TestParse(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Week 1", "week 1"},
		{"WEEK 03: Basics", "week 3 | Basics"},
		{"Week 1-2", "week 1-2"},
		{"Weeks 3 – 4: Settle in", "week 3-4 | Settle in"},
		{"Weeks 5 - 8 (Month 2): First project", "week 5-8 (month 2) | First project"},
		{"Weeks 21+ (Month 6+): Grow", "week 21+ (month 6+) | Grow"},
		{"Weeks 14+ Final Project", "week 14+ | Final Project"},
		{"Week 1 - Onboarding & Tools", "week 1 | Onboarding & Tools"},
		{"Week 3 - 4 talks", "week 3 | 4 talks"},
		{"Week 1 & 2", "week 1-2"},
		{"Weeks 1, 2 and 3", "week 1-3"},
		{"Week 1 to Week 2", "week 1-2"},
		{"Week 1 + 2 – Basics", "week 1-2 | Basics"},
		{"~Week 5 - 7", "week 5-7"},
		{"Week #3", "week 3"},
		{"Week Three", "week 3"},
		{"W4: Deploy", "week 4 | Deploy"},
		{"Part II — Practice", "part 2 | Practice"},
		{"First week", "week 1"},
		{"By the end of your first week", "week 1"},
		{"1st month", "month 1"},
		{"2nd sprint: build", "sprint 2 | build"},
		{"First release - Shadow", "release 1 | Shadow"},
		{"First 30 days:", "day 30"},
		{"Your first 90 days", "day 90"},
		{"First two weeks", "week 1-2"},
		{"30–60 days:", "day 30-60"},
		{"60-90 Days", "day 60-90"},
		{"90 days", "day 90"},
		{"30 / 60 / 90 Day Plan", "day 30-90 plan | Plan"},
		{"Day 18-19", "day 18-19"},
		{"Days 1 to 5", "day 1-5"},
		{"Day 0", "day 0"},
		{"Day-1", "day 1"},
		{"Phase 1 (Weeks 1-4): Foundation", "phase 1 (week 1-4) | Foundation"},
		{"Module 2. Testing", "module 2 | Testing"},
		{"Month 3 onwards", "month 3+"},
		{"From week 9", "week 9+"},
		{"Week 6: Break", "week 6 break | Break"},
		{"Week 1 of 12: Start", "week 1 | Start"},
		{"Week 1/12", "week 1"},
		{"Week 1/2", "week 1-2"},
		{"Le jour J : accueillir", "day 1 | accueillir"},
		{"Tag X: Der Empfang", "day 1 | Der Empfang"},
		{"D-Day", "day 1"},
		{"J+7", "day 8"},
		{"T+30 days: review", "day 31 | review"},
		{"T+3 months", "month 3"},
		{"D + 1", "day 2"},
		{"Week 1 Day 3", "day 3"},
		{"Week 2, Day 3: Ropes", "day 10 | Ropes"},
		{"Week 2 – Days 1-2", "day 8-9"},
		{"Week 2 - Day 6: Ropes", "day 6 | Ropes"},
		{"W2D3 | Ropes", "day 10 | Ropes"},
		{"w1d1", "day 1"},
		{"Week 2: Days 6–10", "week 2 | Days 6–10"},
		{"Week 2 (Day 8–12)", "week 2 (day 8-12)"},
		{"Woche 1 – Tag 2: Knoten", "day 2 | Knoten"},
		{"1.–2. Woche", "week 1-2"},
		{"1st and 2nd week", "week 1-2"},
		{"Weeks one and two", "week 1-2"},
		{"Week 1 – Week 4: Basics", "week 1-4 | Basics"},
		{"Day 1 & Day 2", "day 1-2"},
		{"Phase One", "phase 1"},
		{"1週目〜2週目", "week 1-2"},
		{"Week 1 (March 3–7)", "week 1 | (March 3–7)"},
		{"Week 4: Break the ice", "week 4 | Break the ice"},
		{"Week 5 – Spring break", "week 5 break | Spring break"},
		{"Week 6: break, no sessions", "week 6 break | break, no sessions"},
		{"Week 7: Pause and reflect", "week 7 | Pause and reflect"},
		{"Week 7 (holiday)", "week 7 break | (holiday)"},
		{"Spring break", " break weak"},
		{"Final week", "week weak"},
		{"Second last week", "week weak"},
		{"Onboarding: Week 1", "week 1"},
		{"Lesson 3", "lesson 3 weak"},
		{"Release 17.2", "release"},
		{"Release 2.", "release 2"},
		{"Release 3. Improve", "release 3 | Improve"},
		{"Woche 2 bis 4: Einarbeitung", "week 2-4 | Einarbeitung"},
		{"1. Woche", "week 1"},
		{"Erste Woche", "week 1"},
		{"Die ersten 30 Tage", "day 30"},
		{"Ab Woche 5", "week 5+"},
		{"Semaine 3 : les outils", "week 3 | les outils"},
		{"Première semaine", "week 1"},
		{"1ère semaine", "week 1"},
		{"Les 30 premiers jours", "day 30"},
		{"Semanas 3 a 4", "week 3-4"},
		{"Primera semana", "week 1"},
		{"Día 1", "day 1"},
		{"Primeiros 30 dias", "day 30"},
		{"Mês 2", "month 2"},
		{"1ª semana", "week 1"},
		{"第 3 週", "week 3"},
		{"第3週：テスト", "week 3 | テスト"},
		{"3週目", "week 3"},
		{"第1〜2週", "week 1-2"},
		{"第1週〜第2週", "week 1-2"},
		{"2日目", "day 2"},
		{"最初の30日", "day 30"},
		{"第三週", "week 3"},
		{"モジュール 2", "module 2"},
		{"1ヶ月目", "month 1"},
		{"Mês 2 em diante", "month 2+"},
		{"A partir de la semana 5", "week 5+"},
		{"À partir de la semaine 5", "week 5+"},
		{"Woche eins", "week 1"},
		{"Erster Arbeitstag", "day 1"},
		{"Ab der 3. Woche bis zur 4. Woche", "week 3-4"},
		{"De la semana 3 a la 4", "week 3-4"},
		{"90-Day Check-In", "day 90 | Check-In"},
		{"Zweite und dritte Woche", "week 2-3"},
		{"First and second week", "week 1-2"},
		{"De la 2e à la 4e semaine", "week 2-4"},
		{"De la primera a la tercera semana", "week 1-3"},
		{"First three modules", "module 1-3"},
		{"Universal 30-day plan", "day 30 weak | plan"},
		{"初日", "day 1"},
		{"入社初日", "day 1"},
		{"最終週：発表", "week weak | 発表"},
		{"60-day review", "day 60 | review"},
		{"By 3 months", "month 3"},
		{"6-month review", "month 6 | review"},
		{"Month 2: Vorbereitung auf Woche 9", "month 2 | Vorbereitung auf Woche 9"},
		{"Week 2: danach Ruhe", "week 2 | danach Ruhe"},
	}
	for _, tt := range tests {
		l, ok := Parse(tt.text)
		if got := l.String(); !ok || got != tt.want {
			t.Errorf("%q: %v %q, want %q", tt.text, ok, got, tt.want)
		}
	}
}

func TestParseNot(t *testing.T) {
	for _, text := range []string{
		"Week -1", "Day -2: before you come", "Version 1.2", "Before week 1", "Before your first day", "Two weeks before you start", "Prior to day 1", "After week 12",
		"Week in review", "Day-to-day work", "Weekly meetings", "A day in the life", "What happens in week 1?",
		"Unit tests", "Part of the team", "Module overview", "Table of Contents", "Homework", "Post Manager Challenge",
		"How to prepare for day 1", "30 day review of everything we do", "Level up", "Phase", "2 ways of working", "Avant la semaine 1",
		"New Joiner Path (4 Weeks)", "The 8-Week Route in Short", "6-week program", "26 weeks", "Orientation (5 days)",
		"2. Zusage (2-3 Monate vorher)", "Nachgespräch (2-4 Wochen danach)", "Getting ready for week 2", "Preparation for Week 2", "Vorbereitung auf Woche 3",
		"The three phases", "4 modules", "2週間のおすすめ", "3ヶ月間の計画", "Frequently asked questions", "10 things to know", "",
	} {
		if l, ok := Parse(text); ok {
			t.Errorf("%q reads as %q", text, l)
		}
	}
}

func TestLine(t *testing.T) {
	for text, want := range map[string]bool{
		"Day 18-19": true, "Week 1: read the guide": true, "Week 1 (intro)": true, "**Week** 1": false,
		"Week 1 is where we all learn how the team works and lives": false, "In week 3 you will read a lot of things": false, "Read week 1": false,
		"Day 1 – meet the team": true, "Week 3: " + strings.Repeat("look, ", 100): true, "Weeks 21+": true, "第 3 週": true,
	} {
		if _, ok := Line(text); ok != want {
			t.Errorf("%q: %v, want %v", text, ok, want)
		}
	}
}
