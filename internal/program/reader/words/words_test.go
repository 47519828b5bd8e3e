package words

import (
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for text, want := range map[string]string{
		"Read the Handbook!": "read the handbook", "mentor's plan": "mentor 's plan", "don’t": "don't", "l'équipe d’accueil": "l' équipe d' accueil", "30-minute 1:1": "30 minute 1 1",
		"CI/CD, 2nd": "ci cd 2 nd", "第 3 週": "第 3 週", "３週": "３ 週", "Größe": "größe", "a_b": "a b", "": "",
	} {
		list := Split(text)
		var got []string
		for _, w := range list {
			got = append(got, w.Text)
			if fold := strings.ReplaceAll(strings.ToLower(text[w.From:w.To]), "’", "'"); fold != w.Text {
				t.Errorf("%q: %q stands at %q", text, w.Text, fold)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %q, want %q", text, s, want)
		}
	}
	if w := Split("week 12 ３"); w[0].Number != -1 || w[1].Number != 12 || w[2].Number != 3 {
		t.Errorf("%+v", w)
	}
}
