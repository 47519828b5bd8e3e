package place_test

import (
	"slices"
	"testing"

	"stint/internal/plan/place"
	"stint/internal/program/reader"
)

func phase(unit string, numbers ...int) reader.Phase {
	p := reader.Phase{Unit: unit}
	if len(numbers) > 0 {
		p.Number = &numbers[0]
	}
	if len(numbers) > 1 {
		p.Through = &numbers[1]
	}
	return p
}

func TestPhasesFindTheirWeeks(t *testing.T) {
	for name, test := range map[string]struct {
		span, last int
		phases     []reader.Phase
		want       []int
	}{
		"weeks":                          {3, 12, []reader.Phase{phase("week", 1), phase("week", 2), phase("week", 3)}, []int{1, 2, 3}},
		"ranges sit in their first":      {8, 8, []reader.Phase{phase("week", 1, 4), phase("week", 5, 8)}, []int{1, 5}},
		"week 0 is part of the first":    {14, 14, []reader.Phase{phase("week", 0), phase("week", 1), phase("week", 14)}, []int{1, 1, 14}},
		"beyond the last week":           {3, 2, []reader.Phase{phase("week", 2), phase("week", 3)}, []int{2, 2}},
		"working days":                   {1, 4, []reader.Phase{phase("day", 1), phase("day", 5)}, []int{1, 1}},
		"working days of two weeks":      {2, 4, []reader.Phase{phase("day", 5), phase("day", 6), phase("day", 10)}, []int{1, 2, 2}},
		"days of the calendar":           {2, 4, []reader.Phase{phase("day", 1), phase("day", 8), phase("day", 14)}, []int{1, 2, 2}},
		"30, 60 and 90 days":             {13, 13, []reader.Phase{phase("day", 30), phase("day", 60), phase("day", 90)}, []int{1, 5, 9}},
		"months":                         {13, 13, []reader.Phase{phase("month", 1), phase("month", 2), phase("month", 3)}, []int{1, 5, 9}},
		"sprints":                        {6, 6, []reader.Phase{phase("sprint", 1), phase("sprint", 3)}, []int{1, 5}},
		"quarters":                       {26, 26, []reader.Phase{phase("quarter", 1), phase("quarter", 2)}, []int{1, 14}},
		"modules alone are spread":       {12, 12, []reader.Phase{phase("module", 1), phase("module", 2), phase("module", 3)}, []int{1, 5, 9}},
		"modules without a span":         {0, 3, []reader.Phase{phase("module", 1), phase("module", 2), phase("module", 3)}, []int{1, 2, 3}},
		"what has no number follows":     {5, 5, []reader.Phase{phase("week", 1, 2), phase("release"), phase("release")}, []int{1, 3, 4}},
		"no weeks at all is one":         {0, 0, []reader.Phase{phase("")}, []int{1}},
		"a negative number is the first": {2, 2, []reader.Phase{phase("week", -3), phase("week", 2)}, []int{1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := place.Weeks(&reader.Page{Weeks: test.span, Phases: test.phases}, test.last); !slices.Equal(got, test.want) {
				t.Fatalf("got %v, want %v", got, test.want)
			}
		})
	}
}
