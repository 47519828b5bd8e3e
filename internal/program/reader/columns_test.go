package reader_test

import (
	"slices"
	"strings"
	"testing"

	"stint/internal/program/reader"
)

// TestColumns tells which column of a table says what is to be done.
func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, table string
		want        []string
	}{
		{"the first where nothing asks", "| Channel | What for |\n|---|---|\n| #water | Everything about watering |\n| #seeds | Orders |", []string{"#water", "#seeds"}},
		{"the one that asks", "| Corner | Plan for it |\n|---|---|\n| North | Water the ferns |\n| South | Prune the lemon trees |", []string{"Water the ferns", "Prune the lemon trees"}},
		{"none of dates", "| Days | Things |\n|---|---|\n| May 4 - May 10 | Beans |\n| May 11 - May 17 | Peas |", []string{"Beans", "Peas"}},
		{"one of dates by its header", "| When | Things |\n|---|---|\n| after the rain, in the evening | Beans |\n| later | Peas |", []string{"Beans", "Peas"}},
		{"not a group", "| Side | Row |\n|---|---|\n| Left | Tomatoes, all red |\n| Left | Cucumbers |\n| Right | Peas |", []string{"Tomatoes, all red", "Cucumbers", "Peas"}},
		{"not numbers", "| # | Thing | More of it |\n|---|---|---|\n| 1 | Rake | made of iron and of ash |\n| 2 | Hoe | |", []string{"Rake", "Hoe"}},
		{"a header that asks at length", "| Where to | What I would like to do there |\n|---|---|\n| the north house behind the ferns | Beans |\n| south | Peas |", []string{"Beans", "Peas"}},
		{"the longest without headers", "<table><tr><td>Rake</td><td>made of iron and of ash</td></tr><tr><td>Hoe</td><td>made of steel</td></tr></table>", []string{"made of iron and of ash", "made of steel"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := reader.Read([]byte("# Garden\n\n## Week 1\n\n"+c.table+"\n\n## Week 2\n\n- Rest\n"), reader.Options{})
			var got []string
			for _, a := range p.Phases[0].Activities {
				got = append(got, a.Text)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", strings.Join(got, "; "), strings.Join(c.want, "; "))
			}
		})
	}
}
