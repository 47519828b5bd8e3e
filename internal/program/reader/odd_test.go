package reader_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/program/reader"
)

var update = flag.Bool("update", false, "write what is understood of testdata/odd as what is expected")

// TestOddPages reads pages that were written to be odd in one way each, and
// compares what was understood with what somebody has looked at and found right.
func TestOddPages(t *testing.T) {
	names, err := filepath.Glob("testdata/odd/*.md")
	if err != nil || len(names) < 40 {
		t.Fatalf("%d pages, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			page := reader.Read(src, reader.Options{})
			check(t, page, strings.Count(string(src), "\n")+strings.Count(string(src), "\r")+1)
			checkCovered(t, page, string(src))
			got, golden := sketch(page), strings.TrimSuffix(name, ".md")+".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// sketch writes what was understood, a line for each thing.
func sketch(p *reader.Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %d weeks, %g hours, every %s %d-%d min, %d items, %d links\n", p.Title, p.Weeks, p.Hours, p.Rhythm.Every, p.Rhythm.Minutes, p.Rhythm.Extendable, p.Counts.Items, p.Counts.Links)
	if p.Minimum != nil {
		fmt.Fprintf(&b, "minimum %g: %q\n", p.Minimum.Hours, p.Minimum.Quote)
	}
	for _, e := range p.Eligibility {
		fmt.Fprintf(&b, "eligible: %s\n", e.Text)
	}
	for _, in := range p.Invitations {
		fmt.Fprintf(&b, "invited: %s %s %s\n", in.Kind, in.Name, in.URL)
	}
	sketchPhase(&b, &p.Setup)
	for i := range p.Phases {
		sketchPhase(&b, &p.Phases[i])
	}
	for _, d := range p.Diagnostics {
		fmt.Fprintf(&b, "%d:%d-%d %s %s %s\n", d.Line, d.Column, d.EndColumn, d.Severity, d.Code, d.Message)
	}
	return b.String()
}

func sketchPhase(b *strings.Builder, p *reader.Phase) {
	fmt.Fprintf(b, "\n%s %q", p.ID, p.Title)
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return fmt.Sprint(*n)
	}
	if p.Number != nil || p.Through != nil {
		fmt.Fprintf(b, " %s..%s", number(p.Number), number(p.Through))
	}
	for _, f := range []struct {
		on   bool
		text string
	}{{p.OpenEnded, "open"}, {p.Break, "break"}, {p.Track != "", "track " + p.Track}, {p.Topic != "", "| " + p.Topic}} {
		if f.on {
			b.WriteString(" " + f.text)
		}
	}
	fmt.Fprintf(b, " %v\n", p.Items)
	for _, g := range p.Goals {
		fmt.Fprintf(b, "  %d goal %s\n", g.Line, g.Text)
	}
	for i := range p.Activities {
		sketchActivity(b, &p.Activities[i], "  ")
	}
	for _, t := range p.Text {
		fmt.Fprintf(b, "  %d %s %.60q\n", t.Line, t.Kind, t.Markdown)
	}
}

func sketchActivity(b *strings.Builder, a *reader.Activity, pad string) {
	fmt.Fprintf(b, "%s%d %s %s %s", pad, a.Line, a.Kind, a.Owner, a.Role)
	for _, f := range []struct {
		on   bool
		text string
	}{
		{a.Optional, "optional"}, {a.Done, "done"}, {a.Condition != "", "if " + a.Condition}, {a.Branch != "", "branch " + a.Branch + " " + a.Side},
		{a.Choose > 0, fmt.Sprint("choose ", a.Choose)}, {a.Course != "", "course " + a.Course}, {a.Part != "", "part " + a.Part},
		{len(a.After) > 0, "after " + strings.Join(a.After, ",")}, {a.Estimate > 0, fmt.Sprint(a.Estimate, " min")}, {a.Every != "", "every " + a.Every},
		{a.Group != "", "group " + a.Group}, {a.Named, "id " + a.ID},
	} {
		if f.on {
			b.WriteString("; " + f.text)
		}
	}
	fmt.Fprintf(b, ": %s\n", a.Text)
	for _, n := range a.Notes {
		fmt.Fprintf(b, "%s  %d note %s %.60q\n", pad, n.Line, n.Kind, n.Markdown)
	}
	for _, q := range a.Prompts {
		fmt.Fprintf(b, "%s  %d prompt %s\n", pad, q.Line, q.Text)
	}
	for i := range a.Children {
		sketchActivity(b, &a.Children[i], pad+"  ")
	}
}
