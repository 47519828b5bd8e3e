package matching_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/matching"
)

// The drawing in docs/states is compared with the table that the code goes by.
func TestTheDrawingShowsEveryMoveAndNoOther(t *testing.T) {
	drawing, err := os.ReadFile("../../docs/states/request.md")
	if err != nil {
		t.Fatal(err)
	}
	var drawn []string
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\w+|\[\*\]) --> (\w+|\[\*\])(?:: (\w+))?$`).FindAllStringSubmatch(string(drawing), -1) {
		drawn = append(drawn, arrow[1]+" "+arrow[2]+" "+arrow[3])
	}
	allowed := []string{"[*] asked ask"}
	for _, s := range matching.States() {
		if !s.Standing() {
			allowed = append(allowed, string(s)+" [*] ")
		}
	}
	for _, m := range matching.Moves() {
		allowed = append(allowed, string(m.From)+" "+string(m.To)+" "+m.Verb)
	}
	slices.Sort(drawn)
	slices.Sort(allowed)
	if diff := cmp.Diff(allowed, drawn); diff != "" {
		t.Errorf("docs/states/request.md (-code +drawing):\n%s", diff)
	}
}

func TestWhatIsAtAnEndStaysThere(t *testing.T) {
	reached := map[matching.State]bool{matching.Asked: true}
	for _, m := range matching.Moves() {
		reached[m.To] = true
		if !m.From.Standing() {
			t.Errorf("%s leaves an end", m.Verb)
		}
	}
	for _, s := range matching.States() {
		if !reached[s] {
			t.Errorf("%s cannot be reached", s)
		}
	}
}
