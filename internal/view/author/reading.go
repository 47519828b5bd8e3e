package author

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"stint/internal/program/draft"
	"stint/internal/program/reader"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/report"
	"stint/internal/view"
)

// Read says what is understood of a page, for everybody: nothing but the text
// goes into it.
func Read(source string) Reading {
	return Understand(source, reader.Read([]byte(source), reader.Options{}), 1)
}

// Understand is Read for a page that has been read. Of a long one it shows the
// activities and questions from an ordinal on.
func Understand(source string, page *reader.Page, from int) Reading {
	r := Reading{Title: page.Title, Counts: Counts{
		Phases: page.Counts.Phases, Activities: page.Counts.Activities, Prompts: page.Counts.Prompts, Progress: page.Counts.Progress,
	}}
	r.facts(page)
	for _, p := range page.All() {
		r.phase(p)
	}
	r.show(from)
	r.diagnostics(source, page.Diagnostics)
	return r
}

// show leaves what is shown from an ordinal on; from the last one where there are
// not so many.
func (r *Reading) show(from int) {
	r.From = min(max(from, 1), max(r.things, 1))
	end := r.From + MaxThings // the first that is not shown any more
	for i := range r.Phases {
		p := &r.Phases[i]
		n := len(p.Things)
		low, high := min(max(r.From-p.first, 0), n), min(max(end-p.first, 0), n)
		p.Things, p.Before, p.After = p.Things[low:high], low, n-high
		if p.Before > 0 {
			p.Earlier = max(p.first, r.From-MaxThings)
			if low == n { // the whole phase stands before
				p.Earlier = p.first
			}
		}
		if p.After > 0 {
			p.Later = p.first + high
		}
	}
}

// facts are what the page says about the program as a whole.
func (r *Reading) facts(page *reader.Page) {
	add := func(name, value string, line int) {
		if value != "" && len(r.Facts) < MaxFacts {
			r.Facts = append(r.Facts, Fact{name, clip(value), line})
		}
	}
	add("Title", page.Title, 0)
	if page.Weeks > 0 {
		add("Length", several(page.Weeks, "week", "weeks"), 0)
	}
	if page.Hours > 0 {
		add("Commitment", fmt.Sprintf("%g h a week", page.Hours), 0)
	}
	if m := page.Minimum; m != nil {
		add("At least", fmt.Sprintf("%g h a week", m.Hours), m.Line)
	}
	if page.Rhythm.Every != "" {
		add("1:1", rhythm(page.Rhythm), page.Rhythm.Line)
	}
	for _, e := range page.Eligibility {
		add("Who it is for", e.Text, e.Line)
	}
	for _, in := range page.Invitations {
		add("Invitation", in.Name, 0)
	}
}

func rhythm(r reader.Rhythm) string {
	words := "every " + strings.ReplaceAll(r.Every, "two-weeks", "two weeks")
	if r.Minutes > 0 {
		words += fmt.Sprintf(", %d minutes", r.Minutes)
	}
	if r.Extendable > r.Minutes {
		words += fmt.Sprintf(", up to %d", r.Extendable)
	}
	return words
}

func (r *Reading) phase(p *reader.Phase) {
	if p.ID == "setup" && len(p.Activities) == 0 {
		return
	}
	phase := Phase{Title: cmp.Or(clip(p.Title), "Before the phases"), Line: p.Line, Goals: len(p.Goals)}
	if p.ID != "setup" {
		phase.Sure = view.Sureness(reader.DegreeOf(p.Certainty))
	}
	if p.ID == "setup" && p.Line == 0 && len(p.Activities) > 0 {
		phase.Line = p.Activities[0].Line
	}
	r.activities(&phase, p.Activities, 0)
	phase.first = r.things - len(phase.Things) + 1
	if len(r.Phases) < MaxPhases {
		r.Phases = append(r.Phases, phase)
	} else {
		r.MorePhases++
		r.things -= len(phase.Things)
	}
}

func (r *Reading) activities(phase *Phase, list []reader.Activity, depth int) {
	for i := range list {
		a := &list[i]
		r.put(phase, Thing{
			Line: a.Line, Depth: depth, Kind: view.Kind(a.Kind), Text: clip(a.Text), Traits: traits(a), Sure: view.Sureness(reader.DegreeOf(a.Certainty)), Doubts: doubts(a.Sure),
		})
		for j := range a.Prompts {
			q := &a.Prompts[j]
			t := Thing{Line: q.Line, Depth: depth + 1, Prompt: true, Text: clip(q.Text), Sure: view.SureCertain}
			if q.Optional {
				t.Traits = append(t.Traits, "optional")
			}
			if q.Condition != "" {
				t.Traits = append(t.Traits, "if "+clip(q.Condition))
			}
			r.put(phase, t)
		}
		r.activities(phase, a.Children, depth+1)
	}
}

// put adds a thing to its phase.
func (r *Reading) put(phase *Phase, t Thing) {
	if t.Sure == view.SureCertain {
		r.Counts.Certain++
	}
	r.things++
	phase.Things = append(phase.Things, t)
}

// traits are what is remarkable about an activity beside its kind.
func traits(a *reader.Activity) []string {
	var list []string
	add := func(on bool, format string, args ...any) {
		if on {
			list = append(list, clip(fmt.Sprintf(format, args...)))
		}
	}
	add(a.Role != reader.RoleLeaf, "%s", view.RoleWords(string(a.Role)))
	add(a.Owner != reader.OwnerIntern, "for %s", view.OwnerWords(string(a.Owner)))
	add(a.Optional, "optional")
	add(a.Condition != "", "if %s", a.Condition)
	add(a.Branch != "", "way %s", strings.ToUpper(a.Side))
	add(a.Choose > 0, "%d of these", a.Choose)
	add(a.Course != "", "course %s", a.Course)
	add(a.Part != "", "%s", a.Part)
	add(len(a.After) > 0, "builds on %s", strings.Join(a.After, ", "))
	add(a.Estimate > 0, "%s", length(a.Estimate))
	add(a.Every != "", "every %s", a.Every)
	add(a.Named, "id %s", a.ID)
	return list
}

func length(minutes int) string {
	switch {
	case minutes >= 60 && minutes%60 == 0:
		return fmt.Sprintf("%d h", minutes/60)
	case minutes > 60:
		return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
	}
	return fmt.Sprintf("%d min", minutes)
}

// doubts are the inferences that are less than certain.
func doubts(s reader.Sure) []Doubt {
	var list []Doubt
	for _, d := range []struct {
		what string
		sure float64
	}{
		{"kind", s.Kind}, {"owner", s.Owner}, {"role", s.Role}, {"optional", s.Optional}, {"condition", s.Condition},
		{"ways", s.Branch}, {"builds on", s.After}, {"estimate", s.Estimate},
	} {
		if d.sure > 0 && reader.DegreeOf(d.sure) != reader.Certain {
			list = append(list, Doubt{d.what, int(d.sure*100 + 0.5)})
		}
	}
	return list
}

func (r *Reading) diagnostics(source string, list []reader.Diagnostic) {
	lines := outline.Split(source)
	for _, d := range list {
		switch d.Severity {
		case reader.SeverityError:
			r.Errors++
		case reader.SeverityWarning:
			r.Warnings++
		default:
			r.Notes++
		}
		if d.Fix != nil && d.Fix.Certain {
			r.Mendable++
		}
		if len(r.Diagnostics) == MaxDiagnostics {
			r.MoreDiagnostics++
			continue
		}
		row := Diagnostic{
			Place: draft.Place(d), Code: d.Code, Severity: view.Severity(d.Severity), Line: max(d.Line, 1), Column: max(d.Column, 1),
			Message: d.Message, Help: d.Help,
		}
		if d.Line >= 1 && d.Line <= len(lines) && strings.TrimSpace(lines[d.Line-1].Text) != "" {
			row.Excerpt, row.Marker = report.Excerpt(lines[d.Line-1].Text, d.Column, d.EndColumn)
		}
		if d.Fix != nil {
			row.Mend, row.Certain = report.Proposal(*d.Fix), d.Fix.Certain
		}
		r.Diagnostics = append(r.Diagnostics, row)
	}
}

// clip cuts a text to what a row shows.
func clip(text string) string {
	if utf8.RuneCountInString(text) <= maxText {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:maxText-1]), " ") + "…"
}

func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
