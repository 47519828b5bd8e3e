package program

import (
	"context"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/program/diff"
	"stint/internal/program/mix"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// maxLineage is how many versions are looked through for what was gone and comes
// back. Identities of the newest one are always kept.
const maxLineage = 50

// lineage is what a program's next version descends from. It is empty where the
// program is yet to be made.
type lineage struct {
	newest Version        // with its page
	before []*reader.Page // of older versions, newest first
}

// lineage reads the versions that a page would follow, for those who may publish
// it; for a new program, which follows nothing, for those who may make one.
func (s *Service) lineage(ctx context.Context, a access.Actor, of id.Program) (l lineage, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { l, err = s.lineageIn(tx, a, of); return err })
	return l, err
}

func (s *Service) lineageIn(tx *sqldb.Tx, a access.Actor, of id.Program) (l lineage, err error) {
	if err := mayImport(tx, a, of); err != nil || of == "" {
		return l, err
	}
	found, err := ListVersions(tx, a, of, Page{Limit: maxLineage})
	if err != nil {
		return l, err
	}
	for i, v := range found.Versions {
		v, err := s.FindVersion(tx, v.ID)
		if err != nil {
			return l, err
		}
		if i == 0 {
			l.newest = v
		} else {
			l.before = append(l.before, v.Page)
		}
	}
	return l, nil
}

// read reads a page that descends from these, with their identities. Where it does
// not say where it is published, it is where the newest one is.
func (l lineage) read(source, address string) *reader.Page {
	page := reader.Read([]byte(source), reader.Options{Address: address, Earlier: l.newest.address()})
	l.identify(page)
	return page
}

// identify gives a page that was just read the identities of what it descends
// from.
func (l lineage) identify(page *reader.Page) {
	if l.newest.Page != nil {
		diff.Identify(l.newest.Page, page, l.before...)
	}
}

// address is where a version's page is published; empty where that is not known,
// or its page was not asked for.
func (v Version) address() string {
	if v.Page == nil {
		return ""
	}
	return v.Page.Address
}

// Reread reads the text of a version, or of a draft of the next one, as it would be
// read if it were published now, but for identities: Descend gives those. Without
// a version it is the page of a program to be. The caller has checked that the
// text may be seen.
func (s *Service) Reread(tx *sqldb.Tx, newest id.ProgramVersion, source string) (*reader.Page, error) {
	var v Version
	if newest != "" {
		var err error
		if v, err = s.FindVersion(tx, newest); err != nil {
			return nil, err
		}
	}
	return reader.Read([]byte(source), reader.Options{Earlier: v.address()}), nil
}

// Preview is what would become of a page.
type Preview struct {
	Page   *reader.Page
	Newest Version // that it would follow, with its Page; zero for a new program
}

// Preview reads a page as Import would, with the identities that it would get,
// and saves nothing. Whoever may import it may ask. A page with errors is no
// error here: its diagnostics tell.
func (s *Service) Preview(ctx context.Context, a access.Actor, in Import) (Preview, error) {
	before, err := s.lineage(ctx, a, in.Program)
	if err != nil {
		return Preview{}, err
	}
	return Preview{before.read(in.Source, in.Address), before.newest}, nil
}

// Descend gives a page that was just read the identities that it would get as the
// next version of a program, and returns the version that it would follow, with
// its Page. Whoever may publish may ask.
func (s *Service) Descend(tx *sqldb.Tx, a access.Actor, of id.Program, page *reader.Page) (Version, error) {
	before, err := s.lineageIn(tx, a, of)
	if err == nil {
		before.identify(page)
	}
	return before.newest, err
}

// Between returns two versions of a program with their pages, for everybody who
// is signed in. The number 0 is the newest.
func (s *Service) Between(tx *sqldb.Tx, a access.Actor, of id.Program, from, to int) (older, newer Version, err error) {
	if err = access.Check(a, access.ProgramFind, nil, "program"); err != nil {
		return older, newer, err
	}
	for _, v := range []struct {
		number int
		into   *Version
	}{{from, &older}, {to, &newer}} {
		found, err := VersionNumbered(tx, of, v.number)
		if err != nil {
			return older, newer, err
		}
		if *v.into, err = s.FindVersion(tx, found.ID); err != nil {
			return older, newer, err
		}
	}
	return older, newer, nil
}

// FindMixed returns a version with its Page, in which some phases are kept as
// they were in others; see mix.Page and FindVersion.
func (s *Service) FindMixed(tx *sqldb.Tx, version id.ProgramVersion, kept []mix.Kept) (Version, error) {
	v, err := s.FindVersion(tx, version)
	if err != nil || len(kept) == 0 {
		return v, err
	}
	v.Page, err = mix.Page(version, kept, func(of id.ProgramVersion) (*reader.Page, error) {
		found, err := s.FindVersion(tx, of)
		return found.Page, err
	})
	return v, err
}
