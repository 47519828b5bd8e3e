package meeting

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"stint/internal/fault"
	"stint/internal/id"
)

func TestMovedRule(t *testing.T) {
	now := instant("2026-09-22 12:00")
	meetings := made(usualTerms(), instant("2026-08-31 09:00"))
	m := meetings[2] // Thu 24 September, 15:00 to 15:30 in Amsterdam
	m.Version = 3
	calendar := usualTerms().Calendar() // ends on Sun 29 November
	during := instant("2026-09-24 13:10")
	tests := []struct {
		name  string
		now   time.Time
		state State
		in    Move
		want  string // where it is, or what is wrong
	}{
		{"another time", now, Planned, Move{Date: m.Date, Time: clock("09:30"), Version: 3}, "2026-09-24 07:30 30 true"},
		{"another day", now, Planned, Move{Date: date("2026-09-25"), Time: m.Time, Version: 3}, "2026-09-25 13:00 30 true"},
		{"after the clocks changed", now, Planned, Move{Date: date("2026-10-29"), Time: m.Time, Version: 3}, "2026-10-29 14:00 30 true"},
		{"the hour", now, Planned, Move{Date: m.Date, Time: m.Time, Minutes: 60, Version: 3}, "2026-09-24 13:00 60 false"},
		{"the last day", now, Planned, Move{Date: date("2026-12-06"), Time: m.Time, Version: 3}, "2026-12-06 14:00 30 true"},
		{"nothing", now, Planned, Move{Date: m.Date, Time: m.Time, Version: 3}, "2026-09-24 13:00 30 false"},
		{"the hour while it is on", during, Planned, Move{Date: m.Date, Time: m.Time, Minutes: 60, Version: 3}, "2026-09-24 13:00 60 false"},
		{"later while it is on", during, Planned, Move{Date: m.Date, Time: clock("17:00"), Version: 3}, "2026-09-24 15:00 30 true"},
		{"too late", now, Planned, Move{Date: date("2026-12-07"), Time: m.Time, Version: 3}, "date"},
		{"too early", now, Planned, Move{Date: date("2026-09-06"), Time: m.Time, Version: 3}, "date"},
		{"a past day", now, Planned, Move{Date: date("2026-09-21"), Time: m.Time, Version: 3}, "date"},
		{"no day", now, Planned, Move{Time: m.Time, Version: 3}, "date"},
		{"a past time of today", now, Planned, Move{Date: date("2026-09-22"), Time: clock("13:59"), Version: 3}, "time"},
		{"too short", now, Planned, Move{Date: m.Date, Time: m.Time, Minutes: 4, Version: 3}, "minutes"},
		{"too long", now, Planned, Move{Date: m.Date, Time: m.Time, Minutes: 481, Version: 3}, "minutes"},
		{"a past end", during, Planned, Move{Date: m.Date, Time: m.Time, Minutes: 5, Version: 3}, "minutes"},
		{"two things", now, Planned, Move{Date: date("2026-12-07"), Time: m.Time, Minutes: 4, Version: 3}, "minutes date"},
		{"seen before a move", now, Planned, Move{Date: m.Date, Time: m.Time, Version: 2}, "moved-meanwhile"},
		{"held", now, Held, Move{Date: m.Date, Time: m.Time, Version: 3}, "held"},
		{"over and not yet turned", instant("2026-09-24 13:30"), Planned, Move{Date: date("2026-09-25"), Time: m.Time, Version: 3}, "held"},
		{"canceled", now, Canceled, Move{Date: m.Date, Time: m.Time, Version: 3}, "canceled"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m.State = test.state
			is, err := m.moved(test.in, calendar, test.now)
			got := fmt.Sprint(is.Date, is.Starts.Format(" 15:04 "), is.Minutes, " ", is.ByHand)
			if err != nil {
				fields := []string{fault.Of(err).Code}
				for _, f := range fault.Of(err).Fields {
					fields = append(fields, f.Name)
				}
				got = strings.TrimSpace(strings.Join(fields, " "))
			}
			if got != test.want {
				t.Errorf("%s, want %s (%v)", got, test.want, err)
			}
		})
	}
}

// Every state, wish and meeting: what the rule changes is what is drawn, and
// what it leaves alone says why.
func TestSettleRule(t *testing.T) {
	allowed := map[string]bool{}
	for _, c := range itemChanges {
		allowed[c.from+" "+c.to] = true
	}
	want := map[string]string{
		"open parked planned": "parked make", "open parked held": "parked make", "open parked canceled": "parked make",
		"open discussed planned": "discussed", "open discussed held": "discussed", "open discussed canceled": "discussed",
		"parked open planned": "open", "parked discussed planned": "discussed", "parked discussed held": "discussed", "parked discussed canceled": "discussed",
		"parked open held": "nothing", "parked open canceled": "nothing", "carried open held": "nothing", "carried open canceled": "nothing",
		"carried discussed planned": "discussed", "carried discussed held": "discussed", "carried discussed canceled": "discussed",
		"discussed open planned": "open", "discussed open held": "carried make", "discussed open canceled": "carried make",
	}
	states := []ItemState{Open, Discussed, Parked, Carried, Withdrawn}
	for _, is := range states {
		for _, wanted := range append(states, "else") {
			for _, of := range []State{Planned, Held, Canceled} {
				name := fmt.Sprintf("%s %s %s", is, wanted, of)
				to, err := Item{State: is}.settle(wanted, of)
				got := string(to.state)
				switch {
				case err != nil:
					got = ""
				case to.state == is:
					got = "nothing"
				case to.back == remake:
					got += " make"
				}
				expected := want[name]
				if is == wanted {
					expected = "nothing"
				}
				if is == Carried && wanted == Open && of == Planned { // there is no such item
					continue
				}
				if got != expected {
					t.Errorf("%s: %q, want %q (%v)", name, got, expected, err)
				}
				if err == nil && to.state != is && !allowed[string(is)+" "+string(to.state)] {
					t.Errorf("%s becomes %s, which is not drawn", is, to.state)
				}
			}
		}
	}
}

// What came back is taken back while it is open there, and not once it was
// settled.
func TestSettleRuleWithLaterAgenda(t *testing.T) {
	for _, is := range []ItemState{Parked, Carried} {
		for _, later := range []ItemState{Open, Discussed, Parked, Carried} {
			to, err := Item{State: is, To: &Placement{State: later}}.settle(Discussed, Held)
			if later == Open && (err != nil || to != settlement{Discussed, unmake}) {
				t.Errorf("%s with an open one later: %+v, %v", is, to, err)
			}
			if later != Open && !fault.Is(err, fault.Conflict) {
				t.Errorf("%s with a %s one later: %+v, %v", is, later, to, err)
			}
		}
	}
}

func TestSortAgenda(t *testing.T) {
	var items []Item
	for i, k := range []ItemKind{KindTopic, KindFeedback, KindPresentation, KindCarried, KindPrompt, KindBlocker, KindDeliverable, KindDebrief, KindPrompt, KindTopic} {
		items = append(items, Item{ID: id.AgendaItem(fmt.Sprint(i)), Kind: k, Position: i})
	}
	SortAgenda(items)
	var order string
	for _, i := range items {
		order += string(i.ID)
	}
	if order != "4826753109" {
		t.Errorf("the order is %s", order)
	}
}

func TestEstimateAndSuggest(t *testing.T) {
	items := []Item{{State: Discussed, Minutes: 5}, {State: Open, Minutes: 8}, {State: Parked, Minutes: 16}, {State: Carried, Minutes: 32}, {State: Withdrawn, Minutes: 64}}
	if n := Estimate(items); n != 13 {
		t.Errorf("estimated %d", n)
	}
	for _, c := range [][3]int{{30, 30, 0}, {30, 31, 60}, {30, 42, 60}, {30, 0, 0}, {45, 50, 60}, {60, 90, 0}, {20, 25, 30}, {20, 31, 60}, {90, 120, 0}} {
		if got := Suggest(c[0], c[1]); got != c[2] {
			t.Errorf("%d booked, %d needed: %d suggested, want %d", c[0], c[1], got, c[2])
		}
	}
}

func TestTasks(t *testing.T) {
	const body = `We talked about caches.
- [ ] Noor: explain it to somebody in Support before Monday
- [x] Ines: send the two slides
  * [X] Mary Ann de Vries: read: all of it
+ [ ] look at https://example.com/a
1. [ ] The whole team of people who sell: too long for a name
12) [ ]   Noor :  spaced
- [ ] Noor:
- [] Noor: no box
- [ ]Noor: no blank
- Noor: no task
text - [ ] Noor: not a list
` + "```\n- [ ] Noor: in code\n```\n" + "~~~~ md\n```\n- [ ] Noor: in code\n~~~\n~~~~\n- [ ] after: code\r\n"
	want := []Task{
		{"Noor", "explain it to somebody in Support before Monday", false},
		{"Ines", "send the two slides", true},
		{"Mary Ann de Vries", "read: all of it", true},
		{"", "look at https://example.com/a", false},
		{"", "The whole team of people who sell: too long for a name", false},
		{"Noor", "spaced", false},
		{"", "Noor:", false},
		{"after", "code", false},
	}
	if got := Tasks(body); !slices.Equal(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

func FuzzTasks(f *testing.F) {
	f.Add("- [ ] Noor: it\n```\n- [x] code\n")
	f.Add("1) [X] : \xff: \r\n~~~")
	f.Fuzz(func(t *testing.T, body string) {
		for _, task := range Tasks(body) {
			if task.Text == "" || strings.ContainsAny(task.Text+task.Name, "\n") {
				t.Errorf("%+v of %q", task, body)
			}
		}
	})
}

func TestTextIsChecked(t *testing.T) {
	tests := map[string]string{
		"a  b\n c":                  "a b c",
		"":                          "title",
		" \n\t":                     "title",
		"a\x00b":                    "title",
		"a\xffb":                    "title",
		strings.Repeat("x", 501):    "title",
		strings.Repeat("ü", 250):    strings.Repeat("ü", 250),
		"\u202e is shown, as typed": "\u202e is shown, as typed",
	}
	for text, want := range tests {
		var fields fault.Fields
		got := cleanTitle(&fields, "title", text)
		if len(fields) == 1 {
			got = fields[0].Name
		}
		if got != want || len(fields) > 1 {
			t.Errorf("%q becomes %q, want %q; %v", text, got, want, fields)
		}
	}
	for _, title := range []string{strings.Repeat("ü", 251), strings.Repeat("x", 499) + "üü", "short \xff\n one"} {
		if got := clip(title); len(got) > MaxTitle || !utf8.ValidString(got) || strings.Contains(got, "\n") {
			t.Errorf("clipped to %d bytes: %q", len(got), got)
		}
	}
}

// The diagrams in docs/states show exactly the changes of state that the code
// knows.
func TestDiagrams(t *testing.T) {
	for name, known := range map[string][]change{"meeting": changes[:], "agenda-item": itemChanges[:]} {
		page, err := os.ReadFile("../../docs/states/" + name + ".md")
		if err != nil {
			t.Fatal(err)
		}
		var drawn, coded []string
		for _, m := range regexp.MustCompile(`(?m)^ +(\S+) --> (\S+): (.+)$`).FindAllStringSubmatch(string(page), -1) {
			drawn = append(drawn, strings.Join(m[1:], " "))
		}
		for _, c := range known {
			from := c.from
			if from == "" {
				from = "[*]"
			}
			coded = append(coded, from+" "+c.to+" "+c.by)
		}
		slices.Sort(drawn)
		slices.Sort(coded)
		if !slices.Equal(drawn, coded) {
			t.Errorf("%s: drawn\n%s\nknown\n%s", name, strings.Join(drawn, "\n"), strings.Join(coded, "\n"))
		}
	}
}
