package program

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// MaxSource is how long a program's page may be, in bytes.
const MaxSource = reader.MaxBytes

// MaxNote is how long the note of a version may be, in bytes.
const MaxNote = 4000

// Service changes programs, and keeps decoded pages.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
	pages pages
}

// New returns the service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail) *Service {
	return &Service{db: db, ids: ids, trail: trail}
}

// Import is a page to be made a program, or a version of one.
type Import struct {
	// Program gets the next version. Where it is empty a new program is made.
	Program id.Program `json:"program,omitempty"`
	// Slug is a new program's name in addresses: letters a to z, digits and
	// hyphens. Empty makes one of the page's title. It is not looked at where
	// Program is set.
	Slug string `json:"slug,omitempty"`
	// Address is where the page is published; links on it that name no server
	// are read from there. Empty is what the page's front matter says, else where
	// the version before it was published; without any they stay as written.
	Address string `json:"address,omitempty"`
	// Source is the page in Markdown, at most MaxSource bytes of UTF-8. What
	// else it may be is the reader's to say.
	Source string `json:"source"`
	// Note is what its author says that this version changes, at most MaxNote
	// bytes on one or more lines; it may be empty.
	Note string `json:"note,omitempty"`
	// Seen is the number of the newest version that the author has compared the
	// page with. Where another one has appeared since, nothing is published. 0
	// compares with none: a page that an older version had is then not published
	// again.
	Seen int `json:"seen,omitempty"`
}

// Imported is what became of a page.
type Imported struct {
	Program id.Program        `json:"program"`
	Version id.ProgramVersion `json:"version"`
	Number  int               `json:"number"`
	// Known says that the program had this very page before: Version is that
	// one, and nothing was changed.
	Known bool `json:"known"`
}

// Import reads a page and makes a program with version 1 of it, for
// administrators and whoever coordinates a program, who coordinate what they
// make; or the next version of a program, for its coordinators and
// administrators. A page that the program has a version of already is answered
// with that version, but for an older one that was compared with the newest (Seen):
// that is how an author goes back. A page with errors is Invalid, with Unreadable as its
// cause; another newest version than the one seen is Conflict with the code
// "newer-version".
//
// Activities and prompts of a next version keep the identities that they have in
// the versions before it; see diff.Identify.
func (s *Service) Import(ctx context.Context, c call.Call, in Import) (Imported, error) {
	for try := 1; ; try++ {
		done, err := s.importOnce(ctx, c, in)
		if !errors.Is(err, errOvertaken) || try == maxTries {
			return done, err
		}
	}
}

// maxTries is how often a page is read again because another version has been
// published since it was read.
const maxTries = 8

// errOvertaken is the cause where the version whose identities a page took is
// not the newest any more.
var errOvertaken = errors.New("program: another version was published meanwhile")

func (s *Service) importOnce(ctx context.Context, c call.Call, in Import) (Imported, error) {
	p, err := s.Prepare(ctx, c.Actor, in)
	if err != nil {
		return Imported{}, err
	}
	return call.Do(ctx, s.db, c, "program.import", in, func(tx *sqldb.Tx) (Imported, error) { return s.Commit(tx, c.Actor, p) })
}

// Prepared is a page that has been read, to be saved by Commit.
type Prepared struct {
	in      Import
	before  lineage
	version Version
	reading string
}

// Prepare is the part of Import that needs no transaction: reading takes a third
// of a second for the longest page, too long to hold one open. So who may comes
// first, then the page, and Commit asks all of it again in one transaction.
func (s *Service) Prepare(ctx context.Context, a access.Actor, in Import) (Prepared, error) {
	before, err := s.lineage(ctx, a, in.Program)
	if err != nil {
		return Prepared{}, err
	}
	version, reading, err := read(in, before)
	return Prepared{in, before, version, reading}, err
}

// Commit saves what Prepare has read, in the caller's transaction. Where another
// version has been published since it was read it is Conflict, and the page has to
// be prepared again.
func (s *Service) Commit(tx *sqldb.Tx, by access.Actor, p Prepared) (Imported, error) {
	if err := mayImport(tx, by, p.in.Program); err != nil {
		return Imported{}, err
	}
	version := p.version
	version.PublishedBy = by.Person
	if p.in.Program == "" {
		return s.create(tx, by, p.in, version, p.reading)
	}
	version.Program = p.in.Program
	return s.publish(tx, by, p.in, p.before, version, p.reading)
}

func mayImport(tx *sqldb.Tx, a access.Actor, program id.Program) error {
	if program == "" {
		return MayMake(tx, a)
	}
	if _, err := Find(tx, a, program); err != nil {
		return err
	}
	return access.RequireCoordinator(tx, a, access.ProgramPublish, program)
}

// MayMake says whether somebody may make a program: administrators, and whoever
// coordinates a program already. Others see that programs are made, so the error
// is Forbidden.
func MayMake(tx *sqldb.Tx, a access.Actor) error {
	return access.RequireAnyCoordinator(tx, a, access.ProgramImport, "program")
}

// read checks the input and reads the page, which keeps the identities of the
// versions before it. The version that it returns has neither id nor number yet.
func read(in Import, before lineage) (v Version, reading string, err error) {
	var fields fault.Fields
	if in.Program == "" && in.Slug != "" && !validSlug(in.Slug) {
		fields.Add("slug", "Use letters a to z, digits and single hyphens, at most %d, such as csm-internship.", maxSlug)
	}
	if wrong := reader.CheckAddress(in.Address); wrong != "" {
		fields.Add("address", "%s", wrong)
	}
	in.Note = checkNote(&fields, in.Note)
	if err := fields.Err(); err != nil {
		return v, "", err
	}
	page := before.read(in.Source, in.Address)
	if unreadable := (&Unreadable{page.Diagnostics}); !page.Importable || len(unreadable.errors()) > 0 {
		return v, "", unreadable.fault()
	}
	sum := sha256.Sum256([]byte(in.Source))
	v = Version{Title: titleOf(page), Note: in.Note, Digest: hex.EncodeToString(sum[:]), Weeks: weeksOf(page)}
	v.MinMinutes, v.MinRule = minimumOf(page)
	if v.Weeks > MaxWeeks {
		return v, "", fault.At("source", "This program spans %d weeks. An internship lasts at most %d.", v.Weeks, MaxWeeks)
	}
	text, err := json.Marshal(page)
	return v, string(text), err
}

// create makes a program with its first version.
func (s *Service) create(tx *sqldb.Tx, by access.Actor, in Import, v Version, reading string) (Imported, error) {
	p := Program{ID: id.New[id.Program](s.ids), Slug: in.Slug, Title: v.Title}
	if p.Slug == "" {
		p.Slug = slugOf(v.Title)
	}
	existing, err := FindBySlug(tx, by, p.Slug)
	switch {
	case err == nil:
		known, same, err := findByDigest(tx, existing.ID, v.Digest)
		if err != nil || same {
			return Imported{known.Program, known.ID, known.Number, true}, err
		}
		return Imported{}, fault.At("slug", "There is a program “%s” already, by the name of %s. Publish this page as a version of it, or choose another name.", existing.Title, p.Slug)
	case !fault.Is(err, fault.NotFound):
		return Imported{}, err
	}
	v.ID, v.Program, v.Number = id.New[id.ProgramVersion](s.ids), p.ID, 1
	p.Newest = v
	if err := insertProgram(tx, p); err != nil {
		return Imported{}, err
	}
	if err := insertVersion(tx, v, in.Source, reading); err != nil {
		return Imported{}, err
	}
	if err := s.append(tx, by, "program.imported", v); err != nil || by.Admin || by.IsSystem() {
		return Imported{p.ID, v.ID, 1, false}, err
	}
	// A coordinator who makes a program looks after it: nobody else could.
	return Imported{p.ID, v.ID, 1, false}, s.name(tx, by, p.ID, by.Person)
}

// publish makes the next version of a program.
func (s *Service) publish(tx *sqldb.Tx, by access.Actor, in Import, before lineage, v Version, reading string) (Imported, error) {
	if err := lock(tx, in.Program); err != nil {
		return Imported{}, err
	}
	newest, err := VersionNumbered(tx, in.Program, 0)
	if err != nil {
		return Imported{}, err
	}
	known, same, err := findByDigest(tx, in.Program, v.Digest)
	if err != nil {
		return Imported{}, err
	}
	if same && in.nothingNew(known, newest, before) {
		return Imported{known.Program, known.ID, known.Number, true}, nil
	}
	if in.Seen != 0 && in.Seen != newest.Number {
		return Imported{}, fault.New(fault.Conflict, "Version %d has appeared since you compared your page with version %d. Nothing has been published. Look at the difference again, then publish.",
			newest.Number, in.Seen).WithCode("newer-version")
	}
	if newest.ID != before.newest.ID {
		return Imported{}, fault.Wrap(errOvertaken, fault.Conflict, "Somebody published another version at this moment. Nothing has been changed. Look at it and publish again.")
	}
	v.ID, v.Number = id.New[id.ProgramVersion](s.ids), newest.Number+1
	if err := raise(tx, v); err != nil {
		return Imported{}, err
	}
	if err := insertVersion(tx, v, in.Source, reading); err != nil {
		return Imported{}, err
	}
	return Imported{v.Program, v.ID, v.Number, false}, s.append(tx, by, "program.published", v)
}

// nothingNew says that a page which a program has a version of need not become
// another one: it is the newest version, at the same address; or an older one, and
// its author has not said that they compared it with the newest. So a page that is
// sent twice makes one version, and going back to an older page makes a new one.
func (in Import) nothingNew(known, newest Version, before lineage) bool {
	if known.ID != newest.ID {
		return in.Seen == 0
	}
	return in.Address == "" || newest.ID == before.newest.ID && in.Address == before.newest.address()
}

func (s *Service) append(tx *sqldb.Tx, by access.Actor, name string, v Version) error {
	_, err := s.trail.Append(tx, by, audit.Event{
		Chain: audit.Organization, Name: name, Object: string(v.Program),
		Facts: audit.Facts{"version": string(v.ID), "number": audit.Number(v.Number), "digest": v.Digest},
	})
	return err
}

// NameCoordinator makes somebody a coordinator of a program.
type NameCoordinator struct {
	Program id.Program `json:"program"`
	Person  id.Person  `json:"person"`
}

// NameCoordinator names somebody who is active a coordinator of a program, for
// administrators. Naming somebody again changes nothing.
func (s *Service) NameCoordinator(ctx context.Context, c call.Call, in NameCoordinator) (Program, error) {
	return call.Do(ctx, s.db, c, "coordinator.name", in, func(tx *sqldb.Tx) (Program, error) {
		if err := access.Check(c.Actor, access.CoordinatorName, nil, "program"); err != nil {
			return Program{}, err
		}
		if _, err := Find(tx, c.Actor, in.Program); err != nil {
			return Program{}, err
		}
		known, err := person.Names(tx, []id.Person{in.Person})
		if err != nil {
			return Program{}, err
		}
		if p, ok := known[in.Person]; !ok || !p.Active {
			return Program{}, fault.At("person", "Choose somebody of the directory who is active.")
		}
		if err := s.name(tx, c.Actor, in.Program, in.Person); err != nil {
			return Program{}, err
		}
		return Find(tx, c.Actor, in.Program)
	})
}

// name makes somebody a coordinator, unless they are one.
func (s *Service) name(tx *sqldb.Tx, by access.Actor, program id.Program, who id.Person) error {
	n, err := tx.Exec("INSERT INTO program_coordinator (program_id, person_id, named_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
		program, who, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	_, err = s.trail.Append(tx, by, audit.Event{
		Chain: audit.Organization, Name: "coordinator.named", Object: string(program),
		Facts: audit.Facts{"person": string(who)},
	})
	return err
}

// FindVersion returns a version with its Page. The caller has checked who may
// see it: for a program everybody who is signed in. The page is decoded once
// for all callers, within bounds of memory, and must not be changed.
func (s *Service) FindVersion(tx *sqldb.Tx, version id.ProgramVersion) (Version, error) {
	v, err := sqldb.Find(tx, "version of the program", scanVersion, "SELECT "+versionColumns+" FROM program_version v WHERE v.id = ?", version)
	if err != nil {
		return Version{}, err
	}
	if page, ok := s.pages.find(version); ok {
		v.Page = page
		return v, nil
	}
	text, err := sqldb.Find(tx, "version of the program", scanText, "SELECT reading FROM program_version WHERE id = ?", version)
	if err != nil {
		return Version{}, err
	}
	v.Page = &reader.Page{}
	if err := json.Unmarshal([]byte(text), v.Page); err != nil {
		return Version{}, fault.Wrap(err, fault.Internal, "The reading of this version is damaged. The page itself is safe; publish it again, and tell your administrator.")
	}
	s.pages.keep(version, v.Page, len(text))
	return v, nil
}

// Find is Find in a snapshot of its own.
func (s *Service) Find(ctx context.Context, a access.Actor, program id.Program) (p Program, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { p, err = Find(tx, a, program); return err })
	return p, err
}

// List is List in a snapshot of its own.
func (s *Service) List(ctx context.Context, a access.Actor, page Page) (l Listing, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { l, err = List(tx, a, page); return err })
	return l, err
}

// ListVersions is ListVersions in a snapshot of its own.
func (s *Service) ListVersions(ctx context.Context, a access.Actor, program id.Program, page Page) (l VersionListing, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { l, err = ListVersions(tx, a, program, page); return err })
	return l, err
}
