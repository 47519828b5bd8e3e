package internship_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/internship"
)

// The drawing in docs/states is compared with the table that the code goes by.
func TestTheDrawingShowsEveryMoveAndNoOther(t *testing.T) {
	drawing, err := os.ReadFile("../../docs/states/internship.md")
	if err != nil {
		t.Fatal(err)
	}
	var drawn, allowed []string
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\w+|\[\*\]) --> (\w+|\[\*\])(?:: (\w+))?$`).FindAllStringSubmatch(string(drawing), -1) {
		drawn = append(drawn, arrow[1]+" "+arrow[2]+" "+arrow[3])
	}
	allowed = append(allowed, "[*] exploring explore")
	for _, s := range internship.States() {
		if s.Over() {
			allowed = append(allowed, string(s)+" [*] ")
		}
	}
	for _, m := range internship.Moves() {
		allowed = append(allowed, string(m.From)+" "+string(m.To)+" "+m.Verb)
	}
	slices.Sort(drawn)
	slices.Sort(allowed)
	if diff := cmp.Diff(allowed, drawn); diff != "" {
		t.Errorf("docs/states/internship.md (-code +drawing):\n%s", diff)
	}
}

// The drawing of a sign-off names every state that a signature can have, and no
// other.
func TestTheDrawingOfASignOffNamesEveryState(t *testing.T) {
	drawing, err := os.ReadFile("../../docs/states/sign-off.md")
	if err != nil {
		t.Fatal(err)
	}
	var drawn, known []string
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\w+|\[\*\]) --> (\w+): `).FindAllStringSubmatch(string(drawing), -1) {
		for _, name := range arrow[1:] {
			if name = strings.ReplaceAll(name, "_", "-"); name != "[*]" && !slices.Contains(drawn, name) {
				drawn = append(drawn, name)
			}
		}
	}
	for _, s := range internship.SignatureStates() {
		known = append(known, string(s))
	}
	slices.Sort(drawn)
	slices.Sort(known)
	if diff := cmp.Diff(known, drawn); diff != "" {
		t.Errorf("docs/states/sign-off.md (-code +drawing):\n%s", diff)
	}
}

func TestEveryStateCanBeReachedAndLeft(t *testing.T) {
	reached := map[internship.State]bool{internship.Exploring: true}
	left := map[internship.State]bool{}
	for _, m := range internship.Moves() {
		if m.From != m.To {
			reached[m.To], left[m.From] = true, true
		}
	}
	for _, s := range internship.States() {
		if !reached[s] || left[s] == s.Over() {
			t.Errorf("%s: reached %v, left %v", s, reached[s], left[s])
		}
	}
}
