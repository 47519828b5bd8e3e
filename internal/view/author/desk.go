package author

import (
	"cmp"
	"strings"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/program/link"
	"stint/internal/program/reader"
	"stint/internal/program/reader/notice"
	"stint/internal/sqldb"
	"stint/internal/view/people"
	"stint/internal/view/versions"
)

// DeskFor is the desk of a program, for those who may publish a version of it:
// their own draft, or the newest version to begin from; see Desk.
func (v *Views) DeskFor(tx *sqldb.Tx, who account.Principal, of id.Program, from int) (Desk, error) {
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return Desk{}, err
	}
	if err := access.RequireCoordinator(tx, who.Actor, access.ProgramPublish, of); err != nil {
		return Desk{}, err
	}
	d, found, err := draft.FindFor(tx, who.Actor, of)
	if err != nil {
		return Desk{}, err
	}
	if !found {
		d = draft.Draft{Program: of, BasedOn: p.Newest.Number}
		source, err := program.Source(tx, who.Actor, p.Newest.ID)
		if err != nil {
			return Desk{}, err
		}
		if d.Source, err = draft.Clean(source); err != nil {
			return Desk{}, err
		}
	}
	return v.desk(tx, who, d, p, true, reading{from: from})
}

// Again is the desk of a draft that was saved while it is typed: a page too
// long for that is not read.
func (v *Views) Again(tx *sqldb.Tx, who account.Principal, of id.Draft, from int) (Desk, error) {
	return v.deskOf(tx, who, of, reading{from, true})
}

// Desk is the desk of a draft, for its author, with what is understood of it from
// an ordinal on (see Reading.From). One who may no longer publish still finds what
// they typed.
func (v *Views) Desk(tx *sqldb.Tx, who account.Principal, of id.Draft, from int) (Desk, error) {
	return v.deskOf(tx, who, of, reading{from, false})
}

// reading is how a page is read for its desk.
type reading struct {
	from   int  // what is shown of it
	typing bool // while it is typed
}

func (v *Views) deskOf(tx *sqldb.Tx, who account.Principal, of id.Draft, how reading) (Desk, error) {
	d, err := draft.Find(tx, who.Actor, of)
	if err != nil {
		return Desk{}, err
	}
	if d.Program == "" {
		may, err := allowed(program.MayMake(tx, who.Actor))
		if err != nil {
			return Desk{}, err
		}
		return v.desk(tx, who, d, program.Program{}, may, how)
	}
	p, err := program.Find(tx, who.Actor, d.Program)
	if err != nil {
		return Desk{}, err
	}
	may, err := allowed(access.RequireCoordinator(tx, who.Actor, access.ProgramPublish, d.Program))
	if err != nil {
		return Desk{}, err
	}
	return v.desk(tx, who, d, p, may, how)
}

// Ended is what became of a draft, for its author.
func (v *Views) Ended(tx *sqldb.Tx, who account.Principal, of id.Draft) (Ended, error) {
	e, err := draft.FindEnded(tx, who.Actor, of)
	if err != nil {
		return Ended{}, err
	}
	page := Ended{Program: e.Program, Number: e.Number, At: e.At}
	if e.Program == "" {
		page.MayGoOn, err = allowed(program.MayMake(tx, who.Actor))
		return page, err
	}
	p, err := program.Find(tx, who.Actor, e.Program)
	if err != nil {
		return Ended{}, err
	}
	page.Title = p.Title
	page.MayGoOn, err = allowed(access.RequireCoordinator(tx, who.Actor, access.ProgramPublish, e.Program))
	return page, err
}

// untitled stands for the title of a program to be that has none yet.
const untitled = "A new program"

// allowed makes an answer of what would be a refusal.
func allowed(err error) (bool, error) {
	if fault.Is(err, fault.Forbidden) {
		return false, nil
	}
	return err == nil, err
}

func (v *Views) desk(tx *sqldb.Tx, who account.Principal, d draft.Draft, p program.Program, may bool, how reading) (Desk, error) {
	desk := Desk{
		Program: d.Program, Title: p.Title, Draft: d.ID, Version: d.Version, BasedOn: d.BasedOn, Newest: p.Newest.Number,
		Source: d.Source, Lines: 1 + strings.Count(d.Source, "\n"), Live: live(d.Source), Saved: d.ChangedAt, MayPublish: may,
	}
	if how.typing && !desk.Live {
		desk.Reading.Unread = true
	} else {
		var err error
		if desk.page, err = v.programs.Reread(tx, p.Newest.ID, d.Source); err != nil {
			return Desk{}, err
		}
		if d.Program != "" {
			remarked, err := link.Remarked(tx, d.Source, desk.page)
			if err != nil {
				return Desk{}, err
			}
			desk.page.Diagnostics = remarked
		}
		desk.Reading = Understand(d.Source, desk.page, how.from)
	}
	for _, t := range d.Texts {
		desk.Texts = append(desk.Texts, Text{t.Version, t.Source, t.SavedAt})
	}
	if desk.Program == "" {
		desk.Title = cmp.Or(clip(desk.Reading.Title), untitled)
	}
	if d.BasedOn < p.Newest.Number {
		names, err := people.Name(tx, who.Person.ID, p.Newest.PublishedBy)
		if err != nil {
			return Desk{}, err
		}
		desk.Newer = &Newer{p.Newest.Number, names.Actor(p.Newest.PublishedBy), p.Newest.PublishedAt, p.Newest.Note}
	}
	return desk, nil
}

// Publication is a draft beside the newest version, for its author where they may
// publish it.
func (v *Views) Publication(tx *sqldb.Tx, who account.Principal, of id.Draft) (Publication, error) {
	desk, err := v.Desk(tx, who, of, 1)
	if err != nil {
		return Publication{}, err
	}
	if !desk.MayPublish {
		if desk.Program == "" {
			return Publication{}, program.MayMake(tx, who.Actor)
		}
		return Publication{}, access.RequireCoordinator(tx, who.Actor, access.ProgramPublish, desk.Program)
	}
	p := Publication{Desk: desk}
	if desk.Program == "" {
		p.Slug = program.SlugFor([]byte(desk.Source))
		return p, nil
	}
	// What is told here is what the page of differences tells afterwards: the same
	// identities, the same words.
	newest, err := v.programs.Descend(tx, who.Actor, desk.Program, desk.page)
	if err != nil {
		return Publication{}, err
	}
	source, err := program.Source(tx, who.Actor, newest.ID)
	if err != nil {
		return Publication{}, err
	}
	p.Unchanged = draft.Same(source, desk.Source)
	p.Changed = versions.Told(newest.Page, desk.page)
	return p, nil
}

// Start is where a new program is begun, for those who may make one, with the
// drafts that they have.
func (v *Views) Start(tx *sqldb.Tx, who account.Principal) (Start, error) {
	page := Start{MaxSize: program.MaxSource}
	if err := program.MayMake(tx, who.Actor); err != nil {
		return page, err
	}
	drafts, err := draft.List(tx, who.Actor)
	if err != nil {
		return page, err
	}
	var ids []id.Program
	for _, d := range drafts {
		if d.Program != "" {
			ids = append(ids, d.Program)
		}
	}
	programs, err := program.Programs(tx, ids)
	if err != nil {
		return page, err
	}
	for _, d := range drafts {
		row := DraftRow{ID: d.ID, Program: d.Program, Changed: d.ChangedAt}
		if d.Program == "" {
			row.Title = cmp.Or(clip(reader.Read([]byte(d.Source), reader.Options{}).Title), untitled)
		} else {
			row.Title = programs[d.Program].Title
		}
		page.Drafts = append(page.Drafts, row)
	}
	return page, nil
}

// Explain returns the explanation of a code, or all codes where it is empty.
func Explain(code string) (Notice, error) {
	page := Notice{}
	if code == "" {
		page.Others = notice.List()
		return page, nil
	}
	n, ok := notice.Find(strings.ToUpper(code))
	if !ok {
		return page, fault.Missing("diagnostic")
	}
	page.Notice = n
	return page, nil
}
