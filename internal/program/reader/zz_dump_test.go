package reader

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestZZDump(t *testing.T) {
	name := os.Getenv("DUMP")
	if name == "" {
		t.SkipNow()
	}
	src, _ := os.ReadFile(name)
	start := time.Now()
	p := Read(src, Options{})
	took := time.Since(start)
	fmt.Printf("%q weeks %d hours %g rhythm %+v\nmin %+v\n", p.Title, p.Weeks, p.Hours, p.Rhythm, p.Minimum)
	fmt.Printf("facts %+v %+v %+v %+v\n", p.Facts.TypicalWeeks, p.Facts.MeetingMinutes, p.Facts.NoGuarantee, p.Facts.MentorIsIndividualContributor)
	fmt.Printf("elig %v inv %v counts %+v importable %v took %v\n", p.Eligibility, p.Invitations, p.Counts, p.Importable, took)
	var walk func(a *Activity, pad string)
	walk = func(a *Activity, pad string) {
		s := fmt.Sprintf("%s%d %s/%s/%s %.2f", pad, a.Line, a.Kind, a.Owner, a.Role, a.Certainty)
		if a.Optional {
			s += " OPT"
		}
		if a.Condition != "" {
			s += " IF=" + a.Condition
		}
		if a.Branch != "" {
			s += " BR=" + a.Branch + a.Side
		}
		if a.Choose > 0 {
			s += fmt.Sprintf(" CHOOSE=%d", a.Choose)
		}
		if a.Course != "" || a.Part != "" {
			s += " C=" + a.Course + "|" + a.Part
		}
		if len(a.After) > 0 {
			s += " AFTER=" + strings.Join(a.After, ",")
		}
		if a.Estimate > 0 {
			s += fmt.Sprintf(" EST=%d", a.Estimate)
		}
		if a.Every != "" {
			s += " EVERY=" + a.Every
		}
		if a.Group != "" {
			s += " G=" + a.Group
		}
		if a.Done {
			s += " DONE"
		}
		s += fmt.Sprintf(" L%d N%d", len(a.Links), len(a.Notes))
		fmt.Printf("%s [%s] %.90s\n", s, a.ID, a.Text)
		for _, q := range a.Prompts {
			fmt.Printf("%s   ? %d opt=%v %s act=%v %.70s\n", pad, q.Line, q.Optional, q.Condition, q.Action, q.Text)
		}
		for i := range a.Children {
			walk(&a.Children[i], pad+"   ")
		}
	}
	show := func(ph *Phase) {
		num := "-"
		if ph.Number != nil {
			num = fmt.Sprint(*ph.Number)
		}
		if ph.Through != nil {
			num += fmt.Sprintf("..%d", *ph.Through)
		}
		fmt.Printf("== %s %s %q topic=%q track=%q open=%v break=%v items=%v goals=%d text=%d %.2f prog=%d\n", ph.ID, num, ph.Title, ph.Topic, ph.Track, ph.OpenEnded, ph.Break, ph.Items, len(ph.Goals), len(ph.Text), ph.Certainty, Progress(ph.Activities))
		for _, g := range ph.Goals {
			fmt.Printf("   GOAL %d %.80s\n", g.Line, g.Text)
		}
		for i := range ph.Activities {
			walk(&ph.Activities[i], "   ")
		}
		if os.Getenv("TEXT") != "" {
			for _, x := range ph.Text {
				fmt.Printf("   TEXT %d %s h=%q %.60q\n", x.Line, x.Kind, x.Heading, x.Markdown)
			}
		}
	}
	show(&p.Setup)
	for i := range p.Phases {
		show(&p.Phases[i])
	}
	for _, d := range p.Diagnostics {
		fmt.Printf("%s[%s] %d:%d-%d %s | %s\n", d.Severity, d.Code, d.Line, d.Column, d.EndColumn, d.Message, d.Help)
	}
}
