package fit

import (
	"fmt"
	"testing"
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// The measure says of every pair what the formula says.
func TestMeasureIsTheFormula(t *testing.T) {
	start, err := worktime.ParseDate("2026-10-22")
	if err != nil {
		t.Fatal(err)
	}
	at := When{start}
	weights := UsualWeights()
	measure := NewMeasure(at, weights)
	var people []Profile
	for i, zone := range []string{"Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for j, hours := range []string{"Mon-Fri 09:00-17:00", "Tue-Sat 22:00-06:00", "Mon-Wed 07:30-12:15"} {
			week, err := worktime.ParseWeek(hours)
			if err != nil {
				t.Fatal(err)
			}
			for k, languages := range [][]string{nil, {"en"}, {"pt-BR", "de"}, {"pt"}} {
				people = append(people, Profile{
					Person: id.Person(fmt.Sprint(i, j, k)), Schedule: worktime.Schedule{Week: week, Location: loc}, Languages: languages,
					Topics: [][]string{nil, {"adoption", "CI/CD"}, {"ci/cd"}}[(i+j+k)%3], Capacity: k, Held: k / 2, Answers: Answers{Accepted: i, Silent: j},
				})
			}
		}
	}
	for _, intern := range people {
		for _, mentor := range people {
			want := Of(intern, mentor, at, weights)
			got := measure.Of(intern, mentor)
			if got.Score != want.Score || got.Usual != want.Overlap.Usual {
				t.Fatalf("%s with %s: %+v, want %d and %s", intern.Person, mentor.Person, got, want.Score, want.Overlap.Usual)
			}
			none := len(intern.Languages) > 0 && len(mentor.Languages) > 0 && len(sharedLanguages(intern.Languages, mentor.Languages)) == 0
			if got.Language == none {
				t.Fatalf("%s with %s: language %t", intern.Person, mentor.Person, got.Language)
			}
		}
	}
}
