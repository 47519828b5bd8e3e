package page

// MaxText is how many bytes of text everything that was understood of a page may
// have together. A page of 1 MiB stays far below it unless something long, such as
// the address of a link or a heading, belongs to very many things at once.
const MaxText = 16 << 20

// Length is how many bytes of text stand in what was understood, each as often as
// the page's JSON says it.
func (p *Page) Length() int {
	n := len(p.Title) + len(p.Description) + len(p.Address) + len(p.Rhythm.Every) + len(p.Rhythm.Quote) + p.Facts.length()
	if p.Minimum != nil {
		n += len(p.Minimum.Quote) + len(p.Minimum.Sentence)
	}
	for _, s := range p.Eligibility {
		n += len(s.Text)
	}
	for _, in := range p.Invitations {
		n += len(in.Name) + len(in.Kind) + len(in.URL)
	}
	if p.Mentors != nil {
		n += lengths(p.Mentors.Teams)
	}
	for part := range p.Fit {
		n += len(part)
	}
	for _, phase := range p.All() {
		n += phase.length()
	}
	for i := range p.Diagnostics {
		n += p.Diagnostics[i].length()
	}
	return n
}

func (f *Facts) length() int {
	n := 0
	for _, m := range []*Measure{f.TypicalWeeks, f.MeetingMinutes} {
		if m != nil {
			n += len(m.Quote)
		}
	}
	for _, s := range []*Statement{f.NoGuarantee, f.MentorIsIndividualContributor} {
		if s != nil {
			n += len(s.Text)
		}
	}
	return n
}

func (p *Phase) length() int {
	n := len(p.ID) + len(p.Unit) + len(p.Title) + len(p.Topic) + len(p.Track)
	for i := range p.Goals {
		n += len(p.Goals[i].Text) + len(p.Goals[i].Markdown) + linkLengths(p.Goals[i].Links)
	}
	n += textLengths(p.Text)
	p.Walk(func(a *Activity) { n += a.length() })
	return n
}

func (a *Activity) length() int {
	n := len(a.ID) + len(a.Text) + len(a.Markdown) + len(a.Kind) + len(a.Owner) + len(a.Role) + len(a.Condition) + len(a.Branch) + len(a.Side) +
		len(a.Course) + len(a.Part) + len(a.Group) + len(a.Every) + lengths(a.After) + linkLengths(a.Links) + textLengths(a.Notes)
	for i := range a.Prompts {
		p := &a.Prompts[i]
		n += len(p.ID) + len(p.Text) + len(p.Markdown) + len(p.Condition) + linkLengths(p.Links)
	}
	return n
}

func (d *Diagnostic) length() int {
	n := len(d.Severity) + len(d.Code) + len(d.Message) + len(d.Help)
	if d.Fix != nil {
		n += len(d.Fix.Text)
	}
	return n
}

func lengths(list []string) int {
	n := 0
	for _, s := range list {
		n += len(s)
	}
	return n
}

func linkLengths(list []Link) int {
	n := 0
	for i := range list {
		n += len(list[i].Text) + len(list[i].URL)
	}
	return n
}

func textLengths(list []Text) int {
	n := 0
	for i := range list {
		n += len(list[i].Kind) + len(list[i].Heading) + len(list[i].Markdown) + linkLengths(list[i].Links)
	}
	return n
}
