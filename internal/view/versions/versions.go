package versions

import (
	"fmt"
	"strconv"
	"strings"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/change"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/program"
	"stint/internal/program/diff"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
)

// Views makes the models of pages. It is safe for concurrent use.
type Views struct {
	programs *program.Service
	changes  *change.Service
}

// New returns views over programs and offers.
func New(programs *program.Service, changes *change.Service) *Views {
	return &Views{programs: programs, changes: changes}
}

// Between is what differs between two versions of a program; 0 is the newest.
func (v *Views) Between(tx *sqldb.Tx, who account.Principal, of id.Program, from, to int) (Differences, error) {
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return Differences{}, err
	}
	older, newer, err := v.programs.Between(tx, who.Actor, of, from, to)
	if err != nil {
		return Differences{}, err
	}
	page := Differences{
		Program: of, Title: p.Title, From: older.Number, To: newer.Number, Newest: p.Newest.Number,
		Changed: Told(older.Page, newer.Page),
	}
	for n := p.Newest.Number; n >= 1 && len(page.Numbers) < 100; n-- {
		if n != newer.Number {
			page.Numbers = append(page.Numbers, view.Choice{Value: strconv.Itoa(n), Label: "Version " + strconv.Itoa(n)})
		}
	}
	names, err := people.Name(tx, who.Person.ID, newer.PublishedBy)
	page.Told = published(newer, names)
	return page, err
}

// published is how a version came out.
func published(v program.Version, names people.Named) view.Published {
	return view.Published{Number: v.Number, By: names.Actor(v.PublishedBy), At: v.PublishedAt, Note: v.Note}
}

// Told is a difference as a page tells it.
func Told(old, now *reader.Page) Changed {
	d := diff.Between(old, now)
	told := Changed{Fields: fields(d.Program), Counts: d.Counts}
	room := MaxRows
	for _, s := range d.Sections {
		shown := section(s, nil)
		if extra := len(shown.Rows) - room; extra > 0 {
			told.More += extra
			shown.Rows = shown.Rows[:room]
		}
		if room -= len(shown.Rows); room > 0 || len(shown.Rows) > 0 {
			told.Sections = append(told.Sections, shown)
		}
	}
	return told
}

// names are how properties are called on pages.
var names = map[string]string{
	"after": "Builds on", "choose": "How many to choose", "every": "How often", "estimate": "Estimate", "group": "Under",
	"kind": "Kind", "minimum": "Least hours a week", "owner": "Whose task", "role": "Sort", "weeks": "Weeks", "hours": "Hours a week",
	"links": "Links", "condition": "Condition", "optional": "Optional", "side": "Way", "course": "Course", "part": "Part",
	"title": "Title", "rhythm": "1:1", "phases": "Phases", "heading": "Heading", "goals": "Goals", "text": "Text",
}

func fields(list []diff.Field) []Field {
	var out []Field
	for _, f := range list {
		name := names[f.Name]
		if name == "" {
			name = f.Name
		}
		out = append(out, Field{name, said(f.Name, f.Was), said(f.Name, f.Now)})
	}
	return out
}

// said is a value in words.
func said(name, value string) string {
	switch {
	case name == "estimate" && value != "":
		return value + " min"
	case name == "owner" || name == "role":
		return strings.ReplaceAll(value, "-", " ")
	}
	return value
}

// standings says how things stand in an internship, by the program's id of them.
type standings map[string]Mine

func section(s diff.Section, mine standings) Section {
	out := Section{ID: fmt.Sprintf("phase-%d-%d", s.Now+1, s.Was+1), Heading: s.Heading, New: s.Was < 0, Gone: s.Now < 0, Fields: fields(s.Fields)}
	if s.Now < 0 {
		out.Heading = s.WasHeading
	}
	if s.Now == 0 || s.Was == 0 {
		out.Heading = "Before the start"
	}
	for _, c := range s.Changes {
		row := Row{Question: c.Prompt, Text: c.Text, Fields: fields(c.Fields), Mine: mine[c.ID]}
		for _, what := range c.What {
			switch what {
			case "added":
				row.Added = true
			case "removed":
				row.Removed, row.Text = true, c.Was
			case "moved":
				row.Moved, row.From = true, c.WasPhase
			case "reworded":
				row.Reworded, row.Was = true, c.Was
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// Offer is the page of an offered version.
func (v *Views) Offer(tx *sqldb.Tx, who account.Principal, offer id.VersionOffer) (Offer, error) {
	o, err := change.Find(tx, who.Actor, offer)
	if err != nil {
		return Offer{}, err
	}
	x, err := internship.Find(tx, who.Actor, o.Internship)
	if err != nil {
		return Offer{}, err
	}
	d, err := v.changes.Differ(tx, o)
	if err != nil {
		return Offer{}, err
	}
	names, err := people.Name(tx, who.Person.ID, d.Terms.Intern, d.Terms.Mentor, o.ProposedBy, o.AnsweredBy, d.Version.PublishedBy)
	if err != nil {
		return Offer{}, err
	}
	page := Offer{
		ID: o.ID, Internship: o.Internship, Intern: names.Ref(d.Terms.Intern), Mentor: names.Ref(d.Terms.Mentor),
		Program: view.ProgramRef{ID: x.Program, Title: d.Version.Title, Version: d.Version.Number, VersionID: d.Version.ID},
		InPart:  o.InPart(), Rest: o.Rest(), RestDeclined: o.RestDeclined(), Stale: o.State == change.Proposed && o.Base != d.Terms.Revision,
		Told: published(d.Version, names), Has: d.Has.Number, Kept: len(d.Terms.Kept), State: string(o.State), MadeAt: o.MadeAt, Base: d.Terms.Revision,
		AnsweredBy: names.Ref(o.AnsweredBy), AnsweredAt: o.AnsweredAt, Reason: o.Reason, Revision: o.Revision, Pending: x.Pending(),
	}
	for _, n := range d.Needs {
		page.Needs = append(page.Needs, Need(n))
	}
	if o.State == change.Proposed {
		page.Proposal = &Proposal{By: names.Ref(o.ProposedBy), At: o.ProposedAt, Digest: o.Digest, Short: short(o.Digest), Whole: o.LeftOut == 0, Left: o.LeftOut}
	}
	if err := v.parts(tx, who, o, d, &page); err != nil {
		return Offer{}, err
	}
	if page.Had, err = had(tx, o); err != nil {
		return Offer{}, err
	}
	return page, page.may(tx, who, x, o, d)
}

// had is the number of the version that an internship had before it took the
// offered one, all or the first of it; 0 where it has not.
func had(tx *sqldb.Tx, o change.Offer) (int, error) {
	if o.Revision == 0 {
		return 0, nil
	}
	before, err := sqldb.List(tx, func(s sqldb.Scanner) (n int, err error) { return n, s.Scan(&n) }, `
		SELECT v.number FROM terms t JOIN program_version v ON v.id = t.program_version_id
		WHERE t.internship_id = ? AND t.revision < ? AND v.id <> ? ORDER BY t.revision DESC LIMIT 1`, o.Internship, o.Revision, o.Version)
	if err != nil || len(before) == 0 {
		return 0, err
	}
	return before[0], nil
}

// parts fills in the difference while something of the offer can still be taken:
// of one that was taken that is what was left of it.
func (v *Views) parts(tx *sqldb.Tx, who account.Principal, o change.Offer, d change.Difference, page *Offer) error {
	if o.State == change.Taken && !page.InPart {
		return nil
	}
	mine, err := stand(tx, who.Actor, o.Internship)
	if err != nil {
		return err
	}
	c := diff.Between(d.Has.Page, d.Version.Page)
	page.Fields, page.Counts = fields(c.Program), c.Counts
	left := map[string]bool{}
	for _, key := range d.Left(o) {
		left[key] = true
	}
	for _, p := range d.Parts {
		part := Part{ID: p.Key, Taken: !left[p.Key]}
		var headings []string
		for _, s := range p.Sections {
			told := section(s, mine)
			headings = append(headings, told.Heading)
			if !s.Same() {
				part.Sections = append(part.Sections, told)
			}
		}
		part.Title = strings.Join(headings, " and ")
		page.Parts = append(page.Parts, part)
	}
	return nil
}

// stand reads how things stand in an internship, as far as the reader may see
// its plan.
func stand(tx *sqldb.Tx, a access.Actor, of id.Internship) (standings, error) {
	p, err := plan.Read(tx, a, of)
	if err != nil {
		return nil, err
	}
	mine := standings{}
	for i := range p.Activities {
		switch x := &p.Activities[i]; {
		case x.Source == "":
		case x.State == plan.Done:
			mine[x.Source] = MineDone
		case x.Begun():
			mine[x.Source] = MineHeld
		}
	}
	for i := range p.Prompts {
		switch q := &p.Prompts[i]; {
		case q.State == prompt.Discussed:
			mine[q.Source] = MineDone
		case q.Versions > 0:
			mine[q.Source] = MineHeld
		}
	}
	return mine, nil
}

// may fills in what the reader can do about the offer.
func (page *Offer) may(tx *sqldb.Tx, who account.Principal, x internship.Internship, o change.Offer, d change.Difference) error {
	roles, err := access.RolesOn(tx, who.Actor, x.ID)
	if err != nil {
		return err
	}
	newest, err := program.VersionNumbered(tx, x.Program, 0)
	if err != nil {
		return err
	}
	if newest.ID != o.Version {
		page.Newer = newest.Number
	}
	answers := access.Can(who.Actor, access.OfferAnswer, roles) == access.Allowed
	takes := answers && page.Newer == 0 && x.Adoptable() == nil
	page.MayPropose = takes && d.Proposable(o) && len(d.Needs) == 0
	page.MayConfirm = takes && o.State == change.Proposed && o.ProposedBy != who.Person.ID && len(d.Needs) == 0 && !page.Stale
	page.MayDecline = answers && o.State.Waiting()
	page.MayRevise = answers && len(d.Needs) > 0 && (o.State.Waiting() || o.State == change.Declined)
	return nil
}

// short is a digest as people compare it.
func short(digest string) string {
	if len(digest) < 12 {
		return digest
	}
	return digest[:6] + "…" + digest[len(digest)-4:]
}

// Overview is which internships of a program are on which version, for its
// coordinators.
func (v *Views) Overview(tx *sqldb.Tx, who account.Principal, of id.Program, after string) (Overview, error) {
	found, err := change.Overview(tx, who.Actor, of, change.Page{After: after, Limit: 100})
	if err != nil {
		return Overview{}, err
	}
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return Overview{}, err
	}
	var ids []id.Person
	for _, s := range found.Items {
		ids = append(ids, s.Intern, s.Mentor)
	}
	names, err := people.Name(tx, who.Person.ID, ids...)
	page := Overview{Program: of, Title: p.Title, Newest: p.Newest.Number, Next: found.Next}
	for _, s := range found.Items {
		page.Rows = append(page.Rows, Standing{
			Internship: s.Internship, Intern: names.Ref(s.Intern), Mentor: names.Ref(s.Mentor), State: view.State(s.State),
			Version: s.Version, Kept: s.Kept, Offer: s.Offer.ID, OfferState: string(s.Offer.State), InPart: s.Offer.State == change.Taken && s.Kept > 0, Since: s.Offer.ChangedAt,
		})
	}
	return page, err
}
