package templates_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"stint/internal/program"
	"stint/internal/view/author"
	authorpage "stint/internal/web/templates/author"
	"stint/internal/web/templates/ui"
)

// However long a page is, its desk has so many elements and no more: browsers are
// slow with more, whatever the server does.
func TestALongPageMakesADeskOfBoundedSize(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Long\n")
	for w := 1; b.Len() < program.MaxSource-200; w++ {
		if w%14 == 1 {
			fmt.Fprintf(&b, "\n## Week %d\n\n", w/14+1)
		}
		fmt.Fprintf(&b, "1. Read [log %d](https://example.com/%d)\n. [b](c)\n", w, w)
	}
	source := b.String()
	desk := deskSample()
	desk.Source, desk.Live, desk.Reading = source, false, author.Read(source)
	if desk.Reading.Counts.Activities < 20000 {
		t.Fatalf("%d activities", desk.Reading.Counts.Activities)
	}
	var out bytes.Buffer
	if err := authorpage.Desk(frame(wanda, "Programs"), desk, ui.Form{}).Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	// The page itself stands in it once, and an element begins with “<” and a letter.
	elements := strings.Count(out.String(), "<") - strings.Count(out.String(), "</")
	if elements > 8000 || out.Len() > len(source)+700_000 {
		t.Errorf("%d elements, %d bytes beside the page", elements, out.Len()-len(source))
	}
}
